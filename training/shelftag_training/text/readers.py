"""What each family makes of the examples: its tensors, its classes, its network."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from shelftag_training.deep.attributes import Attribute, make_attributes
from shelftag_training.heads.features import Scaling
from shelftag_training.text.examples import Floats, TextExamples
from shelftag_training.text.fitting import WHOLE, Schedule, Tensors, View
from shelftag_training.text.sentences import Sentences
from shelftag_training.text.tokenizer import ShopTokenizer, train_tokenizer

_SHARPNESS = 10.0
"""Cosine of words and name to logit: as the application weighs names for a head that cannot read
(`shelftag_api.bundle.Combination`)."""
_TEXT_DEVIATION = 0.005
"""Added to that of a sentence embedding's values; most deviate by 0.04."""


class Kind(StrEnum):
    """The models that read words alone."""

    USE = "use"
    LSTM = "lstm"
    TRANSFORMER = "transformer"


@dataclass(frozen=True)
class Reader:
    """A network that has learned nothing yet, and what it is to learn from.

    Attributes:
        network: Keras model from a dict of tensors to logits; those of further labels come last.
        views: The tensors, whole and with something hidden.
        classes: Category of each column; the labelled ones first.
        schedule: How to fit it.
        tokenizer: What made ``token_ids``, or None.
        text_encoder: Id of what made ``text_embedding``, or None.
        attributes: Further labels that the network itself tells.
    """

    network: Any
    views: Mapping[str, View]
    classes: tuple[UUID, ...]
    schedule: Schedule
    tokenizer: ShopTokenizer | None = None
    text_encoder: str | None = None
    attributes: tuple[Attribute, ...] = ()


def text_reader(kind: Kind, examples: TextExamples) -> Reader:
    """Makes the reader of a kind."""
    return _sentence_reader(examples) if kind is Kind.USE else _token_reader(kind, examples)


def _token_reader(kind: Kind, examples: TextExamples) -> Reader:
    """Reads token by token; knows the labelled categories only."""
    from shelftag_training.text.token_networks import (
        Vocabulary,
        lstm_network,
        transformer_network,
    )

    names = [" ".join(category.path) for category in examples.source.dataset.categories]
    tokenizer = train_tokenizer([*examples.texts, *names])
    vocabulary = Vocabulary(tokenizer.size, tokenizer.length)
    classes = examples.classes()
    attributes = make_attributes([row.attributes for row in examples.rows])
    columns = len(classes) + sum(len(item.values) for item in attributes)
    make = lstm_network if kind is Kind.LSTM else transformer_network
    return Reader(
        make(vocabulary, columns),
        {WHOLE: _whole({"token_ids": tokenizer.token_ids(examples.texts)})},
        classes,
        Schedule(20, 2e-3 if kind is Kind.LSTM else 1e-3),
        tokenizer=tokenizer,
        attributes=attributes,
    )


def _sentence_reader(examples: TextExamples) -> Reader:
    """Reads sentence embeddings; knows every category by its name."""
    from shelftag_training.text.sentence_networks import NamePrior, text_network

    said = examples.said
    assert said is not None  # from `load_texts`
    classes, names = _named_classes(examples, said)
    prior = NamePrior(names, len(examples.classes()), _SHARPNESS)
    return Reader(
        text_network(prior, _text_scaling(said.rows)),
        {WHOLE: _whole(_text_tensors(said.rows))},
        classes,
        Schedule(30, 2e-3),
        text_encoder=said.encoder,
    )


def fusion_reader(examples: TextExamples) -> Reader:
    """Reads photo and sentence embeddings; knows every category by its name."""
    from shelftag_training.text.sentence_networks import NamePrior, fusion_network

    said = examples.said
    assert examples.embeddings is not None  # both from `load_photos_and_texts`
    assert said is not None
    classes, names = _named_classes(examples, said)
    prior = NamePrior(names, len(examples.classes()), _SHARPNESS)
    seen = _filled(examples.embeddings)
    whole = _text_tensors(said.rows) | {
        "embedding": examples.embeddings,
        "has_photo": _flag(examples.embeddings),
    }
    photos = Scaling.of(examples.embeddings[seen])
    return Reader(
        fusion_network(prior, photos, _text_scaling(said.rows)),
        {
            WHOLE: _whole(whole),
            "photo": View(_without(whole, "text_embedding", "has_text"), np.flatnonzero(seen)),
            "text": View(
                _without(whole, "embedding", "has_photo"), np.flatnonzero(_filled(said.rows))
            ),
        },
        classes,
        Schedule(30, 1e-3, batch=64),
        text_encoder=said.encoder,
    )


def _named_classes(examples: TextExamples, said: Sentences) -> tuple[tuple[UUID, ...], Floats]:
    """The labelled categories, then all other leaves of the tree, with their names' embeddings."""
    tree = examples.source.dataset.categories
    parents = {category.path[:depth] for category in tree for depth in range(len(category.path))}
    labelled = examples.classes()
    others = [item.uuid for item in tree if item.path not in parents and item.uuid not in labelled]
    place = {category.uuid: index for index, category in enumerate(tree)}
    classes = (*labelled, *others)
    return classes, said.names[[place[item] for item in classes]]


def _text_scaling(vectors: Floats) -> Scaling:
    """Origin and unit of sentence embeddings, measured where something is said."""
    spoken = vectors[_filled(vectors)]
    return Scaling(spoken.mean(axis=0), spoken.std(axis=0) + np.float32(_TEXT_DEVIATION))


def _filled(vectors: Floats) -> NDArray[np.bool_]:
    """Which rows stand for something: those that are not all zeros."""
    return np.asarray(vectors.any(axis=1))


def _flag(vectors: Floats) -> Floats:
    """The same as a tensor: float32 [rows, 1]."""
    return _filled(vectors).astype(np.float32)[:, None]


def _text_tensors(vectors: Floats) -> dict[str, Floats]:
    """The tensors of sentence embeddings."""
    return {
        "text_embedding": vectors,
        "has_text": _flag(vectors),
    }


def _whole(inputs: Tensors) -> View:
    """All rows, with nothing hidden."""
    return View(inputs, np.arange(len(next(iter(inputs.values())))))


def _without(inputs: Tensors, *hidden: str) -> Tensors:
    """The tensors with some set to zero."""
    return {
        name: np.zeros_like(array) if name in hidden else array for name, array in inputs.items()
    }
