"""What moves when one model's word takes the place of another's: counted by pair of categories."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Standing(NamedTuple):
    """Where a product without an owner's or trusted label is shown.

    Attributes:
        category_id: The category, or None.
        accepted: Whether a model was sure enough for a label of its own.
    """

    category_id: int | None = None
    accepted: bool = False


NOWHERE = Standing()


@dataclass(frozen=True)
class Move:
    """Products with the same category before and the same category after.

    Attributes:
        before: The category before, or None where there was none.
        after: The category after, likewise.
        products: Their ids, in order.
    """

    before: int | None
    after: int | None
    products: tuple[int, ...]


@dataclass(frozen=True)
class Moves:
    """What is different between two standings, by pair of categories, the largest pair first.

    Attributes:
        compared: Products that were compared.
        moved: Those that are shown in another category after.
        accepted: Those that a model accepts after and did not accept before.
        no_longer_accepted: The other way round.
    """

    compared: int = 0
    moved: tuple[Move, ...] = ()
    accepted: tuple[Move, ...] = ()
    no_longer_accepted: tuple[Move, ...] = ()


def count(moves: tuple[Move, ...]) -> int:
    """Returns how many products there are in some moves."""
    return sum(len(move.products) for move in moves)


def compare(before: Mapping[int, Standing], after: Mapping[int, Standing]) -> Moves:
    """Compares where products stand.

    Args:
        before: By product; one that is missing was shown nowhere.
        after: By product: these are compared.
    """
    pairs = {product: (before.get(product, NOWHERE), after[product]) for product in sorted(after)}
    return Moves(
        len(after),
        _grouped(pairs, lambda was, now: was.category_id != now.category_id),
        _grouped(pairs, lambda was, now: now.accepted and not was.accepted),
        _grouped(pairs, lambda was, now: was.accepted and not now.accepted),
    )


def _grouped(
    pairs: Mapping[int, tuple[Standing, Standing]], differs: Callable[[Standing, Standing], bool]
) -> tuple[Move, ...]:
    """Groups the products that differ in some way by their categories."""
    groups: dict[tuple[int | None, int | None], list[int]] = {}
    for product, (was, now) in pairs.items():
        if differs(was, now):
            groups.setdefault((was.category_id, now.category_id), []).append(product)
    moves = (Move(*group, tuple(products)) for group, products in groups.items())
    return tuple(sorted(moves, key=lambda move: (-len(move.products), move.products)))
