"""Deep training with nothing to learn from, or nowhere to write: a sentence, and nothing left."""

import errno
import json
import os
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

import numpy as np
import pytest

from shelftag_api.bundle import BundleCategory
from shelftag_api.dataset import MANIFEST, Dataset, DatasetRow, write_dataset
from shelftag_api.errors import ShelftagError
from shelftag_training.cli.options import run
from shelftag_training.deep.recipe import Phase
from shelftag_training.deep.run import train_network
from training.deep_worker import SMALL, Silent
from training.drawn_shop import draw_shop, embeddings

SHORT = replace(SMALL, phases=(Phase(1, 128),))


def refusal(source, output, reporter=None, **options):
    with pytest.raises(ShelftagError) as caught:
        train_network(source, output, SHORT, reporter or Silent(), **options)
    return caught.value


def spoil(shop, *names):
    for name in names:
        for photo in (shop / "train" / name).iterdir():
            photo.write_bytes(b"\xff\xd8 not a photo")


def test_one_class_is_nothing_to_learn(tmp_path):
    shop = draw_shop(tmp_path / "shop", photos=2)
    for name in ("Food/Red", "Food/Green"):
        for photo in (shop / "train" / name).iterdir():
            photo.unlink()
    assert refusal(shop, tmp_path / "out").message_id == "training.one_class"
    assert list(tmp_path.iterdir()) == [shop]


def test_one_class_that_can_be_read_is_nothing_to_learn(tmp_path):
    shop = draw_shop(tmp_path / "shop", photos=2)
    spoil(shop, "Food/Red", "Food/Green")
    error = refusal(shop, tmp_path / "out")
    assert error.message_id == "training.one_class"
    assert error.params["category"] == "Tools"
    assert list(tmp_path.iterdir()) == [shop]


def test_no_photo_that_can_be_read_is_said_of_the_folder_that_was_named(tmp_path):
    shop = draw_shop(tmp_path / "shop", photos=2)
    spoil(shop, "Food/Red", "Food/Green", "Tools")
    error = refusal(shop, tmp_path / "out")
    assert (error.message_id, error.params["folder"]) == ("training.no_photos", str(shop))
    assert list(tmp_path.iterdir()) == [shop]


def test_a_label_outside_the_tree_is_refused(tmp_path):
    known, other = (BundleCategory(UUID(int=number), (str(number),)) for number in (1, 2))
    rows = [
        DatasetRow("a.jpg", "", str(number), item.path, item.uuid)
        for number, item in enumerate((known, other))
    ]
    (tmp_path / "data").mkdir()
    write_dataset(tmp_path / "data", Dataset((known,), tuple(rows)))
    assert refusal(tmp_path / "data", tmp_path / "out").message_id == "training.unknown_category"
    assert list(tmp_path.iterdir()) == [tmp_path / "data"]


def test_a_data_set_of_a_newer_schema_is_refused(tmp_path):
    (tmp_path / "data").mkdir()
    write_dataset(tmp_path / "data", Dataset((), ()))
    described = json.loads((tmp_path / "data" / MANIFEST).read_text())
    (tmp_path / "data" / MANIFEST).write_text(json.dumps({**described, "schema_version": 99}))
    assert refusal(tmp_path / "data", tmp_path / "out").message_id == "contract.newer_schema"
    assert list(tmp_path.iterdir()) == [tmp_path / "data"]


def test_an_output_that_exists_is_left_alone(tmp_path):
    shop = draw_shop(tmp_path / "shop", photos=2)
    (tmp_path / "mine").mkdir()
    assert refusal(shop, tmp_path / "mine").message_id == "training.output_exists"
    assert sorted(tmp_path.iterdir()) == [tmp_path / "mine", shop]


def test_cancelling_before_anything_is_worth_keeping_leaves_nothing(tmp_path):
    shop = draw_shop(tmp_path / "shop", photos=2)

    class Cancelling(Silent):
        def progress(self, phase, done=0, total=None, **detail):
            if phase == "training.phase.decode":
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_network(shop, tmp_path / "out", SHORT, Cancelling())
    assert list(tmp_path.iterdir()) == [shop]


def test_files_that_a_table_names_in_vain_are_reported(tmp_path):
    shop = draw_shop(tmp_path / "shop", photos=2)
    photos = sorted(path.relative_to(shop).as_posix() for path in shop.rglob("*.jpg"))
    lines = ["file_name,category", *(f"{name},{name.split('/')[-2]}" for name in photos)]
    table = shop / "photos.csv"
    table.write_text("\n".join([*lines, "gone.jpg,Tools"]), "utf-8")
    result = train_network(table, tmp_path / "out", SHORT, Silent())
    assert (result["skipped"], result["skipped_files"]) == (1, ["gone.jpg"])


class FillingUp:
    """A drive that takes some checkpoints, and then is full until it is cleared."""

    def __init__(self, monkeypatch, room):
        self.room, self.sync = room, os.fsync
        monkeypatch.setattr("os.fsync", self)
        monkeypatch.setattr("shelftag_training.deep.training._SAVE_EVERY", 0)

    def __call__(self, file):
        if self.room == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.room -= 1
        self.sync(file)


def test_a_full_drive_is_named_and_nothing_is_left(tmp_path, monkeypatch):
    shop = draw_shop(tmp_path / "shop", photos=2)
    FillingUp(monkeypatch, room=0)
    error = refusal(shop, tmp_path / "out")
    assert (error.message_id, error.params["folder"]) == ("training.disk_full", str(tmp_path))
    assert list(tmp_path.iterdir()) == [shop]


def test_a_drive_that_fills_up_costs_nothing_that_was_learned(tmp_path, monkeypatch):
    shop = draw_shop(tmp_path / "shop", photos=8)
    drive = FillingUp(monkeypatch, room=1)
    error = refusal(shop, tmp_path / "out")
    assert error.message_id == "training.disk_full_resumable"
    assert not list(tmp_path.rglob("*growing*"))
    drive.room = -1
    after = Silent()
    train_network(shop, tmp_path / "out", SHORT, after)
    assert next(done for phase, done in after.said if phase == "training.phase.train") == 2
    train_network(shop, tmp_path / "whole", SHORT, Silent())
    learned = embeddings(tmp_path / "out", shop)
    np.testing.assert_allclose(learned, embeddings(tmp_path / "whole", shop), atol=1e-5)


def test_a_log_that_cannot_be_written_is_named(tmp_path):
    shop = draw_shop(tmp_path / "shop", photos=2)
    (tmp_path / "log").write_bytes(b"a file, no folder")
    error = refusal(shop, tmp_path / "out", tensorboard=tmp_path / "log")
    assert error.message_id == "training.output_unwritable"
    assert error.params["folder"] == str(tmp_path / "log")
    assert not (tmp_path / ".out.training").exists()


def test_every_command_names_the_drive_that_is_full(tmp_path, capsys):
    def work(reporter):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # as an open file says it

    with suppress(SystemExit):
        run(work, True, "en", writes=tmp_path / "report.html")
    event = json.loads(capsys.readouterr().out)
    assert (event["message_id"], event["params"]["folder"]) == ("training.disk_full", str(tmp_path))
