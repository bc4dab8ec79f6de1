"""Runs the real programs, as their users do: as commands in processes of their own."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from starter_cache import starter_folder


@dataclass
class Commands:
    """The commands of a computer with a set-up starter."""

    home: Path
    catalogue: Path

    def shelftag(self, *args: str | Path, fails: bool = False, code: int = 0) -> str:
        """Runs ``shelftag`` on the catalogue; returns all that it printed."""
        code = 1 if fails else code
        return self._run("shelftag", "-c", self.catalogue, *args, code=code)

    def train(self, *args: str | Path) -> str:
        """Runs ``shelftag-train``."""
        return self._run("shelftag_training", *args, code=0)

    def _run(self, module: str, *args: str | Path, code: int) -> str:
        environment = os.environ | {"SHELFTAG_HOME": str(self.home), "COLUMNS": "200"}
        done = subprocess.run(
            [sys.executable, "-m", module, *map(str, args)],
            capture_output=True,
            text=True,
            timeout=500,
            env=environment,
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode == code, said
        assert "Traceback" not in said
        return said


@pytest.fixture(scope="module")
def commands(tmp_path_factory) -> Commands:
    """A fresh home with the starter in it, and the folder of a catalogue to be made."""
    home = tmp_path_factory.mktemp("computer")
    shutil.copytree(starter_folder(), home / "starter")
    return Commands(home, tmp_path_factory.mktemp("shop") / "catalogue")
