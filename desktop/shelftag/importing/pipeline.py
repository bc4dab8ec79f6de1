"""The import pipeline: decoders, encoder and writer work at the same time.

Decoders run in threads (Pillow releases the interpreter's lock), the encoder in one thread with
fixed batches, and this thread writes. All queues are bounded. What is committed stays: an import
that was cancelled or killed goes on where it was when it is started again.
"""

import json
import os
import time
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select, update

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.embeddings import EmbeddingStore
from shelftag.catalog.models import ImportOutcome, ImportRun, Root
from shelftag.catalog.models.base import utc_now
from shelftag.catalog.models.importing import FAILED, UNCHANGED
from shelftag.catalog.operations import finish, start
from shelftag.catalog.scope import OperationScope
from shelftag.importing.decode import decode
from shelftag.importing.pace import Pace
from shelftag.importing.plan import FolderContent, ImportOptions, ImportPlan, make_plan, read_folder
from shelftag.importing.recording import Arrival, Recorder
from shelftag.importing.scan import ScannedFile, check_folder, folder_identity
from shelftag_api.classifier import ImageEncoder
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress

DECODERS = max(2, (os.cpu_count() or 2))
AHEAD = 8
"""Decoded photos held per decoder."""
WRITE_SECONDS = 0.3
"""Time between two transactions."""
IN_FLIGHT = "import-in-flight.json"
ImportJob = Generator[Progress, None, "ImportResult"]


@dataclass(frozen=True)
class ImportResult:
    """What an import did.

    Attributes:
        run_id: Its run, with an outcome per file.
        operation_id: Its operation.
        counts: Files by outcome: ``imported``, ``duplicate``, ``unchanged``, ``failed``.
        skipped: Files without a picture's name.
        product_ids: Products made or extended.
        newly_trusted: Products of an earlier import that its folder names label now.
        seconds: Time it took.
    """

    run_id: int
    operation_id: int
    counts: dict[str, int]
    skipped: int
    product_ids: list[int]
    newly_trusted: int
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
    yield Progress("phase.scan")
    identity = folder_identity(folder)
    content = read_folder(folder)
    run, plan = _begin(catalog, folder, content, options)
    recorder = Recorder(catalog, store, run, plan, options)
    recorder.counts[UNCHANGED] = plan.unchanged
    status = "failed"
    journal = _Journal(catalog.folder / IN_FLIGHT)
    try:
        _record_problems(catalog, run[0], recorder, content)
        suspects = journal.read() if attempt > 1 else []
        todo = _set_suspects_apart(plan.todo, suspects, recorder, folder)
        stages = _Stages(encoder, journal, alone=len(suspects))
        yield from stages.run(
            todo, recorder, len(plan.todo), lambda: check_folder(folder, identity)
        )
        newly_trusted = recorder.trust_known()
        status = "finished"
    except GeneratorExit:
        status = "cancelled"
        raise
    except OSError as error:
        raise _disk_error(error, catalog) from error
    finally:
        _end(catalog, run, status, recorder, folder)
    journal.clear()
    return ImportResult(
        run[0], run[1], dict(recorder.counts), content.skipped, list(recorder.product_ids),
        newly_trusted, time.monotonic() - began,
    )  # fmt: skip


class _Stages:
    """The three stages of one import."""

    def __init__(self, encoder: ImageEncoder, journal: "_Journal", alone: int) -> None:
        self._encoder = encoder
        self._journal = journal
        self._alone = alone
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
        pace = Pace("phase.import", total)
        done = 0
        with ThreadPoolExecutor(DECODERS) as decoders, ThreadPoolExecutor(1) as inference:
            decoded = self._decoded(todo, decoders, still_there)
            encoding: deque[tuple[list[Arrival], Future[Any]]] = deque()
            ready: list[tuple[list[Arrival], NDArray[np.float32]]] = []
            written = time.monotonic()
            try:
                for batch in decoded:
                    encoding.append((batch, inference.submit(self._encode, batch)))
                    while len(encoding) > 2 or (encoding and encoding[0][1].done()):
                        arrivals, vectors = encoding.popleft()
                        ready.append((arrivals, vectors.result()))
                    if time.monotonic() - written >= WRITE_SECONDS or self._singly:
                        done += _write(recorder, ready)
                        written = time.monotonic()
                        yield from pace.report(done, self._counts(done, recorder))
                ready += [(arrivals, vectors.result()) for arrivals, vectors in encoding]
                encoding.clear()
                done += _write(recorder, ready)
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
                    while waiting and len(under_way) < window:
                        file = waiting.popleft()
                        under_way.append((file, pool.submit(self._decode, file)))
                    self._journal.write([file.relative for file, _ in under_way])
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
            photo = decode(
                file.path, size=(manifest.width, manifest.height), resize=manifest.resize
            )
        except ShelftagError as error:
            return Arrival(file, error=error)
        return Arrival(file, photo)

    def _encode(self, batch: list[Arrival]) -> Any:
        """Encodes the photos of a batch: float32, shape [photos, embedding_size]."""
        pixels = [arrival.photo.pixels for arrival in batch if arrival.photo]
        if not pixels:
            self._encoded += len(batch)
            return np.zeros((0, self._encoder.manifest.embedding_size), np.float32)
        vectors = self._encoder.embed_images(np.stack(pixels))
        self._encoded += len(batch)
        return vectors


def _write(recorder: Recorder, ready: list[tuple[list[Arrival], NDArray[np.float32]]]) -> int:
    """Records everything that is ready in one transaction; returns the number of files."""
    if not ready:
        return 0
    arrivals = [arrival for batch, _ in ready for arrival in batch]
    recorder.record(arrivals, np.concatenate([vectors for _, vectors in ready]))
    ready.clear()
    return len(arrivals)


def _begin(
    catalog: Catalog, folder: Path, content: FolderContent, options: ImportOptions
) -> tuple[tuple[int, int, int], ImportPlan]:
    """Starts the operation and the run; returns their ids and the root's, and the plan."""
    with catalog.database.write() as session:
        scope = start(session, "import", "import", {"folder": folder.name or str(folder)})
        root = session.scalar(select(Root).where(Root.path == str(folder)))
        if root is None:
            root = Root(path=str(folder))
            session.add(root)
            session.flush()
        plan = make_plan(session, root.id, content, options)
        run = ImportRun(operation_id=scope.id, root_id=root.id, options=options.to_json())
        session.add(run)
        session.flush()
        return (run.id, scope.id, root.id), plan


def _record_problems(
    catalog: Catalog, run_id: int, recorder: Recorder, content: FolderContent
) -> None:
    """Notes the folders that could not be looked into."""
    if not content.problems:
        return
    recorder.counts[FAILED] += len(content.problems)
    with catalog.database.write() as session:
        session.add_all(
            ImportOutcome(
                run_id=run_id,
                relative_path=problem.relative,
                byte_size=0,
                outcome=FAILED,
                message_id=problem.message_id,
                params={key: str(value) for key, value in problem.params.items()},
            )
            for problem in content.problems
        )


def _set_suspects_apart(
    todo: list[ScannedFile], suspects: list[str], recorder: Recorder, folder: Path
) -> list[ScannedFile]:
    """Puts files that may have brought the process down first; gives a certain one up."""
    if not suspects:
        return todo
    if len(suspects) == 1:
        bad = [file for file in todo if file.relative == suspects[0]]
        error = ShelftagError("importing.crashed", file=suspects[0], folder=str(folder))
        empty = np.zeros((0, 0), np.float32)
        recorder.record([Arrival(file, error=error) for file in bad], empty)
        return [file for file in todo if file.relative != suspects[0]]
    wanted = set(suspects)
    return [f for f in todo if f.relative in wanted] + [f for f in todo if f.relative not in wanted]


def _end(
    catalog: Catalog, run: tuple[int, int, int], status: str, recorder: Recorder, folder: Path
) -> None:
    """Closes the run and its operation, however it ended."""
    with catalog.database.write() as session:
        scope = OperationScope(
            session,
            run[1],
            {"folder": folder.name or str(folder), "count": len(recorder.product_ids)},
        )
        finish(scope)
        session.execute(
            update(ImportRun)
            .where(ImportRun.id == run[0])
            .values(status=status, counts=dict(recorder.counts), finished_at=utc_now())
        )


def _disk_error(error: OSError, catalog: Catalog) -> ShelftagError:
    import errno

    message_id = "catalog.disk_full" if error.errno == errno.ENOSPC else "catalog.disk_error"
    return ShelftagError(message_id, path=str(catalog.folder))


class _Journal:
    """Names the files under way, for the process that comes after a crash."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, files: list[str]) -> None:
        self._path.write_text(json.dumps(files), "utf-8")

    def read(self) -> list[str]:
        try:
            names = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return []
        return [name for name in names if isinstance(name, str)]

    def clear(self) -> None:
        self._path.unlink(missing_ok=True)
