"""What is new in a watched folder: files that no import has looked at as they are now."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select

from shelftag.catalog import source_folders
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import ImportOutcome, ImportRun, PhotoFile, Root
from shelftag.catalog.models.importing import FAILED
from shelftag.importing.scan import ScannedFile, scan

Newcomers = Mapping[str, tuple[int, int]]
"""Files that are not in the catalogue, by relative path: size and modification time."""


def new_files(catalog: Catalog, folder: Path) -> Newcomers:
    """Finds the files of a folder that no import has looked at as they are now.

    Files without any content are left out: they are about to be written. So are those of an import
    that was undone: the owner does not want them back by themselves.

    Raises:
        ShelftagError: The folder cannot be read.
    """
    with catalog.database.read() as session:
        options = source_folders.watched_folders(session).get(folder, {})
        root = session.scalar(select(Root.id).where(Root.path == str(folder)))
        files = select(PhotoFile.relative_path, PhotoFile.byte_size, PhotoFile.modified_ns)
        known = {tuple(row) for row in session.execute(files.where(PhotoFile.root_id == root))}
        failures = (
            select(ImportOutcome.relative_path, ImportOutcome.byte_size)
            .join(ImportRun, ImportRun.id == ImportOutcome.run_id)
            .where(
                ImportRun.root_id == root,
                ImportOutcome.outcome == FAILED,
                ImportOutcome.message_id != "importing.changing",
            )
        )
        failed = {tuple(row) for row in session.execute(failures)}
    return {
        item.relative: (item.size, item.modified_ns)
        for item in scan(folder, pull_cloud=bool(options.get("pull_cloud")))
        if isinstance(item, ScannedFile)
        and item.size
        and (item.relative, item.size, item.modified_ns) not in known
        and (item.relative, item.size) not in failed
    }
