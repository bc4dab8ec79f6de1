"""The starter model for tests: built once per checkout, then taken from ``.cache``."""

import os
import subprocess
import sys
from pathlib import Path

from shelftag_api.bundle import read_bundle
from shelftag_api.encoder import read_encoder
from shelftag_api.errors import ShelftagError

VERSION = 4
"""Counts up whenever the starter's recipe changes."""
REPOSITORY = Path(__file__).resolve().parent.parent


def starter_folder() -> Path:
    """Returns the folder with ``encoder/`` and ``bundle/``, building it where it is missing.

    Two test runs may build at the same time: the first to finish wins, the other's is dropped.
    """
    folder = REPOSITORY / ".cache" / f"starter-{VERSION}"
    if not folder.exists():
        growing = folder.with_name(f"{folder.name}-{os.getpid()}")
        command = [sys.executable, "-m", "shelftag_training", "starter", "--output", str(growing)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=500, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        try:
            growing.rename(folder)
        except OSError:
            if not folder.exists():
                raise
    try:
        read_bundle(folder / "bundle", verify=False)
        read_encoder(folder / "encoder", verify=False)
    except ShelftagError as error:
        raise AssertionError(f"remove {folder}: it is of another version ({error})") from error
    return folder
