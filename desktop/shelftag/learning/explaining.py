"""Explaining: where on a photo a model looked, and which words mattered, for one category."""

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from shelftag.catalog.models import ModelVersion, Photo, Product, ProductPhoto
from shelftag.catalog.tree import Tree, read_tree
from shelftag.importing.decode import UnreadablePhoto, decode
from shelftag.learning import class_maps
from shelftag.learning.class_maps import ClassMap, node_of
from shelftag.learning.scoring import Scorer
from shelftag.learning.words import product_words
from shelftag.learning.workbench import Workbench
from shelftag_api.classifier import Head, RowTexts, takes_photos, takes_words
from shelftag_api.errors import ShelftagError
from shelftag_api.explanation import class_activation_map
from shelftag_api.progress import Progress

FloatArray = NDArray[np.float32]
_MOST_WORDS = 24
"""Words that are asked about, the first ones."""
_SHOWN_WORDS = 6
_MATTERS = 0.05
"""Fall of the log-odds from which a word matters."""
_WORD = re.compile(r"[㐀-鿿豈-﫿]{1,2}|[^\W㐀-鿿豈-﫿]+")
"""A word, or two Chinese characters, which have no spaces between words."""


@dataclass(frozen=True)
class Explanation:
    """What speaks for a category.

    Attributes:
        heat: Rows of the map from 0 to 1; empty where the model cannot tell.
        resize: How the map lies on the photo: ``squash`` (over all of it) or ``crop`` (over the
            square in its middle).
        words: Words that speak for the category, the weightiest first, each with its share of it.
    """

    heat: list[list[float]]
    resize: str
    words: list[tuple[str, float]]


def explain(
    bench: Workbench, product_id: int, category_id: int
) -> Generator[Progress, None, Explanation]:
    """Explains why the active model thinks of a category for a product.

    Args:
        bench: The open catalogue.
        product_id: The product; of its photos the first is looked at.
        category_id: The category; what lies below it counts as well.

    Raises:
        ShelftagError: There is no such product or category, or no model.
    """
    yield Progress("phase.explain")
    version = bench.active_version()
    with bench.catalog.database.read() as session:
        product = session.get(Product, product_id)
        tree = read_tree(session)
        chosen = class_maps.read(session, version.uuid)
        sha256 = session.scalar(
            select(Photo.sha256)
            .join(ProductPhoto, ProductPhoto.photo_id == Photo.id)
            .where(ProductPhoto.product_id == product_id, ProductPhoto.active)
            .order_by(ProductPhoto.position, Photo.id)
            .limit(1)
        )
    if product is None:
        raise ShelftagError("product.unknown")
    if category_id not in tree.nodes:
        raise ShelftagError("category.unknown")
    words = product_words(product.title, product.description, product.brand, product.hint)
    classes = _classes(bench.head(version), tree, category_id, chosen)
    heat = _heat(bench, version, sha256, words, classes) if sha256 and classes else []
    yield Progress("phase.explain")
    weights = _word_weights(bench, version, tree, product_id, words, category_id)
    resize = bench.encoder(version).manifest.resize
    return Explanation(heat, resize, weights)


def _classes(head: Head, tree: Tree, category_id: int, chosen: ClassMap) -> list[int]:
    """Columns of a head that stand for a category or for one below it."""
    nodes = (node_of(tree, uuid, chosen) for uuid in head.manifest.classes)
    return [column for column, node in enumerate(nodes) if node and category_id in node.path]


def _heat(
    bench: Workbench, version: ModelVersion, sha256: str, words: str, classes: Sequence[int]
) -> list[list[float]]:
    """Where a model looks, from the thumbnail; empty where it looks at no photo."""
    head, encoder = bench.head(version), bench.encoder(version)
    if not takes_photos(head.manifest):
        return []
    manifest = encoder.manifest
    size = (manifest.width, manifest.height)
    try:
        decoded = decode(bench.catalog.thumbnail(sha256), size=size, resize=manifest.resize)
    except UnreadablePhoto:
        return []
    vector = bench.text_encoder.embed_texts([words]) if _reads(head, words) else None

    def predict(embeddings: FloatArray) -> FloatArray:
        count = len(embeddings)
        said = None if vector is None else RowTexts([words] * count, vector.repeat(count, axis=0))
        return head.predict(embeddings, said)

    pixels = decoded.pixels[None]
    embedding, maps = encoder.embed_images(pixels)[0], encoder.feature_maps(pixels)[0]
    if maps.shape[2:] != embedding.shape:
        return []
    heat = class_activation_map(maps, embedding, predict, classes)
    return [[round(float(value), 3) for value in row] for row in heat]


def _reads(head: Head, words: str) -> bool:
    return bool(words) and takes_words(head.manifest)


def _word_weights(
    bench: Workbench,
    version: ModelVersion,
    tree: Tree,
    product_id: int,
    words: str,
    category_id: int,
) -> list[tuple[str, float]]:
    """Leaves each word out in turn: the fall of the category's log-odds is what it says for it."""
    found = list(_WORD.finditer(words))[:_MOST_WORDS]
    if not found:
        return []
    texts = [words, *(words[: word.start()] + words[word.end() :] for word in found)]
    scorer = Scorer(bench, version, tree, keep=False)
    with bench.catalog.database.read() as session:
        scores = scorer.score_as(session, product_id, [text.strip() for text in texts])
    columns = [
        column
        for column, category in enumerate(scores.category_ids)
        if category_id in tree.nodes[category].path
    ]
    shares = np.clip(scores.confidences[:, columns].sum(axis=1, dtype=np.float64), 1e-9, 1 - 1e-9)
    odds = np.log(shares) - np.log1p(-shares)
    weights: dict[str, float] = {}
    for word, fall in zip(found, odds[0] - odds[1:], strict=True):
        if fall > _MATTERS:
            weights[word.group()] = max(float(fall), weights.get(word.group(), 0.0))
    best = sorted(weights.items(), key=lambda item: -item[1])[:_SHOWN_WORDS]
    total = sum(weights.values())
    return [(word, round(weight / total, 3)) for word, weight in best]
