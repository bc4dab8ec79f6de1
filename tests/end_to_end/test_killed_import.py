"""An import is killed at random moments and started again: nothing is lost, doubled or half."""

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import killed_import
import soundness
from shelftag.catalog import import_history, operations, queries
from shelftag.catalog.catalog import Catalog
from shelftag.engine.client import Engine
from shelftag.engine.protocol import JobStarted
from shelftag.engine.supervisor import Patience
from starter_cache import starter_folder

pytestmark = pytest.mark.skipif(not hasattr(os, "setsid"), reason="no process groups here")
KILLS = 30
FINISHED_WITH_PROBLEMS = 3
LEAST_SECONDS = 0.02


@pytest.fixture(scope="module")
def photos(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("photos")
    assert killed_import.draw_photos(folder) > 150
    return folder


@pytest.fixture(scope="module")
def undisturbed(photos, tmp_path_factory) -> tuple[dict, float]:
    """What an import brings in that nobody disturbs, and how long it takes."""
    with Catalog.create(tmp_path_factory.mktemp("undisturbed") / "catalogue") as catalog:
        began = time.monotonic()
        for _ in killed_import.import_photos(catalog, photos):
            pass
        took = time.monotonic() - began
        soundness.check_catalogue(catalog, killed_import.SPACE, killed_import.SIZE)
        return soundness.content(catalog), took


@pytest.fixture(scope="module")
def processes():
    """Starts processes that have everything imported already: a fork of a clean one."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["killed_import"])
    return context


def test_killed_at_thirty_random_moments(photos, undisturbed, processes, tmp_path):
    """The longest delay is a fraction of the import, so that it takes several kills to get through.

    When it has got through it begins anew in another catalogue, until there were thirty kills.
    """
    wanted, took = undisturbed
    dice = random.Random(30)
    kills, rounds = 0, 0
    while kills < KILLS:
        rounds += 1
        catalogue = tmp_path / f"catalogue {rounds}"
        Catalog.create(catalogue).close()
        interrupted = 0
        while True:
            process = processes.Process(
                target=killed_import.run_process, args=(catalogue, photos), daemon=True
            )
            process.start()
            # What took too often too long to be killed half-way is let go: it must end some day.
            patience = 300 if interrupted > KILLS else dice.uniform(0, took / 3)
            process.join(max(LEAST_SECONDS, patience))
            if not process.is_alive():
                break
            kill_group(process.pid)
            process.join()
            soundness.check_database(catalogue)
            kills += 1
            interrupted += 1
        assert process.exitcode == 0
        with Catalog.open(catalogue) as catalog:
            soundness.check_catalogue(catalog, killed_import.SPACE, killed_import.SIZE)
            assert soundness.content(catalog) == wanted
            assert list(catalogue.glob("import-in-flight*")) == []


def test_an_import_that_was_killed_is_one_import_and_is_undone_as_one(
    photos, undisturbed, processes, tmp_path
):
    Catalog.create(tmp_path / "catalogue").close()
    for patience in (undisturbed[1] / 2, 300):
        process = processes.Process(
            target=killed_import.run_process, args=(tmp_path / "catalogue", photos), daemon=True
        )
        process.start()
        process.join(patience)
        if process.is_alive():
            kill_group(process.pid)
            process.join()
    with Catalog.open(tmp_path / "catalogue") as catalog:
        with catalog.database.read() as session:
            imports = [e for e in operations.history(session) if e.kind == "import"]
            assert len(imports) == 1
            assert queries.product_ids(session, queries.ProductFilter())
        operations.undo(catalog.database, imports[0].id)
        with catalog.database.read() as session:
            assert queries.product_ids(session, queries.ProductFilter()) == []


def test_an_engine_that_is_killed_goes_on_by_itself(photos, undisturbed, tmp_path):
    wanted, _ = undisturbed
    dice = random.Random(31)
    with Catalog.create(tmp_path / "catalogue") as catalog:
        with Engine(catalog.folder, jobs="killed_import:JOBS") as engine:
            job = engine.submit("import", restart=True, photos=str(photos))
            kills, first = 0, None
            for event in job.events(timeout=120):
                progress = getattr(event, "progress", None)
                if isinstance(event, JobStarted):
                    first = None
                elif progress and progress.phase == "phase.import":
                    first = progress.done if first is None else first
                    # Those under way at a death are tried alone: one killed then is blamed for it.
                    if kills < 4 and progress.done > first + 20:
                        time.sleep(dice.uniform(0, 0.05))
                        victim = engine.process_id
                        if event.id == job.id and victim and not job.done:
                            os.kill(victim, signal.SIGKILL)
                            kills += 1
                            first = 10**9  # until it has started again
            assert kills >= 3
            assert job.wait() == wanted["runs"][0][1]
        soundness.check_catalogue(catalog, killed_import.SPACE, killed_import.SIZE)
        assert soundness.content(catalog) == wanted


def test_files_that_bring_the_engine_down_are_reported_and_all_others_come_in(tmp_path):
    killed_import.draw_photos(tmp_path / "photos", products=20)
    guilty = sorted((tmp_path / "photos" / "Food" / "Tea").iterdir())
    for path, ending in zip(
        guilty[::4],
        (killed_import.CRASHES, killed_import.HANGS, killed_import.CRASHES),
        strict=False,
    ):
        path.write_bytes(path.read_bytes() + ending)
    wanted = {path.relative_to(tmp_path / "photos").as_posix() for path in guilty[::4][:3]}
    assert len(wanted) == 3
    with Catalog.create(tmp_path / "catalogue") as catalog:
        patience = Patience(hang_seconds=8)
        with Engine(catalog.folder, jobs="killed_import:JOBS", patience=patience) as engine:
            job = engine.submit("treacherous", restart=True, photos=str(tmp_path / "photos"))
            counts = job.wait(timeout=200)
        soundness.check_catalogue(catalog, killed_import.SPACE, killed_import.SIZE)
        with catalog.database.read() as session:
            latest = import_history.find_import(session)
            failed = import_history.all_outcomes(session, latest.id, ["failed"])
            crashed = {file.path for file in failed if file.message_id == "importing.crashed"}
            files = session.scalars(soundness.select(soundness.PhotoFile.relative_path)).all()
    assert crashed == wanted
    assert counts["failed"] == 3 + 3
    there = {
        p.relative_to(tmp_path / "photos").as_posix() for p in photos_below(tmp_path / "photos")
    }
    assert there - set(files) == wanted | {"Food/half.jpg", "Food/empty.jpg", "Toys/letter.jpg"}


def photos_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def kill_group(leader: int) -> None:
    """SIGKILL to a process and all that it has started."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:  # it leads no group yet
        os.kill(leader, signal.SIGKILL)


def test_the_command_is_killed_with_its_engine(photos, undisturbed, tmp_path):
    """The whole program: two processes, the starter model, suggestions for every product."""
    shutil.copytree(starter_folder(), tmp_path / "home" / "starter")
    catalogue = tmp_path / "catalogue"
    command = [
        sys.executable, "-m", "shelftag", "-c", str(catalogue), "import", str(photos), "--trusted",
    ]  # fmt: skip
    environment = os.environ | {"SHELFTAG_HOME": str(tmp_path / "home")}
    dice = random.Random(32)
    for attempt in range(4):
        process = subprocess.Popen(
            command, env=environment, start_new_session=True, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        thumbnails = catalogue / "thumbnails"
        seen = len(list(thumbnails.rglob("*.jpg")))
        while attempt < 3 and process.poll() is None:
            if len(list(thumbnails.rglob("*.jpg"))) > seen:
                time.sleep(dice.uniform(0, 0.3))
                kill_group(process.pid)
                break
            time.sleep(0.01)
        said, _ = process.communicate(timeout=300)
        soundness.check_database(catalogue)
    assert process.returncode == FINISHED_WITH_PROBLEMS, said
    with Catalog.open(catalogue) as catalog, catalog.database.read() as session:
        ids = queries.product_ids(session, queries.ProductFilter())
        cards = queries.product_cards(session, ids)
        space = session.scalars(soundness.select(soundness.EmbeddingRow.space)).first()
        assert all(card.confidence is not None for card in cards.values())
    with Catalog.open(catalogue) as catalog:
        soundness.check_catalogue(catalog, space, 1280)
        found, wanted = soundness.content(catalog), undisturbed[0]
        assert (found["photos"], found["files"]) == (wanted["photos"], wanted["files"])
        # One killed while it tags has imported all: the next one tries the bad files once more.
        assert found["runs"][0] == wanted["runs"][0]
        assert sorted(set(found["outcomes"])) == wanted["outcomes"]
