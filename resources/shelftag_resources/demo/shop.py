"""Draws a whole demo shop into a folder: photos by SKU on a few shelves, and a price list."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from .assortment import CATEGORIES, DemoCategory, Pose
from .backdrop import HANGING, STANDING
from .canvas import View, shoot
from .titles import Title, invent

SHELVES = ("shelf A", "shelf B", "spring delivery", "新到货")
SIDECAR = "products.csv"
SQUARE, PORTRAIT = (900, 900), (900, 1200)
JPEG_QUALITY = 88
FEW = 48
"""So few photos are drawn without starting further processes."""


@dataclass(frozen=True)
class DemoPhoto:
    """One photo of the demo shop and the truth about it.

    Attributes:
        path: the JPEG file.
        product: SKU; two photos with the same one show the same product.
        category_key: starter taxonomy slug, or `new:English|Chinese` for one to be created.
        title_en: the product's English title.
        title_zh: its Chinese title.
        title: the one of the two that stands in `products.csv`.
    """

    path: Path
    product: str
    category_key: str
    title_en: str
    title_zh: str
    title: str


@dataclass(frozen=True)
class _Shot:
    """A photo still to be taken."""

    category: DemoCategory
    seed: tuple[int, int, int]
    number: int
    of: int
    title: Title
    price: float
    shelf: str

    @property
    def sku(self) -> str:
        return f"{self.category.prefix}-{self.seed[2]:04d}"

    @property
    def file_name(self) -> str:
        return f"{self.sku}.jpg" if self.of == 1 else f"{self.sku}_{self.number}.jpg"


def draw_demo_shop(folder: Path, *, per_category: int = 20, seed: int = 7) -> Iterator[DemoPhoto]:
    """Draws the shop photo by photo; each yield is progress and a place to stop.

    The photos lie on "shelves" (sub-folders that say nothing about categories), named by SKU; about
    one product in six has two. When all are drawn, `products.csv` (sku, title, price, currency) is
    written beside them.

    Args:
        folder: where to; it is made if need be.
        per_category: photos, not products, in each category.
        seed: the same one draws the same bytes.

    Yields:
        What has just been written.

    Raises:
        OSError: the folder cannot be written.
    """
    shots = [shot for index in range(len(CATEGORIES)) for shot in _plan(index, per_category, seed)]
    paths = [folder / shot.shelf / shot.file_name for shot in shots]
    for parent in {path.parent for path in paths}:
        parent.mkdir(parents=True, exist_ok=True)
    for shot, path in zip(shots, _taken(shots, paths), strict=True):
        title = shot.title
        yield DemoPhoto(path, shot.sku, shot.category.key, title.english, title.chinese, title.used)
    _write_sidecar(folder / SIDECAR, shots)


def _plan(index: int, count: int, seed: int) -> Iterator[_Shot]:
    """Which products of a category get how many photos, what they are called and cost."""
    category = CATEGORIES[index]
    taken = product = 0
    while taken < count:
        product += 1
        of = 2 if product % 6 == 2 and taken + 2 <= count else 1
        rng = np.random.default_rng((seed, index, product, 99))
        low, high = category.price
        price = round(float(rng.uniform(low, high))) - float(rng.choice([0.01, 0.05, 0.5]))
        title, shelf = invent(category, rng), SHELVES[int(rng.integers(len(SHELVES)))]
        for number in range(1, of + 1):
            yield _Shot(category, (seed, index, product), number, of, title, price, shelf)
        taken += of


def _taken(shots: list[_Shot], paths: list[Path]) -> Iterator[Path]:
    """Takes the photos in order; many are drawn by one process per core."""
    workers = min(os.cpu_count() or 1, 8)
    if len(shots) < FEW or workers == 1:
        yield from map(_take, shots, paths)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        try:
            yield from pool.map(_take, shots, paths, chunksize=4)
        finally:
            pool.shutdown(cancel_futures=True)


def _take(shot: _Shot, path: Path) -> Path:
    """Draws and writes one photo; a second one differs in angle, light and backdrop only."""
    faces = shot.category.draw(np.random.default_rng(shot.seed))
    rng = np.random.default_rng((*shot.seed, shot.number))
    view = _view(shot.category.pose, rng, second=shot.number > 1)
    choices = HANGING if view.hung else STANDING
    backdrop = choices[int(rng.integers(len(choices)))](rng)
    shoot(faces, view, backdrop, rng).save(path, quality=JPEG_QUALITY)
    return path


def _view(pose: Pose, rng: np.random.Generator, *, second: bool) -> View:
    """Angles within the pose's ranges; a second photo is turned further and taken from higher."""
    yaw = float(rng.uniform(*pose.yaw))
    elevation = float(rng.uniform(*pose.elevation))
    if second:
        yaw = float(np.sign(yaw) or 1) * -max(abs(yaw), 0.8 * pose.yaw[1])
        elevation += 7.0
    return View(
        size=PORTRAIT if rng.random() < pose.tall else SQUARE,
        yaw=yaw,
        elevation=elevation,
        roll=float(rng.uniform(-1, 1)) * pose.roll,
        light=float(rng.uniform(25, 60) * rng.choice([-1, 1])),
        fill=pose.fill * float(rng.uniform(0.9, 1.06)),
        shift=(float(rng.normal(0, 0.012)), float(rng.normal(0.01, 0.012))),
        hung=pose.hung,
    )


def _write_sidecar(path: Path, shots: list[_Shot]) -> None:
    """One row per product."""
    path.parent.mkdir(parents=True, exist_ok=True)
    products = {shot.sku: shot for shot in shots}
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["sku", "title", "price", "currency"])
        for sku, shot in products.items():
            rows.writerow([sku, shot.title.used, f"{shot.price:.2f}", "EUR"])
