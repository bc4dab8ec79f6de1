"""Facts for `shelftag doctor`: versions, plug-ins and where models really run."""

import platform
from importlib.metadata import PackageNotFoundError, version

from shelftag.plugins.discovery import find_plugins, usable
from shelftag.plugins.loading import load_classifier, load_reader
from shelftag.plugins.trainer import trainer_command
from shelftag_api import API_VERSION
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import render, render_error


def doctor_facts(language: str = "en") -> dict[str, str]:
    """Collects what a person needs to know, or to paste into a report; takes a second or two.

    Args:
        language: Language of the sentences among the values.

    Returns:
        Facts by name. ``gpu`` is true to the last word: a small network was run to find out.
    """
    facts = {
        "shelftag": _own_version(),
        "python": platform.python_version(),
        "system": platform.platform(),
        "plugin_api": str(API_VERSION),
    }
    for item in find_plugins():
        works = f"{item.manifest.version} ({item.distribution})" if item.manifest else ""
        facts[f"plugin.{item.id}.{item.distribution}" if item.error else f"plugin.{item.id}"] = (
            render_error(item.error, language) if item.error else works
        )
    facts |= _classifier_facts(language) | _reader_facts(language)
    try:
        facts["trainer"] = " ".join(trainer_command())
    except ShelftagError as error:
        facts["trainer"] = render_error(error, language)
    return facts


def _classifier_facts(language: str) -> dict[str, str]:
    """Asks the classifier where it runs, and renders its reason."""
    try:
        facts = load_classifier().diagnose()
    except ShelftagError as error:
        return {"classifier": render_error(error, language)}
    if reason := facts.get("gpu_reason"):
        facts["gpu_reason"] = render(reason, {"detail": facts.get("gpu_detail", "")}, language)
    return {f"classifier.{name}": value for name, value in facts.items()}


def _reader_facts(language: str) -> dict[str, str]:
    """Asks every reader what it runs on."""
    facts: dict[str, str] = {}
    for item in usable("reader"):
        try:
            found = load_reader(item.id).diagnose()
        except ShelftagError as error:
            found = {"problem": render_error(error, language)}
        facts |= {f"reader.{item.id}.{name}": value for name, value in found.items()}
    return facts


def _own_version() -> str:
    """Returns the application's version; a checkout that is not installed has none."""
    try:
        return version("shelftag")
    except PackageNotFoundError:
        return "not installed"
