"""Whole or nothing: results grow in a folder beside their place and are moved there at the end."""

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shelftag_api.errors import ShelftagError

_FULL = (errno.ENOSPC, errno.EDQUOT)


def is_full(error: BaseException) -> bool:
    """Whether an error says that a drive, or somebody's share of it, is full."""
    if isinstance(error, ShelftagError):
        return error.message_id == "training.disk_full"
    return isinstance(error, OSError) and error.errno in _FULL


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Gives a file beside ``target`` that becomes it when the block ends without an error.

    Raises:
        ShelftagError: The target exists already.
    """
    if target.exists():
        raise ShelftagError("training.output_exists", folder=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    growing = target.with_name(f".{target.name}.part")
    try:
        yield growing
        growing.replace(target)
    finally:
        growing.unlink(missing_ok=True)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Gives a temporary folder that becomes ``target`` when the block ends without an error.

    Whatever ends the block early (an error, Ctrl+C, a termination turned into an exception) leaves
    nothing behind.

    Args:
        target: A folder that must not exist yet; its parents are made.

    Yields:
        The folder to write into, on the same drive.

    Raises:
        ShelftagError: The target exists, the drive is full, or it cannot be written to.
    """
    if target.exists() or target.is_symlink():
        raise ShelftagError("training.output_exists", folder=str(target))
    growing: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        growing = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        growing.chmod(0o755)
        yield growing
        growing.replace(target)
    except OSError as error:
        if is_full(error):
            raise ShelftagError("training.disk_full", folder=str(target.parent)) from error
        if error.errno in (errno.EEXIST, errno.ENOTEMPTY):
            raise ShelftagError("training.output_exists", folder=str(target)) from error
        if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM, errno.ENOTDIR):
            raise ShelftagError("training.output_unwritable", folder=str(target)) from error
        raise
    finally:
        if growing is not None and growing.exists():
            shutil.rmtree(growing, ignore_errors=True)
