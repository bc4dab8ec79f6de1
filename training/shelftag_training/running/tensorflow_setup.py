"""Imports TensorFlow quietly and repeatably. Everything here that needs it gets it from `load`."""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

SEED = 20261123


def load(*, gpu: bool = False, keras: bool = True) -> Any:
    """Returns the ``tensorflow`` module, quiet and seeded.

    Training a head and exporting need no GPU, and claiming one would take it from the catalogue's
    own inference: only what trains whole networks asks for it, before anything else has loaded
    TensorFlow in the process. Without Keras it loads in half the time; whoever uses ``keras`` later
    still can, but nothing is seeded.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if not gpu:
        os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    _keep_bytecode()
    with _silent_stderr(), nullcontext() if keras else _without_keras():
        import tensorflow

    tensorflow.get_logger().setLevel("ERROR")
    if keras:
        tensorflow.keras.utils.set_random_seed(SEED)
    return tensorflow


@contextmanager
def _without_keras() -> Iterator[None]:
    """Lets TensorFlow load without Keras.

    WORKAROUND: the last lines of ``tensorflow/__init__.py`` load all of Keras, which loads
    scikit-learn, pandas and matplotlib where they are installed; they allow for its absence.
    """
    if "keras" in sys.modules:
        yield
        return
    sys.modules["keras"] = None  # type: ignore[assignment]  # "cannot be imported", says Python
    try:
        yield
    finally:
        del sys.modules["keras"]


@contextmanager
def loading_beside(**options: Any) -> Iterator[Callable[[], Any]]:
    """Loads TensorFlow in a thread while the block does something else; gives what waits for it.

    It takes as long as all the rest of a quick retrain. A block that ends early does not wait: an
    import that was interrupted elsewhere may keep the thread's own from ever ending.
    """
    pool = ThreadPoolExecutor(1)
    try:
        yield pool.submit(load, **options).result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _silent_stderr() -> Iterator[None]:
    """Hides what TensorFlow's C++ says about missing CUDA libraries before its log level counts."""
    sys.stderr.flush()
    try:
        kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    except OSError:  # no standard error: a windowed build
        yield
        return
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _keep_bytecode() -> None:
    """Lets Python keep the compiled form of TensorFlow's 3,000 modules.

    Where PYTHONDONTWRITEBYTECODE is set (most containers) they are compiled anew by every process,
    which takes 12 s instead of 4 s. The wish not to have it written beside the sources is kept: it
    goes to the user's cache folder.
    """
    if sys.dont_write_bytecode and sys.pycache_prefix is None:
        default = Path.home() / ".cache"
        cache = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or default
        sys.pycache_prefix = str(Path(cache) / "shelftag" / "bytecode")
        sys.dont_write_bytecode = False
