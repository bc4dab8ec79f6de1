"""An operation while it writes: what it changes is remembered, so that it can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from shelftag.catalog.database import chunks
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

    def change_each(self, model: type[Base], values: Mapping[int, Mapping[str, Any]]) -> list[int]:
        """Changes columns of many rows of one table, each to its own values.

        Args:
            model: The table.
            values: New values by row id and column name.

        Returns:
            The rows in which something is different now.
        """
        self.session.flush()
        table: Any = model.__table__
        names = sorted({name for row in values.values() for name in row})
        changes: list[dict[str, Any]] = []
        updates: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for chunk in chunks([row_id for row_id, row in values.items() if row]):
            columns = (table.c[name] for name in names)
            for row in self.session.execute(
                select(table.c.id, *columns).where(table.c.id.in_(chunk))
            ):
                row_id, was = row.id, row._mapping
                new = {k: v for k, v in values[row_id].items() if plain(v) != plain(was[k])}
                if not new:
                    continue
                updates.setdefault(tuple(new), []).append({"id": row_id, **new})
                changes.append(
                    {
                        "operation_id": self.id,
                        "table": model.__tablename__,
                        "row_id": row_id,
                        "before": {name: plain(was[name]) for name in new},
                        "after": {name: plain(value) for name, value in new.items()},
                    }
                )
        for rows in updates.values():
            self.session.execute(update(model), rows)
        if changes:
            self.session.execute(insert(Change), changes)
            self.session.expire_all()
        return [change["row_id"] for change in changes]

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

    def created_each(
        self, model: type[Base], rows: Sequence[Mapping[str, Any]], hidden_by: str = "deleted"
    ) -> list[int]:
        """Makes many rows of one table at once, as `created` does one; returns their ids."""
        if not rows:
            return []
        table: Any = model.__table__
        made = insert(model).returning(table.c.id, sort_by_parameter_order=True)
        ids = list(self.session.scalars(made, [dict(row) for row in rows]))
        values = {"operation_id": self.id, "table": model.__tablename__}
        states = {"before": {hidden_by: True}, "after": {hidden_by: False}}
        self.session.execute(insert(Change), [{**values, "row_id": i, **states} for i in ids])
        return ids


def plain(value: object) -> Any:
    """Brings a column's value to JSON."""
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"  # 12.50 comes back from the database as 12.5
    return str(value)
