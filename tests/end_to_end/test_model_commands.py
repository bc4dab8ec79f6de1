"""A model from another shop on the command line: installed, and told what its classes mean here."""

import dataclasses
import shutil
from itertools import islice
from pathlib import Path
from uuid import uuid4

import pytest

from shelftag_api.bundle import BundleCategory, read_bundle
from shelftag_resources.demo import draw_demo_shop

THEIRS = (("Hobby", "Kites"), ("Hobby", "Drones"), ("Office", "Drones"))


@pytest.fixture(scope="module")
def installed(commands, tmp_path_factory) -> str:
    """A shop with three drawn products and, as model 1, the starter of a shop with other ids."""
    folder = tmp_path_factory.mktemp("photos")
    list(islice(draw_demo_shop(folder, per_category=1), 3))
    commands.shelftag("import", folder)
    (own,) = (commands.catalogue / "models" / "heads").iterdir()
    said = commands.shelftag("models", "install", foreign(own, folder / "foreign"))
    assert "`shelftag models map 1`" in said
    commands.shelftag("categories", "add", "Toys > Flying > Kites")
    return said


def foreign(own: Path, folder: Path) -> Path:
    """Writes a bundle of which three classes have ids and names of another shop."""
    shutil.copytree(own, folder)
    manifest = read_bundle(folder)
    known = [uuid for uuid in manifest.classes if uuid is not None][: len(THEIRS)]
    theirs = {uuid: uuid4() for uuid in known}
    kept = tuple(one for one in manifest.categories if one.uuid not in theirs)
    dataclasses.replace(
        manifest,
        id=uuid4(),
        classes=tuple(theirs.get(uuid, uuid) for uuid in manifest.classes),
        categories=kept + tuple(map(BundleCategory, theirs.values(), THEIRS)),
    ).write(folder)
    return folder


def mapped(commands, *pairs: str, **how) -> str:
    options = [part for pair in pairs for part in ("--class", pair)]
    return commands.shelftag("models", "map", "1", *options, **how)


def line(said: str, name: str) -> str:
    return next(found for row in said.splitlines() if (found := row.strip()).startswith(name))


def test_the_classes_are_listed_with_what_they_mean_here(commands, installed):
    assert "3 of its categories are unknown here" in installed
    said = mapped(commands)
    assert "Left out" in line(said, "Hobby > Drones")
    assert "0 of 3 have a place here." in said
    assert "Every category is known here" in commands.shelftag("models", "map", "0")


def test_classes_get_a_category_or_are_left_out_again(commands, installed):
    said = mapped(commands, "Kites=Kites", "hobby > drones = Toys > Flying")
    assert line(said, "Hobby > Kites").endswith("Toys > Flying > Kites")
    assert line(said, "Hobby > Drones").endswith("Toys > Flying")
    assert "2 of 3 have a place here." in said
    assert "1 of 3 have a place here." in mapped(commands, "Kites=")
    assert "1 of 3 have a place here." in mapped(commands)  # as it was left


def test_what_is_not_there_or_not_clear_is_refused_and_nothing_is_changed(commands, installed):
    mapped(commands, "Kites=")
    for pair, sentence in (
        ("Kites", "“Kites” maps nothing"),
        ("Balloons=Kites", "has no class “Balloons”"),
        ("Drones=Kites", "several classes called “Drones”"),
        ("Kites=Nowhere", "There is no category “Nowhere”"),
    ):
        assert sentence in mapped(commands, "Hobby > Kites=Kites", pair, fails=True)
    assert "Left out" in line(mapped(commands), "Hobby > Kites")
    assert "no model 7" in commands.shelftag("models", "map", "7", fails=True)


def test_the_model_in_use_suggests_anew(commands, installed):
    commands.shelftag("models", "activate", "1")
    assert "Categories suggested anew" in mapped(commands, "Kites=Kites")
    assert "Categories suggested anew" not in mapped(commands)
