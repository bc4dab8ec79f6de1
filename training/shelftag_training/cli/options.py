"""What the commands share: their options, how a run ends, and its exit code."""

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
from shelftag_training.running.reporting import ConsoleReporter, JsonReporter, Reporter

AsJson = Annotated[bool, typer.Option("--json", help="Report as JSON lines, for programs.")]
Language = Annotated[str, typer.Option(help="Language of the messages: en or zh_CN.")]
Encoder = Annotated[
    Path | None, typer.Option(help="Encoder folder; makes embeddings from the photos with it.")
]
Output = Annotated[Path, typer.Option(help="New folder for the result.")]


class Cancelled(BaseException):
    """Somebody asked the process to stop.

    Attributes:
        signal: The signal's number.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = number


def run(
    work: Callable[[Reporter], Mapping[str, Any]],
    json: bool,
    language: str,
    *,
    cancelled_id: str = "training.cancelled",
) -> None:
    """Runs a command; tells its outcome and leaves with the exit code that belongs to it.

    Args:
        work: The command.
        json: Whether to report as JSON lines.
        language: Of the messages.
        cancelled_id: Message for one that was cancelled.
    """
    reporter: Reporter = JsonReporter() if json else ConsoleReporter(language)
    try:
        reporter.result(work(reporter))
    except Cancelled as cancelled:
        reporter.error(ShelftagError(cancelled_id))
        leave(cancelled)
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


def leave(cancelled: Cancelled) -> NoReturn:
    """Ends the process at once, everything being cleaned up: it waits for no thread.

    A signal in the middle of an import may leave another thread's import waiting for ever.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(128 + cancelled.signal)


def cancel(number: int, _frame: FrameType | None) -> NoReturn:
    """Turns the first signal into an exception that cleans up on its way; ignores more."""
    signal.signal(number, signal.SIG_IGN)
    raise Cancelled(number)
