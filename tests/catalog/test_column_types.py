"""Column types give back exactly what they were given."""

import os
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from shelftag.catalog.models import Photo, Product, Root


@pytest.mark.parametrize(
    "path",
    [
        "/photos/mug.jpg",
        "/photos/two\nlines\t.jpg",
        "/照片/短袖.jpg",
        "/photos/cafe\u0301.jpg",
        "/photos/👕.jpg",
        os.fsdecode(b"\xff\xfe.jpg"),
        os.fsdecode("é".encode("latin-1") + b"/\x80\xff.jpg"),
        "C:\\photos\\mug.jpg",
    ],
)
def test_a_file_name_of_any_bytes_survives(shop, path):
    with shop.database.write() as session:
        session.add(Root(path=path))
    shop.reopen()
    with shop.database.read() as session:
        (found,) = session.scalars(select(Root.path))
        assert found == path
        assert os.fsencode(found) == os.fsencode(path)
        assert session.scalar(select(Root.id).where(Root.path == path)) == 1


@pytest.mark.parametrize("amount", ["0", "0.001", "0.1", "19.99", "999999999999.999"])
def test_money_is_exact(shop, amount):
    (product,) = shop.products("Mug", price=Decimal(amount))
    assert shop.row(product).price == Decimal(amount)


def test_money_sorts_and_compares_as_a_number(shop):
    for amount in ("9", "10", "9.5", "100"):
        shop.products(amount, price=Decimal(amount))
    with shop.database.read() as session:
        query = select(Product.title).where(Product.price > Decimal("9")).order_by(Product.price)
        assert list(session.scalars(query)) == ["9.5", "10", "100"]
        assert session.scalar(text("SELECT typeof(price) FROM product")) == "integer"


def test_moments_come_back_in_utc_whatever_zone_they_were_told_in(shop):
    shanghai = datetime(2026, 3, 1, 8, 30, 0, 123456, timezone(timedelta(hours=8)))
    with shop.database.write() as session:
        for number, moment in enumerate((shanghai, None)):
            session.add(
                Photo(
                    sha256=str(number), byte_size=1, width=1, height=1, format="", taken_at=moment
                )
            )
    with shop.database.read() as session:
        first, second = session.scalars(select(Photo.taken_at).order_by(Photo.id))
    assert first == shanghai
    assert first.tzinfo is UTC
    assert second is None
