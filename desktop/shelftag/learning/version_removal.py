"""Deletes model versions: first the row says so, then the files go."""

import shutil

from sqlalchemy import select

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import ModelVersion
from shelftag.catalog.operations import operation
from shelftag.learning.versions import DELETED, is_base
from shelftag_api.errors import ShelftagError


def delete(catalog: Catalog, version_id: int) -> int:
    """Deletes a version, and its encoder where no other version uses it.

    The row stays as a tombstone, since labels and suggestions name it. Cached embeddings stay too:
    the version may be installed again.

    Returns:
        Its number.

    Raises:
        ShelftagError: It is in use (``model.delete_active``), others build on it
            (``model.delete_base``), or there is no such version.
    """
    with operation(catalog.database, "delete_model", "model") as scope:
        row = scope.session.get(ModelVersion, version_id)
        if row is None or row.status == DELETED:
            raise ShelftagError("model.unknown", version=version_id)
        others = scope.session.scalars(
            select(ModelVersion).where(ModelVersion.status != DELETED, ModelVersion.id != row.id)
        ).all()
        if row.status == "active":
            raise ShelftagError("model.delete_active", version=row.number)
        if is_base(row, others):
            raise ShelftagError("model.delete_base", version=row.number)
        row.status, row.status_reason = DELETED, ""
        scope.params["model"] = row.number
        number, head, encoder = row.number, str(row.uuid), row.encoder_sha256
        used = any(other.encoder_sha256 == encoder for other in others)
    shutil.rmtree(catalog.heads / head, ignore_errors=True)
    if not used:
        shutil.rmtree(catalog.encoders / encoder, ignore_errors=True)
    return number
