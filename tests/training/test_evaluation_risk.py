"""Thresholds for labels accepted unseen: what is promised holds as often as it was promised."""

import math

import numpy as np
import pytest
from scipy.stats import beta

from shelftag_api.risk import risk_bound, selective_threshold
from training.grocery_photos import GROCERY, embeddings


def truth(confidence, sharpness):
    """Probability of being right behind a confidence: 1 is honest, below 1 boastful."""
    return 1 / (1 + np.exp(-sharpness * np.log(confidence / (1 - confidence))))


def draw(random, rows, sharpness):
    confidence = 0.01 + 0.98 * random.beta(3, 1, rows)
    return confidence, random.random(rows) < truth(confidence, sharpness)


def geifman_el_yaniv(confidence, right, risk, delta):
    """Algorithm 1 of the paper, its threshold the lowest that passed: the measure to beat."""
    order = np.argsort(confidence)
    wrong_above = np.cumsum(~right[order][::-1])[::-1]
    steps, low, high, best = math.ceil(math.log2(len(order))), 0, len(order) - 1, None
    for _ in range(steps):
        middle = math.ceil((low + high) / 2)
        if risk_bound(wrong_above[middle], len(order) - middle, delta / steps) < risk:
            high = best = middle
        else:
            low = middle
    return 0.0 if best is None else 1 - best / len(order)


@pytest.mark.parametrize(("wrong", "accepted"), [(0, 59), (3, 200), (40, 3000), (900, 50_000)])
def test_the_bound_inverts_the_binomial_tail(wrong, accepted):
    expected = beta.ppf(0.95, wrong + 1, accepted - wrong)
    assert risk_bound(wrong, accepted, 0.05) == pytest.approx(expected, abs=1e-7)


def test_nothing_accepted_bounds_nothing():
    assert risk_bound(0, 0) == 1.0
    assert risk_bound(4, 4) == 1.0


@pytest.mark.parametrize(
    ("sharpness", "rows", "risk"),
    [(1.0, 400, 0.05), (1.0, 3000, 0.05), (0.8, 3000, 0.1), (1.5, 400, 0.05), (1.5, 3000, 0.05)],
)
def test_the_promise_holds_as_often_as_promised(sharpness, rows, risk):
    random = np.random.default_rng(11)
    everybody = np.sort(draw(random, 400_000, sharpness)[0])
    wrong_above = np.cumsum(1 - truth(everybody, sharpness)[::-1])[::-1]
    broken = 0
    for _ in range(200):
        found = selective_threshold(*draw(random, rows, sharpness), risk)
        if found is not None:
            assert found.bound <= risk + 1e-6
            first = np.searchsorted(everybody, found.confidence)
            broken += wrong_above[first] / (len(everybody) - first) > risk
    assert broken / 200 <= 0.05


def test_it_accepts_more_than_the_algorithm_of_the_paper():
    random = np.random.default_rng(5)
    ours, theirs = [], []
    for _ in range(60):
        confidence, right = draw(random, 1000, 1.5)
        found = selective_threshold(confidence, right, 0.05)
        ours.append(found.coverage if found else 0.0)
        theirs.append(geifman_el_yaniv(confidence, right, 0.05, 0.05))
    assert np.mean(ours) > np.mean(theirs) + 0.02


def test_too_few_samples_certify_nothing():
    assert selective_threshold(np.full(60, 0.99), np.ones(60, bool), 0.05) is None
    assert selective_threshold([], [], 0.05) is None


def test_enough_flawless_samples_certify_all_of_them():
    found = selective_threshold(np.full(80, 0.9), np.ones(80, bool), 0.05)
    assert found is not None
    assert (found.coverage, found.accepted, found.wrong) == (1.0, 80, 0)
    assert found.confidence <= 0.9


def test_a_model_that_is_surest_where_it_is_wrong_certifies_nothing():
    confidence = np.linspace(0.5, 0.999, 2000)
    assert selective_threshold(confidence, confidence < 0.9, 0.05) is None


@pytest.mark.skipif(not (GROCERY / "train.txt").is_file(), reason="needs ../shared/data/grocery")
def test_the_promise_holds_on_real_photos(starter):
    """A simple head on half of the training photos; certified on a part of the rest."""
    lines = (GROCERY / "train.txt").read_text().splitlines()
    labels = np.array([int(line.split(",")[1]) for line in lines])
    features = np.sqrt(np.abs(embeddings("train", starter).astype(np.float32)))
    random = np.random.default_rng(0)
    half = random.random(len(labels)) < 0.4
    # Means of the classes after linear discriminant analysis with one shared, shrunken covariance.
    means = np.stack([features[half & (labels == item)].mean(axis=0) for item in range(81)])
    spread = features[half] - means[labels[half]]
    covariance = spread.T @ spread / half.sum() + 0.05 * np.eye(features.shape[1], dtype="float32")
    weights = np.linalg.solve(covariance, means.T)
    scores = features[~half] @ weights - 0.5 * np.sum(means.T * weights, axis=0)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    confidence = (powers / powers.sum(axis=1, keepdims=True)).max(axis=1)
    right = scores.argmax(axis=1) == labels[~half]
    for risk in (0.05, 0.06):
        broken = promised = 0
        for _ in range(100):
            first = random.random(len(right)) < 0.4
            found = selective_threshold(confidence[first], right[first], risk)
            if found is not None:
                promised += 1
                broken += np.mean(~right[confidence >= found.confidence]) > risk
        assert promised > 50
        assert broken <= 5
