"""The import pipeline: decoders, encoder and writer work at the same time.

Decoders run in threads (Pillow releases the interpreter's lock), the encoder in one thread with
fixed batches, and this thread writes. All queues are bounded. What is committed stays: an import
that was cancelled or killed goes on where it was when it is started again.
"""

import errno
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.embeddings import EmbeddingStore
from shelftag.catalog.models.importing import FAILED, UNCHANGED
from shelftag.catalog.orphans import clear_up_after_last_import
from shelftag.importing import look_alikes, runs
from shelftag.importing.checking import note_missing
from shelftag.importing.decode import decode_photo, read_photo
from shelftag.importing.journal import Journal
from shelftag.importing.keeping import keep
from shelftag.importing.pace import Pace
from shelftag.importing.plan import FolderContent, ImportOptions, ImportPlan, make_plan, read_folder
from shelftag.importing.recording import Arrival, Recorder
from shelftag.importing.scan import ScannedFile, check_folder, folder_identity, shown
from shelftag.importing.thumbnails import restore_thumbnails
from shelftag_api.classifier import ImageEncoder
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress

DECODERS = max(2, (os.cpu_count() or 2))
AHEAD = 8
"""Decoded photos held per decoder."""
WRITE_SECONDS = 0.3
"""Time between two transactions."""
MOST_HELD = 64
"""Photos held back until their product is whole: more of one product are written in parts."""
IN_FLIGHT = "import-in-flight.json"
ImportJob = Generator[Progress, None, "ImportResult"]
Ready = tuple[Arrival, NDArray[np.float32] | None]


@dataclass(frozen=True)
class ImportResult:
    """What an import did.

    Attributes:
        run_id: Its run, with an outcome per file.
        operation_id: Its operation.
        counts: Files by outcome: ``imported``, ``duplicate``, ``unchanged``, ``failed``.
        skipped: Files that are no pictures.
        products: Number of products made or extended.
        newly_trusted: Products of an earlier import that its folder names label now.
        look_alikes: Groups of products that may be one, with photos that it brought in.
        seconds: Time it took.
    """

    run_id: int
    operation_id: int
    counts: dict[str, int]
    skipped: int
    products: int
    newly_trusted: int
    look_alikes: int
    seconds: float


def run_import(
    catalog: Catalog,
    folder: Path,
    options: ImportOptions,
    encoder: ImageEncoder,
    store: EmbeddingStore,
    *,
    attempt: int = 1,
) -> ImportJob:
    """Imports a folder.

    Args:
        catalog: The catalogue.
        folder: The folder; what it held at an earlier import and has not changed is passed over.
        options: How.
        encoder: Turns the photos into embeddings.
        store: Where the embeddings go.
        attempt: Above 1 where an earlier attempt brought the process down: the files that were
            under way then are tried one at a time, and given up when they do it again.

    Raises:
        ShelftagError: The folder cannot be read or vanished, the disk is full. What was stored
            until then stays.
    """
    catalog.check_room()
    began = time.monotonic()
    folder = folder.absolute()
    journal = Journal(catalog.folder / IN_FLIGHT)
    suspects = journal.read() if attempt > 1 else []
    journal.clear()  # what an older import left behind accuses nobody
    yield Progress("phase.scan")
    identity = folder_identity(folder)
    content = read_folder(folder, pull_cloud=options.pull_cloud)
    clear_up_after_last_import(catalog)
    with catalog.database.write() as session:
        run = runs.begin(session, folder, options, attempt)
    status = "failed"
    products, skipped = 0, content.skipped
    counts: Counter[str] = Counter()
    try:
        plan = _plan(catalog, run, content, options, counts)
        total = sum(counts.values()) - counts[UNCHANGED] + len(plan.fresh)
        note_missing(catalog, run.root_id, folder, plan.gone)
        yield from restore_thumbnails(catalog, run.root_id, folder)
        recorder = Recorder(catalog, store, run, plan, options, counts)
        todo = _set_suspects_apart(plan.todo, suspects, recorder, folder)
        stages = _Stages(
            encoder, journal, alone=len(suspects), keep_in=catalog if options.keep_copies else None
        )
        yield from stages.run(todo, recorder, total, lambda: check_folder(folder, identity))
        newly_trusted = recorder.names.trust_known()
        del content, plan, recorder, todo  # of 100,000 files, 150 MB that comparing needs
        yield Progress("phase.compare")
        alike = look_alikes.report(catalog, [store], run.id)
        status = "finished"
    except GeneratorExit:
        status = "cancelled"
        raise
    except OSError as error:
        raise _disk_error(error, catalog) from error
    finally:
        with catalog.database.write() as session:
            products = runs.close(session, run, status, counts, folder)
    journal.clear()
    return ImportResult(
        run.id, run.operation_id, dict(counts), skipped, products,
        newly_trusted, alike, time.monotonic() - began,
    )  # fmt: skip


class _Stages:
    """The three stages of one import."""

    def __init__(
        self, encoder: ImageEncoder, journal: Journal, alone: int, keep_in: Catalog | None
    ) -> None:
        self._encoder = encoder
        self._journal = journal
        self._alone = alone
        self._keep_in = keep_in
        self._singly = alone > 0
        self._read = self._encoded = 0

    def run(
        self,
        todo: list[ScannedFile],
        recorder: Recorder,
        total: int,
        still_there: Callable[[], None],
    ) -> Generator[Progress, None, None]:
        """Sends every file through decoding, encoding and recording."""
        done = total - len(todo)
        pace = Pace("phase.import", total, done)
        self._read = self._encoded = done
        with ThreadPoolExecutor(DECODERS) as decoders, ThreadPoolExecutor(1) as inference:
            decoded = self._decoded(todo, decoders, still_there)
            encoding: deque[tuple[list[Arrival], Future[Any]]] = deque()
            ready: list[Ready] = []
            written = time.monotonic()
            try:
                for batch in decoded:
                    encoding.append((batch, inference.submit(self._encode, batch)))
                    while len(encoding) > 2 or (encoding and encoding[0][1].done()):
                        ready += _paired(*encoding.popleft())
                    if time.monotonic() - written >= WRITE_SECONDS or self._singly:
                        done += _write(recorder, ready, all_of_it=self._singly)
                        written = time.monotonic()
                        yield from pace.report(done, self._counts(done, recorder))
                while encoding:
                    ready += _paired(*encoding.popleft())
                done += _write(recorder, ready, all_of_it=True)
                yield from pace.report(done, self._counts(done, recorder))
            finally:
                decoded.close()
                for _, vectors in encoding:
                    vectors.cancel()

    def _counts(self, stored: int, recorder: Recorder) -> dict[str, int]:
        """Returns how many files have passed each stage, and how many ended in which way."""
        stages = {"read": self._read, "encoded": self._encoded, "stored": stored}
        return stages | dict(recorder.counts)

    def _decoded(
        self, todo: list[ScannedFile], pool: ThreadPoolExecutor, still_there: Callable[[], None]
    ) -> Generator[list[Arrival], None, None]:
        """Decodes ahead and yields batches in order; the journal names what is under way."""
        waiting = deque(todo)
        under_way: deque[tuple[ScannedFile, Future[Arrival]]] = deque()
        batch: list[Arrival] = []
        taken = 0
        try:
            while waiting or under_way:
                self._singly = taken < self._alone
                window = 1 if self._singly else DECODERS * AHEAD
                if len(under_way) <= window // 2 and waiting:
                    room = min(window - len(under_way), len(waiting))
                    after = [waiting.popleft() for _ in range(room)]
                    # Before they begin: one that crashes at once must be found in the journal.
                    self._journal.write([f.relative for f in (*(u for u, _ in under_way), *after)])
                    under_way += [(file, pool.submit(self._decode, file)) for file in after]
                arrival = under_way.popleft()[1].result()
                taken += 1
                self._read += 1
                if arrival.error is not None:
                    still_there()
                batch.append(arrival)
                if len(batch) >= self._encoder.batch_size or self._singly:
                    yield batch
                    batch = []
            if batch:
                yield batch
        finally:
            for _, future in under_way:
                future.cancel()

    def _decode(self, file: ScannedFile) -> Arrival:
        """Reads a file once; any fault of it becomes its outcome."""
        manifest = self._encoder.manifest
        try:
            content = read_photo(file.path)
            photo = decode_photo(
                content, size=(manifest.width, manifest.height), resize=manifest.resize
            )
        except ShelftagError as error:
            return Arrival(file, error=error)
        kept = None if self._keep_in is None else keep(self._keep_in, content, photo.format)
        return Arrival(file, photo, kept_suffix=kept)

    def _encode(self, batch: list[Arrival]) -> Any:
        """Encodes the photos of a batch: float32, shape [photos, embedding_size]."""
        pixels = [arrival.photo.pixels for arrival in batch if arrival.photo]
        if not pixels:
            self._encoded += len(batch)
            return np.zeros((0, self._encoder.manifest.embedding_size), np.float32)
        vectors = self._encoder.embed_images(np.stack(pixels))
        self._encoded += len(batch)
        return vectors


def _paired(batch: list[Arrival], vectors: Future[Any]) -> list[Ready]:
    """Gives each photo of a batch its embedding."""
    rows = iter(vectors.result())
    return [(arrival, next(rows) if arrival.photo else None) for arrival in batch]


def _write(recorder: Recorder, ready: list[Ready], *, all_of_it: bool) -> int:
    """Records what is ready in one transaction; returns the number of files.

    The last product may have photos to come: unless ``all_of_it``, it waits for them, so that an
    import that is cut short leaves no half of one behind.
    """
    count = len(ready)
    while count and not all_of_it and recorder.same_product(ready[count - 1][0], ready[-1][0]):
        count -= 1
    if not count and len(ready) > MOST_HELD:
        count = len(ready)
    if not count:
        return 0
    now, ready[:] = ready[:count], ready[count:]
    vectors = [vector for _, vector in now if vector is not None]
    embeddings = np.array(vectors, np.float32) if vectors else np.zeros((0, 0), np.float32)
    recorder.record([arrival for arrival, _ in now], embeddings)
    return count


def _plan(
    catalog: Catalog,
    run: runs.Run,
    content: FolderContent,
    options: ImportOptions,
    counts: Counter[str],
) -> ImportPlan:
    """Finds what is to be done in a run; counts the files by what became of them before."""
    with catalog.database.read() as session:
        plan = make_plan(session, run.root_id, content, options, leave_out=run.given_up)
    with catalog.database.write() as session:
        earlier = runs.earlier_outcomes(session, run, plan.fresh)
        runs.record_problems(session, run, content.problems)
    counts.update(earlier.values())
    counts[UNCHANGED] = len(content.files.keys() - earlier.keys()) - len(plan.fresh)
    counts[UNCHANGED] += plan.in_cloud
    if content.problems:
        counts[FAILED] += len(content.problems)
    return plan


def _set_suspects_apart(
    todo: list[ScannedFile], suspects: list[str], recorder: Recorder, folder: Path
) -> list[ScannedFile]:
    """Puts files that may have brought the process down first; gives a certain one up."""
    if not suspects:
        return todo
    if len(suspects) == 1:
        bad = [file for file in todo if file.relative == suspects[0]]
        error = ShelftagError("importing.crashed", file=shown(suspects[0]), folder=shown(folder))
        empty = np.zeros((0, 0), np.float32)
        recorder.record([Arrival(file, error=error) for file in bad], empty)
        return [file for file in todo if file.relative != suspects[0]]
    wanted = set(suspects)
    return [f for f in todo if f.relative in wanted] + [f for f in todo if f.relative not in wanted]


def _disk_error(error: OSError, catalog: Catalog) -> ShelftagError:
    """Says what an error of the catalogue's disk means: the photos' own were met in decoding."""
    message_id = {
        errno.ENOSPC: "catalog.disk_full",
        getattr(errno, "EDQUOT", errno.ENOSPC): "catalog.disk_full",  # Windows has none
        errno.EFBIG: "catalog.disk_full",
        errno.EROFS: "catalog.read_only",
        errno.EACCES: "catalog.read_only",
        errno.EPERM: "catalog.read_only",
    }.get(error.errno or 0, "catalog.disk_error")
    return ShelftagError(message_id, path=str(catalog.folder))
