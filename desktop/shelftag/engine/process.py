"""One start of the worker process, as the application sees it."""

import multiprocessing
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path

from shelftag.engine.protocol import Command, Event
from shelftag.engine.worker import worker_main


class WorkerProcess:
    """The process and its pipe. Used by one thread, except `process_id`."""

    def __init__(self, folder: Path, jobs: str, *, beside: bool) -> None:
        # spawn: a fork would copy the window's threads and locks half-way through what they do.
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe(duplex=True)
        self._process = context.Process(
            target=worker_main,
            args=(theirs, str(folder), jobs, beside),
            name="shelftag-questions" if beside else "shelftag-engine",
            daemon=True,
        )
        try:
            self._process.start()
        except BaseException:
            self._connection.close()
            raise
        finally:
            theirs.close()  # else its end would not be noticed
        self.process_id = self._process.pid

    def send(self, command: Command) -> None:
        """Sends a command; to a process that has died it is lost, as `wait_for` will tell."""
        try:
            self._connection.send(command)
        except OSError:
            return

    def wait_for(self, wake: Connection, timeout: float | None) -> bool:
        """Waits for an event, for ``wake`` (a connection) or the process's end; True: it ended."""
        ready = wait([self._connection, self._process.sentinel, wake], timeout)
        return self._process.sentinel in ready

    def events(self) -> Iterator[Event]:
        """Yields what has arrived, without waiting.

        Raises:
            EOFError: The process has closed its end.
            OSError: The pipe is broken.
        """
        while self._connection.poll():
            event: Event = self._connection.recv()
            yield event

    def end(self, grace: float) -> int | None:
        """Waits ``grace`` seconds for the end, then forces it; returns the exit code."""
        self._process.join(grace)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        code = self._process.exitcode
        self._process.close()
        self._connection.close()
        return code
