"""Labels that look wrong."""

import numpy as np

from learning.review.clusters import clusters
from shelftag.learning.review.doubts import doubts


def test_a_wrong_label_is_found_with_the_right_category():
    looks, truth = clusters(5, 12)
    given, steps = truth.copy(), np.arange(len(truth))
    given[7] = 3
    first, *_ = doubts(looks, given, steps)
    assert (first.row, first.suggestion) == (7, truth[7])


def test_products_of_one_wrong_step_do_not_vouch_for_one_another():
    looks, truth = clusters(5, 20)
    given, steps = truth.copy(), np.arange(len(truth))
    given[2:8], steps[2:8] = 4, 2
    found = doubts(looks, given, steps)
    assert {doubt.row for doubt in found[:6]} == set(range(2, 8))


def test_right_labels_are_left_alone():
    looks, truth = clusters(5, 12)
    assert doubts(looks, truth, np.arange(len(truth))) == []


def test_nothing_is_doubted_where_nothing_else_is_known():
    looks, truth = clusters(2, 3)
    assert doubts(looks, truth, np.zeros(len(truth), np.int64)) == []
    assert doubts(looks[:1], truth[:1], np.zeros(1, np.int64)) == []
    assert doubts(looks[:0], truth[:0], np.zeros(0, np.int64)) == []


def test_what_is_like_nothing_in_its_category_is_doubted_though_no_other_claims_it():
    looks, truth = clusters(6, 12)
    given, steps = truth.copy(), np.arange(len(truth))
    given[truth == 5], steps[truth == 5] = 2, 60  # its true category is nowhere else
    found = doubts(looks, given, steps)
    assert {doubt.row for doubt in found} == set(np.flatnonzero(truth == 5))


def test_a_category_of_many_looks_is_not_doubted_for_it():
    looks, truth = clusters(8, 6)
    assert doubts(looks, truth // 4, np.arange(len(truth)) // 6) == []
