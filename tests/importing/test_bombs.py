"""Small files that claim, or unfold into, far too much: refused before they take the memory."""

import io
import subprocess
import sys
import zlib
from pathlib import Path
from struct import pack, pack_into

import pillow_heif
import pytest
from PIL import Image

pillow_heif.register_heif_opener()
GROWTH_KIB = 300_000
"""The largest picture that is decoded: 240 megapixels of grey, and what is made of them."""
TESTS = Path(__file__).parent.parent
DECODE = """
import sys
from pathlib import Path
from memory import peak_kib
from shelftag.importing.decode import UnreadablePhoto, decode

decode(Path(sys.argv[1]), size=(32, 32), resize="squash")
for path in map(Path, sys.argv[2:]):
    before = peak_kib()
    try:
        decode(path, size=(32, 32), resize="squash")
        said = "photo"
    except UnreadablePhoto as error:
        said = error.message_id
    print(said, peak_kib() - before)
"""
HUGE = 60_000


def saved(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((64, 48), 60).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


def edited(kind: str, mark: bytes, code: str, offset: int, *values: int) -> bytes:
    """A real picture whose size says something else; ``offset`` counts from the mark."""
    data = bytearray(saved(kind))
    pack_into(code, data, data.index(mark) + offset, *values)
    return bytes(data)


def tiff(width: int, height: int, strips: int, pixels: bytes, compression: int = 8) -> bytes:
    """A grey TIFF whose strips all are the same few bytes."""
    entries = [
        (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, compression),
        (262, 3, 1, 1), (277, 3, 1, 1), (278, 4, 1, max(1, height // strips)),
    ]  # fmt: skip
    body = b"II*\0" + pack("<I", 8 + len(pixels) + 8 * strips) + pixels
    body += pack("<I", 8) * strips + pack("<I", len(pixels)) * strips
    entries += [(273, 4, strips, 8 + len(pixels)), (279, 4, strips, 8 + len(pixels) + 4 * strips)]
    tags = b"".join(pack("<HHII", *entry) for entry in sorted(entries))
    return body + pack("<H", len(entries)) + tags + bytes(4)


def png(width: int, height: int, *, more: bytes = b"") -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + (chunk(b"zTXt", b"Comment\0\0" + more) if more else b"")
        + chunk(b"IDAT", zlib.compress(b"\0" * (width + 1) * min(height, 50)))
        + chunk(b"IEND", b"")
    )


BOMBS = {
    "a PNG of 3.6 gigapixels": lambda: png(HUGE, HUGE),
    "a PNG with 200 MB of text": lambda: png(40, 40, more=zlib.compress(bytes(200_000_000))),
    "a JPEG": lambda: edited("JPEG", b"\xff\xc0", ">HH", 5, HUGE, HUGE),
    "a GIF": lambda: edited("GIF", b"GIF8", "<HH", 6, 65535, 65535),
    "a GIF whose picture is larger than its screen": lambda: edited(
        "GIF", b"\x2c\0\0\0\0", "<HH", 5, 65535, 65535
    ),
    "a BMP": lambda: edited("BMP", b"BM", "<ii", 18, HUGE, HUGE),
    "a BMP upside down": lambda: edited("BMP", b"BM", "<ii", 18, HUGE, -HUGE),
    "a WebP": lambda: edited("WEBP", b"\x9d\x01\x2a", "<HH", 3, 16383, 16383),
    "an AVIF": lambda: edited("AVIF", b"ispe", ">II", 8, HUGE, HUGE),
    "a HEIC": lambda: edited("HEIF", b"ispe", ">II", 8, HUGE, HUGE),
    "a TIFF": lambda: tiff(HUGE, HUGE, 1, zlib.compress(bytes(1000))),
    "a TIFF of 60,000 strips": lambda: tiff(4000, HUGE, HUGE, zlib.compress(bytes(4000)) + b"x"),
    "a TIFF strip that unfolds into 200 MB": lambda: tiff(
        100, 100, 1, zlib.compress(bytes(200_000_000))
    ),
    "a TIFF that counts to four billion": lambda: edited(
        "TIFF", pack("<HH", 273, 4), "<I", 4, 2**32 - 1
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> dict[str, tuple[str, int]]:
    """What became of each bomb, and by how much it raised the peak of the process's memory."""
    folder = tmp_path_factory.mktemp("bombs")
    (folder / "first.png").write_bytes(saved("PNG"))
    paths = [folder / str(number) for number in range(len(BOMBS))]
    for path, bomb in zip(paths, BOMBS.values(), strict=True):
        path.write_bytes(bomb())
        assert path.stat().st_size < 1_000_000
    done = subprocess.run(
        [sys.executable, "-c", DECODE, folder / "first.png", *paths],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=TESTS,
    )
    assert done.returncode == 0, done.stderr
    lines = (line.split() for line in done.stdout.splitlines())
    return {name: (said, int(grown)) for name, (said, grown) in zip(BOMBS, lines, strict=True)}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_or_harmless(outcomes, name):
    said, grown = outcomes[name]
    assert said.startswith("importing.") or name == "a TIFF of 60,000 strips"
    assert grown < GROWTH_KIB
