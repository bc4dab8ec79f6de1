"""Pages: what is put together, in which order, and what is said of it."""

import numpy as np
import pytest

from learning.review.clusters import clusters, said
from shelftag.learning.review import pages
from shelftag.learning.review.beliefs import NONE, Beliefs
from shelftag.learning.review.looks import unit
from shelftag.learning.review.pages import PAGE, next_page


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(1)


def test_on_day_zero_pages_are_look_alikes_without_a_name(random):
    looks, truth = clusters(8, 40)
    page = next_page(looks, Beliefs.nothing(len(looks)), np.arange(len(looks)), random)
    assert page is not None
    assert len(page.rows) == PAGE
    assert len(set(truth[page.rows])) == 1
    assert (page.category, page.reason) == (NONE, pages.UNKNOWN)
    assert page.cost < 2


def test_a_page_proposes_what_most_of_it_is_believed_to_be(random):
    looks, truth = clusters(6, 30)
    page = next_page(looks, said(truth, 0.6, 6), np.arange(len(looks)), random)
    assert page is not None
    assert set(truth[page.rows]) == {page.category}
    assert page.confidence == pytest.approx(0.6)
    assert page.reason == pages.UNSURE


def test_what_is_unsure_comes_before_what_is_sure(random):
    looks, truth = clusters(2, 30)
    beliefs = said(truth, 0.95, 2)
    beliefs.shares[truth == 1, 0] = 0.4
    page = next_page(looks, beliefs, np.arange(len(looks)), random)
    assert page is not None
    assert page.category == 1


def test_the_rest_of_a_shelf_is_one_short_page(random):
    looks, truth = clusters(3, 10)
    waiting = np.flatnonzero(truth == 2)[:5]
    page = next_page(looks, said(truth, 0.9, 3), waiting, random)
    assert page is not None
    assert sorted(page.rows) == sorted(waiting)


def test_where_nothing_waits_there_is_no_page(random):
    looks, truth = clusters(2, 3)
    assert next_page(looks, said(truth, 0.9, 2), np.zeros(0, np.int64), random) is None


def test_products_that_nothing_is_known_of_still_come_up(random):
    page = next_page(np.zeros((3, 1), np.float32), Beliefs.nothing(3), np.arange(3), random)
    assert page is not None
    assert len(page.rows) == 3


def test_what_is_surely_of_another_kind_is_not_confirmed_with_the_rest(random):
    """Products without photos, say, that their words tell apart."""
    truth = np.array([0, 1, 2, 3, 3])
    beliefs = said(truth, 0.9, 4)
    page = next_page(np.zeros((5, 1), np.float32), beliefs, np.arange(5), random)
    assert page is not None
    assert set(truth[page.rows]) == {page.category}


def test_a_page_grows_by_what_belongs_to_all_of_it(random):
    """A chain of look-alikes leads from one kind to another; the page does not follow it."""
    looks, truth = clusters(2, 30)
    bridge = np.linspace(0, 1, 10)[:, None]
    looks = unit(np.concatenate([looks, looks[:1] * (1 - bridge) + looks[-1:] * bridge]))
    page = next_page(looks, Beliefs.nothing(len(looks)), np.arange(len(looks)), random)
    assert page is not None
    assert len(set(truth[page.rows[page.rows < len(truth)]])) == 1


def test_the_product_that_fits_best_comes_first(random):
    looks, truth = clusters(2, 12)
    beliefs = said(truth, 0.6, 2)
    beliefs.shares[5, 0] = 0.99
    page = next_page(looks, beliefs, np.flatnonzero(truth == 0), random)
    assert page is not None
    assert page.rows[0] == 5


def test_every_product_comes_up_once_until_all_are_decided(random):
    looks, truth = clusters(5, 21)
    beliefs, waiting = said(truth, 0.7, 5), np.arange(len(truth))
    while len(waiting):
        page = next_page(looks, beliefs, waiting, random)
        assert page is not None
        assert len(set(page.rows)) == len(page.rows)
        assert set(page.rows) <= set(waiting)
        waiting = np.setdiff1d(waiting, page.rows)
