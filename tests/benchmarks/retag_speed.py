"""Times the re-tag of a large catalogue with the version that a quick retrain has just made.

    uv run python tests/benchmarks/retag_speed.py [--products 100000] [--catalogue FOLDER]

A drawn catalogue: one photo a product (as a drawn embedding), titles of a few words, the starter's
tree and shelves of the shop's own up to 300 categories, 3,000 labels. The first run after the
retrain includes what a new engine process loads; the runs after it do not. A catalogue that was
kept in a folder can be timed again, by another checkout too, for a comparison of old and new: what
is timed is a copy, so that the kept one does not grow with every run.
"""

import argparse
import hashlib
import os
import resource
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from sqlalchemy import insert

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
CATEGORIES = 300
LABELLED, LABELLED_CATEGORIES = 3_000, 60
SEED = 5
AT_ONCE = 10_000
WORDS = ("blue", "large", "classic", "organic", "set of 2", "premium", "kids", "vintage", "slim")


def main() -> None:
    """Reads the arguments and prints the times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--products", type=int, default=100_000)
    parser.add_argument("--catalogue", type=Path, help="build it here, or time the one that is")
    parser.add_argument("--rounds", type=int, default=3, help="further runs, and undone ones")
    options = parser.parse_args()
    with ExitStack() as stack:
        spare = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="shelftag-retag-")))
        folder = options.catalogue or spare
        os.environ.setdefault("SHELFTAG_HOME", str(folder / "home"))
        if not (folder / "shop").exists():
            build(folder / "shop", options.products)
        shutil.copytree(folder / "shop", spare / "timed")
        measure(spare / "timed", options.rounds)


def build(folder: Path, count: int) -> None:
    """Draws the catalogue, labels a part of it, and retrains."""
    from learning.small_shop import finish
    from shelftag.catalog import labels, operations, tree
    from shelftag.catalog.catalog import Catalog
    from shelftag.learning import retraining, starter, versions
    from shelftag.learning.workbench import Workbench
    from starter_cache import starter_folder

    folder.parent.mkdir(parents=True, exist_ok=True)
    with Catalog.create(folder) as catalog:
        starter.plant_starter_tree(catalog)
        with operations.operation(catalog.database, "add_category") as scope:
            planted = len(tree.read_tree(scope.session).nodes)
            for number in range(CATEGORIES - planted):
                tree.add_category(scope, f"Shelf number {number}", None)
        built = starter_folder()
        version = versions.install(catalog, built / "bundle", built / "encoder")
        with operations.operation(catalog.database, "activate", "model") as scope:
            versions.make_active(scope, version)
        bench = Workbench(catalog)
        with catalog.database.read() as session:
            snapshot = tree.read_tree(session)
            leaves = [node for node in snapshot.nodes.values() if snapshot.is_leaf(node.id)]
        kinds = fill(bench, count, leaves, snapshot)
        with operations.operation(catalog.database, "label", count=LABELLED) as scope:
            known = [i for i, kind in enumerate(kinds) if kind < LABELLED_CATEGORIES]
            given = {place + 1: leaves[kinds[place]].id for place in known[:LABELLED]}
            labels.assign_each(scope, given, method="bulk")
        result = finish(retraining.retrain(bench))
        print(
            f"retrain: {result.label_count} labels, {result.train_seconds:.1f} s,"
            f" activated: {result.activated}; its own re-tag: {result.tag_seconds:.2f} s"
        )


def fill(bench, count: int, leaves: list, snapshot) -> list[int]:
    """Adds products, numbered from 1, with embeddings of photos and words; returns their kinds."""
    from shelftag.catalog import operations, search
    from shelftag.catalog.embeddings import EmbeddingStore
    from shelftag.catalog.models import Photo, Product, ProductPhoto
    from shelftag.learning.words import WordEmbedder, product_words

    random = np.random.default_rng(SEED)
    store: EmbeddingStore = bench.photo_stores(bench.active_version())[0]
    text_store = bench.text_store
    centres = random.gamma(0.5, 0.8, (len(leaves), store.size)).astype(np.float32)
    words = WordEmbedder(bench.catalog.database, text_store, bench.text_encoder)
    text_centres = words.categories(snapshot, [leaf.id for leaf in leaves])
    drawn = random.integers(0, len(leaves), count)
    with operations.operation(bench.catalog.database, "import", "import", folder="box") as scope:
        session = scope.session
        for first in range(0, count, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, count))
            kinds = drawn[first : first + AT_ONCE]
            titles = [
                f"{leaves[kind].name} {WORDS[number % 9]} {WORDS[number * 7 % 8]} {number}"
                for number, kind in zip(numbers, kinds, strict=True)
            ]
            ids = [number + 1 for number in numbers]
            hashes = [hashlib.sha256(f"photo {number}".encode()).hexdigest() for number in numbers]
            session.execute(
                insert(Photo),
                [
                    {"id": i, "sha256": sha256, "byte_size": 1, "width": 9, "height": 9,
                     "format": "JPEG"}
                    for i, sha256 in zip(ids, hashes, strict=True)
                ],
            )  # fmt: skip
            session.execute(
                insert(Product),
                [
                    {"id": i, "title": title, "sku": f"SKU-{i}", "operation_id": scope.id}
                    for i, title in zip(ids, titles, strict=True)
                ],
            )
            session.execute(
                insert(ProductPhoto),
                [{"product_id": i, "photo_id": i, "operation_id": scope.id} for i in ids],
            )
            search.index(session, ids)
            noise = random.gamma(0.5, 0.8, (len(ids), store.size)).astype(np.float32)
            store.add(session, hashes, 0.4 * centres[kinds] + 0.6 * noise, ids)
            keys = [
                hashlib.sha256(product_words(title, "", "", "").encode()).hexdigest()
                for title in titles
            ]
            noise = random.normal(size=(len(ids), text_store.size)) / 16
            vectors = text_centres[kinds] + noise
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            text_store.add(session, keys, vectors.astype(np.float32), [None] * len(ids))
    return [int(kind) for kind in drawn]


def measure(folder: Path, rounds: int) -> None:
    """Tags everything as after a retrain, several times, and takes the last run back."""
    from shelftag.catalog import operations
    from shelftag.catalog.catalog import Catalog
    from shelftag.learning import tagging
    from shelftag.learning.workbench import Workbench

    with Catalog.open(folder) as catalog:
        bench = Workbench(catalog)
        version = bench.active_version()
        for number in range(rounds + 1):
            began, worked = time.perf_counter(), time.process_time()
            longest = 0.0
            last = began
            job = tagging.activate(bench, version.id, kind="retrain")
            try:
                while True:
                    next(job)
                    longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
            except StopIteration as end:
                result = end.value
            seconds, worked = time.perf_counter() - began, time.process_time() - worked
            name = "first run, models loaded" if number == 0 else f"run {number}"
            print(
                f"{name}: {result.products:,} products in {seconds:.2f} s"
                f" ({worked:.2f} s of processor time; longest step {longest:.2f} s),"
                f" {result.accepted:,} accepted, {result.changed:,} changed",
                flush=True,
            )
        began = time.perf_counter()
        operations.undo(catalog.database, result.operation_id)
        print(f"undo of a run: {time.perf_counter() - began:.2f} s")
        began = time.perf_counter()
        operations.redo(catalog.database, result.operation_id)
        print(f"redo of a run: {time.perf_counter() - began:.2f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most: {peak:,.0f} MB")


if __name__ == "__main__":
    main()
