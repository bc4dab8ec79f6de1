"""Models that read go on from an earlier version, and forget little of what it knew."""

import dataclasses
import json

import numpy as np
import pytest
from typer.testing import CliRunner

from shelftag_api.bundle import read_bundle
from shelftag_api.classifier import RowTexts
from shelftag_api.dataset import (
    CATEGORY_TEXT_EMBEDDINGS,
    EMBEDDINGS,
    TEXT_EMBEDDINGS,
    Dataset,
    DatasetRow,
    write_dataset,
)
from shelftag_api.errors import ShelftagError
from shelftag_onnx.head import open_head
from shelftag_onnx.text import open_text_encoder
from shelftag_training.cli import app
from shelftag_training.families.fusion import train_fusion
from shelftag_training.families.head import train_head
from shelftag_training.families.text import train_text
from shelftag_training.heads.replay import ROWS, WEIGHTS
from shelftag_training.text.readers import Kind
from shelftag_training.text.training import Settings
from training.conftest import Recorder
from training.reading_shop import write_table
from training.samples import category, clusters

NOUNS = {
    "Shoes": ("sneakers", "boots", "sandals", "slippers"),
    "Juice": ("orange juice", "apple juice", "cider", "lemonade"),
    "Lamps": ("desk lamp", "lantern", "chandelier", "floor lamp"),
    "Tools": ("hammer", "wrench", "screwdriver", "pliers"),
    "Toys": ("teddy bear", "puzzle", "doll", "kite"),
}
LOOKS = ("small", "red", "blue", "large", "cheap", "new", "green", "modern", "pink")
NEW = "Toys"
OLD = [kind for kind in NOUNS if kind != NEW]


def products(kinds, *, learned=True):
    """Titles of products, and their categories; one pair of words in three is not learned."""
    pairs = [
        (f"{look} {noun}", kind)
        for kind in kinds
        for i, noun in enumerate(NOUNS[kind])
        for j, look in enumerate(LOOKS)
        if bool((i + j) % 3) == learned
    ]
    return [title for title, _ in pairs], [kind for _, kind in pairs]


def accuracy(bundle, titles, labels):
    """Share of titles whose best class is their category."""
    head = open_head(bundle)
    vectors = open_text_encoder().embed_texts(titles) if head.manifest.text_encoder else None
    names = {item.uuid: item.path[-1] for item in head.manifest.categories}
    p = head.predict(np.zeros((len(titles), 0), np.float32), RowTexts(titles, vectors))
    best = [names[head.manifest.classes[column]] for column in p.argmax(axis=1)]
    return np.mean([a == b for a, b in zip(best, labels, strict=True)])


@pytest.fixture(scope="module", params=list(Kind))
def versions(request, tmp_path_factory):
    """A version of the old classes, and one that goes on from it with a new class alone."""
    folder, kind = tmp_path_factory.mktemp("replay"), request.param
    write_table(folder / "old.csv", *products(OLD))
    write_table(folder / "new.csv", *products([NEW]))
    new = (folder / "new.csv").read_text("utf-8").replace(",p", ",q")  # products of their own
    (folder / "new.csv").write_text(new, "utf-8")
    train_text(
        folder / "old.csv", folder / "one", Recorder(), kind=kind, settings=Settings(replay=16)
    )
    settings = Settings(earlier=folder / "one")
    told = train_text(folder / "new.csv", folder / "two", Recorder(), kind=kind, settings=settings)
    return kind, folder, told


def test_a_new_class_is_learned_and_the_old_ones_are_kept(versions):
    _, folder, told = versions
    one, two = read_bundle(folder / "one"), read_bundle(folder / "two")
    assert (two.parent, two.version) == (one.id, one.version + 1)
    assert {item.path for item in two.categories} == {("Shop",), *(("Shop", k) for k in NOUNS)}
    assert told["metrics"]["labels"] == 24 + 4 * 16
    assert two.label_count == 24 + 4 * 16
    test = products(OLD, learned=False)
    before, after = (accuracy(folder / name, *test) for name in ("one", "two"))
    assert before >= 0.9
    assert after >= before - 0.01
    assert accuracy(folder / "two", *products([NEW], learned=False)) >= 0.9


def test_words_go_along_only_where_a_model_reads_them_token_by_token(versions):
    kind, folder, _ = versions
    lines = (folder / "one" / ROWS).read_text("utf-8").splitlines()
    titles = {json.loads(line)["title"] for line in lines}
    assert titles == {""} if kind is Kind.USE else titles <= set(products(OLD)[0])
    weights = np.load(folder / "one" / WEIGHTS)
    assert weights.sum() == pytest.approx(96)


def test_a_version_of_another_kind_is_refused_with_a_sentence(versions, recorder, tmp_path):
    kind, folder, _ = versions
    other = Kind.USE if kind is not Kind.USE else Kind.LSTM
    attempts = (
        lambda output, earlier: train_text(
            folder / "new.csv", output, recorder, kind=other, settings=Settings(earlier=earlier)
        ),
        lambda output, earlier: train_fusion(
            folder / "new.csv", output, recorder, settings=Settings(earlier=earlier)
        ),
        lambda output, earlier: train_head(folder / "new.csv", output, recorder, earlier=earlier),
    )
    for attempt in attempts:
        with pytest.raises(ShelftagError) as caught:
            attempt(tmp_path / "three", folder / "one")
        assert caught.value.message_id == "training.other_kind"
        assert caught.value.params["found"] == f"text-{kind}"
        assert not (tmp_path / "three").exists()


@pytest.fixture
def bundle(tmp_path):
    """A model of words whose kept examples can be spoiled, and new products."""
    write_table(tmp_path / "old.csv", *products(OLD[:2]))
    write_table(tmp_path / "new.csv", *products([NEW]))
    train_text(tmp_path / "old.csv", tmp_path / "one", Recorder())

    def spoil(change):
        manifest = read_bundle(tmp_path / "one")
        files = {**manifest.files}
        change(tmp_path / "one", files)
        dataclasses.replace(manifest, files=files).write(tmp_path / "one")
        return tmp_path

    return spoil


def rewritten(name, content):
    """A change of a bundle: a file with another content, and a manifest that agrees."""
    import hashlib

    def change(folder, files):
        (folder / name).write_bytes(content)
        files[name] = hashlib.sha256(content).hexdigest()

    return change


def without(folder, files):
    """A change of a bundle: the words' embeddings are gone."""
    del files["replay_text.npy"]


def as_file(array):
    """A matrix as a file's content."""
    import io

    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (without, "training.no_replay"),
        (rewritten("replay.jsonl", b"{}\n"), "contract.bad_manifest"),
        (rewritten("replay_text.npy", as_file(np.ones((3, 512)))), "contract.bad_array"),
        (rewritten("replay_text.npy", as_file(np.ones((48, 8)))), "training.embedding_width"),
        (rewritten("replay_text.npy", as_file(np.full((48, 512), np.nan))), "contract.bad_array"),
        (rewritten("replay_weights.npy", as_file(np.zeros((48, 1)))), "contract.bad_array"),
    ],
)
def test_unsound_examples_are_refused(bundle, recorder, change, message):
    folder = bundle(change)
    with pytest.raises(ShelftagError) as caught:
        train_text(
            folder / "new.csv", folder / "two", recorder,
            settings=Settings(earlier=folder / "one"),
        )  # fmt: skip
    assert caught.value.message_id == message
    assert not (folder / "two").exists()


def test_nothing_kept_is_nothing_to_start_from(tmp_path, recorder):
    write_table(tmp_path / "old.csv", *products(OLD[:2]))
    train_text(tmp_path / "old.csv", tmp_path / "one", recorder, settings=Settings(replay=0))
    assert not list((tmp_path / "one").glob("replay*"))
    settings = Settings(earlier=tmp_path / "one")
    with pytest.raises(ShelftagError, match=r"training\.no_replay"):
        train_text(tmp_path / "old.csv", tmp_path / "two", recorder, settings=settings)


def both(folder, rows, looks, said, labels, names, encoder="e" * 64):
    """A data set with photos and words of some rows."""
    folder.mkdir()
    tree = [category(f"Class {number}") for number in sorted(set(labels[rows]))]
    own = {item.uuid: item for item in tree}
    items = [category(f"Class {labels[row]}") for row in rows]
    assert set(own) == {item.uuid for item in items}
    listed = tuple(
        DatasetRow("", f"{row:064x}", f"p{row}", item.path, item.uuid, "said")
        for row, item in zip(rows, items, strict=True)
    )
    dataset = Dataset(tuple(tree), listed, encoder=encoder, text_encoder="test-words")
    write_dataset(folder, dataset)
    np.save(folder / EMBEDDINGS, looks[rows])
    np.save(folder / TEXT_EMBEDDINGS, said[rows].astype(np.float32))
    np.save(folder / CATEGORY_TEXT_EMBEDDINGS, names[sorted(set(labels[rows]))])
    return folder


@pytest.fixture(scope="module")
def seen_and_said():
    """Photos and words of five classes: looks, vectors, labels, names of the classes."""
    random = np.random.default_rng(5)
    looks, labels = clusters([40] * 5, spread=0.6)
    names = random.normal(size=(5, 24)).astype(np.float32)
    said = names[labels] + 0.6 * random.normal(size=(200, 24))
    said /= np.linalg.norm(said, axis=1, keepdims=True)
    names /= np.linalg.norm(names, axis=1, keepdims=True)
    return looks, said.astype(np.float32), labels, names


def test_photos_and_words_are_replayed_together(seen_and_said, tmp_path, recorder):
    looks, said, labels, _ = seen_and_said
    learned = np.arange(200) % 2 == 0
    old, new = np.flatnonzero(learned & (labels < 4)), np.flatnonzero(learned & (labels == 4))
    train_fusion(
        both(tmp_path / "old", old, *seen_and_said), tmp_path / "one", recorder,
        settings=Settings(replay=10),
    )  # fmt: skip
    later = both(tmp_path / "new", new, *seen_and_said)
    settings = Settings(earlier=tmp_path / "one")
    told = train_fusion(later, tmp_path / "two", recorder, settings=settings)
    assert told["metrics"]["labels"] == 20 + 40

    def right(bundle, rows, photo=1, words=1):
        head = open_head(tmp_path / bundle)
        texts = RowTexts(["said" if words else ""] * len(rows), said[rows] * words)
        p = head.predict((looks[rows] * photo).astype(np.float32), texts)
        best = [head.manifest.classes[column] for column in p.argmax(axis=1)]
        return np.mean(
            [a == category(f"Class {labels[row]}").uuid for a, row in zip(best, rows, strict=True)]
        )

    test = np.flatnonzero(~learned & (labels < 4))
    assert right("two", test) >= right("one", test) - 0.01
    assert right("two", test, words=0) >= 0.9
    assert right("two", test, photo=0) >= 0.7
    assert right("two", np.flatnonzero(~learned & (labels == 4))) >= 0.9
    other = both(tmp_path / "other", new, *seen_and_said, encoder="f" * 64)
    with pytest.raises(ShelftagError, match=r"training\.encoder_mismatch"):
        train_fusion(other, tmp_path / "three", recorder, settings=settings)


def test_the_command_goes_on_from_an_earlier_version(tmp_path):
    write_table(tmp_path / "old.csv", *products(OLD[:2]))
    write_table(tmp_path / "new.csv", *products([NEW]))
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    first = ["text", str(tmp_path / "old.csv"), "--output", one, "--replay", "3"]
    done = CliRunner().invoke(app, first)
    assert done.exit_code == 0, done.output
    again = ["text", str(tmp_path / "new.csv"), "--output", two, "--from", one]
    done = CliRunner().invoke(app, again)
    assert done.exit_code == 0, done.output
    # The new table numbers its products anew: what it calls p0 is no longer what p0 was.
    assert 24 < read_bundle(tmp_path / "two").label_count < 24 + 6
    refused = CliRunner().invoke(app, ["fusion", *again[1:-3], str(tmp_path / "x"), *again[-2:]])
    assert refused.exit_code == 1
    assert "“text-use”" in " ".join(refused.output.split())
