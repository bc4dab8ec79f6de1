"""The real starter model, built by the trainer, runs in the plug-in as its manifest says."""

import numpy as np
import pytest

from shelftag_onnx.encoder import open_encoder
from shelftag_onnx.head import open_head

starter_cache = pytest.importorskip("starter_cache")
pictures = pytest.importorskip("shelftag_training.encoders.calibration_pictures")


@pytest.fixture(scope="module")
def starter():
    return starter_cache.starter_folder()


@pytest.fixture(scope="module")
def embeddings(starter):
    """Embeddings of eleven drawn pictures by precision."""
    made = {}
    for precision in ("fp32", "int8"):
        encoder = open_encoder(starter / "encoder", device="cpu", precision=precision)
        size = encoder.manifest.width
        pixels = np.stack(list(pictures.draw_pictures(11, size, seed=99)))
        made[precision] = encoder.embed_images(pixels)
        alone = np.concatenate([encoder.embed_images(pixel[None]) for pixel in pixels])
        np.testing.assert_allclose(alone, made[precision], rtol=1e-3, atol=1e-3)
    return made


def test_both_precisions_agree(embeddings):
    fp32, int8 = embeddings["fp32"], embeddings["int8"]
    cosine = (fp32 * int8).sum(1) / np.linalg.norm(fp32, axis=1) / np.linalg.norm(int8, axis=1)
    assert cosine.mean() > 0.9


def test_the_head_gives_probabilities_of_its_classes(starter, embeddings):
    head = open_head(starter / "bundle")
    p = head.predict(embeddings["int8"])
    assert p.shape == (11, len(head.manifest.classes))
    assert (p >= 0).all()
    np.testing.assert_allclose(p.sum(1), 1, atol=1e-5)
    assert head.predict(embeddings["int8"][:0]).shape == (0, p.shape[1])


def test_the_head_belongs_to_the_encoder(starter):
    encoder = open_encoder(starter / "encoder", device="cpu")
    assert open_head(starter / "bundle").manifest.encoder == encoder.manifest.id
    assert encoder.runtime.precision == "int8"
    height, width = encoder.manifest.height, encoder.manifest.width
    maps = encoder.feature_maps(np.zeros((2, height, width, 3), np.uint8))
    assert maps.ndim == 4
    assert maps.shape[-1] == encoder.manifest.embedding_size
