"""How a training run tells what it does: JSON lines for the desktop, a progress bar for people."""

import sys
import time
from collections.abc import Mapping
from typing import Any, Protocol, TextIO

from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress, TrainerEvent
from shelftag_resources.messages import render, render_error


class Reporter(Protocol):
    """Takes what a run reports."""

    def progress(
        self, phase: str, done: int = 0, total: int | None = None, **detail: object
    ) -> None:
        """Says how far the run is.

        Args:
            phase: Message id of what is being done.
            done: Units finished.
            total: Units in all, or None.
            detail: Further values.
        """
        ...

    def result(self, params: Mapping[str, Any]) -> None:
        """Says that the run succeeded: the last thing it says."""
        ...

    def error(self, error: ShelftagError) -> None:
        """Says why the run failed: the last thing it says."""
        ...


class JsonReporter:
    """Writes `TrainerEvent` lines."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._phase, self._since, self._first, self._last = "", 0.0, 0, 0

    def progress(
        self, phase: str, done: int = 0, total: int | None = None, **detail: object
    ) -> None:
        """Writes a progress line.

        The rate counts what was done since the phase's first line: a run that goes on after a kill
        begins in its middle.
        """
        now = time.monotonic()
        if phase != self._phase or done < self._last:
            self._phase, self._since, self._first = phase, now, done
        self._last = done
        seconds = now - self._since
        rate = (done - self._first) / seconds if done > self._first and seconds > 0.2 else None
        left = (total - done) / rate if rate and total is not None else None
        self._write(
            TrainerEvent("progress", Progress(phase, done, total, rate, left, dict(detail)))
        )

    def result(self, params: Mapping[str, Any]) -> None:
        """Writes the result line."""
        self._write(TrainerEvent("result", params=dict(params)))

    def error(self, error: ShelftagError) -> None:
        """Writes the error line; parameters that JSON does not know are written as text."""
        params = {
            key: value if isinstance(value, (str, int, float)) else str(value)
            for key, value in error.params.items()
        }
        self._write(TrainerEvent("error", message_id=error.message_id, params=params))

    def _write(self, event: TrainerEvent) -> None:
        self._stream.write(event.to_line() + "\n")
        self._stream.flush()


class ConsoleReporter:
    """Draws a Rich progress bar on standard error and prints the outcome on standard output."""

    def __init__(self, language: str = "en") -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )
        from rich.progress import Progress as RichProgress

        self._language = language
        self._out = Console(highlight=False)
        self._err = Console(stderr=True, highlight=False)
        self._bar = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[figures]}", style="dim"),
            console=self._err,
        )
        self._tasks: dict[str, Any] = {}

    def progress(
        self, phase: str, done: int = 0, total: int | None = None, **detail: object
    ) -> None:
        """Moves the bar of the phase; a new phase finishes the ones before."""
        self._bar.start()
        if phase not in self._tasks:
            for task in self._bar.tasks:
                self._bar.update(task.id, total=task.total or 1, completed=task.total or 1)
            sentence = render(phase, detail, self._language)
            # What was done before this run began must not count as its speed.
            self._tasks[phase] = self._bar.add_task(
                sentence, total=total, completed=done, figures=""
            )
        figures = "  ".join(f"{k} {v:.3g}" for k, v in detail.items() if isinstance(v, float))
        self._bar.update(self._tasks[phase], completed=done, total=total, figures=figures)

    def result(self, params: Mapping[str, Any]) -> None:
        """Finishes the bars and prints the sentence of the result with its figures."""
        for task in self._bar.tasks:
            self._bar.update(task.id, total=task.total or 1, completed=task.total or 1)
        self._bar.stop()
        self._out.print(render(f"training.result.{params['kind']}", params, self._language))
        for name, value in params.get("metrics", {}).items():
            self._out.print(f"  {name}: {value:.4g}")
        if params.get("skipped"):
            self._out.print(render("training.result.skipped", params, self._language))

    def error(self, error: ShelftagError) -> None:
        """Stops the bars and prints the error's sentence."""
        self._bar.stop()
        self._err.print(render_error(error, self._language), style="red", markup=False)
