"""The report of an evaluation: one HTML file that needs nothing else, and the same in JSON."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from shelftag_api.errors import ShelftagError
from shelftag_training.data.labelled_files import photo_path
from shelftag_training.evaluation.attributes import MeasuredAttribute
from shelftag_training.evaluation.classification import Confusion, confusion_matrix
from shelftag_training.evaluation.figures import SURE
from shelftag_training.evaluation.judged import Judged
from shelftag_training.evaluation.measure import Measured
from shelftag_training.evaluation.metrics import Labels
from shelftag_training.evaluation.page import render_page, sentences
from shelftag_training.evaluation.plots import (
    Say,
    confusion_plot,
    reliability_plot,
    risk_plot,
    thinned,
)
from shelftag_training.evaluation.thumbnails import thumbnail

TEMPLATE = "report.html.jinja"
SCHEMA_VERSION = 1
_PAIRS = 12
_PHOTOS = 4
_MATRIX = 20
_SEPARATOR = " › "


@dataclass(frozen=True)
class Measurements:
    """What is reported.

    Attributes:
        photo: How good the answers are by photo alone.
        combined: How good they are by product.
        attributes: How good those about further labels are.
    """

    photo: Measured
    combined: Measured
    attributes: Sequence[MeasuredAttribute]


def write_report(target: Path, judged: Judged, measured: Measurements, language: str) -> Path:
    """Writes the report, both files or none, and no empty folder.

    Args:
        target: A ``.html`` file, or a folder for ``report.html``. The JSON lies beside it.
        judged: The model's answers.
        measured: How good they are.
        language: ``en`` or ``zh_CN``.

    Returns:
        The HTML file's path.

    Raises:
        ShelftagError: There is such a report already.
    """
    page = target if target.suffix.lower() == ".html" else target / "report.html"
    texts = {
        page.with_suffix(".json"): _as_json(judged, measured),
        page: _as_page(judged, measured, language),
    }
    for path in texts:
        if path.exists():
            raise ShelftagError("training.output_exists", folder=str(path))
    with _new_folders(page.parent):
        growing = {path: path.with_name(f".{path.name}.part") for path in texts}
        try:
            for path, text in texts.items():
                growing[path].write_text(text, "utf-8", newline="\n")
            for path, part in growing.items():
                part.replace(path)
        finally:
            for part in growing.values():
                part.unlink(missing_ok=True)
    return page


@contextmanager
def _new_folders(folder: Path) -> Iterator[None]:
    """Makes a folder where there is none, and takes it away again where the block fails."""
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for place in made:
            with suppress(OSError):  # somebody has put something there
                place.rmdir()
        raise


def _as_json(judged: Judged, measured: Measurements) -> str:
    """Everything that was measured; categories by their path."""
    manifest = judged.manifest
    content = {
        "schema_version": SCHEMA_VERSION,
        "model": {"id": str(manifest.id), "name": manifest.name, "version": manifest.version},
        "dataset": {
            "name": judged.examples.source.path.name,
            "hash": judged.examples.dataset.hash,
        },
        "skipped": list(judged.examples.skipped),
        "photo": _level_json(measured.photo, judged),
        "combined": _level_json(measured.combined, judged),
        "attributes": [_attribute_json(item) for item in measured.attributes],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _level_json(measured: Measured, judged: Judged) -> dict[str, Any]:
    """One kind of answers."""
    curve = thinned(measured.curve)
    paths = [list(category.path) for category in judged.tree]
    return {
        "rows": measured.rows,
        "groups": measured.groups,
        "figures": measured.figures,
        "intervals": {name: list(ends) for name, ends in measured.intervals.items()},
        "by_level": measured.by_level,
        "sure_by_level": [
            {"answered": answered, "right": right} for answered, right in measured.sure_by_level
        ],
        "reliability": [asdict(item) for item in measured.bins],
        "risk_coverage": {"coverage": curve.coverage.tolist(), "risk": curve.risk.tolist()},
        "promises": [asdict(item) for item in measured.promises],
        "classes": [asdict(i) | {"category": paths[i.category]} for i in measured.classes],
        "confusions": [
            {"truth": paths[item.truth], "guess": paths[item.guess], "count": len(item.rows)}
            for item in measured.confusions
        ],
    }


def _attribute_json(measured: MeasuredAttribute) -> dict[str, Any]:
    """One further label."""
    return {
        "name": measured.name,
        "rows": measured.rows,
        "groups": measured.groups,
        "figures": measured.figures,
        "intervals": {name: list(ends) for name, ends in measured.intervals.items()},
        "values": [
            {"value": measured.values[item.category]}
            | {name: value for name, value in asdict(item).items() if name != "category"}
            for item in measured.scores
        ],
    }


def _as_page(judged: Judged, measured: Measurements, language: str) -> str:
    """Fills the template."""
    say, photo, combined = sentences(language), measured.photo, measured.combined
    by_product = combined.rows != photo.rows or judged.examples.words is not None
    main, answers = (combined, judged.combined) if by_product else (photo, judged.photo)
    names = [_SEPARATOR.join(category.path) for category in judged.tree]
    return render_page(
        files(__package__).joinpath(TEMPLATE),
        language,
        manifest=judged.manifest,
        data=judged.examples.source.path.name,
        skipped=len(judged.examples.skipped),
        photo=photo,
        combined=combined,
        main=main,
        attributes=measured.attributes,
        sure=SURE,
        by_product=by_product,
        names=names,
        pairs=[_pair(item, judged) for item in photo.confusions[:_PAIRS]],
        reliability=reliability_plot(main.bins, say),
        risk=risk_plot(main.curve, main.promises, say),
        confusion=_matrix(main, answers.log_p.argmax(axis=1), answers.labels, judged, say),
    )


def _pair(confusion: Confusion, judged: Judged) -> dict[str, Any]:
    """A mix-up with its photos, and some that the model rightly gives to the guess."""
    answers = judged.photo
    guesses = answers.log_p.argmax(axis=1)
    right = np.flatnonzero((guesses == confusion.guess) & (answers.labels == confusion.guess))
    right = right[np.argsort(-answers.log_p[right, confusion.guess], kind="stable")]
    return {
        "truth": confusion.truth,
        "guess": confusion.guess,
        "count": len(confusion.rows),
        "of": int(np.sum(answers.labels == confusion.truth)),
        "wrong": _photos(confusion.rows, confusion.guess, judged),
        "right": _photos([int(row) for row in right[: _PHOTOS // 2]], confusion.guess, judged),
    }


def _photos(rows: Sequence[int], guess: int, judged: Judged) -> list[dict[str, Any]]:
    """The first readable photos of some rows, with the confidence in the guess."""
    examples = judged.examples
    found: list[dict[str, Any]] = []
    for row in rows[:_PHOTOS]:
        picture = thumbnail(photo_path(examples.source.folder, examples.rows[row].file_name))
        if picture is not None:
            confidence = float(np.exp(judged.photo.log_p[row, guess]))
            found.append({"picture": picture, "confidence": confidence})
    return found


def _matrix(main: Measured, guesses: Labels, labels: Labels, judged: Judged, say: Say) -> str:
    """Draws the classes that take part in the most mix-ups."""
    if not main.confusions:
        return ""
    involved: dict[int, int] = {}
    for item in main.confusions:
        for category in (item.truth, item.guess):
            involved[category] = involved.get(category, 0) + len(item.rows)
    worst = sorted(involved, key=lambda item: (-involved[item], item))[:_MATRIX]
    # In the order of the tree, relatives stand together and their mix-ups near the diagonal.
    shown = np.array(sorted(worst, key=lambda item: judged.tree[item].path), np.int64)
    shown_names = [judged.tree[item].path[-1] for item in shown]
    return confusion_plot(confusion_matrix(guesses, labels, shown), shown_names, say)
