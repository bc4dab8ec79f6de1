"""The starter: the model and the tree that a new catalogue begins with."""

import shutil
from collections.abc import Generator
from pathlib import Path

from sqlalchemy import select

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Category
from shelftag.catalog.operations import operation
from shelftag.catalog.places import home
from shelftag.catalog.tree import NewCategory, plant
from shelftag.learning import versions
from shelftag.learning.trainer_process import run_trainer
from shelftag.plugins.trainer import trainer_command
from shelftag_api.bundle import read_bundle
from shelftag_api.encoder import read_encoder
from shelftag_api.errors import ContractError
from shelftag_api.progress import Progress
from shelftag_resources.taxonomy import starter_categories


def starter_folder() -> Path:
    """Returns where the starter of this computer lies; all catalogues copy from there."""
    return home() / "starter"


def starter_is_built() -> bool:
    """Whether a sound starter lies there."""
    try:
        encoder = read_encoder(starter_folder() / "encoder")
        return read_bundle(starter_folder() / "bundle").encoder == encoder.id
    except ContractError:
        return False


def build_starter() -> Generator[Progress, None, None]:
    """Builds the starter with the trainer where it is missing.

    Raises:
        ShelftagError: No trainer is installed (``plugins.no_trainer``), or it failed.
    """
    if starter_is_built():
        return
    folder = starter_folder()
    command = [*trainer_command(), "starter", "--output", str(folder), "--json"]
    shutil.rmtree(folder, ignore_errors=True)
    yield from run_trainer(command, phase="phase.starter")


def prepare(catalog: Catalog) -> Generator[Progress, None, int]:
    """Gives a catalogue its tree and its first model, where they are missing.

    Returns:
        The id of the active model version.
    """
    plant_starter_tree(catalog)
    if versions.has_active(catalog):
        return versions.active(catalog).id
    yield from build_starter()
    yield Progress("phase.install")
    folder = starter_folder()
    version_id = versions.install(catalog, folder / "bundle", folder / "encoder")
    with operation(catalog.database, "activate", "model") as scope:
        versions.make_active(scope, version_id)
    return version_id


def plant_starter_tree(catalog: Catalog) -> None:
    """Adds the starter's categories to a catalogue that has none."""
    with catalog.database.read() as session:
        if session.scalar(select(Category.id).limit(1)) is not None:
            return
    categories = starter_categories()
    uuids = {category.key: category.uuid for category in categories}
    with operation(catalog.database, "plant_tree", "model") as scope:
        plant(
            scope,
            [
                NewCategory(
                    uuid=category.uuid,
                    parent=uuids[category.parent] if category.parent else None,
                    name=category.name_en,
                    names={"en": category.name_en, "zh_CN": category.name_zh},
                    synonyms=(*category.synonyms_en, *category.synonyms_zh),
                    google_id=category.google_id,
                )
                for category in categories
            ],
        )
