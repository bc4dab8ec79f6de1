"""GTINs are found in codes of every kind, and only where they mean one product everywhere."""

import pytest

from shelftag_api.gtin import comparable, expand_upc_e, gtin_of, is_gtin


@pytest.mark.parametrize("digits", ["96385074", "036000291452", "4006381333931", "10614141000415"])
def test_a_right_check_digit_makes_a_gtin(digits):
    assert is_gtin(digits)
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    assert not is_gtin(wrong)


@pytest.mark.parametrize(
    "text", ["", "12345670x", "1234567", "40063813339३1", "0" * 15, " 96385074"]
)
def test_anything_else_is_none(text):
    assert not is_gtin(text)


@pytest.mark.parametrize(
    ("short", "long"),
    [("01234505", "012000003455"), ("01234565", "012345000065"), ("01234531", "012300000451"),
     ("01234543", "012340000053"), ("04252614", "042100005264")],
)  # fmt: skip
def test_upc_e_is_written_out(short, long):
    assert expand_upc_e(short) == long
    assert gtin_of("upce", short) == long


@pytest.mark.parametrize(
    ("kind", "text", "gtin"),
    [
        ("ean13", "4006381333931", "4006381333931"),
        ("ean13", "0036000291452", "036000291452"),  # a UPC-A, as readers give it
        ("upca", "036000291452", "036000291452"),
        ("upce", "0012345000065", "012345000065"),
        ("ean8", "96385074", "96385074"),
        ("itf", "10614141000415", "10614141000415"),
        ("itf", "04006381333931", "4006381333931"),
        ("gs1_128", "(01)09506000134352(17)261231", "9506000134352"),
        ("gs1_datamatrix", "(01)09506000134352", "9506000134352"),
        ("gs1_databar", "(01)00000096385074", "96385074"),
        ("qr", "https://id.gs1.org/01/09506000134352", "9506000134352"),
        ("qr", "https://shop.example/a/b/01/09506000134352/10/LOT?17=261231#x", "9506000134352"),
        ("qr", "HTTPS://ID.GS1.ORG/01/09506000134352", "9506000134352"),
        ("datamatrix", "http://shop.example/gtin/4006381333931", "4006381333931"),
    ],
)  # fmt: skip
def test_codes_of_every_kind_give_their_gtin(kind, text, gtin):
    assert gtin_of(kind, text) == gtin


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ean13", "2012345678903"),  # weighed in the shop
        ("ean13", "2912345678906"),
        ("upca", "212345678992"),
        ("ean13", "0412345678903"),  # the shop's own
        ("upca", "412345678903"),
        ("ean8", "20123451"),
        ("ean8", "02345673"),
        ("upca", "512345678900"),  # a coupon
        ("ean13", "9912345678909"),
        ("ean13", "9812345678902"),
        ("ean13", "9521234567899"),  # an example in a manual
        ("gs1_128", "(01)90614141000411"),  # variable measure
        ("ean13", "0000096385074"),  # a shop's number filled up with zeros
    ],
)
def test_numbers_that_mean_something_else_elsewhere_do_not(kind, text):
    digits = text.removeprefix("(01)")
    assert is_gtin(digits), "the check digit is not what keeps it out"
    assert gtin_of(kind, text) == ""


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ean13", "4006381333932"),
        ("ean13", ""),
        ("upce", "abcdefgh"),
        ("itf", "96385074"),
        ("itf", "036000291452"),
        ("code128", "4006381333931"),  # anybody's own numbering
        ("qr", "4006381333931"),
        ("gs1_128", "(02)09506000134352(37)12"),  # what is inside
        ("gs1_128", "(10)AB(01)09506000134352"),
        ("gs1_128", "(01)0950600013435"),
        ("gs1_qr", "(01)09506000134353"),
        ("qr", "https://shop.example/2024/01/20240117"),  # a date
        ("qr", "https://shop.example/02/09506000134352"),
        ("qr", "ftp://shop.example/01/09506000134352"),
        ("qr", "https://[bad/01/09506000134352"),
        ("qr", "shop.example/01/09506000134352"),
        ("qr", "WIFI:T:WPA;S:shop;P:4006381333931;;"),
        ("text", "4006381333931"),
        ("martian", "4006381333931"),
    ],
)
def test_what_is_no_product_number_gives_none(kind, text):
    assert gtin_of(kind, text) == ""


def test_a_number_is_the_same_however_long_it_is_written():
    assert comparable("036000291452") == comparable("0036000291452") == "00036000291452"
