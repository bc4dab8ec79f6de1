"""How long the window's event loop stands still, with an import running and without.

A timer of 5 ms asks for the time; the longest pause between two of its turns is the stall. The same
work of an owner (scrolling, opening shelves, choosing products) is done in one run while the engine
imports drawn photos, and at rest before and after. On a computer that has other things to do, part
of a pause is the wait for a processor; Linux tells how much.

    uv run python tests/benchmarks/window_stall.py --photos 3000
"""

import argparse
import faulthandler
import os
import random
import shutil
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent.parent))

from PIL import Image, ImageDraw
from PySide6.QtCore import QEventLoop, Qt, QTimer

from shelftag.catalog.catalog import Catalog
from shelftag.ui.app import application, spare_collector
from shelftag.ui.main_window import MainWindow
from shelftag.ui.session import Session
from starter_cache import starter_folder

TICK_MS = 5
FLOOR_MS, AIM_MS = 100, 30
_SHELVES = ("all", "review", "none")


@dataclass(frozen=True)
class Pause:
    """The time between two turns of the timer, in milliseconds.

    Attributes:
        wall: By the clock.
        own: Of it, the work of the window's thread.
        queued: Of it, the wait for a processor, where the system tells (Linux).
    """

    wall: float
    own: float
    queued: float

    @property
    def caused(self) -> float:
        """What the program itself is to blame for: work, locks, disk."""
        return self.wall - self.queued


class Stalls:
    """What the timer has seen.

    Attributes:
        pauses: All pauses.
    """

    def __init__(self) -> None:
        self.pauses: list[Pause] = []
        self.since = 0.0
        self._before = (0.0, 0.0, 0.0)

    def begin(self) -> None:
        self._before = _clocks()
        self.since = self._before[0]

    def turn(self) -> None:
        now = _clocks()
        self.pauses.append(
            Pause(*(1_000 * (b - a) for a, b in zip(self._before, now, strict=True)))
        )
        self._before, self.since = now, now[0]

    def tell(self, name: str) -> Pause:
        """Prints the figures; returns the worst pause by each measure."""
        print(f"{name} ({len(self.pauses)} turns)")
        worst = []
        for title, key in (
            ("by the clock", lambda pause: pause.wall),
            ("without the wait for a processor", lambda pause: pause.caused),
            ("own work", lambda pause: pause.own),
        ):
            values = sorted(map(key, self.pauses), reverse=True)
            over = [sum(value > limit for value in values) for limit in (AIM_MS, FLOOR_MS)]
            top = ", ".join(f"{value:.0f}" for value in values[:6])
            print(
                f"    {title + ':':34}{top} ms; {over[0]} over {AIM_MS}, {over[1]} over {FLOOR_MS}"
            )
            worst.append(values[0])
        return Pause(worst[0], worst[2], worst[0] - worst[1])


def _clocks() -> tuple[float, float, float]:
    """Returns the clock, this thread's work and its wait for a processor, in seconds."""
    try:
        queued = int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        queued = 0.0
    return time.perf_counter(), time.thread_time(), queued


class Watch:
    """Prints where the threads are while the window stands still."""

    def __init__(self, stalls: Stalls, after_ms: float) -> None:
        self._stalls = stalls
        self._after = after_ms / 1_000
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        told = 0.0
        while not self._stop.wait(0.004):
            since = self._stalls.since
            if since and since != told and time.perf_counter() - since > self._after:
                told = since
                print(f"--- standing still for {1_000 * (time.perf_counter() - since):.0f} ms")
                sys.stdout.flush()
                faulthandler.dump_traceback(sys.stdout)  # holds on to no frame, so to no painter

    def close(self) -> None:
        self._stop.set()
        self._thread.join()


def draw_photos(folder: Path, count: int) -> None:
    """Draws small photos, no two alike."""
    random.seed(4)
    folder.mkdir()
    for number in range(count):
        image = Image.new("RGB", (480, 360), tuple(random.choices(range(256), k=3)))
        pen = ImageDraw.Draw(image)
        for _ in range(6):
            x, y = random.randrange(400), random.randrange(300)
            colour = tuple(random.choices(range(256), k=3))
            pen.ellipse(
                (x, y, x + random.randrange(20, 200), y + random.randrange(20, 200)), colour
            )
        image.save(folder / f"ITEM-{number:05}.jpg", quality=80)


class Owner:
    """Scrolls, opens shelves and chooses products, ten times a second."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._steps = 0
        self._timer = QTimer(window, interval=100)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _step(self) -> None:
        self._steps += 1
        grid, navigation = self._window.center.grid, self._window.navigation
        bar = grid.verticalScrollBar()
        bar.setValue((bar.value() + 160) % max(bar.maximum(), 1))
        if self._steps % 10 == 0:
            grid.select_row(self._steps % max(len(self._window.center.model.ids), 1))
        if self._steps % 50 == 0:
            navigation.open_shelf(_SHELVES[self._steps // 50 % len(_SHELVES)])


def run_loop(until, stalls: Stalls | None) -> None:
    """Lets Qt work until a condition holds."""
    loop = QEventLoop()
    timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)

    def turn() -> None:
        if stalls is not None:
            stalls.turn()
        if until():
            loop.quit()

    timer.timeout.connect(turn)
    if stalls is not None:
        stalls.begin()
    timer.start()
    loop.exec()
    timer.stop()


def measure(name: str, window: MainWindow, until, trace_ms: float) -> Pause:
    stalls = Stalls()
    watch = Watch(stalls, trace_ms) if trace_ms else None
    owner = Owner(window)
    run_loop(until, stalls)
    owner.stop()
    if watch is not None:
        watch.close()
    return stalls.tell(name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=3_000)
    parser.add_argument("--trace", type=float, default=0.0, metavar="MS",
                        help="print where the window is in longer pauses")  # fmt: skip
    parser.add_argument("--closed", action="store_true", help="with the import panel closed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        home = Path(place) / "home"
        os.environ["SHELFTAG_HOME"] = str(home)
        shutil.copytree(starter_folder(), home / "starter")
        folder = Path(place) / "photos"
        draw_photos(folder, options.photos)
        application()
        session = Session(Catalog.create(Path(place) / "shop"))
        window = MainWindow(session)
        window.resize(1440, 900)
        window.show()
        session.submit("prepare")
        run_loop(lambda: not session.busy, None)
        spare_collector()  # as the application does
        ends = time.perf_counter() + 8
        measure("empty, at rest", window, lambda: time.perf_counter() > ends, options.trace)
        session.submit("import", folder=str(folder), grouping="each_photo")
        if options.closed:
            window.imports.close_panel()
        began = time.perf_counter()
        worst = measure("importing", window, lambda: not session.busy, options.trace)
        seconds = time.perf_counter() - began
        ends = time.perf_counter() + 15
        rest = measure("full, at rest", window, lambda: time.perf_counter() > ends, options.trace)
        print(f"{options.photos} photos in {seconds:.0f} s; floor {FLOOR_MS} ms, aim {AIM_MS} ms")
        for name, pause in (("importing", worst), ("at rest", rest)):
            print(f"    longest stall {name}: {pause.wall:.0f} ms,"
                  f" {pause.caused:.0f} ms without the wait for a processor")  # fmt: skip
        window.close()
        session.close()


if __name__ == "__main__":
    main()
