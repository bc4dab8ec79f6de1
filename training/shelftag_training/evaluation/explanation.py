"""Shows where a model looked: a photo with the parts lit up that speak for its answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from shelftag_api import explanation
from shelftag_api.bundle import read_bundle
from shelftag_api.classifier import takes_photos
from shelftag_api.encoder import EncoderManifest, read_encoder
from shelftag_api.errors import ShelftagError
from shelftag_api.files import read_verified
from shelftag_training.data.photo_files import LONG_EDGE, decode
from shelftag_training.evaluation.bundle_head import BundleHead
from shelftag_training.evaluation.judged import model_folders
from shelftag_training.export import parity
from shelftag_training.running.publish import whole_file
from shelftag_training.running.reporting import Reporter

Floats = NDArray[np.float32]
_STRONGEST = 0.75
"""How much of the photo the hottest part hides."""


@dataclass(frozen=True)
class Look:
    """What a model sees in a picture.

    Attributes:
        probabilities: Of the head's classes, float32 [classes].
        embedding: float32 [channels].
        feature_map: float32 [h, w, channels].
    """

    probabilities: Floats
    embedding: Floats
    feature_map: Floats


class Explainer:
    """An encoder and a head, opened to be asked for reasons."""

    def __init__(self, bundle: Path, encoder: Path) -> None:
        """Opens both.

        Raises:
            ShelftagError: One of them is unsound, or they do not belong together.
        """
        self._head = BundleHead(bundle)
        self.manifest: EncoderManifest = read_encoder(encoder, verify=False)
        expected, found = self._head.manifest.encoder, self.manifest.id
        if expected != found:
            raise ShelftagError(
                "training.encoder_mismatch", expected=expected[:12], found=found[:12]
            )
        graph = self.manifest.graphs["int8" if "int8" in self.manifest.graphs else "fp32"]
        self._session = parity.open_session(read_verified(encoder, graph.file, graph.sha256))

    @property
    def classes(self) -> tuple[UUID | None, ...]:
        """Category of each of the head's classes."""
        return self._head.manifest.classes

    def category_path(self, category: UUID) -> tuple[str, ...]:
        """Returns the names from the department down to a category that the head knows."""
        paths = {item.uuid: item.path for item in self._head.manifest.categories}
        return paths.get(category, (str(category),))

    def predict(self, embeddings: Floats) -> Floats:
        """Calibrated probabilities of embeddings [n, channels]: float32 [n, classes]."""
        return np.exp(self._head.log_probabilities(embeddings)).astype(np.float32)

    def look(self, pixels: NDArray[np.uint8]) -> Look:
        """Runs encoder and head on a picture: uint8 [height, width, 3] of the encoder's size."""
        outputs = [self.manifest.embedding_name, self.manifest.feature_map_name]
        embedding, feature_map = self._session.run(
            outputs, {self.manifest.input_name: pixels[None]}
        )
        return Look(self.predict(embedding)[0], embedding[0], feature_map[0])

    def class_activation_map(self, look: Look, category: UUID) -> Floats:
        """Returns what speaks for a category where: float32 [h, w], from 0 to 1.

        Raises:
            ShelftagError: The embedding is not the mean over the feature map.
        """
        columns = [index for index, item in enumerate(self.classes) if item == category]
        if look.feature_map.shape[2:] != look.embedding.shape:
            raise ShelftagError("training.no_feature_map", encoder=self.manifest.name)
        return explanation.class_activation_map(
            look.feature_map, look.embedding, self.predict, columns
        )

    def best(self, look: Look) -> tuple[UUID, float]:
        """The most probable category, and its probability."""
        sums: dict[UUID, float] = {}
        for category, probability in zip(self.classes, look.probabilities, strict=True):
            if category is not None:
                sums[category] = sums.get(category, 0.0) + float(probability)
        best = max(sums, key=lambda item: sums[item])
        return best, sums[best]


def explain(
    model: Path, photo: Path, output: Path, reporter: Reporter, *, encoder: Path | None = None
) -> Mapping[str, Any]:
    """Writes a photo with the parts lit up that speak for the model's answer.

    Args:
        model: A head bundle's folder, or one with ``bundle/`` and ``encoder/``.
        photo: The photo.
        output: Picture to write; must not exist yet.
        reporter: Told of the steps.
        encoder: The encoder's folder, where it does not lie beside the bundle.

    Returns:
        ``category`` (path), ``metrics`` with its ``confidence``, ``picture`` (path).

    Raises:
        ShelftagError: Model and encoder are unsound, the photo cannot be read, or there is such a
            picture already.
    """
    from PIL import Image

    if output.exists():
        raise ShelftagError("training.output_exists", folder=str(output))
    reporter.progress("training.phase.read")
    bundle, own = model_folders(model)
    if not takes_photos(read_bundle(bundle, verify=False)):
        raise ShelftagError("training.reads_only", folder=str(model))
    if (encoder := encoder or own) is None:
        raise ShelftagError("training.encoder_missing", folder=str(model))
    explainer = Explainer(bundle, encoder)
    manifest = explainer.manifest
    pixels = decode(photo, (manifest.width, manifest.height), manifest.resize)
    if pixels is None:
        raise ShelftagError("training.photo_unreadable", file=str(photo))
    reporter.progress("training.phase.explain")
    look = explainer.look(pixels)
    category, confidence = explainer.best(look)
    heat = explainer.class_activation_map(look, category)
    picture = Image.fromarray(overlay(_as_shown(photo, manifest), heat))
    with whole_file(output) as growing:
        picture.save(growing, "PNG")
    return {
        "kind": "explanation",
        "category": " > ".join(explainer.category_path(category)),
        "picture": str(output),
        "metrics": {"confidence": confidence},
    }


def overlay(pixels: NDArray[np.uint8], heat: Floats) -> NDArray[np.uint8]:
    """Lays a heat map over a picture.

    Args:
        pixels: uint8 [height, width, 3].
        heat: float32 [h, w], from 0 (left as it is, in grey) to 1.

    Returns:
        uint8 [height, width, 3].
    """
    import matplotlib
    from PIL import Image

    size = (pixels.shape[1], pixels.shape[0])
    spread = Image.fromarray(heat).resize(size, Image.Resampling.BICUBIC)
    share = np.clip(np.asarray(spread), 0, 1)[..., None]
    grey = np.repeat(pixels.mean(axis=2, keepdims=True), 3, axis=2)
    colours = 255 * matplotlib.colormaps["inferno"](share[..., 0])[..., :3]
    mixed = grey + _STRONGEST * share * (colours - grey)
    return np.asarray(mixed.round(), np.uint8)


def _as_shown(photo: Path, manifest: EncoderManifest) -> NDArray[np.uint8]:
    """Reads a photo framed as the encoder sees it, larger, and with its own proportions."""
    from PIL import Image, ImageOps

    with Image.open(photo) as source:
        width, height = ImageOps.exif_transpose(source).size
    if manifest.resize == "crop":
        width, height = manifest.width, manifest.height
    scale = LONG_EDGE / max(width, height)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    pixels = decode(photo, size, manifest.resize)
    if pixels is None:
        raise ShelftagError("training.photo_unreadable", file=str(photo))
    return pixels
