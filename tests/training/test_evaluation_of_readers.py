"""Models that read are judged, compared and explained like those that look."""

import numpy as np
import pytest
from PIL import Image, ImageEnhance
from typer.testing import CliRunner

from shelftag_api.encoder import read_encoder
from shelftag_api.errors import ShelftagError
from shelftag_training.cli import app
from shelftag_training.data.sources import read_source
from shelftag_training.evaluation.comparison import compare
from shelftag_training.evaluation.evaluate import evaluate
from shelftag_training.evaluation.explanation import explain
from shelftag_training.evaluation.judged import judge
from shelftag_training.families.fusion import train_fusion
from shelftag_training.families.head import train_head
from shelftag_training.families.text import train_text
from shelftag_training.text.readers import Kind
from training.conftest import Recorder
from training.drawn_shop import draw_shop
from training.reading_shop import LABELS, TEXTS, write_table


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """Photos of half of the products, words of all but two, and one photo that is none."""
    folder = tmp_path_factory.mktemp("readers")
    draw_shop(folder / "drawn", photos=5)
    photos = sorted((folder / "drawn" / "train").rglob("*.jpg"))
    kinds = {"Shoes": photos[:5], "Juice": photos[5:10], "Lamps": photos[10:]}
    lines = ["file_name\tcategory\ttitle"]
    for number, (text, label) in enumerate(zip(TEXTS, LABELS, strict=True)):
        place = kinds[label][number % 10] if number % 10 < 5 else None
        name = place.relative_to(folder).as_posix() if place else ""
        lines.append(f"{name}\tShop > {label}\t{'' if number % 10 == 0 and name else text}")
    table = folder / "shop.tsv"
    table.write_text("\n".join(lines), "utf-8")
    return table


@pytest.fixture(scope="module")
def models(shop, starter):
    """One of each kind, learned from the shop."""
    encoder, folder = starter / "encoder", shop.parent
    train_text(shop, folder / "words", Recorder(), kind=Kind.USE)
    train_text(shop, folder / "tokens", Recorder(), kind=Kind.LSTM)
    train_fusion(shop, folder / "fusion", Recorder(), encoder=encoder)
    train_head(shop, folder / "photos", Recorder(), encoder=encoder)
    return {name: folder / name for name in ("words", "tokens", "fusion", "photos")}


@pytest.mark.parametrize("kind", ["words", "tokens"])
def test_a_model_of_words_needs_neither_photos_nor_an_encoder(models, shop, recorder, kind):
    told = evaluate(models[kind], shop, recorder)
    assert told["metrics"]["combined_accuracy"] >= 0.8
    assert (told["metrics"]["products"], told["skipped"]) == (27, 3)  # three say nothing


def test_equal_words_are_no_independent_proof(models, tmp_path, recorder):
    table = write_table(tmp_path / "twice.csv", TEXTS[:9] * 2, LABELS[:9] * 2)
    judged = judge(models["words"], table, recorder)
    assert len(judged.photo.labels) == 18
    assert int(judged.photo.groups.max()) + 1 == 9


def test_a_model_of_both_answers_products_without_photo_or_without_words(
    models, shop, recorder, starter
):
    judged = judge(models["fusion"], shop, recorder, starter / "encoder")
    assert len(judged.examples.rows) == 30
    assert judged.examples.skipped == ()
    told = evaluate(models["fusion"], shop, recorder, encoder=starter / "encoder")
    assert told["metrics"]["combined_accuracy"] >= 0.9
    words_alone = write_table(shop.parent / "words.csv")
    assert evaluate(models["fusion"], words_alone, recorder)["metrics"]["products"] == 30


def test_a_photo_that_is_broken_is_as_none(models, tmp_path, recorder, starter):
    (tmp_path / "a.jpg").write_bytes(b"no photo")
    Image.new("RGB", (60, 60), (200, 40, 40)).save(tmp_path / "b.jpg")
    (tmp_path / "t.csv").write_text(
        f"file,category,title\na.jpg,Shop > Shoes,{TEXTS[8]}\n"
        "b.jpg,Shop > Shoes,\na.jpg,Shop > Juice,\n",
        "utf-8",
    )
    judged = judge(models["fusion"], tmp_path / "t.csv", recorder, starter / "encoder")
    assert judged.places.tolist() == [0, 1]
    assert judged.examples.skipped == ("a.jpg",)
    assert not judged.examples.embeddings[0].any()


def test_photos_and_words_are_compared_on_what_both_can_answer(models, shop, recorder, starter):
    encoder = starter / "encoder"
    told = compare(models["photos"], models["words"], shop, recorder, first_encoder=encoder)
    assert told["metrics"]["products"] == 12  # of 15 photos three have no words
    assert told["skipped"] == 18
    assert {"combined_difference_low", "combined_nll_difference_high"} <= told["metrics"].keys()
    both = compare(models["words"], models["fusion"], shop, recorder, second_encoder=encoder)
    assert both["metrics"]["products"] == 27


def test_nothing_that_both_can_answer_is_a_sentence(models, tmp_path, recorder, starter):
    Image.new("RGB", (60, 60), (200, 40, 40)).save(tmp_path / "a.jpg")
    (tmp_path / "t.csv").write_text("file,category,title\na.jpg,Shop > Shoes,\n,Shop > Juice,Oj\n")
    with pytest.raises(ShelftagError) as caught:
        compare(
            models["photos"], models["words"], tmp_path / "t.csv", recorder,
            first_encoder=starter / "encoder",
        )  # fmt: skip
    assert caught.value.message_id == "training.other_photos"


def test_photos_alone_tell_a_model_of_words_nothing(models, tmp_path, recorder):
    shop = draw_shop(tmp_path / "drawn", photos=1)
    with pytest.raises(ShelftagError) as caught:
        judge(models["words"], shop, recorder)
    assert caught.value.message_id == "training.no_words"


@pytest.mark.parametrize("kind", ["words", "tokens"])
def test_a_model_of_words_lights_nothing_up_and_says_so(models, tmp_path, recorder, kind):
    Image.new("RGB", (60, 60)).save(tmp_path / "a.jpg")
    with pytest.raises(ShelftagError) as caught:
        explain(models[kind], tmp_path / "a.jpg", tmp_path / "heat.png", recorder)
    assert caught.value.message_id == "training.reads_only"


def test_the_command_takes_the_columns_of_a_table(models, shop, tmp_path):
    renamed = shop.read_text("utf-8").replace("category\ttitle", "kind\twords", 1)
    (tmp_path / "other.tsv").write_text(renamed, "utf-8")
    options = ["--category", "kind", "--title", "words", "--photos", str(shop.parent)]
    told = CliRunner().invoke(
        app, ["evaluate", str(models["words"]), str(tmp_path / "other.tsv"), *options]
    )
    assert told.exit_code == 0, told.output
    assert "combined_accuracy_low" in told.output


def test_photos_of_one_burst_are_one_occasion_in_an_evaluation(tmp_path, recorder, starter):
    """On a plain folder nothing but the look tells which photos belong together."""
    random = np.random.default_rng(0)
    for name in ("Mugs", "Bowls"):
        (tmp_path / "shop" / name).mkdir(parents=True)
        for scene in range(6):
            small = Image.fromarray(random.integers(0, 255, (6, 8, 3)).astype(np.uint8))
            picture = small.resize((320, 240), Image.Resampling.BICUBIC)
            for shot in range(2):
                darker = ImageEnhance.Brightness(picture).enhance(1 - shot / 10)
                darker.save(tmp_path / "shop" / name / f"{scene}{shot}.jpg", quality=95)
    shop, encoder = tmp_path / "shop", starter / "encoder"
    train_head(shop, tmp_path / "model", recorder, encoder=encoder)
    judged = judge(tmp_path / "model", read_source(shop), recorder, encoder)
    assert read_encoder(encoder, verify=False).id == judged.examples.encoder
    assert int(judged.photo.groups.max()) + 1 <= 14
    assert len(judged.photo.groups) == 24
