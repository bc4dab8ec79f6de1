"""Unsound data sets get a sentence and leave nothing behind."""

import errno
import json
import os
import shutil

import numpy as np
import pytest
from PIL import Image

from shelftag_api.bundle import read_bundle
from shelftag_api.dataset import EMBEDDINGS, Dataset, DatasetRow, write_dataset
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import LANGUAGES, message_ids, render_error
from shelftag_training.data.sources import read_source
from shelftag_training.families.head import train_head
from shelftag_training.heads import softmax_fit
from shelftag_training.heads.prior import load_prior
from shelftag_training.running.publish import whole_folder
from training.samples import category, clusters


@pytest.fixture
def dataset(make_dataset):
    embeddings, labels = clusters([5, 5])
    names = [category("Rods"), category("Kites")]
    return make_dataset(embeddings, [names[item] for item in labels])


def refused(folder, tmp_path, recorder, message_id, **options):
    """Trains, expects this refusal, and checks that it reads well and left nothing."""
    with pytest.raises(ShelftagError) as caught:
        train_head(folder, tmp_path / "out" / "bundle", recorder, **options)
    assert caught.value.message_id == message_id
    for language in LANGUAGES:
        assert message_id in message_ids(language)
        assert "{" not in render_error(caught.value, language)
    left = list((tmp_path / "out").rglob("*")) if (tmp_path / "out").exists() else []
    assert left == []


def test_no_rows(make_dataset, tmp_path, recorder):
    folder = make_dataset(np.zeros((0, 1280)), [])
    refused(folder, tmp_path, recorder, "training.no_rows")


def test_no_folder(tmp_path, recorder):
    refused(tmp_path / "nothing", tmp_path, recorder, "contract.file_missing")


def test_neither_embeddings_nor_encoder(dataset, tmp_path, recorder):
    (dataset / EMBEDDINGS).unlink()
    refused(dataset, tmp_path, recorder, "training.no_embeddings")


def test_numbers_that_are_none(dataset, tmp_path, recorder):
    array = np.load(dataset / EMBEDDINGS)
    array[3, 7] = np.nan
    np.save(dataset / EMBEDDINGS, array)
    refused(dataset, tmp_path, recorder, "training.not_numbers")


def test_another_number_of_rows(dataset, tmp_path, recorder):
    np.save(dataset / EMBEDDINGS, np.load(dataset / EMBEDDINGS)[:-1])
    refused(dataset, tmp_path, recorder, "contract.bad_array")


def test_pickled_embeddings(dataset, tmp_path, recorder):
    np.save(dataset / EMBEDDINGS, np.array([{"a": 1}] * 10, object), allow_pickle=True)
    refused(dataset, tmp_path, recorder, "contract.bad_array")


def test_embeddings_of_another_width_than_the_starter(dataset, tmp_path, recorder):
    np.save(dataset / EMBEDDINGS, np.ones((10, 64), np.float32))
    refused(dataset, tmp_path, recorder, "training.embedding_width")


def test_a_newer_schema(dataset, tmp_path, recorder):
    data = json.loads((dataset / "dataset.json").read_text())
    (dataset / "dataset.json").write_text(json.dumps(data | {"schema_version": 99}))
    refused(dataset, tmp_path, recorder, "contract.newer_schema")


def test_rows_changed_after_export(dataset, tmp_path, recorder):
    rows = (dataset / "metadata.jsonl").read_text().replace('"Rods"', '"Reels"', 1)
    (dataset / "metadata.jsonl").write_text(rows)
    refused(dataset, tmp_path, recorder, "contract.wrong_hash")


def test_a_damaged_starter(dataset, tmp_path, recorder):
    with (dataset / "base" / "head.onnx").open("ab") as file:
        file.write(b"x")
    refused(dataset, tmp_path, recorder, "contract.wrong_hash")


def test_another_encoder(make_dataset, tmp_path, recorder):
    embeddings, _ = clusters([4])
    folder = make_dataset(embeddings, [category("Rods")] * 4, encoder="0" * 64)
    refused(folder, tmp_path, recorder, "training.encoder_mismatch")


def test_an_encoder_that_is_not_named(make_dataset, tmp_path, recorder):
    embeddings, _ = clusters([4])
    folder = make_dataset(embeddings, [category("Rods")] * 4, encoder=None)
    refused(folder, tmp_path, recorder, "training.encoder_unknown")


def test_an_existing_output_is_not_touched(dataset, tmp_path, recorder):
    (tmp_path / "bundle").mkdir()
    with pytest.raises(ShelftagError, match=r"training\.output_exists"):
        train_head(dataset, tmp_path / "bundle", recorder)
    assert list((tmp_path / "bundle").iterdir()) == []


@pytest.mark.parametrize(
    ("number", "message_id"),
    [(errno.ENOSPC, "training.disk_full"), (errno.EACCES, "training.output_unwritable")],
)
def test_a_full_or_locked_disk_leaves_nothing(tmp_path, number, message_id):
    with pytest.raises(ShelftagError) as caught, whole_folder(tmp_path / "bundle") as folder:
        (folder / "half.onnx").write_bytes(b"half")
        raise OSError(number, os.strerror(number))
    assert caught.value.message_id == message_id
    assert list(tmp_path.iterdir()) == []


def photographed(tmp_path, starter, encoder_id):
    """An exported data set: photos and encoder, no embeddings; one photo is cut in half."""
    folder = tmp_path / "exported"
    folder.mkdir()
    names = [category("Red"), category("Blue")]
    rows = []
    for index in range(12):
        colour = (200 + index, 30, 30) if index % 2 else (30, 30, 200 + index)
        photo = folder / f"photo {index} 短袖.jpg"
        Image.effect_noise((400, 300), 30).convert("RGB").point(lambda v: v // 2).save(photo)
        picture = Image.blend(Image.open(photo), Image.new("RGB", (400, 300), colour), 0.8)
        picture.save(photo)
        rows.append(
            DatasetRow(
                photo.name,
                f"{index:064x}",
                str(index),
                names[index % 2].path,
                names[index % 2].uuid,
            )
        )
    cut = folder / rows[4].file_name
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 3])
    (folder / rows[5].file_name).unlink()
    write_dataset(folder, Dataset(tuple(names), tuple(rows), encoder=encoder_id))
    shutil.copytree(starter / "encoder", folder / "encoder")
    shutil.copytree(starter / "bundle", folder / "base")
    return folder


def test_an_exported_data_set_trains_elsewhere_and_broken_photos_are_skipped(
    tmp_path, recorder, starter, encoder_id
):
    folder = photographed(tmp_path, starter, encoder_id)
    outcome = train_head(folder, tmp_path / "bundle", recorder)
    assert outcome["skipped"] == 2
    assert outcome["skipped_files"] == ["photo 4 短袖.jpg", "photo 5 短袖.jpg"]
    assert read_bundle(tmp_path / "bundle").label_count == 10
    assert outcome["metrics"]["cv_accuracy"] == 1.0
    assert "training.phase.encode" in recorder.phases


def test_no_readable_photo_at_all(tmp_path, recorder, starter, encoder_id):
    folder = photographed(tmp_path, starter, encoder_id)
    for photo in folder.glob("*.jpg"):
        photo.write_bytes(b"not a photo")
    refused(folder, tmp_path, recorder, "training.no_photos")


def test_a_photo_path_that_leaves_the_folder_is_not_read(tmp_path, recorder, starter, encoder_id):
    folder = photographed(tmp_path, starter, encoder_id)
    Image.new("RGB", (50, 50)).save(tmp_path / "secret.jpg")
    names = [category("Red"), category("Blue")]
    rows = [
        DatasetRow("../secret.jpg", "0" * 64, "1", names[0].path, names[0].uuid),
        DatasetRow(str(tmp_path / "secret.jpg"), "1" * 64, "2", names[1].path, names[1].uuid),
    ]
    write_dataset(folder, Dataset(tuple(names), tuple(rows), encoder=encoder_id))
    refused(folder, tmp_path, recorder, "training.no_photos")


class TestTables:
    """Tables that are none, and tables that lead astray."""

    @pytest.mark.parametrize(
        ("content", "message_id"),
        [
            (b"", "training.table_empty"),
            (b"file,label\n", "training.table_empty"),
            (b"\n\r\n \n", "training.table_empty"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "training.table_unreadable"),
            (b"file,label\n\xff\xfe\xff,\x81", "training.table_unreadable"),
            (b"file,colour\na.jpg,red\n", "training.column_missing"),
            (b"colour,label\nred,Mugs\n", "training.column_missing"),
            (b"file,label\na.jpg,Mugs,red\n", "contract.bad_row"),
            (b"file,label\na.jpg,\n", "training.table_unlabelled"),
            (b"file,label\n../a.jpg,Mugs\n", "training.path_leaves"),
            (b"file,label\nx/../../a.jpg,Mugs\n", "training.path_leaves"),
            (b"file,label\n/etc/a.jpg,Mugs\n", "training.path_leaves"),
            (b"file,label\nC:\\a.jpg,Mugs\n", "training.path_leaves"),
            (b"file,label\na.jpg,Mugs\n", "training.files_missing"),
            (b"file,label,split\na.jpg,Mugs,test\n", "training.no_split"),
        ],
    )
    def test_csv(self, tmp_path, recorder, content, message_id):
        table = tmp_path / "photos.csv"
        table.write_bytes(content)
        refused(table, tmp_path, recorder, message_id)

    @pytest.mark.parametrize(
        "line", [b"{", b"[1, 2]", b"null", b'{"file_name": "a.jpg"', b"[" * 100_000]
    )
    def test_json_lines(self, tmp_path, recorder, line):
        table = tmp_path / "photos.jsonl"
        table.write_bytes(b'{"file": "a.jpg", "label": "Mugs"}\n' + line)
        refused(table, tmp_path, recorder, "contract.bad_row")

    def test_a_quote_that_is_never_closed(self, tmp_path, recorder):
        table = tmp_path / "photos.csv"
        table.write_text('file,label\na.jpg,"Mugs\n' + "b.jpg,Mugs\n" * 120_000)
        refused(table, tmp_path, recorder, "contract.bad_row")


class TestFolders:
    """Folders and files that are no photos of categories."""

    def test_a_folder_without_photos(self, tmp_path, recorder):
        (tmp_path / "shop" / "Mugs").mkdir(parents=True)
        (tmp_path / "shop" / "Mugs" / "notes.txt").write_text("none")
        refused(tmp_path / "shop", tmp_path, recorder, "training.no_pictures")

    def test_photos_without_categories(self, tmp_path, recorder):
        (tmp_path / "shop").mkdir()
        Image.new("RGB", (50, 50)).save(tmp_path / "shop" / "loose.jpg")
        refused(tmp_path / "shop", tmp_path, recorder, "training.no_pictures")

    def test_a_file_that_is_no_table(self, tmp_path, recorder):
        Image.new("RGB", (50, 50)).save(tmp_path / "photo.jpg")
        refused(tmp_path / "photo.jpg", tmp_path, recorder, "training.source_unknown")

    def test_one_category_alone(self, tmp_path, recorder, starter):
        (tmp_path / "shop" / "Mugs").mkdir(parents=True)
        for number in range(3):
            Image.effect_noise((60, 60), 40).save(tmp_path / "shop" / "Mugs" / f"{number}.png")
        folder, encoder = tmp_path / "shop", starter / "encoder"
        refused(folder, tmp_path, recorder, "training.one_class", encoder=encoder)


def test_unusual_names_and_thousands_of_categories_are_read(tmp_path):
    Image.new("RGB", (50, 50)).save(tmp_path / "a.jpg")
    names = ["Cups/Mugs", "🧦 Socks", "x" * 300, *(f"Category {number}" for number in range(5000))]
    lines = [f"a.jpg\t{name}" for name in names]
    (tmp_path / "t.tsv").write_text("\n".join(["file\tcategory", *lines]), "utf-8")
    dataset = read_source(tmp_path / "t.tsv").dataset
    assert {row.category for row in dataset.rows} == {(name,) for name in names}
    assert len({item.uuid for item in dataset.categories}) == len(names)


def test_five_thousand_categories_train(make_dataset, tmp_path, recorder, monkeypatch):
    """Small embeddings and few iterations, so that it takes seconds; some have one photo only."""
    monkeypatch.setattr(softmax_fit, "ITERATIONS", 2)
    random = np.random.default_rng(0)
    kinds = np.concatenate([np.arange(5000), np.arange(1000)])
    embeddings = random.gamma(0.5, 0.8, (5000, 64))[kinds]
    embeddings += 0.5 * random.gamma(0.5, 0.8, embeddings.shape)
    names = [category(f"Kind {number}") for number in range(5000)]
    folder = make_dataset(embeddings, [names[kind] for kind in kinds], base=False)
    figures = train_head(folder, tmp_path / "bundle", recorder, replay=1)["metrics"]
    assert figures["classes"] == len(read_bundle(tmp_path / "bundle").classes) == 5000
    assert figures["parity"] <= 1e-4
    logits = load_prior(tmp_path / "bundle").logits(embeddings[:300].astype(np.float32))
    assert np.mean(logits.argmax(axis=1) == np.arange(300)) >= 0.9


def test_one_photo_per_category_trains(make_dataset, tmp_path, recorder):
    embeddings, _ = clusters([1, 1, 1])
    names = [category(name) for name in ("Cups/Mugs", "🧦 Socks", "x" * 300)]
    folder = make_dataset(embeddings, names)
    train_head(folder, tmp_path / "bundle", recorder)
    assert read_bundle(tmp_path / "bundle").label_count == 3
