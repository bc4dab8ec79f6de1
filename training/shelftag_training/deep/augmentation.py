"""Random changes to training photos, as TensorFlow operations on whole batches.

All geometry is one projective transform per photo, which also brings it to the training size: one
pass over the pixels, by all cores.
"""

import math
from typing import Any

from shelftag_training.deep.randomness import Draws
from shelftag_training.deep.recipe import Augmentation

_GREY = 127.0


def augment(tf: Any, photos: Any, pixels: int, how: Augmentation, draw: Draws) -> Any:
    """Changes each photo of a batch in its own way.

    Args:
        tf: TensorFlow.
        photos: uint8 [batch, side, side, 3].
        pixels: Height and width of the result.
        how: Degrees.
        draw: Randomness.

    Returns:
        float32 [batch, pixels, pixels, 3], 0 to 255.
    """
    transforms = _transforms(tf, draw, float(photos.shape[1]), pixels, how)
    moved = tf.raw_ops.ImageProjectiveTransformV3(
        images=tf.cast(photos, tf.float32),
        transforms=transforms,
        output_shape=[pixels, pixels],
        interpolation="BILINEAR",
        fill_mode="REFLECT",
        fill_value=0.0,
    )
    moved.set_shape([photos.shape[0], pixels, pixels, 3])
    return _erased(tf, draw, _coloured(tf, draw, moved, how), how)


def _transforms(tf: Any, draw: Draws, side: float, pixels: int, how: Augmentation) -> Any:
    """Rows a0 a1 a2 b0 b1 b2 0 0 that map a pixel of the result to one of the photo."""
    scale = tf.sqrt(draw.uniform(1 - how.crop, 1))
    stretch = tf.exp(draw.uniform(-how.zoom / 2, how.zoom / 2))
    width = tf.minimum(scale * stretch, 1.0)
    height = tf.minimum(scale / stretch, 1.0)
    room_x = (1 - width) / 2 + how.shift
    room_y = (1 - height) / 2 + how.shift
    centre_x = side * (0.5 + draw.uniform(-1, 1) * room_x)
    centre_y = side * (0.5 + draw.uniform(-1, 1) * room_y)
    angle = draw.uniform(-how.rotation, how.rotation) * math.pi / 180
    lean = draw.uniform(-how.shear, how.shear)
    mirror = tf.where(draw.uniform(0, 1) < (0.5 if how.flip else -1.0), -1.0, 1.0)
    step = side / pixels
    a0 = mirror * width * step * tf.cos(angle)
    a1 = width * step * (lean - tf.sin(angle))
    b0 = mirror * height * step * tf.sin(angle)
    b1 = height * step * tf.cos(angle)
    half = (pixels - 1) / 2
    a2 = centre_x - 0.5 - (a0 + a1) * half
    b2 = centre_y - 0.5 - (b0 + b1) * half
    zero = tf.zeros_like(a0)
    return tf.stack([a0, a1, a2, b0, b1, b2, zero, zero], axis=1)


def _coloured(tf: Any, draw: Draws, photos: Any, how: Augmentation) -> Any:
    """Contrast, saturation, brightness and tint."""

    def factor(degree: float, *channels: int) -> Any:
        drawn = draw.uniform(1 - degree, 1 + degree, *(channels or (1,)))
        return drawn[:, None, None, :]

    mean = tf.reduce_mean(photos, [1, 2, 3], keepdims=True)
    photos = (photos - mean) * factor(how.contrast) + mean
    grey = tf.reduce_mean(photos, 3, keepdims=True)
    photos = grey + (photos - grey) * factor(how.colour)
    photos *= factor(how.brightness) * factor(how.colour / 3, 3)
    return tf.clip_by_value(photos, 0.0, 255.0)


def _erased(tf: Any, draw: Draws, photos: Any, how: Augmentation) -> Any:
    """Paints a grey rectangle, of 15 to 40 % of each side, over some of the photos."""
    if not how.erasing:
        return photos
    chosen = draw.uniform(0, 1) < how.erasing
    hole = _rectangle(tf, photos, draw.uniform(0, 1, 2), draw.uniform(0.15, 0.4, 2))
    return tf.where(hole & chosen[:, None, None, None], _GREY, photos)


def _rectangle(tf: Any, photos: Any, centre: Any, size: Any) -> Any:
    """Where a rectangle lies: bool [batch, height, width, 1]; centre and size as shares."""
    shape = tf.cast(tf.shape(photos)[1:3], tf.float32)

    def within(axis: int) -> Any:
        places = (tf.range(shape[axis]) + 0.5) / shape[axis]
        return tf.abs(places[None] - centre[:, axis, None]) < size[:, axis, None] / 2

    return (within(0)[:, :, None] & within(1)[:, None, :])[..., None]


def mix(tf: Any, photos: Any, targets: tuple[Any, ...], how: Augmentation, draw: Draws) -> Any:
    """Blends a batch with itself in reverse order, or pastes rectangles, in some of the batches.

    Pairs are made within a replica's share.

    Args:
        tf: TensorFlow.
        photos: float32 [batch, h, w, 3].
        targets: float32 [batch, any] each; mixed in the same proportion.
        how: Degrees.
        draw: Randomness.

    Returns:
        Photos and targets.
    """
    if not (how.mixup or how.cutmix):
        return photos, targets
    kind = draw.shared(0, 1)[0]
    share = draw.shared(0.6, 1.0)[0]
    side = draw.shared(0.3, 0.65)
    centre = draw.shared(0, 1, 2) * (1 - side) + side / 2
    others = photos[::-1]
    hole = _rectangle(tf, photos[:1], centre, tf.stack([side, side], axis=1))
    kept = 1 - tf.reduce_mean(tf.cast(hole, tf.float32))
    cases = [
        (kind < how.mixup, lambda: (photos * share + others * (1 - share), share)),
        (kind < how.mixup + how.cutmix, lambda: (tf.where(hole, others, photos), kept)),
    ]
    mixed, weight = tf.case(cases, default=lambda: (photos, tf.ones(())))
    return mixed, tuple(weight * item + (1 - weight) * item[::-1] for item in targets)
