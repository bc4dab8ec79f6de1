"""The engine's jobs by name: thin generators over importing, learning and exchange."""

from collections.abc import Generator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from shelftag.catalog.catalog import Catalog
from shelftag.engine.context import JobContext
from shelftag.exchange.catalogue import export_catalogue
from shelftag.exchange.labels import export_labels
from shelftag.importing.pipeline import run_import
from shelftag.importing.plan import ImportOptions
from shelftag.importing.preview import compare_folder, pictures
from shelftag.learning import deep_retraining, evaluation, retraining, starter, tagging, versions
from shelftag.learning.workbench import Workbench
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress

Job = Generator[Progress, None, dict[str, Any]]
_benches: dict[Path, Workbench] = {}
EPOCH_YEAR = 1970


def _bench(context: JobContext) -> Workbench:
    """Returns this process's workbench for its catalogue; models stay loaded between jobs."""
    if context.folder not in _benches:
        _benches[context.folder] = Workbench(Catalog.join(context.folder))
    return _benches[context.folder]


def prepare(context: JobContext) -> Job:
    """Gives the catalogue its tree and starter model, and tags what no model has seen."""
    bench = _bench(context)
    yield from starter.prepare(bench.catalog)
    yield Progress("phase.load")
    bench.encoder(bench.active_version())
    tagged = yield from tag(context)
    return tagged


def import_folder(
    context: JobContext,
    folder: str,
    grouping: str,
    folder_categories: bool = False,
    trusted: bool = False,
    use_names: bool = True,
    pattern: str = "",
) -> Job:
    """Imports a folder and suggests categories for what is new."""
    bench = _bench(context)
    options = ImportOptions.from_args(
        grouping,
        pattern,
        folder_categories=folder_categories,
        trusted=trusted,
        use_names=use_names,
    )
    yield from starter.prepare(bench.catalog)
    encoder = bench.encoder(bench.active_version())
    result = yield from run_import(
        bench.catalog,
        Path(folder),
        options,
        encoder,
        bench.photo_store(encoder),
        attempt=context.attempt,
    )
    tagged = yield from tag(context)
    return asdict(result) | {"product_ids": len(result.product_ids), "tagged": tagged["products"]}


def preview_import(context: JobContext, folder: str) -> Job:
    """Counts what of a folder is new, known or there twice; writes nothing."""
    return asdict((yield from compare_folder(_bench(context).catalog, Path(folder))))


def preview_photos(context: JobContext, folder: str, files: list[str]) -> Job:
    """Decodes photos for the preview of an import: small JPEGs by relative path."""
    return (yield from pictures(Path(folder), files))


def tag(context: JobContext) -> Job:
    """Suggests categories for the products that no model has looked at."""
    bench = _bench(context)
    with bench.catalog.database.read() as session:
        products = tagging.untagged(session)
    if not products:
        return {"products": 0, "accepted": 0, "changed": 0}
    return asdict((yield from tagging.tag(bench, bench.active_version(), products)))


def retrain(context: JobContext) -> Job:
    """Learns from the labels and, where the new version proves itself, tags everything with it."""
    return asdict((yield from retraining.retrain(_bench(context))))


def deep_retrain(context: JobContext) -> Job:
    """The same with an encoder of the shop's own: minutes to hours."""
    return asdict((yield from deep_retraining.deep_retrain(_bench(context))))


def activate(context: JobContext, version_id: int) -> Job:
    """Makes a version the active one and tags everything with it."""
    bench = _bench(context)
    if bench.active_version().id == version_id:
        raise ShelftagError("model.is_active", version=bench.active_version().number)
    return asdict((yield from tagging.activate(bench, version_id)))


def install(context: JobContext, path: str) -> Job:
    """Installs a model's zip as a candidate; as the starter where there is none."""
    bench = _bench(context)
    yield Progress("phase.install")
    starter.plant_starter_tree(bench.catalog)
    version_id = versions.install_file(bench.catalog, Path(path))
    version = versions.get(bench.catalog, version_id)
    if not versions.has_active(bench.catalog):
        yield from tagging.activate(bench, version_id)
    return {"version_id": version_id, "number": version.number}


def export_model(context: JobContext, version_id: int, path: str) -> Job:
    """Writes a model version as one zip."""
    bench = _bench(context)
    yield Progress("phase.export")
    versions.export_file(bench.catalog, bench.version(version_id), Path(path))
    return {"path": path}


def export_labels_job(
    context: JobContext, folder: str, since: str | None = None, corrected_only: bool = False
) -> Job:
    """Writes the owner's and trusted labels as a data set folder."""
    moment = datetime.fromisoformat(since) if since else None
    if moment is not None:  # before the first of all labels, zones are beyond what dates can be
        moment = moment.astimezone() if moment.year > EPOCH_YEAR else None
    result = yield from export_labels(
        _bench(context).catalog, Path(folder), since=moment, corrected_only=corrected_only
    )
    return asdict(result) | {"folder": folder}


def export_catalog_job(context: JobContext, path: str) -> Job:
    """Writes the catalogue as CSV."""
    count = yield from export_catalogue(_bench(context).catalog, Path(path))
    return {"products": count, "path": path}


def evaluate(context: JobContext, folder: str, version_id: int | None = None) -> Job:
    """Judges a model on a folder tree whose names are the truth."""
    bench = _bench(context)
    version = bench.version(version_id) if version_id else bench.active_version()
    result = yield from evaluation.evaluate(bench, version, Path(folder))
    return asdict(result) | {"number": version.number}


JOBS = {
    "prepare": prepare,
    "import": import_folder,
    "preview_import": preview_import,
    "preview_photos": preview_photos,
    "tag": tag,
    "retrain": retrain,
    "deep_retrain": deep_retrain,
    "activate": activate,
    "install": install,
    "export_model": export_model,
    "export_labels": export_labels_job,
    "export_catalog": export_catalog_job,
    "evaluate": evaluate,
}
"""Every job by the name under which it is submitted."""
