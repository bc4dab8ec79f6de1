"""The thread that owns a worker process: starts it, listens to it, survives its death."""

import logging
import multiprocessing
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from shelftag.engine.job import Job, Request
from shelftag.engine.process import WorkerProcess
from shelftag.engine.protocol import (
    CancelJob,
    Event,
    FinalEvent,
    JobCancelled,
    JobFailed,
    JobPaused,
    JobProgress,
    JobStarted,
    PauseJob,
    ResumeJob,
    Shutdown,
    StartJob,
)

_TICK_SECONDS = 0.5
_Message = Request | Literal["submit", "stop"]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Patience:
    """How much an engine puts up with.

    Attributes:
        hang_seconds: A job that reports no progress for so long counts as hung; None: never.
        restarts: How often a job that may be restarted is, unless it gets further each time.
        grace_seconds: How long `Engine.close` lets a job clean up before the process is killed.
    """

    hang_seconds: float | None = 300.0
    restarts: int = 3
    grace_seconds: float = 10.0


class Supervisor(threading.Thread):
    """Runs the jobs of one engine in order; one process at a time, started when there is a job.

    Other threads only leave messages (`submit`, `ask`, `stop`); everything else happens here.
    """

    def __init__(
        self,
        folder: Path,
        jobs: str,
        patience: Patience,
        dispatch: Callable[[Job, Event], None],
        *,
        beside: bool,
    ) -> None:
        super().__init__(name="engine-supervisor", daemon=True)
        self.process: WorkerProcess | None = None
        self._folder = folder
        self._jobs = jobs
        self._patience = patience
        self._beside = beside
        self._dispatch = dispatch
        self._messages: deque[tuple[_Message, Job | None]] = deque()
        self._wake_in, self._wake_out = multiprocessing.Pipe(duplex=False)
        self._open: dict[int, Job] = {}
        self._running: int | None = None
        self._cancelled = False
        self._paused = False
        self._stopping = False
        self._deaths = 0
        self._furthest: dict[str, int] = {}
        self._silent = 0.0
        self._last_look = time.monotonic()

    def submit(self, job: Job) -> None:
        """Queues a job."""
        self._post("submit", job)

    def ask(self, job: Job, request: Request) -> None:
        """Asks a job to end, to pause, to go on or to come next."""
        self._post(request, job)

    def stop(self) -> None:
        """Cancels everything, ends the process, then the thread."""
        self._post("stop", None)

    def _post(self, what: "_Message", job: Job | None) -> None:
        self._messages.append((what, job))
        try:
            self._wake_out.send_bytes(b"!")
        except OSError:
            return  # the thread has ended; so has every job

    def run(self) -> None:
        """The thread's loop."""
        try:
            while not self._stopping:
                self._look()
            self._shut_down()
        finally:
            if self.process is not None:
                self.process.end(grace=0.0)
            for job in list(self._open.values()):
                self._deliver(JobCancelled(job.id))
            self._wake_in.close()
            self._wake_out.close()

    def _look(self) -> None:
        """Starts what is to be started and waits for what happens next."""
        self._start_next()
        if self.process is None:
            self._wake_in.poll(None)
            self._read_messages()
            return
        ended = self.process.wait_for(self._wake_in, _TICK_SECONDS if self._open else None)
        self._read_messages()
        if not self._read_events() or ended:
            self._after_death("engine.crashed")
        elif self._hangs():
            _log.error("a job has been silent for %.0f s; its process is killed", self._silent)
            self._after_death("engine.hung", grace=0.0)

    def _start_next(self) -> None:
        """Hands the first job to the process, which has one at a time: the others are ours."""
        while self._open and self._running is None:
            job = next(iter(self._open.values()))
            try:
                self.process = self.process or self._new_process()
            except OSError as error:  # no memory, no more processes
                reason = {"reason": str(error)}
                self._deliver(JobFailed(job.id, "engine.cannot_start", reason))
                continue
            self._running = job.id
            self._silent = 0.0
            self.process.send(StartJob(job.id, job.kind, job.args, job.attempt))
            if job.held:
                self.process.send(PauseJob(job.id))

    def _new_process(self) -> WorkerProcess:
        return WorkerProcess(self._folder, self._jobs, beside=self._beside)

    def _read_messages(self) -> None:
        while self._wake_in.poll():
            self._wake_in.recv_bytes()
        while self._messages:
            what, job = self._messages.popleft()
            if job is None:
                self._stopping = True
            elif what == "submit":
                self._open[job.id] = job
            elif job.id == self._running and self.process is not None:
                self._pass_on(what, job, self.process)
            elif job.id not in self._open:
                continue
            elif what == "cancel":
                self._deliver(JobCancelled(job.id))
            elif what == "hurry":
                self._put_first(job)

    def _pass_on(self, what: "_Message", job: Job, process: WorkerProcess) -> None:
        """Tells the process what the running job is asked for."""
        match what:
            case "cancel":
                self._cancelled = True
                process.send(CancelJob(job.id))
            case "pause":
                process.send(PauseJob(job.id))
            case "resume":
                process.send(ResumeJob(job.id))

    def _put_first(self, job: Job) -> None:
        """Puts a waiting job behind the running one and ahead of all others."""
        running = {key: self._open[key] for key in self._open if key == self._running}
        self._open = running | {job.id: job} | self._open

    def _read_events(self) -> bool:
        """Delivers what has arrived; False: the process will say nothing more."""
        if self.process is None:
            return False
        try:
            for event in self.process.events():
                self._silent = 0.0
                self._deliver(event)
        except (EOFError, OSError):
            return False
        except Exception:  # what does not unpickle leaves the pipe in an unknown state
            _log.exception("the worker process sent something unreadable")
            return False
        return True

    def _deliver(self, event: Event) -> None:
        job = self._open.get(event.id)
        if job is None:
            return
        if isinstance(event, JobPaused | JobStarted):
            self._paused = isinstance(event, JobPaused) and event.paused
        if isinstance(event, FinalEvent):
            del self._open[job.id]
            if job.id == self._running:
                self._running = None
                self._cancelled = self._paused = False
                self._deaths = 0
                self._furthest = {}
        elif isinstance(event, JobProgress):
            phase, done = event.progress.phase, event.progress.done
            if done > self._furthest.get(phase, 0):  # it lives, whatever killed it before
                self._furthest[phase] = done
                self._deaths = 0
        self._dispatch(job, event)

    def _hangs(self) -> bool:
        """Adds up the silence of a job that has not been asked to be silent.

        A sleeping computer makes one long look, not a hang.
        """
        now = time.monotonic()
        if self._open and not self._paused:
            self._silent += min(now - self._last_look, 2 * _TICK_SECONDS)
        self._last_look = now
        limit = self._patience.hang_seconds
        return bool(self._open) and limit is not None and self._silent > limit

    def _after_death(self, message_id: str, grace: float = 1.0) -> None:
        """Buries the process; the job that it died under is restarted or has failed."""
        if self.process is None:
            return
        code = self.process.end(grace)
        self.process = None
        self._paused = False
        job = None if self._running is None else self._open.get(self._running)
        _log.warning("the worker process ended with %s under %s", code, job and job.kind)
        if job is None:
            return
        if self._cancelled:
            self._deliver(JobCancelled(job.id))
        elif job.restart and self._deaths < self._patience.restarts:
            self._deaths += 1
            job.attempt += 1
            self._running = None
        else:
            self._deliver(JobFailed(job.id, message_id, {"job": job.kind, "code": code}))

    def _shut_down(self) -> None:
        """Lets the running job clean up and listens to it, for the patience's grace."""
        if self.process is None:
            return
        self.process.send(Shutdown())
        deadline = time.monotonic() + self._patience.grace_seconds
        while True:
            left = deadline - time.monotonic()
            ended = left <= 0 or self.process.wait_for(self._wake_in, min(left, _TICK_SECONDS))
            if not self._read_events() or ended:
                break
            while self._wake_in.poll():
                self._wake_in.recv_bytes()
        self.process.end(max(0.0, deadline - time.monotonic()))
        self.process = None
