"""The product texts of the grocery photos, for the benchmarks of models that read."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

GROCERY = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "grocery"


@dataclass(frozen=True)
class GroceryClass:
    """One of the 81 fine classes.

    Attributes:
        coarse: Name of its coarse class, with spaces.
        texts: Its description by language: ``en`` for all, ``sv`` for some packaged ones.
    """

    coarse: str
    texts: dict[str, str]


def classes() -> dict[int, GroceryClass]:
    """Returns the fine classes by their number."""
    with (GROCERY / "classes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for row in rows:
        path = GROCERY / row["Product Description Path (str)"].lstrip("/")
        files = {"en": path, "sv": path.with_name(f"{path.stem}_Swedish.txt")}
        texts = {name: clean(file) for name, file in files.items() if file.is_file()}
        coarse = row["Coarse Class Name (str)"].replace("-", " ")
        found[int(row["Class ID (int)"])] = GroceryClass(coarse, texts)
    return found


def clean(path: Path) -> str:
    """A description without the address that it was taken from."""
    return re.sub(r"https?://\S+", "", path.read_text("utf-8")).strip()


def sentences(text: str) -> list[str]:
    """The sentences of a description."""
    parts = re.split(r"(?<=[.!?])\s+|\n+", text)
    return [part.strip() for part in parts if part.strip()]
