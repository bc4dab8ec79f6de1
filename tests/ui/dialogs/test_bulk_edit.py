"""Many products are changed at once: a choice, a preview, one step."""

import sys
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from ui_shop import small_shop

from shelftag.catalog import bulk_run, marks, operations
from shelftag.catalog.models import Product
from shelftag.ui.dialogs import BulkEditDialog


@pytest.fixture
def shop(tmp_path):
    catalog, categories, ids = small_shop(tmp_path / "Small shop")
    return catalog, categories, ids


@pytest.fixture
def catalog(shop):
    return shop[0]


@pytest.fixture
def ids(shop):
    return shop[2]


@pytest.fixture
def open_dialog(qtbot, session, ids):
    def make(selected=None):
        made = BulkEditDialog(session, ids[:4] if selected is None else selected, ids)
        qtbot.addWidget(made)
        made.show()
        settle(qtbot, made)
        return made

    return make


@pytest.fixture
def dialog(open_dialog):
    return open_dialog()


def settle(qtbot, dialog):
    quiet = 0

    def still():
        nonlocal quiet
        session = dialog._session
        busy = dialog._settle.isActive() or session.background.pending or session.under_way
        quiet = 0 if busy else quiet + 1
        return quiet > 2

    qtbot.waitUntil(still, timeout=20_000)


def choose(qtbot, dialog, what, how="set", **texts):
    choices = dialog.choices
    choices.what.setCurrentIndex(choices.what.findData(what))
    choices.how.setCurrentIndex(choices.how.findData(how))
    for name, text in texts.items():
        getattr(choices, name).setText(text)
    settle(qtbot, dialog)


def column(session, ids, name):
    with session.catalog.database.read() as reader:
        return [getattr(reader.get(Product, i), name) for i in ids]


def test_nothing_can_be_changed_before_a_value_is_given(qtbot, dialog):
    assert not dialog.change_button.isEnabled()
    assert "Choose what to change" in dialog.preview.headline.text()
    choose(qtbot, dialog, "brand", value="Nord")
    assert dialog.preview.headline.text() == "4 of 4 products will change, for example:"
    assert dialog.preview.rows[0][3].text() == "Nord"
    assert dialog.change_button.isEnabled()
    choose(qtbot, dialog, "brand", value="  ")
    assert not dialog.change_button.isEnabled()


def test_the_selection_is_changed_as_one_step_that_can_be_undone(qtbot, dialog, session, ids):
    choose(qtbot, dialog, "price", value="9,90")
    dialog.change_button.click()
    settle(qtbot, dialog)
    assert dialog.result() == dialog.DialogCode.Accepted
    assert column(session, ids[:5], "price") == [Decimal("9.9")] * 4 + [Decimal("2.5")]
    with session.catalog.database.read() as reader:
        assert operations.next_undo(reader).params["count"] == 4
    operations.undo(session.catalog.database)
    assert column(session, ids[:5], "price") == [Decimal("2.5")] * 5


def test_all_that_is_found_is_changed_though_little_is_selected(qtbot, open_dialog, session, ids):
    dialog = open_dialog(ids[:1])
    assert dialog.of_selected.text() == "The selected product"
    dialog.of_found.click()
    choose(
        qtbot, dialog, "title", "replace", sought="RYE", replacement="Wheat",
    )  # fmt: skip
    assert dialog.preview.headline.text() == "15 of 60 products will change, for example:"
    dialog.choices.match_case.click()
    settle(qtbot, dialog)
    assert "Nothing would change" in dialog.preview.headline.text()
    dialog.choices.match_case.click()
    settle(qtbot, dialog)
    dialog.change_button.click()
    settle(qtbot, dialog)
    assert sum(title.startswith("Wheat bread") for title in column(session, ids, "title")) == 15


def test_without_a_selection_only_the_whole_can_be_chosen(open_dialog):
    dialog = open_dialog([])
    assert dialog.of_found.isChecked()
    assert not dialog.of_selected.isEnabled()


def test_attributes_flags_and_the_category(qtbot, open_dialog, session, shop, ids):
    dialog = open_dialog()
    choose(qtbot, dialog, "attribute", name="Colour", value="red")
    dialog.change_button.click()
    settle(qtbot, dialog)
    dialog = open_dialog()
    choose(qtbot, dialog, "flag")
    dialog.choices.flag.setCurrentIndex(dialog.choices.flag.findData("no_training"))
    settle(qtbot, dialog)
    dialog.change_button.click()
    settle(qtbot, dialog)
    with session.catalog.database.read() as reader:
        assert marks.of_product(reader, ids[0]) == (
            ("attribute:colour", "red"), ("flag:no_training", "yes"),
        )  # fmt: skip
    dialog = open_dialog()
    choose(qtbot, dialog, "category")
    assert not dialog.change_button.isEnabled()
    dialog.choices.category.setEditText("Clothing > Socks")
    settle(qtbot, dialog)
    dialog.change_button.click()
    settle(qtbot, dialog)
    assert column(session, ids[:4], "category_id") == [shop[1]["Socks"]] * 4


def test_a_value_that_does_not_fit_is_refused_with_a_sentence(qtbot, dialog):
    choose(qtbot, dialog, "price", value="cheap")
    assert "“cheap” is no price" in dialog.notice.sentence.text()
    assert not dialog.change_button.isEnabled()
    choose(qtbot, dialog, "price", value="1")
    assert not dialog.notice.isVisible()
    assert dialog.change_button.isEnabled()


def test_only_what_the_choice_needs_is_shown(qtbot, dialog):
    choices = dialog.choices
    choose(qtbot, dialog, "title", "replace")
    assert choices.sought.isVisible()
    assert not choices.value.isVisible()
    choose(qtbot, dialog, "price", "clear")
    assert not choices.value.isVisible()
    assert dialog.change_button.isEnabled()
    choose(qtbot, dialog, "flag")
    assert choices.flag.isVisible()
    assert not choices.sought.isVisible()


def test_it_closes_at_once_and_the_change_goes_on(qtbot, dialog, session, ids, monkeypatch):
    monkeypatch.setattr(bulk_run, "BATCH", 1)
    dialog.of_found.click()
    choose(qtbot, dialog, "brand", value="Nord")
    dialog.change_button.click()
    assert not dialog.isVisible() and len(session.under_way) == 1
    settle(qtbot, dialog)
    assert set(column(session, ids, "brand")) == {"Nord"}
