"""A real engine with a real process for each test, and a watch for what it leaves behind."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from shelftag.engine.client import Engine
from shelftag.engine.supervisor import Patience

HERE = Path(__file__).parent
JOBS = "sample_jobs:JOBS"


@pytest.fixture
def make_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Engine]]:
    monkeypatch.syspath_prepend(HERE)  # the spawned process inherits the search path
    engines: list[Engine] = []

    def make(**patience: float) -> Engine:
        engine = Engine(tmp_path, JOBS, Patience(**patience))  # type: ignore[arg-type]
        engines.append(engine)
        return engine

    before = set(threading.enumerate())
    yield make
    for engine in engines:
        engine.close()
    assert set(threading.enumerate()) <= before
    assert _workers() == []


@pytest.fixture
def engine(make_engine: Callable[..., Engine]) -> Engine:
    return make_engine()


@pytest.fixture
def workers() -> Callable[[], list[int]]:
    return _workers


@pytest.fixture
def wait_until() -> Callable[[Callable[[], bool]], None]:
    def wait(condition: Callable[[], bool], seconds: float = 20.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "it did not happen in time"
            time.sleep(0.02)

    return wait


def _workers() -> list[int]:
    """The worker processes of this test run; multiprocessing's own tracker is none."""
    return [
        child.pid
        for child in psutil.Process().children()
        if child.status() != psutil.STATUS_ZOMBIE and "spawn_main" in " ".join(child.cmdline())
    ]
