"""Progress of a job, and the JSON lines by which a trainer process reports it."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Progress:
    """How far a job is.

    Attributes:
        phase: Message id of what is being done, for example ``"phase.encode"``.
        done: Units finished.
        total: Units in all, or None while that is unknown.
        rate: Units per second, or None.
        seconds_left: Estimate of what remains, or None.
        detail: Further values to show, for example the counts of an import.
    """

    phase: str
    done: int = 0
    total: int | None = None
    rate: float | None = None
    seconds_left: float | None = None
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class TrainerEvent:
    """One line of a trainer's standard output.

    Attributes:
        kind: ``progress``, ``result`` (the last line of a success) or ``error`` (of a failure).
        progress: Filled where kind is ``progress``.
        message_id: Filled where kind is ``error``: the sentence to show.
        params: Parameters of the sentence, or the values of the result (``bundle``: its path,
            ``metrics``: its figures).
    """

    kind: str
    progress: Progress | None = None
    message_id: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    def to_line(self) -> str:
        """Renders the event as one line of JSON, without the line break."""
        return json.dumps(asdict(self), ensure_ascii=True, separators=(",", ":"))

    @classmethod
    def from_line(cls, line: str) -> "TrainerEvent | None":
        """Reads a line; None for a line that is no event (a library's chatter)."""
        if not line.startswith("{"):
            return None
        try:
            data = json.loads(line)
            if data["kind"] not in ("progress", "result", "error"):
                return None
            progress = Progress(**data["progress"]) if data.get("progress") else None
            event = cls(
                data["kind"], progress, data.get("message_id") or "", data.get("params") or {}
            )
        except (ValueError, KeyError, TypeError, RecursionError):
            return None
        return event if event._is_sound() else None

    def _is_sound(self) -> bool:
        """Whether the values have the types that are promised: a stranger's program wrote them."""
        values = self.progress
        return (
            isinstance(self.message_id, str)
            and (self.kind != "error" or bool(self.message_id))
            and isinstance(self.params, dict)
            and (
                values is None
                or (
                    isinstance(values.phase, str)
                    and isinstance(values.done, int)
                    and isinstance(values.total, int | None)
                    and isinstance(values.rate, int | float | None)
                    and isinstance(values.seconds_left, int | float | None)
                    and isinstance(values.detail, dict)
                )
            )
        )
