"""The real starter, and data set folders made by hand."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid5

import numpy as np
import pytest

from shelftag_api.bundle import BundleCategory
from shelftag_api.dataset import (
    CATEGORY_TEXT_EMBEDDINGS,
    EMBEDDINGS,
    TEXT_EMBEDDINGS,
    Dataset,
    DatasetRow,
    write_dataset,
)
from shelftag_api.encoder import read_encoder
from shelftag_resources.taxonomy import starter_categories
from shelftag_training.encoders.calibration_pictures import draw_pictures
from shelftag_training.encoders.encode import encode_pixels
from shelftag_training.families.starter import tree_of_starter
from starter_cache import starter_folder
from training.samples import IDS


@dataclass
class Recorder:
    """A reporter that remembers."""

    phases: list[str] = field(default_factory=list)

    def progress(self, phase, done=0, total=None, **detail):
        self.phases.append(phase)

    def result(self, params):
        raise AssertionError("only the command line reports results")

    def error(self, error):
        raise AssertionError("only the command line reports errors")


@pytest.fixture
def recorder():
    return Recorder()


@pytest.fixture(scope="session")
def starter() -> Path:
    return starter_folder()


@pytest.fixture(scope="session")
def encoder_id(starter) -> str:
    return read_encoder(starter / "encoder", verify=False).id


@pytest.fixture(scope="session")
def starter_ids() -> dict[str, UUID]:
    return {item.key: item.uuid for item in starter_categories()}


@pytest.fixture(scope="session")
def drawn(starter) -> np.ndarray:
    """Embeddings of 160 drawn pictures: float32 [160, 1280]."""
    return encode_pixels(list(draw_pictures(160, 260, seed=7)), starter / "encoder")


MakeDataset = Callable[..., Path]


@pytest.fixture
def make_dataset(tmp_path, starter, encoder_id) -> MakeDataset:
    """Writes a data set folder as the application does for a quick retrain."""

    def make(
        embeddings,
        categories: Sequence[BundleCategory],
        *,
        name="dataset",
        base=True,
        products=None,
        words=None,
        encoder=encoder_id,
        extra=(),
    ) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        own = list(dict.fromkeys([*categories, *extra]))
        taken = {item.uuid for item in own}
        tree = (*own, *(item for item in tree_of_starter() if item.uuid not in taken))
        rows = [
            DatasetRow(
                "",
                f"{index:064x}",
                str(uuid5(IDS, str(index if products is None else products[index]))),
                item.path,
                item.uuid,
            )
            for index, item in enumerate(categories)
        ]
        write_dataset(folder, Dataset(tree, tuple(rows), encoder=encoder))
        if embeddings is not None:
            np.save(folder / EMBEDDINGS, np.asarray(embeddings, np.float32))
        if words is not None:
            by_row, by_category = words(tree)
            np.save(folder / TEXT_EMBEDDINGS, by_row.astype(np.float32))
            np.save(folder / CATEGORY_TEXT_EMBEDDINGS, by_category.astype(np.float32))
        if base:
            shutil.copytree(starter / "bundle", folder / "base")
        return folder

    return make
