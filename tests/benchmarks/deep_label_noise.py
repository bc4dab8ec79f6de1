"""Prints what wrong labels cost deep training, and what doubting them (`--trust`) saves.

    uv run python tests/benchmarks/deep_label_noise.py [--network lite0] [--noise 0.2]

The 16 fine classes of grocery with most photos in `val`. Of `train`, the first 70 % of each class's
photos, in the order in which they were taken, are learned, a share of their labels being replaced
by other classes, drawn evenly; the others and `val` are asked about. The network learns with and
without trust, nothing held out. Accuracy, its mean over classes, and which share of all labels
weighs less than half. Below, the mean gain over the seeds with a 95 % interval by Student's t.
"""

import argparse
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import numpy as np
from scipy import stats

from shelftag_api.bundle import BundleCategory
from shelftag_api.dataset import Dataset, DatasetRow
from shelftag_training.data.sources import Source
from shelftag_training.deep.checkpoint import Checkpoint
from shelftag_training.deep.learner import predict
from shelftag_training.deep.machines import connect
from shelftag_training.deep.photos import Photos
from shelftag_training.deep.recipe import CNN, FINETUNE, Phase, Recipe
from shelftag_training.deep.run import opened_photos, prepare
from shelftag_training.deep.training import train
from shelftag_training.running import tensorflow_setup

GROCERY = Path(__file__).resolve().parents[3] / "shared" / "data" / "grocery"
CLASSES = 16


class Silent:
    """Nobody listens."""

    def progress(self, phase: str, done: int = 0, total: int | None = None, **d: object) -> None:
        """Says nothing."""

    def result(self, params: Any) -> None:
        """Says nothing."""

    def error(self, error: Exception) -> None:
        """Says nothing."""


def main() -> None:
    """Reads the arguments and prints a line a training."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--network", default="lite0", choices=("lite0", "lite1", "lite2", "cnn"))
    parser.add_argument("--noise", type=float, default=0.2, help="share of wrong labels")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2, 3])
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--pixels", type=int, default=128)
    arguments = parser.parse_args()
    recipe = replace(
        CNN if arguments.network == "cnn" else FINETUNE,
        network=arguments.network,
        phases=(Phase(arguments.epochs, arguments.pixels),),
        hold_out=0.0,
    )
    print(f"{arguments}: accuracy / mean over classes, doubted")
    learned, judged = divided(source("train"), source("val"))
    gains = []
    with tempfile.TemporaryDirectory(prefix="shelftag-noise-") as name:
        work = Path(name)
        (work / "val").mkdir()
        with (
            opened_photos(learned, recipe, work, Silent()) as photos,
            opened_photos(judged, recipe, work / "val", Silent()) as test,
        ):
            for seed in arguments.seeds:
                noisy = with_noise(learned, arguments.noise, seed)
                found = []
                for trust in (False, True):
                    chosen = replace(recipe, trust=trust, seed=seed)
                    found.append(one_run(noisy, photos, judged, test, chosen, work))
                gains.append(np.subtract(found[1], found[0]))
    if len(gains) > 1:
        reach = stats.t.ppf(0.975, len(gains) - 1) * np.std(gains, axis=0, ddof=1)
        both = zip(np.mean(gains, axis=0), reach / np.sqrt(len(gains)), strict=True)
        print("gain by trust: " + " / ".join(f"{100 * m:+.1f} ± {100 * r:.1f}" for m, r in both))


def source(split: str) -> Source:
    """The photos of a split that belong to the chosen classes."""

    def lines(name: str) -> list[str]:
        text = (GROCERY / f"{name}.txt").read_text()
        return [line.split(",")[0].strip() for line in text.splitlines()]

    counts = Counter(str(Path(file).parent).split("/", 1)[1] for file in lines("val"))
    chosen = [kind for kind, _ in counts.most_common(CLASSES)]
    tree = [BundleCategory(uuid5(NAMESPACE_URL, kind), tuple(kind.split("/"))) for kind in chosen]
    of = {item.path: item for item in tree}
    rows = []
    for file in lines(split):
        item = of.get(Path(file).parent.parts[1:])
        if item:
            rows.append(
                DatasetRow(file, "", file, item.path, item.uuid, source="import", method="folder")
            )
    return Source(GROCERY, GROCERY, Dataset(tuple(tree), tuple(rows)))


def divided(first: Source, second: Source) -> tuple[Source, Source]:
    """Moves the last photos of each class from the first source to the second."""
    learned: list[DatasetRow] = []
    judged = list(second.dataset.rows)
    for category in first.dataset.categories:
        rows = [row for row in first.dataset.rows if row.category_uuid == category.uuid]
        rows.sort(key=lambda row: row.file_name)
        learned += rows[: round(0.7 * len(rows))]
        judged += rows[round(0.7 * len(rows)) :]
    return with_rows(first, learned), with_rows(second, judged)


def with_rows(given: Source, rows: list[DatasetRow]) -> Source:
    """The same source with other rows."""
    return replace(given, dataset=replace(given.dataset, rows=tuple(rows)))


def with_noise(given: Source, share: float, seed: int) -> Source:
    """Replaces some labels."""
    random = np.random.default_rng(seed)
    tree, rows = given.dataset.categories, list(given.dataset.rows)
    for row in random.permutation(len(rows))[: round(share * len(rows))]:
        others = [item for item in tree if item.uuid != rows[row].category_uuid]
        other = others[random.integers(len(others))]
        rows[row] = replace(rows[row], category=other.path, category_uuid=other.uuid)
    return with_rows(given, rows)


def one_run(
    noisy: Source,
    photos: Photos,
    judged: Source,
    test: Photos,
    recipe: Recipe,
    work: Path,
) -> tuple[float, float]:
    """Trains once and prints what came of it: accuracy, and its mean over classes."""
    began = time.process_time()
    tf = tensorflow_setup.load()
    tf.keras.utils.set_random_seed(recipe.seed)
    learner = prepare(tf, connect(tf), noisy, photos, recipe)
    with tempfile.TemporaryDirectory(dir=work) as folder:
        checkpoint = Checkpoint(Path(folder), recipe.fingerprint(noisy.dataset.hash))
        history = train(learner, checkpoint, Silent()).state.history
    rows = np.flatnonzero(test.usable)
    logits = predict(replace(learner, photos=test), rows, recipe.pixels)
    best = [learner.targets.classes[column] for column in logits.argmax(axis=1)]
    labels = [judged.dataset.rows[row].category_uuid for row in rows]
    right = np.array([a == b for a, b in zip(best, labels, strict=True)])
    of_class = [
        np.mean([good for good, own in zip(right, labels, strict=True) if own == label])
        for label in {*labels}
    ]
    doubted = max(figures.get("doubted", 0.0) for figures in history)
    seconds = time.process_time() - began
    print(
        f"seed {recipe.seed}, trust {recipe.trust!s:5}: {right.mean():.1%} / "
        f"{np.mean(of_class):.1%}, {doubted:.1%}, {seconds:.0f} CPU s",
        flush=True,
    )
    return float(right.mean()), float(np.mean(of_class))


if __name__ == "__main__":
    main()
