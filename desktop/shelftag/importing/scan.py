"""Finds the photos in a folder: streaming, in a fixed order.

Files with a picture's extension are taken, others with a known one left; what has none, or an
unknown one (``IMG_0001``, ``a.jpg_large``), is judged by its first bytes.
"""

import errno
import os
import stat
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from shelftag.catalog.catalog import FOLDERS
from shelftag.catalog.photo_files import is_cloud_only
from shelftag.importing.raw import RAW_EXTENSIONS
from shelftag.importing.signatures import HEAD_BYTES, is_picture
from shelftag_api.errors import ShelftagError

PICTURE_EXTENSIONS = frozenset({
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".heic", ".heif", ".hif", ".avif",
    ".tif", ".tiff", ".bmp", ".gif", ".mpo",
}) | RAW_EXTENSIONS  # fmt: skip
_OTHER_EXTENSIONS = frozenset({
    # documents and tables
    ".txt", ".md", ".log", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".xlsm",
    ".ods", ".csv", ".tsv", ".ppt", ".pptx", ".pages", ".numbers", ".epub", ".eml", ".msg", ".ics",
    # what programs write beside photos
    ".xmp", ".thm", ".aae", ".ini", ".db", ".json", ".xml", ".yml", ".yaml", ".toml", ".html",
    ".htm", ".css", ".url", ".lnk", ".webloc", ".bak", ".tmp", ".part", ".crdownload", ".lock",
    # films and sound
    ".mp4", ".mov", ".m4v", ".avi", ".mkv", ".webm", ".mts", ".m2ts", ".3gp", ".mpg", ".mpeg",
    ".wmv", ".flv", ".mp3", ".m4a", ".wav", ".ogg", ".flac", ".aac", ".opus", ".amr",
    # pictures that cannot be read
    ".psd", ".psb", ".ai", ".eps", ".svg", ".ico", ".jp2", ".jxl", ".indd", ".xcf", ".sketch",
    # archives and programs
    ".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz", ".iso", ".dmg", ".exe", ".msi",
    ".apk", ".deb", ".rpm", ".dll", ".so", ".bin", ".py", ".pyc", ".js", ".ts", ".java", ".class",
    ".c", ".h", ".cpp", ".sh", ".bat", ".ps1", ".php", ".rb", ".go", ".rs", ".sql", ".sqlite",
    ".ttf", ".otf", ".woff", ".woff2",
})  # fmt: skip
_JUNK = frozenset(
    {
        "__macosx",
        "@eadir",
        "#recycle",
        "$recycle.bin",
        "system volume information",
        "lost+found",
        "thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
    }
)
CLOUD_ONLY = "importing.cloud_only"
_CATALOGUE_FILE = "catalog.db"
_CATALOGUE_FOLDERS = frozenset(FOLDERS)
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE})

_LATEST = 2**63 - 1  # beyond the year 2262 no database keeps a file's time

FolderIdentity = tuple[int, int]
"""Device and inode of a folder: another pair at the same path is another folder."""


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """A file that may be a photo: its name or its first bytes say so.

    Attributes:
        folder: The scanned folder.
        relative: Path from there, with ``/`` between the parts. May hold newlines and,
            for bytes that are no text, lone surrogates: see `shown`.
        size: Bytes.
        modified_ns: Time of the last change, in nanoseconds since 1970.
        inode: The file's number on its device; 0 where the system has none.
    """

    folder: Path
    relative: str
    size: int
    modified_ns: int
    inode: int

    @property
    def path(self) -> Path:
        """Where it is. Not kept: of 100,000 files, these would take 40 MB."""
        return self.folder / self.relative


@dataclass(frozen=True)
class SkippedFiles:
    """How many files of one folder (relative path, "" for the root) are no pictures."""

    folder: str
    count: int


@dataclass(frozen=True)
class ScanProblem:
    """A sub-folder or file that could not be looked at; the scan goes on.

    Attributes:
        relative: Path from the scanned folder.
        message_id: The sentence that says why.
        params: Its placeholders.
    """

    relative: str
    message_id: str
    params: dict[str, object]


@dataclass
class _Folder:
    """What one folder below the scanned one holds, sorted by name."""

    root: Path
    files: list[ScannedFile] = field(default_factory=list)
    problems: list[ScanProblem] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    skipped: int = 0


def scan(
    folder: Path, *, pull_cloud: bool = False
) -> Iterator[ScannedFile | SkippedFiles | ScanProblem]:
    """Walks a folder and all below it, sorted by name, files of a folder before its sub-folders.

    Hidden files, rubbish of operating systems and the inside of Shelftag catalogues are left out.
    Linked folders are followed once and last, so that a photo is found under its real place; a link
    to a folder above the scanned one is a loop and is left out.

    Args:
        folder: Where to begin.
        pull_cloud: Files that lie in a cloud alone are photos too: reading them fetches them.

    Yields:
        A `ScannedFile` for each file that may be a photo, one `SkippedFiles` for each folder that
        holds others, a `ScanProblem` for what could not be looked at.

    Raises:
        ShelftagError: The folder is missing, no folder or unreadable (before anything is yielded),
            or it went away half-way (``importing.folder_vanished``).
    """
    identity = folder_identity(folder)
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise ShelftagError("importing.folder_unreadable", folder=shown(folder)) from error
    above = {_identity(parent.stat()) for parent in folder.resolve().parents if parent.exists()}
    seen = {identity} | above
    todo = deque([""])
    linked: deque[str] = deque()
    while todo or linked:
        relative = (todo or linked).popleft()
        here = folder / relative if relative else folder
        try:
            if relative:
                found = _identity(here.stat())
                if found in seen:
                    continue
                seen.add(found)
            content = _read_folder(folder, relative, pull_cloud)
        except OSError as error:
            if not relative or error.errno in _GONE:
                check_folder(folder, identity)
            yield _folder_problem(relative or str(folder), error)
            continue
        yield from content.files
        yield from content.problems
        if content.skipped:
            yield SkippedFiles(relative, content.skipped)
        todo.extendleft(reversed(content.folders))
        linked.extend(content.links)
    check_folder(folder, identity)


def folder_identity(folder: Path) -> FolderIdentity:
    """Identifies a folder, so that `check_folder` can tell later whether it is still there.

    Raises:
        ShelftagError: It is missing, no folder, or unreadable.
    """
    try:
        status = folder.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ShelftagError("importing.folder_missing", folder=shown(folder)) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise ShelftagError("importing.folder_unreadable", folder=shown(folder)) from error
    if not stat.S_ISDIR(status.st_mode):
        raise ShelftagError("importing.not_a_folder", folder=shown(folder))
    return _identity(status)


def check_folder(folder: Path, identity: FolderIdentity) -> None:
    """Makes sure that the folder is still the same one: a card pulled out leaves none, or another.

    Raises:
        ShelftagError: ``importing.folder_vanished``.
    """
    try:
        same = _identity(folder.stat()) == identity
        os.scandir(folder).close()
    except OSError as error:
        raise ShelftagError("importing.folder_vanished", folder=shown(folder)) from error
    if not same:
        raise ShelftagError("importing.folder_vanished", folder=shown(folder))


def shown(path: Path | str) -> str:
    """Renders a path on one line of valid text, for sentences and logs. Not to be opened."""
    text = str(path).encode("utf-8", "replace").decode("utf-8")
    return "".join(
        character if character.isprintable() else " " if character.isspace() else "\ufffd"
        for character in text
    )


def _identity(status: os.stat_result) -> FolderIdentity:
    return status.st_dev, status.st_ino


def _read_folder(root: Path, relative: str, pull_cloud: bool) -> _Folder:
    """Lists one folder below the root.

    Raises:
        OSError: It cannot be read.
    """
    with os.scandir(root / relative) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    catalogue = any(entry.name == _CATALOGUE_FILE for entry in entries)
    content = _Folder(root)
    for entry in entries:
        if entry.name.startswith(".") or entry.name.casefold() in _JUNK:
            continue
        below = f"{relative}/{entry.name}" if relative else entry.name
        try:
            if entry.is_dir():
                if not (catalogue and entry.name in _CATALOGUE_FOLDERS):
                    (content.links if entry.is_symlink() else content.folders).append(below)
            elif not _may_be_photo(entry):
                content.skipped += 1
            else:
                _add_file(content, entry, below, pull_cloud)
        except OSError as error:
            content.problems.append(
                _folder_problem(below, error)
                if error.errno == errno.ENAMETOOLONG
                else _problem("importing.unreadable", below)
            )
    return content


def _may_be_photo(entry: os.DirEntry[str]) -> bool:
    """Whether a file is to be tried: by its extension or, where that says nothing, its content."""
    extension = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122
    if extension in PICTURE_EXTENSIONS:
        return True
    if extension in _OTHER_EXTENSIONS:
        return False
    try:
        status = entry.stat()
        if not stat.S_ISREG(status.st_mode) or not status.st_size or is_cloud_only(status):
            return False
        with Path(entry.path).open("rb", buffering=0) as file:
            return is_picture(file.read(HEAD_BYTES))
    except OSError:
        return False


def _add_file(content: _Folder, entry: os.DirEntry[str], relative: str, pull_cloud: bool) -> None:
    """Files a candidate as a photo or, if it cannot be read without harm, as a problem."""
    status = entry.stat()
    if not stat.S_ISREG(status.st_mode):  # a pipe or device would block its reader for ever
        content.problems.append(_problem("importing.unreadable", relative))
    elif not pull_cloud and is_cloud_only(status):
        content.problems.append(_problem(CLOUD_ONLY, relative))
    else:
        content.files.append(
            ScannedFile(
                content.root,
                relative,
                status.st_size,
                min(status.st_mtime_ns, _LATEST),
                status.st_ino,
            )
        )


def _folder_problem(relative: str, error: OSError) -> ScanProblem:
    too_deep = error.errno == errno.ENAMETOOLONG
    message_id = "importing.too_deep" if too_deep else "importing.subfolder_unreadable"
    return ScanProblem(relative, message_id, {"folder": shown(relative)})


def _problem(message_id: str, relative: str) -> ScanProblem:
    return ScanProblem(relative, message_id, {"file": shown(relative)})
