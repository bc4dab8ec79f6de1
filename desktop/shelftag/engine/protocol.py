"""What passes between the application and its worker process: commands one way, events back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shelftag_api.progress import Progress


@dataclass(frozen=True)
class StartJob:
    """Run a job when those before it have ended.

    Attributes:
        id: Number of the job, unique for one `Engine`.
        kind: Its name in the registry.
        args: Keyword arguments.
        attempt: 1, or more for a restart.
    """

    id: int
    kind: str
    args: Mapping[str, Any]
    attempt: int = 1


@dataclass(frozen=True)
class CancelJob:
    """End a job at its next ``yield``, or never start it."""

    id: int


@dataclass(frozen=True)
class PauseJob:
    """Hold a job at its next ``yield`` until a `ResumeJob`, a cancel or a shutdown comes."""

    id: int


@dataclass(frozen=True)
class ResumeJob:
    """Let a job go on."""

    id: int


@dataclass(frozen=True)
class Shutdown:
    """Cancel everything and end the process."""


@dataclass(frozen=True)
class JobStarted:
    """A job has begun; with ``attempt`` above 1, again."""

    id: int
    attempt: int = 1


@dataclass(frozen=True)
class JobProgress:
    """How far a job is. At most `PROGRESS_PER_SECOND` of these come."""

    id: int
    progress: Progress


@dataclass(frozen=True)
class JobPaused:
    """A job stands still, as it was asked to; with ``paused`` False, it goes on again."""

    id: int
    paused: bool = True


@dataclass(frozen=True)
class JobFinished:
    """A job has ended well, with this result."""

    id: int
    result: Any = None


@dataclass(frozen=True)
class JobFailed:
    """A job has ended badly.

    Attributes:
        id: The job.
        message_id: The sentence for the user; ``engine.bug`` where the fault is ours.
        params: Its placeholders.
        traceback: Where the bug is, or None for an error of the environment.
    """

    id: int
    message_id: str
    params: Mapping[str, Any] = field(default_factory=dict)
    traceback: str | None = None


@dataclass(frozen=True)
class JobCancelled:
    """A job has ended because it was asked to, its clean-up done."""

    id: int


PROGRESS_PER_SECOND = 20

Command = StartJob | CancelJob | PauseJob | ResumeJob | Shutdown
FinalEvent = JobFinished | JobFailed | JobCancelled
Event = JobStarted | JobProgress | JobPaused | FinalEvent
