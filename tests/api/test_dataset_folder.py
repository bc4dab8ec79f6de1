"""A data set folder says the same when it is read as when it was written, or it is refused."""

import json
from dataclasses import replace
from uuid import UUID

import numpy as np
import pytest

from shelftag_api.bundle import BundleCategory
from shelftag_api.dataset import (
    EMBEDDINGS,
    Dataset,
    DatasetRow,
    read_array,
    read_dataset,
    write_dataset,
)
from shelftag_api.errors import ContractError

FRUIT = UUID(int=7)
DATASET = Dataset(
    categories=(BundleCategory(UUID(int=1), ("Food",)), BundleCategory(FRUIT, ("Food", "水果"))),
    rows=(
        DatasetRow(
            "photos/Food/a.jpg", "a" * 64, "product 1", ("Food", "水果"), FRUIT, title='"T恤"\n2',
            description="long\u2028text", source="import", method="folder", fold=3,
            labelled_at="2026-01-01T00:00:00+00:00", attributes={"colour": "red"},
        ),
        DatasetRow("", "b" * 64, "product 2", ("Food",), UUID(int=1)),
    ),
    encoder="e" * 64,
    text_encoder="words",
    parent=UUID(int=9),
    version=4,
)  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    write_dataset(tmp_path, DATASET)
    return tmp_path


def refusal(action, *arguments, **more) -> tuple[str, dict[str, object]]:
    with pytest.raises(ContractError) as caught:
        action(*arguments, **more)
    return caught.value.message_id, caught.value.params


def rewrite(folder, **values) -> None:
    data = json.loads((folder / "dataset.json").read_text("utf-8"))
    (folder / "dataset.json").write_text(json.dumps(data | values), "utf-8")


def test_what_is_written_is_read(folder):
    assert read_dataset(folder) == DATASET


def test_a_data_set_without_rows_or_a_parent_is_one_too(tmp_path):
    write_dataset(tmp_path, Dataset(categories=(), rows=()))
    assert read_dataset(tmp_path) == Dataset(categories=(), rows=())


def test_each_row_is_one_line_of_json_with_the_keys_that_image_folder_reads(folder):
    lines = (folder / "metadata.jsonl").read_bytes().decode().rstrip("\n").split("\n")
    assert [json.loads(line)["file_name"] for line in lines] == ["photos/Food/a.jpg", ""]
    assert json.loads(lines[0])["category"] == ["Food", "水果"]


def test_people_who_open_it_see_how_many_photos_a_category_has(folder):
    data = json.loads((folder / "dataset.json").read_text("utf-8"))
    assert data["counts"] == {"Food > 水果": 1, "Food": 1}


class TestTheHash:
    def test_does_not_depend_on_the_order_of_the_rows(self):
        assert replace(DATASET, rows=DATASET.rows[::-1]).hash == DATASET.hash

    def test_depends_on_every_label_and_on_the_tree(self):
        other = replace(DATASET.rows[1], category_uuid=FRUIT)
        assert replace(DATASET, rows=(DATASET.rows[0], other)).hash != DATASET.hash
        assert replace(DATASET, rows=DATASET.rows[:1]).hash != DATASET.hash
        assert replace(DATASET, categories=DATASET.categories[:1]).hash != DATASET.hash


class TestRefused:
    def test_a_newer_schema(self, folder):
        rewrite(folder, schema_version=2)
        assert refusal(read_dataset, folder)[0] == "contract.newer_schema"

    @pytest.mark.parametrize("name", ["dataset.json", "metadata.jsonl"])
    def test_a_missing_file(self, folder, name):
        (folder / name).unlink()
        assert refusal(read_dataset, folder) == ("contract.file_missing", {"file": name})

    def test_a_folder_that_is_not_there(self, tmp_path):
        assert refusal(read_dataset, tmp_path / "none")[0] == "contract.file_missing"

    @pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000, "\udcff"])
    def test_a_manifest_that_is_no_json_object(self, folder, text):
        (folder / "dataset.json").write_bytes(text.encode("utf-8", "surrogateescape"))
        assert refusal(read_dataset, folder)[0] == "contract.not_json"

    @pytest.mark.parametrize(
        "values",
        [{"categories": 7}, {"categories": [{"uuid": "x", "path": []}]}, {"categories": [None]},
         {"version": "new"}, {"parent": 5}],
    )  # fmt: skip
    def test_a_manifest_with_other_values(self, folder, values):
        rewrite(folder, **values)
        assert refusal(read_dataset, folder)[0] == "contract.bad_manifest"

    @pytest.mark.parametrize(
        "line",
        ["{", "7", "{}", '{"category": ["x"], "category_uuid": "no"}',
         '{"file_name": 1, "unknown": 2, "category": [], "category_uuid": "' + str(FRUIT) + '"}'],
    )  # fmt: skip
    def test_a_line_that_is_no_row_by_its_number(self, folder, line):
        with (folder / "metadata.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        expected = ("contract.bad_row", {"file": "metadata.jsonl", "line": 3})
        assert refusal(read_dataset, folder) == expected

    def test_rows_that_were_changed_afterwards(self, folder):
        text = (folder / "metadata.jsonl").read_text("utf-8")
        (folder / "metadata.jsonl").write_text(text.replace("red", "blue"), "utf-8")
        assert refusal(read_dataset, folder)[0] == "contract.wrong_hash"


class TestMatrices:
    def test_are_read_as_float32(self, tmp_path):
        matrix = np.arange(6, dtype=np.float16).reshape(2, 3)
        np.save(tmp_path / EMBEDDINGS, matrix)
        read = read_array(tmp_path / EMBEDDINGS, rows=2)
        assert read.dtype == np.float32
        assert read.tolist() == matrix.tolist()

    @pytest.mark.parametrize(
        "array",
        [np.zeros((3, 2), np.float32), np.zeros(2, np.float32), np.zeros((2, 2), np.int64),
         np.zeros((2, 1, 1), np.float32), np.array(["a", "b"])],
        ids=["rows", "flat", "integers", "cube", "text"],
    )  # fmt: skip
    def test_of_another_shape_or_kind_are_refused(self, tmp_path, array):
        np.save(tmp_path / EMBEDDINGS, array)
        read = refusal(read_array, tmp_path / EMBEDDINGS, rows=2)
        assert read == ("contract.bad_array", {"file": EMBEDDINGS})

    def test_with_pickled_objects_are_never_loaded(self, tmp_path):
        np.save(tmp_path / EMBEDDINGS, np.array([[object()], [None]]), allow_pickle=True)
        assert refusal(read_array, tmp_path / EMBEDDINGS, rows=2)[0] == "contract.bad_array"

    @pytest.mark.parametrize("data", [b"", b"\x93NUMPY", b"no matrix"])
    def test_that_are_damaged_are_refused(self, tmp_path, data):
        (tmp_path / EMBEDDINGS).write_bytes(data)
        assert refusal(read_array, tmp_path / EMBEDDINGS, rows=2)[0] == "contract.bad_array"

    def test_that_are_not_there_are_missing(self, tmp_path):
        assert refusal(read_array, tmp_path / EMBEDDINGS, rows=2)[0] == "contract.file_missing"
