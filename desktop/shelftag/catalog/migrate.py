"""Brings a catalogue's database to this program's schema: a backup first, newer ones refused."""

from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from shelftag.catalog.database import Database
from shelftag_api.errors import ShelftagError

KEPT_BACKUPS = 3


SCRIPTS = "shelftag.catalog:migrations"


def migrate(database: Database, backups: Path, *, new: bool) -> None:
    """Upgrades the schema where it is older than this program's.

    Args:
        database: The catalogue's database.
        backups: Folder for the copy that is made before an upgrade.
        new: Whether the file is empty and gets the whole schema.

    Raises:
        ShelftagError: The catalogue was made by a newer Shelftag (``catalog.newer``), or the file
            holds no catalogue (``catalog.damaged``).
    """
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    scripts = ScriptDirectory.from_config(config)
    with database.migrating() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current is not None and current not in {s.revision for s in scripts.walk_revisions()}:
        raise ShelftagError("catalog.newer", path=str(database.path.parent))
    if current is None and not new:
        raise ShelftagError("catalog.damaged", path=str(database.path.parent))
    if current is not None:
        _backup(database, backups, current)
    with database.migrating() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _backup(database: Database, folder: Path, revision: str) -> None:
    """Keeps the last few copies from before an upgrade."""
    folder.mkdir(exist_ok=True)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    database.backup(folder / f"catalog-{revision}-{stamp}.db")
    for old in sorted(folder.glob("catalog-*.db"))[:-KEPT_BACKUPS]:
        old.unlink()
