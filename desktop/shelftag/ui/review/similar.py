"""Finds the products that look most like one, by their photos."""

from sqlalchemy.orm import Session as Reader

from shelftag.catalog.models import Product
from shelftag.learning.review.desk import Desk
from shelftag.ui.navigation import Navigation
from shelftag.ui.review.desk_work import DeskWork
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError

SHOWN = 200


def find_similar(work: DeskWork, product_id: int, navigation: Navigation, session: Session) -> None:
    """Opens what looks like a product as a place of its own; says so where that is not known."""

    def find(reader: Reader, desk: Desk) -> tuple[str, tuple[int, ...]]:
        rows = desk.rows_of([product_id])
        if not len(rows) or not desk.looks[rows[0]].any():
            raise ShelftagError("review.similar.unknown")
        nearest = desk.similar(int(rows[0]), min(SHOWN, len(desk.ids) - 1))
        product = reader.get_one(Product, product_id)
        found = (product_id, *(int(other) for other in desk.ids[nearest]))
        return product.title or product.sku, found

    def show(found: tuple[str, tuple[int, ...]]) -> None:
        navigation.open_similar(*found)

    work.run(find, show, session.report, fresh=True, context=navigation)
