"""Filters and saved searches in the window, by mouse and by keyboard alone."""

import pytest
from PySide6.QtCore import QDate, Qt

from shelftag.catalog import bulk_run, operations
from shelftag.catalog.bulk_edits import FieldEdit, FlagEdit
from shelftag.catalog.conditions import Conditions
from shelftag.ui.changes import ChangeSet

Key = Qt.Key


@pytest.fixture
def bar(owner):
    return owner.window.center.top_bar


@pytest.fixture
def panel(owner, bar):
    bar.filter_button.click()
    owner.settle()
    yield bar.filter_button.panel
    bar.filter_button.panel.close()


def shown(owner):
    return owner.window.center.model.ids


def chips(bar):
    return [chip.text().strip() for chip in bar.filter_chips.chips[:-1]]


def edit(owner, change, ids):
    for _ in bulk_run.run(owner.window.session.catalog.database, change, ids):
        pass


def test_ticking_a_condition_filters_at_once_and_shows_a_chip(owner, bar, panel):
    panel.boxes["source", "model"].click()
    owner.settle()
    assert {owner.card(i).state for i in shown(owner)} == {"accepted"}
    panel.boxes["missing", "price"].click()
    owner.settle()
    assert shown(owner) == []
    assert chips(bar) == ["Label from: The model", "No price"]
    assert owner.window.center.empty.headline.text() == "Nothing found"


def test_a_click_on_a_chip_takes_the_condition_away(owner, bar, qtbot):
    owner.window.navigation.set_conditions(
        Conditions(sources=frozenset({"owner"}), missing=frozenset({"gtin"}))
    )
    owner.settle()
    assert len(shown(owner)) == 10
    qtbot.mouseClick(bar.filter_chips.chips[0], Qt.MouseButton.LeftButton)
    owner.settle()
    assert chips(bar) == ["No barcode"]
    assert len(shown(owner)) == 60
    bar.filter_chips.chips[-1].click()
    owner.settle()
    assert not bar.filter_chips.isVisible()
    assert owner.window.navigation.place.conditions == Conditions()


def test_the_keyboard_alone_opens_ticks_and_closes_the_filter(owner, bar):
    owner.control(Key.Key_F, shift=True)
    panel = bar.filter_button.panel
    assert panel.isVisible()
    assert panel.focusWidget() is panel.boxes["source", "owner"]
    owner.qtbot.keyClick(panel.focusWidget(), Key.Key_Space)
    owner.settle()
    assert {owner.card(i).state for i in shown(owner)} == {"confirmed"}
    for _ in range(4):
        owner.qtbot.keyClick(panel.focusWidget(), Key.Key_Tab)
    assert panel.focusWidget() is panel.least
    owner.qtbot.keyClick(panel, Key.Key_Escape)
    assert not panel.isVisible()
    chip = bar.filter_chips.chips[0]
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    owner.press(Key.Key_Space)
    assert len(shown(owner)) == 60


def test_confidence_model_days_and_flags(owner, bar, panel):
    panel.most.setValue(70)
    owner.settle()
    assert all(owner.card(i).confidence < 0.7 for i in shown(owner))
    assert "Confidence below 70" in chips(bar)[0]
    panel.most.setValue(100)
    panel.model.setCurrentIndex(panel.model.findData(0))
    panel.model.activated.emit(panel.model.currentIndex())
    owner.settle()
    assert len(shown(owner)) == 60
    panel.imported.choice.setCurrentIndex(panel.imported.choice.findData(-1))
    panel.imported.choice.activated.emit(0)
    panel.imported.last.setDate(QDate(2020, 1, 1))
    owner.settle()
    assert shown(owner) == []
    assert any(text.startswith("Imported") for text in chips(bar))
    bar.filter_button.panel.clear_button.click()
    owner.settle()
    assert len(shown(owner)) == 60
    edit(owner, FlagEdit("unsure"), [3, 4])
    panel.boxes["flag", "unsure"].click()
    owner.settle()
    assert set(shown(owner)) == {3, 4}


def test_what_was_decided_leaves_a_filtered_view(owner):
    owner.window.navigation.set_conditions(Conditions(sources=frozenset({"none"})))
    owner.settle()
    owner.window.center.grid.setFocus()
    first, count = shown(owner)[0], len(shown(owner))
    owner.press(Key.Key_Return)
    assert first not in shown(owner)
    assert len(shown(owner)) == count - 1


@pytest.mark.parametrize("typed", ["source:model apple", "来源:模型 apple"])
def test_the_search_field_understands_conditions(owner, typed):
    owner.control(Key.Key_F)
    owner.type(typed)
    found = [owner.card(i) for i in shown(owner)]
    assert {card.state for card in found} == {"accepted"}
    assert {owner.detail(card.id).title.split()[0] for card in found} == {"Green"}


def test_what_the_search_field_does_not_understand_is_text(owner):
    owner.control(Key.Key_F)
    owner.type("source:nobody")
    assert shown(owner) == []


# Saved searches


def rows(owner):
    owner.settle()
    return [row.saved.name for row in owner.window.sidebar.saved.rows]


def save(owner, name):
    owner.window.sidebar.save_search()
    dialog = owner.window.findChildren(type_of_dialog())[-1]
    dialog.field.setText(name)
    dialog.save_button.click()
    owner.settle()
    return dialog


def type_of_dialog():
    from shelftag.ui.dialogs import SearchNameDialog

    return SearchNameDialog


def test_a_search_is_saved_opened_and_counted(owner):
    conditions = Conditions(sources=frozenset({"model"}))
    owner.window.navigation.set_conditions(conditions)
    owner.control(Key.Key_D)
    dialog = owner.window.findChildren(type_of_dialog())[0]
    owner.qtbot.keyClicks(dialog.field, "Model's own")
    owner.qtbot.keyClick(dialog.field, Key.Key_Return)
    assert rows(owner) == ["Model's own"]
    row = owner.window.sidebar.saved.rows[0]
    owner.qtbot.waitUntil(lambda: row.count == "10")
    owner.window.navigation.clear()
    owner.settle()
    assert not row.isChecked()
    owner.qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    owner.settle()
    assert len(shown(owner)) == 10
    assert row.isChecked()
    assert not any(r.isChecked() for r in owner.window.sidebar.shelves.rows.values())
    ids = shown(owner)[:3]
    edit(owner, FieldEdit("brand", "Nord"), ids)
    with operations.operation(owner.window.session.catalog.database, "confirm") as scope:
        from shelftag.catalog import labels

        labels.confirm(scope, ids, method="bulk")
    owner.qtbot.waitUntil(lambda: owner.window.sidebar.saved.rows[0].count == "7")


def test_a_name_that_is_taken_is_refused_in_the_dialog(owner):
    save(owner, "Mine")
    dialog = save(owner, "MINE")
    assert dialog.isVisible()
    assert "already" in dialog.notice.sentence.text()
    dialog.field.setText("Other")
    dialog.save_button.click()
    assert rows(owner) == ["Mine", "Other"]


def test_searches_are_moved_renamed_deleted_and_it_is_undone(owner):
    for name in ("A", "B", "C"):
        owner.window.navigation.set_search(name)
        save(owner, name)
    owner.window.activateWindow()
    first = owner.window.sidebar.saved.rows[0]
    first.setFocus()
    owner.qtbot.waitUntil(first.hasFocus)
    owner.press(Key.Key_Down, modifier=Qt.KeyboardModifier.AltModifier)
    assert rows(owner) == ["B", "A", "C"]
    assert owner.window.sidebar.saved.rows[1].hasFocus()
    owner.press(Key.Key_F2)
    dialog = owner.window.findChildren(type_of_dialog())[-1]
    dialog.field.setText("Aa")
    dialog.save_button.click()
    assert rows(owner) == ["B", "Aa", "C"]
    owner.window.activateWindow()
    owner.window.sidebar.saved.rows[0].setFocus()
    owner.press(Key.Key_Delete)
    assert rows(owner) == ["Aa", "C"]
    for expected in (["B", "Aa", "C"], ["B", "A", "C"], ["A", "B", "C"]):
        owner.control(Key.Key_Z)
        assert rows(owner) == expected


def test_many_products_are_edited_by_key_and_undone(owner, monkeypatch):
    from shelftag.ui.dialogs import BulkEditDialog

    owner.window.center.grid.setFocus()
    owner.control(Key.Key_A)
    owner.press(Key.Key_E)
    (dialog,) = owner.window.findChildren(BulkEditDialog)
    assert dialog.of_selected.text() == "The 60 selected products"
    dialog.choices.what.setCurrentIndex(dialog.choices.what.findData("location"))
    dialog.choices.value.setText("B 2")
    owner.qtbot.waitUntil(dialog.change_button.isEnabled)
    owner.qtbot.keyClick(dialog.choices.value, Key.Key_Return)
    owner.qtbot.waitUntil(lambda: owner.notice == "60 products changed")
    owner.settle()
    assert owner.detail(7).location == "B 2"
    owner.window.actions_by_name["undo"].trigger()
    owner.settle()
    assert owner.detail(7).location == ""


def test_flags_and_attributes_show_in_the_inspector(owner):
    edit(owner, FlagEdit("not_a_product"), shown(owner)[:1])
    owner.window.session.changed.emit(ChangeSet.everything())
    owner.settle()
    note = owner.window.inspector.one.marks
    assert note.lines == ["Not a product"]
    assert note.isVisible()
    owner.window.center.grid.select_row(1)
    owner.settle()
    assert not note.isVisible()
