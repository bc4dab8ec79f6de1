"""The import panel: several imports, each with its stages, paused, cancelled, put ahead."""

import pytest
from PySide6.QtCore import Qt
from session_window import session_window


@pytest.fixture
def busy_window(qtbot, shop_folder):
    """A window whose engine runs make-believe imports in a real process."""
    with session_window(shop_folder, engine_jobs="ui_jobs:JOBS") as window:
        yield window


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def start(window, *folders, steps=400):
    for folder in folders:
        window.session.submit("import", folder=f"/photos/{folder}", steps=steps)
    return window.imports.cards[-len(folders) :]


def under_way(qtbot, card):
    qtbot.waitUntil(lambda: card.stages.bars["read"].value() > 0, timeout=30_000)
    return card


def test_an_import_opens_the_panel_and_shows_its_stages(qtbot, busy_window):
    assert not busy_window.imports.isVisible()
    assert not busy_window.status.imports_button.isVisible()
    (card,) = start(busy_window, "Autumn")
    under_way(qtbot, card)
    assert busy_window.imports.isVisible()
    values = [card.stages.bars[stage].value() for stage in ("read", "encoded", "stored")]
    assert values == sorted(values, reverse=True)
    assert "50/s" in card._state.text()
    assert "12 s left" in card._state.text()
    assert "imported" in card._outcome.text()


def test_closed_to_the_background_it_goes_on_and_can_be_shown_again(qtbot, busy_window):
    (card,) = start(busy_window, "Autumn", steps=60)
    under_way(qtbot, card)
    click(qtbot, busy_window.imports.hide_button)
    assert not busy_window.imports.isVisible()
    qtbot.waitUntil(lambda: card.over, timeout=30_000)
    click(qtbot, busy_window.status.imports_button)
    assert busy_window.imports.isVisible()
    assert card._state.text() == "7 products imported"
    assert card.report_button.isVisible()
    assert not card.stages.isVisible()


def test_a_paused_import_stands_still_until_it_may_go_on(qtbot, busy_window):
    (card,) = start(busy_window, "Autumn")
    under_way(qtbot, card)
    click(qtbot, card.pause_button)
    qtbot.waitUntil(lambda: card._state.text() == "Paused", timeout=30_000)
    assert card.pause_button.accessibleName() == "Go on"
    before = card.stages.bars["stored"].value()
    qtbot.wait(300)
    assert card.stages.bars["stored"].value() == before
    click(qtbot, card.pause_button)
    qtbot.waitUntil(lambda: card.stages.bars["stored"].value() > before, timeout=30_000)
    assert card.pause_button.accessibleName() == "Pause"


def test_cancelled_imports_say_so_and_can_be_taken_off_the_list(qtbot, busy_window):
    card, waiting = start(busy_window, "Autumn", "Winter")
    under_way(qtbot, card)
    assert waiting._state.text() == "Waiting"
    click(qtbot, waiting.cancel_button)
    click(qtbot, card.pause_button)
    click(qtbot, card.cancel_button)
    qtbot.waitUntil(lambda: card.over and waiting.over, timeout=30_000)
    assert card._state.text() == "Cancelled. What was stored stays."
    assert card.cancel_button.accessibleName() == "Remove from this list"
    click(qtbot, card.cancel_button)
    click(qtbot, waiting.cancel_button)
    assert busy_window.imports.cards == []
    assert not busy_window.imports.isVisible()
    assert not busy_window.status.imports_button.isVisible()


def test_an_import_that_waits_can_be_put_ahead(qtbot, busy_window):
    first, second, third = start(busy_window, "one", "two", "three", steps=60)
    under_way(qtbot, first)
    click(qtbot, third.next_button)
    assert busy_window.imports.cards == [first, third, second]
    qtbot.waitUntil(lambda: third.over, timeout=30_000)
    assert not second.over
    qtbot.waitUntil(lambda: second.over, timeout=30_000)


def test_what_could_not_be_read_is_one_click_away(qtbot, busy_window):
    (card,) = start(busy_window, "bad", steps=20)
    qtbot.waitUntil(lambda: card.over, timeout=30_000)
    assert card.report_button.text() == "Show problems"
    with qtbot.waitSignal(busy_window.imports.report_requested) as asked:
        click(qtbot, card.report_button)
    assert asked.args == [1]


def test_an_import_that_fails_says_why(qtbot, busy_window):
    (card,) = start(busy_window, "gone", steps=5)
    qtbot.waitUntil(lambda: card.over, timeout=30_000)
    assert "went away during the import" in card._state.text()
    assert not card.report_button.isVisible()


def test_escape_closes_the_panel_and_gives_the_focus_back(qtbot, busy_window):
    (card,) = start(busy_window, "Autumn")
    card.cancel_button.setFocus()
    qtbot.keyClick(card.cancel_button, Qt.Key.Key_Escape)
    assert not busy_window.imports.isVisible()


def test_a_click_on_the_line_about_an_import_shows_the_panel(qtbot, busy_window):
    start(busy_window, "Autumn")
    busy_window.imports.close_panel()
    bar = busy_window.status
    click(qtbot, bar._what)
    assert busy_window.imports.isVisible()
