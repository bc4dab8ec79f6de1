"""Which of the shop's categories the classes of a model from elsewhere mean.

A bundle names its categories by UUID and path. Those whose UUID the shop's tree knows need no map.
The others are matched by their path of names when the bundle is installed, and the owner decides
about the rest. The map belongs to an installed model, not to the bundle, which stays as it came,
and not to the catalogue's history: it is a setting, ``classes:UUID of the version``, that holds the
UUID of the shop's category by that of the bundle's, or null where a class is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog.catalog import Catalog, read_setting
from shelftag.catalog.models import Setting
from shelftag.catalog.tree import CategoryNode, Tree, read_tree
from shelftag_api.bundle import BundleManifest, read_bundle

_PREFIX = "classes:"
ClassMap = Mapping[UUID, UUID | None]


@dataclass(frozen=True)
class ClassMatch:
    """A category of a bundle that the shop's tree does not know by its UUID.

    Attributes:
        uuid: Its id in the bundle.
        path: Its names there, from the department down.
        category_id: The shop's category that it means, or None where it is left out.
    """

    uuid: UUID
    path: tuple[str, ...]
    category_id: int | None


def read(session: Session, version: UUID) -> ClassMap:
    """Returns the map of an installed version; an empty one where it needs none."""
    value = read_setting(session, f"{_PREFIX}{version}", {})
    try:
        return {UUID(key): UUID(found) if found else None for key, found in value.items()}
    except (AttributeError, TypeError, ValueError):  # tampered with: as if nothing was chosen
        return {}


def write(session: Session, version: UUID, chosen: ClassMap) -> None:
    """Stores the map of a version."""
    value = {str(key): str(found) if found else None for key, found in chosen.items()}
    session.merge(Setting(name=f"{_PREFIX}{version}", value=value))


def choose(session: Session, version: UUID, chosen: Mapping[UUID, int | None]) -> None:
    """Stores which of the shop's categories some classes of a version mean; the others stay.

    Args:
        session: A session to write with.
        version: The version.
        chosen: Ids of categories by the UUID of the class; None leaves a class out.
    """
    nodes = read_tree(session).nodes
    found = {
        uuid: node.uuid if (node := nodes.get(category or 0)) else None
        for uuid, category in chosen.items()
    }
    write(session, version, dict(read(session, version)) | found)


def mapped(session: Session) -> set[str]:
    """Returns the UUIDs of the versions that have a map, as texts."""
    names = session.scalars(select(Setting.name).where(Setting.name.startswith(_PREFIX)))
    return {name.removeprefix(_PREFIX) for name in names}


def node_of(tree: Tree, uuid: UUID | None, chosen: ClassMap) -> CategoryNode | None:
    """Returns the shop's category that a class of a bundle means, or None.

    Args:
        tree: The shop's.
        uuid: Of the class; None for one that belongs nowhere.
        chosen: The map of the bundle's version.
    """
    if uuid is None:
        return None
    if (node := tree.by_uuid(uuid)) is not None:
        return node
    found = chosen.get(uuid)
    return tree.by_uuid(found) if found else None


def match(session: Session, manifest: BundleManifest) -> None:
    """Matches the classes of a bundle that the tree does not know by their path of names.

    What the owner has chosen for an earlier installation stays.
    """
    tree = read_tree(session)
    known = read(session, manifest.id)
    found = {
        uuid: known[uuid] if uuid in known else (node.uuid if (node := tree.find(path)) else None)
        for uuid, path in _strangers(tree, manifest).items()
    }
    if found:
        write(session, manifest.id, found)


def matches(catalog: Catalog, version: UUID) -> list[ClassMatch]:
    """Returns the categories of an installed bundle that the tree does not know, by their path.

    Raises:
        ShelftagError: The bundle is damaged.
    """
    manifest = read_bundle(catalog.heads / str(version))
    with catalog.database.read() as session:
        tree = read_tree(session)
        chosen = read(session, version)
    found = []
    for uuid, path in _strangers(tree, manifest).items():
        node = node_of(tree, uuid, chosen)
        found.append(ClassMatch(uuid, path, node.id if node else None))
    return sorted(found, key=lambda one: one.path)


def _strangers(tree: Tree, manifest: BundleManifest) -> dict[UUID, tuple[str, ...]]:
    """The categories that a bundle has classes for and the tree does not know, with their paths."""
    paths = {category.uuid: category.path for category in manifest.categories}
    return {
        uuid: paths.get(uuid, (str(uuid),))
        for uuid in manifest.classes
        if uuid is not None and tree.by_uuid(uuid) is None
    }
