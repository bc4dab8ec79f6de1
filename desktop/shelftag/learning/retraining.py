"""Retraining: from the owner's labels to a new model version, judged before it is used."""

import tempfile
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import func, select

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.embeddings import EmbeddingStore, read_from
from shelftag.catalog.labelled import (
    copy_base_bundle,
    dataset_categories,
    dataset_row,
    labelled_photos,
)
from shelftag.catalog.models import LabelEvent, ModelVersion
from shelftag.catalog.tree import read_tree
from shelftag.learning import tagging, versions
from shelftag.learning.encoding import encode_missing
from shelftag.learning.own_accuracy import lowest_accuracy
from shelftag.learning.review.desk import LEARNED_UNTIL
from shelftag.learning.trainer_process import run_trainer
from shelftag.learning.words import WordEmbedder, product_words
from shelftag.learning.workbench import Workbench
from shelftag.plugins.trainer import trainer_command
from shelftag_api.bundle import BundleManifest, read_bundle
from shelftag_api.dataset import (
    BASE_BUNDLE,
    CATEGORY_TEXT_EMBEDDINGS,
    EMBEDDINGS,
    TEXT_EMBEDDINGS,
    UNLABELLED_EMBEDDINGS,
    Dataset,
    write_dataset,
)
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress

MINIMUM_LABELS = 2
UNLABELLED = 1000
"""Photos without a label that the trainer is shown."""
TOLERANCE = 0.01
"""A new version may be this much less accurate than the starter on the same labels."""


@dataclass(frozen=True)
class RetrainResult:
    """What a retraining came to.

    Attributes:
        version_id: The new version.
        number: Its number.
        activated: Whether it became the active one.
        reason: Message id that says why not, or empty.
        metrics: Figures of its cross-validation.
        label_count: Labelled products learned from.
        products: Products tagged with it.
        accepted: Products that got its label.
        changed: Products whose shown category changed.
        train_seconds: Time of the trainer, process start and export included.
        tag_seconds: Time of the tagging.
        operation_id: The run that put it to use, or None.
    """

    version_id: int
    number: int
    activated: bool
    reason: str
    metrics: dict[str, Any]
    label_count: int
    products: int = 0
    accepted: int = 0
    changed: int = 0
    train_seconds: float = 0.0
    tag_seconds: float = 0.0
    operation_id: int | None = None


def retrain(bench: Workbench) -> Generator[Progress, None, RetrainResult]:
    """Quick retrain: learns a new head from all owner and trusted labels and tags with it.

    Raises:
        ShelftagError: Too few labels (``retrain.too_few``), no starter, no trainer, or it failed.
    """
    bench.catalog.check_room()
    base = versions.base(bench.catalog)
    if base is None:
        raise ShelftagError("model.no_starter")
    yield from encode_missing(bench, base)
    yield Progress("phase.collect")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="shelftag-retrain-") as temporary:
        folder = Path(temporary) / "dataset"
        folder.mkdir()
        until = latest_label(bench.catalog)
        label_count = write_retrain_dataset(bench, base, folder)
        output = Path(temporary) / "bundle"
        # The catalogue keeps every label and embedding: the bundle need not. What is odd about the
        # labels is for the owner to see there, and here it would only take time.
        options = ["--output", str(output), "--replay", "0", "--no-check", "--json"]
        command = [*trainer_command(), "head", str(folder), *options]
        yield from run_trainer(command, wait=False)
        version_id = versions.install(bench.catalog, output, None)
    versions.note(bench.catalog, version_id, {LEARNED_UNTIL: until})
    return (yield from conclude(bench, version_id, label_count, time.monotonic() - began))


def latest_label(catalog: Catalog) -> int:
    """Returns the last label event so far: what comes after it, a training begun now has missed."""
    with catalog.database.read() as session:
        return session.scalar(select(func.max(LabelEvent.id))) or 0


def conclude(
    bench: Workbench, version_id: int, label_count: int, train_seconds: float
) -> Generator[Progress, None, RetrainResult]:
    """Puts a newly trained version to use, or keeps it as a candidate with the reason.

    Args:
        bench: The open catalogue.
        version_id: The installed version.
        label_count: Labelled products that it learned from.
        train_seconds: How long that took.
    """
    manifest = read_bundle(bench.catalog.heads / str(bench.version(version_id).uuid))
    number, metrics = bench.version(version_id).number, dict(manifest.metrics)
    reason = why_not(bench, manifest)
    if not reason and bench.catalog.setting(versions.ASK_SETTING, False):
        reason = versions.WAITING
    if reason:
        versions.set_candidate(bench.catalog, version_id, reason)
        return RetrainResult(
            version_id, number, False, reason, metrics, label_count, train_seconds=train_seconds
        )
    began = time.monotonic()
    tagged = yield from tagging.activate(bench, version_id, kind="retrain")
    return RetrainResult(
        version_id, number, True, "", metrics, label_count, tagged.products, tagged.accepted,
        tagged.changed, train_seconds, time.monotonic() - began,
        tagged.operation_id,
    )  # fmt: skip


def why_not(bench: Workbench, manifest: BundleManifest) -> str:
    """Returns the message id of why a new version must stay a candidate, or an empty string.

    It must be about as accurate, by cross-validation, as the starter is on the same labels, and its
    interval must not lie wholly below that of the active version on the shop's own labels.
    """
    metrics = manifest.metrics
    accuracy = metrics.get("cv_accuracy")
    if accuracy is None:
        return ""
    if accuracy < metrics.get("base_accuracy", 0.0) - TOLERANCE:
        return "retrain.worse_than_starter"
    if metrics.get("cv_accuracy_high", 1.0) < lowest_accuracy(bench.catalog):
        return "retrain.worse_than_active"
    return ""


def write_retrain_dataset(bench: Workbench, base: ModelVersion, folder: Path) -> int:
    """Writes the data set of a quick retrain: rows and cached embeddings, no photos.

    Returns:
        The number of labelled products.

    Raises:
        ShelftagError: Too few labels.
    """
    stores = bench.photo_stores(base)
    with bench.catalog.database.read() as session:
        tree = read_tree(session)
        photos = [p for p in labelled_photos(session) if p.category_id in tree.nodes]
        encoder_places = _places(stores, session)
    photos = [photo for photo in photos if photo.sha256 in encoder_places]
    products = {photo.product_id for photo in photos}
    if len(products) < MINIMUM_LABELS:
        raise ShelftagError("retrain.too_few", count=len(products), needed=MINIMUM_LABELS)
    others = sorted(encoder_places.keys() - {photo.sha256 for photo in photos})
    labelled = [encoder_places[photo.sha256] for photo in photos]
    np.save(folder / EMBEDDINGS, read_from(stores, labelled))
    # By checksum, so in no order that would mean anything.
    unlabelled = [encoder_places[sha256] for sha256 in others[:UNLABELLED]]
    np.save(folder / UNLABELLED_EMBEDDINGS, read_from(stores, unlabelled))
    categories = list(tree.nodes)
    words = WordEmbedder(bench.catalog.database, bench.text_store, bench.text_encoder)
    texts = [product_words(p.title, p.description, p.brand, p.hint) for p in photos]
    np.save(folder / TEXT_EMBEDDINGS, words.embed(texts))
    np.save(folder / CATEGORY_TEXT_EMBEDDINGS, words.categories(tree, categories))
    copy_base_bundle(tree, bench.catalog.heads / str(base.uuid), folder / BASE_BUNDLE)
    active = versions.active(bench.catalog)
    write_dataset(
        folder,
        Dataset(
            categories=dataset_categories(tree, categories),
            rows=tuple(dataset_row(tree, photo, "") for photo in photos),
            encoder=base.encoder_sha256,
            text_encoder=bench.text_encoder.id,
            parent=active.uuid,
            version=len(versions.list_versions(bench.catalog)),
        ),
    )
    return len(products)


def _places(stores: Sequence[EmbeddingStore], session: Any) -> dict[str, tuple[int, int, int]]:
    """Returns for each photo content its store's number, shard and row."""
    places: dict[str, tuple[int, int, int]] = {}
    for number, store in reversed(list(enumerate(stores))):
        places |= {key: (number, *where) for key, where in store.places(session).items()}
    return places
