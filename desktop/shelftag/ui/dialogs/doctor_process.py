"""Asks the doctor in a process of its own: a driver that crashes or hangs takes no window along."""

import multiprocessing
from collections.abc import Generator
from multiprocessing.connection import Connection

from shelftag_api.errors import ShelftagError

Fact = tuple[str, str]
TIMEOUT = 60.0
"""Seconds after which the graphics driver is taken to hang."""


def ask_doctor(language: str, timeout: float = TIMEOUT) -> Generator[None, None, list[Fact]]:
    """Collects the facts; a job without intermediate steps.

    Args:
        language: Language of the sentences among the values.
        timeout: Seconds to wait.

    Returns:
        Names and values, in the doctor's order.

    Raises:
        ShelftagError: The process died or hung (``dialogs.doctor.crashed``).
    """
    yield
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, language), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(timeout):
            raise TimeoutError
        facts: list[Fact] = ours.recv()
    except (EOFError, TimeoutError) as error:
        raise ShelftagError("dialogs.doctor.crashed") from error
    finally:
        process.kill()
        process.join()
        ours.close()
    return facts


def _answer(pipe: "Connection[list[Fact], None]", language: str) -> None:
    """Runs in the other process."""
    from shelftag.plugins.doctor import doctor_facts

    pipe.send(list(doctor_facts(language).items()))
