"""The choices of a table: how its file is read, and what its values may replace."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from shelftag.importing.tables.encodings import ENCODINGS
from shelftag.importing.tables.fields import KEYS, TableField
from shelftag.importing.tables.mapping import CATEGORY_SEPARATORS, TableMapping, TableOptions
from shelftag.importing.tables.reading import TableFormat
from shelftag.ui.dialogs.frame import Text
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import label

_SEPARATORS = (",", ";", "\t", "|")
_LINES = 21
"""Column names stand in one of so many lines; one further down is shown where it was found."""


def _combo(name: str, choices: Sequence[tuple[str, Any]]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    for text, value in choices:
        combo.addItem(text, value)
    return combo


def _choose(combo: QComboBox, value: Any) -> None:
    """Shows a value; one that is not among the choices is added."""
    if combo.findData(value) < 0:
        combo.addItem(str(value), value)
    combo.setCurrentIndex(combo.findData(value))


def _captioned(layout: QHBoxLayout, caption: str, widget: QWidget) -> QLabel:
    made = label(caption, "small")
    made.setBuddy(widget)
    layout.addWidget(made)
    layout.addWidget(widget)
    return made


class FormatChoices(QWidget):
    """How a file is read, as it was told, and as the owner may correct it.

    Signals:
        changed: The owner chose another format; it is in ``format``.
    """

    changed = Signal()

    def __init__(self, text: Text) -> None:
        super().__init__()
        self._text = text
        self.format = TableFormat()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        names = {name: text(f"dialogs.table_import.encoding.{name}") for name in ENCODINGS}
        self.encoding = _combo(
            text("dialogs.table_import.encoding_name"), [(names[name], name) for name in ENCODINGS]
        )
        self.separator = _combo(
            text("dialogs.table_import.separator"),
            [(text(f"dialogs.table_import.separator_{n}"), s)
             for n, s in zip(("comma", "semicolon", "tab", "bar"), _SEPARATORS, strict=True)],
        )  # fmt: skip
        self.sheet = _combo(text("dialogs.table_import.sheet"), [])
        self.header = _combo(
            text("dialogs.table_import.header"),
            [(text("dialogs.table_import.no_header"), 0)]
            + [(str(line), line) for line in range(1, _LINES)],
        )
        self._captions = [
            _captioned(row, text(f"dialogs.table_import.{name}"), widget)
            for name, widget in (
                ("encoding_name", self.encoding), ("separator", self.separator),
                ("sheet", self.sheet), ("header", self.header),
            )
        ]  # fmt: skip
        row.addStretch(1)
        self.encoding.activated.connect(lambda: self._change(encoding=self.encoding.currentData()))
        self.separator.activated.connect(
            lambda: self._change(separator=self.separator.currentData())
        )
        self.sheet.activated.connect(lambda: self._change(sheet=self.sheet.currentData()))
        self.header.activated.connect(lambda: self._change(header=self.header.currentData()))

    def show_format(self, found: TableFormat, sheets: Sequence[str]) -> None:
        """Shows how a file was read."""
        self.format = found
        is_text = not found.sheet
        for shown, caption, widget in zip(
            (is_text, is_text, not is_text),
            self._captions[:3],
            (self.encoding, self.separator, self.sheet),
            strict=True,
        ):
            caption.setVisible(shown)
            widget.setVisible(shown)
        if is_text:
            _choose(self.encoding, found.encoding)
            _choose(self.separator, found.separator)
        else:
            self.sheet.clear()
            for name in sheets:
                self.sheet.addItem(name, name)
            _choose(self.sheet, found.sheet)
        _choose(self.header, found.header or 0)

    def _change(self, **values: Any) -> None:
        self.format = replace(self.format, **{"header": None, **values})
        self.changed.emit()


class ApplyChoices(QWidget):
    """What the table's values may replace, and what its categories and unknown rows become.

    Signals:
        changed: Something else was chosen.
    """

    changed = Signal()

    def __init__(self, text: Text) -> None:
        super().__init__()
        self._text = text
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(4 * GAP)
        left, right = QVBoxLayout(), QVBoxLayout()
        for layout in (left, right):
            layout.setSpacing(GAP)
            columns.addLayout(layout, 1)
        self.fill = QRadioButton(text("dialogs.table_import.fill"))
        self.overwrite = QRadioButton(text("dialogs.table_import.overwrite"))
        self.fill.setToolTip(text("dialogs.table_import.fill_hint"))
        self.fill.setAccessibleDescription(self.fill.toolTip())
        group = QButtonGroup(self)
        for button in (self.fill, self.overwrite):
            group.addButton(button)
            left.addWidget(button)
        self.keys = _combo(
            text("dialogs.table_import.find_by"),
            [(text("dialogs.table_import.find_by_any"), "")]
            + [(text(f"tables.field.{key.value}"), key.value) for key in KEYS],
        )
        match = QHBoxLayout()
        match.setSpacing(GAP)
        _captioned(match, text("dialogs.table_import.find_by"), self.keys)
        match.addStretch(1)
        left.addLayout(match)
        self.trusted = QCheckBox(text("dialogs.table_import.trusted"))
        self.trusted.setToolTip(text("dialogs.table_import.trusted_hint"))
        self.trusted.setAccessibleDescription(self.trusted.toolTip())
        self.create_products = QCheckBox(text("dialogs.table_import.create"))
        self.separator = _combo(
            text("dialogs.table_import.category_separator"),
            [(f"A {sign} B", sign) for sign in CATEGORY_SEPARATORS],
        )
        paths = QHBoxLayout()
        paths.setSpacing(GAP)
        _captioned(paths, text("dialogs.table_import.category_separator"), self.separator)
        paths.addStretch(1)
        right.addWidget(self.trusted)
        right.addWidget(self.create_products)
        right.addLayout(paths)
        for toggled in (self.overwrite, self.trusted, self.create_products):
            toggled.toggled.connect(lambda: self.changed.emit())
        for combo in (self.keys, self.separator):
            combo.activated.connect(lambda: self.changed.emit())

    def show_choices(self, mapping: TableMapping, options: TableOptions) -> None:
        """Shows what was chosen the last time, or guessed."""
        self.blockSignals(True)
        (self.overwrite if options.overwrite else self.fill).setChecked(True)
        self.trusted.setChecked(options.trusted)
        self.create_products.setChecked(options.create)
        only = mapping.keys[0].value if len(mapping.keys) == 1 else ""
        self.keys.setCurrentIndex(self.keys.findData(only))
        _choose(self.separator, mapping.category_separator)
        self.blockSignals(False)
        self.enable(mapping)

    def enable(self, mapping: TableMapping) -> None:
        """Categories can be trusted only where a column holds some."""
        categories = TableField.CATEGORY in mapping.columns.values()
        self.trusted.setEnabled(categories)
        self.separator.setEnabled(categories)

    @property
    def options(self) -> TableOptions:
        """What was chosen."""
        return TableOptions(
            overwrite=self.overwrite.isChecked(),
            trusted=self.trusted.isChecked() and self.trusted.isEnabled(),
            create=self.create_products.isChecked(),
        )

    def applied_to(self, mapping: TableMapping) -> TableMapping:
        """Returns the mapping with the keys and the separator that were chosen."""
        only = self.keys.currentData()
        return replace(
            mapping,
            keys=(TableField(only),) if only else KEYS,
            category_separator=self.separator.currentData(),
        )
