"""A whole deep training: from labelled photos to an encoder and its head, exported and proven."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_api.errors import ShelftagError
from shelftag_training.data.sources import Source, read_source
from shelftag_training.deep.checkpoint import Checkpoint, State
from shelftag_training.deep.export import export_network
from shelftag_training.deep.labels import divide, name_classes
from shelftag_training.deep.machines import Machines, connect, use_mixed_precision
from shelftag_training.deep.network import build_network
from shelftag_training.deep.photos import Photos, open_photos
from shelftag_training.deep.recipe import Recipe
from shelftag_training.deep.report import write_training_report
from shelftag_training.deep.tensorboard import TensorBoard
from shelftag_training.deep.training import Learner, Listener, embed, train
from shelftag_training.running import tensorflow_setup
from shelftag_training.running.publish import whole_folder
from shelftag_training.running.reporting import Reporter


def train_network(
    path: Path,
    output: Path,
    recipe: Recipe,
    reporter: Reporter,
    *,
    split: str = "train",
    tensorboard: Path | None = None,
    language: str = "en",
) -> Mapping[str, Any]:
    """Trains a network and writes ``output/encoder``, ``output/bundle`` and a report, or nothing.

    A run that was cancelled or killed leaves ``.NAME.training`` beside the output; the same command
    goes on from its last checkpoint.

    Args:
        path: Labelled photos, in any form that `read_source` takes.
        output: Must not exist.
        recipe: Settings.
        reporter: Told of each step.
        split: Which split of the source to learn from.
        tensorboard: Folder for TensorBoard's logs.
        language: Of the report.

    Returns:
        ``folder``, ``bundle``, ``encoder`` (paths), ``id``, ``metrics``, ``skipped``.

    Raises:
        ShelftagError: Nothing to learn from, an export that differs from what was trained, or a
            folder that cannot be written.
    """
    if output.exists():
        raise ShelftagError("training.output_exists", folder=str(output))
    reporter.progress("training.phase.read")
    source = read_source(path, split=split)
    check_source(source)
    tf = tensorflow_setup.load(gpu=True)
    machines = connect(tf)
    tf.keras.utils.set_random_seed(recipe.seed % 2**31)
    use_mixed_precision(tf)
    with (
        work_folder(output, owner=machines.chief) as work,
        opened_photos(source, recipe, work, reporter) as photos,
    ):
        learner = prepare(tf, machines, source, photos, recipe)
        checkpoint = Checkpoint(work, recipe.fingerprint(source.dataset.hash))
        listeners: list[Listener] = []
        if tensorboard and machines.chief:
            listeners.append(TensorBoard(tf, tensorboard, learner))
        outcome = train(learner, checkpoint, reporter, listeners)
        skipped = _unreadable(source, photos)
        result: dict[str, Any] = {
            "kind": "network", "folder": str(output), "bundle": str(output / "bundle"),
            "encoder": str(output / "encoder"), "id": "", "metrics": _last(outcome.state),
            "skipped": len(skipped), "skipped_files": skipped[:100],
        }  # fmt: skip
        if not machines.chief:
            return result
        with whole_folder(output) as growing:
            manifest = export_network(growing, learner, source, outcome, reporter)
            write_training_report(growing, learner, outcome, len(skipped), language)
        result |= {"id": str(manifest.id), "metrics": dict(manifest.metrics)}
    shutil.rmtree(work, ignore_errors=True)
    return result


def prepare(tf: Any, machines: Machines, source: Source, photos: Photos, recipe: Recipe) -> Learner:
    """Builds the network, and divides the photos by how it sees them before it has learned."""
    targets = name_classes(source, recipe)
    with machines.strategy.scope():
        network = build_network(recipe, len(targets.classes))

    def looks(rows: NDArray[np.int64]) -> NDArray[np.float32]:
        return embed(tf, network, photos, rows, recipe.phases[0].pixels)

    labels = divide(source, photos, targets, recipe, looks)
    return Learner(tf, machines, network, photos, labels, recipe)


def check_source(source: Source) -> None:
    """Refuses what there is nothing to learn from.

    Raises:
        ShelftagError: No rows, or one category alone.
    """
    if not source.dataset.rows:
        raise ShelftagError("training.no_rows", folder=str(source.path))
    if len({row.category_uuid for row in source.dataset.rows}) < 2:
        category = " > ".join(source.dataset.rows[0].category)
        raise ShelftagError("training.one_class", category=category)


@contextmanager
def work_folder(output: Path, *, owner: bool) -> Iterator[Path]:
    """Gives the folder in which a run keeps its checkpoint and decoded photos.

    Args:
        output: Of the run.
        owner: Whether this process is the first of those that train; others get one of their own.
    """
    work = output.with_name(f".{output.name}.training{'' if owner else '-worker'}")
    try:
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ShelftagError("training.output_unwritable", folder=str(output)) from error
    yield work


@contextmanager
def opened_photos(
    source: Source, recipe: Recipe, work: Path, reporter: Reporter
) -> Iterator[Photos]:
    """Decodes the photos; ends the decoders afterwards."""
    paths = source.photos()
    largest = max(phase.pixels for phase in recipe.phases)

    def report(done: int, failed: int) -> None:
        reporter.progress("training.phase.decode", done, len(paths), skipped=failed)

    photos = open_photos(paths, largest, work, report, dataset=source.dataset.hash)
    try:
        yield photos
    finally:
        photos.close()


def _unreadable(source: Source, photos: Photos) -> list[str]:
    """File names of the photos that could not be read."""
    rows = source.dataset.rows
    return [rows[int(row)].file_name for row in np.nonzero(~photos.usable)[0]]


def _last(state: State) -> dict[str, float]:
    """Figures of the last epoch."""
    return dict(state.history[-1]) if state.history else {}
