"""Full-text search: FTS5, with Chinese, Japanese and Korean text cut into overlapping bigrams."""

import re
from collections.abc import Sequence

from sqlalchemy import Integer, Select, column, select, text
from sqlalchemy.orm import Session

from shelftag.catalog.labels import chunks
from shelftag.catalog.models import Category, Product

CREATE_INDEX = (
    "CREATE VIRTUAL TABLE product_search USING fts5("
    'text, tokenize = "unicode61 remove_diacritics 2")'
)
_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
_CJK_RUN = re.compile(f"[{_CJK}]+")
_WORD = re.compile(r"\w+")


def tokens(value: str) -> list[str]:
    """Cuts text into the words that the index holds.

    A run of CJK characters becomes its overlapping pairs and, so that a single character is found
    at the end of a run too, its last character: 男士短袖 → 男士 士短 短袖 袖.
    """
    words: list[str] = []
    for word in _WORD.findall(value.casefold()):
        position = 0
        for run in _CJK_RUN.finditer(word):
            if run.start() > position:
                words.append(word[position : run.start()])
            characters = run.group()
            words += [characters[i : i + 2] for i in range(len(characters) - 1)]
            words.append(characters[-1])
            position = run.end()
        if position < len(word):
            words.append(word[position:])
    return words


def query(value: str) -> str:
    """Returns the FTS5 query for what a person typed: all words, each as a beginning."""
    terms: list[str] = []
    for word in _WORD.findall(value.casefold()):
        parts = tokens(word)
        if len(parts) > 1 and _CJK_RUN.fullmatch(parts[-1]):
            parts = parts[:-1]
        terms += [f'"{part}"*' for part in parts]
    return " ".join(terms)


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
    """Returns the categories whose name, in any language, holds what was typed."""
    needle = value.strip().casefold()
    if not needle:
        return []
    rows = session.scalars(select(Category).where(Category.deleted.is_(False)))
    return [
        row.id
        for row in rows
        if any(needle in name.casefold() for name in (row.name, *row.names.values(), *row.synonyms))
    ]
