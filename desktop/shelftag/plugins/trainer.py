"""Finds the command line that runs the trainer: another process, often another environment."""

import os
import shlex
import sys
from collections.abc import Mapping, Sequence

from shelftag.plugins.discovery import find_plugins
from shelftag_api.errors import ShelftagError

VARIABLE = "SHELFTAG_TRAINER"
"""Environment variable with a command line, for a trainer in another environment."""


def trainer_command(
    command: str | Sequence[str] | None = None, *, environment: Mapping[str, str] = os.environ
) -> list[str]:
    """Returns the command line of the trainer, to which its arguments are added.

    Args:
        command: The owner's choice: a command line or its parts; ``{python}`` stands for this
            interpreter. None or empty asks `VARIABLE`, then the installed trainer plug-ins.
        environment: Where `VARIABLE` is looked up.

    Returns:
        Program and arguments.

    Raises:
        ShelftagError: ``plugins.no_trainer``, ``plugins.bad_command``, or the error of the only
            trainer there is.
    """
    chosen = command or environment.get(VARIABLE, "").strip()
    if chosen:
        return _filled(_split(chosen) if isinstance(chosen, str) else chosen)
    trainers = [
        item for item in find_plugins() if item.manifest and item.manifest.kind == "trainer"
    ]
    for item in sorted(trainers, key=lambda item: item.error is not None):
        if item.error is not None:
            raise item.error
        if item.manifest is not None:
            return _filled(item.manifest.command)
    raise ShelftagError("plugins.no_trainer")


def _filled(parts: Sequence[str]) -> list[str]:
    """Puts this interpreter in the place of ``{python}``."""
    return [part.replace("{python}", sys.executable) for part in parts]


def _split(line: str) -> list[str]:
    """Splits a command line as this system's shell would.

    Raises:
        ShelftagError: ``plugins.bad_command``: a quotation mark is not closed.
    """
    try:
        if sys.platform == "win32":  # a backslash is part of a path there
            return [part.strip('"') for part in shlex.split(line, posix=False)]
        return shlex.split(line)
    except ValueError as error:
        raise ShelftagError("plugins.bad_command", command=line) from error
