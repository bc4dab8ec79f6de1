"""The words of products and categories, and their embeddings."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from shelftag.catalog.database import Database
from shelftag.catalog.embeddings import EmbeddingStore, forget_lost
from shelftag.catalog.tree import Tree
from shelftag.importing.titles import sku_from_name
from shelftag_api.classifier import TextEncoder
from shelftag_api.words import join_words

FloatArray = NDArray[np.float32]


def product_words(title: str, description: str, brand: str, hint: str) -> str:
    """Returns what is said about a product, as one text; empty where nothing is.

    A title that is nothing but an article number says nothing.
    """
    if " " not in (only := title.strip()) and sku_from_name(title) == only:
        title = ""
    return join_words((title, hint, brand, description))


class WordEmbedder:
    """Embeds texts through a cache in the catalogue; what that has lost is embedded anew.

    Args:
        database: The catalogue's.
        store: The cache.
        encoder: Embeds what is not there.
        keep: Whether that goes into the cache.
    """

    def __init__(
        self,
        database: Database,
        store: EmbeddingStore,
        encoder: TextEncoder,
        *,
        keep: bool = True,
    ) -> None:
        self._database = database
        self._keep = keep
        self._store = store
        self._encoder = encoder
        forget_lost(database, [store])

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """Embeds texts; those seen before are read from the cache.

        Args:
            texts: Any texts; an empty one gives a row of zeros.

        Returns:
            float32, shape [len(texts), size].
        """
        keys = [_key(text) if text else "" for text in texts]
        wanted = {key: text for key, text in zip(keys, texts, strict=True) if key}
        with self._database.read() as session:
            places = self._store.find(session, list(wanted))
        missing = {key: text for key, text in wanted.items() if key not in places}
        vectors = self._encoder.embed_texts(list(missing.values())) if missing else None
        if vectors is not None and self._keep:
            with self._database.write() as session:
                self._store_new(session, list(missing), vectors)
                places |= self._store.find(session, list(missing))
        result = np.zeros((len(texts), self._store.size), np.float32)
        cached = [row for row, key in enumerate(keys) if key in places]
        result[cached] = self._store.read(places[keys[row]] for row in cached)
        if vectors is not None and not self._keep:
            # As exact as the cache is, so that a dry run says what a run will say.
            given = dict(zip(missing, vectors.astype(np.float16), strict=True))
            for row, key in enumerate(keys):
                if key in given:
                    result[row] = given[key]
        return result

    def _store_new(self, session: Session, keys: list[str], vectors: FloatArray) -> None:
        """Adds what another process has not added meanwhile."""
        known = self._store.known(session, keys)
        new = [i for i, key in enumerate(keys) if key not in known]
        self._store.add(session, [keys[i] for i in new], vectors[new], [None] * len(new))

    def categories(self, tree: Tree, category_ids: Sequence[int]) -> FloatArray:
        """Embeds categories: the mean direction of all names by which each is known.

        In small letters: the encoder takes a capitalised word for a person or a place (without,
        10 points fewer of grocery's texts are told by their categories' names).

        Returns:
            float32, shape [len(category_ids), size], rows of length 1.
        """
        names = [tree.nodes[i].words for i in category_ids]
        flat = self.embed([name.lower() for group in names for name in group])
        ends = np.cumsum([len(group) for group in names])
        means = [part.mean(axis=0) for part in np.split(flat, ends[:-1])] if names else []
        result = np.array(means, np.float32).reshape(len(names), self._store.size)
        lengths = np.linalg.norm(result, axis=1, keepdims=True)
        unit: FloatArray = result / np.maximum(lengths, 1e-9)
        return unit


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
