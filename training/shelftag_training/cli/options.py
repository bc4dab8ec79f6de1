"""What the commands share: their options, how a run ends, and its exit code."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, Literal, NoReturn

import typer

from shelftag_api.errors import ShelftagError
from shelftag_training.running.publish import is_full
from shelftag_training.running.reporting import ConsoleReporter, JsonReporter, Reporter

_AGAIN = 0.02
"""Seconds."""
_signals: list[int] = []
AsJson = Annotated[bool, typer.Option("--json", help="Report as JSON lines, for programs.")]
Language = Annotated[Literal["en", "zh_CN"], typer.Option(help="Language of the messages.")]
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
    writes: Path | None = None,
) -> None:
    """Runs a command; tells its outcome and leaves with the exit code that belongs to it.

    Args:
        work: The command.
        json: Whether to report as JSON lines.
        language: Of the messages.
        cancelled_id: Message for one that was cancelled.
        writes: What it writes, if anything: an error of a full drive does not say that by itself.
    """
    reporter: Reporter = JsonReporter() if json else ConsoleReporter(language)
    try:
        try:
            result = work(_Interruptible(reporter))
        except BaseException:
            if _signals:  # what was interrupted may have failed in a way of its own
                raise Cancelled(_signals[0]) from None
            raise
        reporter.result(result)
    except Cancelled as cancelled:
        reporter.error(ShelftagError(cancelled_id))
        leave(cancelled)
    except ShelftagError as error:
        reporter.error(error)
        raise SystemExit(1) from None
    except OSError as error:
        place = error.filename or (writes.parent if writes else "")
        name = "training.disk_full" if is_full(error) else "training.file_error"
        reporter.error(ShelftagError(name, folder=str(place), reason=str(error)))
        raise SystemExit(1) from None
    except MemoryError:
        reporter.error(ShelftagError("training.out_of_memory"))
        raise SystemExit(1) from None


class _Interruptible:
    """A reporter that raises again what Python swallowed: exceptions in callbacks go nowhere."""

    def __init__(self, inner: Reporter) -> None:
        self._inner = inner
        self.result, self.error = inner.result, inner.error

    def progress(
        self, phase: str, done: int = 0, total: int | None = None, **detail: object
    ) -> None:
        """Says how far the run is, unless it was cancelled."""
        if _signals:
            raise Cancelled(_signals[0])
        self._inner.progress(phase, done, total, **detail)


def leave(cancelled: Cancelled) -> NoReturn:
    """Ends the process at once, everything being cleaned up: it waits for no thread.

    A signal in the middle of an import may leave another thread's import waiting for ever.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(128 + cancelled.signal)


def cancel(number: int, frame: FrameType | None) -> None:
    """Turns the first signal into an exception that cleans up on its way; ignores more.

    Inside the import machinery an exception may be swallowed, or leave the import lock held for
    ever: there the signal is sent again a moment later.
    """
    if frame is not None and frame.f_code.co_filename.startswith("<frozen importlib"):
        again = threading.Timer(_AGAIN, _send, [number])
        again.daemon = True
        again.start()
        return
    signal.signal(number, signal.SIG_IGN)
    _signals.append(number)
    raise Cancelled(number)


def _send(number: int) -> None:
    """Sends a signal to the main thread."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, number)
    else:
        signal.raise_signal(number)
