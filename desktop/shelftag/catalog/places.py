"""Where catalogues lie on this computer, which were used last, and which places are risky."""

import json
import os
import sys
from pathlib import Path

import psutil
from platformdirs import user_data_path, user_documents_path

from shelftag.catalog.catalog import DATABASE

HOME_VARIABLE = "SHELFTAG_HOME"
"""Environment variable that moves everything Shelftag keeps outside catalogues."""
_KEPT = 10
_SYNCHRONISED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud",
                 "owncloud", "mobile documents", "pcloud", "syncthing", "nutstore", "坚果云",
                 "百度网盘")  # fmt: skip
_NETWORK = {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "fuse.sshfs",
            "fuse.rclone", "9p", "davfs", "fuse.davfs2"}  # fmt: skip


def home() -> Path:
    """Returns the folder for what belongs to no catalogue: the starter model, recent catalogues."""
    override = os.environ.get(HOME_VARIABLE)
    path = Path(override) if override else user_data_path("Shelftag", appauthor=False)
    path.mkdir(parents=True, exist_ok=True)
    return path


def default_catalog() -> Path:
    """Returns where a first catalogue is suggested."""
    base = home() if os.environ.get(HOME_VARIABLE) else user_documents_path()
    return base / "Shelftag catalogue"


def recent_catalogs() -> list[Path]:
    """Returns the catalogues used last, latest first; those that are gone are left out."""
    try:
        names = json.loads((home() / "recent.json").read_text("utf-8"))
        paths = [Path(name) for name in names if isinstance(name, str)]
    except (OSError, ValueError, TypeError):
        return []
    return [path for path in paths if (path / DATABASE).is_file()]


def remember_catalog(folder: Path) -> None:
    """Puts a catalogue at the head of the list."""
    paths = [folder, *(path for path in recent_catalogs() if path != folder)][:_KEPT]
    text = json.dumps([str(path) for path in paths], indent=2)
    (home() / "recent.json").write_text(text, "utf-8")


def risky_place(folder: Path) -> str | None:
    """Says why a folder is a risky place for a catalogue.

    Returns:
        ``catalog.on_synchronised_folder``, ``catalog.on_network_drive``, or None.
    """
    parts = [part.casefold() for part in folder.absolute().parts]
    if any(word in part for part in parts for word in _SYNCHRONISED):
        return "catalog.on_synchronised_folder"
    return "catalog.on_network_drive" if is_on_network_drive(folder) else None


def is_on_network_drive(folder: Path) -> bool:
    """Whether a folder lies on another computer."""
    if sys.platform == "win32" and str(folder.absolute()).startswith("\\\\"):
        return True
    mounts = [
        part
        for part in psutil.disk_partitions(all=True)
        if folder.absolute().is_relative_to(part.mountpoint)
    ]
    mount = max(mounts, key=lambda part: len(part.mountpoint), default=None)
    return mount is not None and (mount.fstype.casefold() in _NETWORK or "remote" in mount.opts)
