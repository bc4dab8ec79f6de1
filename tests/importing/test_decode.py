"""Every kind of photo that phones, cameras and shops make comes out upright, in sRGB, on white."""

import hashlib
import io
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms, ImageDraw, features

from raw_files import write_dng
from shelftag.importing.decode import DecodedPhoto, UnreadablePhoto, decode

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 170, 30), (30, 30, 220), (255, 255, 255)
pillow_heif.register_heif_opener()


def read(path, **options) -> DecodedPhoto:
    return decode(path, **{"size": (64, 48), "resize": "squash"} | options)


def quarters(pixels):
    """The colours in the middle of the four quarters, row by row."""
    height, width = pixels.shape[:2]
    return [
        tuple(int(v) for v in pixels[int(height * y), int(width * x)])
        for y in (0.25, 0.75)
        for x in (0.25, 0.75)
    ]


def close(found, wanted, tolerance=14):
    return np.abs(np.array(found, int) - np.array(wanted, int)).max() <= tolerance


@pytest.mark.parametrize(
    ("name", "options", "kind"),
    [
        ("a.jpg", {"quality": 95}, "JPEG"),
        ("a.jpg", {"quality": 95, "progressive": True}, "JPEG"),
        ("a.png", {}, "PNG"),
        ("a.webp", {"quality": 95}, "WEBP"),
        ("a.webp", {"lossless": True}, "WEBP"),
        ("a.heic", {"quality": 95}, "HEIF"),
        ("a.avif", {"quality": 95}, "AVIF"),
        ("a.tif", {}, "TIFF"),
        ("a.tiff", {"compression": "tiff_lzw"}, "TIFF"),
        ("a.bmp", {}, "BMP"),
        ("a.gif", {}, "GIF"),
    ],
)
def test_every_format(tmp_path, corners, name, options, kind):
    if kind == "AVIF" and not features.check("avif"):
        pytest.skip("this Pillow has no AVIF")
    path = tmp_path / name
    corners(640, 400).save(path, **options)
    photo = read(path)
    assert (photo.width, photo.height, photo.format) == (640, 400, kind)
    assert (photo.byte_size, photo.sha256) == (
        path.stat().st_size,
        hashlib.sha256(path.read_bytes()).hexdigest(),
    )
    assert photo.pixels.shape == (48, 64, 3)
    assert photo.pixels.dtype == np.uint8
    assert close(quarters(photo.pixels), [RED, GREEN, BLUE, WHITE])
    thumbnail = Image.open(io.BytesIO(photo.thumbnail))
    assert (thumbnail.format, thumbnail.size) == ("JPEG", (512, 320))
    assert close(quarters(np.asarray(thumbnail)), [RED, GREEN, BLUE, WHITE])


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif", "a.avif"])
def test_photos_are_turned_upright(tmp_path, corners, name, orientation):
    """The stored pixels are those that a camera held that way would have written."""
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Pillow's number of the inverse
    stored = corners(320, 200)
    if orientation > 1:
        stored = stored.transpose(Image.Transpose(back[orientation]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / name, exif=exif, quality=95)
    photo = read(tmp_path / name)
    assert (photo.width, photo.height) == (320, 200)
    assert close(quarters(photo.pixels), [RED, GREEN, BLUE, WHITE])
    thumbnail = Image.open(io.BytesIO(photo.thumbnail))
    assert thumbnail.size == (320, 200)
    assert close(quarters(np.asarray(thumbnail)), [RED, GREEN, BLUE, WHITE])


def test_a_heic_is_turned_once(tmp_path, corners):
    exif = Image.Exif()
    exif[0x0112] = 6
    corners(320, 200).transpose(Image.Transpose.ROTATE_90).save(
        tmp_path / "a.heic", exif=exif.tobytes(), quality=95
    )
    assert b"irot" in (tmp_path / "a.heic").read_bytes()
    photo = read(tmp_path / "a.heic")
    assert (photo.width, photo.height) == (320, 200)
    assert close(quarters(photo.pixels), [RED, GREEN, BLUE, WHITE])


def test_a_large_jpeg_held_upright(tmp_path, corners):
    exif = Image.Exif()
    exif[0x0112] = 6
    corners(3000, 4000).transpose(Image.Transpose.ROTATE_90).save(tmp_path / "a.jpg", exif=exif)
    photo = read(tmp_path / "a.jpg")
    assert (photo.width, photo.height) == (3000, 4000)
    assert close(quarters(photo.pixels), [RED, GREEN, BLUE, WHITE])
    width, height = Image.open(io.BytesIO(photo.thumbnail)).size
    assert 461 <= height <= 512
    assert abs(width / height - 0.75) < 0.01


@pytest.mark.parametrize("size", [(64, 48), (64, 64), (300, 300), (48, 64)])
def test_crop_keeps_the_centre_and_squash_the_whole(tmp_path, size):
    image = Image.new("RGB", (900, 300), RED)
    image.paste(WHITE, (300, 0, 600, 300))
    image.save(tmp_path / "a.png")
    cropped = read(tmp_path / "a.png", size=size, resize="crop").pixels
    squashed = read(tmp_path / "a.png", size=size, resize="squash").pixels
    assert cropped.shape == squashed.shape == (size[1], size[0], 3)
    middle = size[1] // 2
    assert close(squashed[middle, 2], RED)
    assert close(squashed[middle, size[0] // 2], WHITE)
    assert close(cropped[middle, 4], WHITE if size != (64, 48) else RED)


@pytest.mark.parametrize("size", [(1, 1), (5000, 3), (3, 5000), (513, 512)])
def test_odd_sizes(tmp_path, size):
    Image.new("RGB", size, GREEN).save(tmp_path / "a.jpg")
    photo = read(tmp_path / "a.jpg", size=(260, 260))
    assert (photo.width, photo.height) == size
    assert photo.pixels.shape == (260, 260, 3)
    assert close(photo.pixels[130, 130], GREEN)
    assert max(Image.open(io.BytesIO(photo.thumbnail)).size) <= 512


def test_cmyk(tmp_path, corners):
    corners().convert("CMYK").save(tmp_path / "a.jpg", quality=95)
    assert close(quarters(read(tmp_path / "a.jpg").pixels), [RED, GREEN, BLUE, WHITE], 25)


def test_grey_jpeg(tmp_path):
    Image.new("L", (2000, 1500), 90).save(tmp_path / "a.jpg")
    assert close(read(tmp_path / "a.jpg").pixels[5, 5], (90, 90, 90))


def png_of_sixteen_bits(rows):
    """A 16-bit RGB PNG, which Pillow reads but does not write; rows: uint16, [height, width, 3]."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    lines = b"".join(b"\0" + row.astype(">u2").tobytes() for row in rows)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", rows.shape[1], rows.shape[0], 16, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


def tiff_of_sixteen_bits(rows):
    """A 16-bit RGB TIFF, likewise."""
    height, width = rows.shape[:2]
    pixels = rows.astype("<u2").tobytes()
    tags = [
        (256, 4, 1, width), (257, 4, 1, height), (258, 3, 3, 8), (259, 3, 1, 1), (262, 3, 1, 2),
        (273, 4, 1, 14), (277, 3, 1, 3), (278, 4, 1, height), (279, 4, 1, len(pixels)),
    ]  # fmt: skip
    head = b"II*\0" + struct.pack("<I", 14 + len(pixels)) + struct.pack("<3H", 16, 16, 16)
    folder = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return head + pixels + struct.pack("<H", len(tags)) + folder + bytes(4)


@pytest.mark.parametrize("write", [png_of_sixteen_bits, tiff_of_sixteen_bits])
def test_colours_of_sixteen_bits(tmp_path, corners, write):
    rows = np.asarray(corners()).astype(np.uint16) * 257
    (tmp_path / "a.bin").write_bytes(write(rows))
    assert close(quarters(read(tmp_path / "a.bin").pixels), [RED, GREEN, BLUE, WHITE])


def test_the_first_picture_of_a_phones_multi_picture_file(tmp_path, corners):
    exif = Image.Exif()
    exif[0x0112] = 6
    first = corners(1600, 1200).transpose(Image.Transpose.ROTATE_90)
    depth = Image.new("L", (300, 400), 128).convert("RGB")
    first.save(tmp_path / "a.jpg", "MPO", save_all=True, append_images=[depth], exif=exif)
    photo = read(tmp_path / "a.jpg")
    assert (photo.width, photo.height, photo.format) == (1600, 1200, "JPEG")
    assert close(quarters(photo.pixels), [RED, GREEN, BLUE, WHITE])


@pytest.mark.parametrize("name", ["a.png", "a.tif"])
def test_sixteen_bits_are_scaled_not_clipped(tmp_path, name):
    ramp = np.linspace(0, 65535, 320).astype(np.uint16)
    Image.fromarray(np.tile(ramp, (200, 1))).save(tmp_path / name)
    row = read(tmp_path / name).pixels[24, :, 0].astype(int)
    assert close(row, np.linspace(2, 253, 64), 6)


def test_floating_point_tiff(tmp_path):
    ramp = np.linspace(0, 1, 320).astype(np.float32)
    Image.fromarray(np.tile(ramp, (200, 1))).save(tmp_path / "a.tif")
    assert close(read(tmp_path / "a.tif").pixels[24, :, 0], np.linspace(2, 253, 64), 6)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA", "P"])
def test_what_is_transparent_lies_on_white(tmp_path, mode):
    image = Image.new("RGBA", (320, 200), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, 159, 199), (80, 80, 80, 255))
    name = "a.tif" if mode == "PA" else "a.png"
    if mode == "PA":
        image = image.convert("RGBA")
    elif mode == "P":
        image = image.quantize(4)
    else:
        image = image.convert(mode)
    image.save(tmp_path / name)
    pixels = read(tmp_path / name).pixels
    assert close(pixels[24, 8], (80, 80, 80))
    assert close(pixels[24, 56], WHITE)


@pytest.mark.parametrize("mode", ["1", "P", "L"])
def test_few_colours(tmp_path, mode):
    image = Image.new("RGB", (100, 100), WHITE)
    image.paste((0, 0, 0), (0, 0, 50, 100))
    image.convert(mode).save(tmp_path / "a.png")
    pixels = read(tmp_path / "a.png").pixels
    assert close([pixels[24, 8], pixels[24, 56]], [(0, 0, 0), WHITE])


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png", "a.tif"])
def test_the_first_frame_of_an_animation(tmp_path, name):
    frames = [Image.new("RGB", (200, 120), colour) for colour in (RED, GREEN, BLUE)]
    frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:], duration=50)
    assert close(read(tmp_path / name).pixels[20, 20], RED)


D50_PRIMARIES = {
    "Display P3": (
        (0.5151, 0.2412, -0.0011),
        (0.2920, 0.6922, 0.0419),
        (0.1571, 0.0666, 0.7841),
    ),
    "Adobe RGB": (
        (0.6097, 0.3111, 0.0195),
        (0.2053, 0.6257, 0.0609),
        (0.1492, 0.0632, 0.7446),
    ),
}


def wide_profile(name):
    """SRGB's own profile, with other primaries in place of its; Adobe's curve is nearly its too."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    primaries = dict(zip((b"rXYZ", b"gXYZ", b"bXYZ"), D50_PRIMARIES[name], strict=True))
    for index in range(struct.unpack_from(">I", data, 128)[0]):
        tag, offset, _ = struct.unpack_from(">4sII", data, 132 + 12 * index)
        if tag in primaries:
            fixed = (round(value * 65536) for value in primaries[tag])
            struct.pack_into(">3i", data, offset + 8, *fixed)
    return bytes(data).replace("sRGB".encode("utf-16-be"), "wide".encode("utf-16-be"))


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif", "a.heic", "a.avif"])
@pytest.mark.parametrize(
    ("profile", "wanted"), [("Display P3", (214, 95, 33)), ("Adobe RGB", (230, 99, 40))]
)
def test_a_wide_gamut_photo_becomes_srgb(tmp_path, name, profile, wanted):
    image = Image.new("RGB", (300, 200), (200, 100, 50))
    image.save(tmp_path / name, icc_profile=wide_profile(profile), quality=98)
    assert close(read(tmp_path / name).pixels[20, 20], wanted, 7)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("preview", [None, (960, 600), (240, 150)])
def test_a_raw_file_shows_its_preview_or_is_developed(tmp_path, corners, orientation, preview):
    """Too small a preview is of no use: developing at half size gives more."""
    back = {1: None, 3: 3, 6: 2, 8: 4}[orientation]

    def lying(size):
        return size[::-1] if orientation >= 5 else size

    def held(image):
        return image if back is None else image.transpose(Image.Transpose(back))

    path = write_dng(
        tmp_path / "a.dng",
        held(corners(*lying((640, 400)))),
        preview=preview and held(corners(*lying(preview))),
        orientation=orientation,
    )
    photo = read(path, size=(64, 64))
    assert (photo.width, photo.height) == lying((640, 400))
    assert photo.format == "RAW"
    developed = preview != (960, 600)
    tolerance = 30 if developed else 14  # a sensor without a camera's profile
    assert close(quarters(photo.pixels), [RED, GREEN, BLUE, WHITE], tolerance)
    edge = max(Image.open(io.BytesIO(photo.thumbnail)).size)
    assert edge == 320 if developed else edge > 460


def test_a_preview_that_stands_already_is_not_turned_again(tmp_path, corners):
    lying = corners(400, 640).transpose(Image.Transpose.ROTATE_90)
    path = write_dng(tmp_path / "a.dng", lying, preview=corners(600, 960), orientation=6)
    photo = read(path)
    assert (photo.width, photo.height) == (400, 640)
    assert close(quarters(photo.pixels), [RED, GREEN, BLUE, WHITE])


def test_a_raw_file_of_an_unknown_camera_is_named_as_such(tmp_path):
    (tmp_path / "a.raf").write_bytes(b"FUJIFILMCCD-RAW 0201" + bytes(2000))
    with pytest.raises(UnreadablePhoto) as caught:
        read(tmp_path / "a.raf")
    assert caught.value.message_id == "importing.unsupported"
    assert caught.value.params["kind"] == "RAW"


def test_a_tiff_that_a_camera_wrote_is_a_tiff(tmp_path, corners):
    exif = Image.Exif()
    exif[0x010F] = "Shelf"
    corners().save(tmp_path / "a.tif", exif=exif)
    assert read(tmp_path / "a.tif").format == "TIFF"


def test_an_srgb_photo_keeps_its_colours(tmp_path):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (300, 200), RED).save(tmp_path / "a.jpg", icc_profile=profile, quality=98)
    assert close(read(tmp_path / "a.jpg").pixels[20, 20], RED, 3)


def test_lab_tiff(tmp_path):
    Image.new("LAB", (300, 200), (150, 180, 160)).save(tmp_path / "lab.tif")
    red, green, _ = (int(value) for value in read(tmp_path / "lab.tif").pixels[20, 20])
    assert red > green + 60


def test_a_broken_colour_profile_is_disregarded(tmp_path):
    Image.new("RGB", (300, 200), RED).save(tmp_path / "a.jpg", icc_profile=b"rubbish" * 40)
    assert close(read(tmp_path / "a.jpg").pixels[20, 20], RED)


@pytest.mark.parametrize(
    ("moment", "offset", "wanted"),
    [
        ("2024:01:31 12:01:02", None, "2024-01-31T12:01:02"),
        ("2024:01:31 12:01:02", "+08:00", "2024-01-31T12:01:02+08:00"),
        ("0000:00:00 00:00:00", None, None),
        ("yesterday", "+08:00", None),
    ],
)
def test_the_time_of_taking(tmp_path, corners, moment, offset, wanted):
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = moment
    if offset:
        exif.get_ifd(0x8769)[0x9011] = offset
    corners().save(tmp_path / "a.jpg", exif=exif)
    assert read(tmp_path / "a.jpg").taken_at == wanted
    if wanted:
        datetime.fromisoformat(wanted)


def test_the_content_decides_not_the_name(tmp_path, corners):
    corners().save(tmp_path / "a.png", "JPEG")
    assert read(tmp_path / "a.png").format == "JPEG"
    corners().save(tmp_path / "b.jpg", "HEIF")
    assert read(tmp_path / "b.jpg").format == "HEIF"


@pytest.mark.parametrize("name", ["杯子 红.jpg", "two\nlines.jpg", "Кружка.jpg", b"caf\xe9.jpg"])
def test_names_in_any_script(tmp_path, corners, name):
    text = name.decode("utf-8", "surrogateescape") if isinstance(name, bytes) else name
    buffer = io.BytesIO()
    corners().save(buffer, "JPEG")
    try:
        (tmp_path / text).write_bytes(buffer.getvalue())
    except OSError:
        pytest.skip("this file system refuses the name")
    assert read(tmp_path / text).format == "JPEG"


def test_threads_decode_alike(tmp_path, corners):
    for index in range(12):
        corners(400 + index, 300).save(tmp_path / f"{index}.{'heic' if index % 2 else 'jpg'}")
    paths = sorted(tmp_path.iterdir())
    alone = [read(path).pixels for path in paths]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda path: read(path).pixels, paths))
    assert all(np.array_equal(one, other) for one, other in zip(alone, together, strict=True))
