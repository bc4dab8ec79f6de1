"""What all commands share: the catalogue, the engine's progress, sentences and exit codes."""

import json
import locale
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as ProgressBar

from shelftag.catalog.catalog import DATABASE, Catalog
from shelftag.catalog.places import default_catalog, recent_catalogs, remember_catalog, risky_place
from shelftag.engine.client import GOES_ON, Engine
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress
from shelftag_resources.messages import LANGUAGES, render, render_error

CATALOG_VARIABLE = "SHELFTAG_CATALOGUE"
LARGEST_NUMBER = 2**63 - 1
"""The largest number that a catalogue can be asked for."""
console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


@dataclass
class Choices:
    """What was given before the command's name."""

    folder: Path | None = None
    language: str = "en"


choices = Choices()


def system_language() -> str:
    """Returns the language of the system, as far as there are sentences in it."""
    name = (
        os.environ.get("SHELFTAG_LANGUAGE") or locale.getlocale()[0] or os.environ.get("LANG", "")
    )
    return "zh_CN" if name.lower().startswith(("zh", "chinese")) else LANGUAGES[0]


def say(message_id: str, **params: object) -> None:
    """Prints a sentence."""
    console.print(escape(render(message_id, params, choices.language)))


def catalog_folder() -> Path:
    """Returns the catalogue meant: the one given, else the last one used."""
    if choices.folder is not None:
        return choices.folder
    if named := os.environ.get(CATALOG_VARIABLE):
        return Path(named)
    return next(iter(recent_catalogs()), default_catalog())


@contextmanager
def open_catalog(*, create: bool = False) -> Iterator[Catalog]:
    """Opens the catalogue for one command.

    Args:
        create: Whether to make it where there is none yet.
    """
    folder = catalog_folder()
    new = create and not (folder / DATABASE).exists()
    if new and (warning := risky_place(folder)):
        errors.print(escape(render(warning, {"path": folder}, choices.language)))
    with Catalog.create(folder) if new else Catalog.open(folder) as catalog:
        remember_catalog(catalog.folder)
        yield catalog


def run_job(catalog: Catalog, kind: str, *, hidden: bool = False, **args: Any) -> dict[str, Any]:
    """Runs a job of the engine with a progress bar, unless it is hidden; as `follow_job`."""
    with progress_bars(hidden=hidden) as bar:
        task = bar.add_task("", total=None, pace="")

        def show(progress: Progress) -> None:
            text = render(progress.phase, {}, choices.language)
            bar.update(
                task, description=text, completed=progress.done, total=progress.total,
                pace=pace(progress),
            )  # fmt: skip

        return follow_job(catalog, kind, show, **args)


def follow_job(
    catalog: Catalog, kind: str, show: Callable[[Progress], None], **args: Any
) -> dict[str, Any]:
    """Runs a job of the engine to its end.

    Args:
        catalog: The catalogue.
        kind: The job.
        show: Told how far it is.
        args: Of the job.

    Raises:
        ShelftagError: The job failed.
        KeyboardInterrupt: It was cancelled with Ctrl+C; what it had stored stays.
    """
    engine = Engine(catalog.folder)
    try:
        job = engine.submit(kind, restart=kind in GOES_ON, **args)
        try:
            return dict(job.wait(show) or {})
        except KeyboardInterrupt:
            job.cancel()
            print_error(ShelftagError("engine.cancelled"))
            raise
    finally:
        engine.close()


def progress_bars(*, hidden: bool = False) -> ProgressBar:
    """Makes bars with counts and ``pace``, on the error stream where that is a terminal."""
    return ProgressBar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
        console=errors,
        transient=True,
        disable=hidden or not errors.is_terminal,
    )


def pace(progress: Progress) -> str:
    """Says how fast a job goes and how long the rest will take, as far as that is known."""
    parts = [f"{progress.rate:,.0f}/s"] if progress.rate else []
    if progress.seconds_left and progress.seconds_left >= 1:
        seconds = round(progress.seconds_left)
        parts.append(render("cli.time_left", {"seconds": seconds}, choices.language))
    return " · ".join(parts)


def print_error(error: ShelftagError) -> None:
    """Prints an error's sentence on the error stream."""
    errors.print(escape(render_error(error, choices.language)))


def print_json(value: Mapping[str, Any]) -> None:
    """Prints a line of JSON, for programs."""
    console.print(json.dumps(value, ensure_ascii=True, default=str), markup=False)
