"""Prints what ten new classes cost the old ones when a head goes on from an earlier version.

    uv run python tests/benchmarks/forgetting.py [--draws 8] [--seed 0] [--replay 60]

Grocery's 81 fine classes on the frozen starter encoder. Per draw, ten classes are kept for later;
the first version learns the other 71, the second starts from it (`head --from`) with photos of the
ten alone. Both are asked about photos of the 71 that neither has learned (a fifth of `train`, whole
occasions, and `val`): which of the 71 is it (the same question before and after), and which of all
81. Beside it, a head that learned all 81 at once with nothing left out answers the same question.
Means over the draws, with 95 % intervals by Student's t.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
from scipy import stats

from shelftag_api.dataset import read_dataset
from shelftag_api.encoder import read_encoder
from shelftag_training.data.folds import dataset_groups, grouped_split
from shelftag_training.families.head import train_head
from shelftag_training.heads.features import Scaling
from shelftag_training.heads.prior import load_prior
from shelftag_training.heads.replay import PER_CLASS

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
NEW = 10


def main() -> None:
    """Reads the arguments and prints a line a draw, then the means."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--replay", type=int, default=PER_CLASS, help="photos kept of a class")
    arguments = parser.parse_args()
    names = (
        "before", "after, among the 71", "everything at once, among the 71", "after, of all 81",
    )  # fmt: skip
    print(f"seed {arguments.seed}, {arguments.replay} photos of a class kept; {' / '.join(names)}")
    found = []
    for draw in range(arguments.draws):
        with tempfile.TemporaryDirectory(prefix="shelftag-forgetting-") as work:
            random = np.random.default_rng([arguments.seed, draw])
            found.append(one_draw(Path(work), random, arguments.replay))
        print(" / ".join(f"{share:.1%}" for share in found[-1]), flush=True)
    shares = np.array(found)
    differences = {
        "the same question, after − before": shares[:, 1] - shares[:, 0],
        "the same question, everything at once − before": shares[:, 2] - shares[:, 0],
        "of all 81, after − before": shares[:, 3] - shares[:, 0],
    }
    for name, values in (*zip(names, shares.T, strict=True), *differences.items()):
        reach = stats.t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
        print(f"{name}: {100 * values.mean():.1f} ± {100 * reach:.1f}")


def one_draw(work: Path, random: np.random.Generator, replay: int) -> tuple[float, ...]:
    """Accuracy on old classes: before, after, everything at once, and after among all 81."""
    from starter_cache import starter_folder
    from training.conftest import Recorder
    from training.grocery_photos import embeddings
    from training.test_grocery import write_split
    from training.test_head_grocery import choose, classes_of

    starter = starter_folder()
    encoder = read_encoder(starter / "encoder", verify=False).id
    old, new, whole = (
        write_split(work / name, "train", starter, encoder) for name in ("old", "new", "all")
    )
    rows, classes = read_dataset(old).rows, classes_of(old)
    vectors = embeddings("train", starter).astype(np.float32)
    groups = dataset_groups(rows, Scaling.of(vectors).apply(vectors))
    tested = grouped_split(groups, classes, 0.2, seed=int(random.integers(2**31)))
    later = np.isin(classes, random.permutation(int(classes.max()) + 1)[:NEW])
    choose(old, np.flatnonzero(~tested & ~later))
    choose(new, np.flatnonzero(~tested & later))
    choose(whole, np.flatnonzero(~tested))
    train_head(old, work / "one", Recorder(), replay=replay)
    train_head(new, work / "two", Recorder(), earlier=work / "one")
    train_head(whole, work / "three", Recorder(), replay=0)
    known = {row.category_uuid for row in read_dataset(old).rows}
    val = read_dataset(write_split(work / "val", "val", starter, encoder)).rows
    shown = [index for index, row in enumerate(val) if row.category_uuid in known]
    places = np.flatnonzero(tested & ~later)
    looks = np.concatenate([vectors[places], embeddings("val", starter)[shown]])
    labels = [rows[place].category_uuid for place in places]
    labels += [val[index].category_uuid for index in shown]

    def accuracy(bundle: str, *, among_old: bool) -> float:
        head = load_prior(work / bundle)
        logits, columns = head.logits(looks.astype(np.float32)), head.manifest.classes
        if among_old:
            logits[:, [item not in known for item in columns]] = -np.inf
        best = [columns[column] for column in logits.argmax(axis=1)]
        return float(np.mean([a == b for a, b in zip(best, labels, strict=True)]))

    return (
        accuracy("one", among_old=True),
        accuracy("two", among_old=True),
        accuracy("three", among_old=True),
        accuracy("two", among_old=False),
    )


if __name__ == "__main__":
    main()
