"""Cross-validation folds: stratified by class, and never two photos of one product apart."""

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from shelftag_api.dataset import DatasetRow

FOLDS = 5
NEAR_DUPLICATE = 0.95
"""Photos of one class this similar count as one: a burst, or the same picture saved again."""
_BLOCK = 1024


def group_rows(keys: Sequence[Iterable[Hashable]]) -> NDArray[np.int64]:
    """Numbers the groups of rows that share a key, directly or through other rows.

    Args:
        keys: Per row, what ties it to others: its product, its content's hash.

    Returns:
        int64, shape [rows]: group of each row, numbered by first appearance.
    """
    parent = list(range(len(keys)))

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    owner: dict[Hashable, int] = {}
    for row, names in enumerate(keys):
        for name in names:
            parent[root(row)] = root(owner.setdefault(name, row))
    roots = [root(row) for row in range(len(keys))]
    numbers: dict[int, int] = {}
    return np.array([numbers.setdefault(item, len(numbers)) for item in roots], np.int64)


def dataset_groups(
    rows: Sequence[DatasetRow], features: NDArray[np.float32] | None = None
) -> NDArray[np.int64]:
    """Groups the rows of a data set by product, by equal content and by near-equal looks.

    Args:
        rows: The rows.
        features: float32 [rows, any], standardised; None leaves looks out.

    Returns:
        int64 [rows].
    """
    keys: list[list[Hashable]] = [
        [("product", row.product), ("sha256", row.sha256 or index)]
        for index, row in enumerate(rows)
    ]
    if features is None:
        return group_rows(keys)
    before = group_rows(keys)
    classes: dict[Hashable, list[int]] = {}
    for index, row in enumerate(rows):
        classes.setdefault(row.category_uuid, []).append(index)
    for members in classes.values():
        pairs = near_duplicates(features[members])
        looks = [list(keys[row]) for row in members]
        for a, b in pairs:
            looks[a].append((members[a], members[b]))
            looks[b].append((members[a], members[b]))
        left = int(group_rows(looks).max()) + 1
        # A class that would fall into fewer groups than folds could not be tested at all.
        if pairs and left >= min(FOLDS, len(np.unique(before[members]))):
            for member, names in zip(members, looks, strict=True):
                keys[member] = names
    return group_rows(keys)


def near_duplicates(features: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Pairs of rows that look the same: cosine of their features above `NEAR_DUPLICATE`."""
    length = np.maximum(np.linalg.norm(features, axis=1, keepdims=True), 1e-9)
    unit = features / length
    pairs: list[tuple[int, int]] = []
    for start in range(0, len(unit), _BLOCK):
        close = unit[start : start + _BLOCK] @ unit.T > NEAR_DUPLICATE
        found = zip(*np.nonzero(close), strict=True)
        pairs += [(int(a) + start, int(b)) for a, b in found if a + start < b]
    return pairs


def assign_folds(
    groups: NDArray[np.int64],
    labels: NDArray[np.int64],
    wanted: Sequence[int | None],
    *,
    folds: int = FOLDS,
) -> NDArray[np.int64]:
    """Deals groups to folds so that each class is spread as evenly as it can be.

    Deterministic: rare classes are dealt first, each group to the fold that has least of its class,
    then to the smallest.

    Args:
        groups: int64 [rows], from `group_rows`.
        labels: int64 [rows], class of each row.
        wanted: Per row the fold that the data set names, or None. A group follows its first.
        folds: How many; fewer are used where there are fewer groups.

    Returns:
        int64 [rows]: fold of each row. All 0 where there is only one group.
    """
    count = int(groups.max(initial=-1)) + 1
    members: list[list[int]] = [[] for _ in range(count)]
    for row, group in enumerate(groups):
        members[int(group)].append(row)
    sizes = np.bincount(labels, minlength=1)
    given = {
        group: next(fold for row in rows if (fold := wanted[row]) is not None)
        for group, rows in enumerate(members)
        if any(wanted[row] is not None for row in rows)
    }
    number = {name: index for index, name in enumerate(sorted(set(given.values())))}
    total = max(min(folds, count), len(number), 1)
    held = np.zeros((total, len(sizes)), np.int64)
    result = np.zeros(len(groups), np.int64)
    rarity = [min(int(sizes[labels[row]]) for row in rows) for rows in members]
    for group in sorted(range(count), key=lambda item: (item not in given, rarity[item], item)):
        rows = members[group]
        main = int(labels[rows[0]])
        if group in given:
            fold = number[given[group]]
        else:
            fold = min(range(total), key=lambda item: (held[item, main], held[item].sum(), item))
        result[rows] = fold
        np.add.at(held[fold], labels[rows], 1)
    return result
