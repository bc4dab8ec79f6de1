"""The lines of a taxonomy file: which layout it has, and what each line says in it."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shelftag.importing.tables.cells import clean
from shelftag.importing.tables.delimited import detect_separator
from shelftag.importing.tables.fields import simple

GOOGLE, SHOPIFY, PLAIN = "google", "shopify", "plain"
_GOOGLE_LINE = re.compile(r"(\d+)\s+-\s+(.*)")
_SHOPIFY_LINE = re.compile(r"(gid://shopify/TaxonomyCategory/[\w-]+|[a-z]{2}(?:-\d+)*)\s*:\s*(.*)")
_SHOPIFY_CODE = re.compile(r"(?:gid://shopify/TaxonomyCategory/)?([a-z]{2}(?:-\d{1,6}){0,12})")
_STEP = re.compile(r"[>＞]")
_LOOKED_AT = 200
_TITLES = frozenset(
    map(simple, ("id", "gid", "code", "path", "full path", "full name", "category", "categories",
                 "category id", "category path", "category name", "name", "department",
                 "taxonomy", "breadcrumb", "parent", "subcategory", "类别", "类目", "分类", "编号",
                 "名称", "路径", "一级类目", "二级类目", "三级类目", "Kategorie", "Pfad"))
)  # fmt: skip
_LEVEL_TITLE = re.compile(r"(level|l|stufe|ebene|cat|category|级别)\d+|\d+级(类目|分类)")


@dataclass(frozen=True)
class Line:
    """What a line says.

    Attributes:
        number: Where it is in the file, from 1.
        text: All of it.
        code: An id as it is written there, or empty.
        names: From the department down.
    """

    number: int
    text: str
    code: str
    names: tuple[str, ...]


def shopify_code(text: str) -> str:
    """Returns Shopify's short code, such as ``aa-1-2``, of a code or a gid; empty for no such."""
    found = _SHOPIFY_CODE.fullmatch(text)
    return found[1] if found else ""


@dataclass(frozen=True)
class TaxonomyFormat:
    """How a file is laid out.

    Attributes:
        kind: ``google``, ``shopify`` or ``plain``, by the ids of most lines.
        separator: Between the cells of a CSV or TSV file; empty for one path a line.
    """

    kind: str
    separator: str = ""

    @classmethod
    def of(cls, suffix: str, texts: Sequence[str]) -> "TaxonomyFormat":
        """Tells it from the file's ending and its first lines."""
        head = texts[:_LOOKED_AT]
        tabs = sum("\t" in text for text in head) * 2 > len(head)
        separator = "\t" if suffix == ".tsv" or tabs else ""
        if suffix == ".csv" and not tabs:
            separator = detect_separator("\n".join(head))
        counts = {
            GOOGLE: sum(bool(_GOOGLE_LINE.fullmatch(text)) for text in head),
            SHOPIFY: sum(bool(_SHOPIFY_LINE.fullmatch(text)) for text in head),
        }
        if separator and sum(counts.values()) * 2 <= len(head):
            codes = [_code_and_rest(row)[0] for row in csv.reader(head, delimiter=separator)]
            counts = {
                GOOGLE: sum(code.isdigit() for code in codes),
                SHOPIFY: sum(bool(shopify_code(code)) for code in codes),
            }
        else:
            separator = ""
        kind = max(counts, key=lambda name: counts[name])
        return cls(kind if counts[kind] * 2 > len(head) else PLAIN, separator)

    def parsed(self, lines: Sequence[tuple[int, str]]) -> Iterator[Line]:
        """Yields what each line says, titles of columns left out."""
        if self.separator:
            yield from self._rows(lines)
            return
        pattern = {GOOGLE: _GOOGLE_LINE, SHOPIFY: _SHOPIFY_LINE}.get(self.kind)
        for number, text in lines:
            found = pattern.fullmatch(text) if pattern else None
            code, path = found.groups() if found else ("", text)
            yield Line(number, text, code, _names(path))

    def _rows(self, lines: Sequence[tuple[int, str]]) -> Iterator[Line]:
        """Yields what the rows of a table say: an id or none, then a path or its names.

        Where the first names are left out, they are those of the row above.
        """
        above: tuple[str, ...] = ()
        for place, (number, text) in enumerate(lines):
            row = [clean(cell) for cell in next(csv.reader([text], delimiter=self.separator), [])]
            code, cells = _code_and_rest(row)
            if place == 0 and _is_header(row):
                continue
            while cells and not cells[-1]:
                cells.pop()
            blank = next((i for i, cell in enumerate(cells) if cell), 0)
            above = _names(cells[0]) if len(cells) == 1 else (*above[:blank], *cells[blank:])
            yield Line(number, text, code, above)


def _code_and_rest(row: Sequence[str]) -> tuple[str, list[str]]:
    """Takes the id off a row that begins with one."""
    first = row[0].strip() if row else ""
    if first.isdigit() or shopify_code(first):
        return first, list(row[1:])
    return "", list(row)


def _is_header(row: Sequence[str]) -> bool:
    titles = [simple(cell) for cell in row if cell.strip()]
    return all(title in _TITLES or _LEVEL_TITLE.fullmatch(title) for title in titles)


def _names(path: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in _STEP.split(clean(path)))
