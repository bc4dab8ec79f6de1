"""Data for the trainer's tests: categories of a shop and embeddings that can be told apart."""

from collections.abc import Sequence
from uuid import UUID, uuid5

import numpy as np

from shelftag_api.bundle import BundleCategory

IDS = UUID(int=42)
SIZE = 1280


def category(name: str) -> BundleCategory:
    """A category of the shop's own."""
    return BundleCategory(uuid5(IDS, name), ("Shop", name))


def clusters(sizes: Sequence[int], *, spread: float = 0.5, seed: int = 1):
    """Embeddings of classes that can be told apart: float32 [rows, 1280], int labels [rows]."""
    random = np.random.default_rng(seed)
    labels = np.repeat(np.arange(len(sizes)), sizes)
    centres = random.gamma(0.5, 0.8, (len(sizes), SIZE))
    noise = random.gamma(0.5, 0.8, (len(labels), SIZE))
    return ((1 - spread) * centres[labels] + spread * noise).astype(np.float32), labels
