"""Hashes, atomic writes and safe archives: what encoder artefacts and head bundles share."""

import hashlib
import json
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from shelftag_api.errors import ContractError

_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,3}")
MAX_ARCHIVE_BYTES = 2 << 30
"""Largest size of an unpacked bundle, in bytes."""
MAX_ARCHIVE_FILES = 1_000
_BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError,
    ValueError, LookupError, OSError,
)  # fmt: skip


def sha256_of(path: Path) -> str:
    """Returns the SHA-256 of a file as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, data: object) -> None:
    """Writes JSON for people to read, atomically: the file is whole or is not there."""
    text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    temporary = path.with_name(f".writing-{os.getpid()}-{path.name}")
    try:
        temporary.write_text(text, "utf-8")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def read_json(path: Path, *, limit: int = 256 << 20) -> dict[str, Any]:
    """Reads a JSON object from a file that nobody vouches for.

    Raises:
        ContractError: The file is missing, too large, no JSON or no object.
    """
    try:
        if path.stat().st_size > limit:
            raise ContractError("contract.file_too_large", file=path.name)
        data = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ContractError("contract.file_missing", file=path.name) from error
    except (ValueError, RecursionError) as error:
        raise ContractError("contract.not_json", file=path.name) from error
    if not isinstance(data, dict):
        raise ContractError("contract.not_json", file=path.name)
    return data


def check_name(name: object) -> str:
    """Returns a file name of a manifest if it stays inside its folder.

    Raises:
        ContractError: The name leads elsewhere or holds unusual characters.
    """
    if not isinstance(name, str) or not _SAFE_NAME.fullmatch(name) or ".." in name:
        raise ContractError("contract.unsafe_name", file=str(name)[:100])
    return name


def verify_files(folder: Path, hashes: Mapping[str, str]) -> None:
    """Checks that every file of a manifest is there with its SHA-256.

    Raises:
        ContractError: A file is missing (``contract.file_missing``) or differs
            (``contract.wrong_hash``).
    """
    for name, expected in hashes.items():
        path = folder / check_name(name)
        if path.is_symlink() or not path.is_file():
            raise ContractError("contract.file_missing", file=name)
        if sha256_of(path) != expected:
            raise ContractError("contract.wrong_hash", file=name)


def read_verified(folder: Path, name: str, expected: str) -> bytes:
    """Returns a file's bytes after checking exactly those bytes against their SHA-256.

    Raises:
        ContractError: The file is missing or differs.
    """
    try:
        data = (folder / check_name(name)).read_bytes()
    except OSError as error:
        raise ContractError("contract.file_missing", file=name) from error
    if hashlib.sha256(data).hexdigest() != expected:
        raise ContractError("contract.wrong_hash", file=name)
    return data


def pack(folders: Mapping[str, Path], archive: Path) -> None:
    """Zips folders under the given names, atomically."""
    temporary = archive.with_name(f".writing-{archive.name}")
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as target:
            for prefix, folder in folders.items():
                for path in sorted(folder.rglob("*")):
                    if path.is_file():
                        target.write(path, f"{prefix}/{path.relative_to(folder).as_posix()}")
        temporary.replace(archive)
    finally:
        temporary.unlink(missing_ok=True)


def unpack(archive: Path, folder: Path) -> None:
    """Unpacks a zip that nobody vouches for into an empty folder.

    Raises:
        ContractError: No zip, damaged, a name that leaves the folder, too many files, or too large
            when unpacked.
        OSError: The folder cannot be written.
    """
    try:
        file = archive.open("rb")
    except OSError as error:
        raise ContractError("contract.file_missing", file=archive.name) from error
    with file:
        try:
            source = zipfile.ZipFile(file)
        except _BROKEN_ZIP as error:
            raise ContractError("contract.not_a_bundle", file=archive.name) from error
        members = [member for member in source.infolist() if not member.is_dir()]
        names = {check_name(member.filename) for member in members}
        size = sum(member.file_size for member in members)
        if size > MAX_ARCHIVE_BYTES or len(members) > MAX_ARCHIVE_FILES:
            raise ContractError("contract.file_too_large", file=archive.name)
        folders = {str(parent) for name in names for parent in PurePosixPath(name).parents}
        if len(names) < len(members) or names & folders:
            raise ContractError("contract.not_a_bundle", file=archive.name)
        for member in members:
            target = folder / member.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as writer:
                for chunk in _chunks(source, member, archive.name):
                    writer.write(chunk)


def _chunks(source: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """Yields a member's content; a damaged one is a sentence, not a crash."""
    try:
        with source.open(member) as reader:
            while chunk := reader.read(1 << 20):
                yield chunk
    except _BROKEN_ZIP as error:
        raise ContractError("contract.not_a_bundle", file=name) from error
