"""Words to token ids, with the SentencePiece model that a bundle carries: a stranger's file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import BundleManifest
from shelftag_api.errors import ContractError
from shelftag_api.words import MAX_CHARACTERS, pad_tokens, sound_text
from shelftag_onnx.session import read_capped

MAX_TOKENIZER_BYTES = 16 << 20
"""Ours are under 1 MB; those of large language models stay below 8."""


class Tokenizer:
    """Makes the tensor ``token_ids``."""

    def __init__(self, processor: Any, length: int) -> None:
        self._processor = processor
        self._length = length

    def token_ids(self, texts: Sequence[str]) -> NDArray[np.int32]:
        """Cuts texts into tokens.

        Args:
            texts: Any number, any language, any length, not even sound Unicode.

        Returns:
            int32, shape [len(texts), length of the manifest]; 0 after the last token.
        """
        clean = [sound_text(text, MAX_CHARACTERS) for text in texts]
        return pad_tokens(self._processor.encode(clean) if clean else [], self._length)


def open_tokenizer(folder: Path, manifest: BundleManifest) -> Tokenizer | None:
    """Opens a bundle's tokenizer; None where it has none.

    Raises:
        ContractError: Missing, changed, too large (``contract.file_too_large``), or none that
            SentencePiece understands (``plugins.bad_tokenizer``).
    """
    described = manifest.tokenizer
    if described is None:
        return None
    from sentencepiece import SentencePieceProcessor

    file = described.file
    data = read_capped(folder, file, manifest.files[file], MAX_TOKENIZER_BYTES)
    try:
        processor = SentencePieceProcessor(model_proto=data, num_threads=1)
        processor.encode("a")
    except (RuntimeError, ValueError, IndexError) as error:
        raise ContractError("plugins.bad_tokenizer", file=file) from error
    return Tokenizer(processor, described.length)
