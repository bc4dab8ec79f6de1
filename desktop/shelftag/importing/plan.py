"""Import plan: what a folder holds, how it groups, and what of it is new."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog.models import PhotoFile
from shelftag.importing.grouping import Grouping, ProductGroup, group
from shelftag.importing.patterns import NamePattern
from shelftag.importing.scan import (
    CLOUD_ONLY,
    ScannedFile,
    ScanProblem,
    SkippedFiles,
    scan,
    shown,
)
from shelftag_api.errors import ShelftagError


@dataclass(frozen=True)
class ImportOptions:
    """How a folder is imported.

    Attributes:
        grouping: How photos become products.
        folder_categories: Folder names are categories.
        trusted: The folder names are right: they become labels that the model learns from. Without
            it they are hints.
        use_names: Words of file and folder names are hints for the model.
        keep_copies: The photos are copied into the catalogue too.
        pull_cloud: Files that lie in a cloud alone are fetched; without it they are left there.
        read_codes: Barcodes on the photos are read afterwards.
        pattern: How the files are named, where the grouping goes by that; see `NamePattern`.
    """

    grouping: Grouping = Grouping.FILE_NAME
    folder_categories: bool = False
    trusted: bool = False
    use_names: bool = True
    keep_copies: bool = False
    pull_cloud: bool = False
    read_codes: bool = True
    pattern: str = ""

    def to_json(self) -> dict[str, Any]:
        """Returns the options as an import run stores them."""
        return asdict(self) | {"grouping": self.grouping.value}

    @classmethod
    def from_args(cls, grouping: str, pattern: str = "", **flags: Any) -> "ImportOptions":
        """Builds the options from plain values; a pattern with a category makes it one.

        Raises:
            ShelftagError: There is no such grouping (``importing.bad_grouping``), or the pattern is
                not in order.
        """
        try:
            chosen = Grouping(grouping)
        except ValueError as error:
            names = ", ".join(item.value for item in Grouping)
            raise ShelftagError("importing.bad_grouping", value=grouping, names=names) from error
        options = cls(chosen, **flags)
        if chosen is not Grouping.PATTERN:
            return options
        parsed = NamePattern.parse(pattern)
        return replace(
            options,
            pattern=parsed.text,
            folder_categories=options.folder_categories or parsed.names_category,
        )

    def group(self, files: Iterable[str]) -> list[ProductGroup]:
        """Groups photos into products."""
        pattern = NamePattern.parse(self.pattern) if self.grouping is Grouping.PATTERN else None
        return group(files, self.grouping, pattern)


@dataclass
class FolderContent:
    """What a scan found.

    Attributes:
        files: Candidates by relative path.
        skipped: Number of files that are no pictures.
        problems: Folders and files that could not be looked at.
    """

    files: dict[str, ScannedFile] = field(default_factory=dict)
    skipped: int = 0
    problems: list[ScanProblem] = field(default_factory=list)

    @property
    def cloud_only(self) -> int:
        """How many files lie in a cloud alone and were left there."""
        return sum(problem.message_id == CLOUD_ONLY for problem in self.problems)


def read_folder(
    folder: Path,
    on_progress: Callable[[FolderContent], None] | None = None,
    *,
    pull_cloud: bool = False,
) -> FolderContent:
    """Scans a folder to the end.

    Args:
        folder: The folder.
        on_progress: Called now and then with what was found so far; may raise to stop.
        pull_cloud: Files that lie in a cloud alone count as candidates.

    Raises:
        ShelftagError: The folder is missing or unreadable, or holds no picture
            (``importing.nothing_found``).
    """
    content = FolderContent()
    for number, item in enumerate(scan(folder, pull_cloud=pull_cloud)):
        match item:
            case ScannedFile():
                content.files[item.relative] = item
            case SkippedFiles():
                content.skipped += item.count
            case ScanProblem():
                content.problems.append(item)
        if on_progress and number % 500 == 0:
            on_progress(content)
    if not content.files and not content.problems:
        raise ShelftagError(
            "importing.nothing_found", folder=shown(folder), skipped=content.skipped
        )
    return content


@dataclass(frozen=True)
class ImportPlan:
    """The work of one import. Photos are grouped when that is asked for: often nothing is new.

    Attributes:
        files: All candidates of the folder, relative paths.
        options: How they become products.
        fresh: Files that are new or have changed.
        in_cloud: Number of files that are, and whose content only a cloud has by now.
        gone: Files that are, and that the scan did not find.
    """

    files: Mapping[str, ScannedFile]
    options: ImportOptions
    fresh: Mapping[str, ScannedFile]
    in_cloud: int = 0
    gone: tuple[str, ...] = ()

    @cached_property
    def groups(self) -> dict[str, ProductGroup]:
        """All products of the folder, by the key of their group."""
        return {item.key: item for item in self.options.group(self.files)}

    @cached_property
    def group_of(self) -> dict[str, str]:
        """For each file the key of its group."""
        return {file: item.key for item in self.groups.values() for file in item.files}

    @property
    def todo(self) -> list[ScannedFile]:
        """The fresh files, product by product."""
        if not self.fresh:
            return []
        files = (file for item in self.groups.values() for file in item.files)
        return [self.fresh[file] for file in files if file in self.fresh]


def make_plan(
    session: Session,
    root_id: int,
    content: FolderContent,
    options: ImportOptions,
    *,
    leave_out: Collection[str] = (),
) -> ImportPlan:
    """Compares a folder's files with what an earlier import has brought in.

    Known files of which only the cloud has the content by now are no problem: there is nothing to
    be read from them.

    Args:
        session: A session.
        root_id: The folder.
        content: What it holds.
        options: How it is imported.
        leave_out: Files (relative paths) that are not to be tried.
    """
    known = known_files(session, root_id)
    fresh = {
        relative: file
        for relative, file in content.files.items()
        if known.get(relative) != (file.size, file.modified_ns) and relative not in leave_out
    }
    cloud = {item.relative for item in content.problems if item.message_id == CLOUD_ONLY}
    away = cloud & known.keys()
    content.problems = [item for item in content.problems if item.relative not in away]
    return ImportPlan(
        files=content.files,
        options=options,
        fresh=fresh,
        in_cloud=len(away),
        gone=tuple(name for name in known if name not in content.files and name not in away),
    )


def known_files(session: Session, root_id: int) -> dict[str, tuple[int, int]]:
    """Returns size and time of the files that earlier imports of a root brought in, by path."""
    rows: Iterable[Any] = session.execute(
        select(PhotoFile.relative_path, PhotoFile.byte_size, PhotoFile.modified_ns).where(
            PhotoFile.root_id == root_id, PhotoFile.active
        )
    )
    return {path: (size, modified) for path, size, modified in rows}
