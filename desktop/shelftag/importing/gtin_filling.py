"""Fills in the GTINs that stand on photos, as one operation that can be undone."""

from collections.abc import Generator
from dataclasses import dataclass

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.gtins import fill, gtins_on_photos, shared_gtins
from shelftag.catalog.operations import finish, start
from shelftag.catalog.scope import OperationScope
from shelftag_api.progress import Progress

BATCH = 500
"""Products in one transaction."""


@dataclass(frozen=True)
class Filling:
    """What came of it.

    Attributes:
        operation_id: The operation, or None where there was nothing to fill in.
        products: Products that got a GTIN.
        differing: Products whose photos show different GTINs; they got none.
        shared: GTINs that several products have.
    """

    operation_id: int | None
    products: int
    differing: list[int]
    shared: list[tuple[str, list[int]]]


def fill_gtins(catalog: Catalog, reader: str) -> Generator[Progress, None, Filling]:
    """Gives products that never had a GTIN the one on their photos.

    Args:
        catalog: The catalogue.
        reader: Id and version of the reader plug-in whose readings count.
    """
    database = catalog.database
    with database.read() as session:
        found = gtins_on_photos(session, reader)
    todo = list(found.missing.items())
    operation_id: int | None = None
    filled = 0
    try:
        for begin in range(0, len(todo), BATCH):
            yield Progress("phase.fill_gtins", begin, len(todo))
            with database.write() as session:
                if operation_id is None:
                    operation_id = start(session, "read_codes", "import", {"count": len(todo)}).id
                filled += fill(OperationScope(session, operation_id), dict(todo[begin:][:BATCH]))
    finally:
        if operation_id is not None:
            with database.write() as session:
                finish(OperationScope(session, operation_id, {"count": filled}))
    with database.read() as session:
        shared = shared_gtins(session)
    return Filling(operation_id, filled, found.differing, shared)
