"""Photos that tell no more than one: nearly the same picture, or pictures of one occasion.

An occasion is what the same shelf, light and day make alike beyond the product itself.

A class is photographed in bursts. Photos of a burst say little about one another's difficulty, so
that cross-validation which parts them promises what the next day does not keep. File names do not
tell bursts (on grocery, neighbours by number are no more alike than photos far apart) and copies
carry no capture time; the embeddings do tell.

Measured on grocery's 2,640 training photos, frozen lite2, a linear head: cross-validation in 5
folds against the same head's accuracy on `val`, photos of other days, in percent.

| groups | 81 fine classes, `val` 76.7 | 43 coarse classes, `val` 84.1 |
| --- | --- | --- |
| none | 97.8 | 98.4 |
| cosines above 0.95 joined | 97.9 | 98.5 |
| five Ward clusters per class | 80.9 | 77.9 |
| this module | 77.0 | 87.3 |

With few photos per class there is little to part: at six per class an earlier head had 75.5 in
cross-validation, 65.2 on `val`, and 82.5 without groups.
"""

import numpy as np
from numpy.typing import NDArray

ALIKE = 0.5
"""Mean cosine of standardised features above which two groups of a class are one occasion. Unlike
photos have 0 on average, whatever the encoder; photos of one class on different days mostly lie
below."""
SAME_LOOK = 0.85
"""Cosine of standardised features above which two photos are nearly the same picture, whatever
their classes. Of 100 grocery photos saved again at JPEG quality 40 or made 20 % darker all stay
above it, halved in size 98, with 3 % cropped off all around 90; of 3.5 million pairs of different
photos 443 lie above, 442 of them in one class. Embeddings standardised over two or three classes
alone join no more."""
_SKETCH = 64
_BLOCK = 512
_PAIRS = 8192
_LARGEST = 1500
"""Rows of a class that are clustered; the time grows with their square. Others join the nearest."""


def same_looks(unit: NDArray[np.float32], least: float) -> NDArray[np.int64]:
    """Groups rows that look the same, directly or through others.

    Time grows with the square of the rows: 50,000 take some seconds. Sketches of few random
    directions, whose cosines are near the true ones (Johnson and Lindenstrauss, 1984), rule out
    nearly all pairs;
    the others are compared whole. One pair in 30,000 that is just above ``least`` may be missed.

    Args:
        unit: float32 [rows, any], of length 1; shorter ones are like fewer others.
        least: Cosine above which two rows look the same.

    Returns:
        int64 [rows]: numbers of groups, from 0.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    random = np.random.default_rng(0)
    sketch = unit @ random.normal(size=(unit.shape[1], _SKETCH)).astype(np.float32)
    sketch /= np.maximum(np.linalg.norm(sketch, axis=1, keepdims=True), 1e-9)
    worth = np.float32(least - 4 * (1 - least**2) / np.sqrt(_SKETCH))  # four deviations below
    count = len(unit)
    groups = np.arange(count)
    for start in range(0, count, _BLOCK):
        close = sketch[start : start + _BLOCK] @ sketch[start:].T > worth
        rows, others = (found + start for found in np.nonzero(close))
        new = groups[rows] != groups[others]
        rows, others = rows[new], others[new]
        same = _cosines(unit, rows, others) > least
        if same.any():
            ends = (groups[rows[same]], groups[others[same]])
            links = csr_array((np.ones(int(same.sum()), np.int8), ends), (count, count))
            groups = connected_components(links, directed=False)[1][groups]
    return np.asarray(np.unique(groups, return_inverse=True)[1], np.int64)


def _cosines(
    unit: NDArray[np.float32], rows: NDArray[np.intp], others: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Cosine of each pair of rows."""
    parts = [np.zeros(0, np.float32)]
    for start in range(0, len(rows), _PAIRS):
        some = slice(start, start + _PAIRS)
        parts.append(np.einsum("pf,pf->p", unit[rows[some]], unit[others[some]]))
    return np.concatenate(parts)


def occasions(features: NDArray[np.float32], fewest: int) -> NDArray[np.int64]:
    """Groups rows of one class by average linkage (Sokal and Michener, 1958).

    Args:
        features: float32 [rows, any], standardised over all classes.
        fewest: Groups that are made in any case, as far as there are rows: a class that always
            looks the same must still be tested.

    Returns:
        int64 [rows]: numbers of groups, from 0.
    """
    from scipy.cluster.hierarchy import linkage

    if len(features) <= fewest:
        return np.arange(len(features))
    length = np.maximum(np.linalg.norm(features, axis=1, keepdims=True), 1e-9)
    unit = features / length
    chosen = np.linspace(0, len(unit) - 1, min(len(unit), _LARGEST)).astype(np.int64)
    cosines = unit[chosen] @ unit[chosen].T
    upper = np.triu_indices(len(chosen), 1)
    tree = linkage(np.maximum(1 - cosines[upper], 0), "average")
    count = max(int(np.sum(tree[:, 2] > 1 - ALIKE)) + 1, fewest)
    groups = _cut(tree[: len(chosen) - count], len(chosen))
    if len(chosen) == len(unit):
        return groups
    return np.asarray(groups[(unit @ unit[chosen].T).argmax(axis=1)])


def _cut(merges: NDArray[np.float64], rows: int) -> NDArray[np.int64]:
    """Numbers the groups after some merges of SciPy's linkage. Its own cuts by number give fewer
    groups where distances are equal, and one in all for a class of equal photos."""
    above = np.arange(rows + len(merges))
    for number, (first, second) in enumerate(merges[:, :2].astype(np.int64), start=rows):
        above[first] = above[second] = number
    for node in range(len(above) - 1, -1, -1):
        above[node] = above[above[node]]
    return np.asarray(np.unique(above[:rows], return_inverse=True)[1], np.int64)
