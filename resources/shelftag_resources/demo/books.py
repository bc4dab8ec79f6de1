"""Draws hardback books, standing or piled."""

from __future__ import annotations

import dataclasses

import numpy as np

from .decals import MOTIFS, motif
from .mesh import (
    Array,
    Color,
    Faces,
    Material,
    box,
    merge,
    panel,
    surface,
)
from .palette import CLOTH, VIVID, pick, rgb

Rng = np.random.Generator


def book(rng: Rng) -> Faces:
    """A hardback standing a little open to the side, or lying on one or two others."""
    count = int(rng.choice([1, 1, 2, 3]))
    if count == 1:
        return _volume(rng, printed=True).turned("x", -12).turned("y", float(rng.uniform(12, 32)))
    pile, height = [], 0.0
    for number in range(count):
        one = _volume(rng, printed=number == count - 1).moved(y=-0.5)
        thick = float(np.ptp(one.corners[..., 2]))
        flat = one.turned("x", -90).turned("y", float(rng.uniform(-14, 14)))
        pile.append(flat.moved(y=height - float(flat.corners[..., 1].min())))
        height += thick
    return merge(pile).turned("y", float(rng.uniform(15, 40)))


def _volume(rng: Rng, *, printed: bool) -> Faces:
    """One book, upright, spine to the left, front cover towards the viewer."""
    wide, tall, thick = float(rng.uniform(0.62, 0.76)), 1.0, float(rng.uniform(0.1, 0.2))
    cover, ink = pick(rng, CLOTH + " " + VIVID), pick(rng, "f4f1ea f0d9a0 20242c e8e6e1")
    if abs(sum(cover) - sum(ink)) < 0.6:
        ink = rgb("f4f1ea") if sum(cover) < 1.5 else rgb("20242c")
    cloth = Material(cover, 0.18, 16)

    def leaves(u: Array, v: Array, centers: Array) -> Array:
        shade = 0.9 + 0.07 * np.sin(centers[:, 2] * 900)
        return np.asarray(shade[:, None] * np.array(rgb("f3ecd9")))

    pages = box((wide - 0.03, tall - 0.05, thick - 0.02), Material(leaves, 0.02), cuts=26)
    parts = [pages.moved(x=0.0, y=0.5)]
    for z in (-1, 1):
        board = box((wide + 0.02, tall, 0.018), cloth, cuts=14, bias=0.01)
        parts.append(board.moved(0.01, 0.5, z * thick / 2))
    bend = np.linspace(-np.pi / 2, np.pi / 2, 17)
    height = np.linspace(0, 1, 21)[:, None]
    spine = np.stack(
        [
            -wide / 2 - 0.03 * np.cos(bend) + 0 * height,
            height + 0 * bend,
            (thick / 2 + 0.009) * np.sin(bend) + 0 * height,
        ],
        axis=2,
    )
    parts.append(surface(spine, cloth, solid=False, bias=0.01))
    parts += _spine_marks(wide, thick, Material(ink, 0.1))
    if printed:
        parts += _cover(rng, wide, thick / 2 + 0.011, cover, ink)
    return merge(parts)


def _cover(rng: Rng, wide: float, z: float, cover: Color, ink: Color) -> list[Faces]:
    """Title lines, a picture and a band on the front; two marks on the spine."""
    print_ = Material(ink, 0.1)
    second = pick(rng, VIVID)
    parts = []

    def bar(x: float, y: float, w: float, h: float, material: Material, bias: float = 1.2) -> None:
        edge = np.array(
            [
                [x - w / 2, y - h / 2, z],
                [x + w / 2, y - h / 2, z],
                [x + w / 2, y + h / 2, z],
                [x - w / 2, y + h / 2, z],
            ]
        )
        part = panel(edge, material, rings=4, bias=bias, solid=True)
        front_only = np.tile([0.0, 0.0, 1.0], (len(part.bias), 1))
        parts.append(dataclasses.replace(part, normals=front_only))

    style = int(rng.integers(3))
    if style == 0:
        bar(0.01, 0.2, wide + 0.0, 0.3, Material(second, 0.1), 0.2)
    elif style == 1:
        bar(0.01, 0.5, wide * 0.86, 0.88, Material(ink, 0.1), 0.2)
        bar(0.01, 0.5, wide * 0.83, 0.86, Material(cover, 0.1), 0.7)
    title = 0.84 if style != 2 else 0.24
    for line, share in enumerate(rng.uniform(0.35, 0.7, int(rng.integers(1, 3)))):
        left = -wide * share / 2
        at = left
        while at < wide * share / 2:
            word = float(rng.uniform(0.03, 0.055))
            bar(at + word / 2 + 0.01, title - line * 0.085, word * 0.72, 0.052, print_)
            at += word
    bar(0.01, 0.08, wide * 0.3, 0.016, print_)

    def front(x: Array, y: Array) -> Array:
        return np.stack([x, y, 0 * x + z + 0.002], axis=-1)

    kind = MOTIFS[int(rng.integers(len(MOTIFS)))]
    at_y = 0.47 if style != 2 else 0.64
    parts.append(
        motif(
            kind,
            front,
            second if style else ink,
            ink if style else second,
            at=(0.01, at_y),
            size=float(rng.uniform(0.13, 0.19)),
            bias=1.2,
        )
    )
    return parts


def _spine_marks(wide: float, thick: float, ink: Material) -> list[Faces]:
    marks = []
    for y, h in ((0.72, 0.22), (0.2, 0.04)):
        edge = np.array(
            [[0, y - h / 2, -1], [0, y - h / 2, 1], [0, y + h / 2, 1], [0, y + h / 2, -1]]
        )
        mark = panel(
            edge * [1, 1, thick * 0.24] - [wide / 2 + 0.033, 0, 0], ink, rings=4, bias=0.08
        )
        marks.append(
            dataclasses.replace(
                mark,
                normals=np.tile([-1.0, 0, 0], (len(mark.bias), 1)),
                solid=np.ones_like(mark.solid),
            )
        )
    return marks
