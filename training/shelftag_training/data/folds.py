"""Folds and held-out splits: stratified by class, and never two photos of one product apart."""

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from shelftag_api.dataset import DatasetRow
from shelftag_training.data.look_alikes import SAME_LOOK, occasions, same_looks

FOLDS = 5


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
    """Groups the rows of a data set by product, by equal content, by look and by occasion.

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
    if features is None or not len(rows):
        return group_rows(keys)
    length = np.maximum(np.linalg.norm(features, axis=1, keepdims=True), 1e-9)
    for row, look in enumerate(same_looks(features / length, SAME_LOOK).tolist()):
        keys[row].append(("look", look))
    groups = group_rows(keys)
    # What belongs together already has one look, and one class, even where its labels disagree:
    # else a few photos with two labels would chain whole classes together.
    count = int(groups.max()) + 1
    looks = np.zeros((count, features.shape[1]), np.float32)
    np.add.at(looks, groups, features)
    classes: dict[Hashable, list[int]] = {}
    for group, row in enumerate(np.unique(groups, return_index=True)[1]):
        classes.setdefault(rows[int(row)].category_uuid, []).append(group)
    wider = np.zeros(count, np.int64)
    for members in classes.values():
        wider[members] = occasions(looks[members], FOLDS) + wider.max() + 1
    return group_rows([[number] for number in wider[groups].tolist()])


def photo_groups(rows: Sequence[DatasetRow], embeddings: NDArray[np.float32]) -> NDArray[np.int64]:
    """Groups rows as `dataset_groups` does; those without a photo by their product alone.

    Args:
        rows: The rows.
        embeddings: float32 [rows, embedding size], a row of zeros where there is no photo.

    Returns:
        int64 [rows].
    """
    from shelftag_training.heads.features import Scaling

    keys: list[list[Hashable]] = [[("product", row.product)] for row in rows]
    seen = np.flatnonzero(embeddings.any(axis=1)).tolist()
    if seen:
        photos = embeddings[seen]
        scaled = Scaling.of(photos).apply(photos)
        for place, group in zip(seen, dataset_groups([rows[i] for i in seen], scaled), strict=True):
            keys[place].append(("photo", int(group)))
    return group_rows(keys)


def assign_folds(
    groups: NDArray[np.int64],
    labels: NDArray[np.int64],
    wanted: Sequence[int | None],
    *,
    folds: int = FOLDS,
    seed: int | None = None,
) -> NDArray[np.int64]:
    """Deals groups to folds so that each class is spread as evenly as it can be.

    Deterministic: rare classes are dealt first, each group to the fold that has least of its class,
    then to the smallest.

    Args:
        groups: int64 [rows], from `group_rows`.
        labels: int64 [rows], class of each row.
        wanted: Per row the fold that the data set names, or None. A group follows its first.
        folds: How many; fewer are used where there are fewer groups.
        seed: For the order of groups that are equally rare; None for that of appearance.

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
    turn = np.arange(count) if seed is None else np.random.default_rng(seed).permutation(count)
    for group in sorted(range(count), key=lambda i: (i not in given, rarity[i], turn[i])):
        rows = members[group]
        main = int(labels[rows[0]])
        if group in given:
            fold = number[given[group]]
        else:
            fold = min(range(total), key=lambda item: (held[item, main], held[item].sum(), item))
        result[rows] = fold
        np.add.at(held[fold], labels[rows], 1)
    return result


def grouped_split(
    groups: NDArray[np.int64], labels: NDArray[np.int64], share: float, *, seed: int = 0
) -> NDArray[np.bool_]:
    """Holds out whole groups, so that of each class about a share is held out.

    In every class at least one group stays to learn from, so a class that is one group is never
    held out. The same groups and seed give the same split.

    Args:
        groups: int64 [rows], from `dataset_groups`.
        labels: int64 [rows], class of each row.
        share: Of the rows, between 0 and 1.
        seed: For the order in which groups are drawn.

    Returns:
        bool [rows]: True where a row is held out.
    """
    members: dict[int, list[int]] = {}
    for row, group in enumerate(groups.tolist()):
        members.setdefault(group, []).append(row)
    order = list(members)
    np.random.default_rng(seed).shuffle(order)
    sizes = np.bincount(labels)
    wanted, held = share * sizes, np.zeros(len(sizes), np.int64)
    result = np.zeros(len(groups), np.bool_)
    large_first = sorted(order, key=lambda item: -len(members[item]))
    # Large groups while there is room for them; then small ones, where more than the share is
    # nearer to it than less.
    for beyond, turn in ((False, large_first), (True, large_first[::-1])):
        for group in turn:
            rows = members[group]
            after = held + np.bincount(labels[rows], minlength=len(sizes))
            touched = after > held
            limit = 2 * wanted - held if beyond else wanted + 0.5
            if result[rows[0]] or not ((after < sizes) & (after < limit))[touched].all():
                continue
            held = after
            result[rows] = True
    return result
