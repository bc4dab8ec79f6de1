"""Times the whole loop on the grocery photos: import, retrain, re-tag, accuracy before and after.

    uv run python tests/benchmarks/whole_loop.py [--labels 2000]

Every step is the real command's own job, engine and trainer processes included. Accuracy is that of
the photo alone on the validation split: no file or folder name reaches the model.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--grocery", type=Path, default=ROOT.parent / "shared/data/grocery")
    parser.add_argument("--labels", type=int, default=0, help="trusted labels; 0: all of train")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="shelftag-benchmark-") as temporary:
        folder = Path(temporary)
        os.environ["SHELFTAG_HOME"] = str(folder / "home")
        run(options.grocery, options.labels, folder)


def run(grocery: Path, label_count: int, folder: Path) -> None:
    """Goes through the loop once."""
    from starter_cache import starter_folder

    shutil.copytree(starter_folder(), folder / "home" / "starter")
    trusted, rest = split(grocery, label_count, folder)

    from shelftag.catalog.catalog import Catalog
    from shelftag.cli.running import run_job

    with Catalog.create(folder / "catalogue") as catalog:
        run_job(catalog, "prepare")
        imported: dict[str, Any] = {}
        for source, is_trusted in ((trusted, True), (rest, False)):
            if any(source.rglob("*.jpg")):
                began = time.perf_counter()
                result = run_job(
                    catalog, "import", folder=str(source), grouping="each_photo",
                    folder_categories=is_trusted, trusted=is_trusted, use_names=False,
                )  # fmt: skip
                imported["photos"] = imported.get("photos", 0) + result["counts"]["imported"]
                imported["seconds"] = imported.get("seconds", 0.0) + time.perf_counter() - began
        before = run_job(catalog, "evaluate", folder=str(grocery / "val"))
        began = time.perf_counter()
        learned = run_job(catalog, "retrain")
        retrain_seconds = time.perf_counter() - began
        after = run_job(catalog, "evaluate", folder=str(grocery / "val"))
    metrics = learned["metrics"]
    rows = [
        ("import, process start and tagging included", f"{imported['seconds']:.1f} s"),
        ("photos imported", f"{imported['photos']}"),
        ("photos per second", f"{imported['photos'] / imported['seconds']:.0f}"),
        ("labels learned from", f"{learned['label_count']}"),
        ("quick retrain (data set, process, cross-validation, export)",
         f"{learned['train_seconds']:.1f} s"),
        ("re-tag of all products", f"{learned['tag_seconds']:.1f} s"),
        ("retrain command as a whole", f"{retrain_seconds:.1f} s"),
        ("cross-validated accuracy", f"{metrics.get('cv_accuracy', 0):.1%}"),
        ("val, fine: before / after", f"{before['accuracy']:.1%} / {after['accuracy']:.1%}"),
        ("val, coarse: before / after",
         f"{before['by_depth'][1]:.1%} / {after['by_depth'][1]:.1%}"),
    ]  # fmt: skip
    for name, value in rows:
        print(f"{name:<62}{value:>18}")


def split(grocery: Path, label_count: int, folder: Path) -> tuple[Path, Path]:
    """Copies an even share of the photos into a trusted folder, the others without names."""
    trusted, rest = folder / "trusted", folder / "rest"
    rest.mkdir()
    files = [
        line.split(",")[0].strip()
        for line in (grocery / "train.txt").read_text("utf-8").splitlines()
    ]
    wanted = label_count or len(files)
    step = len(files) / wanted
    chosen = {files[int(index * step)] for index in range(wanted)}
    for number, name in enumerate(files):
        target = (
            trusted / Path(name).relative_to("train")
            if name in chosen
            else rest / f"IMG_{number:05}.jpg"
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(grocery / name, target)
    return trusted, rest


if __name__ == "__main__":
    main()
