"""How many decisions a correct catalogue takes, with an owner who knows every category.

    uv run python tests/benchmarks/review_decisions.py [--seeds 10]
        [--only decisions,estimate,naive,errors,at-once]

Needs ../shared/data/grocery: the 2,936 photos of train and val, each a product, 81 classes, an
empty tree at the start. A decision is each of: a page confirmed, a category given to the products
of a page that are selected (or to one), a category created, a page passed on. By hand it is 1,000
per 1,000 products.

- decisions: until at least 98 % are shown under their true category (known here).
- estimate: until the program says so, by spot checks; how often that is true, and what it costs
  more than the true stop.
- naive: one product at a time in random order, a retraining every 100: the same goal.
- errors: an owner who gives a wrong category in 2 % of the decisions: what the first 50 labels are
  that look wrong; and how many look wrong of an owner who never errs.
- at-once: after one decision on a new category (a page of look-alikes), how many of the ten nearest
  waiting look-alikes of that category are suggested right.
"""

import argparse
from collections.abc import Callable

import numpy as np
from simulated_shop import Products, Shop, grocery_products

from shelftag.learning.review.beliefs import NONE
from shelftag.learning.review.checks import Campaign
from shelftag.learning.review.doubts import Doubt, doubts
from shelftag.learning.review.pages import PAGE, Page, next_page

GOAL = 0.98
NAIVE_STEP = 100
ERRORS = 0.02
SHOWN = 50


def main() -> None:
    """Reads the arguments and prints the rows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--only", default=",".join(ROWS))
    arguments = parser.parse_args()
    products = grocery_products()
    print(f"{len(products.truth)} products, {products.truth.max() + 1} classes, ", end="")
    print(f"{arguments.seeds} seeds; mean ± standard deviation (smallest to largest)")
    for name in arguments.only.split(","):
        ROWS[name](products, range(arguments.seeds))


def decisions(products: Products, seeds: range) -> None:
    """Until 98 % are truly right."""
    shops = []
    for seed in seeds:
        shop = Shop(products, np.random.default_rng(seed))
        while shop.right < GOAL and len(shop.waiting):
            step(shop)
        shops.append(shop)
    thousand = 1000 / len(products.truth)
    row("decisions per 1,000", [shop.cost * thousand for shop in shops])
    for kind in ("confirmed", "given", "created", "skipped"):
        row(f"  {kind}", [shop.decisions.get(kind, 0) * thousand for shop in shops])
    row("products viewed per 1,000", [shop.viewed * thousand for shop in shops])
    row("retrainings", [float(shop.retrainings) for shop in shops])


def estimate(products: Products, seeds: range) -> None:
    """Until the program says that 98 % are right."""
    total = len(products.truth)
    held, extra, costs, checks = [], [], [], []
    for seed in seeds:
        shop = Shop(products, np.random.default_rng(seed))
        campaign, met, truly, checked = Campaign(GOAL), False, 0, 0
        while not met and len(shop.waiting):
            truly = truly or (shop.cost if shop.right >= GOAL else 0)
            waiting = shop.waiting
            if campaign.wants(total, len(waiting), shop.doubt(waiting)):
                rows = shop.random.choice(waiting, min(PAGE, len(waiting)), replace=False)
                expected = shop.doubt(rows)
                wrong = int((~shop.check(rows)).sum())
                campaign, met = campaign.checked(total, len(waiting), len(rows), wrong, expected)
                checked += 1
            else:
                shop.decide(next_page_of(shop))
            shop.retrain_if_it_pays()
        truly = truly or shop.cost
        held.append(float(shop.right >= GOAL))
        extra.append(100 * (shop.cost / truly - 1))
        costs.append(shop.cost * 1000 / total)
        checks.append(float(checked))
    row("decisions per 1,000 until it says so", costs)
    row("truly right then, % of the seeds", [100 * value for value in held])
    row("decisions more than the true stop, %", extra)
    row("spot checks", checks)


def naive(products: Products, seeds: range) -> None:
    """One by one in random order."""
    costs = []
    for seed in seeds:
        shop = Shop(products, np.random.default_rng(seed))
        last = 0
        while shop.right < GOAL and len(shop.waiting):
            product = shop.random.choice(shop.waiting, 1)
            category = int(products.truth[product[0]])
            if category not in shop.known:
                shop.count("created")
                shop.known.add(category)
            shop.count("given")
            shop.labels[product] = category
            shop.fresh.append(int(product[0]))
            if shop.cost - last >= NAIVE_STEP and len(shop.known) > 1:
                shop.retrain()
                last = shop.cost
        costs.append(shop.cost * 1000 / len(products.truth))
    row("naive queue: decisions per 1,000", costs)


def errors(products: Products, seeds: range) -> None:
    """An owner who errs, and one who never does."""
    steps_found, labels_found, precise, unjust = [], [], [], []
    for seed in seeds:
        shop, found = doubted(products, seed, ERRORS)
        rows = np.flatnonzero(shop.labels != NONE)
        wrong = shop.labels[rows] != products.truth[rows]
        shown = np.array([one.row for one in found[:SHOWN]], np.int64)
        hit = shown[wrong[shown]]
        guilty = set(shop.steps[rows][wrong])
        if guilty:
            steps_found.append(100 * len(set(shop.steps[rows][hit])) / len(guilty))
            labels_found.append(100 * len(hit) / min(wrong.sum(), SHOWN))
        precise.append(100 * len(hit) / max(len(shown), 1))
        shop, found = doubted(products, seed, 0.0)
        unjust.append(1000 * len(found) / (shop.labels != NONE).sum())
    row(f"wrong decisions with a label among the first {SHOWN}, %", steps_found)
    row(f"wrong labels among these, % of those that fit in {SHOWN}", labels_found)
    row("of these, truly wrong, %", precise)
    row("labels doubted of 1,000, of an owner who never errs", unjust)


def doubted(products: Products, seed: int, share: float) -> tuple[Shop, list[Doubt]]:
    """Reviews with a share of wrong decisions; returns the labels that look wrong, surest first."""
    shop = Shop(products, np.random.default_rng(seed), errors=share)
    while (shop.shown == products.truth).mean() < GOAL and len(shop.waiting) > 4 * PAGE:
        step(shop)
    rows = np.flatnonzero(shop.labels != NONE)
    return shop, doubts(products.looks[rows], shop.labels[rows], shop.steps[rows])


def at_once(products: Products, seeds: range) -> None:
    """Look-alikes after one decision on a new category."""
    shares = []
    for seed in seeds:
        shop = Shop(products, np.random.default_rng(seed))
        hits: list[bool] = []
        while len(shop.known) < products.truth.max() + 1 and len(shop.waiting):
            before, known = shop.labels.copy(), set(shop.known)
            step(shop, retrain=False)
            for category in shop.known - known:
                decided = np.flatnonzero((shop.labels == category) & (before == NONE))
                others = shop.waiting[products.truth[shop.waiting] == category]
                if not len(others):
                    continue
                nearest = (products.looks[others] @ products.looks[decided].T).max(axis=1)
                ten = others[np.argsort(-nearest)[:10]]
                hits += (shop.beliefs.best[ten] == category).tolist()
            shop.retrain_if_it_pays()
        shares.append(100 * float(np.mean(hits)))
    row("of the 10 nearest look-alikes right after one decision, %", shares)


def step(shop: Shop, *, retrain: bool = True) -> None:
    """One page."""
    shop.decide(next_page_of(shop))
    if retrain:
        shop.retrain_if_it_pays()


def next_page_of(shop: Shop) -> Page:
    """The page that the queue shows."""
    page = next_page(shop.products.looks, shop.beliefs, shop.waiting, shop.random)
    assert page
    return page


def row(name: str, values: list[float]) -> None:
    """Prints a row."""
    mean, spread = np.mean(values), np.std(values)
    print(
        f"{name:58} {mean:6.1f} ± {spread:.1f} ({min(values):.1f} to {max(values):.1f})", flush=True
    )


ROWS: dict[str, Callable[[Products, range], None]] = {
    "decisions": decisions,
    "estimate": estimate,
    "naive": naive,
    "errors": errors,
    "at-once": at_once,
}

if __name__ == "__main__":
    main()
