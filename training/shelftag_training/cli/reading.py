"""Options of every command that reads labelled products, and how their source is opened.

A command names what it wants by a parameter of type `Reading` or `Checking`; `shared_options` puts
the options in that parameter's place.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import render
from shelftag_training.data.labelled_files import TRAIN
from shelftag_training.data.table_columns import TableColumns
from shelftag_training.running.reporting import Reporter

if TYPE_CHECKING:
    from shelftag_training.data.findings import CleaningReport
    from shelftag_training.data.sources import Source

SourcePath = Annotated[Path, typer.Argument(help="Data set folder, folder of photos, or table.")]
Seed = Annotated[int | None, typer.Option(help="Of everything random.")]
LevelWeight = Annotated[
    float, typer.Option(min=0, help="Weight of the levels above a label, which itself weighs 1.")
]

Earlier = Annotated[
    Path | None,
    typer.Option("--from", help="Bundle of the same kind to start from: its classes are kept."),
]


@dataclass(frozen=True)
class Reading:
    """How a source is read.

    Attributes:
        split: Which part of it.
        columns: Which columns of a table hold what.
        photos: Folder of a table's photos; None for the table's own.
    """

    split: str
    columns: TableColumns
    photos: Path | None

    def open(self, path: Path, reporter: Reporter) -> "Source":
        """Reads the source."""
        from shelftag_training.data.sources import read_source

        reporter.progress("training.phase.read")
        return read_source(path, split=self.split, columns=self.columns, photos=self.photos)


@dataclass(frozen=True)
class Checking:
    """Whether the data are looked through before anything is learned from them.

    Attributes:
        wanted: Whether to look.
        strict: Whether to stop where there is anything to see.
    """

    wanted: bool
    strict: bool

    def open(
        self, path: Path, output: Path, reading: Reading, reporter: Reporter, language: str
    ) -> "Source":
        """Reads a source that is to be learned from, and says in a line what is wrong with it.

        Args:
            path: The source.
            output: Folder of the result; refused at once where it exists.
            reading: How to read it.
            reporter: Told of the steps and of what was found.
            language: Of what is told.

        Raises:
            ShelftagError: There is something to look at and `strict` asks to stop there
                (``training.findings``), or the source is unsound.
        """
        if output.exists():
            raise ShelftagError("training.output_exists", folder=str(output))
        source = reading.open(path, reporter)
        if not self.wanted and not self.strict:
            return source
        from shelftag_training.data.cleaning import clean

        report = clean(source, reporter)
        found = summary(report, language)
        if self.strict and report.findings:
            raise ShelftagError("training.findings", source=str(path), found=found)
        phase = "training.phase.found" if report.findings else "training.phase.nothing_found"
        reporter.progress(phase, 1, 1, found=found)
        return source


def summary(report: "CleaningReport", language: str) -> str:
    """What was found, in a line: "2 duplicates, 1 tiny photo"."""
    return ", ".join(
        render(f"training.found.{kind}", {"count": count}, language)
        for kind, count in report.counts().items()
        if count
    )


def _reading(
    split: Annotated[
        str, typer.Option(help="Part of it: train, val, test, or several joined by +.")
    ] = TRAIN,
    photos: Annotated[Path | None, typer.Option(help="Folder of a table's photos.")] = None,
    file: Annotated[str | None, typer.Option(help="A table's column of file names.")] = None,
    category: Annotated[str | None, typer.Option(help="A table's column of categories.")] = None,
    product: Annotated[str | None, typer.Option(help="A table's column of products.")] = None,
    title: Annotated[str | None, typer.Option(help="A table's column of titles.")] = None,
    description: Annotated[
        str | None, typer.Option(help="A table's column of descriptions.")
    ] = None,
    attribute: Annotated[
        list[str] | None,
        typer.Option(help="A table's column of a further label, such as colour; * for all others."),
    ] = None,
    separator: Annotated[str, typer.Option(help="Between names of a category path.")] = " > ",
) -> Reading:
    """Options that say how a source is read."""
    columns = TableColumns(
        file=file, category=category, product=product, title=title, description=description,
        attributes=tuple(attribute or ()), separator=separator,
    )  # fmt: skip
    return Reading(split, columns, photos)


def _checking(
    check: Annotated[
        bool, typer.Option(help="Whether to look through photos and labels first.")
    ] = True,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop where that finds anything.")
    ] = False,
) -> Checking:
    """Options that say whether the data are checked before a training."""
    return Checking(check, strict)


_SHARED: Mapping[type, Callable[..., Any]] = {Reading: _reading, Checking: _checking}


def shared_options(command: Callable[..., None]) -> Callable[..., None]:
    """Returns a command whose parameters of the types above are replaced by options."""
    own = inspect.signature(command)
    makers = {
        name: _SHARED[parameter.annotation]
        for name, parameter in own.parameters.items()
        if parameter.annotation in _SHARED
    }

    @wraps(command)
    def run(**values: Any) -> None:
        for name, maker in makers.items():
            given = {option: values.pop(option) for option in inspect.signature(maker).parameters}
            values[name] = maker(**given)
        command(**values)

    options = [
        option
        for maker in makers.values()
        for option in inspect.signature(maker).parameters.values()
    ]
    kept = [parameter for name, parameter in own.parameters.items() if name not in makers]
    every = sorted([*kept, *options], key=lambda item: item.default is not item.empty)
    run.__signature__ = own.replace(parameters=every)  # type: ignore[attr-defined]
    return run
