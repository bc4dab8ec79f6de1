"""Models come from strangers: nothing in a bundle is believed before it is checked."""

import hashlib
import json
import random
import zipfile
from uuid import UUID

import pytest

from shelftag_api import files
from shelftag_api.bundle import (
    BundleCategory,
    BundleManifest,
    Combination,
    HeadGraph,
    pack_model,
    read_bundle,
    unpack_model,
)
from shelftag_api.encoder import EncoderManifest, GraphFile, read_encoder
from shelftag_api.errors import ContractError

GRAPH = b"as good as a graph" * 100
SHA = hashlib.sha256(GRAPH).hexdigest()
MANIFEST = BundleManifest(
    id=UUID(int=5),
    name="head",
    version=2,
    created_at="2026-01-01T00:00:00+00:00",
    parent=UUID(int=4),
    encoder="e" * 64,
    categories=(BundleCategory(UUID(int=7), ("Food", "水果")),),
    classes=(UUID(int=7), None),
    graphs=(HeadGraph("head.onnx", ("embedding",), ("logits",)),),
    files={"head.onnx": SHA, "out/of_fold.npy": SHA},
    text_encoder="words",
    combination=Combination(text_weight=0.5, temperature=1.5),
    temperature=1.2,
    out_of_fold="out/of_fold.npy",
    metrics={"cv_accuracy": 0.9},
    label_count=40,
    dataset_hash="d" * 64,
)
ENCODER = EncoderManifest(
    "tiny",
    32,
    32,
    "squash",
    "pixels",
    "embedding",
    8,
    "map",
    {"fp32": GraphFile("e.onnx", SHA)},
    "",
)


@pytest.fixture
def bundle(tmp_path):
    folder = tmp_path / "made" / "bundle"
    (folder / "out").mkdir(parents=True)
    (folder / "head.onnx").write_bytes(GRAPH)
    (folder / "out" / "of_fold.npy").write_bytes(GRAPH)
    MANIFEST.write(folder)
    return folder


@pytest.fixture
def encoder(tmp_path):
    folder = tmp_path / "made" / "encoder"
    folder.mkdir(parents=True)
    (folder / "e.onnx").write_bytes(GRAPH)
    ENCODER.write(folder)
    return folder


def refusal(action, *arguments) -> str:
    with pytest.raises(ContractError) as caught:
        action(*arguments)
    return caught.value.message_id


def rewrite(folder, name="model.json", **values) -> None:
    data = json.loads((folder / name).read_text("utf-8"))
    (folder / name).write_text(json.dumps(data | values), "utf-8")


UNSAFE = ["../head.onnx", "/etc/passwd", "a/../../b", "C:\\x", "a\\b", "", ".", "..", ".hidden",
          "a//b", "a/b/c/d/e", "x" * 101, "nul\0", "a\n", "名.onnx", "~", "a b", 7,
          None]  # fmt: skip


class TestBundles:
    def test_what_is_written_is_read(self, bundle):
        assert read_bundle(bundle) == MANIFEST

    def test_a_newer_schema_is_refused(self, bundle):
        rewrite(bundle, schema_version=2)
        assert refusal(read_bundle, bundle) == "contract.newer_schema"

    @pytest.mark.parametrize("name", ["head.onnx", "out/of_fold.npy", "model.json"])
    def test_a_missing_file_is_named(self, bundle, name):
        (bundle / name).unlink()
        assert refusal(read_bundle, bundle) == "contract.file_missing"

    def test_a_file_that_was_changed_is_refused(self, bundle):
        (bundle / "head.onnx").write_bytes(GRAPH[:-1] + b"!")
        assert refusal(read_bundle, bundle) == "contract.wrong_hash"
        assert read_bundle(bundle, verify=False) == MANIFEST
        assert refusal(files.read_verified, bundle, "head.onnx", SHA) == "contract.wrong_hash"

    def test_a_link_to_another_file_is_none_of_its_files(self, bundle, tmp_path):
        (tmp_path / "elsewhere").write_bytes(GRAPH)
        (bundle / "head.onnx").unlink()
        (bundle / "head.onnx").symlink_to(tmp_path / "elsewhere")
        assert refusal(read_bundle, bundle) == "contract.file_missing"

    @pytest.mark.parametrize("name", UNSAFE)
    def test_a_name_that_leads_elsewhere_is_refused(self, bundle, name):
        graph = {"file": name, "inputs": ["embedding"], "outputs": ["logits"]}
        rewrite(bundle, graphs=[graph])
        assert refusal(read_bundle, bundle) == "contract.unsafe_name"
        assert refusal(files.read_verified, bundle, name, SHA) == "contract.unsafe_name"

    @pytest.mark.parametrize("name", [name for name in UNSAFE if isinstance(name, str)])
    def test_so_is_one_among_the_files(self, bundle, name):
        rewrite(bundle, files={"head.onnx": SHA, name: SHA})
        assert refusal(read_bundle, bundle) == "contract.unsafe_name"

    @pytest.mark.parametrize(
        "values",
        [{"created_at": "yesterday"}, {"created_at": 5}, 
         {"label_count": 10**30}, {"label_count": "many"}, {"metrics": [1]},
         {"graphs": []}, {"classes": []}, {"temperature": 0}, {"temperature": "hot"},
         {"combination": {"photos": "vote"}}, {"combination": {"floor": 1}}, {"combination": None},
         {"files": {}}, {"files": None}, {"id": "x"}, {"extra": 1}, {"categories": [1]},
         {"graphs": [{"file": "head.onnx", "inputs": [], "outputs": ["other"]}]}],
    )  # fmt: skip
    def test_a_manifest_that_no_head_could_be_run_from_is_refused(self, bundle, values):
        rewrite(bundle, **values)
        assert refusal(read_bundle, bundle) == "contract.bad_manifest"

    def test_an_encoder_s_id_is_that_of_its_content(self, encoder):
        assert read_encoder(encoder).id == ENCODER.id
        rewrite(encoder, "encoder.json", width=64)
        assert read_encoder(encoder).id != ENCODER.id


class TestArchives:
    @pytest.fixture
    def archive(self, bundle, encoder, tmp_path):
        pack_model(bundle, encoder, tmp_path / "model.zip")
        return tmp_path / "model.zip"

    @pytest.fixture
    def target(self, tmp_path):
        (tmp_path / "target").mkdir()
        return tmp_path / "target"

    @pytest.fixture
    def stranger(self, tmp_path):
        def make(*members: tuple[str, bytes]):
            with zipfile.ZipFile(tmp_path / "strange.zip", "w", zipfile.ZIP_DEFLATED) as file:
                for name, data in members:
                    file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
            return tmp_path / "strange.zip"

        return make

    def test_a_model_travels_with_its_encoder_in_one_zip(self, archive, target):
        bundle, encoder = unpack_model(archive, target)
        assert read_bundle(bundle) == MANIFEST
        assert read_encoder(encoder) == ENCODER

    def test_packing_leaves_the_zip_and_nothing_else(self, archive, tmp_path):
        assert sorted(path.name for path in tmp_path.iterdir()) == ["made", "model.zip"]

    @pytest.mark.parametrize(
        "name", ["../evil.txt", "/tmp/evil.txt", "bundle/../../evil.txt", "C:/evil.txt", "a\\evil"]
    )
    def test_a_member_that_leaves_the_folder_is_refused(self, stranger, target, tmp_path, name):
        before = sorted(tmp_path.rglob("*.txt"))
        archive = stranger(("bundle/model.json", b"{}"), (name, b"evil"))
        assert refusal(unpack_model, archive, target) == "contract.unsafe_name"
        assert sorted(tmp_path.rglob("*.txt")) == before

    def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(
        self, stranger, target, monkeypatch
    ):
        monkeypatch.setattr(files, "MAX_ARCHIVE_BYTES", 1_000_000)
        archive = stranger(("bundle/zeros", b"\0" * 600_000), ("encoder/zeros", b"\0" * 600_000))
        assert archive.stat().st_size < 10_000
        assert refusal(unpack_model, archive, target) == "contract.file_too_large"
        assert list(target.iterdir()) == []

    def test_a_member_that_lies_about_its_size_does_not_grow_beyond_it(self, stranger, target):
        archive = stranger(("bundle/zeros", b"\0" * 600_000))
        data = archive.read_bytes().replace((600_000).to_bytes(4, "little"), b"\x10\0\0\0")
        archive.write_bytes(data)
        assert refusal(unpack_model, archive, target) == "contract.not_a_bundle"
        assert sum(path.stat().st_size for path in target.rglob("*") if path.is_file()) <= 16

    @pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all"])
    def test_what_is_no_zip_is_refused(self, target, tmp_path, data):
        (tmp_path / "strange.zip").write_bytes(data)
        assert refusal(unpack_model, tmp_path / "strange.zip", target) == "contract.not_a_bundle"

    def test_a_zip_of_something_else_is_refused(self, stranger, target):
        archive = stranger(("holiday/beach.jpg", b"photo"))
        assert refusal(unpack_model, archive, target) == "contract.not_a_bundle"

    def test_one_that_is_not_there_is_missing(self, target, tmp_path):
        assert refusal(unpack_model, tmp_path / "none.zip", target) == "contract.file_missing"

    def test_one_with_any_damage_is_refused_or_fails_its_hashes(self, archive, tmp_path):
        good, choose = archive.read_bytes(), random.Random(3)
        for number in range(300):
            data = bytearray(good)
            for _ in range(choose.randint(1, 3)):
                data[choose.randrange(len(data))] ^= 1 << choose.randrange(8)
            if number % 5 == 0:
                data = data[: choose.randrange(len(data))]
            archive.write_bytes(data)
            target = tmp_path / f"target {number}"
            target.mkdir()
            try:
                bundle, encoder = unpack_model(archive, target)
                read_bundle(bundle)
                read_encoder(encoder)
            except ContractError:
                pass
