"""Codes are found in photos as people take them; what is not certain is not said."""

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image, ImageOps

from drawn_codes import code, ean13_by_hand, photo, random_ean13
from shelftag.plugins.loading import load_reader
from shelftag_api.gtin import gtin_of
from shelftag_api.reader import ReaderPlugin
from shelftag_barcode import create

EAN = "4006381333931"
LINK = "https://id.gs1.org/01/09506000134352/10/A1"


@pytest.fixture(scope="module")
def reader():
    return load_reader()


def grey(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("L"))


def seen(reader, image: Image.Image) -> set[tuple[str, str]]:
    return {(reading.kind, reading.text) for reading in reader.read(grey(image))}


@pytest.mark.parametrize(
    ("name", "text", "gs1", "kind", "gtin"),
    [
        ("EAN13", EAN, False, "ean13", EAN),
        ("EAN8", "96385074", False, "ean8", "96385074"),
        ("UPCA", "036000291452", False, "ean13", "036000291452"),
        ("UPCE", "01234565", False, "upce", "012345000065"),
        ("ITF14", "10614141000415", False, "itf", "10614141000415"),
        ("QRCode", LINK, False, "qr", "9506000134352"),
        ("Code128", "SHELF-12", False, "code128", ""),
        ("Code128", "(01)09506000134352(17)261231", True, "gs1_128", "9506000134352"),
        ("DataMatrix", "(01)09506000134352(10)A1", True, "gs1_datamatrix", "9506000134352"),
        ("DataBar", "09506000134352", False, "gs1_databar", "9506000134352"),
        ("EAN13", "2012345678903", False, "ean13", ""),
    ],
)
@pytest.mark.parametrize("angle", [0, 8, 45, 90, 130, 180])
def test_every_kind_of_code_is_read_however_it_is_held(reader, name, text, gs1, kind, gtin, angle):
    drawn = code(name, text, 3.5, gs1=gs1)
    [reading] = reader.read(grey(photo(drawn, size=(1400, 1100), angle=angle, blur=0.7)))
    assert reading.kind == kind
    assert gtin_of(reading.kind, reading.text) == gtin
    assert reading.confidence > 0.9


def test_a_code_that_is_small_in_a_photo_of_twelve_megapixels_is_read(reader):
    large = photo(code("EAN13", EAN, 5), size=(4000, 3000), angle=8, blur=1.2)
    large.thumbnail((reader.max_edge, reader.max_edge))
    assert seen(reader, large) == {("ean13", EAN)}


def test_several_codes_of_one_photo_are_all_read(reader):
    both = photo(code("EAN13", EAN), code("QRCode", LINK))
    assert seen(reader, both) == {("ean13", EAN), ("qr", LINK)}


def test_the_corners_lie_around_the_code(reader):
    alone = Image.new("L", (900, 700), 255)
    alone.paste(code("EAN13", EAN, 4), (300, 200))
    [reading] = reader.read(grey(alone))
    xs, ys = zip(*reading.corners, strict=True)
    assert 300 <= min(xs) < 370
    assert 640 < max(xs) < 770
    assert 190 <= min(ys) < max(ys) <= 480


def test_the_corners_of_a_code_askew_lie_around_it_too(reader):
    alone = Image.new("L", (900, 700), 255)
    turned = code("EAN13", EAN, 3).rotate(45, expand=True, fillcolor=255)
    alone.paste(turned, (400, 100))
    [reading] = reader.read(grey(alone))
    middle = np.mean(reading.corners, axis=0)
    assert np.allclose(middle, (400 + turned.width / 2, 100 + turned.height / 2), atol=40)


@pytest.mark.parametrize("digits", ["4006381333931", "0036000291452", "9780306406157"])
def test_a_code_drawn_by_hand_is_read(reader, digits):
    assert seen(reader, photo(ean13_by_hand(digits))) == {("ean13", digits)}


@pytest.mark.parametrize("digits", ["4006381333930", "0036000291453", "9780306406150"])
def test_one_with_a_wrong_check_digit_is_not(reader, digits):
    assert seen(reader, photo(ean13_by_hand(digits))) == set()


def test_small_and_blurred_codes_are_left_out_rather_than_misread(reader):
    rng = random.Random(7)
    wrong, right = [], 0
    for number in range(150):
        digits = random_ean13(rng)
        drawn = code("EAN13", digits, rng.uniform(1.2, 2.2))
        taken = photo(
            drawn, size=(500, 380), angle=rng.uniform(0, 360), blur=rng.uniform(0, 1), seed=number
        )
        texts = {reading.text for reading in reader.read(grey(taken))}
        right += digits in texts
        wrong += texts - {digits}
    assert wrong == []
    assert right > 20


@pytest.mark.parametrize(
    "image",
    [
        Image.new("L", (1, 1)),
        Image.new("L", (1, 2000), 255),
        Image.effect_noise((800, 600), 90),
        Image.linear_gradient("L"),
        ImageOps.invert(Image.new("L", (640, 480))),
    ],
    ids=["one pixel", "a line", "noise", "gradient", "white"],
)
def test_where_there_is_no_code_there_is_none(reader, image):
    assert reader.read(grey(image)) == []


def test_stripes_are_no_code(reader):
    stripes = (np.arange(1200) // 3 % 2 * 255).astype(np.uint8)
    assert reader.read(np.ascontiguousarray(np.broadcast_to(stripes, (900, 1200)))) == []


@pytest.mark.parametrize("content", ["\0\n短袖 👕", "x" * 1500, "(01)09506000134352"])
def test_a_code_may_hold_anything(reader, content):
    [reading] = reader.read(grey(photo(code("QRCode", content, 4))))
    assert gtin_of(reading.kind, reading.text) == ""


def test_several_threads_may_read_at_once(reader):
    photos = [grey(photo(code("EAN13", EAN), seed=seed)) for seed in range(8)]
    with ThreadPoolExecutor(4) as pool:
        assert all(found[0].text == EAN for found in pool.map(reader.read, photos))


def test_it_keeps_to_the_contract_and_says_what_it_runs_on(reader):
    assert isinstance(create(), ReaderPlugin)
    assert reader.diagnose()["zxing-cpp"][0].isdigit()


def test_importing_the_plugin_is_cheap():
    lines = (
        "import sys, shelftag_barcode; shelftag_barcode.create(); print('zxingcpp' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
