"""Brings pictures of all modes and colour profiles to sRGB, on white where they are transparent."""

import io
import logging
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

_log = logging.getLogger(__name__)
_WHITE = (255, 255, 255)


def resizable(image: Image.Image) -> Image.Image:
    """Brings rare modes to one that can be scaled: L, RGB, RGBA, CMYK, YCbCr or LAB."""
    if image.mode.startswith(("I", "F")):
        return Image.fromarray(_to_bytes(image))
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in ("L", "RGB", "CMYK", "YCbCr", "LAB") else image.convert("RGB")


def _to_bytes(image: Image.Image) -> NDArray[np.uint8]:
    """Brings 16-bit, 32-bit and floating point greys to 0–255; Pillow would clip them."""
    grey: NDArray[Any] = np.asarray(image)
    if image.mode.startswith("I;16"):
        return np.asarray(grey >> 8, np.uint8)
    low, high = float(np.nanmin(grey)), float(np.nanmax(grey))
    if image.mode == "F" and 0.0 <= low <= high <= 1.0:
        low, high = 0.0, 1.0
    elif low >= 0:
        low, high = 0.0, next((top for top in (255.0, 65535.0) if high <= top), high)
    scaled = (np.nan_to_num(grey.astype(np.float32)) - low) * (255.0 / max(high - low, 1e-9))
    return np.asarray(np.clip(scaled, 0, 255), np.uint8)


def to_srgb(image: Image.Image, profile: object) -> Image.Image:
    """Brings a (small) image to sRGB on white. A profile that does not fit is disregarded."""
    if image.mode == "RGBA":
        flat = Image.new("RGB", image.size, _WHITE)
        flat.paste(image, mask=image.getchannel("A"))
        image = flat
    if image.mode == "LAB" or (isinstance(profile, bytes) and image.mode in ("RGB", "CMYK")):
        try:
            transform = _transform(profile if isinstance(profile, bytes) else b"", image.mode)
            changed = transform and ImageCms.applyTransform(image, transform)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            _log.debug("cannot apply the colour profile", exc_info=True)
        else:
            image = changed or image
    return image if image.mode == "RGB" else image.convert("RGB")


@lru_cache(maxsize=16)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """Builds the way from a profile to sRGB; None where it is sRGB already."""
    if mode == "LAB":
        source: Any = ImageCms.createProfile("LAB")
    else:
        source = ImageCms.getOpenProfile(io.BytesIO(profile))
        if mode == "RGB" and "sRGB" in ImageCms.getProfileDescription(source):
            return None
    return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
