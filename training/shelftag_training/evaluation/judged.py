"""Runs a bundle on labelled photos and words: what it says row by row, and product by product."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import BundleCategory, BundleManifest
from shelftag_api.dataset import EMBEDDINGS, DatasetRow
from shelftag_api.errors import ShelftagError
from shelftag_api.words import join_words
from shelftag_training.data.examples import (
    Examples,
    chosen_examples,
    labelled_source,
    photo_embeddings,
)
from shelftag_training.data.folds import group_rows, photo_groups
from shelftag_training.data.labelled_files import TRAIN
from shelftag_training.data.sources import Source
from shelftag_training.evaluation.attributes import AttributeAnswers, answers_of
from shelftag_training.evaluation.bundle_head import BundleHead
from shelftag_training.evaluation.metrics import Floats, Labels, log_softmax
from shelftag_training.heads.calibration import product_cosines
from shelftag_training.heads.combine import (
    category_log_probabilities,
    combined_scores,
    product_means,
)
from shelftag_training.running.reporting import Reporter
from shelftag_training.text.sentences import embed


@dataclass(frozen=True)
class Answers:
    """What a model says about rows whose category is known.

    Attributes:
        log_p: Calibrated log probabilities, float64 [rows, categories].
        labels: Column of each row's category, int64 [rows].
        groups: Rows of a group are not independent of each other: int64 [rows], from 0.
    """

    log_p: Floats
    labels: Labels
    groups: Labels

    def some(self, rows: Labels) -> "Answers":
        """Returns the answers about some rows."""
        groups = np.unique(self.groups[rows], return_inverse=True)[1]
        return Answers(self.log_p[rows], self.labels[rows], groups)


@dataclass(frozen=True)
class Judged:
    """A bundle's answers on a data set.

    Attributes:
        manifest: The bundle's.
        examples: The rows that showed it something: a photo, or words if it reads.
        places: Place of each of these among the source's rows, int64 [rows].
        tree: The data set's categories, in the order of the columns.
        photo: Row by row: by photo alone, or by photo and words if it reads.
        combined: By product, from all its rows and its words.
        attributes: Row by row, about further labels.
    """

    manifest: BundleManifest
    examples: Examples
    places: Labels
    tree: tuple[BundleCategory, ...]
    photo: Answers
    combined: Answers
    attributes: tuple[AttributeAnswers, ...]

    @property
    def products(self) -> list[str]:
        """The product that each row of `combined` is about."""
        return list(dict.fromkeys(row.product for row in self.examples.rows))


def judge(
    model: Path,
    data: Path | Source,
    reporter: Reporter,
    encoder: Path | None = None,
    *,
    split: str = TRAIN,
) -> Judged:
    """Runs a bundle on a data set.

    Args:
        model: A head bundle's folder, or one with ``bundle/`` and the ``encoder/`` it needs.
        data: The labelled photos or products, or where they are.
        reporter: Told of the steps.
        encoder: Encoder to make embeddings with, instead of those cached; without it, the model's
            own where those cached are another's.
        split: Which part of a data set that is still to be read.

    Raises:
        ShelftagError: One of the two is unsound, or they belong to different encoders.
    """
    reporter.progress("training.phase.read")
    bundle, own = model_folders(model)
    head = BundleHead(bundle)
    manifest = head.manifest
    source = labelled_source(data, split=split)
    places, examples = _shown(head, source, encoder, own, reporter)
    reporter.progress("training.phase.evaluate")
    tree = examples.dataset.categories
    texts = [words_of(row) for row in examples.rows]
    vectors = examples.words.rows if examples.words else None
    given = (examples.embeddings, *what_is_said(head, texts, vectors))
    log_p = head.log_probabilities(*given)
    columns, how = category_columns(manifest, tree), manifest.combination
    by_category = category_log_probabilities(log_p, columns, len(tree), how.floor)
    by_category = log_softmax(by_category)  # classes of no category are left out
    labels, products = examples.labels([item.uuid for item in tree]), examples.products()
    first = np.unique(products, return_index=True)[1]
    if head.sees:
        groups = photo_groups(examples.rows, examples.embeddings)
    else:  # who has read a text has read its twin
        pairs = zip(examples.rows, texts, strict=True)
        groups = group_rows([[row.product, ("said", text.casefold())] for row, text in pairs])
    further = head.attributes(*given) if manifest.attributes else {}
    photos = product_means(by_category, products)
    final = log_softmax(combined_scores(photos, product_cosines(examples), how), how.temperature)
    return Judged(
        manifest,
        examples,
        places,
        tree,
        Answers(by_category, labels, groups),
        Answers(final, labels[first], np.unique(groups[first], return_inverse=True)[1]),
        tuple(answers_of(manifest.attributes, further, examples.rows, groups)),
    )


def _shown(
    head: BundleHead, source: Source, encoder: Path | None, own: Path | None, reporter: Reporter
) -> tuple[Labels, Examples]:
    """The rows that show a head something, and their places in the source.

    A row without a readable photo is a row of zeros to a head that reads; to one that does not it
    is left out, as a row without words is by a head that only reads.
    """
    rows = source.dataset.rows
    said = np.array([head.reads and bool(words_of(row)) for row in rows])
    embeddings = np.zeros((len(rows), head.width(0)), np.float32)
    shown, identity = np.zeros(len(rows), np.bool_), head.manifest.encoder
    if head.sees and not (said.any() and not _has_photos(source)):
        embeddings, identity = _embeddings(head.manifest, source, encoder, own, reporter)
        shown = np.asarray(np.isfinite(embeddings).all(axis=1))
        embeddings[~shown] = 0
    if not (shown | said).any():
        message = "training.no_photos" if head.sees else "training.no_words"
        raise ShelftagError(message, folder=str(source.path))
    usable = shown | said
    return np.flatnonzero(usable), chosen_examples(source, embeddings, identity, usable)


def _has_photos(source: Source) -> bool:
    """Whether there is any photo, or what an encoder saw of it."""
    return bool(source.part(EMBEDDINGS)) or any(row.file_name for row in source.dataset.rows)


def _embeddings(
    manifest: BundleManifest,
    source: Source,
    encoder: Path | None,
    own: Path | None,
    reporter: Reporter,
) -> tuple[NDArray[np.float32], str]:
    """What the encoder of a bundle makes of the photos, and the encoder's id."""
    made_with = source.dataset.encoder if source.part(EMBEDDINGS) else None
    if encoder is None and own is not None and made_with != manifest.encoder:
        # The photos are looked at anew, by the encoder that came with the model.
        encoder, source = own, replace(source, dataset=replace(source.dataset, encoder=None))
    embeddings, identity = photo_embeddings(source, encoder, reporter)
    if manifest.encoder != identity:
        raise ShelftagError(
            "training.encoder_mismatch", expected=manifest.encoder[:12], found=identity[:12]
        )
    return embeddings, identity


def words_of(row: DatasetRow) -> str:
    """What is said about a row's product."""
    return join_words((row.title, row.description))


def what_is_said(
    head: BundleHead, texts: list[str], vectors: NDArray[np.float32] | None = None
) -> tuple[list[str], NDArray[np.float32] | None]:
    """What `BundleHead.log_probabilities` takes: words, and their embeddings where it wants them.

    Args:
        head: The head.
        texts: Words of each row.
        vectors: Their embeddings, where they are there already.
    """
    if not head.reads_vectors:
        return texts, None
    return texts, embed(texts) if vectors is None else vectors


def model_folders(model: Path) -> tuple[Path, Path | None]:
    """Finds the bundle in a folder, and the encoder that lies beside it or None."""
    if (model / "bundle").is_dir():
        encoder = model / "encoder"
        return model / "bundle", encoder if encoder.is_dir() else None
    return model, None


def category_columns(manifest: BundleManifest, tree: Sequence[BundleCategory]) -> list[int]:
    """Finds the data set's column of each of the model's classes; −1 for one that has none.

    A category is known by its id. Where the data set has other ids (it does not come from the shop
    that the model comes from) the path of names tells.
    """
    by_id = {item.uuid: index for index, item in enumerate(tree)}
    by_path = {item.path: index for index, item in enumerate(tree)}
    paths = {item.uuid: item.path for item in manifest.categories}

    def column(uuid: UUID | None) -> int:
        if uuid is None:
            return -1
        return by_id.get(uuid, by_path.get(paths.get(uuid, ()), -1))

    return [column(uuid) for uuid in manifest.classes]
