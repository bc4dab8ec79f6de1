"""Deep training on several machines: one result, one state, and nothing left behind."""

import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from shelftag_api.errors import ShelftagError
from shelftag_training.deep.recipe import CNN
from shelftag_training.deep.run import train_network
from training import deep_worker
from training.deep_worker import SMALL, Silent
from training.drawn_shop import draw_shop, embeddings

HOLD_OUT = {"hold_out": 0.25, "epochs_on_all": 0}


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Path:
    return draw_shop(tmp_path_factory.mktemp("shop"))


def history(output):
    """What a run noted of its epochs."""
    return json.loads((output / "training.json").read_text())["history"]


def start_machines(shop, output, changes, *, other=None, stop_at=0):
    """Runs a chief and a worker to their end; returns how they ended and what they said.

    ``changes`` are those of the recipe; the worker may be given ``other`` ones.
    """
    ports = []
    for _ in range(2):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            ports.append(free.getsockname()[1])
    cluster = {"chief": [f"127.0.0.1:{ports[0]}"], "worker": [f"127.0.0.1:{ports[1]}"]}
    machines = [
        subprocess.Popen(
            [sys.executable, deep_worker.__file__, shop, output, given, str(stop_at)],
            env={**os.environ, "TF_CONFIG": json.dumps({"cluster": cluster, "task": task})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for task, given in (
            ({"type": "chief", "index": 0}, json.dumps(changes)),
            ({"type": "worker", "index": 0}, json.dumps(other or changes)),
        )
    ]
    said = [machine.communicate(timeout=400)[0] for machine in machines]
    return [machine.returncode for machine in machines], said


def test_machines_that_lost_power_go_on_together_and_reach_the_result_of_one(shop, tmp_path):
    """With photos held out, and a batch of 11 that two cannot share evenly."""
    output, changes = tmp_path / "together" / "model", {**HOLD_OUT, "batch": 11}
    ends, said = start_machines(shop, output, changes, stop_at=5)
    assert set(ends) != {0}, said
    assert not output.exists()
    ends, said = start_machines(shop, output, changes)
    assert ends == [0, 0], said
    assert [json.loads(text.splitlines()[-1])["id"] != "" for text in said] == [True, False]
    assert list(output.parent.iterdir()) == [output]
    train_network(shop, tmp_path / "alone", replace(SMALL, **HOLD_OUT), Silent())
    together, alone = (embeddings(folder, shop) for folder in (output, tmp_path / "alone"))
    # The sum of two halves differs in the last digits, and Adam makes much of small gradients.
    assert np.abs(together - alone).mean() < 0.02 * np.abs(alone).mean()
    together, alone = (history(folder) for folder in (output, tmp_path / "alone"))
    assert together == [pytest.approx(epoch, rel=0.02) for epoch in alone]


def test_a_machine_with_other_settings_is_refused_and_nothing_is_left(shop, tmp_path):
    output = tmp_path / "together" / "model"
    ends, said = start_machines(shop, output, {}, other={"batch": 6})
    assert ends == [1, 1], said
    assert "training.machine_lost" in said[0]
    assert "training.machines_differ" in said[1]
    assert list(output.parent.iterdir()) == []


def test_devices_normalise_their_shares_of_a_batch_as_one_would():
    script = Path(__file__).with_name("two_devices.py")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert max(json.loads(done.stdout)) < 1e-4


@pytest.mark.parametrize(("replicas", "batch"), [(1, 32), (2, 32), (3, 33), (5, 35), (64, 64)])
def test_a_batch_is_one_that_all_devices_share_evenly(replicas, batch):
    assert replace(CNN, batch=32).for_replicas(replicas).batch == batch


def test_a_cluster_that_is_none_is_refused_with_a_sentence(shop, tmp_path, monkeypatch):
    monkeypatch.setenv("TF_CONFIG", "{not json")
    with pytest.raises(ShelftagError) as caught:
        train_network(shop, tmp_path / "out", SMALL, Silent())
    assert caught.value.message_id == "training.bad_cluster"
    assert list(tmp_path.iterdir()) == []
