"""A shop whose owner knows every category: what review costs, without anyone having to sit there.

Products are embeddings with true categories. The queue, the suggestions that follow each decision
and the retraining are the application's own (`shelftag.learning.review`, and the trainer's head).
"""

import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import numpy as np
from quiet import Quiet

from shelftag.learning.review.beliefs import (
    NONE,
    Beliefs,
    Examples,
    backed,
    follow,
    strongest,
    votes,
)
from shelftag.learning.review.looks import look_space
from shelftag.learning.review.pace import pays
from shelftag.learning.review.pages import Page
from shelftag_api.bundle import BundleCategory
from shelftag_api.dataset import EMBEDDINGS, Dataset, DatasetRow, write_dataset
from shelftag_training.heads import learning

ROOT = Path(__file__).resolve().parents[2]
IDS = UUID(int=5)


@dataclass(frozen=True)
class Products:
    """What the shop sells.

    Attributes:
        embeddings: float32 [products, size].
        truth: int64 [products]: number of each product's category.
        looks: `look_space` of the embeddings.
    """

    embeddings: np.ndarray
    truth: np.ndarray
    looks: np.ndarray

    @classmethod
    def of(cls, embeddings: np.ndarray, truth: np.ndarray) -> "Products":
        """Products with their look space."""
        return cls(embeddings, truth, look_space(embeddings))


def grocery_products() -> Products:
    """The photos of grocery's train and val, each a product, encoded by the starter."""
    sys.path.insert(0, str(ROOT / "tests"))
    from starter_cache import starter_folder
    from training.grocery_photos import GROCERY, embeddings, photos

    if not (GROCERY / "train.txt").is_file():
        raise SystemExit("../shared/data/grocery is not there")
    starter, splits = starter_folder(), ("train", "val")
    kinds = [Path(name).parts[1:-1] for split in splits for name in photos(split)]
    number = {kind: place for place, kind in enumerate(sorted(set(kinds)))}
    vectors = np.concatenate([embeddings(split, starter) for split in splits])
    return Products.of(vectors, np.array([number[kind] for kind in kinds]))


@dataclass
class Shop:
    """A catalogue under review.

    Attributes:
        products: What it holds.
        there: bool [products]: which have been imported so far.
        labels: int64 [products]: what the owner said; `NONE` where nothing.
        said: What the model says.
        beliefs: The same, following the decisions since it was trained.
        fresh: Rows decided since.
        learned: Labels that the model was trained on.
        learned_votes: What these have to say of each product, float32 [products].
        known: Categories that exist.
        decisions: Decisions by kind.
        viewed: Products looked at.
        errors: Share of the decisions that the owner gets wrong.
        steps: int64 [products]: the decision that each was part of.
    """

    products: Products
    random: np.random.Generator
    there: np.ndarray = field(init=False)
    labels: np.ndarray = field(init=False)
    said: Beliefs = field(init=False)
    beliefs: Beliefs = field(init=False)
    fresh: list[int] = field(default_factory=list)
    learned: int = 0
    learned_votes: np.ndarray = field(init=False)
    retrainings: int = 0
    errors: float = 0.0
    steps: np.ndarray = field(init=False)
    known: set[int] = field(default_factory=set)
    decisions: dict[str, int] = field(default_factory=dict)
    viewed: int = 0

    def __post_init__(self) -> None:
        count = len(self.products.truth)
        self.there = np.ones(count, bool)
        self.learned_votes = np.zeros(count, np.float32)
        self.labels, self.steps = np.full(count, NONE), np.full(count, NONE)
        self.said = self.beliefs = Beliefs.nothing(count)

    @property
    def cost(self) -> int:
        """Decisions so far."""
        return sum(self.decisions.values())

    @property
    def waiting(self) -> np.ndarray:
        """Rows without a decision."""
        return np.flatnonzero(self.there & (self.labels == NONE))

    @property
    def shown(self) -> np.ndarray:
        """The category under which each product is shown: int64 [products]."""
        return np.where(self.labels == NONE, self.beliefs.best, self.labels)

    @property
    def right(self) -> float:
        """Share of the products that are shown under their true category."""
        return float((self.shown == self.products.truth)[self.there].mean())

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """What acceptance goes by: float32 [rows]."""
        looks, decided = self.products.looks, np.flatnonzero(self.labels != NONE)
        return backed(
            self.beliefs[rows], looks[rows], Examples(looks[decided], self.labels[decided])
        )

    def doubt(self, rows: np.ndarray) -> float:
        """How many suggestions are expected to be wrong among some products."""
        return float((1 - self.scores(rows)).sum())

    def count(self, kind: str, number: int = 1) -> None:
        """Counts decisions."""
        self.decisions[kind] = self.decisions.get(kind, 0) + number

    def decide(self, page: Page) -> None:
        """What the owner does with a page.

        Groups of the same category are given it, one decision each; the group that has the proposed
        one already is confirmed. Single strays are left for a page of their likes, where there are
        several: one decision to pass on. An owner who errs gives a group some other category.
        """
        truth = self.products.truth[page.rows]
        self.viewed += len(page.rows)
        categories, counts = np.unique(truth, return_counts=True)
        chosen = [int(c) for c, size in zip(categories, counts, strict=True) if size > 1]
        if not chosen or len(categories) - len(chosen) == 1:
            chosen = [int(c) for c in categories]
        given: list[tuple[np.ndarray, int]] = []
        for category in chosen:
            if category == page.category:
                self.count("confirmed")
            else:
                if category not in self.known:
                    self.count("created")
                self.count("given")
            self.known.add(category)
            given.append((page.rows[truth == category], self._said(category)))
        if len(chosen) < len(categories):
            self.count("skipped")
        for rows, category in given:
            self.steps[rows] = self.steps.max() + 1
            self.labels[rows] = category
            self.fresh += [int(row) for row in rows]
        self.follow()

    def _said(self, category: int) -> int:
        """What the owner says where it should be a category."""
        others = sorted(self.known - {category})
        if others and self.random.random() < self.errors:
            return int(self.random.choice(others))
        return category

    def check(self, rows: np.ndarray) -> np.ndarray:
        """A page of products drawn at random, each under its own suggestion; wrong ones are put
        right. Returns which were right: bool [rows]."""
        truth, best = self.products.truth[rows], self.beliefs.best[rows]
        self.viewed += len(rows)
        right = truth == best
        if right.any():
            self.count("confirmed")
        for category in np.unique(truth[~right]):
            if int(category) not in self.known:
                self.count("created")
                self.known.add(int(category))
            self.count("given")
        self.give(rows, truth)
        return right

    def give(self, rows: np.ndarray, categories: np.ndarray) -> None:
        """Labels products; the suggestions of all others follow."""
        self.labels[rows] = categories
        self.fresh += [int(row) for row in rows]
        self.follow()

    def follow(self) -> None:
        """Lets the suggestions follow what was decided since the model was trained."""
        looks, waiting = self.products.looks, self.waiting
        examples = Examples(looks[self.fresh], self.labels[self.fresh])
        moved = follow(self.said[waiting], looks[waiting], examples, self.learned_votes[waiting])
        self.beliefs = self.beliefs.put(waiting, moved)

    def retrain_if_it_pays(self) -> bool:
        """Trains the head anew, where there is enough new to learn."""
        decided = self.labels[self.labels != NONE]
        if not pays(self.learned, len(self.fresh)) or len(np.unique(decided)) < 2:
            return False
        self.retrain()
        return True

    def retrain(self) -> None:
        """Trains the head anew on all labels, as a quick retrain does."""
        rows = np.flatnonzero(self.labels != NONE)
        self.said = train(self.products.embeddings, rows, self.labels[rows])
        self.learned, self.fresh = len(rows), []
        looks = self.products.looks
        self.learned_votes = votes(looks @ looks[rows].T).sum(axis=1)
        self.retrainings += 1
        self.beliefs = self.said


def train(embeddings: np.ndarray, rows: np.ndarray, labels: np.ndarray) -> Beliefs:
    """Trains the head on some rows and asks it about all: cross-validation and calibration too."""
    tree = {int(c): BundleCategory(uuid5(IDS, str(c)), (f"Kind {c}",)) for c in np.unique(labels)}
    with tempfile.TemporaryDirectory(prefix="shelftag-simulated-") as temporary:
        folder = Path(temporary)
        np.save(folder / EMBEDDINGS, embeddings[rows])
        data = tuple(
            DatasetRow("", f"{row:064x}", str(row), tree[label].path, tree[label].uuid)
            for row, label in zip(rows.tolist(), labels.tolist(), strict=True)
        )
        write_dataset(folder, Dataset(tuple(tree.values()), data, encoder="e" * 64))
        quiet: Any = Quiet()
        task = learning.read_task(folder, None, None, quiet)
        learned = learning.learn(task, quiet)
    prior = np.full((len(embeddings), len(task.classes)), -np.log(len(task.classes)), np.float32)
    scores = learned.head.logits(learned.projection.apply(embeddings), prior)
    scores = scores / learned.outcome.temperature
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    number = {category.uuid: label for label, category in tree.items()}
    known = np.array([number[uuid] for uuid in task.classes])
    order = np.argsort(known)
    return strongest(known[order], (powers / powers.sum(axis=1, keepdims=True))[:, order])
