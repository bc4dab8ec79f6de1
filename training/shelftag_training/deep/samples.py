"""What training will see of photos, for a person to look at."""

import numpy as np
from numpy.typing import NDArray

from shelftag_training.deep import augmentation
from shelftag_training.deep.learner import Learner
from shelftag_training.deep.randomness import Draws


def augmented_samples(learner: Learner, count: int) -> NDArray[np.uint8]:
    """Returns what training will see of some photos: uint8 [count, pixels, pixels, 3]."""
    tf, recipe = learner.tf, learner.recipe
    rows = np.random.default_rng(recipe.seed).permutation(learner.train)[:count]
    draw = Draws(tf, tf.constant([recipe.seed % 2**31, 0], tf.int32), len(rows))
    photos = tf.constant(learner.photos.read(rows))
    leaf = tf.constant(learner.targets.leaf[rows])
    changed = augmentation.augment(tf, photos, recipe.pixels, recipe.augmentation, draw)
    changed, _ = augmentation.mix(tf, changed, (leaf,), recipe.augmentation, draw)
    return np.asarray(tf.cast(changed, tf.uint8))
