"""The real grocery photos and their embeddings, kept for later test runs."""

import time
from pathlib import Path

import numpy as np

from shelftag_api.encoder import read_encoder
from shelftag_training.encoders.encode import encode_photos

REPOSITORY = Path(__file__).resolve().parents[2]
GROCERY = REPOSITORY.parent / "shared" / "data" / "grocery"


def photos(split):
    lines = (GROCERY / f"{split}.txt").read_text().splitlines()
    return [line.split(",")[0].strip() for line in lines]


def embeddings(split, starter):
    """Embeddings of a split by the starter's encoder; two test processes may make them at once."""
    encoder_id = read_encoder(starter / "encoder", verify=False).id
    kept = REPOSITORY / ".cache" / f"grocery-{split}-{encoder_id[:12]}.npy"
    if not kept.exists():
        paths = [GROCERY / name for name in photos(split)]
        array, _ = encode_photos(paths, starter / "encoder", lambda done, failed: None)
        kept.parent.mkdir(exist_ok=True)
        growing = kept.with_name(f"{kept.stem}-{time.monotonic_ns()}.npy")
        np.save(growing, array)
        growing.replace(kept)
    return np.load(kept)
