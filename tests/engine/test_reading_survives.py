"""A photo that brings the barcode reader down costs that photo alone."""

from pathlib import Path

import pytest
from PIL import Image

from photo_shop import PhotoShop
from shelftag.catalog.catalog import Catalog
from shelftag.engine.client import Engine
from shelftag.engine.supervisor import Patience


@pytest.mark.parametrize("how", ["exit", "hang"])
def test_the_guilty_photo_is_found_and_left_out_and_all_others_are_read(tmp_path, monkeypatch, how):
    monkeypatch.syspath_prepend(Path(__file__).parent)
    folder = tmp_path / "in"
    folder.mkdir()
    with Catalog.create(tmp_path / "catalogue") as catalog:
        shop = PhotoShop(catalog, folder)
        some = []
        for number in range(12):
            grey = 20 if number == 7 else 100 + number
            Image.new("L", (32, 32), grey).save(folder / f"{number}.png")
            some.append(shop.product(f"{number}.png"))
        patience = Patience(hang_seconds=3, restarts=3)
        with Engine(catalog.folder, "reading_jobs:JOBS", patience) as engine:
            job = engine.submit("read", restart=True, how=how)
            result = job.wait(timeout=120)
            assert job.attempt == 3
            assert result["given_up"] == 1
            again = engine.submit("read", restart=True, how=how).wait(timeout=60)
        assert again == {"photos": 0, "given_up": 0, "filled": 0}
        filled = [bool(shop.gtin(product)) for product in some]
        assert filled == [number != 7 for number in range(12)]
