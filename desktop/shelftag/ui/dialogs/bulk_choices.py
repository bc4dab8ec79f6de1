"""The choices of a bulk edit: what to change, how, and to which value."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from shelftag.catalog.bulk_edits import (
    FIELDS,
    TEXTS,
    AttributeEdit,
    BulkEdit,
    CategoryEdit,
    FieldEdit,
    FlagEdit,
    TextReplace,
)
from shelftag.catalog.marks import FLAGS, MAX_NAME
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import label
from shelftag.ui.session import Session

_OTHERS = ("attribute", "category", "flag")


class BulkChoices(QWidget):
    """A form that shows only what the choice needs.

    Attributes:
        what: A field, ``attribute``, ``category`` or ``flag``.
        how: ``set``, ``fill``, ``replace`` or ``clear``.
        value: The new value.
        sought: What is replaced.
        replacement: By what.
        match_case: Whether capital letters must be the same.
        name: The attribute.
        category: The category.
        flag: The flag.

    Signals:
        changed: Something else was chosen.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        text = session.text
        self.what, self.how = self._combo("what"), self._combo("how")
        for field in FIELDS:
            self.what.addItem(text(f"ui.field.{field}"), field)
        self.what.insertSeparator(self.what.count())
        for other in _OTHERS:
            self.what.addItem(text(f"dialogs.bulk_edit.{other}"), other)
        self.value, self.sought = self._line("value"), self._line("find")
        self.replacement, self.name = self._line("by"), self._line("name")
        self.name.setMaxLength(MAX_NAME)
        self.match_case = QCheckBox(text("dialogs.bulk_edit.match_case"))
        self.match_case.toggled.connect(lambda: self.changed.emit())
        self.flag = self._combo("which_flag")
        for flag in FLAGS:
            self.flag.addItem(text(f"searches.flag.{flag}"), flag)
        self.category = self._categories()
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(2 * GAP)
        self._form.setVerticalSpacing(GAP)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._rows: dict[str, QWidget] = {
            "what": self.what, "how": self.how, "name": self.name, "value": self.value,
            "find": self.sought, "by": self.replacement, "match_case": self.match_case,
            "which_category": self.category, "which_flag": self.flag,
        }  # fmt: skip
        for key, widget in self._rows.items():
            caption = "" if key == "match_case" else text(f"dialogs.bulk_edit.{key}")
            self._form.addRow(label(caption, "muted"), widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._form)
        self.what.currentIndexChanged.connect(self._show_ways)
        self.how.currentIndexChanged.connect(self._show_rows)
        self._show_ways()

    def _combo(self, key: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(self._session.text(f"dialogs.bulk_edit.{key}"))
        combo.setMaxVisibleItems(14)
        combo.currentIndexChanged.connect(lambda: self.changed.emit())
        return combo

    def _line(self, key: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(self._session.text(f"dialogs.bulk_edit.{key}"))
        line.textChanged.connect(lambda: self.changed.emit())
        return line

    def _categories(self) -> QComboBox:
        """Lists all categories by path; typing finds those that hold what was typed."""
        combo = self._combo("which_category")
        tree, language = self._session.tree, self._session.language
        for node in tree.nodes.values():
            combo.addItem(tree.path_text(node.id, language), node.id)
        combo.setLineEdit(line := QLineEdit())
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        combo.setCurrentIndex(-1)
        line.setPlaceholderText(self._session.text("ui.picker.placeholder"))
        completer = QCompleter(combo.model(), combo)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        combo.setCompleter(completer)
        combo.editTextChanged.connect(lambda: self.changed.emit())
        return combo

    def _show_ways(self) -> None:
        """Offers what can be done with what is chosen."""
        what = self.what.currentData()
        ways = ["set", "clear"]
        if what in FIELDS:
            ways.insert(1, "fill")
        if what in TEXTS:
            ways.append("replace")
        if what == "category":
            ways = ["set"]
        before = self.how.currentData()
        self.how.blockSignals(True)
        self.how.clear()
        for way in ways:
            key = f"flag_{way}" if what == "flag" else way
            self.how.addItem(self._session.text(f"dialogs.bulk_edit.way.{key}"), way)
        self.how.setCurrentIndex(max(self.how.findData(before), 0))
        self.how.blockSignals(False)
        self._show_rows()
        self.changed.emit()

    def _show_rows(self) -> None:
        what, how = self.what.currentData(), self.how.currentData()
        valued = what in FIELDS or what == "attribute"
        shown = {
            "how": self.how.count() > 1,
            "name": what == "attribute",
            "value": valued and how in ("set", "fill"),
            "find": how == "replace",
            "by": how == "replace",
            "match_case": how == "replace",
            "which_category": what == "category",
            "which_flag": what == "flag",
        }
        for key, visible in shown.items():
            self._form.setRowVisible(self._rows[key], visible)

    def edit(self) -> BulkEdit | None:
        """Returns what is chosen, or None while something is missing."""
        what, how = self.what.currentData(), self.how.currentData()
        clear = how == "clear"
        if what == "flag":
            return FlagEdit(self.flag.currentData(), on=not clear)
        if what == "category":
            typed = self.category.findText(self.category.currentText())
            if typed < 0:
                return None
            node = self._session.tree.nodes.get(self.category.itemData(typed))
            return CategoryEdit(node.id, node.label(self._session.language)) if node else None
        value = "" if clear else self.value.text()
        if how == "replace":
            return TextReplace(
                self.sought.text(), self.replacement.text(), self.match_case.isChecked(), what
            ) if self.sought.text() else None  # fmt: skip
        if not clear and not value.strip():
            return None
        if what == "attribute":
            return AttributeEdit(self.name.text(), value) if self.name.text().strip() else None
        return FieldEdit(what, value, only_empty=how == "fill")
