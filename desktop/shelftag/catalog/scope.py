"""An operation while it writes: what it changes is remembered, so that it can be taken back."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from shelftag.catalog.models import Base, Change


@dataclass
class OperationScope:
    """An operation while it writes one of its transactions.

    Attributes:
        session: The writing session.
        id: The operation's id.
        params: Values for its sentence; may be changed until the transaction ends.
    """

    session: Session
    id: int
    params: dict[str, Any] = field(default_factory=dict)

    def change(self, row: Base, **values: Any) -> None:
        """Changes columns of a row and remembers how they were."""
        self.session.flush()
        columns = type(row).__table__.c
        before = {name: plain(getattr(row, name)) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        after = {name: plain(getattr(row, name)) for name in values}
        if before == after:
            return
        assert set(values) <= set(columns.keys())
        self.session.add(
            Change(
                operation_id=self.id,
                table=type(row).__tablename__,
                row_id=row.id,  # type: ignore[attr-defined]
                before=before,
                after=after,
            )
        )

    def created(self, row: Base, hidden_by: str = "deleted") -> None:
        """Remembers that a row was made: undoing hides it through a boolean column."""
        self.session.add(row)
        self.session.flush()
        self.session.add(
            Change(
                operation_id=self.id,
                table=type(row).__tablename__,
                row_id=row.id,  # type: ignore[attr-defined]
                before={hidden_by: True},
                after={hidden_by: False},
            )
        )


def plain(value: object) -> Any:
    """Brings a column's value to JSON."""
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"  # 12.50 comes back from the database as 12.5
    return str(value)
