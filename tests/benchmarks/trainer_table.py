"""Prints what the trainer reaches on real grocery photos, with intervals, seeds and commands.

    uv run python tests/benchmarks/trainer_table.py [--only head,speed,words,fusion,…]

Needs ../shared/data/grocery. ``finetune`` takes half an hour on two cores, ``finetune-g`` as long
again, ``speed`` some minutes, the others less than one. ``speed``, ``words`` and ``fusion`` are
head_speed.py, zero_shot_text.py and fusion.py beside this file, where they are explained.

``val`` are photos of other days, but only 296. G is one fixed 80/20 split of train and val in which
photos of one occasion stay together.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from quiet import Quiet

from shelftag_api.progress import TrainerEvent
from shelftag_training.data.folds import dataset_groups, grouped_split
from shelftag_training.data.sources import read_source
from shelftag_training.deep.recipe import FINETUNE
from shelftag_training.encoders.encode import encode_photos
from shelftag_training.evaluation.bootstrap import cluster_intervals
from shelftag_training.evaluation.judged import Answers, judge
from shelftag_training.evaluation.reliability import calibration_beyond_chance
from shelftag_training.heads.features import Scaling

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
GROCERY = ROOT.parent / "shared" / "data" / "grocery"
G_SEED = 0
G_SHARE = 0.2


@dataclass(frozen=True)
class Measured:
    """Accuracy with its 95 % interval, by fine and by coarse class, and calibration."""

    fine: tuple[float, float, float]
    coarse: tuple[float, float, float]
    ece: float
    ece_by_chance: float

    def __str__(self) -> str:
        (fine, low, high), (coarse, coarse_low, coarse_high) = self.fine, self.coarse
        return (
            f"{fine:.1%} ({low:.1%} to {high:.1%}) / "
            f"{coarse:.1%} ({coarse_low:.1%} to {coarse_high:.1%}); "
            f"ECE {self.ece:.3f}, {self.ece_by_chance:.3f} of it by chance"
        )


def main() -> None:
    """Reads the arguments and prints the rows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default=",".join(ROWS))
    parser.add_argument("--keep", type=Path, help="folder that keeps data and models")
    arguments = parser.parse_args()
    if not (GROCERY / "train.txt").is_file():
        raise SystemExit("../shared/data/grocery is not there")
    with tempfile.TemporaryDirectory(prefix="shelftag-table-") as temporary:
        work = arguments.keep or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        for name in arguments.only.split(","):
            ROWS[name](work)


def head(work: Path) -> None:
    """The head on the frozen starter encoder, learned from train, judged on val."""
    encoder = starter() / "encoder"
    seconds = train(work / "head", "head", GROCERY, "--encoder", str(encoder))
    report("head, train → val", measure(work / "head", GROCERY, "val", encoder), seconds)


def finetune(work: Path) -> None:
    """The fine-tuned encoder, learned from train, judged on val."""
    seconds = train(work / "finetune", "finetune", GROCERY, "--seed", str(FINETUNE.seed))
    report("finetune, train → val", measure(work / "finetune", GROCERY, "val"), seconds)


def finetune_g(work: Path) -> None:
    """The same on G."""
    folder = write_g(work / "G")
    seconds = train(work / "finetune-g", "finetune", folder, "--seed", str(FINETUNE.seed))
    report("finetune, G 80 % → G 20 %", measure(work / "finetune-g", folder, "val"), seconds)


def beside(script: str, *options: str) -> Callable[[Path], None]:
    """Returns what runs a benchmark that lies beside this one, and prints its command."""

    def run(_work: Path) -> None:
        line = [f"tests/benchmarks/{script}", *options]
        print(f"$ python {' '.join(line)}", flush=True)
        subprocess.run([sys.executable, *line], cwd=ROOT, check=True)

    return run


def fusion(work: Path) -> None:
    """Photo, words and both."""
    beside("fusion.py", "--encoder", str(starter() / "encoder"), "--seed", "1")(work)


ROWS: dict[str, Callable[[Path], None]] = {
    "head": head,
    "speed": beside("head_speed.py"),
    "words": beside("zero_shot_text.py"),
    "fusion": fusion,
    "finetune": finetune,
    "finetune-g": finetune_g,
}


def starter() -> Path:
    """The starter, built where it is missing."""
    from starter_cache import starter_folder

    return starter_folder()


def train(output: Path, command: str, source: Path, *options: str) -> float:
    """Runs the trainer as its own process; returns its seconds, 0 where the result is kept."""
    if output.exists():
        return 0.0
    line = ["shelftag_training", command, str(source), "--output", str(output), *options]
    print(f"$ shelftag-train {' '.join(line[1:])}", flush=True)
    began = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-m", *line, "--json"], stdout=subprocess.PIPE, text=True, check=False
    )
    last = TrainerEvent.from_line(ended.stdout.splitlines()[-1]) if ended.stdout else None
    if ended.returncode or last is None or last.kind != "result":
        raise SystemExit(f"{command} failed: {last}")
    return time.monotonic() - began


def report(row: str, measured: Measured, seconds: float) -> None:
    """Prints a row."""
    took = f"; {seconds / 60:.1f} min" if seconds else ""
    print(f"{row}: {measured}{took}", flush=True)


def measure(model: Path, source: Path, split: str, encoder: Path | None = None) -> Measured:
    """Runs a model on a split."""
    judged = judge(model, source, Quiet(), encoder, split=split)
    coarse_of = coarse_classes()
    numbers = [coarse_of.get(category.path, -1) for category in judged.tree]
    members = np.zeros((len(numbers), max(numbers) + 1))
    members[[i for i, n in enumerate(numbers) if n >= 0], [n for n in numbers if n >= 0]] = 1
    answers = judged.photo
    p = np.exp(answers.log_p)
    right = p.argmax(axis=1) == answers.labels
    coarse = (p @ members).argmax(axis=1) == np.array(numbers)[answers.labels]
    error = calibration_beyond_chance(p.max(axis=1), right)
    return Measured(interval(right, answers), interval(coarse, answers), error.ece, error.expected)


def interval(right: np.ndarray, answers: Answers) -> tuple[float, float, float]:
    """Share right, and its interval by drawing groups again."""

    def share(weights: np.ndarray) -> np.ndarray:
        return np.array([np.average(right, weights=weights)])

    low, high = cluster_intervals(share, answers.groups)[0]
    return float(np.mean(right)), float(low), float(high)


def coarse_classes() -> dict[tuple[str, ...], int]:
    """Coarse class of each category's path, from the lists of the data set."""
    found = {}
    for name in ("train", "val"):
        for line in (GROCERY / f"{name}.txt").read_text().splitlines():
            path, _, coarse = line.split(",")
            found[tuple(Path(path.strip()).parts[1:-1])] = int(coarse)
    return found


def write_g(folder: Path) -> Path:
    """Writes G as ``train`` (80 %) and ``val`` (20 %)."""
    if folder.exists():
        return folder
    source = read_source(GROCERY, split="train+val")
    photos = source.photos()
    embeddings, _ = encode_photos(photos, starter() / "encoder", lambda done, failed: None)
    rows = source.dataset.rows
    names = sorted({row.category for row in rows})
    labels = np.array([names.index(row.category) for row in rows])
    groups = dataset_groups(rows, Scaling.of(embeddings).apply(embeddings))
    held = grouped_split(groups, labels, G_SHARE, seed=G_SEED)
    for number, (row, path, out) in enumerate(zip(rows, photos, held, strict=True)):
        target = folder.joinpath("val" if out else "train", *row.category, f"{number}.jpg")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, target)
        except OSError:
            shutil.copyfile(path, target)
    print(f"G: {np.sum(~held)} photos to learn from, {np.sum(held)} to judge by, seed {G_SEED}")
    return folder


if __name__ == "__main__":
    main()
