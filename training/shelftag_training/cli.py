"""Command line: ``shelftag-train starter|head|evaluate``."""

import errno
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer

from shelftag_api.errors import ShelftagError
from shelftag_training.reporting import ConsoleReporter, JsonReporter, Reporter

app = typer.Typer(
    help="Train Shelftag's models. Nothing here uses the network.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

AsJson = Annotated[bool, typer.Option("--json", help="Report as JSON lines, for programs.")]
Language = Annotated[str, typer.Option(help="Language of the messages: en or zh_CN.")]
Encoder = Annotated[
    Path | None, typer.Option(help="Encoder folder; makes embeddings from the photos with it.")
]


class Cancelled(BaseException):
    """Somebody asked the process to stop.

    Attributes:
        signal: The signal's number.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = number


@app.command()
def starter(
    output: Annotated[Path, typer.Option(help="New folder for the encoder and its bundle.")],
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Build the starter model from the ImageNet weights that a package ships."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.starter import build_starter

        return build_starter(output, reporter)

    _run(work, json, language)


@app.command()
def head(
    dataset: Annotated[Path, typer.Argument(help="Data set folder.")],
    output: Annotated[Path, typer.Option(help="New folder for the bundle.")],
    encoder: Encoder = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Retrain the head on a data set folder: seconds, on cached embeddings."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.head_training import train_head

        return train_head(dataset, output, reporter, encoder=encoder)

    _run(work, json, language)


@app.command()
def evaluate(
    bundle: Annotated[Path, typer.Argument(help="Head bundle folder.")],
    dataset: Annotated[Path, typer.Argument(help="Labelled data set folder.")],
    encoder: Encoder = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Measure a bundle on a labelled data set folder."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.evaluation import evaluate as measure

        return measure(bundle, dataset, reporter, encoder=encoder)

    _run(work, json, language)


def _run(work: Callable[[Reporter], Mapping[str, Any]], json: bool, language: str) -> None:
    """Runs a command; tells its outcome and leaves with the exit code that belongs to it."""
    reporter: Reporter = JsonReporter() if json else ConsoleReporter(language)
    try:
        reporter.result(work(reporter))
    except Cancelled as cancelled:
        reporter.error(ShelftagError("training.cancelled"))
        raise SystemExit(128 + cancelled.signal) from None
    except ShelftagError as error:
        reporter.error(error)
        raise SystemExit(1) from None
    except OSError as error:
        name = "training.disk_full" if error.errno == errno.ENOSPC else "training.file_error"
        reporter.error(ShelftagError(name, folder=str(error.filename or ""), reason=str(error)))
        raise SystemExit(1) from None
    except MemoryError:
        reporter.error(ShelftagError("training.out_of_memory"))
        raise SystemExit(1) from None


def _cancel(number: int, _frame: FrameType | None) -> NoReturn:
    """Turns the first signal into an exception that cleans up on its way; ignores more."""
    signal.signal(number, signal.SIG_IGN)
    raise Cancelled(number)


def main() -> None:
    """Runs the command line."""
    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _cancel)
    try:
        app()
    except Cancelled as cancelled:
        raise SystemExit(128 + cancelled.signal) from None
    except BrokenPipeError:  # whoever read the lines has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
