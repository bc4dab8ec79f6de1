"""Model versions: installing, listing, activating and handing them on."""

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Change, ModelVersion, Operation
from shelftag.catalog.operations import operation
from shelftag.catalog.scope import OperationScope
from shelftag.learning import class_maps
from shelftag.learning.review.desk import LEARNED_UNTIL
from shelftag_api.bundle import BundleManifest, pack_model, read_bundle, unpack_model
from shelftag_api.encoder import read_encoder
from shelftag_api.errors import ShelftagError

STARTER = "starter"
DELETED = "deleted"
"""Status of a version whose files are gone. Its row stays: labels and suggestions name it."""
ASK_SETTING = "ask_before_new_model"
"""Whether a new version waits until the owner has seen what it would change."""
WAITING = "retrain.waiting"
"""Why such a version is a candidate."""
BASES = frozenset({STARTER, "finetune", "cnn"})
"""Kinds of version that come with an encoder of their own."""


@dataclass(frozen=True)
class VersionView:
    """A model version as lists show it.

    Attributes:
        deletable: Whether it may be deleted: it is not in use, and no other builds on it.
        foreign: Whether it came from a shop with another tree, so that its classes were mapped.
    """

    id: int
    number: int
    name: str
    status: str
    status_reason: str
    label_count: int
    metrics: dict[str, Any]
    created_at: datetime
    deletable: bool = True
    foreign: bool = False


def list_versions(catalog: Catalog) -> list[VersionView]:
    """Returns all model versions, newest first."""
    with catalog.database.read() as session:
        rows = session.scalars(
            select(ModelVersion)
            .where(ModelVersion.status != DELETED)
            .order_by(ModelVersion.id.desc())
        ).all()
        mapped = class_maps.mapped(session)
        return [
            VersionView(
                row.id, row.number, row.name, row.status, row.status_reason, row.label_count,
                dict(row.metrics), row.created_at,
                deletable=row.status != "active" and not is_base(row, rows),
                foreign=str(row.uuid) in mapped,
            )
            for row in rows
        ]  # fmt: skip


def is_base(version: ModelVersion, others: Iterable[ModelVersion]) -> bool:
    """Whether other versions build on one: it is the starter, or brought their encoder along."""
    return version.name == STARTER or (
        version.name in BASES
        and any(
            other.id != version.id and other.encoder_sha256 == version.encoder_sha256
            for other in others
        )
    )


def share(metrics: Mapping[str, Any], name: str) -> float | None:
    """Returns a figure that is a share of 1, or None: a bundle from elsewhere may say anything."""
    value = metrics.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        return None
    return float(value)


def active(catalog: Catalog) -> ModelVersion:
    """Returns the active version.

    Raises:
        ShelftagError: There is none (``model.none``).
    """
    with catalog.database.read() as session:
        row = session.scalar(select(ModelVersion).where(ModelVersion.status == "active"))
        if row is None:
            raise ShelftagError("model.none")
        return row


def get(catalog: Catalog, version_id: int) -> ModelVersion:
    """Returns a version by its id.

    Raises:
        ShelftagError: There is no such version (``model.unknown``).
    """
    with catalog.database.read() as session:
        row = session.get(ModelVersion, version_id)
        if row is None or row.status == DELETED:
            raise ShelftagError("model.unknown", version=version_id)
        return row


def by_number(catalog: Catalog, number: int) -> ModelVersion:
    """Returns a version by the number that people see.

    Raises:
        ShelftagError: There is no such version (``model.unknown``).
    """
    with catalog.database.read() as session:
        version_id = session.scalar(select(ModelVersion.id).where(ModelVersion.number == number))
    if version_id is None:  # one that was deleted is told by `get`
        raise ShelftagError("model.unknown", version=number)
    return get(catalog, version_id)


def base(catalog: Catalog) -> ModelVersion | None:
    """Returns the version that a quick retrain builds on: the active one, or its ancestor.

    Heads are not built on heads: each learns anew from all labels, over what an encoder came with.
    """
    with catalog.database.read() as session:
        version = session.scalar(select(ModelVersion).where(ModelVersion.status == "active"))
        while version is not None and version.name not in BASES:
            parent = version.parent_uuid
            version = session.scalar(select(ModelVersion).where(ModelVersion.uuid == parent))
    return version or starter(catalog)


def starter(catalog: Catalog) -> ModelVersion | None:
    """Returns the version that the catalogue began with."""
    with catalog.database.read() as session:
        return session.scalar(
            select(ModelVersion)
            .where(ModelVersion.name == STARTER, ModelVersion.status != DELETED)
            .order_by(ModelVersion.id.desc())
            .limit(1)
        )


def install(catalog: Catalog, bundle: Path, encoder: Path | None) -> int:
    """Verifies a bundle, copies it into the catalogue and lists it as a candidate.

    Args:
        catalog: The catalogue.
        bundle: The head bundle's folder.
        encoder: The encoder's folder; None where the catalogue has it already.

    Returns:
        The id of the model version; that of the existing one where it is installed already.

    Raises:
        ShelftagError: The bundle or encoder is unsound, or they do not belong together.
    """
    manifest = read_bundle(bundle)
    with catalog.database.read() as session:
        known = session.scalar(select(ModelVersion).where(ModelVersion.uuid == manifest.id))
    if known is not None and known.status != DELETED:
        return known.id
    if not manifest.encoder:
        raise ShelftagError("model.no_encoder")
    if encoder is not None:
        if read_encoder(encoder).id != manifest.encoder:
            raise ShelftagError("model.wrong_encoder")
        _copy(encoder, catalog.encoders / manifest.encoder)
    elif not (catalog.encoders / manifest.encoder).is_dir():
        raise ShelftagError("model.encoder_missing")
    _copy(bundle, catalog.heads / str(manifest.id))
    with operation(catalog.database, "install", "model") as scope:
        class_maps.match(scope.session, manifest)
        return _register(scope, manifest)


def _register(scope: OperationScope, manifest: BundleManifest) -> int:
    """Adds the row of an installed bundle; one that was deleted comes back."""
    known = scope.session.scalar(select(ModelVersion).where(ModelVersion.uuid == manifest.id))
    if known is not None:
        known.status, known.status_reason = "candidate", ""
        scope.params["model"] = known.number
        return known.id
    highest = scope.session.scalar(select(func.max(ModelVersion.number)))
    number = 0 if highest is None and manifest.name == STARTER else (highest or 0) + 1
    row = ModelVersion(
        uuid=manifest.id,
        number=number,
        name=manifest.name,
        parent_uuid=manifest.parent,
        encoder_sha256=manifest.encoder,
        dataset_hash=manifest.dataset_hash,
        # What was learned here is noted here: no bundle can say that of this catalogue.
        metrics={name: value for name, value in manifest.metrics.items() if name != LEARNED_UNTIL},
        label_count=manifest.label_count,
        created_at=datetime.fromisoformat(manifest.created_at),
    )
    scope.session.add(row)
    scope.session.flush()
    scope.params["model"] = number
    return row.id


def _copy(source: Path, target: Path) -> None:
    """Copies a folder so that the target is whole or is not there."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".installing-") as temporary:
        copy = Path(temporary) / "copy"
        shutil.copytree(source, copy)
        copy.replace(target)


def install_file(catalog: Catalog, archive: Path) -> int:
    """Installs the zip in which a model travels, or a folder as a trainer writes it.

    Raises:
        ShelftagError: The file is missing, no model, damaged, or unsound.
    """
    if (archive / "bundle").is_dir() and (archive / "encoder").is_dir():
        return install(catalog, archive / "bundle", archive / "encoder")
    if archive.is_dir():
        return install(catalog, archive, None)
    with tempfile.TemporaryDirectory(dir=catalog.folder / "models") as temporary:
        bundle, encoder = unpack_model(archive, Path(temporary))
        return install(catalog, bundle, encoder)


def export_file(
    catalog: Catalog, version: ModelVersion, archive: Path, *, overwrite: bool = False
) -> None:
    """Writes a version and its encoder as one zip.

    Raises:
        ShelftagError: The file cannot be written, or is there already (``export.exists``).
    """
    if archive.exists() and not overwrite:
        raise ShelftagError("export.exists", path=str(archive))
    try:
        pack_model(
            catalog.heads / str(version.uuid), catalog.encoders / version.encoder_sha256, archive
        )
    except OSError as error:
        raise ShelftagError("export.cannot_write", path=str(archive)) from error


def make_active(scope: OperationScope, version_id: int) -> None:
    """Makes a version the active one, as part of an operation that can be undone."""
    session = scope.session
    target = session.get(ModelVersion, version_id)
    if target is None or target.status == DELETED:
        raise ShelftagError("model.unknown", version=version_id)
    for row in session.scalars(select(ModelVersion).where(ModelVersion.status == "active")):
        if row.id != version_id:
            scope.change(row, status="retired")
    scope.change(target, status="active", status_reason="")
    scope.params["model"] = target.number


def previous(session: Session) -> tuple[int, int] | None:
    """Returns the run that made the active version active, and the number of the one before it.

    Undoing that run rolls back to that version, with all that was shown then.
    """
    current = session.scalar(select(ModelVersion.id).where(ModelVersion.status == "active"))
    changes = session.scalars(
        select(Change)
        .join(Operation, Operation.id == Change.operation_id)
        .where(
            Change.table == ModelVersion.__tablename__,
            Operation.retracted_at.is_(None),
            Operation.finished_at.is_not(None),
        )
        .order_by(Change.id)
    ).all()
    steps = [c for c in changes if c.row_id == current and c.after.get("status") == "active"]
    if not steps:
        return None
    step = steps[-1].operation_id
    retired = (
        c.row_id for c in changes if c.operation_id == step and c.before.get("status") == "active"
    )
    row = session.get(ModelVersion, next(retired, None) or 0)
    return None if row is None or row.status == DELETED else (step, row.number)


def set_candidate(catalog: Catalog, version_id: int, reason: str) -> None:
    """Keeps a version as a candidate and notes why."""
    with catalog.database.write() as session:
        row = session.get(ModelVersion, version_id)
        if row is not None:
            row.status_reason = reason


def note(catalog: Catalog, version_id: int, figures: Mapping[str, Any]) -> None:
    """Adds figures to those of a version."""
    with catalog.database.write() as session:
        row = session.get_one(ModelVersion, version_id)
        row.metrics = {**row.metrics, **figures}


def has_active(catalog: Catalog) -> bool:
    """Whether any version is active."""
    with catalog.database.read() as session:
        return (
            session.scalar(select(ModelVersion.id).where(ModelVersion.status == "active"))
            is not None
        )
