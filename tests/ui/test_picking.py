"""The category picker: what it has ready before anything is typed, and what Enter takes."""

import pytest
from PySide6.QtCore import Qt

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Product
from shelftag.catalog.queries import ProductFilter, product_ids

Key = Qt.Key


def first(window) -> str:
    item = window.picker.list.currentItem()
    return item.text() if item else ""


def test_the_best_suggestion_comes_first_and_enter_gives_it(owner, categories):
    owner.open_shelf("review")
    product = owner.window.center.grid.current_id()
    suggested = owner.detail(product).candidates[0][0]
    owner.press(Key.Key_C)
    assert categories[first(owner.window)] == suggested
    names = [owner.window.picker.list.item(row).text() for row in range(8)]
    assert sorted(names) == sorted(categories)
    owner.press(Key.Key_Return)
    assert owner.card(product).shown_category_id == suggested


class TestWithoutSuggestions:
    @pytest.fixture
    def window(self, open_window, shop_folder):
        """The window of a shop of which no model has said anything."""
        with Catalog.open(shop_folder) as catalog, catalog.database.write() as session:
            session.query(Product).update({Product.prediction_id: None})
        return open_window(shop_folder)

    def review(self, owner) -> list[int]:
        with owner.window.session.catalog.database.read() as session:
            return sorted(product_ids(session, ProductFilter(states=frozenset({"review"}))))

    def test_enter_gives_nothing_before_anything_is_chosen(self, owner):
        owner.open_shelf("review")
        before = self.review(owner)
        owner.press(Key.Key_C)
        owner.press(Key.Key_Return)
        assert owner.window.picker.isVisible()
        owner.type("  ")
        owner.press(Key.Key_Return)
        assert owner.window.picker.isVisible()
        owner.press(Key.Key_Escape)
        assert self.review(owner) == before

    def test_an_arrow_key_chooses(self, owner, categories):
        owner.open_shelf("review")
        product = owner.window.center.grid.current_id()
        owner.press(Key.Key_C, Key.Key_Down, Key.Key_Down, Key.Key_Return)
        names = list(categories)
        assert owner.card(product).shown_category_id == categories[names[1]]

    def test_the_category_given_last_comes_first(self, owner, categories):
        owner.open_shelf("review")
        owner.press(Key.Key_C)
        owner.type("soc")
        owner.press(Key.Key_Return)
        product = owner.window.center.grid.current_id()
        owner.press(Key.Key_C)
        assert first(owner.window) == "Socks"
        owner.press(Key.Key_Return)
        assert owner.card(product).shown_category_id == categories["Socks"]
