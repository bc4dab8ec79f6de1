"""Product fields take what people type, or say why not."""

from decimal import Decimal

import pytest

from shelftag.catalog.products import parse_price
from shelftag_api.errors import ShelftagError


@pytest.fixture
def product(shop):
    return shop.products("Blue mug")[0]


def refusal(shop, product, **values) -> ShelftagError:
    with pytest.raises(ShelftagError) as caught:
        shop.edit(product, **values)
    return caught.value


class TestPrices:
    @pytest.mark.parametrize(
        ("typed", "price"),
        [("12.50", "12.5"), ("12,5", "12.5"), (" 12 ", "12"), ("0", "0"), ("0,99", "0.99"),
         (".5", "0.5"), (",5", "0.5"), ("5.", "5"), ("1.234", "1.234"), ("0,125", "0.125"),
         ("1.234,50", "1234.5"), ("1,234.50", "1234.5"), ("1 234,50", "1234.5"),
         ("1\u202f234,50", "1234.5"), ("1'234.50", "1234.5"), ("1,234,567", "1234567"),
         ("1.234.567,8", "1234567.8"), ("12 345", "12345"), ("１２．５０", "12.5"),
         ("１２，５", "12.5"), ("999999999999.999", "999999999999.999")],
    )  # fmt: skip
    def test_are_read_as_many_countries_write_them(self, typed, price):
        assert parse_price(typed) == Decimal(price)

    @pytest.mark.parametrize(
        "typed",
        ["abc", "NaN", "Infinity", "-1", "1e3", "1_000", "12.3456", "12,50 €", "1,2,3", "1.2.3",
         "12,34,567", "1.234,5.6", ".", ",", "--", "1000000000000", "1,234", "12,345", "0x10"],
    )  # fmt: skip
    def test_what_is_no_price_or_could_be_two_is_refused(self, typed):
        with pytest.raises(ShelftagError) as caught:
            parse_price(typed)
        assert caught.value.message_id == "product.bad_price"
        assert caught.value.params == {"value": typed}

    def test_an_empty_price_is_none(self, shop, product):
        shop.edit(product, price="3")
        shop.edit(product, price=" ")
        assert shop.row(product).price is None

    @pytest.mark.parametrize("typed", ["0.1", "0.3", "19.99", "1.005", "999999999999.999"])
    def test_are_stored_to_the_last_digit(self, shop, product, typed):
        shop.edit(product, price=typed)
        shop.reopen()
        assert shop.row(product).price == Decimal(typed)


class TestBarcodeNumbers:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [("4006381333931", "4006381333931"), ("96385074", "96385074"),
         ("036000291452", "036000291452"), ("10614141000415", "10614141000415"),
         ("4 006381 333931", "4006381333931"), ("0-36000-29145-2", "036000291452"),
         ("978-0-306-40615-7", "9780306406157"), ("", "")],
    )  # fmt: skip
    def test_with_a_correct_check_digit_are_taken(self, shop, product, typed, stored):
        shop.edit(product, gtin=typed)
        assert shop.row(product).gtin == stored

    @pytest.mark.parametrize(
        "typed",
        ["4006381333932", "4006381339331", "123", "0" * 15, "40063813339３1", "40O6381333931", "-"],
    )
    def test_with_a_typing_error_are_not(self, shop, product, typed):
        assert refusal(shop, product, gtin=typed).message_id == "product.bad_gtin"


class TestOtherFields:
    @pytest.mark.parametrize(
        ("typed", "stored"), [("7", 7), ("0", 0), ("-3", -3), (" 12 ", 12), ("", None)]
    )
    def test_quantities_are_whole_numbers(self, shop, product, typed, stored):
        shop.edit(product, quantity=typed)
        assert shop.row(product).quantity == stored

    @pytest.mark.parametrize("typed", ["1.5", "many", "1e3", "9" * 12, "9" * 5000])
    def test_anything_else_is_no_quantity(self, shop, product, typed):
        assert refusal(shop, product, quantity=typed).message_id == "product.bad_quantity"

    def test_text_keeps_its_characters_and_loses_space_at_the_ends(self, shop, product):
        shop.edit(product, title="  男士 T恤 👕 ", description="one\ntwo", currency="eur")
        row = shop.row(product)
        assert (row.title, row.description, row.currency) == ("男士 T恤 👕", "one\ntwo", "EUR")

    @pytest.mark.parametrize(
        ("field", "limit"), [("sku", 100), ("currency", 3), ("title", 20_000), ("brand", 20_000)]
    )
    def test_too_much_text_is_refused_with_the_limit(self, shop, product, field, limit):
        error = refusal(shop, product, **{field: "x" * (limit + 1)})
        assert (error.message_id, error.params["limit"]) == ("product.too_long", limit)
        shop.edit(product, **{field: "x" * limit})

    def test_unknown_fields_and_products_are_refused(self, shop, product):
        assert refusal(shop, product, colour="red").message_id == "product.unknown_field"
        assert refusal(shop, product, active="0").message_id == "product.unknown_field"
        assert refusal(shop, 999, title="x").message_id == "product.unknown"

    def test_a_product_of_an_undone_import_is_not_edited(self, shop):
        run, (product,) = shop.trusted(shop.category("Mugs"), "Blue mug")
        shop.undo(run)
        assert refusal(shop, product, title="x").message_id == "product.unknown"
