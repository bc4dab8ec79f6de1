"""The labels that may be learned from and handed on: the owner's and the trusted imports'."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from shelftag.catalog import marks
from shelftag.catalog.models import (
    LabelEvent,
    Operation,
    Photo,
    Product,
    ProductPhoto,
)
from shelftag.catalog.models.labels import MODEL, OWNER
from shelftag.catalog.tombstones import holder_of, merged_categories
from shelftag.catalog.tree import Tree
from shelftag_api.bundle import BundleCategory, read_bundle
from shelftag_api.dataset import DatasetRow


@dataclass(frozen=True)
class LabelledPhoto:
    """A photo of a product whose category the owner, or a trusted import, has given.

    Attributes:
        corrected: Whether the owner disagreed with what the model suggested.
        hint: Words of the file name.
    """

    product_id: int
    product_uuid: UUID
    photo_id: int
    sha256: str
    category_id: int
    title: str
    description: str
    brand: str
    hint: str
    sku: str
    source: str
    method: str
    labelled_at: datetime
    corrected: bool


def labelled_photos(
    session: Session,
    *,
    since: datetime | None = None,
    corrected_only: bool = False,
) -> list[LabelledPhoto]:
    """Returns the photos of all products with an owner's or a trusted label.

    What the owner has flagged as no product, as unsure or to be kept out of training is left out.

    Args:
        session: A session.
        since: Only labels given at or after this moment.
        corrected_only: Only labels by which the owner contradicted the model's suggestion.

    Returns:
        One entry per product and photo, ordered by product and position.
    """
    query = (
        select(Product, LabelEvent, Operation.started_at, Photo)
        .join(LabelEvent, LabelEvent.id == Product.label_event_id)
        .join(Operation, Operation.id == LabelEvent.operation_id)
        .join(ProductPhoto, ProductPhoto.product_id == Product.id)
        .join(Photo, Photo.id == ProductPhoto.photo_id)
        .where(
            Product.active,
            ProductPhoto.active,
            LabelEvent.source != MODEL,
            Product.category_id.is_not(None),
            marks.may_be_learned(),
        )
        .order_by(Product.id, ProductPhoto.position, Photo.id)
    )
    if since is not None:
        query = query.where(Operation.started_at >= since)
    if corrected_only:
        query = query.where(contradicts())
    merged = merged_categories(session)

    def corrected(event: LabelEvent, product: Product) -> bool:
        suggested = event.suggested_category_id
        return suggested is not None and merged.get(suggested, suggested) != product.category_id

    return [
        LabelledPhoto(
            product_id=product.id,
            product_uuid=product.uuid,
            photo_id=photo.id,
            sha256=photo.sha256,
            category_id=product.category_id or 0,
            title=product.title,
            description=product.description,
            brand=product.brand,
            hint=product.hint,
            sku=product.sku,
            source=event.source,
            method=event.method,
            labelled_at=at,
            corrected=corrected(event, product),
        )
        for product, event, at, photo in session.execute(query)
    ]


def contradicts() -> ColumnElement[bool]:
    """The condition that the owner's label is another than the model had suggested."""
    suggested = holder_of(LabelEvent.suggested_category_id)
    return (LabelEvent.source == OWNER) & (suggested != Product.category_id)


def dataset_categories(tree: Tree, category_ids: Sequence[int]) -> tuple[BundleCategory, ...]:
    """Describes categories as a data set or bundle lists them."""
    return tuple(BundleCategory(tree.nodes[i].uuid, tree.path_names(i)) for i in category_ids)


def dataset_row(tree: Tree, photo: LabelledPhoto, file_name: str) -> DatasetRow:
    """Describes a labelled photo as a row of a data set."""
    return DatasetRow(
        file_name=file_name,
        sha256=photo.sha256,
        product=str(photo.product_uuid),
        category=tree.path_names(photo.category_id),
        category_uuid=tree.nodes[photo.category_id].uuid,
        title=photo.title,
        description=photo.description,
        source=photo.source,
        method=photo.method,
        labelled_at=photo.labelled_at.isoformat(),
    )


def copy_base_bundle(tree: Tree, source: Path, target: Path) -> None:
    """Copies the bundle that a new model is built on, its classes named as the tree is today.

    What it knows of a category that was merged counts for the one that holds its products now.
    """
    shutil.copytree(source, target)
    manifest = read_bundle(target, verify=False)
    today = (tree.by_uuid(uuid) if uuid else None for uuid in manifest.classes)
    classes = tuple(
        node.uuid if node else uuid for node, uuid in zip(today, manifest.classes, strict=True)
    )
    if classes != manifest.classes:
        replace(manifest, classes=classes).write(target)
