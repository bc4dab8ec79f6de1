"""The trainer as a process: JSON lines, exit codes, clean cancellation."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import shelftag_training
from shelftag_api.plugin import read_plugin_manifest
from shelftag_api.progress import TrainerEvent
from training.drawn_shop import draw_shop
from training.samples import category, clusters


def command(*arguments):
    return [sys.executable, "-m", "shelftag_training", *map(str, arguments)]


def events_of(output):
    found = [TrainerEvent.from_line(line) for line in output.splitlines()]
    assert None not in found, output
    return found


@pytest.fixture
def dataset(make_dataset):
    embeddings, labels = clusters([8, 8])
    names = [category("Rods"), category("Kites")]
    return make_dataset(embeddings, [names[item] for item in labels])


def test_the_plug_in_manifest_runs_this_program():
    manifest = read_plugin_manifest(Path(shelftag_training.__file__).parent)
    assert (manifest.id, manifest.kind, manifest.supported) == ("tensorflow", "trainer", True)
    assert manifest.command == ("{python}", "-m", "shelftag_training")


def test_a_retrain_reports_lines_that_the_desktop_reads(dataset, tmp_path):
    bundle = tmp_path / "bundle"
    done = subprocess.run(
        command("head", dataset, "--output", bundle, "--json"),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    events = events_of(done.stdout)
    assert [event.kind for event in events[:-1]] == ["progress"] * (len(events) - 1)
    assert events[-1].kind == "result"
    assert events[-1].params["bundle"] == str(bundle)
    assert events[-1].params["metrics"]["labels"] == 16
    measured = subprocess.run(
        command("evaluate", bundle, dataset),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert measured.returncode == 0, measured.stderr
    assert "photo_accuracy: 1" in measured.stdout


@pytest.mark.parametrize("as_json", [True, False])
def test_an_error_is_a_sentence_and_an_exit_code(tmp_path, as_json):
    options = ["--json"] if as_json else ["--language", "zh_CN"]
    done = subprocess.run(
        command("head", tmp_path / "nothing", "--output", tmp_path / "bundle", *options),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
    )
    assert done.returncode == 1
    if as_json:
        assert events_of(done.stdout)[-1].message_id == "contract.file_missing"
    else:
        assert "缺少文件" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGINT", 130)])
def test_cancelling_leaves_nothing_half_written(dataset, tmp_path, name, code):
    out = tmp_path / "out"
    process = subprocess.Popen(
        command("head", dataset, "--output", out / "bundle", "--json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        line = process.stdout.readline()
        assert "training.phase.read" in line
        time.sleep(0.5)  # in the middle of TensorFlow's start
        process.send_signal(getattr(signal, name))
        output, errors = process.communicate(timeout=60)
    assert process.returncode == code, errors
    assert events_of(output)[-1].message_id == "training.cancelled"
    assert list(out.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_cancelling_a_deep_training_leaves_what_the_same_command_goes_on_from(tmp_path):
    shop, out = draw_shop(tmp_path / "shop", photos=2), tmp_path / "out"
    train = command("cnn", shop, "--output", out / "model", "--batch", 6, "--json")
    process = subprocess.Popen(
        [*train, "--epochs", "500"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with process:
        for line in process.stdout:
            event = TrainerEvent.from_line(line)
            if event.progress.phase == "training.phase.train" and event.progress.done == 3:
                break
        process.send_signal(signal.SIGTERM)
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 143, errors
    assert events_of(output)[-1].message_id == "training.cancelled_resumable"
    assert [path.name for path in out.iterdir()] == [".model.training"]
    assert (out / ".model.training" / "checkpoint.npz").is_file()


def test_a_deep_training_that_is_refused_says_why_and_leaves_nothing(tmp_path):
    shop = draw_shop(tmp_path / "shop", photos=1)
    for photo in shop.rglob("*.jpg"):
        photo.write_bytes(b"no photo")
    done = subprocess.run(
        command("cnn", shop, "--output", tmp_path / "out" / "model"),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"COLUMNS": "500"},
    )
    assert done.returncode == 1
    assert f"None of the photos in {shop} could be read." in done.stderr
    assert list((tmp_path / "out").iterdir()) == []
