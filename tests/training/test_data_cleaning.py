"""The cleaning report finds what was planted, and says nothing about clean data."""

import json
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from shelftag_api.dataset import Dataset, DatasetRow
from shelftag_resources.messages import LANGUAGES, message_ids
from shelftag_training.data.cleaning import clean
from shelftag_training.data.examples import Examples, examples_of
from shelftag_training.data.findings import KINDS
from shelftag_training.data.look_at_photos import look_at, same_pictures
from shelftag_training.data.sources import Source, read_source
from training.samples import category, clusters

CLASSES = 12
ROWS = 40


def picture(seed):
    """A picture like no other: colours laid out by chance, as shelves are."""
    random = np.random.default_rng(seed)
    small = Image.fromarray(random.integers(0, 255, (6, 8, 3)).astype(np.uint8))
    return small.resize((320, 240), Image.Resampling.BICUBIC)


@pytest.fixture
def shop(tmp_path):
    """Two categories of six clean photos each."""
    root = tmp_path / "shop"
    for number in range(12):
        path = root / ("Mugs" if number % 2 else "Bowls") / f"{number}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        picture(number).save(path, quality=92)
    return root


def findings(report, kind):
    return [(item.files, item.categories, item.value) for item in report.of_kind(kind)]


def test_clean_photos_have_no_findings(shop, recorder):
    report = clean(read_source(shop), recorder)
    assert (report.rows, report.categories, report.labels_checked) == (12, 2, False)
    assert report.findings == ()
    assert "training.phase.look" in recorder.phases


def test_each_planted_fault_is_found(shop, recorder):
    bowls, mugs = ("Bowls",), ("Mugs",)
    whole = (shop / "Mugs" / "1.jpg").read_bytes()
    (shop / "Mugs" / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    picture(99).resize((90, 40)).save(shop / "Mugs" / "tiny.png")
    (shop / "Mugs" / "copy.jpg").write_bytes(whole)
    (shop / "Bowls" / "twice.jpg").write_bytes((shop / "Mugs" / "3.jpg").read_bytes())
    saved_again = ImageEnhance.Brightness(picture(0).resize((200, 150))).enhance(0.9)
    saved_again.save(shop / "Bowls" / "again.jpg", quality=60)
    (shop / "Kites").mkdir()
    picture(50).save(shop / "Kites" / "only.jpg")
    report = clean(read_source(shop), recorder)
    assert findings(report, "unreadable") == [(("Mugs/cut.jpg",), (mugs,), None)]
    assert findings(report, "tiny") == [(("Mugs/tiny.png",), (mugs,), 40)]
    assert findings(report, "duplicate") == [(("Mugs/1.jpg", "Mugs/copy.jpg"), (mugs,), None)]
    assert findings(report, "near_duplicate") == [
        (("Bowls/0.jpg", "Bowls/again.jpg"), (bowls,), None)
    ]
    assert findings(report, "two_categories") == [
        (("Bowls/twice.jpg", "Mugs/3.jpg"), (bowls, mugs), None)
    ]
    assert findings(report, "few_examples") == [((), (("Kites",),), 1)]
    assert sum(report.counts().values()) == len(report.findings) == 6
    assert json.loads(json.dumps(report.to_json()))["counts"]["tiny"] == 1


def test_looking_twice_gives_the_same(shop, recorder):
    assert clean(read_source(shop), recorder) == clean(read_source(shop), recorder)


def test_flips_and_other_pictures_are_not_the_same(tmp_path):
    paths = []
    for number in range(30):
        picture(number).save(tmp_path / f"{number}.png")
        paths.append(tmp_path / f"{number}.png")
    picture(0).transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(tmp_path / "flip.png")
    looks = look_at([*paths, tmp_path / "flip.png", None, tmp_path / "none.png"], lambda done: None)
    assert looks[-2:] == [None, None]
    pictures = np.stack([look.picture for look in looks[:-2]])
    assert same_pictures(pictures).tolist() == list(range(len(pictures)))
    assert same_pictures(pictures[[3, 5, 3]]).tolist() == [0, 1, 0]
    assert same_pictures(np.zeros((2, 16, 16, 3), np.uint8)).tolist() == [0, 1]


def examples_with(embeddings, labels):
    """Examples without photos, as for a quick retrain."""
    names = [category(str(label)) for label in range(labels.max() + 1)]
    rows = tuple(
        DatasetRow("", f"{row:064x}", str(row), names[label].path, names[label].uuid, f"no. {row}")
        for row, label in enumerate(labels)
    )
    source = Source(None, None, Dataset(tuple(names), rows, encoder="e"), packed=True)
    return Examples(source, rows, embeddings, "e", None, ())


def planted(labels, share, seed=0):
    """Labels of which a share is wrong, and the rows that are."""
    random = np.random.default_rng(seed)
    rows = random.choice(len(labels), round(share * len(labels)), replace=False)
    wrong = labels.copy()
    classes = int(labels.max()) + 1
    wrong[rows] = (wrong[rows] + random.integers(1, classes, len(rows))) % classes
    return wrong, set(rows.tolist())


def test_wrong_labels_are_suspected_and_the_right_one_suggested(recorder):
    embeddings, labels = clusters([ROWS] * CLASSES, spread=0.6)
    given, wrong = planted(labels, 0.03)
    examples = examples_with(embeddings[:, :128], given)
    report = clean(examples.source, recorder, examples=examples)
    assert report.labels_checked
    suspected = report.of_kind("label_error")
    rows = [int(item.files[0].removeprefix("no. ")) for item in suspected]
    assert set(rows) <= wrong
    assert len(rows) >= 0.7 * len(wrong)
    right = [category(str(labels[row])).path for row in rows]
    assert [item.suggestion for item in suspected] == right
    assert clean(examples.source, recorder, examples=examples) == report


def test_labels_of_one_class_cannot_be_judged(recorder):
    embeddings, labels = clusters([8])
    examples = examples_with(embeddings, labels)
    assert not clean(examples.source, recorder, examples=examples).labels_checked


def test_one_photo_per_class(recorder):
    embeddings, labels = clusters([1] * 6)
    examples = examples_with(embeddings[:, :128], labels)
    report = clean(examples.source, recorder, examples=examples)
    assert report.counts()["few_examples"] == 6


def test_photos_that_are_encoded_are_judged(shop, starter, recorder):
    source = read_source(shop)
    examples = examples_of(source, starter / "encoder", recorder)
    assert clean(source, recorder, examples=examples).labels_checked


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_sentence(language):
    assert {f"training.check.{kind}" for kind in KINDS} <= message_ids(language)


def check(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "shelftag_training", "check", *map(str, arguments)],
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def test_the_command(shop, tmp_path):
    assert check(shop, "--strict").returncode == 0
    (shop / "Mugs" / "copy.jpg").write_bytes((shop / "Mugs" / "1.jpg").read_bytes())
    done = check(shop, "--language", "zh_CN", "--report", tmp_path / "report.json")
    assert done.returncode == 0, done.stderr
    assert "Mugs/1.jpg, Mugs/copy.jpg" in done.stdout
    assert "重复" in done.stdout
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["counts"]["duplicate"] == 1
    strict = check(shop, "--strict", "--json")
    assert strict.returncode == 1
    last = json.loads(strict.stdout.splitlines()[-1])
    assert (last["kind"], last["params"]["counts"]["duplicate"]) == ("result", 1)
    missing = check(tmp_path / "nothing")
    assert missing.returncode == 1
    assert "nothing is missing" in " ".join(missing.stderr.split())
