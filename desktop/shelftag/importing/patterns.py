"""Name patterns: what the owner types to say how the files are named, ``{sku}_{view}``.

A pattern becomes a regular expression that needs no more than time in proportion to a name's
length, whatever the name: within each part of a path one placeholder may take anything, and all
others end at the character that follows them in the pattern.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from string import Formatter

from shelftag.importing.scan import PICTURE_EXTENSIONS
from shelftag.importing.titles import is_camera_name, normal
from shelftag_api.errors import ShelftagError

PLACEHOLDERS = ("sku", "title", "view", "n", "category", "any")
LONGEST = 200
"""Characters of a pattern."""
_WIDEST_FIRST = ("title", "any", "category", "sku", "view")
"""Which placeholder of a part may take the separators too: the one that words are expected in."""
_DIGITS = r"[0-9]{1,9}+"


@dataclass(frozen=True)
class NameParts:
    """What a pattern finds in a name.

    Attributes:
        sku: Article number, or None where the pattern has none.
        title: Words, likewise.
        category_path: Category from the root down; empty where the pattern has none.
        above: Folders above those that the pattern speaks of.
    """

    sku: str | None
    title: str | None
    category_path: tuple[str, ...]
    above: tuple[str, ...]


@dataclass(frozen=True)
class _Piece:
    """Text as it stands, and the placeholder behind it, or "" at the end."""

    literal: str
    field: str


@dataclass(frozen=True)
class NamePattern:
    """A pattern that is in order.

    Attributes:
        text: As it was typed, tidied.
    """

    text: str

    @classmethod
    def parse(cls, text: str) -> "NamePattern":
        """Reads what the owner typed.

        Placeholders: ``{sku}``, ``{title}``, ``{category}``, ``{any}`` (anything), ``{view}`` (a
        word or number that tells the photos of a product apart) and ``{n}`` (a number). All else
        stands for itself, whatever its case. ``/`` divides folders from one another and from the
        name; the parts are those at the end of the path. A ``{category}`` that is the whole first
        part takes all the folders above it, too. The extension is left out.

        Raises:
            ShelftagError: The pattern has no meaning (``importing.pattern_…``).
        """
        tidy = normal(text.replace("\\", "/")).strip("/")
        name = tidy.rpartition("/")[2]
        suffix = name[name.rfind(".") :].lower() if "." in name else ""
        if suffix in PICTURE_EXTENSIONS:
            tidy = tidy[: -len(suffix)]
        pattern = cls(tidy)
        pattern._check()
        return pattern

    def _check(self) -> None:
        if not self.text:
            raise ShelftagError("importing.pattern_empty", pattern="{sku}_{view}")
        if len(self.text) > LONGEST:
            raise ShelftagError("importing.pattern_long", limit=LONGEST)
        seen: list[str] = []
        for part in self._parts:
            if not any(piece.literal or piece.field for piece in part):
                raise ShelftagError("importing.pattern_empty_part", any="{any}")
            for before, piece in pairwise(part):
                if before.field and piece.field and not piece.literal:
                    raise ShelftagError(
                        "importing.pattern_touching",
                        first=f"{{{before.field}}}",
                        second=f"{{{piece.field}}}",
                    )
            seen += [piece.field for piece in part if piece.field]
        for field in seen:
            if field not in PLACEHOLDERS:
                known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
                raise ShelftagError("importing.pattern_unknown", name=f"{{{field}}}", names=known)
            if field != "any" and seen.count(field) > 1:
                raise ShelftagError("importing.pattern_twice", name=f"{{{field}}}", any="{any}")
        if not {"sku", "title"} & set(seen):
            raise ShelftagError("importing.pattern_no_product", sku="{sku}", title="{title}")

    @property
    def names_category(self) -> bool:
        """Whether the pattern says where the category stands."""
        return any(piece.field == "category" for part in self._parts for piece in part)

    def read(self, path: str) -> NameParts | None:
        """Takes a file's name apart, or returns None where the pattern does not fit.

        A name that a camera made (``IMG_0001``) tells no article number and no title.

        Args:
            path: Relative path with ``/`` between the parts.
        """
        folder, _, name = path.rpartition("/")
        stem = name[: name.rfind(".")] if "." in name[1:] else name
        parts = [normal(part) for part in (*folder.split("/"), stem) if part]
        count = len(self._parts)
        if len(parts) < count or (self._name_tells and is_camera_name(stem)):
            return None
        fields: dict[str, str] = {}
        for expression, part in zip(self._expressions, parts[-count:], strict=True):
            found = expression.fullmatch(part)
            if found is None:
                return None
            fields |= found.groupdict()
        above, category = parts[:-count], []
        if "category" in fields:
            category = [fields["category"].strip()]
        if self._parts[0] == [_Piece("", "category")]:
            above, category = [], above + category
        sku, title = fields.get("sku"), fields.get("title")
        return NameParts(
            sku and sku.strip(), title and title.strip(), tuple(category), tuple(above)
        )

    @cached_property
    def _parts(self) -> list[list[_Piece]]:
        """The pattern taken apart: one list for each folder, and one for the name."""
        return [list(_pieces(part)) for part in self.text.split("/")]

    @cached_property
    def _name_tells(self) -> bool:
        """Whether the file's own name, not a folder's, says which product it is."""
        return any(piece.field in ("sku", "title") for piece in self._parts[-1])

    @cached_property
    def _expressions(self) -> list[re.Pattern[str]]:
        flags = re.IGNORECASE | re.DOTALL
        return [re.compile(_expression(part), flags) for part in self._parts]


def _pieces(part: str) -> Iterator[_Piece]:
    """Takes a part of a pattern apart.

    Raises:
        ShelftagError: A brace has no partner (``importing.pattern_brace``).
    """
    try:
        for literal, field, spec, conversion in Formatter().parse(part):
            if field is not None and (spec or conversion):
                raise ShelftagError("importing.pattern_brace", sku="{sku}")
            name = (field or "").strip().lower()
            if field is not None and not name:
                raise ShelftagError("importing.pattern_brace", sku="{sku}")
            yield _Piece(literal, name)
    except ValueError as error:
        raise ShelftagError("importing.pattern_brace", sku="{sku}") from error


def _expression(pieces: list[_Piece]) -> str:
    """Compiles a part; see the module for why this is safe."""
    fields = [piece.field for piece in pieces]
    wide = next((name for name in _WIDEST_FIRST if name in fields), "")
    widest = fields.index(wide) if wide else -1
    made = []
    for number, piece in enumerate(pieces):
        made.append(re.escape(piece.literal))
        if not piece.field:
            continue
        after = pieces[number + 1].literal if number + 1 < len(pieces) else ""
        if piece.field == "n":
            body = _DIGITS
        elif number == widest:
            body = ".+"
        else:
            ends = re.escape(after[:1] + (piece.literal[-1:] if number > widest else ""))
            body = f"[^{ends}]++"
        made.append(body if piece.field == "any" else f"(?P<{piece.field}>{body})")
    return "".join(made)
