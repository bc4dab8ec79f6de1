"""Suggestions that follow decisions, and what backs them."""

import numpy as np
import pytest

from learning.review.clusters import clusters, said
from shelftag.learning.review.beliefs import (
    NONE,
    TOP,
    Beliefs,
    Examples,
    backing,
    follow,
    strongest,
    votes,
)


def no_votes(looks):
    """Of a model that was trained on nothing."""
    return np.zeros(len(looks), np.float32)


def test_look_alikes_of_a_new_category_follow_at_once():
    looks, truth = clusters(6, 20)
    beliefs = said(np.where(truth == 5, 4, truth), 0.9, 5)
    fresh = Examples(looks[truth == 5][:1], np.array([5]))
    after = follow(beliefs, looks, fresh, no_votes(looks))
    others = np.flatnonzero(truth == 5)[1:]
    assert (after.best[others] == 5).mean() > 0.9
    assert (after.best[truth != 5] == truth[truth != 5]).mean() > 0.95


def test_nothing_moves_without_decisions():
    looks, truth = clusters(3, 4)
    beliefs = said(truth, 0.8, 3)
    none = Examples(np.zeros((0, looks.shape[1]), np.float32), np.zeros(0, np.int64))
    assert follow(beliefs, looks, none, no_votes(looks)) is beliefs


def test_what_the_model_has_learned_keeps_its_share_of_the_say():
    looks, truth = clusters(6, 20)
    beliefs = said(truth, 0.9, 6)
    fresh = Examples(looks[truth == 5][:1], np.array([5]))
    learned = votes(looks @ looks[truth < 5][::2].T).sum(axis=1)
    after = follow(beliefs, looks, fresh, learned)
    assert (after.best == truth).all()
    assert np.allclose(after.confidence[truth < 5], 0.9, atol=0.05)
    assert after.confidence[truth == 5].mean() > 0.95


def test_probabilities_stay_probabilities():
    looks, truth = clusters(9, 8)
    fresh = Examples(looks[::7], truth[::7])
    after = follow(said(truth, 0.5, 9), looks, fresh, no_votes(looks))
    assert (after.shares >= 0).all()
    assert (after.shares.sum(axis=1) <= 1 + 1e-5).all()
    assert (np.diff(after.shares, axis=1) <= 1e-6).all()


def test_only_the_strongest_are_kept_best_first():
    shares = np.array([[0.1, 0.0, 0.3, 0.05, 0.2, 0.15, 0.2]], np.float32)
    kept = strongest(np.array([10, 11, 12, 13, 14, 15, 16]), shares)
    assert kept.categories.shape == (1, TOP)
    assert kept.categories[0].tolist() == [12, 14, 16, 15, 10]


def test_fewer_categories_than_places_are_filled_up():
    kept = strongest(np.array([3]), np.array([[0.7], [0.0]], np.float32))
    assert kept.categories.tolist() == [[3] + [NONE] * (TOP - 1), [NONE] * TOP]
    assert kept.mentioned().tolist() == [3]
    assert Beliefs.nothing(2).mentioned().tolist() == []


def test_dense_and_strongest_are_inverse():
    beliefs = said(np.array([2, 0, 1]), 0.6, 3)
    known = beliefs.mentioned()
    assert np.allclose(strongest(known, beliefs.dense(known)).shares, beliefs.shares)


def test_only_what_looks_like_a_confirmed_product_of_its_category_is_backed():
    looks, truth = clusters(4, 10)
    beliefs = said(np.full(len(truth), 1), 0.9, 4)  # everything is called 1
    backed = backing(beliefs, looks, Examples(looks[truth == 1][:3], np.array([1, 1, 1])))
    assert backed[truth == 1].min() > 0.8
    assert backed[truth != 1].max() < 0.5
    nothing = Examples(looks[:0], truth[:0])
    assert backing(beliefs, looks, nothing).tolist() == pytest.approx([0.0] * len(truth))
