"""The demo: a drawn shop goes through the whole loop, with figures at each step."""

import os
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
from sqlalchemy import select

from shelftag.catalog import labels, operations, search, tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Product
from shelftag.cli.review import desk_of
from shelftag.cli.running import run_job, say
from shelftag.learning import starter
from shelftag.learning.review.pages import PAGE
from shelftag.learning.review.spot_checks import CHECK, RISK_SETTING, certified, check
from shelftag_api.errors import ShelftagError
from shelftag_resources.demo import DemoPhoto, draw_demo_shop
from shelftag_resources.taxonomy import starter_categories

LABELS_PER_CATEGORY = 3
"""So many products of each category the stand-in owner decides on, with all the others open."""
CHECKS = 4
"""Spot checks of a page each."""
RISK = 0.05
DRAW_SEED = 1


def run_demo(folder: Path | None, *, per_category: int, window: bool) -> int:
    """Runs the demo.

    Args:
        folder: An empty or new folder for photos, catalogue and exports; None makes one.
        per_category: Photos drawn per category.
        window: Whether to open the window at the end; with no screen, pictures are saved instead.

    Returns:
        The exit code.
    """
    home = (folder or Path(tempfile.mkdtemp(prefix="shelftag-demo-"))).absolute()
    if home.exists() and any(home.iterdir()):
        raise ShelftagError("catalog.folder_not_empty", path=str(home))
    say("demo.start", path=home)
    photos = _draw(home / "photos", per_category)
    with Catalog.create(home / "catalogue") as catalog:
        _set_up(catalog)
        _import(catalog, home / "photos", photos)
        truth = _truth(catalog, photos)
        before = _accuracy(catalog, truth)
        say("demo.day_zero", right=f"{before:.0%}", count=len(truth))
        decided = _decide(catalog, truth)
        rest = {product: path for product, path in truth.items() if product not in decided}
        before = _accuracy(catalog, rest)
        _retrain(catalog)
        say("demo.after", before=f"{before:.0%}", right=f"{_accuracy(catalog, rest):.0%}",
            count=len(rest))  # fmt: skip
        decided |= _spot_check(catalog, truth)
        _check_untouched(catalog, decided)
        _export(catalog, home)
    return _show(home, window)


def _draw(folder: Path, per_category: int) -> list[DemoPhoto]:
    began = time.monotonic()
    photos = list(draw_demo_shop(folder, per_category=per_category))
    categories = len({photo.category_key for photo in photos})
    say("demo.drawn", photos=len(photos), categories=categories,
        seconds=f"{time.monotonic() - began:.0f}")  # fmt: skip
    return photos


def _set_up(catalog: Catalog) -> None:
    built = starter.starter_is_built()
    if not built:
        say("demo.building")
    began = time.monotonic()
    run_job(catalog, "prepare")
    if not built:
        say("demo.built", seconds=f"{time.monotonic() - began:.0f}")


def _import(catalog: Catalog, folder: Path, photos: list[DemoPhoto]) -> None:
    """Imports the folder and types the titles of the price list."""
    result = run_job(catalog, "import", folder=str(folder), grouping="file_name")
    counts = result["counts"]
    rate = counts["imported"] / result["seconds"]
    say("demo.imported", photos=counts["imported"], products=result["products"],
        seconds=f"{result['seconds']:.1f}", rate=f"{rate:.0f}")  # fmt: skip
    titles = {photo.product: photo.title for photo in photos}
    with operations.operation(catalog.database, "titles") as scope:
        rows = scope.session.scalars(select(Product).where(Product.sku.in_(titles)))
        changed = []
        for row in rows:
            scope.change(row, title=titles[row.sku])
            changed.append(row.id)
        search.index(scope.session, changed)
        scope.params["count"] = len(changed)


def _truth(catalog: Catalog, photos: list[DemoPhoto]) -> dict[int, tuple[str, ...]]:
    """Returns the true category of each product, as a path of names."""
    stems = {category.key: category for category in starter_categories()}

    def path(key: str) -> tuple[str, ...]:
        if key.startswith("new:"):
            return (key.removeprefix("new:").partition("|")[0],)
        parts: list[str] = []
        walk: str | None = key
        while walk:
            parts.insert(0, stems[walk].name_en)
            walk = stems[walk].parent
        return tuple(parts)

    wanted = {photo.product: path(photo.category_key) for photo in photos}
    with catalog.database.read() as session:
        rows = session.execute(select(Product.id, Product.sku).where(Product.active))
        return {product: wanted[sku] for product, sku in rows if sku in wanted}


def _accuracy(catalog: Catalog, truth: dict[int, tuple[str, ...]]) -> float:
    """Returns the share of products that are shown under their true category."""
    with catalog.database.read() as session:
        nodes = tree.read_tree(session)
        shown = session.execute(select(Product.id, Product.shown_category_id))
        right = sum(
            category in nodes.nodes and nodes.path_names(category) == truth[product]
            for product, category in shown
            if product in truth and category is not None
        )
    return right / max(len(truth), 1)


def _decide(catalog: Catalog, truth: dict[int, tuple[str, ...]]) -> set[int]:
    """Lets the stand-in owner decide on a few products of each category, as a person would."""
    by_path: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for product, path in truth.items():
        by_path[path].append(product)
    decided: set[int] = set()
    confirmed = corrected = created = 0
    for path, products in by_path.items():
        some = products[:: max(1, len(products) // LABELS_PER_CATEGORY)][:LABELS_PER_CATEGORY]
        with operations.operation(catalog.database, "label") as scope:
            nodes = tree.read_tree(scope.session)
            node = nodes.find(path)
            created += node is None
            category_id = node.id if node else tree.ensure_path(scope, path)
            shown = dict(
                scope.session.execute(
                    select(Product.id, Product.shown_category_id).where(Product.id.in_(some))
                ).all()
            )
            agreed = sum(category == category_id for category in shown.values())
            labels.assign(scope, some, category_id, method="bulk")
            scope.params |= {"count": len(some), "category": " > ".join(path)}
        decided |= set(some)
        confirmed += agreed
        corrected += len(some) - agreed
    say("demo.decided", confirmed=confirmed, corrected=corrected, created=created)
    return decided


def _retrain(catalog: Catalog) -> None:
    result = run_job(catalog, "retrain")
    if not result["activated"]:
        say(result["reason"])
    say("demo.retrained", labels=result["label_count"], seconds=f"{result['train_seconds']:.1f}",
        tagging=f"{result['tag_seconds']:.1f}", products=result["products"],
        changed=result["changed"])  # fmt: skip


def _spot_check(catalog: Catalog, truth: dict[int, tuple[str, ...]]) -> set[int]:
    """Draws products at random, has the stand-in owner answer, and lets the model accept the rest.

    Returns:
        The products that were drawn.
    """
    catalog.set_setting(RISK_SETTING, RISK)
    random, drawn, wrong = np.random.default_rng(DRAW_SEED), set[int](), 0
    for _ in range(CHECKS):
        desk = desk_of(catalog)
        rows = desk.draw(PAGE, random)
        with operations.operation(catalog.database, CHECK) as scope:
            nodes = tree.read_tree(scope.session)
            products = [int(product) for product in desk.ids[rows]]
            found = {product: nodes.find(truth[product]) for product in products}
            check(scope, desk, {product: node.id for product, node in found.items() if node})
        drawn |= set(products)
        wrong += scope.params["wrong"]
    result = run_job(catalog, "tag_all")
    with catalog.database.read() as session:
        proven = certified(session, RISK) is not None
    say("demo.checked" if proven else "demo.unproven", count=len(drawn), wrong=wrong,
        risk=f"{RISK:.0%}", accepted=result["accepted"])  # fmt: skip
    return drawn


def _check_untouched(catalog: Catalog, decided: set[int]) -> None:
    """Makes sure that the owner's word stands."""
    with catalog.database.read() as session:
        states = session.scalars(select(Product.state).where(Product.id.in_(decided))).all()
    assert set(states) == {"confirmed"}
    say("demo.untouched", count=len(states))


def _export(catalog: Catalog, home: Path) -> None:
    result = run_job(catalog, "export_labels", folder=str(home / "labels"))
    run_job(catalog, "export_catalog", path=str(home / "catalogue.csv"))
    say("demo.exported", photos=result["photos"], labels=home / "labels",
        table=home / "catalogue.csv")  # fmt: skip


def _show(home: Path, window: bool) -> int:
    """Opens the window on the demo, or saves pictures of it where there is no screen."""
    if window and has_screen():
        say("demo.window", path=home / "catalogue")
        from shelftag.ui.app import run

        return run(home / "catalogue")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from shelftag.ui.screenshots import grab_views

    pictures = grab_views(home / "catalogue", home / "screenshots")
    say("demo.pictures", count=len(pictures), path=home / "screenshots")
    return 0


def has_screen() -> bool:
    """Whether a window can be shown to somebody."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen" or os.environ.get("CI"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
