"""A whole deep training: from labelled photos to an encoder and its head, exported and proven."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_api.errors import ShelftagError
from shelftag_training.data.examples import labelled_source
from shelftag_training.data.sources import Source
from shelftag_training.deep.checkpoint import FILE as CHECKPOINT
from shelftag_training.deep.checkpoint import Checkpoint, State
from shelftag_training.deep.export import export_network
from shelftag_training.deep.labels import divide, name_classes
from shelftag_training.deep.learner import Learner, embed
from shelftag_training.deep.machines import Machines, connect
from shelftag_training.deep.network import build_network
from shelftag_training.deep.photos import Photos, open_photos
from shelftag_training.deep.recipe import Recipe
from shelftag_training.deep.report import write_training_report
from shelftag_training.deep.tensorboard import TensorBoard
from shelftag_training.deep.training import Listener, train
from shelftag_training.running import tensorflow_setup
from shelftag_training.running.publish import is_full, whole_folder
from shelftag_training.running.reporting import Reporter


def train_network(
    given: Path | Source,
    output: Path,
    recipe: Recipe,
    reporter: Reporter,
    *,
    tensorboard: Path | None = None,
    language: str = "en",
) -> Mapping[str, Any]:
    """Trains a network and writes ``output/encoder``, ``output/bundle`` and a report, or nothing.

    A run that was cancelled or killed leaves ``.NAME.training`` beside the output; the same command
    goes on from its last checkpoint.

    Args:
        given: Labelled photos, or where they are, in any form that `read_source` takes.
        output: Must not exist.
        recipe: Settings.
        reporter: Told of each step.
        tensorboard: Folder for TensorBoard's logs.
        language: Of the report.

    Returns:
        ``folder``, ``bundle``, ``encoder`` (paths), ``id``, ``metrics``, ``skipped``.

    Raises:
        ShelftagError: Nothing to learn from, an export that differs from what was trained, a folder
            that cannot be written, or a machine that has gone.
    """
    if output.exists():
        raise ShelftagError("training.output_exists", folder=str(output))
    reporter.progress("training.phase.read")
    source = labels_to_tell_apart(given)
    reporter.progress("training.phase.start")
    tf = tensorflow_setup.load(gpu=True)
    machines = connect(tf)
    tf.keras.utils.set_random_seed(recipe.seed % 2**31)
    with (
        work_folder(output, machines) as work,
        sentences_for_errors(tf, recipe),
        opened_photos(source, recipe, work, reporter) as photos,
    ):
        reporter.progress("training.phase.build")
        check_agreement(tf, machines, recipe.fingerprint(source.dataset.hash))
        learner = prepare(tf, machines, source, photos, recipe)
        checkpoint = Checkpoint(work, learner.recipe.fingerprint(source.dataset.hash))
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
        if machines.chief:
            with whole_folder(output) as growing:
                manifest = export_network(growing, learner, source, outcome, reporter)
                write_training_report(growing, learner, outcome, len(skipped), language)
            result |= {"id": str(manifest.id), "metrics": dict(manifest.metrics)}
    return result


def prepare(tf: Any, machines: Machines, source: Source, photos: Photos, recipe: Recipe) -> Learner:
    """Builds the network, and divides the photos by how it sees them before it has learned."""
    recipe = recipe.for_replicas(machines.replicas)
    targets = name_classes(source, recipe)
    with machines.strategy.scope():
        network = build_network(tf, recipe, targets.columns)

    def looks(rows: NDArray[np.int64]) -> NDArray[np.float32]:
        return embed(tf, network, photos, rows, recipe.phases[0].pixels)

    labels = divide(source, photos, targets, recipe, looks)
    train, held_out = (
        np.frombuffer(machines.from_chief(tf, rows.tobytes()), np.int64)
        for rows in (labels.train, labels.held_out)
    )
    labels = replace(labels, train=train, held_out=held_out)
    return Learner(tf, machines, network, photos, labels, recipe)


def check_agreement(tf: Any, machines: Machines, fingerprint: str) -> None:
    """Sees that all machines were asked for the same.

    Raises:
        ShelftagError: This one was given other settings or photos than the chief.
    """
    if machines.from_chief(tf, fingerprint.encode()) != fingerprint.encode():
        raise ShelftagError("training.machines_differ")


def labels_to_tell_apart(given: Path | Source) -> Source:
    """Returns labelled photos, read where that has not been done.

    Raises:
        ShelftagError: They are unsound, there are none, or all are of one category.
    """
    source = labelled_source(given)
    rows = source.dataset.rows
    if len({row.category_uuid for row in rows}) < 2:
        raise ShelftagError("training.one_class", category=" > ".join(rows[0].category))
    return source


@contextmanager
def work_folder(output: Path, machines: Machines) -> Iterator[Path]:
    """Gives the folder in which a run keeps its checkpoint and decoded photos.

    After an interruption it stays for the same command to go on from, and so it does after an error
    that found a checkpoint; else nothing is left.

    Args:
        output: Of the run.
        machines: Several may share a drive: each has a folder of its own.
    """
    end = "training" if machines.chief else f"training-{machines.name}"
    work = output.with_name(f".{output.name}.{end}")
    try:
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ShelftagError("training.output_unwritable", folder=str(output)) from error
    try:
        yield work
    except BaseException as error:
        learned = (work / CHECKPOINT).exists()
        if not learned and (isinstance(error, Exception) or not any(work.iterdir())):
            shutil.rmtree(work, ignore_errors=True)
        if is_full(error):
            name = "training.disk_full_resumable" if learned else "training.disk_full"
            place = getattr(error, "params", {}).get("folder", str(output.parent))
            raise ShelftagError(name, folder=place) from error
        raise
    shutil.rmtree(work, ignore_errors=True)


@contextmanager
def sentences_for_errors(tf: Any, recipe: Recipe) -> Iterator[None]:
    """Says in the owner's terms what TensorFlow reports in its own.

    Raises:
        ShelftagError: The memory does not suffice, or another machine has gone.
    """
    try:
        yield
    except tf.errors.ResourceExhaustedError as error:
        raise ShelftagError("training.batch_too_large", batch=recipe.batch) from error
    except (tf.errors.UnavailableError, tf.errors.AbortedError) as error:
        raise ShelftagError("training.machine_lost") from error


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
        if not photos.usable.any():
            raise ShelftagError("training.no_photos", folder=str(source.path))
        yield photos
    finally:
        photos.close()


def _unreadable(source: Source, photos: Photos) -> list[str]:
    """File names of the photos that are not there or could not be read."""
    rows = source.dataset.rows
    broken = [rows[int(row)].file_name for row in np.nonzero(~photos.usable)[0]]
    return [*broken, *source.missing]


def _last(state: State) -> dict[str, float]:
    """Figures of the last epoch."""
    return dict(state.history[-1]) if state.history else {}
