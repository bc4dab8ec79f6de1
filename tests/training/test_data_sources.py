"""Folders, tables and data set folders are read alike, and twice the same."""

import json
import os
import shutil

import pytest
from PIL import Image

from shelftag_api.dataset import Dataset, DatasetRow, write_dataset
from shelftag_api.errors import ShelftagError
from shelftag_api.files import sha256_of
from shelftag_training.data.examples import load_examples
from shelftag_training.data.labelled_files import leaves_folder
from shelftag_training.data.sources import category_id, read_source
from shelftag_training.data.table_columns import TableColumns
from training.samples import category


def photo(path, colour=(200, 30, 30), size=(80, 60)):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path)
    return path


@pytest.fixture
def shop(tmp_path):
    """Five photos in folders, and what a computer leaves beside them."""
    root = tmp_path / "shop"
    for number, name in enumerate(
        ["Fruit/Apple/a.jpg", "Fruit/Apple/b.JPG", "Fruit/c.png", "手机/d.webp", "手机/e.jpg"]
    ):
        photo(root / name, (40 * number, 90, 120))
    for name in (".thumbnails/x.jpg", "手机/._e.jpg", "__MACOSX/手机/e.jpg", "loose.jpg"):
        photo(root / name)
    (root / "Empty" / "inside").mkdir(parents=True)
    (root / "手机" / "notes.txt").write_text("no photo")
    return root


def labels(source):
    return {row.file_name: row.category for row in source.dataset.rows}


class TestFolders:
    def test_folders_are_the_category_tree(self, shop):
        source = read_source(shop)
        assert labels(source) == {
            "Fruit/Apple/a.jpg": ("Fruit", "Apple"),
            "Fruit/Apple/b.JPG": ("Fruit", "Apple"),
            "Fruit/c.png": ("Fruit",),
            "手机/d.webp": ("手机",),
            "手机/e.jpg": ("手机",),
        }
        paths = [item.path for item in source.dataset.categories]
        assert paths == [("Fruit",), ("Fruit", "Apple"), ("手机",)]
        assert [path for path in source.photos() if path is None] == []

    def test_ids_and_checksums_are_the_same_wherever_the_folder_is(self, shop, tmp_path):
        first = read_source(shop)
        shutil.copytree(shop, tmp_path / "elsewhere")
        assert read_source(tmp_path / "elsewhere").dataset == first.dataset
        row = first.dataset.rows[0]
        assert row.sha256 == sha256_of(shop / row.file_name)
        assert row.category_uuid == category_id(("Fruit", "Apple")) != category_id(("Fruit/Apple",))

    def test_photos_of_equal_names_in_two_folders_are_two_products(self, shop, tmp_path):
        shutil.copytree(shop, tmp_path / "other")
        photo(tmp_path / "other" / "Fruit" / "c.png", (1, 2, 3))
        first, other = (read_source(folder).dataset.rows for folder in (shop, tmp_path / "other"))
        changed = [a.file_name for a, b in zip(first, other, strict=True) if a.product != b.product]
        assert changed == ["Fruit/c.png"]

    def test_a_colon_in_a_folder_is_no_drive(self, tmp_path):
        try:
            photo(tmp_path / "Cups : Mugs" / "0.jpg")
        except OSError:
            pytest.skip("this file system takes no colons")
        photo(tmp_path / "Tea: black" / "green" / "0.jpg")
        source = read_source(tmp_path)
        assert source.missing == ()
        assert {row.category for row in source.dataset.rows} == {
            ("Cups : Mugs",), ("Tea: black", "green"),
        }  # fmt: skip
        assert None not in source.photos()
        assert all(map(leaves_folder, ("C:/a.jpg", "c:a.jpg", "/a.jpg", "a/../../b.jpg")))

    def test_splits_are_chosen_by_their_usual_names(self, shop, tmp_path):
        root = tmp_path / "split"
        shutil.copytree(shop, root / "Train")
        photo(root / "validation" / "Fruit" / "new.jpg")
        photo(root / "pictures of the shop" / "door.jpg")
        assert len(read_source(root).dataset.rows) == 5
        assert labels(read_source(root, split="val")) == {"validation/Fruit/new.jpg": ("Fruit",)}
        assert len(read_source(root, split="train+val").dataset.rows) == 6
        with pytest.raises(ShelftagError, match=r"no_split.*found='train, val'"):
            read_source(root, split="test")
        with pytest.raises(ShelftagError, match=r"unknown_split.*split='tets'"):
            read_source(root, split="train+tets")

    def test_a_toy_shop_may_sell_trains(self, tmp_path):
        for name in ("Train", "Plane", "Kite"):
            photo(tmp_path / name / "1.jpg")
        assert {row.category for row in read_source(tmp_path).dataset.rows} == {
            ("Train",), ("Plane",), ("Kite",),
        }  # fmt: skip

    @pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
    def test_links_neither_loop_nor_lead_out(self, shop, tmp_path):
        (shop / "Fruit" / "again").symlink_to(shop, target_is_directory=True)
        (shop / "Fruit" / "self.jpg").symlink_to("self.jpg")
        outside = photo(tmp_path / "outside.jpg")
        (shop / "Fruit" / "outside.jpg").symlink_to(outside)
        source = read_source(shop)
        assert len(source.dataset.rows) == 5
        assert source.missing == ("Fruit/outside.jpg", "Fruit/self.jpg")

    @pytest.mark.skipif(os.name == "nt", reason="names are text on Windows")
    def test_a_name_that_is_no_text_is_reported(self, shop):
        try:
            shutil.copy(shop / "Fruit" / "c.png", os.fsencode(shop) + b"/Fruit/caf\xe9.png")
        except OSError:
            pytest.skip("this file system takes only text")
        assert read_source(shop).missing == ("Fruit/caf\\udce9.png",)


class TestTables:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_spreadsheets_of_all_kinds(self, shop, encoding, delimiter):
        lines = [["文件名", "类别", "商品名称"], ["Fruit/c.png", "水果 > 苹果", "红富士"]]
        text = "\r\n".join(delimiter.join(line) for line in lines)
        (shop / "photos.csv").write_bytes(text.encode(encoding))
        (row,) = read_source(shop / "photos.csv").dataset.rows
        assert (row.file_name, row.category) == ("Fruit/c.png", ("水果", "苹果"))
        assert row.title == "红富士"

    def test_columns_that_are_named(self, shop):
        (shop / "t.tsv").write_text(
            "where\twhat\tkind\tcolour\tSize\n"
            "Fruit\\c.png\tp1\tA/B/C > D\tred\t\n"
            "手机/d.webp\tp1\tA/B\tblue\tXL\n",
            "utf-8",
        )
        columns = TableColumns(
            file="where", category="kind", product="what", attributes=("colour",), separator="/"
        )
        first, second = read_source(shop / "t.tsv", columns=columns).dataset.rows
        assert (first.category, second.category) == (("A", "B", "C > D"), ("A", "B"))
        assert first.product == second.product
        assert first.attributes == {"colour": "red"}
        every = TableColumns(file="where", category="kind", attributes=("*",))
        rows = read_source(shop / "t.tsv", columns=every).dataset.rows
        assert rows[0].category == ("A/B/C", "D")
        assert rows[1].attributes == {"what": "p1", "colour": "blue", "Size": "XL"}
        assert rows[0].product != rows[1].product

    def test_a_split_column(self, shop):
        (shop / "t.csv").write_text(
            "file,label,split\nFruit/c.png,Fruit,train\n手机/d.webp,Phone,dev\n", "utf-8"
        )
        assert labels(read_source(shop / "t.csv")) == {"Fruit/c.png": ("Fruit",)}
        assert labels(read_source(shop / "t.csv", split="val")) == {"手机/d.webp": ("Phone",)}

    def test_json_lines_with_paths_as_lists_and_attributes(self, shop):
        lines = [
            {"file_name": "Fruit/c.png", "category": ["Food", "Fruit"], "attributes": {"k": 1}},
            {"file_name": "手机/d.webp", "category": "Phones", "title": None},
        ]
        text = "\n\n".join(json.dumps(line) for line in lines)
        (shop / "rows.jsonl").write_text(text)
        first, second = read_source(shop / "rows.jsonl").dataset.rows
        assert (first.category, first.attributes) == (("Food", "Fruit"), {"k": "1"})
        assert (second.category, second.title) == (("Phones",), "")

    def test_files_that_are_not_there_are_reported(self, shop):
        (shop / "t.csv").write_text("file,label\nFruit/c.png,Fruit\nFruit/gone.png,Fruit\n")
        source = read_source(shop / "t.csv")
        assert len(source.dataset.rows) == 1
        assert source.missing == ("Fruit/gone.png",)

    def test_photos_may_lie_elsewhere(self, shop, tmp_path):
        table = tmp_path / "t.csv"
        table.write_text("file,label\nc.png,Fruit\n")
        assert read_source(table, photos=shop / "Fruit").photos() == [shop / "Fruit" / "c.png"]

    def test_words_without_photos(self, tmp_path):
        (tmp_path / "t.csv").write_text("Title,Category\nRed shirt,Shirts\nBlue mug,Mugs\n")
        rows = read_source(tmp_path / "t.csv").dataset.rows
        assert [(row.file_name, row.title, row.category) for row in rows] == [
            ("", "Red shirt", ("Shirts",)),
            ("", "Blue mug", ("Mugs",)),
        ]
        assert rows[0].product != rows[1].product

    def test_hugging_face_metadata(self, shop, tmp_path):
        (shop / "metadata.csv").write_text("file_name,text\nFruit/c.png,an apple\n")
        (row,) = read_source(shop).dataset.rows
        assert (row.category, row.description) == (("Fruit",), "an apple")
        root = tmp_path / "split"
        shutil.copytree(shop, root / "train")
        photo(root / "val" / "x.jpg")
        (root / "val" / "metadata.jsonl").write_text('{"file_name": "x.jpg", "label": "Fig"}\n')
        assert labels(read_source(root)) == {"train/Fruit/c.png": ("Fruit",)}
        assert labels(read_source(root, split="validation")) == {"val/x.jpg": ("Fig",)}


def test_a_data_set_folder_is_read_as_it_is(tmp_path):
    own = category("Rods")
    dataset = Dataset((own,), (DatasetRow("a.jpg", "0" * 64, "p", own.path, own.uuid),))
    write_dataset(tmp_path, dataset)
    source = read_source(tmp_path)
    assert source.dataset == dataset
    assert source.packed
    assert source.part("encoder") is None


def test_examples_of_a_plain_folder(shop, starter, recorder, encoder_id):
    (shop / "手机" / "broken.jpg").write_bytes(b"\xff\xd8 no photo")
    examples = load_examples(shop, starter / "encoder", recorder)
    assert examples.embeddings.shape == (5, 1280)
    assert examples.encoder == encoder_id
    assert examples.skipped == ("手机/broken.jpg",)
    with pytest.raises(ShelftagError, match=r"training\.no_embeddings"):
        load_examples(shop, None, recorder)
