"""Products whose photos changed get new suggestions, whichever way they changed."""

from uuid import uuid4

from sqlalchemy import select

from shelftag.catalog import labels, operations, regrouping
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import (
    Category,
    ModelVersion,
    Photo,
    Prediction,
    Product,
    ProductPhoto,
)
from shelftag.learning.tagging import untagged


def bring_in(catalog: Catalog, *photos: int) -> list[int]:
    """Imports products with so many photos each; returns their ids."""
    with operations.operation(catalog.database, "import", "import", folder="box") as scope:
        ids = []
        for number, count in enumerate(photos):
            product = Product(title=f"{number}", operation_id=scope.id)
            scope.session.add(product)
            scope.session.flush()
            ids.append(product.id)
            for position in range(count):
                sha256 = f"{product.id}-{position}"
                photo = Photo(sha256=sha256, byte_size=1, width=1, height=1, format="JPEG")
                scope.session.add(photo)
                scope.session.flush()
                scope.session.add(
                    ProductPhoto(
                        product_id=product.id, photo_id=photo.id, position=position,
                        operation_id=scope.id,
                    )
                )  # fmt: skip
    return ids


def tag(catalog: Catalog) -> list[int]:
    """Has a model look at what it has not looked at; returns what that was."""
    with operations.operation(catalog.database, "tag", "model", model=0) as scope:
        session = scope.session
        found = untagged(session)
        version = session.scalar(select(ModelVersion)) or ModelVersion(
            uuid=uuid4(), number=0, name="starter", encoder_sha256="0" * 64, status="active"
        )
        category = session.scalar(select(Category)) or Category(name="Mugs", uuid=uuid4())
        session.add_all([version, category])
        session.flush()
        for product in found:
            session.add(
                Prediction(
                    operation_id=scope.id, product_id=product, model_version_id=version.id,
                    candidates=[[category.id, 0.5]], category_id=category.id, confidence=0.5,
                    accepted=False,
                )
            )  # fmt: skip
        labels.refresh_ids(session, found)
    return found


def test_merged_split_and_undone_products_are_looked_at_again(tmp_path):
    with Catalog.create(tmp_path / "shop") as catalog:
        a, b, c = bring_in(catalog, 2, 1, 1)
        assert tag(catalog) == [a, b, c]
        assert tag(catalog) == []
        with operations.operation(catalog.database, regrouping.MERGE) as scope:
            regrouping.merge(scope, [a, b])
        assert tag(catalog) == [a]
        assert tag(catalog) == []
        operations.undo(catalog.database)
        assert tag(catalog) == [a]  # the other one was last looked at with the photos it has
        assert tag(catalog) == []
        with operations.operation(catalog.database, regrouping.SPLIT) as scope:
            photos = regrouping.photo_ids(scope.session, [f"{a}-1"])
            (new,) = regrouping.split(scope, a, photos)
        assert tag(catalog) == [a, new]
        with operations.operation(catalog.database, regrouping.FIRST_PHOTO) as scope:
            regrouping.put_first(scope, c, regrouping.photo_ids(scope.session, [f"{c}-0"])[0])
        assert tag(catalog) == []
