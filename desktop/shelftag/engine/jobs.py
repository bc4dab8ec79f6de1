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
from shelftag.exchange.taxonomies.applying import import_taxonomy as graft_taxonomy
from shelftag.exchange.taxonomies.applying import preview_taxonomy as compare_taxonomy
from shelftag.importing import look_alikes
from shelftag.importing.checking import check_files
from shelftag.importing.keeping import keep_copies
from shelftag.importing.pipeline import run_import
from shelftag.importing.plan import ImportOptions
from shelftag.importing.preview import compare_folder, pictures
from shelftag.importing.reading import read_codes
from shelftag.importing.relinking import relink
from shelftag.importing.tables.apply import apply_table
from shelftag.importing.tables.apply import check_table as check_rows
from shelftag.importing.tables.mapping import TableOrder
from shelftag.importing.tables.preview import preview_table as read_preview
from shelftag.learning import (
    class_maps,
    deep_retraining,
    evaluation,
    explaining,
    retraining,
    starter,
    tagging,
    version_removal,
    versions,
)
from shelftag.learning.encoding import encode_missing
from shelftag.learning.what_changed import would_change
from shelftag.learning.workbench import Workbench
from shelftag.plugins.loading import has_reader, load_reader
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress

Job = Generator[Progress, None, dict[str, Any]]
_benches: dict[Path, Workbench] = {}
EPOCH_YEAR = 1970


def _bench(context: JobContext) -> Workbench:
    """Returns this process's workbench for its catalogue; models stay loaded between jobs."""
    if context.folder not in _benches:
        _benches[context.folder] = Workbench(Catalog.join(context.folder, beside=context.beside))
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
    keep_copies: bool = False,
    pull_cloud: bool = False,
    read_codes: bool = True,
    pattern: str = "",
    tables: list[dict[str, Any]] | None = None,
) -> Job:
    """Imports a folder, brings the tables beside it to its products, and suggests categories."""
    bench = _bench(context)
    options = ImportOptions.from_args(
        grouping,
        pattern,
        folder_categories=folder_categories,
        trusted=trusted,
        use_names=use_names,
        keep_copies=keep_copies,
        pull_cloud=pull_cloud,
        read_codes=read_codes,
    )
    yield from starter.prepare(bench.catalog)
    yield from encode_missing(bench, bench.active_version())  # newcomers are compared with them
    encoder = bench.encoder(bench.active_version())
    result = yield from run_import(
        bench.catalog,
        Path(folder),
        options,
        encoder,
        bench.photo_store(encoder),
        attempt=context.attempt,
    )
    applied = yield from _tables_beside(context, tables or [])
    tagged = yield from tag(context)
    return asdict(result) | {
        "tagged": tagged["products"],
        "tables": applied,
        "codes_to_read": options.read_codes and has_reader(),
    }


def _tables_beside(
    context: JobContext, orders: list[dict[str, Any]]
) -> Generator[Progress, None, list[dict[str, Any]]]:
    """Applies the tables of a folder; one that cannot be used does not lose the photos."""
    applied: list[dict[str, Any]] = []
    for value in orders:
        order = TableOrder.from_json(value)
        try:
            result = yield from apply_table(_bench(context).catalog, order)
            applied.append(result.to_json() | {"file": order.path.name})
        except ShelftagError as error:
            failure = {"message_id": error.message_id, "params": error.params}
            applied.append({"file": order.path.name, "error": failure})
    return applied


def preview_table(context: JobContext, table: dict[str, Any]) -> Job:
    """Reads the beginning of a table."""
    return (yield from read_preview(_bench(context).catalog, TableOrder.from_json(table)))


def check_table(context: JobContext, table: dict[str, Any]) -> Job:
    """Tells what would become of a table."""
    order = TableOrder.from_json(table)
    return (yield from check_rows(_bench(context).catalog, order)).to_json()


def import_table(context: JobContext, table: dict[str, Any]) -> Job:
    """Brings a table to its products, and suggests categories anew for those with new words."""
    bench = _bench(context)
    result = yield from apply_table(bench.catalog, TableOrder.from_json(table))
    told = result.to_json()
    if versions.has_active(bench.catalog) and result.changed:
        try:
            yield from tagging.tag(bench, bench.active_version(), list(result.changed))
        except ShelftagError as error:  # the table is in, whatever the model says
            told["tag_error"] = {"message_id": error.message_id, "params": error.params}
    return told


def preview_taxonomy(context: JobContext, path: str) -> Job:
    """Reads a taxonomy and compares it with the shop's categories; writes nothing."""
    return (yield from compare_taxonomy(_bench(context).catalog, Path(path)))


def import_taxonomy(context: JobContext, path: str, under: list[str] | None = None) -> Job:
    """Adds a taxonomy, or a part of it, to the shop's categories."""
    return (yield from graft_taxonomy(_bench(context).catalog, Path(path), under or []))


def preview_import(context: JobContext, folder: str) -> Job:
    """Counts what of a folder is new, known or there twice; writes nothing."""
    return asdict((yield from compare_folder(_bench(context).catalog, Path(folder))))


def preview_photos(context: JobContext, folder: str, files: list[str]) -> Job:
    """Decodes photos for the preview of an import: small JPEGs by relative path."""
    return (yield from pictures(Path(folder), files))


def read_codes_job(context: JobContext) -> Job:
    """Reads the barcodes on photos that were not looked at, and fills in the GTINs."""
    catalog = _bench(context).catalog
    return asdict((yield from read_codes(catalog, load_reader(), attempt=context.attempt)))


def tag(context: JobContext) -> Job:
    """Suggests categories for the products that no model has looked at.

    Embeddings that were lost are made anew, even where there is no such product.
    """
    bench = _bench(context)
    if versions.has_active(bench.catalog):
        yield from encode_missing(bench, bench.active_version())
    with bench.catalog.database.read() as session:
        products = tagging.untagged(session)
    if not products:
        return {"products": 0, "accepted": 0, "changed": 0}
    return asdict((yield from tagging.tag(bench, bench.active_version(), products)))


def find_look_alikes(context: JobContext) -> Job:
    """Finds products that may be one.

    The starter judges how alike photos are, whatever the shop has trained since: an encoder that
    was trained to see categories sees products of one category as alike.
    """
    bench = _bench(context)
    version = versions.starter(bench.catalog) or bench.active_version()
    yield from encode_missing(bench, version)
    return {"pairs": (yield from look_alikes.find(bench.catalog, bench.photo_stores(version)))}


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


def what_would_change(context: JobContext, version_id: int, from_id: int | None = None) -> Job:
    """Tells what a version would move from where to where; a dry run."""
    return {"changed": (yield from would_change(_bench(context), version_id, from_id))}


def tag_all(context: JobContext) -> Job:
    """Suggests categories for all products anew; what spot checks certify by now is accepted."""
    bench = _bench(context)
    with bench.catalog.database.read() as session:
        products = tagging.all_products(session)
    return asdict((yield from tagging.tag(bench, bench.active_version(), products)))


def delete_model(context: JobContext, version_id: int) -> Job:
    """Deletes a version that is not in use."""
    bench = _bench(context)
    yield Progress("phase.delete_model")
    return {"number": version_removal.delete(bench.catalog, version_id)}


def class_matches(context: JobContext, version_id: int) -> Job:
    """Tells which of the shop's categories the classes of a model from elsewhere mean."""
    bench = _bench(context)
    yield Progress("phase.load")
    return {"matches": class_maps.matches(bench.catalog, bench.version(version_id).uuid)}


def install(context: JobContext, path: str) -> Job:
    """Installs a model's zip as a candidate; as the starter where there is none.

    One that is there already stays as it is, and the result says so.
    """
    bench = _bench(context)
    yield Progress("phase.install")
    starter.plant_starter_tree(bench.catalog)
    before = {version.id for version in versions.list_versions(bench.catalog)}
    version_id = versions.install_file(bench.catalog, Path(path))
    version = versions.get(bench.catalog, version_id)
    if not versions.has_active(bench.catalog):
        yield from tagging.activate(bench, version_id)
    matches = class_maps.matches(bench.catalog, version.uuid)
    return {
        "version_id": version_id,
        "number": version.number,
        "foreign": len(matches),
        "known": version_id in before,
    }


def export_model(context: JobContext, version_id: int, path: str, overwrite: bool = False) -> Job:
    """Writes a model version as one zip."""
    bench = _bench(context)
    yield Progress("phase.export")
    version = bench.version(version_id)
    versions.export_file(bench.catalog, version, Path(path), overwrite=overwrite)
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


def keep_copies_job(context: JobContext) -> Job:
    """Copies the photos into the catalogue."""
    return asdict((yield from keep_copies(_bench(context).catalog)))


def check_files_job(context: JobContext, with_absent: bool = False) -> Job:
    """Marks the photo files that are gone."""
    catalog = _bench(context).catalog
    return asdict((yield from check_files(catalog, with_absent=with_absent)))


def relink_job(context: JobContext, folder: str, old: str | None = None) -> Job:
    """Finds moved and renamed photo files again."""
    catalog = _bench(context).catalog
    return asdict((yield from relink(catalog, Path(folder), Path(old) if old else None)))


def evaluate(context: JobContext, folder: str, version_id: int | None = None) -> Job:
    """Judges a model on a folder tree whose names are the truth."""
    bench = _bench(context)
    version = bench.version(version_id) if version_id else bench.active_version()
    result = yield from evaluation.evaluate(bench, version, Path(folder))
    return asdict(result) | {"number": version.number}


def explain(context: JobContext, product_id: int, category_id: int) -> Job:
    """Tells where on a product's photo the model looked, and which words mattered."""
    return asdict((yield from explaining.explain(_bench(context), product_id, category_id)))


JOBS = {
    "prepare": prepare,
    "import": import_folder,
    "preview_table": preview_table,
    "check_table": check_table,
    "import_table": import_table,
    "preview_taxonomy": preview_taxonomy,
    "import_taxonomy": import_taxonomy,
    "preview_import": preview_import,
    "preview_photos": preview_photos,
    "read_codes": read_codes_job,
    "tag": tag,
    "tag_again": tag,
    "find_look_alikes": find_look_alikes,
    "retrain": retrain,
    "deep_retrain": deep_retrain,
    "activate": activate,
    "what_would_change": what_would_change,
    "tag_all": tag_all,
    "delete_model": delete_model,
    "class_matches": class_matches,
    "install": install,
    "export_model": export_model,
    "export_labels": export_labels_job,
    "export_catalog": export_catalog_job,
    "keep_copies": keep_copies_job,
    "check_files": check_files_job,
    "relink": relink_job,
    "evaluate": evaluate,
    "explain": explain,
}
"""Every job by the name under which it is submitted."""
