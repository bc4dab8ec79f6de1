"""Damages real pictures in every way and decodes them: run as a process that may die of it.

``python fuzz_pictures.py KIND COUNT`` prints each mutation's number before it is tried, so that the
last one printed is the guilty one, and at the end how much memory was needed at most. A hang ends
the process with a traceback.
"""

import faulthandler
import io
import random
import struct
import sys
import tempfile
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image, ImageCms

from memory import peak_kib
from raw_files import write_dng
from shelftag.importing.decode import UnreadablePhoto, decode
from shelftag_resources.messages import message_ids

HANG_SECONDS = 120
NUMBERS = (0, 1, 2, 255, 32767, 65535, 2**31 - 1, 2**31, 2**32 - 1)
pillow_heif.register_heif_opener()


def picture() -> Image.Image:
    """Something with edges, surfaces and noise, small enough to be decoded thousands of times."""
    image = Image.effect_noise((96, 72), 60).convert("RGB")
    image.paste((200, 40, 40), (10, 10, 60, 50))
    return image


def extras() -> dict[str, bytes]:
    """EXIF that turns the picture, and a colour profile: more for a parser to stumble over."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = "2024:01:31 12:01:02"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    return {"exif": exif.tobytes(), "icc_profile": profile.tobytes().replace(b"sRGB", b"RGBs")}


def saved(kind: str, image: Image.Image | None = None, **options: object) -> bytes:
    buffer = io.BytesIO()
    (image or picture()).save(buffer, kind, **options)
    return buffer.getvalue()


def dng(preview: Image.Image | None) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = write_dng(Path(folder) / "a.dng", picture(), preview=preview, orientation=6)
        return path.read_bytes()


SPECIMENS: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: saved("JPEG", **extras()),
    "progressive": lambda: saved("JPEG", progressive=True, **extras()),
    "cmyk": lambda: saved("JPEG", picture().convert("CMYK")),
    "mpo": lambda: saved("MPO", save_all=True, append_images=[picture()], exif=extras()["exif"]),
    "png": lambda: saved("PNG", picture().convert("RGBA"), **extras()),
    "palette": lambda: saved("PNG", picture().quantize(16), transparency=3),
    "grey16": lambda: saved(
        "PNG", Image.fromarray(np.asarray(picture())[:, :, 0] * np.uint16(257))
    ),
    "webp": lambda: saved("WEBP", **extras()),
    "lossless": lambda: saved("WEBP", picture().convert("RGBA"), lossless=True),
    "heif": lambda: saved("HEIF", **extras()),
    "avif": lambda: saved("AVIF", **extras()),
    "tiff": lambda: saved("TIFF", **extras()),
    "lzw": lambda: saved("TIFF", compression="tiff_lzw"),
    "tiffjpeg": lambda: saved("TIFF", compression="jpeg"),
    "bmp": lambda: saved("BMP"),
    "gif": lambda: saved("GIF", save_all=True, append_images=[picture()]),
    "raw": lambda: dng(None),
    "rawpreview": lambda: dng(picture().resize((640, 480))),
}
"""Every kind of file that is read, by the name of its specimen."""


def mutated(whole: bytes, dice: random.Random) -> bytes:
    """One to six sorts of damage; half of it in the header, where parsers break."""
    data = bytearray(whole)
    for _ in range(dice.choice((1, 1, 2, 3, 6))):
        if not data:
            break
        dice.choice(DAMAGES)(data, dice)
    return bytes(with_checksums(data) if dice.random() < 0.8 else data)


def place(data: bytearray, dice: random.Random) -> int:
    """Somewhere in the header, in EXIF or colour profile where there are such, or anywhere."""
    marks = [data.find(mark) for mark in (b"Exif\0\0", b"acsp", b"ICC_PROFILE", b"iprp", b"ispe")]
    starts = [mark for mark in marks if mark >= 0]
    if starts and dice.random() < 0.3:
        return min(dice.choice(starts) + dice.randrange(80), len(data) - 1)
    return dice.randrange(min(len(data), 400) if dice.random() < 0.5 else len(data))


def flip_bits(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 12)):
        data[place(data, dice)] ^= 1 << dice.randrange(8)


def cut_off(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(len(data)) :]


def drop(data: bytearray, dice: random.Random) -> None:
    start = place(data, dice)
    del data[start : start + dice.randint(1, 40)]


def repeat(data: bytearray, dice: random.Random) -> None:
    start = place(data, dice)
    data[start:start] = data[start : start + dice.randint(1, 200)] * dice.randint(1, 4)


def overwrite(data: bytearray, dice: random.Random) -> None:
    start, length = place(data, dice), dice.randint(1, 40)
    data[start : start + length] = dice.choice((b"\0", b"\xff", b"\x80")) * length


def edit_number(data: bytearray, dice: random.Random) -> None:
    """Sizes, lengths, counts and offsets: 16 or 32 bits, in either byte order."""
    code = dice.choice((">H", "<H", ">I", "<I"))
    start = place(data, dice) & ~dice.choice((0, 1, 3))
    if start + struct.calcsize(code) <= len(data):
        number = dice.choice(NUMBERS) if dice.random() < 0.7 else dice.randrange(1 << 32)
        struct.pack_into(code, data, start, number % (1 << 8 * struct.calcsize(code)))


def swap(data: bytearray, dice: random.Random) -> None:
    """Chunks, segments and boxes change places."""
    one, other = sorted((place(data, dice), place(data, dice)))
    length = min(dice.randint(4, 120), other - one, len(data) - other)
    first = data[one : one + length]
    data[one : one + length] = data[other : other + length]
    data[other : other + length] = first


def append(data: bytearray, dice: random.Random) -> None:
    data += dice.randbytes(dice.randint(1, 3000))


def insert_rubbish(data: bytearray, dice: random.Random) -> None:
    start = place(data, dice)
    data[start:start] = dice.randbytes(dice.randint(1, 60))


DAMAGES = (
    flip_bits, flip_bits, cut_off, drop, repeat, overwrite, edit_number, edit_number, swap, append,
    insert_rubbish,
)  # fmt: skip


def with_checksums(data: bytearray) -> bytearray:
    """Makes the checksums of a PNG right again, or little damage would get past them."""
    if data[:4] != b"\x89PNG":
        return data
    at = 8
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        end = at + 8 + length
        if end + 4 > len(data):
            break
        struct.pack_into(">I", data, end, zlib.crc32(data[at + 4 : end]))
        at = end + 4
    return data


def main(kind: str, count: int) -> None:
    """Tries so many mutations of one kind."""
    warnings.simplefilter("ignore")
    whole, known = SPECIMENS[kind](), message_ids()
    outcomes = {"photo": 0, "unreadable": 0}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jpg"
        path.write_bytes(whole)
        decode(path, size=(32, 32), resize="squash")
        before = peak_kib()
        for number in range(count):
            print(number, flush=True)
            faulthandler.dump_traceback_later(HANG_SECONDS, exit=True)
            path.write_bytes(mutated(whole, random.Random(f"{kind} {number}")))
            try:
                photo = decode(path, size=(32, 32), resize="squash")
            except UnreadablePhoto as error:
                assert error.message_id in known
                outcomes["unreadable"] += 1
            else:
                assert photo.pixels.shape == (32, 32, 3)
                with Image.open(io.BytesIO(photo.thumbnail)) as thumbnail:
                    thumbnail.load()
                outcomes["photo"] += 1
            faulthandler.cancel_dump_traceback_later()
    grown = peak_kib() - before
    print("done", outcomes["photo"], outcomes["unreadable"], grown)


if __name__ == "__main__":
    faulthandler.enable()
    main(sys.argv[1], int(sys.argv[2]))
