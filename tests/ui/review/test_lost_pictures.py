"""Embeddings are gone: the review says so, has them made anew, and begins."""

import shutil
from collections.abc import Iterator

import pytest
from session_window import session_window

from shelftag.ui.main_window import MainWindow


def opened(qtbot, folder, **engine) -> Iterator[MainWindow]:
    """A window on a shop whose embeddings were not restored."""
    shutil.rmtree(folder / "embeddings")
    with session_window(folder, **engine) as window:
        yield window


@pytest.fixture
def with_engine(qtbot, shop_folder):
    yield from opened(qtbot, shop_folder, engine_jobs="shelftag.engine.jobs:JOBS")


@pytest.fixture
def without_engine(qtbot, shop_folder):
    yield from opened(qtbot, shop_folder, with_engine=False)


def test_they_are_made_anew_and_the_review_begins(with_engine, qtbot):
    window = with_engine
    said: list[str] = []
    window.review.flow.turned.connect(lambda: said.append(window.review.empty.headline.text()))
    window.open_review()
    qtbot.waitUntil(lambda: window.review.flow.open is not None, timeout=60_000)
    assert "Looking at the photos again" in said
    assert not {"No model yet", "The review cannot begin"} & set(said)
    qtbot.waitUntil(lambda: not window.session.under_way, timeout=60_000)


def test_where_that_is_not_possible_the_review_says_that_it_cannot_begin(without_engine, qtbot):
    window = without_engine
    notices: list[str] = []
    window.session.notice.connect(lambda notice: notices.append(notice.message_id))
    empty = window.review.empty
    window.open_review()
    qtbot.waitUntil(lambda: empty.headline.text() == "The review cannot begin", timeout=20_000)
    assert notices == ["embeddings.missing"]
    assert empty.button.text() == "Back to the catalogue"
