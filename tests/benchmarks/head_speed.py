"""Times the quick retrain as a process, from its start to the checked bundle, phase by phase.

    uv run python tests/benchmarks/head_speed.py [--rounds 3]

Two data sets of drawn embeddings, with photos that come in bursts: 2,640 labels in 81 classes, and
50,000 in 300. The first round warms the files; of the others the fastest counts.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID, uuid5

import numpy as np

from shelftag_api.bundle import BundleCategory
from shelftag_api.dataset import EMBEDDINGS, Dataset, DatasetRow, write_dataset
from shelftag_api.progress import TrainerEvent

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
SIZES = ((2_640, 81), (50_000, 300))
EMBEDDING_SIZE = 1280
BURST = 4
SEED = 5
IDS = UUID(int=81)


def main() -> None:
    """Reads the arguments and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="timed runs of each data set")
    rounds = parser.parse_args().rounds
    print(f"drawn embeddings, seed {SEED}; the fastest of {rounds} rounds after a first")
    print("   labels classes  cross-validated right  phase: seconds")
    with tempfile.TemporaryDirectory(prefix="shelftag-speed-") as temporary:
        for rows, classes in SIZES:
            folder = Path(temporary) / f"{rows}"
            write(folder, rows, classes)
            runs = [timed(folder, folder / f"bundle-{number}") for number in range(rounds + 1)]
            phases, accuracy = min(runs[1:], key=lambda run: run[0]["in all"])
            times = ", ".join(f"{name} {seconds:.1f}" for name, seconds in phases.items())
            print(f"{rows:9} {classes:7} {accuracy:22.1%}  {times}", flush=True)


def write(folder: Path, count: int, classes: int) -> None:
    """Writes a data set as the application does: cached embeddings, and the starter beside them."""
    from shelftag_api.encoder import read_encoder
    from starter_cache import starter_folder

    folder.mkdir()
    random = np.random.default_rng(SEED)
    labels = np.sort(random.integers(0, classes, count))
    centres = random.gamma(0.5, 0.8, (classes, EMBEDDING_SIZE)).astype(np.float32)
    bursts = random.gamma(0.5, 0.8, (count // BURST + 1, EMBEDDING_SIZE)).astype(np.float32)
    embeddings = np.empty((count, EMBEDDING_SIZE), np.float16)
    for row, label in enumerate(labels):
        noise = random.gamma(0.5, 0.8, EMBEDDING_SIZE)
        embeddings[row] = 0.3 * centres[label] + 0.35 * bursts[row // BURST] + 0.35 * noise
    np.save(folder / EMBEDDINGS, embeddings)
    tree = [BundleCategory(uuid5(IDS, str(n)), ("Shop", f"Kind {n}")) for n in range(classes)]
    rows = tuple(
        DatasetRow("", f"{row:064x}", str(row), tree[label].path, tree[label].uuid)
        for row, label in enumerate(labels)
    )
    starter = starter_folder()
    encoder = read_encoder(starter / "encoder", verify=False).id
    write_dataset(folder, Dataset(tuple(tree), rows, encoder=encoder))
    shutil.copytree(starter / "bundle", folder / "base")


def timed(folder: Path, output: Path) -> tuple[dict[str, float], float]:
    """Runs the command; returns the seconds of each phase and the cross-validated accuracy."""
    command = [sys.executable, "-m", "shelftag_training", "head", str(folder)]
    began = time.perf_counter()
    phase, since, phases = "start", began, {}
    accuracy = 0.0
    with subprocess.Popen(
        [*command, "--output", str(output), "--json"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        for line in process.stdout:
            event, now = TrainerEvent.from_line(line), time.perf_counter()
            if event is None:
                continue
            name = event.progress.phase.rpartition(".")[2] if event.progress else event.kind
            if name != phase:
                phases[phase] = now - since
                phase, since = name, now
            accuracy = event.params.get("metrics", {}).get("cv_accuracy", accuracy)
    if process.returncode:
        raise SystemExit(f"the trainer failed: {process.returncode}")
    phases["end"] = time.perf_counter() - since
    return phases | {"in all": time.perf_counter() - began}, accuracy


if __name__ == "__main__":
    main()
