"""Further labels are measured with intervals, in the figures, the JSON and the report."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from shelftag_api.bundle import AttributeHead
from shelftag_api.dataset import DatasetRow
from shelftag_api.progress import TrainerEvent
from shelftag_training.cli import app
from shelftag_training.evaluation.attributes import answers_of, measure_attribute
from training.drawn_shop import draw_shop
from training.samples import category

COLOUR = AttributeHead("colour", ("blue", "red"), "attribute_0")
MUGS = category("Mugs")


def rows(values):
    return [
        DatasetRow("", "", f"p{i}", MUGS.path, MUGS.uuid, attributes={"colour": v} if v else {})
        for i, v in enumerate(values)
    ]


def log_p(guesses):
    """Answers that are sure of a column each; None where a model says nothing."""
    sure = [[0.5, 0.5] if g is None else np.eye(2)[g] * 0.8 + 0.1 for g in guesses]
    return {"colour": np.log(np.array(sure))}


def test_figures_are_those_worked_out_by_hand():
    values = ["blue", "blue", "blue", "red", "red", "", "green", "red"]
    guesses = [0, 0, 1, 1, 1, 0, 0, None]
    (answers,) = answers_of([COLOUR], log_p(guesses), rows(values), np.arange(8))
    measured = measure_attribute(answers)
    assert measured.values == ("blue", "red", "green")
    assert measured.rows == measured.groups == 6  # one says no colour, of one nothing was said
    assert measured.figures["accuracy"] == pytest.approx(4 / 6)
    # blue: 2 right of 3 given and 3 true; red: 2 of 3 given and 2 true; green: never given
    assert measured.figures["macro_f1"] == pytest.approx((2 / 3 + 4 / 5 + 0) / 3)
    assert {measured.values[item.category]: item.support for item in measured.scores} == {
        "blue": 3, "red": 2, "green": 1,
    }  # fmt: skip
    low, high = measured.intervals["accuracy"]
    assert 0 <= low < 4 / 6 < high <= 1


def test_intervals_know_which_rows_belong_together():
    values, guesses = ["blue"] * 80, [0] * 60 + [1] * 20
    alone, together = (
        measure_attribute(next(answers_of([COLOUR], log_p(guesses), rows(values), groups)))
        for groups in (np.arange(80), np.arange(80) // 20)
    )
    assert alone.figures == together.figures
    assert (alone.groups, together.groups) == (80, 4)
    assert np.ptp(together.intervals["accuracy"]) > 2 * np.ptp(alone.intervals["accuracy"])


def test_all_right_is_no_certainty():
    (answers,) = answers_of([COLOUR], log_p([0, 1]), rows(["blue", "red"]), np.arange(2))
    measured = measure_attribute(answers)
    assert measured.figures == {"accuracy": 1.0, "macro_f1": 1.0}
    assert measured.intervals["accuracy"][0] < 0.5


def test_a_label_that_no_row_has_is_left_out():
    assert list(answers_of([COLOUR], log_p([0, 1]), rows(["", ""]), np.arange(2))) == []


@pytest.fixture
def table(tmp_path):
    """Drawn photos with titles and a colour with a dangerous name; the last ones are for tests."""
    draw_shop(tmp_path / "drawn", photos=8)
    lines = ["file_name,category,title,<b>colour</b>,split"]
    for photo in sorted((tmp_path / "drawn").rglob("*.jpg")):
        name = photo.relative_to(tmp_path).as_posix()
        colour = "warm" if "Red" in name else "cold"
        part = "val" if int(photo.stem) > 4 else "train"
        title = f"{colour} {photo.parent.name.lower()} thing {photo.stem}"
        lines.append(f"{name},{' > '.join(photo.parts[-3:-1])},{title},{colour},{part}")
    (tmp_path / "shop.csv").write_text("\n".join(lines), "utf-8")
    return str(tmp_path / "shop.csv")


def run(*arguments):
    done = CliRunner().invoke(app, list(map(str, arguments)))
    assert done.exit_code == 0, done.output
    return done.output


NEEDS_ENCODER = ("head", "ensemble", "fusion")


@pytest.mark.parametrize(
    "command",
    [
        ("head",),
        ("ensemble",),
        ("fusion",),
        ("text", "--kind", "use"),
        ("text", "--kind", "lstm"),
        ("cnn", "--epochs", "1", "--batch", "8"),
    ],
    ids=" ".join,
)
def test_every_kind_of_model_is_measured(table, tmp_path, starter, command):
    encoder = ["--encoder", starter / "encoder"] if command[0] in NEEDS_ENCODER else []
    given, model, page = [*encoder, "--attribute", "*"], tmp_path / "model", tmp_path / "report"
    run(command[0], table, *command[1:], *given, "--output", model)
    told = run(
        "evaluate", model, table, *given, "--split", "val", "--report", page, "--json",
        "--language", "zh_CN",
    )  # fmt: skip
    figures = TrainerEvent.from_line(told.splitlines()[-1]).params["metrics"]
    name = "attribute_<b>colour</b>"
    low, share, high = (figures[f"{name}_accuracy{end}"] for end in ("_low", "", "_high"))
    assert low <= share <= high
    assert {f"{name}_macro_f1", f"{name}_macro_f1_low", f"{name}_macro_f1_high"} <= figures.keys()
    (found,) = json.loads((page / "report.json").read_text("utf-8"))["attributes"]
    assert (found["name"], found["rows"]) == ("<b>colour</b>", 9)
    assert found["figures"]["accuracy"] == share
    assert found["intervals"]["accuracy"] == [low, high]
    assert {item["value"] for item in found["values"]} == {"warm", "cold"}
    written = (page / "report.html").read_text("utf-8")
    assert "&lt;b&gt;colour&lt;/b&gt;" in written
    assert "其他标签" in written
    assert "evaluation.a" not in written, "a sentence is missing"


def test_without_further_labels_the_report_does_not_speak_of_them(table, tmp_path):
    run("text", table, "--output", tmp_path / "model")
    run("evaluate", tmp_path / "model", table, "--report", tmp_path / "report")
    assert "Further labels" not in (tmp_path / "report" / "report.html").read_text("utf-8")
    assert json.loads((tmp_path / "report" / "report.json").read_text())["attributes"] == []
