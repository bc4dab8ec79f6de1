"""Prints how right photo, words and both together are on grocery's validation photos.

    uv run python tests/benchmarks/fusion.py [--drop 0.7] [--seed 1]

The photos are real. Their words are made, so that words alone are imperfect, as a shop's titles
are: for each photo one sentence is drawn from its class's product description (half of the time
from the Swedish one, where there is one), and every word of it is dropped with probability
``--drop``. Training and validation photos draw from the same descriptions with different seeds.
Everything is trained on ``train`` and judged once on ``val``. Intervals draw whole occasions again.
The last line is what both together gain over the better of photo and words alone, row by row.
"""

import argparse
import tempfile
import time
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import numpy as np
from grocery_words import GROCERY, GroceryClass, classes, sentences

from shelftag_api.bundle import BundleCategory
from shelftag_api.classifier import RowTexts
from shelftag_api.dataset import EMBEDDINGS, Dataset, DatasetRow, read_dataset, write_dataset
from shelftag_onnx.head import open_head
from shelftag_onnx.text import open_text_encoder
from shelftag_training.data.folds import photo_groups
from shelftag_training.encoders.encode import encode_photos
from shelftag_training.evaluation.bootstrap import cluster_intervals
from shelftag_training.families.fusion import train_fusion
from shelftag_training.families.head import train_head
from shelftag_training.families.text import train_text
from shelftag_training.running.reporting import ConsoleReporter
from shelftag_training.text.readers import Kind

SEEDS = {"train": 0, "val": 1_000_000}


def main() -> None:
    """Trains each model and prints its accuracy with and without photo and words."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--encoder", type=Path, help="encoder folder, where nothing is cached")
    parser.add_argument("--cache", type=Path, help="folder with grocery-train-*.npy of the tests")
    parser.add_argument("--drop", type=float, default=0.7, help="share of words dropped")
    parser.add_argument("--seed", type=int, default=1, help="of the words")
    parser.add_argument("--kinds", nargs="*", default=["use"], help="text models: use lstm …")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        parts = {name: part(name, folder, arguments) for name in SEEDS}
        target, texts, labels, looks = parts["val"]
        groups = photo_groups(read_dataset(target).rows, looks)
        train = parts["train"][0]
        vectors = open_text_encoder().embed_texts(texts)
        vectors[[not text for text in texts]] = 0
        said, nothing = RowTexts(texts, vectors), np.zeros_like(looks)
        print(f"seed {arguments.seed}, {arguments.drop:.0%} of the words dropped: {texts[:3]}")
        rights = {}
        trained = {
            "head": lambda output: train_head(train, output, ConsoleReporter()),
            **{
                f"text-{kind}": lambda output, kind=kind: train_text(
                    train, output, ConsoleReporter(), kind=Kind(kind)
                )
                for kind in arguments.kinds
            },
            "fusion": lambda output: train_fusion(train, output, ConsoleReporter()),
        }
        for name, make in trained.items():
            start = time.perf_counter()
            figures = make(folder / name)["metrics"]
            seconds = time.perf_counter() - start
            print(f"{name}: {seconds:.0f} s, cross-validated {figures['cv_accuracy']:.1%}")
            views = {"photo": (looks, None), "words": (nothing, said), "both": (looks, said)}
            if name == "head":
                del views["words"], views["both"]
            elif name != "fusion":
                del views["photo"], views["both"]
            for view, (embeddings, words) in views.items():
                right = answered(folder / name, embeddings, words, labels)
                rights[name, view] = right
                print(f"  {view:6} {right.mean():.1%} {interval(right, groups)}")
        both = rights.pop(("fusion", "both"))
        alone = {key: right for key, right in rights.items() if key[0] != "fusion"}
        best = max(alone, key=lambda key: alone[key].mean())
        gain = both.astype(float) - alone[best]
        print(f"fusion − {' by '.join(best)}: {gain.mean():+.1%} {interval(gain, groups)}, paired")


def part(
    split: str, folder: Path, arguments: argparse.Namespace
) -> tuple[Path, list[str], list[BundleCategory], np.ndarray]:
    """Writes a split as a data set; returns its folder, texts, categories and embeddings."""
    lines = [line.split(",") for line in (GROCERY / f"{split}.txt").read_text().splitlines()]
    known = classes()
    texts = [
        words(known[int(line[1])], SEEDS[split] + index, arguments)
        for index, line in enumerate(lines)
    ]
    paths = [tuple(Path(line[0].strip()).parts[1:-1]) for line in lines]
    tree = {path: BundleCategory(uuid5(NAMESPACE_URL, "/".join(path)), path) for path in paths}
    rows = tuple(
        DatasetRow("", "", f"{split}{index}", path, tree[path].uuid, text)
        for index, (path, text) in enumerate(zip(paths, texts, strict=True))
    )
    target = folder / split
    target.mkdir()
    looks = embeddings(split, [GROCERY / line[0].strip() for line in lines], arguments)
    write_dataset(target, Dataset(tuple(tree.values()), rows, encoder="0" * 64))
    np.save(target / EMBEDDINGS, looks)
    return target, texts, [tree[path] for path in paths], looks


def words(product: GroceryClass, seed: int, arguments: argparse.Namespace) -> str:
    """One sentence of a description, in one of its languages, with words dropped."""
    random = np.random.default_rng([arguments.seed, seed])
    languages = list(product.texts.values())
    drawn = sentences(languages[random.integers(len(languages))])
    sentence = drawn[random.integers(len(drawn))]
    return " ".join(word for word in sentence.split() if random.random() >= arguments.drop)


def embeddings(split: str, photos: list[Path], arguments: argparse.Namespace) -> np.ndarray:
    """Embeddings of a split's photos, float32 [photos, size]: from the tests' cache, or made."""
    if arguments.encoder is None:
        cache = arguments.cache or Path(__file__).resolve().parents[2] / ".cache"
        return np.load(sorted(cache.glob(f"grocery-{split}-*.npy"))[0]).astype(np.float32)
    return encode_photos(photos, arguments.encoder, lambda done, failed: None)[0]


def answered(
    bundle: Path, looks: np.ndarray, said: RowTexts | None, labels: list[BundleCategory]
) -> np.ndarray:
    """Whether each row is right."""
    head = open_head(bundle)
    best = head.predict(looks, said).argmax(axis=1)
    guesses = [head.manifest.classes[column] for column in best]
    return np.array([guess == label.uuid for guess, label in zip(guesses, labels, strict=True)])


def interval(values: np.ndarray, groups: np.ndarray) -> str:
    """95 % interval of a mean over rows, whole groups drawn again."""

    def mean(weights: np.ndarray) -> np.ndarray:
        return np.array([np.average(values, weights=weights)])

    low, high = cluster_intervals(mean, groups)[0]
    return f"({low:.1%} to {high:.1%})"


if __name__ == "__main__":
    main()
