"""What stands behind and under a product: paper sweeps, tables of wood and marble, cloth, walls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .mesh import Color
from .palette import mix, pick, rgb

if TYPE_CHECKING:
    from .canvas import Camera

NOISE_SIZE = 2048
FILM_GREY = 20
Picture: TypeAlias = NDArray[np.float32]
Texture: TypeAlias = Callable[[Picture, Picture, "Backdrop"], Picture]


@dataclass(frozen=True)
class Backdrop:
    """A surface and the wall behind it.

    Attributes:
        texture: colours the surface from its two coordinates (in product radii).
        tone: the surface's main colour, which also bounces light onto the product.
        wall: colour of what is behind the edge of the table.
        shadow: how strongly shadows show, 0 to 1.
        turn: rotation of the texture in radians, so that boards do not all run the same way.
        step: the texture is computed at every `step`-th pixel.
    """

    texture: Texture
    tone: Color
    wall: Color
    shadow: float = 0.8
    turn: float = 0.0
    step: int = 2

    def paint(self, camera: Camera, rng: np.random.Generator) -> Image.Image:
        """The empty picture."""
        width, height = camera.view.size
        across, away, hits = camera.plane_points(self.step)
        cos, sin = np.cos(self.turn), np.sin(self.turn)
        moved = across + rng.uniform(0, 40), away + rng.uniform(0, 40)
        first, second = moved[0] * cos - moved[1] * sin, moved[0] * sin + moved[1] * cos
        floor = self.texture(first, second, self)
        rows = np.linspace(0, 1, hits.shape[0])[:, None, None]
        wall = np.array(self.wall) * (0.93 + 0.1 * rows)
        seam = 0.5 * (camera.eye[1] if camera.plane_axis == 1 else 0.0) / camera.radius
        far = np.clip((-away - 2.2 - seam) / 1.6, 0, 1) if camera.plane_axis == 1 else 0 * away
        share = np.where(hits, far * far * (3 - 2 * far), 1.0)[..., None]
        picture = floor * (1 - share) + wall * share
        pool = np.exp(-0.16 * (across**2 + 0.5 * away**2))[..., None]
        picture = np.clip(picture * (0.93 + 0.1 * np.where(hits[..., None], pool, 0.0)), 0, 1)
        small = Image.fromarray((picture * 255).astype(np.uint8))
        return small.resize((width, height), Image.Resampling.BILINEAR)


@cache
def _noise() -> Picture:
    """A tile of soft noise in 0..1 that repeats without a seam; the same in every run."""
    rng = np.random.default_rng(2024)
    total = np.zeros((NOISE_SIZE, NOISE_SIZE), dtype=np.float32)
    for cells, weight in ((16, 0.5), (32, 0.28), (64, 0.15), (128, 0.07)):
        coarse = np.pad(rng.random((cells, cells)).astype(np.float32), 4, mode="wrap")
        size, margin = NOISE_SIZE // cells * (cells + 8), NOISE_SIZE // cells * 4
        scaled = Image.fromarray(coarse).resize((size, size), Image.Resampling.BICUBIC)
        inner = slice(margin, margin + NOISE_SIZE)
        total += np.float32(weight) * np.asarray(scaled)[inner, inner]
    low, high = np.percentile(total[::8, ::8], (1, 99))
    return np.asarray(np.clip((total - low) / (high - low), 0, 1), dtype=np.float32)


@cache
def _film() -> tuple[Image.Image, ...]:
    rng = np.random.default_rng(11)
    grain = rng.standard_normal((1500, 1500)).astype(np.float32)
    grain = (grain + np.roll(grain, 1, axis=1)) * np.float32(0.7)
    return tuple(
        Image.fromarray(np.clip(FILM_GREY + strength * grain, 0, 255).astype(np.uint8))
        for strength in (1.2, 1.7, 2.3)
    )


def film_grain(rng: np.random.Generator, size: tuple[int, int]) -> Image.Image:
    """Grey film grain around `FILM_GREY`, cut from a fixed tile at a random place."""
    left, top = int(rng.integers(1500 - size[0])), int(rng.integers(1500 - size[1]))
    tile = _film()[int(rng.integers(3))].crop((left, top, left + size[0], top + size[1]))
    return Image.merge("RGB", (tile, tile, tile))


def noise_at(x: Picture, y: Picture) -> Picture:
    """Soft noise in 0..1; one unit of x or y is about one blob."""
    scale = NOISE_SIZE / 16
    column = (x * scale).astype(np.int32) & (NOISE_SIZE - 1)
    row = (y * scale).astype(np.int32) & (NOISE_SIZE - 1)
    return np.asarray(_noise()[row, column])


def _plain(x: Picture, y: Picture, backdrop: Backdrop) -> Picture:
    return np.zeros((*x.shape, 3), dtype=np.float32) + np.array(backdrop.tone, dtype=np.float32)


def _boards(x: Picture, y: Picture, backdrop: Backdrop) -> Picture:
    width = 0.85
    board = np.floor(y / width)
    within = y / width - board
    figure = noise_at(x * 0.35 + board * 7.3, y * 5 + board * 3.1)
    fibre = noise_at(x * 1.3 + board * 2.7, y * 26)
    tone = 0.84 + 0.16 * figure + 0.1 * (fibre - 0.5) + 0.1 * (np.sin(board * 12.9) * 0.5)
    gap = np.clip(np.minimum(within, 1 - within) / 0.012, 0, 1) * 0.45 + 0.55
    return np.asarray((tone * gap)[..., None] * np.array(backdrop.tone))


def _marble(x: Picture, y: Picture, backdrop: Backdrop) -> Picture:
    bend = noise_at(x * 0.5, y * 0.5)
    vein = np.abs(noise_at(x * 0.33 + 0.8 * bend, y * 0.33 + 5) - 0.5) * 2
    fine = np.abs(noise_at(x * 0.9 + 9, y * 0.9 + bend) - 0.5) * 2
    dark = 0.22 * np.exp(-vein * 16) + 0.08 * np.exp(-fine * 18) + 0.06 * bend
    return np.asarray(np.array(backdrop.tone) * (1 - dark[..., None] * np.array([1, 0.97, 0.92])))


def _linen(x: Picture, y: Picture, backdrop: Backdrop) -> Picture:
    thread = noise_at(x * 1.5, y * 40) + noise_at(x * 40, y * 1.5)
    fold = noise_at(x * 0.35 + 0.2 * y, y * 0.2)
    tone = 0.80 + 0.12 * thread + 0.16 * (fold - 0.3)
    return np.asarray(tone[..., None] * np.array(backdrop.tone))


def _plaster(x: Picture, y: Picture, backdrop: Backdrop) -> Picture:
    tone = 0.92 + 0.07 * noise_at(x * 0.6, y * 0.6) + 0.05 * noise_at(x * 5, y * 5)
    return np.asarray(tone[..., None] * np.array(backdrop.tone))


def _tiles(x: Picture, y: Picture, backdrop: Backdrop) -> Picture:
    row = np.floor(y / 0.5)
    along = x / 1.0 + 0.5 * (row % 2)
    edge = np.minimum(
        np.minimum(along % 1, 1 - along % 1) * 1.0, np.minimum(y / 0.5 % 1, 1 - y / 0.5 % 1) * 0.5
    )
    tone = 0.97 - 0.10 * (edge < 0.018) + 0.03 * np.sin(np.floor(along) * 5.1 + row * 3.7)
    return np.asarray(tone[..., None] * np.array(backdrop.tone))


PASTELS = "f3d9cf d6e4ea dcebdc f7ecd0 f1d6de cfe3df e9e4dc f0e2cf e6dcd3"
WALLS = "eceae6 dfe5e8 e9e1d8 d5dcd6 e6dcd9"


def studio_white(rng: np.random.Generator) -> Backdrop:
    """The white sweep of a web shop."""
    return Backdrop(_plain, rgb("f3f3f2"), rgb("fafafa"), shadow=0.55, step=6)


def colored_paper(rng: np.random.Generator) -> Backdrop:
    """A sweep of pastel paper."""
    tone = pick(rng, PASTELS)
    return Backdrop(_plain, tone, mix(tone, (1, 1, 1), 0.3), shadow=0.62, step=6)


def wooden_table(rng: np.random.Generator) -> Backdrop:
    """Boards, with a quiet wall behind."""
    tone = pick(rng, "c99b6b b07d4f dcb98c 8d6240 d9cbb8")
    turn = float(rng.uniform(-0.25, 0.25)) + (np.pi / 2 if rng.random() < 0.3 else 0.0)
    return Backdrop(_boards, tone, pick(rng, WALLS), shadow=0.85, turn=turn)


def marble_top(rng: np.random.Generator) -> Backdrop:
    """A pale stone counter."""
    return Backdrop(
        _marble, pick(rng, "f1efec e9e6e4"), pick(rng, WALLS), 0.72, float(rng.uniform(0, 6))
    )


def linen_cloth(rng: np.random.Generator) -> Backdrop:
    """A woven tablecloth."""
    tone = pick(rng, "e6ddd0 d8dcdf cbd5cd e8d3c8 b9c4cf")
    return Backdrop(_linen, tone, pick(rng, WALLS), 0.8, float(rng.uniform(0, 3)))


def plaster(rng: np.random.Generator) -> Backdrop:
    """A painted wall or floor."""
    tone = pick(rng, "e8e4de d6dcdc e7d9cc c9cfd4 dfe4da")
    return Backdrop(_plaster, tone, mix(tone, (1, 1, 1), 0.25), 0.72)


def tiled_wall(rng: np.random.Generator) -> Backdrop:
    """White brick tiles."""
    return Backdrop(_tiles, rgb("eeefee"), rgb("f4f4f4"), 0.7)


STANDING = (
    studio_white,
    studio_white,
    colored_paper,
    colored_paper,
    wooden_table,
    wooden_table,
    marble_top,
    linen_cloth,
    plaster,
)
HANGING = (studio_white, colored_paper, plaster, plaster, wooden_table, tiled_wall, linen_cloth)
