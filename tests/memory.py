"""How much memory this process has needed at most."""

from pathlib import Path


def peak_kib() -> int:
    """The peak of this process alone; `getrusage` begins with that of the one it came from."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
