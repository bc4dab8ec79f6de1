"""Scores products: photos and words to one confidence per category."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog.database import chunks
from shelftag.catalog.embeddings import Place, product_places, read_from
from shelftag.catalog.model_runs import among
from shelftag.catalog.models import ModelVersion, Product, ProductPhoto
from shelftag.catalog.tree import Tree
from shelftag.learning import class_maps
from shelftag.learning.class_maps import ClassMap, node_of
from shelftag.learning.words import WordEmbedder, product_words
from shelftag.learning.workbench import Workbench
from shelftag_api.classifier import Head, RowTexts, takes_photos, takes_words
from shelftag_api.combine import category_probabilities, combine, mean_log_probability
from shelftag_api.names import WEIGHT, NameFinder

FloatArray = NDArray[np.float32]
_PRODUCT: Any = Product.__table__.c
_WORDS = select(_PRODUCT.id, _PRODUCT.title, _PRODUCT.description, _PRODUCT.brand, _PRODUCT.hint)


@dataclass(frozen=True)
class ProductScores:
    """Confidences of some products.

    Attributes:
        product_ids: The products.
        category_ids: The categories that were considered.
        confidences: float32, shape [products, categories], rows sum to 1.
    """

    product_ids: Sequence[int]
    category_ids: Sequence[int]
    confidences: FloatArray

    def best(self, count: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Returns each product's best categories and their confidence, best first.

        Among equals the one that comes first in ``category_ids`` is better.

        Args:
            count: Categories of each product; fewer where there are not so many.

        Returns:
            Ids, int64 [products, count], and confidences with four decimals, float64 likewise.
        """
        count = min(count, len(self.category_ids))
        columns = np.argpartition(-self.confidences, count - 1, axis=1)[:, :count]
        least = np.take_along_axis(self.confidences, columns, axis=1).min(axis=1, keepdims=True)
        for row in np.flatnonzero((self.confidences >= least).sum(axis=1) > count):
            # Equals at the end of the list: which of them are on it was left to chance.
            columns[row] = np.argsort(-self.confidences[row], kind="stable")[:count]
        columns.sort(axis=1)
        shares = np.take_along_axis(self.confidences, columns, axis=1)
        order = np.argsort(-shares, axis=1, kind="stable")
        ids = np.array(self.category_ids, np.int64)[np.take_along_axis(columns, order, axis=1)]
        sorted_shares = np.take_along_axis(shares, order, axis=1).astype(np.float64)
        return ids, np.rint(sorted_shares * 1e4) / 1e4


def candidate_categories(session: Session, tree: Tree, head: Head, chosen: ClassMap) -> list[int]:
    """Returns the categories worth considering: leaves, those the head knows, those in use."""
    found = (node_of(tree, uuid, chosen) for uuid in head.manifest.classes)
    known = {node.id for node in found if node}
    used = set(session.scalars(select(Product.category_id).where(Product.active).distinct()))
    return [i for i in tree.nodes if i in known or i in used or tree.is_leaf(i)]


def class_columns(
    head: Head, tree: Tree, category_ids: Sequence[int], chosen: ClassMap
) -> list[int | None]:
    """Returns for each class of a head the place of its category among those given, or None."""
    columns = {category: column for column, category in enumerate(category_ids)}
    found = (node_of(tree, uuid, chosen) for uuid in head.manifest.classes)
    return [columns[node.id] if node else None for node in found]


@dataclass(frozen=True)
class Known:
    """What a catalogue knows of some products that a model is to judge.

    Attributes:
        product_ids: The products.
        owners: The product of each encoded photo, as its place among ``product_ids``.
        places: Where the embeddings of these photos lie.
        texts: The words of each product.
        vectors: The words' embeddings, float32 [products, text size]; None where the model takes no
            words, or nothing is said.
    """

    product_ids: Sequence[int]
    owners: list[int]
    places: list[Place]
    texts: list[str]
    vectors: FloatArray | None


class Scorer:
    """Scores products with one model version.

    To `look_up` what is known of products takes the database, to `judge` takes the processor: a run
    over many does both at once, with different products.

    Args:
        bench: The open catalogue.
        version: The model version.
        tree: Its categories.
        keep: Whether the embeddings of words that are new go into the cache.
    """

    def __init__(
        self, bench: Workbench, version: ModelVersion, tree: Tree, *, keep: bool = True
    ) -> None:
        self._head = bench.head(version)
        self._version = version
        self._tree = tree
        self._words = WordEmbedder(
            bench.catalog.database, bench.text_store, bench.text_encoder, keep=keep
        )
        with bench.catalog.database.read() as session:
            chosen = class_maps.read(session, version.uuid)
            self._categories = candidate_categories(session, tree, self._head, chosen)
            self._stores = bench.photo_stores(version)
        self._category_vectors = self._words.categories(tree, self._categories)
        self._names = NameFinder([tree.nodes[i].words for i in self._categories])
        self._classes = class_columns(self._head, tree, self._categories, chosen)

    def score(self, session: Session, product_ids: Sequence[int]) -> ProductScores:
        """Scores products: `judge` of `look_up`."""
        return self.judge(self.look_up(session, product_ids))

    def look_up(self, session: Session, product_ids: Sequence[int]) -> Known:
        """Reads what is known of products.

        Args:
            session: A session to read with.
            product_ids: The products; those without an encoded photo are judged by their words.
        """
        order = {product: index for index, product in enumerate(product_ids)}
        owners: list[int] = []
        places: list[Place] = []
        texts = [""] * len(product_ids)
        for chunk in chunks(product_ids):
            these = among(ProductPhoto.product_id, chunk)
            for product, place in product_places(session, self._stores, these):
                if product in order:
                    owners.append(order[product])
                    places.append(place)
            for product, *words in session.execute(_WORDS.where(among(Product.id, chunk))):
                if product in order:
                    texts[order[product]] = product_words(*words)
        return self._known(product_ids, owners, places, texts)

    def score_as(self, session: Session, product_id: int, texts: Sequence[str]) -> ProductScores:
        """Scores one product as if other words were said about it.

        Args:
            session: A session to read with.
            product_id: The product; its photos stay what they are.
            texts: What is said, once for each row of the answer.
        """
        these = ProductPhoto.product_id == product_id
        places = [place for _, place in product_places(session, self._stores, these)]
        owners = [row for row in range(len(texts)) for _ in places]
        same = [product_id] * len(texts)
        return self.judge(self._known(same, owners, places * len(texts), list(texts)))

    def _known(
        self, product_ids: Sequence[int], owners: list[int], places: list[Place], texts: list[str]
    ) -> Known:
        """Adds the words' embeddings, where the model takes words."""
        manifest = self._head.manifest
        wanted = (takes_words(manifest) or manifest.combination.text_weight > 0) and any(texts)
        vectors = self._words.embed(texts) if wanted else None
        return Known(product_ids, owners, places, texts, vectors)

    def judge(self, known: Known) -> ProductScores:
        """Runs the head on photos and words, and adds the words where it has not read them.

        Asks nothing of the database, so that a thread of its own may do it, one at a time.

        Returns:
            Confidences, in the order of the products.
        """
        how = self._head.manifest.combination
        owners, texts, vectors = known.owners, known.texts, known.vectors
        embeddings = read_from(self._stores, known.places)
        said = None
        if takes_words(self._head.manifest):
            owners, embeddings = self._rows_to_read(owners, embeddings, texts)
            if vectors is not None:
                said = RowTexts([texts[owner] for owner in owners], vectors[owners])
        probabilities = category_probabilities(
            self._head.predict(embeddings, said),
            self._classes,
            len(self._categories),
            how.floor,
        )
        photos = mean_log_probability(probabilities, np.array(owners, np.intp), len(texts))
        similarities = None
        if vectors is not None and how.text_weight > 0:
            similarities = self._similarities(texts, vectors)
        return ProductScores(
            known.product_ids, self._categories, combine(photos, similarities, how)
        )

    def _rows_to_read(
        self, owners: list[int], embeddings: FloatArray, texts: list[str]
    ) -> tuple[list[int], FloatArray]:
        """Rows for a head that reads: products without a photo too, and none with nothing to see.

        Returns:
            The product of each row, and its embedding, a row of zeros where there is no photo.
        """
        looks = takes_photos(self._head.manifest)
        kept = [row for row, owner in enumerate(owners) if looks or texts[owner]]
        unseen = sorted({index for index, text in enumerate(texts) if text} - set(owners))
        blank = np.zeros((len(unseen), embeddings.shape[1]), np.float32)
        return [*(owners[row] for row in kept), *unseen], np.concatenate([embeddings[kept], blank])

    def _similarities(self, texts: list[str], vectors: FloatArray) -> FloatArray:
        """How much words speak for a category by its names: float32 [products, categories]."""
        result: FloatArray = vectors @ self._category_vectors.T
        return result + np.float32(WEIGHT) * self._names.find(texts)
