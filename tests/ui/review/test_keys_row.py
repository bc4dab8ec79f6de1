"""The keys at the foot of the review: whole hints or none, in windows of every width."""

import pytest
from PySide6.QtCore import QRect
from test_page_layout import sized

from shelftag.ui.review.keys_row import KEYS, LINE

SIZES = [(960, 600), (1280, 720), (1366, 768), (1440, 900), (1920, 1080)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KEYS)
def test_every_hint_that_is_shown_has_its_words(reviewer, qtbot, size, kind):
    sized(reviewer, qtbot, *size)
    keys = reviewer.view.keys
    height = keys.height()
    keys.show_kind(kind)
    reviewer.settle()
    assert keys.height() == height
    shown = [hint for hint in keys.hints.values() if hint.isVisible()]
    assert [hint.width() for hint in shown] == [hint.sizeHint().width() for hint in shown]
    assert all(keys.rect().contains(hint.geometry()) for hint in shown)
    assert len(shown) >= 5
    out = [hint.accessibleName() for hint in keys.hints.values() if not hint.isVisible()]
    assert keys.toolTip() == "\n".join(out)
    assert keys.hints["why"].isVisible() and keys.hints["pick"].isVisible()


def test_in_wide_windows_there_is_one_line_and_in_the_narrowest_there_are_two(reviewer, qtbot):
    keys = reviewer.view.keys
    for size in SIZES[1:]:
        sized(reviewer, qtbot, *size)
        assert keys.height() < 2 * LINE
    sized(reviewer, qtbot, *SIZES[0])
    assert keys.height() > 2 * LINE
    sized(reviewer, qtbot, *SIZES[-1])
    assert all(hint.isVisible() for hint in keys.hints.values())


def test_notices_do_not_cover_the_keys(reviewer, qtbot):
    for size in SIZES:
        sized(reviewer, qtbot, *size)
        reviewer.window.session.notify("ui.notice.nothing_to_undo")
        reviewer.settle()
        view = reviewer.view
        row = QRect(view.keys.mapTo(view, view.keys.rect().topLeft()), view.keys.size())
        assert view.toast.isVisible() and not row.intersects(view.toast.geometry())
