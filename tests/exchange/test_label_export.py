"""The owner's labels go out as a data set folder that stands on its own."""

import csv
import json
import os
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select, update

from shelftag.catalog import photo_files
from shelftag.catalog.models import Photo, PhotoFile, ProductPhoto
from shelftag.catalog.photo_files import write_whole
from shelftag.exchange.labels import export_labels
from shelftag_api.dataset import read_dataset
from shelftag_api.errors import ShelftagError
from shelftag_api.files import sha256_of


def refusal(action, *arguments, **options) -> ShelftagError:
    with pytest.raises(ShelftagError) as caught:
        action(*arguments, **options)
    return caught.value


def table(folder: Path) -> list[dict[str, str]]:
    with (folder / "labels.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def labelled(shop, name: str, *path: str, **fields) -> int:
    product = shop.product(shop.photo(name), **fields)
    shop.label(product, shop.category(*path))
    return product


class TestTheFolder:
    def test_every_photo_of_every_labelled_product_is_a_row_with_its_file(self, shop, tmp_path):
        mug = shop.product(
            shop.photo("a/mug_1.jpg"), shop.photo("a/mug_2.PNG"), title="Blue mug", sku="MUG-1",
            description="holds\ntea",
        )  # fmt: skip
        shop.label(mug, shop.category("Kitchen", "Mugs"))
        shirt = shop.product(shop.photo("b/shirt.jpg"), title="短袖")
        shop.trust(shirt, shop.category("服装"))
        shop.product(shop.photo("c/unlabelled.jpg"), title="What is it")
        result = shop.export_labels(tmp_path / "out")
        assert (result.photos, result.products, result.missing) == (3, 2, ())

        dataset = read_dataset(tmp_path / "out")
        assert [(row.category, row.source, row.method, row.title) for row in dataset.rows] == [
            (("Kitchen", "Mugs"), "owner", "single", "Blue mug"),
            (("Kitchen", "Mugs"), "owner", "single", "Blue mug"),
            (("服装",), "import", "folder", "短袖"),
        ]
        for row in dataset.rows:
            content = (tmp_path / "out" / row.file_name).read_bytes()
            assert sha256(content).hexdigest() == row.sha256
            assert datetime.fromisoformat(row.labelled_at).tzinfo is not None
        assert dataset.rows[0].description == "holds\ntea"
        assert dataset.rows[0].product == dataset.rows[1].product
        assert [item.path for item in dataset.categories] == [
            ("Kitchen",), ("Kitchen", "Mugs"), ("服装",),
        ]  # fmt: skip

    def test_it_is_laid_out_as_image_folder_wants_it(self, shop, tmp_path):
        labelled(shop, "mug.JPG", "Kitchen", "Mugs")
        labelled(shop, "shirt.jpeg", "服装")
        shop.export_labels(tmp_path / "out")
        with (tmp_path / "out" / "metadata.jsonl").open(encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        assert [Path(row["file_name"]).parent.as_posix() for row in rows] == [
            "photos/Kitchen/Mugs", "photos/服装",
        ]  # fmt: skip
        assert [Path(row["file_name"]).suffix for row in rows] == [".jpg", ".jpeg"]
        described = json.loads((tmp_path / "out" / "dataset.json").read_text("utf-8"))
        assert described["counts"] == {"Kitchen > Mugs": 1, "服装": 1}
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
            "dataset.json", "labels.csv", "metadata.jsonl", "photos",
        ]  # fmt: skip

    def test_the_same_labels_are_there_as_a_table(self, shop, tmp_path):
        labelled(shop, "mug.jpg", "Kitchen", "Mugs", title="=Blue mug", sku="MUG-1")
        shop.export_labels(tmp_path / "out")
        (line,) = table(tmp_path / "out")
        (row,) = read_dataset(tmp_path / "out").rows
        assert line == {
            "file_name": row.file_name, "sku": "MUG-1", "title": "'=Blue mug",
            "category": "Kitchen > Mugs", "category_id": str(row.category_uuid), "source": "owner",
            "method": "single", "corrected": "no", "labelled_at": row.labelled_at,
            "product": row.product, "sha256": row.sha256,
        }  # fmt: skip

    def test_it_may_be_an_empty_folder_that_is_there(self, shop, tmp_path):
        labelled(shop, "mug.jpg", "Mugs")
        (tmp_path / "out").mkdir()
        assert shop.export_labels(tmp_path / "out").photos == 1

    def test_the_same_photo_of_two_products_is_two_rows(self, shop, tmp_path):
        photo = shop.photo("pair.jpg")
        mugs = shop.category("Mugs")
        for _ in range(2):
            shop.label(shop.product(photo), mugs)
        assert shop.export_labels(tmp_path / "out").photos == 2
        names = {row.file_name for row in read_dataset(tmp_path / "out").rows}
        assert len(names) == 2


class TestWhichLabels:
    def test_only_the_owner_s_and_trusted_ones_that_count(self, shop, tmp_path):
        mugs = shop.category("Mugs")
        suggested = shop.product(shop.photo("suggested.jpg"), title="suggested")
        shop.suggest(suggested, mugs, 0.99)
        labelled(shop, "mug.jpg", "Mugs", title="labelled")
        shop.export_labels(tmp_path / "out")
        assert [row.title for row in read_dataset(tmp_path / "out").rows] == ["labelled"]

    def test_since_a_moment(self, shop, tmp_path):
        labelled(shop, "old.jpg", "Mugs", title="old")
        moment = datetime.now(UTC)
        labelled(shop, "new.jpg", "Mugs", title="new")
        shop.export_labels(tmp_path / "out", since=moment)
        assert [row.title for row in read_dataset(tmp_path / "out").rows] == ["new"]
        later = moment + timedelta(days=1)
        error = refusal(shop.export_labels, tmp_path / "later", since=later)
        assert error.message_id == "export.no_labels"

    def test_only_those_by_which_the_owner_contradicted_the_model(self, shop, tmp_path):
        mugs, plates = shop.category("Mugs"), shop.category("Plates")
        wrong, right, unseen, trusted = (
            shop.product(shop.photo(f"{name}.jpg"), title=name)
            for name in ("wrong", "right", "unseen", "trusted")
        )
        for product in (wrong, right, trusted):
            shop.suggest(product, mugs, 0.6)
        shop.label(wrong, plates)
        shop.label(right, mugs)
        shop.label(unseen, plates)
        shop.trust(trusted, plates)
        shop.export_labels(tmp_path / "out", corrected_only=True)
        (row,) = read_dataset(tmp_path / "out").rows
        assert (row.title, row.category) == ("wrong", ("Plates",))
        (line,) = table(tmp_path / "out")
        assert line["corrected"] == "yes"
        assert read_dataset(tmp_path / "out").version == 4

    def test_without_any_there_is_nothing_to_export(self, shop, tmp_path):
        assert refusal(shop.export_labels, tmp_path / "out").message_id == "export.no_labels"
        assert not (tmp_path / "out").exists()


class TestPhotosThatAreNoLongerThere:
    def test_moved_and_changed_ones_are_reported_and_the_rest_goes_out(self, shop, tmp_path):
        gone, changed, folder = (
            shop.photo("gone.jpg"), shop.photo("changed.jpg"), shop.photo("folder.jpg")
        )  # fmt: skip
        mugs = shop.category("Mugs")
        for path in (gone, changed, folder, shop.photo("kept.jpg")):
            shop.label(shop.product(path, title=path.stem), mugs)
        gone.unlink()
        changed.write_bytes(b"another picture")
        folder.unlink()
        folder.mkdir()
        result = shop.export_labels(tmp_path / "out")
        assert result.missing == (str(gone), str(changed), str(folder))
        assert [row.title for row in read_dataset(tmp_path / "out").rows] == ["kept"]
        assert [line["title"] for line in table(tmp_path / "out")] == ["kept"]

    @pytest.mark.skipif(sys.platform != "linux", reason="needs a file that cannot be read")
    def test_one_that_cannot_be_read_is_reported_too(self, shop, tmp_path):
        broken = shop.photo("broken.jpg")
        labelled(shop, "kept.jpg", "Mugs")
        shop.label(shop.product(broken), shop.category("Mugs"))
        broken.unlink()
        broken.symlink_to("/proc/self/mem")  # reading it is an input/output error
        result = shop.export_labels(tmp_path / "out")
        assert (result.photos, result.missing) == (1, (str(broken),))

    def test_one_without_any_file_is_reported_by_its_title(self, shop, tmp_path):
        labelled(shop, "kept.jpg", "Mugs")
        product = labelled(shop, "bare.jpg", "Mugs", title="Bare mug")
        with shop.database.write() as session:
            photo = session.scalar(
                select(ProductPhoto.photo_id).where(ProductPhoto.product_id == product)
            )
            session.execute(
                update(PhotoFile).where(PhotoFile.photo_id == photo).values(active=False)
            )
        assert shop.export_labels(tmp_path / "out").missing == ("Bare mug",)

    def test_when_all_are_gone_nothing_is_written(self, shop, tmp_path):
        labelled(shop, "mug.jpg", "Mugs")
        (shop.photos / "mug.jpg").unlink()
        before = sorted(tmp_path.iterdir())
        error = refusal(shop.export_labels, tmp_path / "out")
        assert (error.message_id, error.params) == ("export.all_missing", {"count": 1})
        assert sorted(tmp_path.iterdir()) == before

    def test_a_photo_whose_name_is_no_text_goes_out_as_well(self, shop, tmp_path):
        try:
            odd = shop.photo(os.fsdecode(b"caf\xe9\n.jpg"))
        except OSError:
            pytest.skip("this file system takes only UTF-8 names")
        shop.label(shop.product(odd), shop.category("Mugs"))
        assert shop.export_labels(tmp_path / "out").photos == 1


class TestFolderNames:
    def folders(self, shop, tmp_path) -> list[str]:
        shop.export_labels(tmp_path / "out")
        rows = read_dataset(tmp_path / "out").rows
        return [str(Path(row.file_name).parent.relative_to("photos")) for row in rows]

    @pytest.mark.parametrize(
        ("name", "folder"),
        [("Cups/Mugs", "Cups_Mugs"), ("..", "_"), ("../../etc", "etc"), ("👕👖", "_"),
         ("👕 Tops", "Tops"), ("C:\\Windows", "C_Windows"), ("CON", "CON_"), ("Con.1", "Con.1_"),
         ("Lpt1", "Lpt1_"), ("Console", "Console"), ("Tea. ", "Tea"), ("马克杯", "马克杯"),
         ("Käse & Wurst", "Käse_Wurst"), ('a"b<c|d?*', "a_b_c_d")],
    )  # fmt: skip
    def test_category_names_become_names_that_any_file_system_takes(
        self, shop, tmp_path, name, folder
    ):
        labelled(shop, "mug.jpg", name)
        assert self.folders(shop, tmp_path) == [folder]
        (row,) = read_dataset(tmp_path / "out").rows
        assert row.category == (name.strip(),)

    @pytest.mark.parametrize("letter", ["x", "马", "𠀋"])
    def test_very_long_names_are_cut(self, shop, tmp_path, letter):
        labelled(shop, "mug.jpg", letter * 300, "." * 299 + "x")
        (folder,) = self.folders(shop, tmp_path)
        assert all(len(part.encode()) <= 255 for part in folder.split("/"))
        assert len(read_dataset(tmp_path / "out").rows[0].category[0]) == 300

    def test_two_categories_never_share_a_folder(self, shop, tmp_path):
        names = ["Cups/Mugs", "Cups_Mugs", "cups mugs", "👕", "👖", "x" * 299, "x" * 300]
        for number, name in enumerate(names):
            labelled(shop, f"{number}.jpg", name)
            labelled(shop, f"{number}-below.jpg", name, "Blue")
        folders = self.folders(shop, tmp_path)
        assert len({folder.casefold() for folder in folders}) == 2 * len(names)

    def test_an_odd_ending_is_not_taken_over(self, shop, tmp_path):
        labelled(shop, "mug.jp g", "Mugs")
        labelled(shop, "mug", "Mugs")
        shop.export_labels(tmp_path / "out")
        names = [row.file_name for row in read_dataset(tmp_path / "out").rows]
        assert {Path(name).suffix for name in names} == {".img"}


class TestWhenItCannotBeWritten:
    def test_a_folder_that_holds_something_is_left_alone(self, shop, tmp_path):
        labelled(shop, "mug.jpg", "Mugs")
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "letter.txt").write_text("dear")
        error = refusal(shop.export_labels, tmp_path / "out")
        assert error.message_id == "export.folder_not_empty"
        assert [path.name for path in (tmp_path / "out").iterdir()] == ["letter.txt"]

    @pytest.mark.parametrize("name", ["file/out", "x" * 300])
    def test_an_impossible_place_gets_a_sentence(self, shop, tmp_path, name):
        labelled(shop, "mug.jpg", "Mugs")
        (tmp_path / "file").write_text("in the way")
        before = sorted(tmp_path.iterdir())
        assert refusal(shop.export_labels, tmp_path / name).message_id == "export.cannot_write"
        assert sorted(tmp_path.iterdir()) == before

    def test_a_file_of_that_name_is_not_replaced(self, shop, tmp_path):
        labelled(shop, "mug.jpg", "Mugs")
        (tmp_path / "out").write_text("dear")
        error = refusal(shop.export_labels, tmp_path / "out")
        assert error.message_id == "export.folder_not_empty"

    def test_an_export_that_is_cancelled_leaves_nothing(self, shop, tmp_path):
        labelled(shop, "mug.jpg", "Mugs")
        before = sorted(tmp_path.iterdir())
        job = export_labels(shop.catalog, tmp_path / "out")
        assert next(job).phase == "phase.export"
        job.close()
        assert sorted(tmp_path.iterdir()) == before


class TestKeptCopies:
    """Where the owner's file is gone or was changed, the copy in the catalogue is exported."""

    def keep(self, shop, path):
        with shop.database.write() as session:
            digest = sha256_of(path)
            photo = session.scalars(select(Photo).where(Photo.sha256 == digest)).one()
            photo.kept_suffix = ".jpg"
            write_whole(shop.catalog.kept_photo(digest, ".jpg"), path.read_bytes())

    def labelled(self, shop):
        path = shop.photo("a.jpg")
        shop.label(shop.product(path, title="A"), shop.category("Mugs"))
        return path, path.read_bytes()

    def exported(self, shop, tmp_path):
        result = shop.export_labels(tmp_path / "out")
        (file,) = (tmp_path / "out" / "photos").rglob("*.jpg")
        return result, file.read_bytes()

    def test_of_a_file_that_is_gone(self, shop, tmp_path):
        path, content = self.labelled(shop)
        self.keep(shop, path)
        path.unlink()
        result, exported = self.exported(shop, tmp_path)
        assert (result.photos, result.missing, exported) == (1, (), content)

    def test_of_a_file_that_holds_another_picture_now(self, shop, tmp_path):
        path, content = self.labelled(shop)
        self.keep(shop, path)
        path.write_bytes(content[::-1])
        assert self.exported(shop, tmp_path)[1] == content

    def test_a_file_that_was_only_touched_needs_no_copy(self, shop, tmp_path):
        path, content = self.labelled(shop)
        os.utime(path, ns=(1, 2**60))
        assert self.exported(shop, tmp_path)[1] == content

    def test_a_file_that_lies_in_the_cloud_alone_is_left_there(self, shop, tmp_path, monkeypatch):
        path, content = self.labelled(shop)
        monkeypatch.setattr(photo_files, "is_cloud_only", lambda _status: True)
        with pytest.raises(ShelftagError) as caught:
            shop.export_labels(tmp_path / "out")
        assert caught.value.message_id == "export.all_missing"
        self.keep(shop, path)
        assert self.exported(shop, tmp_path)[1] == content
