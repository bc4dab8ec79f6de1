"""What a job is and what it gets: the contract between the engine and its jobs."""

import threading
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from shelftag_api.progress import Progress

JobGenerator = Generator[Progress, None, Any]
JobFunction = Callable[..., JobGenerator]
"""Called with a `JobContext` and the arguments it was submitted with. Each ``yield`` reports
progress and is where the job can be cancelled (``GeneratorExit``); what it returns must pickle."""


@dataclass(frozen=True)
class JobContext:
    """What the engine tells a job.

    Attributes:
        folder: The catalogue's folder.
        attempt: 1, or more where this is a restart after the process died under the job.
        beside: Whether another engine process may be at work on the catalogue: data is only read.
        cancelled: Set when the job is to end: for waits between two ``yield``.
    """

    folder: Path
    attempt: int = 1
    beside: bool = False
    cancelled: threading.Event = field(default_factory=threading.Event)


def load_jobs(where: str) -> Mapping[str, JobFunction]:
    """Imports a registry of jobs.

    Args:
        where: Module and attribute, for example ``shelftag.engine.jobs:JOBS``.
    """
    module, _, attribute = where.partition(":")
    jobs: Mapping[str, JobFunction] = getattr(import_module(module), attribute)
    return jobs
