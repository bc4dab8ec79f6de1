"""What a camera wrote beside the pixels: how the photo is held, and when it was taken."""

import logging
import re
from datetime import datetime

from PIL import ExifTags, Image

_log = logging.getLogger(__name__)


def orientation_and_time(image: Image.Image) -> tuple[int, str | None]:
    """Returns the orientation (1–8) and the time of taking; broken EXIF counts as none."""
    try:
        exif = image.getexif()
        orientation = exif.get(ExifTags.Base.Orientation, 1)
        taken_at = _taken_at(exif)
    except Exception:  # whatever a camera's damaged EXIF makes Pillow raise
        _log.debug("cannot read EXIF", exc_info=True)
        return 1, None
    return (orientation if orientation in range(1, 9) else 1), taken_at


def taken_at_raw(data: bytes) -> str | None:
    """Returns the time of taking of a RAW file that is built like a TIFF: so is EXIF."""
    exif = Image.Exif()
    try:
        exif.load(data)
        return _taken_at(exif)
    except Exception:  # whatever a camera's damaged EXIF makes Pillow raise
        _log.debug("cannot read EXIF", exc_info=True)
        return None


def _taken_at(exif: Image.Exif) -> str | None:
    details = exif.get_ifd(ExifTags.IFD.Exif)
    return _moment(
        details.get(ExifTags.Base.DateTimeOriginal), details.get(ExifTags.Base.OffsetTimeOriginal)
    )


def _moment(moment: object, offset: object) -> str | None:
    try:
        taken = datetime.strptime(str(moment)[:19], "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None
    zone = str(offset)
    return taken.isoformat() + (zone if re.fullmatch(r"[+-]\d\d:\d\d", zone) else "")
