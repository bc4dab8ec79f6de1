"""Tells what a model says about photos and words, at the parent where it is sure of no child."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from shelftag_api.errors import ShelftagError
from shelftag_api.hierarchy import NOTHING, answer, parents_of, roll_up
from shelftag_training.data.unlabelled import Unlabelled
from shelftag_training.encoders.encode import encode_photos
from shelftag_training.evaluation.bundle_head import BundleHead
from shelftag_training.evaluation.judged import category_columns, model_folders, what_is_said
from shelftag_training.evaluation.metrics import log_softmax
from shelftag_training.heads.combine import category_log_probabilities
from shelftag_training.running.publish import whole_file
from shelftag_training.running.reporting import Reporter

SEPARATOR = " > "
_COMMANDS = ("=", "+", "-", "@", "\t", "\r", "\0")
"""What a cell may not start with: a spreadsheet would run it (CWE-1236)."""


@dataclass(frozen=True)
class Prediction:
    """What a model says about one row.

    Attributes:
        name: What the row is called.
        category: Names from the department down; empty where the model is sure of nothing, or the
            row shows it nothing.
        category_uuid: The category's id, or None.
        probability: Of that category and all below it; None without one.
        attributes: Further labels by name, the likeliest value of each.
        readable: Whether the row shows the model anything.
    """

    name: str
    category: tuple[str, ...] = ()
    category_uuid: UUID | None = None
    probability: float | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    readable: bool = True

    def to_json(self) -> dict[str, Any]:
        """Returns it as JSON has it."""
        return {
            "name": self.name,
            "category": list(self.category),
            "category_uuid": str(self.category_uuid) if self.category_uuid else None,
            "probability": self.probability,
            "attributes": dict(self.attributes),
            "readable": self.readable,
        }


def predict(
    model: Path,
    rows: Sequence[Unlabelled],
    reporter: Reporter,
    *,
    encoder: Path | None = None,
    sure: float = 0.0,
) -> list[Prediction]:
    """Runs a model on rows that nobody has labelled.

    Args:
        model: A head bundle's folder, or one with ``bundle/`` and ``encoder/``.
        rows: Photos, words, or both.
        reporter: Told of the steps.
        encoder: The encoder's folder, where it does not lie beside the bundle.
        sure: Probability that a category needs; where no child has it, the answer is the parent.

    Raises:
        ShelftagError: Model and encoder are unsound or do not belong together, or there is no
            encoder.
    """
    reporter.progress("training.phase.read")
    bundle, own = model_folders(model)
    head = BundleHead(bundle)
    embeddings = np.zeros((len(rows), head.width(0)), np.float32)
    shown = np.zeros(len(rows), np.bool_)
    if head.sees and any(row.photo for row in rows):
        if (encoder := encoder or own) is None:
            raise ShelftagError("training.encoder_missing", folder=str(model))
        embeddings, shown = _looked_at(head, rows, encoder, reporter)
    texts = [row.text if head.reads else "" for row in rows]
    shown |= np.array([bool(text) for text in texts], np.bool_)
    reporter.progress("training.phase.predict")
    given = embeddings, *what_is_said(head, texts)
    tree, how = head.manifest.categories, head.manifest.combination
    columns = category_columns(head.manifest, tree)
    log_p = head.log_probabilities(*given)
    log_p = category_log_probabilities(log_p, columns, len(tree), how.floor)
    p = np.exp(log_softmax(log_p, how.temperature)).astype(np.float32)
    parents = parents_of([category.path for category in tree])
    whole, answers = roll_up(p, parents), answer(p, parents, sure)
    further = _attributes(head, given) if head.manifest.attributes else [{} for _ in rows]
    found = []
    for index, (row, column, seen) in enumerate(zip(rows, answers.tolist(), shown, strict=True)):
        if not seen:
            found.append(Prediction(row.name, readable=False))
        elif column == NOTHING:
            found.append(Prediction(row.name, attributes=further[index]))
        else:
            category, probability = tree[column], round(float(whole[index, column]), 6)
            found.append(
                Prediction(row.name, category.path, category.uuid, probability, further[index])
            )
    return found


def _looked_at(
    head: BundleHead, rows: Sequence[Unlabelled], encoder: Path, reporter: Reporter
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Encodes the photos; returns rows of zeros, and False, where there is none to be read."""

    def report(done: int, failed: list[int]) -> None:
        reporter.progress("training.phase.encode", done, len(rows), skipped=len(failed))

    embeddings, manifest = encode_photos([row.photo for row in rows], encoder, report)
    if manifest.id != head.manifest.encoder:
        expected, found = head.manifest.encoder[:12], manifest.id[:12]
        raise ShelftagError("training.encoder_mismatch", expected=expected, found=found)
    shown = np.asarray(np.isfinite(embeddings).all(axis=1))
    embeddings[~shown] = 0
    return embeddings, shown


def _attributes(head: BundleHead, given: tuple[Any, ...]) -> list[dict[str, str]]:
    """The likeliest value of each further label, row by row."""
    values = {item.name: item.values for item in head.manifest.attributes}
    best = {name: log_p.argmax(axis=1) for name, log_p in head.attributes(*given).items()}
    return [
        {name: values[name][int(column)] for name, column in zip(best, columns, strict=True)}
        for columns in zip(*best.values(), strict=True)
    ]


def write_csv(target: Path, predictions: Sequence[Prediction]) -> None:
    """Writes predictions as a table for people's spreadsheets, whole or not at all.

    Raises:
        ShelftagError: There is such a file already.
    """
    names = list(dict.fromkeys(name for item in predictions for name in item.attributes))
    with (
        whole_file(target) as growing,
        growing.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(map(_cell, ["file_name", "category", "probability", *names]))
        for item in predictions:
            probability = "" if item.probability is None else f"{item.probability:.4f}"
            cells = [item.name, SEPARATOR.join(item.category), probability]
            cells += [item.attributes.get(name, "") for name in names]
            writer.writerow(map(_cell, cells))


def _cell(text: str) -> str:
    """A cell that no spreadsheet runs."""
    plain = text.encode("utf-8", "replace").decode()
    return f"'{plain}" if plain.startswith(_COMMANDS) else plain
