"""Files that are broken, hostile or no photos: each gets its reason, none stops the import."""

import io
import os
import struct
import tracemalloc
import zlib

import pillow_heif
import pytest
from PIL import Image

from shelftag.importing.decode import DecodeLimits, UnreadablePhoto, decode
from shelftag_resources.messages import LANGUAGES, message_ids, render_error

pillow_heif.register_heif_opener()
# pytest takes back the filters with which `decode` hushes Pillow.
pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
]


def reason(path, **options):
    """The message id that a file is refused with; its sentence is checked on the way."""
    with pytest.raises(UnreadablePhoto) as caught:
        decode(path, **{"size": (64, 64), "resize": "squash"} | options)
    for language in LANGUAGES:
        assert caught.value.message_id in message_ids(language)
        assert "{" not in render_error(caught.value, language)
    return caught.value.message_id


def png_header(width, height):
    """A PNG of 60 bytes that claims a size."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


def test_empty(tmp_path):
    (tmp_path / "a.jpg").touch()
    assert reason(tmp_path / "a.jpg") == "importing.empty_file"


@pytest.mark.parametrize("text", [b"Dear customer,\n", b"<html>", b"\0" * 5000, b"x"])
def test_no_picture(tmp_path, text):
    (tmp_path / "a.jpg").write_bytes(text)
    assert reason(tmp_path / "a.jpg") == "importing.not_a_picture"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"8BPS\0\1", "Photoshop"),
        (b"%PDF-1.7", "PDF"),
        (b"\0\0\0\x18ftypcrx ", "RAW"),
        (b"\0\0\0\x18ftypisom", "video"),
        (b"\xff\x0a\xfa", "JPEG XL"),
        (b'<?xml version="1.0"?>\n<svg xmlns="">', "SVG"),
    ],
)
def test_pictures_of_other_kinds_are_named(tmp_path, head, kind):
    (tmp_path / "a.jpg").write_bytes(head + bytes(200))
    with pytest.raises(UnreadablePhoto) as caught:
        decode(tmp_path / "a.jpg", size=(64, 64), resize="squash")
    assert caught.value.message_id == "importing.unsupported"
    assert caught.value.params["kind"] == kind


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF", "TIFF", "BMP", "GIF"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_cut_in_half(tmp_path, kind, share):
    buffer = io.BytesIO()
    Image.effect_noise((400, 300), 60).convert("RGB").save(buffer, kind)
    whole = buffer.getvalue()
    (tmp_path / "a.jpg").write_bytes(whole[: max(16, int(len(whole) * share))])
    assert reason(tmp_path / "a.jpg") == "importing.truncated"


def test_a_large_jpeg_cut_in_half(tmp_path):
    buffer = io.BytesIO()
    Image.effect_noise((3000, 2000), 60).save(buffer, "JPEG")
    (tmp_path / "a.jpg").write_bytes(buffer.getvalue()[: len(buffer.getvalue()) // 2])
    assert reason(tmp_path / "a.jpg") == "importing.truncated"


@pytest.mark.parametrize("side", [60_000, 20_000, 16_000])
def test_a_picture_that_claims_too_many_pixels_takes_no_memory(tmp_path, side):
    (tmp_path / "a.png").write_bytes(png_header(side, side))
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    assert reason(tmp_path / "a.png") == "importing.too_many_pixels"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KiB


def test_limits_can_be_set(tmp_path):
    Image.new("RGB", (300, 200)).save(tmp_path / "a.png")
    many = reason(tmp_path / "a.png", limits=DecodeLimits(max_pixels=59_999))
    large = reason(tmp_path / "a.png", limits=DecodeLimits(max_bytes=100))
    assert (many, large) == ("importing.too_many_pixels", "importing.too_large_file")


def test_missing_folder_pipe(tmp_path):
    assert reason(tmp_path / "gone.jpg") == "importing.unreadable"
    assert reason(tmp_path) == "importing.unreadable"
    assert reason(tmp_path / "nul\0.jpg") == "importing.unreadable"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.jpg")  # opening it would wait for ever
        assert reason(tmp_path / "pipe.jpg") == "importing.unreadable"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_no_permission(tmp_path):
    Image.new("RGB", (30, 20)).save(tmp_path / "a.png")
    (tmp_path / "a.png").chmod(0)
    assert reason(tmp_path / "a.png") == "importing.unreadable"
