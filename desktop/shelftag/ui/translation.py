"""Renders message ids for the window: plurals, numbers and times in the owner's language."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QDateTime, QLibraryInfo, QLocale, QTranslator

from shelftag_resources.messages import render

_LOCALES = {
    "en": QLocale(QLocale.Language.English),
    "zh_CN": QLocale(QLocale.Language.Chinese, QLocale.Country.China),
}


_QT_TEXTS = "qtbase"


def speak(application: QCoreApplication, language: str) -> None:
    """Lets what Qt itself says and writes follow a language: context menus, dates, file dialogs."""
    for before in application.findChildren(QTranslator, _QT_TEXTS):
        application.removeTranslator(before)
        before.deleteLater()
    QLocale.setDefault(locale(language))
    texts = QTranslator(application)
    texts.setObjectName(_QT_TEXTS)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if texts.load(f"{_QT_TEXTS}_{language}", folder):
        application.installTranslator(texts)


def translate(language: str, message_id: str, **params: Any) -> str:
    """Renders a sentence.

    Whole numbers get the language's thousands separators.
    """
    shown = {name: _shown(value, language) for name, value in params.items()}
    return render(message_id, shown, language)


def _shown(value: Any, language: str) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value, language)
    return value


def locale(language: str) -> QLocale:
    """Returns how a language writes numbers and dates."""
    return _LOCALES.get(language, _LOCALES["en"])


def number(value: int, language: str) -> str:
    """Writes a whole number with thousands separators."""
    return locale(language).toString(value)


def percent(share: float) -> str:
    """Writes a share of 1 as a percentage; never 100 % for what is not certain."""
    whole = round(share * 100)
    if whole == 0 and share > 0:
        return "<\u202f1\u202f%"
    return f"{99 if whole == 100 and share < 1 else whole}\u202f%"


def accuracy(share: float | None, low: float | None, high: float | None, language: str) -> str:
    """Writes an accuracy with its interval, or a dash where none was measured."""
    if share is None:
        return "–"
    if low is None or high is None:
        return f"{share:.1%}".replace("%", "\u202f%")
    figures = {name: f"{value * 100:.1f}" for name, value in (("low", low), ("high", high))}
    return translate(
        language, "dialogs.models.interval", share=f"{share * 100:.1f}\u202f%",
        low=figures["low"], high=f"{figures['high']}\u202f%",
    )  # fmt: skip


def moment(value: datetime, language: str) -> str:
    """Writes a time of day for today, else a short date, in the computer's time zone."""
    local = value.astimezone()
    if local.date() == datetime.now().astimezone().date():
        return f"{local:%H:%M}"
    date = QDateTime.fromSecsSinceEpoch(int(value.timestamp()))
    return locale(language).toString(date.date(), QLocale.FormatType.ShortFormat)


def duration(seconds: float, language: str) -> str:
    """Writes a time span roughly, as one reads a remaining time."""
    if seconds < 60:
        return translate(language, "ui.time.seconds", count=max(1, round(seconds)))
    if seconds < 3600:
        return translate(language, "ui.time.minutes", count=round(seconds / 60))
    return translate(language, "ui.time.hours", count=round(seconds / 3600))
