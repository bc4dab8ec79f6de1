"""The whole loop on real photos, command by command, in the order in which an owner works."""

import json
import re
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from sqlalchemy import select

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import LabelEvent, Product

GROCERY = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "grocery"
PER_CLASS = 20

pytestmark = [
    pytest.mark.skipif(
        not (GROCERY / "train.txt").is_file(), reason="needs the grocery photos beside the project"
    ),
    pytest.mark.timeout(900),
]


@pytest.fixture(scope="module")
def photos(tmp_path_factory) -> tuple[Path, Path]:
    """Up to 20 photos per class in folders of their classes; the rest without any telling name."""
    folder = tmp_path_factory.mktemp("photos")
    by_class: dict[str, list[str]] = defaultdict(list)
    for line in (GROCERY / "train.txt").read_text().splitlines():
        path = line.split(",")[0].strip()
        by_class[str(Path(path).parent)].append(path)
    number = 0
    for files in by_class.values():
        for index, name in enumerate(files):
            if index < PER_CLASS:
                target = folder / "labelled" / Path(name).relative_to("train")
            elif index < PER_CLASS + 5:
                number += 1
                target = folder / "unlabelled" / f"IMG_{number:04}.jpg"
            else:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(GROCERY / name, target)
    return folder / "labelled", folder / "unlabelled"


def accuracy(said: str) -> float:
    """Reads the share of photos that are right out of what ``shelftag evaluate`` says."""
    found = re.search(r"alone: ([\d.]+)%", said)
    assert found, said
    return float(found.group(1))


def labels(catalogue: Path) -> dict[int, tuple[int | None, str]]:
    """Returns the category and state of every product that the trusted import labelled."""
    with Catalog.open(catalogue) as catalog, catalog.database.read() as session:
        rows = session.execute(
            select(Product.id, Product.category_id, Product.state).where(
                Product.id.in_(select(LabelEvent.product_id).where(LabelEvent.source == "import"))
            )
        )
        return {product: (category, state) for product, category, state in rows}


def states(catalogue: Path) -> dict[int, tuple[object, ...]]:
    with Catalog.open(catalogue) as catalog, catalog.database.read() as session:
        rows = session.execute(
            select(
                Product.id, Product.state, Product.shown_category_id, Product.confidence
            ).order_by(Product.id)
        )
        return {row[0]: tuple(row[1:]) for row in rows}


def test_the_whole_loop(commands, photos, tmp_path):
    labelled, unlabelled = photos
    catalogue = commands.catalogue
    said = commands.shelftag(
        "import", labelled, "--grouping", "each_photo", "--folder-categories", "--trusted"
    )
    assert "0 unreadable" in said
    commands.shelftag("import", unlabelled, "--grouping", "each_photo", "--no-names")
    trusted = labels(catalogue)
    assert len(trusted) > 1000
    assert {state for _, state in trusted.values()} == {"trusted"}
    before = accuracy(commands.shelftag("evaluate", GROCERY / "val"))

    day_zero = states(catalogue)
    said = commands.shelftag("retrain")
    assert "Model 1 learned from" in said
    after = accuracy(commands.shelftag("evaluate", GROCERY / "val"))
    assert before < 20 < 55 < after
    assert labels(catalogue) == trusted
    learned = states(catalogue)
    assert not any(state == "accepted" for state, *_ in learned.values()), "nothing was checked"

    run = re.search(r"^\s*(\d+) .*Retrain to model 1", commands.shelftag("history"), re.MULTILINE)
    assert run
    commands.shelftag("undo", run.group(1))
    assert states(catalogue) == day_zero
    commands.shelftag("redo", run.group(1))
    assert states(catalogue) == learned

    export = tmp_path / "labels"
    said = commands.shelftag("export", "labels", export)
    assert f"{len(trusted)} photos of {len(trusted)} products" in said
    rows = (export / "metadata.jsonl").read_text("utf-8").splitlines()
    assert all((export / json.loads(row)["file_name"]).is_file() for row in rows)
    commands.train("head", export, "--output", tmp_path / "bundle")
    said = commands.shelftag("models", "install", tmp_path / "bundle")
    assert "Model 2 is installed" in said
    commands.shelftag("models", "activate", "2")
    elsewhere = accuracy(commands.shelftag("evaluate", GROCERY / "val"))
    assert abs(elsewhere - after) < 5

    commands.shelftag("models", "activate", "1")
    rolled_back = states(catalogue)
    assert rolled_back == learned
    assert labels(catalogue) == trusted

    model = tmp_path / "model.zip"
    commands.shelftag("models", "export", "1", model)
    assert model.stat().st_size > 1_000_000
