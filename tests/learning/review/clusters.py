"""Drawn products that lie in clusters, each a category."""

import numpy as np

from shelftag.learning.review.beliefs import Beliefs, strongest
from shelftag.learning.review.looks import look_space


def clusters(count: int, each: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Returns looks, float32 [count × each, size], and categories, int64 [count × each]."""
    random = np.random.default_rng(seed)
    centres = random.gamma(0.4, 1.0, (count, 64))
    truth = np.repeat(np.arange(count), each)
    noise = random.gamma(0.4, 1.0, (len(truth), 64))
    embeddings = (0.93 * centres[truth] + 0.07 * noise).astype(np.float32)
    return look_space(embeddings), truth


def said(truth: np.ndarray, share: float, count: int) -> Beliefs:
    """A model that gives each product its category with a probability, the others the rest."""
    shares = np.full((len(truth), count), (1 - share) / max(count - 1, 1), np.float32)
    shares[np.arange(len(truth)), truth] = share
    return strongest(np.arange(count), shares)
