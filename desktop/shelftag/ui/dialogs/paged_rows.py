"""Rows of a table that are read when they are looked at: a report may have a hundred thousand."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, overload

PAGE = 200
_KEPT_PAGES = 20
Deliver = Callable[[Sequence[Any]], None]
Fetch = Callable[[Sequence[int], Deliver], None]


class PagedRows(Sequence[Any]):
    """Rows by their place; one that has not come yet is None, and is fetched.

    Args:
        ids: Ids of all rows, in order.
        fetch: Reads the rows of some ids beside the window and hands them over.
        arrived: Told the first and the last row that have come.
    """

    def __init__(
        self, ids: Sequence[int], fetch: Fetch, arrived: Callable[[int, int], None]
    ) -> None:
        self._ids = ids
        self._fetch = fetch
        self._arrived = arrived
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._under_way: set[int] = set()

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        page, place = divmod(index, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._want(page)
            return None
        self._pages.move_to_end(page)
        return rows[place] if place < len(rows) else None

    def _want(self, page: int) -> None:
        if page in self._under_way:
            return
        self._under_way.add(page)
        first = page * PAGE
        ids = self._ids[first : first + PAGE]

        def keep(rows: Sequence[Any]) -> None:
            self._under_way.discard(page)
            self._pages[page] = rows
            while len(self._pages) > _KEPT_PAGES:
                self._pages.popitem(last=False)
            self._arrived(first, first + len(ids) - 1)

        self._fetch(ids, keep)
