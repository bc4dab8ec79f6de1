"""Cells are read as people and spreadsheet programs write them, or refused with a reason."""

from decimal import Decimal

import pytest

from shelftag.importing.tables.fields import TableField
from shelftag.importing.tables.values import money, parse, plain_text
from shelftag_api.errors import ShelftagError


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("12.50", "12.50", ""), ("12,50 €", "12.50", "EUR"), ("€12.50", "12.50", "EUR"),
        ("EUR 1.234,50", "1234.50", "EUR"), ("12.50 USD", "12.50", "USD"), ("$9", "9", ""),
        ("¥59.00", "59", ""), ("59元", "59", "CNY"), ("12,-", "12", ""), ("12.5000", "12.5", ""),
        ("1\u00a0234,50\u00a0zł", "1234.50", "PLN"), ("CHF 5.00", "5", "CHF"),
    ],
)  # fmt: skip
def test_prices_are_read_with_their_currency(text, amount, currency):
    found = money(text)
    assert (found.amount, found.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize("text", ["1,234", "cheap", "-5", "12.5.0", "€", "1e3", "12 EUR 13"])
def test_what_is_no_price_or_could_be_two_is_refused(text):
    with pytest.raises(ShelftagError) as caught:
        assert money(text).amount is not None
        raise AssertionError(text)
    assert caught.value.message_id == "product.bad_price"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("4006381333931", "4006381333931"), ("4006-3813 33931", "4006381333931"),
        ("36000291452", "036000291452"), ("036000291452", "036000291452"), ("96385074", "96385074"),
    ],
)  # fmt: skip
def test_barcodes_keep_or_get_back_their_digits(text, digits):
    assert parse(TableField.GTIN, text) == digits


@pytest.mark.parametrize(
    ("field", "text", "message_id"),
    [
        ("gtin", "4.00638E+12", "tables.shortened"), ("gtin", "4,00638E+12", "tables.shortened"),
        ("sku", "1E+05", "tables.shortened"), ("gtin", "4006381333932", "product.bad_gtin"),
        ("gtin", "n/a", "product.bad_gtin"), ("quantity", "many", "product.bad_quantity"),
        ("quantity", "1.5", "product.bad_quantity"), ("title", "#REF!", "tables.formula_error"),
        ("title", "Gr\ufffdn", "tables.garbled"), ("sku", "x" * 101, "product.too_long"),
        ("title", "x" * 20_001, "product.too_long"), ("currency", "Euro", "product.too_long"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_with_a_reason(field, text, message_id):
    with pytest.raises(ShelftagError) as caught:
        parse(TableField(field), text)
    assert caught.value.message_id == message_id


def test_quantities_may_have_an_empty_fraction():
    assert [parse(TableField.QUANTITY, text) for text in ("3", "3.0", "3,00", "-2")] == [
        3,
        3,
        3,
        -2,
    ]


def test_html_becomes_words():
    html = "<p>Blue &amp; <b>round</b></p><ul><li>500 ml</li><li>oven-safe</li></ul>"
    assert plain_text(html) == "Blue & round\n500 ml\noven-safe"
    assert parse(TableField.DESCRIPTION, "size < 5 cm > 2 cm") == "size < 5 cm > 2 cm"
    assert parse(TableField.DESCRIPTION, "<p></p>") is None
