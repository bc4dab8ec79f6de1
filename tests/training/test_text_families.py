"""Each model that reads learns a tiny shop in five languages, and the plug-in runs its bundle."""

import dataclasses
import hashlib
import shutil

import numpy as np
import pytest

from shelftag_api.bundle import read_bundle
from shelftag_api.classifier import RowTexts, takes_photos, takes_words
from shelftag_api.errors import ContractError, ShelftagError
from shelftag_onnx.head import open_head
from shelftag_onnx.text import open_text_encoder
from shelftag_training.families.text import train_text
from shelftag_training.text.readers import Kind
from shelftag_training.text.tokenizer import FILE
from shelftag_training.text.training import Settings
from training.reading_shop import LABELS, TEXTS, write_table


class Silent:
    """Nobody listens."""

    def progress(self, phase, done=0, total=None, **detail):
        pass


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """Bundles by kind, each trained once, and what training said."""
    folder = tmp_path_factory.mktemp("text")
    table = write_table(folder / "shop.csv")
    made = {}

    def get(kind):
        if kind not in made:
            made[kind] = train_text(table, folder / kind, Silent(), kind=kind)
        return folder / kind, made[kind]

    return get


def predict(bundle, texts):
    """Probabilities as the application asks for them, and the categories' names."""
    head = open_head(bundle)
    vectors = open_text_encoder().embed_texts(texts) if head.manifest.text_encoder else None
    if vectors is not None:
        vectors[[not text for text in texts]] = 0
    names = {item.uuid: item.path[-1] for item in head.manifest.categories}
    blank = np.zeros((len(texts), 0), np.float32)
    p = head.predict(blank, RowTexts(texts, vectors))
    return p, [names[item] for item in head.manifest.classes]


@pytest.mark.parametrize("kind", list(Kind))
def test_it_learns_reads_and_runs_in_the_plugin(trained, kind):
    bundle, outcome = trained(kind)
    p, names = predict(bundle, TEXTS)
    right = np.mean([names[best] == label for best, label in zip(p.argmax(1), LABELS, strict=True)])
    assert right >= 0.95
    manifest = read_bundle(bundle)
    assert takes_words(manifest)
    assert not takes_photos(manifest)
    assert manifest.name == f"text-{kind}"
    assert manifest.encoder == ""
    assert manifest.combination.text_weight == 0
    assert manifest.label_count == 30
    figures = outcome["metrics"]
    assert figures == manifest.metrics
    assert figures["parity"] <= 1e-4
    assert figures["cv_accuracy_low"] <= figures["cv_accuracy"] <= figures["cv_accuracy_high"]
    # Chance is a third, and what is held out are words that were read in one language or none.
    assert figures["cv_accuracy"] >= (0.9 if kind is Kind.USE else 0.4)


def test_the_levels_above_a_label_can_be_learned_too(tmp_path):
    above = {"Shoes": "Wear > Shoes", "Juice": "Home > Juice", "Lamps": "Home > Lamps"}
    table = write_table(tmp_path / "t.csv", TEXTS, [above[label] for label in LABELS])
    ways = {"plain": Settings(), "levels": Settings(1), "again": Settings(1)}
    ways["other"] = Settings(1, seed=7)
    graphs = {}
    for name, settings in ways.items():
        train_text(table, tmp_path / name, Silent(), kind=Kind.USE, settings=settings)
        graphs[name] = read_bundle(tmp_path / name).files["reader.onnx"]
    p, names = predict(tmp_path / "levels", TEXTS)
    right = np.mean([names[best] == label for best, label in zip(p.argmax(1), LABELS, strict=True)])
    assert right >= 0.95
    assert graphs["levels"] == graphs["again"]
    assert len(set(graphs.values())) == 3  # levels count, and so does the seed


@pytest.mark.parametrize("kind", list(Kind))
def test_without_words_it_does_not_pretend_to_know(trained, kind):
    bundle, _ = trained(kind)
    p, _ = predict(bundle, ["", TEXTS[0]])
    assert p[0].max() < 0.5 < p[1].max()
    silent = open_head(bundle).predict(np.zeros((2, 0), np.float32))
    np.testing.assert_allclose(silent, p[[0, 0]], atol=1e-6)


@pytest.mark.parametrize("kind", [Kind.USE, Kind.LSTM])
def test_strange_words_do_no_harm(trained, kind):
    bundle, _ = trained(kind)
    p, _ = predict(bundle, ["half \ud800 a character", "x" * 1_000_000, " \t\0", "🛋" * 500])
    assert np.isfinite(p).all()
    np.testing.assert_allclose(p.sum(axis=1), 1, atol=1e-5)


@pytest.fixture
def damaged(trained, tmp_path):
    """A bundle whose tokenizer was changed and whose manifest was made to agree."""

    def make(content):
        folder = shutil.copytree(trained(Kind.LSTM)[0], tmp_path / "damaged")
        (folder / FILE).write_bytes(content)
        manifest = read_bundle(folder, verify=False)
        files = manifest.files | {FILE: hashlib.sha256(content).hexdigest()}
        dataclasses.replace(manifest, files=files).write(folder)
        return folder

    return make


@pytest.mark.parametrize("content", [b"", b"no tokenizer", b"\x0a\xff" * 100])
def test_a_damaged_tokenizer_is_refused(damaged, content):
    with pytest.raises(ContractError) as caught:
        open_head(damaged(content))
    assert caught.value.message_id == "plugins.bad_tokenizer"


def test_a_huge_tokenizer_is_refused_unread(damaged):
    with pytest.raises(ContractError) as caught:
        open_head(damaged(bytes(17 << 20)))
    assert caught.value.message_id == "contract.file_too_large"


def test_tokens_without_a_tokenizer_are_refused(trained, tmp_path):
    folder = shutil.copytree(trained(Kind.LSTM)[0], tmp_path / "without")
    dataclasses.replace(read_bundle(folder), tokenizer=None).write(folder)
    with pytest.raises(ContractError) as caught:
        open_head(folder)
    assert "token_ids" in caught.value.params["problem"]


@pytest.mark.parametrize(
    ("texts", "labels", "message"),
    [
        (["", " ", ""], ["Shoes", "Juice", "Lamps"], "training.no_words"),
        (["red shoes", "blue shoes"], ["Shoes", "Shoes"], "training.one_class"),
    ],
)
def test_nothing_to_learn_is_a_sentence_and_leaves_nothing(tmp_path, texts, labels, message):
    table = write_table(tmp_path / "shop.csv", texts, labels)
    with pytest.raises(ShelftagError) as caught:
        train_text(table, tmp_path / "bundle", Silent())
    assert caught.value.message_id == message
    assert [item.name for item in tmp_path.iterdir()] == ["shop.csv"]
