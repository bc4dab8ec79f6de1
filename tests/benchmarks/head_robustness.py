"""Measures what unequal classes, wrong labels and few photos cost the head, and what helps.

    uv run python tests/benchmarks/head_robustness.py [--seeds 5] [--on folds|val]

On embeddings of the grocery photos by the frozen starter. Methods are chosen on ``folds``: a part
of ``train`` whose occasions the head has not seen. ``val`` is for the report. The first figure is
the mean accuracy over classes; the second weighs them as often as they were learned from, as if the
shop's photos came as unequally as its labels. Both with the 95 % interval of the mean over seeds.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shelftag_training.data.folds import FOLDS, assign_folds
from shelftag_training.data.look_alikes import occasions
from shelftag_training.evaluation.metrics import log_softmax
from shelftag_training.heads.features import Projection, Scaling
from shelftag_training.heads.residual_head import Fitter, ResidualHead, regularisation
from shelftag_training.heads.targets import make_targets
from shelftag_training.heads.trust import trust

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

Floats = NDArray[np.float32]
Labels = NDArray[np.int64]
Sample = Callable[[Labels, np.random.Generator], tuple[NDArray[np.intp], Labels]]
Method = Callable[["Learner"], ResidualHead]


def main() -> None:
    """Reads the arguments and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--on", choices=("folds", "val"), default="folds")
    parser.add_argument("--train", type=Path, help="embeddings of train.txt, instead of the cache")
    parser.add_argument("--val", type=Path, help="embeddings of val.txt")
    options = parser.parse_args()
    learned, tested = splits(options.on, options.train, options.val)
    for name, sample, methods in SCENARIOS:
        for method, fit in methods.items():
            figures = []
            for seed in range(options.seeds):
                random = np.random.default_rng(seed)
                chosen, labels = sample(learned.labels, random)
                learner = Learner(learned.embeddings[chosen], labels)
                figures.append(learner.accuracies(fit(learner), tested))
            means = np.mean(figures, axis=0)
            intervals = 1.96 * np.std(figures, axis=0, ddof=1) / np.sqrt(len(figures))
            told = "".join(f"{m:9.1%} ± {i:.1%}" for m, i in zip(means, intervals, strict=True))
            print(f"{name:22}{method:26}{told}", flush=True)


@dataclass(frozen=True)
class Split:
    """Photos and their classes: float32 [rows, embedding size], int64 [rows]."""

    embeddings: Floats
    labels: Labels


def splits(on: str, train: Path | None, val: Path | None) -> tuple[Split, Split]:
    """What is learned from, and what is tested on."""
    from starter_cache import starter_folder
    from training.grocery_photos import embeddings, photos

    def vectors(split: str, given: Path | None) -> Floats:
        if given:
            return np.load(given).astype(np.float32)
        starter = starter_folder()
        return np.asarray(embeddings(split, starter), np.float32)

    kinds = sorted({Path(name).parent.parts[1:] for name in photos("train")})
    number = {kind: index for index, kind in enumerate(kinds)}

    def read(split: str, given: Path | None) -> Split:
        labels = [number[Path(name).parent.parts[1:]] for name in photos(split)]
        return Split(vectors(split, given), np.array(labels, np.int64))

    whole = read("train", train)
    if on == "val":
        return whole, read("val", val)
    out = occasion_folds(whole.embeddings, whole.labels) == 0
    return (
        Split(whole.embeddings[~out], whole.labels[~out]),
        Split(whole.embeddings[out], whole.labels[out]),
    )


def occasion_folds(embeddings: Floats, labels: Labels) -> Labels:
    """Deals photos to folds, those of a class and an occasion together: int64 [rows]."""
    looks = Scaling.of(embeddings).apply(embeddings)
    groups = np.zeros(len(looks), np.int64)
    for label in np.unique(labels):
        rows = np.flatnonzero(labels == label)
        groups[rows] = occasions(looks[rows], FOLDS) + groups.max() + 1
    groups = np.unique(groups, return_inverse=True)[1]
    return assign_folds(groups, labels, [None] * len(groups))


class Learner:
    """Fits heads on a sample, without a starter.

    Attributes:
        embeddings: float32 [rows, embedding size].
        labels: int64 [rows], as given, wrong ones included.
        fitter: On all rows.
    """

    def __init__(self, embeddings: Floats, labels: Labels) -> None:
        self.embeddings, self.labels = embeddings, labels
        self._projection = Projection.of(embeddings)
        count = int(labels.max()) + 1
        self.fitter = Fitter(
            self._projection.apply(embeddings),
            np.zeros((len(labels), count), np.float32),
            labels,
            make_targets(labels, [(str(label),) for label in range(count)]),
        )
        self.penalty = regularisation(count)

    def fit(self, weights: Floats | None = None, balance: float = 0.0) -> ResidualHead:
        """Fits with weights [rows] and a share of the adjustment for class frequencies."""
        ones = np.ones(len(self.labels), np.float32)
        fitter = replace(self.fitter, balance=balance)
        return fitter.fit(ones if weights is None else weights, 1.0, self.penalty)

    def held_out(self) -> Floats:
        """Scores of rows by heads that saw no photo of their occasion: float32 [rows, classes]."""
        folds = occasion_folds(self.embeddings, self.labels)
        scores = np.zeros_like(self.fitter.prior)
        for fold in range(int(folds.max()) + 1):
            out = folds == fold
            head = self.fit((~out).astype(np.float32))
            scores[out] = head.logits(self.fitter.rows[out], self.fitter.prior[out])
        return scores

    def accuracies(self, head: ResidualHead, tested: Split) -> tuple[float, float]:
        """Mean accuracy over classes, and weighed by how often they were learned from."""
        rows = self._projection.apply(tested.embeddings)
        scores = head.logits(rows, np.zeros((len(tested.labels), len(head.layer.bias)), np.float32))
        right = scores.argmax(axis=1) == tested.labels
        classes = np.unique(tested.labels)
        each = np.array([right[tested.labels == label].mean() for label in classes])
        weights = np.bincount(self.labels, minlength=int(classes.max()) + 1)[classes]
        return float(each.mean()), float(np.average(each, weights=weights))


def plain(learner: Learner) -> ResidualHead:
    """Nothing done about it."""
    return learner.fit()


def logit_adjustment(share: float) -> Method:
    """Menon et al., 2021: while learning, class frequencies explain themselves."""
    return lambda learner: learner.fit(balance=share)


def class_balance(learner: Learner) -> ResidualHead:
    """Cui et al., 2019: weights by the effective number of photos, β = 0.99."""
    effective = (1 - 0.99 ** np.bincount(learner.labels)) / (1 - 0.99)
    weights = (1 / effective)[learner.labels]
    return learner.fit((weights / weights.mean()).astype(np.float32))


def distrust(learner: Learner) -> ResidualHead:
    """Weights by how likely held-out heads find a label."""
    return learner.fit(trust(log_softmax(learner.held_out()), learner.labels))


def few(count: int) -> Sample:
    """Draws a few photos of each class."""

    def sample(labels: Labels, random: np.random.Generator) -> tuple[NDArray[np.intp], Labels]:
        rows = np.concatenate([
            random.permutation(np.flatnonzero(labels == label))[:count]
            for label in np.unique(labels)
        ])  # fmt: skip
        return rows, labels[rows]

    return sample


def long_tail(labels: Labels, random: np.random.Generator) -> tuple[NDArray[np.intp], Labels]:
    """Draws classes of 40 photos down to 1, geometrically, in a random order."""
    order = random.permutation(int(labels.max()) + 1)
    rows = np.concatenate([
        random.permutation(np.flatnonzero(labels == label))[: round(40 ** (1 - place / len(order)))]
        for place, label in enumerate(order)
    ])  # fmt: skip
    return rows, labels[rows]


def flipped(share: float) -> Sample:
    """Gives some photos another class's label."""

    def sample(labels: Labels, random: np.random.Generator) -> tuple[NDArray[np.intp], Labels]:
        wrong = labels.copy()
        rows = random.permutation(len(labels))[: round(share * len(labels))]
        count = int(labels.max()) + 1
        wrong[rows] = (labels[rows] + random.integers(1, count, len(rows))) % count
        return np.arange(len(labels)), wrong

    return sample


def scenarios() -> Iterator[tuple[str, Sample, dict[str, Method]]]:
    """Yields name, how labels are drawn, and methods to compare."""
    for count in (1, 2, 5, 10, 20):
        yield f"{count} photos a class", few(count), {"plain": plain}
    balanced: dict[str, Method] = {
        "plain": plain,
        "logit adjustment": logit_adjustment(1.0),
        "half of it": logit_adjustment(0.5),
        "class-balanced weights": class_balance,
    }
    yield "long tail, 40 to 1", long_tail, balanced
    for share in (0.0, 0.1, 0.2):
        yield f"{share:.0%} wrong labels", flipped(share), {"plain": plain, "distrust": distrust}


SCENARIOS = tuple(scenarios())

if __name__ == "__main__":
    main()
