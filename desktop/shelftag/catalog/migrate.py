"""Brings a catalogue's database to this program's schema: a backup first, newer ones refused."""

from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from shelftag_api.errors import ShelftagError

from shelftag.catalog.database import Database

KEPT_BACKUPS = 3


def migrate(database: Database, backups: Path) -> None:
    """Upgrades the schema where it is older than this program's.

    Args:
        database: The catalogue's database; an empty file gets the whole schema.
        backups: Folder for the copy that is made before an upgrade.

    Raises:
        ShelftagError: The catalogue was made by a newer Shelftag (``catalog.newer``).
    """
    config = Config()
    config.set_main_option("script_location", "shelftag.catalog:migrations")
    scripts = ScriptDirectory.from_config(config)
    newest = scripts.get_current_head()
    with database.writing_engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == newest:
        return
    known = {script.revision for script in scripts.walk_revisions()}
    if current is not None:
        if current not in known:
            raise ShelftagError("catalog.newer", path=str(database.path.parent))
        _backup(database, backups, current)
    with database.writing_engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _backup(database: Database, folder: Path, revision: str) -> None:
    """Keeps the last few copies from before an upgrade."""
    folder.mkdir(exist_ok=True)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    database.backup(folder / f"catalog-{revision}-{stamp}.db")
    for old in sorted(folder.glob("catalog-*.db"))[:-KEPT_BACKUPS]:
        old.unlink()
