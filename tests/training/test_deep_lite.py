"""Fine-tuning a real EfficientNet-Lite, in small: it resumes, repeats, logs and exports."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from shelftag_api.bundle import read_bundle
from shelftag_api.encoder import read_encoder
from shelftag_training.deep.profile import profile
from shelftag_training.deep.recipe import FINETUNE, Phase
from shelftag_training.deep.run import train_network
from training.deep_worker import SMALL, Silent
from training.drawn_shop import draw_shop, embeddings

LITE = replace(
    FINETUNE, network="lite0", phases=(Phase(1, 48), Phase(1, 64)), batch=6, hold_out=0.0,
    epochs_on_all=0,
)  # fmt: skip


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Path:
    return draw_shop(tmp_path_factory.mktemp("shop"), photos=4)


@pytest.fixture(scope="module")
def trained(shop, tmp_path_factory) -> Path:
    output = tmp_path_factory.mktemp("trained") / "output"
    train_network(shop, output, LITE, Silent())
    return output


def test_a_fine_tuned_network_is_an_encoder_with_its_head(trained):
    encoder, bundle = read_encoder(trained / "encoder"), read_bundle(trained / "bundle")
    assert (encoder.name, encoder.width) == ("efficientnet-lite0-finetuned", 64)
    assert (bundle.name, bundle.encoder) == ("finetune", encoder.id)
    assert bundle.metrics["parity_embedding"] < 1e-4


def test_fine_tuning_goes_on_after_a_kill_and_gives_the_same_model_twice(
    shop, trained, tmp_path, monkeypatch
):
    monkeypatch.setattr("shelftag_training.deep.training._SAVE_EVERY", 0)
    with pytest.raises(KeyboardInterrupt):
        train_network(shop, tmp_path / "again", LITE, Silent(stop_at=2))
    after = Silent()
    train_network(shop, tmp_path / "again", LITE, after)
    assert [done for phase, done in after.said if phase == "training.phase.train"] == [3, 4]
    again, before = embeddings(tmp_path / "again", shop), embeddings(trained, shop)
    np.testing.assert_allclose(again, before, atol=1e-4 * np.abs(before).max())


@pytest.mark.parametrize("recipe", [SMALL, LITE], ids=["cnn", "lite"])
def test_what_learned_in_bfloat16_is_exported_in_float32(shop, tmp_path, recipe):
    import keras

    last = recipe.phases[-1]
    mixed = replace(recipe, phases=(last,), precision="mixed_bfloat16", hold_out=0.0)
    train_network(shop, tmp_path / "out", mixed, Silent(), tensorboard=tmp_path / "log")
    assert read_bundle(tmp_path / "out" / "bundle").metrics["parity_embedding"] < 1e-4
    assert np.isfinite(embeddings(tmp_path / "out", shop)).all()
    assert keras.config.dtype_policy().name == "float32"
    (log,) = (tmp_path / "log").iterdir()
    assert {b"augmented", b"learning_rate", b"loss"} <= tags(log)


def tags(log: Path) -> set[bytes]:
    """Names of what a TensorBoard log holds."""
    from tensorboard.backend.event_processing.event_file_loader import EventFileLoader

    events = EventFileLoader(str(log)).Load()
    return {value.tag.encode() for event in events for value in event.summary.value}


def test_profile_says_where_the_time_will_go(shop, tmp_path):
    recipe = replace(LITE, phases=(Phase(2, 64),))
    told = profile(shop, recipe, Silent(), trace=tmp_path / "trace")
    parts = {f"{name}_64px_ms" for name in ("read", "augment", "forward", "step")}
    assert told["kind"] == "profile"
    assert told["metrics"].keys() == parts | {
        "replicas", "mixed_precision", "decode_ms", "whole_minutes",
    }  # fmt: skip
    assert all(value > 0 for name, value in told["metrics"].items() if name != "mixed_precision")
    assert list((tmp_path / "trace").rglob("*.xplane.pb"))
