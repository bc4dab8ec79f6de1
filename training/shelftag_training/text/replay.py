"""Products that an earlier version kept, beside new ones: `shelftag_training.heads.replay`."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from shelftag_training.heads.replay import (
    EMBEDDINGS,
    TEXT_EMBEDDINGS,
    Replay,
    check_encoder,
    joined,
    replay_files,
)
from shelftag_training.text.examples import TextExamples
from shelftag_training.text.sentences import with_further_names
from shelftag_training.text.tokenizer import ShopTokenizer

PER_CLASS = 150
"""Products of a class that a model of words keeps: embeddings of words are smaller than those of
photos, so that this takes no more room than `shelftag_training.heads.replay.PER_CLASS` photos."""


def kept_files(
    examples: TextExamples, per_class: int, tokenizer: ShopTokenizer | None
) -> Mapping[str, bytes]:
    """Returns the files of a bundle that hold a sample of its examples.

    Args:
        examples: What the version learned from.
        per_class: Products of a class that are kept at most; 0 keeps none.
        tokenizer: Of a model that reads token by token: what it cuts off is not kept.
    """
    arrays = {}
    if examples.embeddings is not None:
        arrays[EMBEDDINGS] = examples.embeddings
    if examples.said is not None:
        arrays[TEXT_EMBEDDINGS] = examples.said.rows
    words = tokenizer.as_read(examples.texts) if tokenizer else ()
    return replay_files(examples.rows, examples.weights, per_class, arrays, words)


def with_replay(examples: TextExamples, replay: Replay) -> TextExamples:
    """Adds the products that an earlier version kept to new ones: see `joined`.

    Raises:
        ShelftagError: The embeddings are another encoder's, or none were kept.
    """
    embeddings, said = examples.embeddings, examples.said
    whole, kept = joined(examples.source.dataset, replay)
    if embeddings is not None:
        check_encoder(replay.manifest.encoder, examples.encoder)
        looks = replay.array(EMBEDDINGS, embeddings.shape[1])
        embeddings = np.concatenate([embeddings, looks[kept]])
    if said is not None:
        check_encoder(replay.manifest.text_encoder, said.encoder)
        vectors = replay.array(TEXT_EMBEDDINGS, said.rows.shape[1])
        said = replace(said, rows=np.concatenate([said.rows, vectors[kept]]))
        said = with_further_names(said, whole.categories[len(said.names) :])
    rows = whole.rows[len(examples.source.dataset.rows) :]
    return replace(
        examples,
        source=replace(examples.source, dataset=whole),
        rows=(*examples.rows, *rows),
        texts=(*examples.texts, *(row.title for row in rows)),
        said=said,
        embeddings=embeddings,
        encoder=examples.encoder or replay.manifest.encoder,
        weights=np.concatenate([examples.weights, replay.weights[kept]]),
    )
