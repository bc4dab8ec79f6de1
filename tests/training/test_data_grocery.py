"""On real photos: cross-validation says what another day will say. Skipped without the photos."""

from pathlib import Path

import numpy as np
import pytest

from shelftag_training.data.folds import FOLDS, grouped_split
from shelftag_training.data.label_errors import held_out_probabilities, suspects
from shelftag_training.data.look_alikes import occasions
from shelftag_training.heads.features import Scaling
from training.grocery_photos import GROCERY, embeddings, photos

pytestmark = pytest.mark.skipif(
    not (GROCERY / "train.txt").is_file(), reason="needs ../shared/data/grocery"
)


@pytest.fixture(scope="module")
def train(starter):
    """Embeddings and labels of the training photos."""
    names = [Path(name).parent.name for name in photos("train")]
    labels = np.unique(names, return_inverse=True)[1].astype(np.int64)
    return embeddings("train", starter).astype(np.float32), labels


@pytest.fixture(scope="module")
def days(train):
    """Group of each photo."""
    features, labels = Scaling.of(train[0]).apply(train[0]), train[1]
    groups = np.zeros(len(labels), np.int64)
    for label in range(labels.max() + 1):
        members = labels == label
        groups[members] = occasions(features[members], FOLDS) + groups.max() + 1
    return groups - 1


def test_grouped_folds_do_not_promise_what_another_day_does_not_keep(train, days):
    right = held_out_probabilities(*train, days).argmax(axis=1) == train[1]
    assert 0.70 <= right.mean() <= 0.82  # another day: 0.767; without groups 0.978


def test_a_fifth_can_be_held_out_of_each_class(train, days):
    held = grouped_split(days, train[1], 0.2)
    assert 0.18 <= held.mean() <= 0.22
    assert not set(days[held]) & set(days[~held])
    shares = np.bincount(train[1], held) / np.bincount(train[1])
    assert shares.max() < 0.5
    assert np.mean(shares > 0.1) > 0.9


def test_the_first_suspects_are_labels_that_were_replaced(train):
    random = np.random.default_rng(0)
    rows, labels = train
    wrong = random.choice(len(labels), round(0.03 * len(labels)), replace=False)
    given = labels.copy()
    given[wrong] = (given[wrong] + random.integers(1, labels.max() + 1, len(wrong))) % (
        labels.max() + 1
    )
    found = suspects(held_out_probabilities(rows, given, np.arange(len(rows))), given)
    assert len(set(wrong) & {item.row for item in found[:50]}) >= 47
