"""How good a bundle is on labelled photos: by class and by parent, alone and with words."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shelftag_training.data.labelled_files import TRAIN
from shelftag_training.data.sources import Source
from shelftag_training.evaluation.attributes import measure_attribute
from shelftag_training.evaluation.judged import judge
from shelftag_training.evaluation.measure import measure
from shelftag_training.evaluation.report import Measurements, write_report
from shelftag_training.running.reporting import Reporter


def evaluate(
    bundle: Path,
    data: Path | Source,
    reporter: Reporter,
    *,
    encoder: Path | None = None,
    split: str = TRAIN,
    report: Path | None = None,
    language: str = "en",
) -> Mapping[str, Any]:
    """Measures a bundle on a data set.

    Args:
        bundle: The head bundle's folder, or one with ``bundle/`` and ``encoder/``.
        data: The labelled photos or products, or where they are.
        reporter: Told of the steps.
        encoder: Encoder to make embeddings with, instead of those cached.
        split: Which part of a data set that is still to be read.
        report: Where to write the report: a new ``.html`` file, or a folder for it. The same in
            JSON comes beside it.
        language: Of the report: ``en`` or ``zh_CN``.

    Returns:
        ``metrics``: ``photo_*`` by photo alone, ``combined_*`` by product with its words,
        ``attribute_NAME_*`` of further labels that both model and data set have;
        ``report``: the HTML file's path, where one was asked for.

    Raises:
        ShelftagError: One of the two is unsound, they belong to different encoders, or the report
            cannot be written.
    """
    judged = judge(bundle, data, reporter, encoder, split=split)
    paths = [category.path for category in judged.tree]
    photo, combined = measure(judged.photo, paths), measure(judged.combined, paths)
    figures = photo.flat("photo") | combined.flat("combined")
    further = [measure_attribute(answers) for answers in judged.attributes]
    for attribute in further:
        figures |= attribute.flat()
    figures |= {"photos": float(photo.rows), "products": float(combined.rows)}
    result: dict[str, Any] = {
        "kind": "evaluation",
        "metrics": figures,
        "skipped": len(judged.examples.skipped),
    }
    if report is not None:
        reporter.progress("training.phase.report")
        page = write_report(report, judged, Measurements(photo, combined, further), language)
        result |= {"kind": "evaluation_report", "report": str(page)}
    return result
