"""Deep training: repeatable, resumable, on one machine or two, and exported as it was trained."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from shelftag_api.bundle import read_bundle
from shelftag_api.dataset import EMBEDDINGS, write_dataset
from shelftag_api.encoder import read_encoder
from shelftag_training.data.sources import read_source
from shelftag_training.deep.recipe import Phase
from shelftag_training.deep.run import train_network
from shelftag_training.evaluation.judged import judge
from training.deep_worker import SMALL, Silent
from training.drawn_shop import draw_shop, embeddings


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Path:
    return draw_shop(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="module")
def trained(shop, tmp_path_factory) -> Path:
    output = tmp_path_factory.mktemp("trained") / "output"
    train_network(shop, output, SMALL, Silent())
    return output


def test_the_result_is_an_encoder_and_a_head_that_belong_together(trained):
    encoder, bundle = read_encoder(trained / "encoder"), read_bundle(trained / "bundle")
    assert bundle.encoder == encoder.id
    assert bundle.name == "cnn"
    assert len(bundle.classes) == 3
    assert bundle.metrics["epochs"] == 2
    assert not list(trained.parent.glob(".*"))


def test_it_is_judged_on_a_data_set_whose_embeddings_are_another_encoders(shop, trained, tmp_path):
    data = shutil.copytree(shop, tmp_path / "data")
    source = read_source(shop)
    np.save(data / EMBEDDINGS, np.ones((len(source.dataset.rows), 8), np.float32))
    write_dataset(data, replace(source.dataset, encoder="f" * 64))
    anew, plain = (judge(trained, folder, Silent()) for folder in (data, shop))
    np.testing.assert_array_equal(anew.photo.log_p, plain.photo.log_p)


def test_a_seed_gives_the_same_model_twice(shop, trained, tmp_path):
    train_network(shop, tmp_path / "again", SMALL, Silent())
    again = embeddings(tmp_path / "again", shop)
    np.testing.assert_array_equal(again, embeddings(trained, shop))


@pytest.mark.parametrize("stop_at", [2, 5])
def test_a_run_that_was_killed_goes_on_as_if_nothing_had_happened(
    shop, trained, tmp_path, monkeypatch, stop_at
):
    monkeypatch.setattr("shelftag_training.deep.training._SAVE_EVERY", 0)
    output = tmp_path / "resumed"
    with pytest.raises(KeyboardInterrupt):
        train_network(shop, output, SMALL, Silent(stop_at))
    assert not output.exists()
    assert (tmp_path / ".resumed.training" / "checkpoint.npz").is_file()
    train_network(shop, output, SMALL, Silent())
    np.testing.assert_allclose(embeddings(output, shop), embeddings(trained, shop), atol=1e-5)
    assert not (tmp_path / ".resumed.training").exists()


def test_a_damaged_checkpoint_or_one_of_another_recipe_is_not_resumed(shop, trained, tmp_path):
    work = tmp_path / ".fresh.training"
    work.mkdir()
    (work / "checkpoint.npz").write_bytes(b"half a fi")
    train_network(shop, tmp_path / "fresh", SMALL, Silent())
    np.testing.assert_array_equal(embeddings(tmp_path / "fresh", shop), embeddings(trained, shop))


def test_photos_that_vanish_or_are_broken_do_not_stop_the_run(tmp_path):
    shop = draw_shop(tmp_path / "shop", photos=6)
    (shop / "train/Tools/0.jpg").write_bytes(b"\xff\xd8 not a photo")
    (shop / "train/Tools/1.jpg").write_bytes((shop / "train/Tools/2.jpg").read_bytes()[:300])
    result = train_network(
        shop, tmp_path / "out", replace(SMALL, phases=(Phase(1, 128),)), Silent()
    )
    assert result["skipped"] >= 1
    assert "Tools/0.jpg" in " ".join(result["skipped_files"])
