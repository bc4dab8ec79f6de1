"""A half-trained network doubts wrong labels, and what it doubts is learned less."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from shelftag_api.bundle import read_bundle
from shelftag_training.data.sources import Source, read_source
from shelftag_training.deep.checkpoint import Checkpoint, unpack
from shelftag_training.deep.machines import connect
from shelftag_training.deep.recipe import Phase
from shelftag_training.deep.run import opened_photos, prepare, train_network
from shelftag_training.deep.training import train
from shelftag_training.running import tensorflow_setup
from training.deep_worker import SMALL, Silent
from training.drawn_shop import draw_shop, embeddings

DOUBTING = replace(SMALL, phases=(Phase(12, 128),), learning_rate=3e-3, trust=True)
WRONG = (1, 15)
"""Of the 42 rows; each is of another colour than its label says."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Source:
    """Drawn photos, two of them with another's label."""
    source = read_source(draw_shop(tmp_path_factory.mktemp("shop")))
    rows = list(source.dataset.rows)
    for row in WRONG:
        other = rows[(row + 20) % len(rows)]
        assert other.category_uuid != rows[row].category_uuid
        named = {"category": other.category, "category_uuid": other.category_uuid}
        rows[row] = replace(rows[row], **named)
    return replace(source, dataset=replace(source.dataset, rows=tuple(rows)))


def trust_after(source: Source, recipe, folder: Path):
    """How far each label is believed in the end: float32 [rows]."""
    folder.mkdir()
    tf = tensorflow_setup.load()
    tf.keras.utils.set_random_seed(recipe.seed)
    with opened_photos(source, recipe, folder, Silent()) as photos:
        learner = prepare(tf, connect(tf), source, photos, recipe)
        checkpoint = Checkpoint(folder, "one run")
        outcome = train(learner, checkpoint, Silent())
        (trust,) = unpack(checkpoint.read(["trust"]), ["trust"])[1]["trust"]
    return trust, outcome.state.history


def test_wrong_labels_are_doubted_and_right_ones_are_not(shop, tmp_path):
    trust, history = trust_after(shop, DOUBTING, tmp_path / "work")
    assert trust[list(WRONG)].max() < 0.5
    assert np.sum(trust < 0.5) <= len(WRONG) + 1
    assert history[5]["doubted"] == pytest.approx(np.mean(trust < 0.5))
    assert sum("doubted" in item for item in history) == 1


def test_what_the_owner_said_of_a_single_product_is_not_doubted(shop, tmp_path):
    rows = [
        replace(row, source="owner", method="single" if index == WRONG[0] else "page")
        for index, row in enumerate(shop.dataset.rows)
    ]
    said = replace(shop, dataset=replace(shop.dataset, rows=tuple(rows)))
    trust, _ = trust_after(said, DOUBTING, tmp_path / "work")
    assert trust[WRONG[0]] == 1
    assert trust[list(WRONG[1:])].max() < 0.5


def test_nothing_is_doubted_unless_asked_for(shop, tmp_path):
    recipe = replace(DOUBTING, phases=(Phase(2, 128),), trust=False)
    trust, history = trust_after(shop, recipe, tmp_path / "work")
    assert (trust == 1).all()
    assert not any("doubted" in item for item in history)


def test_a_run_that_was_killed_goes_on_with_its_doubts(shop, tmp_path, monkeypatch):
    monkeypatch.setattr("shelftag_training.deep.training._SAVE_EVERY", 0)
    recipe = replace(DOUBTING, phases=(Phase(8, 128),))
    told = train_network(shop, tmp_path / "whole", recipe, Silent())
    with pytest.raises(KeyboardInterrupt):
        train_network(shop, tmp_path / "cut", recipe, Silent(stop_at=22))
    train_network(shop, tmp_path / "cut", recipe, Silent())
    assert told["metrics"]["doubted"] > 0
    assert read_bundle(tmp_path / "cut" / "bundle").metrics["doubted"] == told["metrics"]["doubted"]
    one, two = (embeddings(tmp_path / name, shop.folder) for name in ("whole", "cut"))
    np.testing.assert_allclose(one, two, atol=1e-4)
