"""Folders and disks at their worst: each gets a sentence, and nothing that can come in is lost."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

import soundness
from shelftag.catalog import import_history
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.embeddings import EmbeddingStore
from shelftag.catalog.models import ImportOutcome, Photo, PhotoFile
from shelftag.importing import pipeline
from shelftag.importing.decode import UnreadablePhoto, read_photo
from shelftag.importing.grouping import Grouping
from shelftag.importing.pipeline import ImportResult, run_import
from shelftag.importing.plan import ImportOptions
from shelftag.importing.scan import ScannedFile, ScanProblem, scan
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import LANGUAGES, render, render_error
from tiny_encoder import GridEncoder

EACH = ImportOptions(Grouping.EACH_PHOTO)
SPACE, SIZE = "grid:fp32", 12


def photo(path: Path, number: int) -> Path:
    """A real picture; another number is another one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    colour = (number * 37 % 256, number * 91 % 256, number * 53 % 256)
    Image.new("RGB", (40, 30), colour).save(path, "JPEG")
    return path


def begin(catalog: Catalog, folder: Path) -> pipeline.ImportJob:
    store = EmbeddingStore(catalog.folder / "embeddings", SPACE, SIZE)
    return run_import(catalog, folder, EACH, GridEncoder(), store)


def run(catalog: Catalog, folder: Path) -> ImportResult:
    job = begin(catalog, folder)
    try:
        while True:
            next(job)
    except StopIteration as end:
        return end.value


def problems(catalog: Catalog) -> dict[str, str]:
    """Message ids of the latest import's problems by file; their sentences are checked."""
    with catalog.database.read() as session:
        latest = import_history.find_import(session)
        found = list(import_history.all_outcomes(session, latest.id, import_history.PROBLEMS))
    for problem in found:
        for language in LANGUAGES:
            sentence = render(problem.message_id, {"file": "a", **problem.params}, language)
            assert "{" not in sentence
            assert sentence.isprintable()
    return {problem.path: problem.message_id for problem in found}


@pytest.fixture
def catalog(tmp_path) -> Iterator[Catalog]:
    with Catalog.create(tmp_path / "catalogue") as opened:
        yield opened


LONG_NAMES = {
    "latin": "a" * 251 + ".jpg",
    "emoji": "🧵" * 62 + ".jpg",
    "chinese": "杯" * 83 + ".jpg",
    "right to left": "כוס" * 41 + ".jpg",
    "combining": "e\u0301" * 83 + ".jpg",
    "zero width": "a\u200d\u200b" * 35 + ".jpg",
    "undecodable": os.fsdecode(b"\xff\xfe\xe9" * 83 + b".jpg"),
    "lines": "a\nb\r\t" * 50 + ".jpg",
    "quotes": "\"'`$(rm -rf)" * 20 + ".jpg",
    "without extension": "x" * 255,
}


@pytest.mark.parametrize("script", LONG_NAMES)
def test_the_longest_names_come_in_are_known_again_and_reported(catalog, tmp_path, script):
    name = LONG_NAMES[script]
    assert len(os.fsencode(name)) <= 255
    try:
        photo(tmp_path / "in" / "good" / name, 1)
        (tmp_path / "in" / "bad").mkdir()
        whole = (tmp_path / "in" / "good" / name).read_bytes()
        (tmp_path / "in" / "bad" / name).write_bytes(whole[:300])
    except OSError:
        pytest.skip("this file system refuses the name")
    assert run(catalog, tmp_path / "in").counts == {"unchanged": 0, "imported": 1, "failed": 1}
    assert problems(catalog) == {f"bad/{name}": "importing.truncated"}
    assert run(catalog, tmp_path / "in").counts == {"unchanged": 1, "failed": 1}


@contextmanager
def deep_tree(top: Path, levels: int) -> Iterator[int]:
    """Makes folders in folders, one step at a time: the whole path is longer than may be opened."""
    here = os.open(top, os.O_RDONLY)
    opened = [here]
    try:
        for level in range(levels):
            (name := f"{level:02}" + "d" * 200)
            os.mkdir(name, dir_fd=opened[-1])
            opened.append(os.open(name, os.O_RDONLY, dir_fd=opened[-1]))
            image = os.open("a.jpg", os.O_WRONLY | os.O_CREAT, dir_fd=opened[-1])
            with os.fdopen(image, "wb") as file:
                Image.new("RGB", (20, 20), (level * 9, 0, 0)).save(file, "JPEG")
        yield levels
    finally:
        for folder in opened:
            os.close(folder)
        subprocess.run(["rm", "-rf", str(top)], check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="other limits there")
def test_paths_of_more_than_four_thousand_bytes_are_reported_and_the_rest_comes_in(
    catalog, tmp_path
):
    photo(tmp_path / "in" / "z.jpg", 99)
    (tmp_path / "in" / "deep").mkdir()
    with deep_tree(tmp_path / "in" / "deep", 25):
        result = run(catalog, tmp_path / "in")
        found = problems(catalog)
    assert 15 < result.counts["imported"] < 25  # those that can be opened, and z.jpg
    assert set(found.values()) == {"importing.too_deep"}
    assert len(found) == result.counts["failed"]
    assert 4000 < len(next(iter(found))) + len(str(tmp_path)) < 4400


def test_a_link_to_itself_is_a_problem_and_no_loop(catalog, tmp_path):
    photo(tmp_path / "in" / "a.jpg", 1)
    (tmp_path / "in" / "self.jpg").symlink_to("self.jpg")
    (tmp_path / "in" / "here").symlink_to(".")
    assert run(catalog, tmp_path / "in").counts == {"unchanged": 0, "imported": 1, "failed": 1}
    assert problems(catalog) == {"self.jpg": "importing.unreadable"}


def test_files_that_change_between_being_found_and_being_read(catalog, tmp_path, monkeypatch):
    for name in ("gone", "other", "longer", "shorter", "a folder now", "same"):
        photo(tmp_path / "in" / f"{name}.jpg", len(name))
    job = begin(catalog, tmp_path / "in")
    assert next(job).phase == "phase.scan"
    original = pipeline.read_folder

    def and_then(folder: Path, **options: bool) -> pipeline.FolderContent:
        content = original(folder, **options)
        (folder / "gone.jpg").unlink()
        photo(folder / "other.jpg", 77)
        with (folder / "longer.jpg").open("ab") as file:
            file.write(b"more of it")
        (folder / "shorter.jpg").write_bytes((folder / "shorter.jpg").read_bytes()[:200])
        (folder / "a folder now.jpg").unlink()
        (folder / "a folder now.jpg").mkdir()
        return content

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "read_folder", and_then)
        for _ in job:
            pass
    assert problems(catalog) == {
        "gone.jpg": "importing.unreadable",
        "shorter.jpg": "importing.truncated",
        "a folder now.jpg": "importing.unreadable",
    }
    result = run(catalog, tmp_path / "in")
    assert result.counts == {"unchanged": 3, "failed": 1}
    assert problems(catalog)["shorter.jpg"] == "importing.truncated"
    soundness.check_catalogue(catalog, SPACE, SIZE)


def test_a_file_that_is_still_being_written_waits_for_the_next_import(tmp_path, monkeypatch):
    path = photo(tmp_path / "a.jpg", 1)
    size = path.stat().st_size
    original = Path.stat

    def grows_at_once(self: Path, **options: bool) -> os.stat_result:
        status = original(self, **options)
        if self == path and path.read_bytes()[-1:] != b"!":
            path.write_bytes(path.read_bytes() + b"!")
        return status

    with monkeypatch.context() as patch, pytest.raises(UnreadablePhoto) as caught:
        patch.setattr(Path, "stat", grows_at_once)  # what a transfer does between two looks
        read_photo(path)
    assert caught.value.message_id == "importing.changing"
    assert "{" not in render_error(caught.value, "zh_CN")
    assert len(read_photo(path).data) == size + 1


def test_a_file_that_was_only_copied_again_is_unchanged_and_no_duplicate_of_itself(
    catalog, tmp_path
):
    path = photo(tmp_path / "in" / "a.jpg", 1)
    run(catalog, tmp_path / "in")
    os.utime(path, ns=(5, 5))
    assert run(catalog, tmp_path / "in").counts == {"unchanged": 1}
    with catalog.database.read() as session:
        assert session.scalars(select(PhotoFile.modified_ns)).one() == 5
    assert problems(catalog) == {}


@pytest.mark.parametrize("moment", [-(10**18), 0, 2**63 - 1, 2**63 + 10**9])
def test_clocks_that_were_wrong(catalog, tmp_path, moment):
    path = photo(tmp_path / "in" / "a.jpg", 1)
    try:
        os.utime(path, ns=(0, moment))
    except (OSError, OverflowError):
        pytest.skip("this file system keeps no such time")
    assert run(catalog, tmp_path / "in").counts["imported"] == 1
    assert run(catalog, tmp_path / "in").counts == {"unchanged": 1}


def test_thumbnails_that_are_deleted_meanwhile_are_made_again(catalog, tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "WRITE_SECONDS", 0)
    for number in range(60):
        photo(tmp_path / "in" / f"{number:02}.jpg", number)
    job = begin(catalog, tmp_path / "in")
    while next(job).done < 10:
        pass
    shutil.rmtree(catalog.folder / "thumbnails")
    for _ in job:
        pass
    with catalog.database.read() as session:
        hashes = session.scalars(select(Photo.sha256)).all()
    assert len(hashes) == 60
    assert not all(catalog.thumbnail(sha256).exists() for sha256 in hashes)
    catalog.thumbnail(hashes[0]).parent.mkdir(parents=True, exist_ok=True)
    catalog.thumbnail(hashes[0]).write_bytes(b"")  # what a power cut leaves
    assert run(catalog, tmp_path / "in").counts == {"unchanged": 60}
    soundness.check_catalogue(catalog, SPACE, SIZE)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of so many megabytes, where one may be mounted."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no file systems can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_is_full_ends_the_import_and_loses_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "WRITE_SECONDS", 0)
    for number in range(80):
        photo(tmp_path / "in" / f"{number:02}.jpg", number)
    with (
        small_disk(tmp_path / "disk", 100) as disk,
        Catalog.create(disk / "catalogue") as catalog,
    ):
        job = begin(catalog, tmp_path / "in")
        while next(job).done < 10:
            pass
        with suppress(OSError), (disk / "ballast").open("wb") as ballast:
            while True:
                ballast.write(bytes(1 << 16))
        with pytest.raises(ShelftagError) as caught:
            for _ in job:
                pass
        assert caught.value.message_id == "catalog.disk_full"
        soundness.check_database(catalog.folder)
        with pytest.raises(ShelftagError, match=r"catalog\.disk_full"):
            run(catalog, tmp_path / "in")
        (disk / "ballast").unlink()
        assert run(catalog, tmp_path / "in").counts == {"unchanged": 0, "imported": 80}
        soundness.check_catalogue(catalog, SPACE, SIZE)
        with catalog.database.read() as session:
            assert len(session.scalars(select(ImportOutcome.relative_path)).all()) == 80


def test_a_catalogue_that_may_only_be_read_says_so(tmp_path):
    photo(tmp_path / "in" / "a.jpg", 1)
    with small_disk(tmp_path / "disk", 100) as disk:
        Catalog.create(disk / "catalogue").close()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(ShelftagError) as caught:
            Catalog.open(disk / "catalogue")
        assert caught.value.message_id == "catalog.read_only"


def test_thumbnails_that_may_not_be_written_end_the_import_with_a_sentence(catalog, tmp_path):
    photo(tmp_path / "in" / "a.jpg", 1)
    thumbnails = catalog.folder / "thumbnails"
    locked = ["chattr", "+i", str(thumbnails)]
    if not shutil.which("chattr") or subprocess.run(locked, capture_output=True).returncode:
        pytest.skip("nothing can be made immutable here")
    try:
        with pytest.raises(ShelftagError) as caught:
            run(catalog, tmp_path / "in")
    finally:
        subprocess.run(["chattr", "-i", str(thumbnails)], check=True)
    assert caught.value.message_id == "catalog.read_only"
    assert run(catalog, tmp_path / "in").counts == {"unchanged": 0, "imported": 1}


def test_a_folder_called_like_a_photo_is_a_folder(tmp_path):
    photo(tmp_path / "in" / "x.jpg" / "y.jpg", 1)
    assert [type(item) for item in scan(tmp_path / "in")] == [ScannedFile]
    assert not any(isinstance(item, ScanProblem) for item in scan(tmp_path / "in"))
