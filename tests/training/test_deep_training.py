"""Deep training: repeatable, resumable, on one machine or two, and exported as it was trained."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from shelftag_api.bundle import read_bundle
from shelftag_api.dataset import EMBEDDINGS, write_dataset
from shelftag_api.encoder import read_encoder
from shelftag_training.data.photo_files import decode
from shelftag_training.data.sources import read_source
from shelftag_training.deep.recipe import Phase
from shelftag_training.deep.run import train_network
from shelftag_training.evaluation.explanation import Explainer, explain
from shelftag_training.evaluation.judged import judge
from shelftag_training.export.parity import open_session, run
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


def test_what_speaks_for_the_answer_of_a_small_network_can_be_lit_up(shop, trained, tmp_path):
    photo = next((shop / "train" / "Tools").iterdir())
    told = explain(trained, photo, tmp_path / "heat.png", Silent())
    assert told["metrics"]["confidence"] > 1 / 3
    assert (tmp_path / "heat.png").is_file()
    explainer = Explainer(trained / "bundle", trained / "encoder")
    look = explainer.look(decode(photo, (128, 128)))
    heat = explainer.class_activation_map(look, explainer.best(look)[0])
    assert heat.shape == (4, 4)
    assert heat.max() == 1


def test_further_labels_are_learned_and_exported_with_the_categories(shop, tmp_path):
    data = shutil.copytree(shop, tmp_path / "data")
    source = read_source(shop)

    def labelled(index, row):
        shape = {"shape": "round"} if index % 7 else {}  # some rows do not say
        colour = {"Red": "warm"}.get(row.category[-1], "cold")
        return replace(row, attributes={**shape, "colour": colour})

    rows = tuple(labelled(index, row) for index, row in enumerate(source.dataset.rows))
    write_dataset(data, replace(source.dataset, rows=rows))
    recipe = replace(SMALL, phases=(Phase(6, 128),), learning_rate=3e-3)
    train_network(data, tmp_path / "out", replace(recipe, hold_out=0.25), Silent())
    bundle = read_bundle(tmp_path / "out" / "bundle")
    (colour,) = bundle.attributes  # all shapes are one: nothing to tell apart
    assert (colour.name, colour.values) == ("colour", ("cold", "warm"))
    assert bundle.metrics["attribute_colour_cv_accuracy"] >= 0.5
    assert len(bundle.classes) == 3
    session = open_session((tmp_path / "out" / "bundle" / "head.onnx").read_bytes())
    seen = run(session, {"embedding": embeddings(tmp_path / "out", data)})
    warm = np.array(["Red" in str(photo) for photo in sorted(data.rglob("*.jpg"))])
    assert np.mean(seen[colour.output].argmax(axis=1) == warm) > 0.9
