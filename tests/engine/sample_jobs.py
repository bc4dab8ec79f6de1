"""Jobs that behave well, badly and worse. Imported by the worker process."""

import ctypes
import errno
import os
import shutil
import threading
import time

from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress


def count(context, to, pause=0.0):
    for number in range(to):
        yield Progress("phase.scan", number + 1, to)
        time.sleep(pause)
    return {"counted": to, "folder": str(context.folder), "pid": os.getpid()}


def until_cancelled(context, marker="cleaned"):
    try:
        while True:
            yield Progress("phase.import")
            time.sleep(0.01)
    finally:
        (context.folder / marker).write_text("the job's finally clause ran")


def waits_for_cancel(context):
    yield Progress("phase.retrain")
    context.cancelled.wait(30)
    yield Progress("phase.retrain", 1)


def refuse(context, **params):
    yield Progress("phase.scan")
    raise ShelftagError("importing.folder_missing", **params)


def unpicklable_params(context):
    yield Progress("phase.scan")
    raise ShelftagError("importing.folder_missing", folder=threading.Lock())


def bug(context):
    yield Progress("phase.scan")
    return {}["missing"]


def fill_the_disk(context, tree=False):
    yield Progress("phase.scan")
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    raise shutil.Error([("a", "b", str(full))]) if tree else full


def leave(context):
    yield Progress("phase.scan")
    raise SystemExit(3)


def unpicklable(context):
    yield Progress("phase.scan")
    return threading.Lock()


def resume(context, how, deaths):
    """Counts to ten in a file, and dies half-way as often as it is told."""
    done = context.folder / "done"
    start = len(done.read_text()) if done.exists() else 0
    for number in range(start, 10):
        yield Progress("phase.import", number, 10)
        if number == 5 + context.attempt - 1 and context.attempt <= deaths:
            die(how)
        with done.open("a") as file:
            file.write("x")
    return {"attempt": context.attempt, "started_at": start, "done": len(done.read_text())}


def gets_nowhere(context):
    yield Progress("phase.import", 1, 10)
    die("exit")


def die(how):
    time.sleep(0.3)  # what was reported gets out
    if how == "exit":
        os._exit(139)
    elif how == "kill":
        os.kill(os.getpid(), 9)
    elif how == "hang":
        time.sleep(600)
    elif how == "segfault":
        ctypes.string_at(0)


def ignores_cancel(context):
    yield Progress("phase.import")
    time.sleep(600)


JOBS = {
    name: value
    for name, value in list(globals().items())
    if callable(value) and getattr(value, "__module__", "") == __name__
}
