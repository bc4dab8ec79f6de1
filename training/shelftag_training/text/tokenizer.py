"""Cuts words of any language into tokens, with a vocabulary learned from the shop's own words.

SentencePiece's unigram model (Kudo, "Subword Regularization", 2018) needs no spaces between words,
so Chinese, Japanese and Thai are cut like German; what it has never seen falls back to bytes. Texts
are normalised by NFKC and folded to small letters inside the model.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_api.words import MAX_CHARACTERS, pad_tokens, sound_text

FILE = "tokenizer.model"
_BYTES_AND_MARKS = 320
"""256 bytes, the special pieces, and some room."""
_LARGEST_VOCABULARY = 8_000
_SHORTEST, _LONGEST = 8, 96
_COVERED = 98
"""Percentile of the lengths of texts that fit without being cut."""


@dataclass(frozen=True)
class ShopTokenizer:
    """A trained tokenizer.

    Attributes:
        model: SentencePiece's own format.
        length: Tokens of a text; longer ones are cut.
        processor: SentencePiece, on that model.
    """

    model: bytes
    length: int
    processor: Any = field(repr=False)

    @property
    def size(self) -> int:
        """Ids lie below this; 0 pads."""
        return int(self.processor.vocab_size())

    def token_ids(self, texts: Sequence[str]) -> NDArray[np.int32]:
        """Cuts texts: int32 [texts, length], 0 after the last token."""
        clean = [sound_text(text, MAX_CHARACTERS) for text in texts]
        return pad_tokens(self.processor.encode(clean) if clean else [], self.length)

    def as_read(self, texts: Sequence[str]) -> list[str]:
        """Texts as the model reads them: normalised, without what is cut off."""
        rows = (ids[ids > 0].tolist() for ids in self.token_ids(texts))
        return [str(self.processor.decode(ids)) for ids in rows]


def train_tokenizer(texts: Sequence[str]) -> ShopTokenizer:
    """Learns a vocabulary; the same texts give the same one.

    Args:
        texts: Titles, descriptions, names of categories. At least one must not be empty.

    Returns:
        A tokenizer whose vocabulary has about one piece for every two different words: with few
        texts mostly letters and syllables, which is what can be learned from few.
    """
    from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

    clean = [sound_text(text, MAX_CHARACTERS) for text in texts if text]
    letters = len(set("".join(clean)))
    words = len({word for text in clean for word in text.split()})
    written = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(clean),
        model_writer=written,
        model_type="unigram",
        vocab_size=min(_BYTES_AND_MARKS + letters + words // 2, _LARGEST_VOCABULARY),
        hard_vocab_limit=False,
        byte_fallback=True,
        normalization_rule_name="nmt_nfkc_cf",
        pad_id=0,
        unk_id=1,
        bos_id=-1,
        eos_id=-1,
        max_sentence_length=4 * MAX_CHARACTERS + 1,
        num_threads=1,
        minloglevel=2,
    )
    processor = SentencePieceProcessor(model_proto=written.getvalue(), num_threads=1)
    lengths = [len(ids) for ids in processor.encode(clean)]
    length = int(np.clip(np.percentile(lengths, _COVERED), _SHORTEST, _LONGEST))
    return ShopTokenizer(written.getvalue(), length, processor)
