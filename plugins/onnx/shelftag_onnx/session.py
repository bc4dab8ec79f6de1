"""Opens ONNX Runtime sessions from verified bytes; none may change its device silently."""

import os
from pathlib import Path
from typing import Any

from shelftag_api.errors import ContractError
from shelftag_api.files import check_name, read_verified
from shelftag_onnx.graph_check import check_graph

CPU_PROVIDER = "CPUExecutionProvider"
MAX_GRAPH_BYTES = 1 << 30
_LOG_ERRORS = 3
_LOG_NOTHING = 4


def read_graph(folder: Path, file: str, sha256: str) -> bytes:
    """Returns the bytes of a graph that is what its manifest says and reaches nowhere else.

    Raises:
        ContractError: Missing, too large, changed, or refused by `check_graph`.
    """
    data = read_capped(folder, file, sha256, MAX_GRAPH_BYTES)
    check_graph(data, file)
    return data


def read_capped(folder: Path, file: str, sha256: str, limit: int) -> bytes:
    """Returns a file's bytes if they are what its manifest says and no more than the limit.

    Raises:
        ContractError: Missing, too large or changed.
    """
    try:
        size = (folder / check_name(file)).stat().st_size
    except OSError as error:
        raise ContractError("contract.file_missing", file=file) from error
    if size > limit:
        raise ContractError("contract.file_too_large", file=file)
    return read_verified(folder, file, sha256)


def cpu_threads(threads: int | None) -> int:
    """Returns how many threads to use; None means all the cores that this process may use."""
    if threads is not None:
        return max(1, threads)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def open_on_cpu(data: bytes, file: str, threads: int) -> Any:
    """Opens a session on the processor.

    Args:
        data: A graph from `read_graph`.
        file: Its name, for the message.
        threads: Threads that share one batch.

    Returns:
        ``onnxruntime.InferenceSession``.

    Raises:
        ContractError: ``plugins.bad_graph``: ONNX Runtime does not understand it.
    """
    import onnxruntime

    options = session_options(threads)
    try:
        return onnxruntime.InferenceSession(
            data, options, providers=[CPU_PROVIDER], enable_fallback=0
        )
    except Exception as error:  # ONNX Runtime's exceptions share no base class
        raise ContractError("plugins.bad_graph", file=file, problem=one_line(error)) from error


def open_strictly(data: bytes, provider: str) -> Any:
    """Opens a session in which every node runs on the given provider, or raises.

    Without ``disable_cpu_ep_fallback`` ONNX Runtime moves what does not fit to the processor and
    says so only on standard error; without ``enable_fallback=0`` its Python layer tries again
    without the GPU, also in the middle of the work.
    """
    import onnxruntime

    options = session_options(1)
    options.log_severity_level = _LOG_NOTHING
    options.add_session_config_entry("session.disable_cpu_ep_fallback", "1")
    session = onnxruntime.InferenceSession(data, options, providers=[provider], enable_fallback=0)
    actual = session.get_providers()
    if not actual or actual[0] != provider:
        raise RuntimeError(f"{provider} was asked for, {', '.join(actual)} would run")
    return session


def session_options(threads: int) -> Any:
    """Returns the options that all sessions share."""
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # on Windows the official builds report usage
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _LOG_ERRORS
    # Threads that wait for the next batch would spin and take the cores from the photo decoders.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


def one_line(error: BaseException, limit: int = 300) -> str:
    """Returns an exception's text on one line, for a sentence's placeholder."""
    return " ".join(str(error).split())[:limit] or type(error).__name__
