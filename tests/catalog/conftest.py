"""A real catalogue in a temporary folder, and the few words in which the tests fill it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from shelftag.catalog import labels, operations, products, queries, search, tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import LabelEvent, ModelVersion, Prediction, Product
from shelftag.catalog.models.labels import MODEL, RANKS
from shelftag.catalog.queries import ProductFilter


class Shop:
    """A catalogue, spoken to as its owner, its imports and its models would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalog = Catalog.open(folder)

    @property
    def database(self):
        return self.catalog.database

    def reopen(self) -> None:
        self.catalog.close()
        self.catalog = Catalog.open(self.folder)

    def category(self, name: str, parent: int | None = None) -> int:
        with operations.operation(self.database, "add_category") as scope:
            return tree.add_category(scope, name, parent)

    def products(self, *titles: str, **fields: Any) -> list[int]:
        """Brings products in as an import does."""
        with operations.operation(self.database, "import", "import", folder="box") as scope:
            return add_products(scope, *titles, **fields)

    def trusted(self, category: int, *titles: str) -> tuple[int, list[int]]:
        """Brings products in by an import whose folder names are trusted."""
        with operations.operation(self.database, "import", "import", folder="box") as scope:
            ids = add_products(scope, *titles)
            labels.assign(scope, ids, category, source="import", method="folder")
            return scope.id, ids

    def label(self, product_ids: list[int] | int, category: int) -> int:
        ids = [product_ids] if isinstance(product_ids, int) else product_ids
        with operations.operation(self.database, "label") as scope:
            labels.assign(scope, ids, category)
            return scope.id

    def confirm(self, *product_ids: int) -> list[int]:
        with operations.operation(self.database, "confirm") as scope:
            return labels.confirm(scope, product_ids, method="page")

    def edit(self, product: int, **values: str) -> int:
        with operations.operation(self.database, "edit") as scope:
            products.edit(scope, product, values)
            return scope.id

    def rename(self, category: int, name: str) -> int:
        with operations.operation(self.database, "rename_category") as scope:
            tree.rename_category(scope, category, name)
            return scope.id

    def delete(self, category: int) -> int:
        with operations.operation(self.database, "delete_category") as scope:
            tree.delete_category(scope, category)
            return scope.id

    def model_run(
        self,
        said: dict[int, tuple[int, float]],
        accept: float = 0.9,
        take_back: tuple[int, ...] = (),
    ) -> int:
        """Lets a model say (category, confidence) per product; below ``accept`` it is unsure."""
        with operations.operation(self.database, "tag", MODEL) as scope:
            version = self._version(scope.session)
            for product, (category, confidence) in said.items():
                accepted = confidence >= accept
                scope.session.add(
                    Prediction(
                        operation_id=scope.id,
                        product_id=product,
                        model_version_id=version,
                        candidates=[[category, confidence]],
                        category_id=category,
                        confidence=confidence,
                        accepted=accepted,
                    )
                )
                if accepted or product in take_back:
                    scope.session.add(
                        LabelEvent(
                            operation_id=scope.id,
                            product_id=product,
                            category_id=category if accepted else None,
                            source=MODEL,
                            rank=RANKS[MODEL],
                            method="model",
                            model_version_id=version,
                            confidence=confidence,
                        )
                    )
            labels.refresh_ids(scope.session, list(said))
            return scope.id

    def _version(self, session) -> int:
        known = session.scalar(select(ModelVersion.id))
        if known is not None:
            return known
        row = ModelVersion(
            uuid=uuid4(), number=0, name="starter", encoder_sha256="0" * 64, status="active"
        )
        session.add(row)
        session.flush()
        return row.id

    def undo(self, operation: int | None = None):
        return operations.undo(self.database, operation)

    def redo(self, operation: int | None = None):
        return operations.redo(self.database, operation)

    def row(self, product: int) -> Product:
        with self.database.read() as session:
            return session.get(Product, product)

    def told(self, product: int) -> tuple[str, int | None]:
        """What the views show: state and category."""
        row = self.row(product)
        return row.state, row.shown_category_id

    def tree(self) -> tree.Tree:
        with self.database.read() as session:
            return tree.read_tree(session)

    def find(self, text: str) -> list[str]:
        """Titles of what a search finds, in alphabetical order."""
        with self.database.read() as session:
            ids = queries.product_ids(session, ProductFilter(text=text))
            cards = queries.product_cards(session, ids)
        return sorted(cards[i].title for i in ids)

    def counts(self) -> dict[int | None, dict[str, int]]:
        with self.database.read() as session:
            return queries.category_counts(session)


def add_products(scope: operations.OperationScope, *titles: str, **fields: Any) -> list[int]:
    rows = [Product(title=title, operation_id=scope.id, **fields) for title in titles]
    scope.session.add_all(rows)
    scope.session.flush()
    ids = [row.id for row in rows]
    search.index(scope.session, ids)
    return ids


@pytest.fixture(scope="session")
def empty_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new catalogue, to be copied: quicker than to create one for each test."""
    folder = tmp_path_factory.mktemp("empty") / "shop"
    Catalog.create(folder).close()
    return folder


@pytest.fixture(scope="session")
def make_shop(empty_catalogue: Path) -> Callable[[Path], Shop]:
    """Opens a new catalogue in a folder."""

    def make(folder: Path) -> Shop:
        return Shop(shutil.copytree(empty_catalogue, folder))

    return make


@pytest.fixture
def shop(tmp_path: Path, make_shop: Callable[[Path], Shop]) -> Iterator[Shop]:
    shop = make_shop(tmp_path / "shop")
    yield shop
    shop.catalog.close()
