"""Does the promise of automatic acceptance hold when the labels come from the review queue?

    uv run python tests/benchmarks/accept_promise.py [--seeds 40]

Needs ../shared/data/grocery. A simulated owner reviews the photos of grocery's train and val; ten
classes arrive only half-way. Every fifth page is a spot check of 24 products drawn at random from
those that wait. After each retraining a threshold is looked for that certifies at most 2, 5 or 10 %
wrong ones among the products accepted (probability of failure 5 %), from different samples:

- queue: all pages of the queue, with the scores that their products had before they were decided;
- weighted: the same, weighted so that the scores are spread as those of the waiting products;
- all checks: all spot checks so far;
- since arrival: those since products were imported last;
- this model: those since the model was trained last.

What is then wrong among the accepted is known here, and counted: how often a threshold was found,
how much it accepts, and how often more than the promised share is wrong (of thresholds that accept
at least 20 products).
"""

import argparse
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from simulated_shop import NONE, Products, Shop, grocery_products

from shelftag.learning.review.pages import PAGE, next_page
from shelftag_api.risk import risk_bound, selective_threshold

RISKS = (0.02, 0.05, 0.1)
LATE = 10
EVERY = 5
LEAST = 20
END = 0.85
"""Share of the products decided at which a run ends."""


@dataclass(frozen=True)
class Sample:
    """A decided product: what it scored before, and whether its suggestion was right."""

    score: float
    right: bool
    checked: bool
    arrivals: int
    model: int


def main() -> None:
    """Reads the arguments and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=40)
    arguments = parser.parse_args()
    products = grocery_products()
    outcomes: dict[tuple[str, float], list[tuple[int, int, int]]] = defaultdict(list)
    for seed in range(arguments.seeds):
        for key, outcome in run(products, seed):
            outcomes[key].append(outcome)
    print(f"{arguments.seeds} seeds, {LATE} classes half-way")
    print("samples        risk  thresholds  accepted of waiting  wrong of accepted  broken")
    for (name, risk), found in outcomes.items():
        table = np.array(found)
        certified = table[table[:, 1] > 0]
        tested = table[table[:, 1] >= LEAST]
        broken = (tested[:, 2] > risk * tested[:, 1]).mean() if len(tested) else float("nan")
        accepted = table[:, 1].sum() / table[:, 0].sum()
        wrong = certified[:, 2].sum() / max(certified[:, 1].sum(), 1)
        share = len(certified) / len(table)
        print(
            f"{name:14} {risk:4.0%}  {share:10.0%}  {accepted:19.1%}  {wrong:17.1%}  {broken:6.1%}"
        )


def run(products: Products, seed: int) -> list[tuple[tuple[str, float], tuple[int, int, int]]]:
    """One shop. Returns by sample and risk: waiting, accepted and wrong products of each test."""
    random = np.random.default_rng(seed)
    shop = Shop(products, random)
    late = random.choice(products.truth.max() + 1, LATE, replace=False)
    shop.there = ~np.isin(products.truth, late)
    half = shop.there.sum() / 2
    samples: list[Sample] = []
    arrivals = pages = 0
    results: list[tuple[tuple[str, float], tuple[int, int, int]]] = []
    while (shop.labels != NONE).sum() < END * len(shop.labels):
        if not arrivals and (shop.labels != NONE).sum() > half:
            arrivals, shop.there = 1, np.ones(len(shop.there), bool)
            shop.follow()
        pages += 1
        checked = pages % EVERY == 0
        waiting = shop.waiting
        if checked:
            rows = random.choice(waiting, min(PAGE, len(waiting)), replace=False)
        else:
            page = next_page(products.looks, shop.beliefs, waiting, random)
            assert page
            rows = page.rows
        before = shop.scores(rows), shop.beliefs.best[rows] == products.truth[rows]
        if checked:
            shop.check(rows)
        else:
            shop.decide(page)
        for score, right, row in zip(*before, rows, strict=True):
            if shop.labels[row] != NONE:
                samples.append(Sample(score, right, checked, arrivals, shop.retrainings))
        if shop.retrain_if_it_pays() or pages % EVERY == 0:
            results += test(shop, samples, arrivals)
    return results


def test(
    shop: Shop, samples: list[Sample], arrivals: int
) -> list[tuple[tuple[str, float], tuple[int, int, int]]]:
    """Looks for thresholds and counts what they would accept."""
    waiting = shop.waiting
    now = shop.scores(waiting)
    right = shop.beliefs.best[waiting] == shop.products.truth[waiting]
    chosen = {
        "queue": [s for s in samples if not s.checked],
        "all checks": [s for s in samples if s.checked],
        "since arrival": [s for s in samples if s.checked and s.arrivals == arrivals],
        "this model": [s for s in samples if s.checked and s.model == shop.retrainings],
    }
    results = []
    for risk in RISKS:
        for name, some in chosen.items():
            threshold = selective_threshold([s.score for s in some], [s.right for s in some], risk)
            limit = threshold.confidence if threshold else np.inf
            results.append(((name, risk), outcome(now, right, limit)))
        limit = weighted(chosen["queue"], now, risk)
        results.append((("weighted", risk), outcome(now, right, limit)))
    return results


def outcome(now: np.ndarray, right: np.ndarray, limit: float) -> tuple[int, int, int]:
    """Waiting, accepted and wrong products."""
    accepted = now >= limit
    return len(now), int(accepted.sum()), int((accepted & ~right).sum())


def weighted(samples: list[Sample], now: np.ndarray, risk: float, delta: float = 0.05) -> float:
    """The lowest threshold that samples weighted by the density of their scores certify.

    The bound is that of as many unweighted samples as the weights are worth: (Σw)² / Σw².
    """
    if not samples:
        return np.inf
    score = np.array([s.score for s in samples])
    right = np.array([s.right for s in samples])
    edges = np.linspace(0, 1, 11)
    bins = np.clip(np.digitize(score, edges) - 1, 0, 9)
    wanted = np.bincount(np.clip(np.digitize(now, edges) - 1, 0, 9), minlength=10) / len(now)
    have = np.bincount(bins, minlength=10) / len(samples)
    weights = wanted[bins] / have[bins]
    lowest = np.inf
    for limit in 1 / (1 + np.exp(-np.arange(14, -5, -0.25))):
        kept = score >= limit
        worth = weights[kept].sum() ** 2 / max((weights[kept] ** 2).sum(), 1e-12)
        if worth < np.log(delta) / np.log1p(-risk):
            continue
        wrong = worth * np.average(~right[kept], weights=weights[kept])
        if risk_bound(int(np.ceil(wrong)), int(worth), delta) > risk:
            break
        lowest = float(limit)
    return lowest


if __name__ == "__main__":
    main()
