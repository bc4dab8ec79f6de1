"""The tree over probabilities: sums are whole at every level, and an answer stops where it must."""

import numpy as np
import pytest

from shelftag_api.hierarchy import NOTHING, answer, parents_of, roll_up

PATHS = [
    ("Food", "Fruit", "Apples"),  # children may come before their parents
    ("Food",),
    ("Food", "Fruit"),
    ("Food", "Fruit", "Pears"),
    ("Food", "Bread"),
    ("Tools",),
]
APPLES, FOOD, FRUIT, PEARS, BREAD, TOOLS = range(6)


@pytest.fixture
def parents():
    return parents_of(PATHS)


def test_parents_are_found_by_path_whatever_the_order(parents):
    assert parents.tolist() == [FRUIT, NOTHING, FOOD, FRUIT, FOOD, NOTHING]
    assert parents_of([("A",), ("A", "B", "C"), ("X", "Y")]).tolist() == [-1, 0, -1]
    assert parents_of([]).tolist() == []


def test_children_and_the_parent_itself_sum_to_the_parent(parents):
    random = np.random.default_rng(0)
    own = random.dirichlet(np.ones(6), 50).astype(np.float32)
    whole = roll_up(own, parents)
    for parent in range(6):
        children = np.flatnonzero(parents == parent)
        expected = own[:, parent] + whole[:, children].sum(axis=1)
        np.testing.assert_allclose(whole[:, parent], expected, rtol=1e-5)
    np.testing.assert_allclose(whole[:, parents == NOTHING].sum(axis=1), 1, rtol=1e-5)


@pytest.mark.parametrize(
    ("own", "threshold", "expected"),
    [
        ([0.8, 0, 0, 0.1, 0.1, 0], 0.7, APPLES),
        ([0.5, 0, 0, 0.4, 0.1, 0], 0.7, FRUIT),  # a fruit, but which?
        ([0.3, 0, 0, 0.2, 0.4, 0.1], 0.7, FOOD),
        ([0.2, 0, 0, 0.1, 0.2, 0.5], 0.7, NOTHING),
        ([0.3, 0, 0.4, 0, 0, 0.3], 0.2, FRUIT),  # the parent itself is likelier than its child
        ([0.4, 0, 0.3, 0, 0, 0.3], 0.0, APPLES),
    ],
)
def test_the_answer_is_the_deepest_category_that_is_sure(parents, own, threshold, expected):
    assert answer(np.array([own], np.float32), parents, threshold).tolist() == [expected]


def test_a_higher_threshold_never_answers_deeper(parents):
    own = np.random.default_rng(1).dirichlet(np.full(6, 0.4), 200).astype(np.float32)
    whole = roll_up(own, parents)
    depth = np.array([3, 1, 2, 3, 2, 1, 0])
    last = np.full(200, 9)
    for threshold in (0.0, 0.3, 0.6, 0.9):
        found = answer(own, parents, threshold)
        assert (depth[found] <= last).all()
        sure = found != NOTHING
        assert (whole[np.flatnonzero(sure), found[sure]] >= threshold).all()
        last = depth[found]


def test_nothing_to_answer_about(parents):
    assert answer(np.zeros((0, 6), np.float32), parents, 0.5).tolist() == []
