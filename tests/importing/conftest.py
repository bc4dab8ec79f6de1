"""Real picture files, drawn with Pillow."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from importing.moving_shop import MovingShop
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.embeddings import EmbeddingStore

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 170, 30), (30, 30, 220), (255, 255, 255)


@pytest.fixture
def corners() -> Callable[..., Image.Image]:
    """A picture whose corners tell how it is held: red, green / blue, white."""

    def draw(width: int = 320, height: int = 200) -> Image.Image:
        image = Image.new("RGB", (width, height), RED)
        pen = ImageDraw.Draw(image)
        pen.rectangle((width // 2, 0, width, height // 2 - 1), GREEN)
        pen.rectangle((0, height // 2, width // 2 - 1, height), BLUE)
        pen.rectangle((width // 2, height // 2, width, height), WHITE)
        return image

    return draw


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder with (empty) files of these names."""

    def make(*names: str) -> Path:
        folder = tmp_path / "photos"
        folder.mkdir(exist_ok=True)
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(b"x")
        return folder

    return make


@pytest.fixture
def moving_shop(tmp_path: Path) -> Iterator[MovingShop]:
    """A catalogue beside its photos, which may move."""
    with Catalog.create(tmp_path / "catalogue") as catalog:
        yield MovingShop(catalog, EmbeddingStore(catalog.folder / "embeddings", "grid:fp32", 12))
