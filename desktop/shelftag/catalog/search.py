"""Full-text search: FTS5, with Chinese, Japanese and Korean text cut into overlapping bigrams."""

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import Integer, Select, column, select, text
from sqlalchemy.orm import Session

from shelftag.catalog.database import chunks
from shelftag.catalog.models import Category, Product

CREATE_INDEX = (
    "CREATE VIRTUAL TABLE product_search USING fts5("
    'text, tokenize = "unicode61 remove_diacritics 2")'
)
_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
_CJK_RUN = re.compile(f"[{_CJK}]+")
_CJK_EDGE = re.compile(f"(?<=[{_CJK}])(?=[^{_CJK}])|(?<=[^{_CJK}])(?=[{_CJK}])")
_WORD = re.compile(r"\w+")


def tokens(value: str) -> list[str]:
    """Cuts text into the words that the index holds.

    A run of CJK characters becomes its overlapping pairs and, so that a single character is found
    at the end of a run too, its last character: 男士短袖 → 男士 士短 短袖 袖.
    """
    words: list[str] = []
    for part in _parts(value):
        if part.isascii():  # most words: nothing to cut
            words.append(part)
            continue
        words += _pairs(part)
        if len(part) > 1 and _CJK_RUN.fullmatch(part):
            words.append(part[-1])
    return words


def query(value: str) -> str:
    """Returns the FTS5 query for what a person typed: all words, each as a beginning."""
    return " ".join(f'"{term}"*' for part in _parts(value) for term in _pairs(part))


def _parts(value: str) -> list[str]:
    """Cuts text into words, and words where CJK characters begin or end: T恤 → T, 恤."""
    words = _WORD.findall(_folded(value))
    return [
        part for word in words for part in ((word,) if word.isascii() else _CJK_EDGE.split(word))
    ]


def _pairs(part: str) -> list[str]:
    """Returns the overlapping pairs of a run of CJK characters; anything else stays whole."""
    if len(part) < 2 or not _CJK_RUN.fullmatch(part):
        return [part]
    return [part[i : i + 2] for i in range(len(part) - 1)]


def _folded(value: str) -> str:
    """Makes spellings alike: case, full-width letters, accents that are characters of their own."""
    return unicodedata.normalize("NFKC", value).casefold()


def index(session: Session, product_ids: Sequence[int]) -> None:
    """Brings the index up to date for products whose words changed."""
    session.flush()
    for chunk in chunks(product_ids):
        rows = session.execute(
            select(
                Product.id, Product.title, Product.sku, Product.gtin, Product.description,
                Product.brand, Product.hint,
            ).where(Product.id.in_(chunk))
        ).all()  # fmt: skip
        session.execute(
            text("DELETE FROM product_search WHERE rowid = :id"), [{"id": row.id} for row in rows]
        )
        session.execute(
            text("INSERT INTO product_search(rowid, text) VALUES (:id, :text)"),
            [{"id": row.id, "text": " ".join(tokens(" ".join(row[1:])))} for row in rows],
        )


def matching_products(words: str) -> Select[tuple[int]]:
    """Returns the query for the ids of the products that match (see `query`)."""
    found = text("SELECT rowid AS id FROM product_search WHERE product_search MATCH :words")
    matches = found.bindparams(words=words).columns(column("id", Integer)).subquery()
    return select(matches.c.id)


def matching_categories(session: Session, value: str) -> list[int]:
    """Returns the categories whose name, in any language, holds what was typed, and all below."""
    needle = _folded(value).strip()
    if not needle:
        return []
    rows = session.scalars(select(Category).where(Category.deleted.is_(False))).all()
    found = {
        row.id
        for row in rows
        if any(needle in _folded(name) for name in (row.name, *row.names.values(), *row.synonyms))
    }
    while below := {row.id for row in rows if row.parent_id in found} - found:
        found |= below
    return sorted(found)
