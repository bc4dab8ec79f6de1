"""Labelled products as models that read see them: words, and photos where there are some."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from shelftag_api.dataset import ENCODER, DatasetRow
from shelftag_api.encoder import read_encoder
from shelftag_api.errors import ShelftagError
from shelftag_api.words import join_words
from shelftag_training.data.examples import labelled_source, photo_embeddings
from shelftag_training.data.sources import Source
from shelftag_training.running.reporting import Reporter
from shelftag_training.text.sentences import Sentences, sentences

Floats = NDArray[np.float32]
Labels = NDArray[np.int64]


@dataclass(frozen=True)
class TextExamples:
    """Labelled rows with their words.

    Attributes:
        source: Where they come from.
        rows: The rows that are used.
        texts: What is said about each row's product; empty where nothing is, or where an earlier
            version kept its embedding alone.
        said: The words' embeddings; None where words are read token by token.
        embeddings: float32 [rows, embedding size], a row of zeros where there is no photo; None
            where photos are not looked at.
        encoder: Id of the encoder that the bundle belongs to; empty where none is known.
        skipped: File names or titles of the rows left out.
        weights: float32 [rows]: how many products or photos each stands for.
    """

    source: Source
    rows: tuple[DatasetRow, ...]
    texts: tuple[str, ...]
    said: Sentences | None
    embeddings: Floats | None
    encoder: str
    skipped: tuple[str, ...]
    weights: Floats

    def classes(self) -> tuple[UUID, ...]:
        """Returns the labelled categories, in the order of the tree.

        Raises:
            ShelftagError: There is only one, so there is nothing to tell apart.
        """
        labelled = {row.category_uuid for row in self.rows}
        tree = [category.uuid for category in self.source.dataset.categories]
        if len(labelled) < 2:
            raise ShelftagError("training.one_class", category=" > ".join(self.rows[0].category))
        return tuple(item for item in tree if item in labelled)

    def labels(self, classes: tuple[UUID, ...]) -> Labels:
        """Column of each row's category."""
        column = {category: index for index, category in enumerate(classes)}
        return np.array([column[row.category_uuid] for row in self.rows], np.int64)


def load_texts(given: Path | Source, encoder: Path | None, *, embedded: bool) -> TextExamples:
    """Reads the words of a source, one row a product.

    Args:
        given: Labelled products, or where they are.
        encoder: Folder of the encoder that the application uses, or None: the source's own.
        embedded: Whether the words' embeddings are wanted.

    Raises:
        ShelftagError: No product has words (``training.no_words``), the source is unsound, or there
            is no text encoder.
    """
    source = labelled_source(given)
    texts = _texts(source)
    first: dict[str, int] = {}
    for place, row in enumerate(source.dataset.rows):
        if texts[place]:
            first.setdefault(row.product, place)
    own = encoder or source.part(ENCODER)
    known = read_encoder(own).id if own else source.dataset.encoder or ""
    silent = [row for row, text in zip(source.dataset.rows, texts, strict=True) if not text]
    return _chosen(source, texts, list(first.values()), None, known, silent, embedded=embedded)


def load_photos_and_texts(
    given: Path | Source, encoder: Path | None, reporter: Reporter
) -> TextExamples:
    """Reads photos and words of a source, one row a photo; a row may lack one of the two.

    Raises:
        ShelftagError: No product has words, no photo can be read, the source is unsound, or there
            is no text encoder.
    """
    source = labelled_source(given)
    texts = _texts(source)
    embeddings, known = photo_embeddings(source, encoder, reporter)
    seen: NDArray[np.bool_] = np.asarray(np.isfinite(embeddings).all(axis=1))
    if not seen.any():
        raise ShelftagError("training.no_photos", folder=str(source.path))
    embeddings[~seen] = 0
    places = [place for place, text in enumerate(texts) if seen[place] or text]
    rows = source.dataset.rows
    unread = [row for row, good in zip(rows, seen, strict=True) if row.file_name and not good]
    return _chosen(source, texts, places, embeddings, known, unread, embedded=True)


def _texts(source: Source) -> list[str]:
    """The words of each row."""
    return [join_words((row.title, row.description)) for row in source.dataset.rows]


def _chosen(
    source: Source,
    texts: list[str],
    places: list[int],
    embeddings: Floats | None,
    encoder: str,
    skipped: list[DatasetRow],
    *,
    embedded: bool,
) -> TextExamples:
    """The examples at some places of a source."""
    if not any(texts):
        raise ShelftagError("training.no_words", folder=str(source.path))
    rows, chosen = source.dataset.rows, tuple(texts[place] for place in places)
    return TextExamples(
        source,
        tuple(rows[place] for place in places),
        chosen,
        sentences(source, places, chosen) if embedded else None,
        None if embeddings is None else embeddings[places],
        encoder,
        (*(row.file_name or row.title or row.product for row in skipped), *source.missing),
        np.ones(len(places), np.float32),
    )
