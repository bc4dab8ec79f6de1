"""A reporter that says nothing, for trainings within a benchmark."""


class Quiet:
    """Ignores progress."""

    def progress(self, phase: str, done: int = 0, total: int | None = None, **detail: object):
        """Ignores it."""
