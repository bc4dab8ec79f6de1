"""2,000 damaged pictures of all kinds: each gives a photo or a reason, none a crash, hang or flood.

Each kind is tried in a process of its own, which may die of it without taking the tests along.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from fuzz_pictures import SPECIMENS

SCRIPT = Path(__file__).parent.parent / "fuzz_pictures.py"
MUTATIONS = 2000
GROWTH_KIB = 400_000
"""Memory that decoding any of the small pictures may take, whatever size it claims."""


@pytest.mark.parametrize("kind", SPECIMENS)
def test_no_damage_brings_the_decoder_down(kind):
    count = -(-MUTATIONS // len(SPECIMENS))
    done = subprocess.run(
        [sys.executable, str(SCRIPT), kind, str(count)],
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    lines = done.stdout.splitlines() or ["nothing"]
    assert done.returncode == 0, f"{kind}, mutation {lines[-1]}:\n{done.stderr[-3000:]}"
    word, photos, unreadable, grown = lines[-1].split()
    assert (word, int(photos) + int(unreadable)) == ("done", count)
    assert int(photos) > 0
    assert int(unreadable) > 0
    assert int(grown) < GROWTH_KIB
