"""Imports from the command line: a bar for each stage, a summary, and what the exit code says."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shelftag.catalog.catalog import Catalog
from shelftag.cli.running import (
    choices,
    follow_job,
    pace,
    print_error,
    print_json,
    progress_bars,
    say,
)
from shelftag.cli.tables import tell_applied
from shelftag.importing.tables.beside import tables_beside
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress
from shelftag_resources.messages import render

SOME_UNREADABLE = 3
"""Exit code where everything went well but for some files that could not be read."""
FAILED = 1
_STAGES = ("read", "encoded", "stored")
_COUNTS = ("imported", "duplicate", "unchanged", "failed")


class StageBars:
    """The bars of one import: one for each stage, and one for what comes before and after.

    Attributes:
        bars: Rich's bars.
    """

    def __init__(self, quiet: bool) -> None:
        self.bars = progress_bars(hidden=quiet)
        self._tasks = {
            name: self.bars.add_task("", total=None, pace="", visible=False)
            for name in ("other", *_STAGES)
        }

    def show(self, progress: Progress) -> None:
        """Shows how far the import is."""
        if progress.phase == "phase.import":
            for stage in _STAGES:
                done = int(progress.detail.get(stage, 0))
                text = render(f"ui.imports.stage.{stage}", {}, choices.language)
                last = pace(progress) if stage == "stored" else ""
                self._show(stage, text, done, progress.total, last)
        else:
            text = render(progress.phase, {}, choices.language)
            self._show("other", text, progress.done, progress.total, pace(progress))
        for name, task in self._tasks.items():
            self.bars.update(task, visible=(name == "other") != (progress.phase == "phase.import"))

    def _show(self, name: str, text: str, done: int, total: int | None, speed: str) -> None:
        task = self._tasks[name]
        self.bars.update(task, description=text, completed=done, total=total, pace=speed)


def import_folders(
    catalog: Catalog,
    folders: Sequence[Path],
    options: Mapping[str, Any],
    *,
    quiet: bool = False,
    as_json: bool = False,
) -> tuple[int, bool]:
    """Imports folders one after the other; a folder that fails does not keep the others back.

    Args:
        catalog: The catalogue.
        folders: The folders.
        options: Of the import job.
        quiet: Print nothing but errors.
        as_json: Print one line of JSON for each folder in place of sentences.

    Returns:
        The exit code: 0, `SOME_UNREADABLE`, or `FAILED` where a folder could not be imported; and
        whether there are barcodes to be read.

    Raises:
        KeyboardInterrupt: Ctrl+C was pressed. What was stored until then stays.
    """
    code, codes_to_read = 0, False
    for folder in folders:
        bars = StageBars(quiet or as_json)
        path = str(folder.absolute())
        try:
            with bars.bars:
                result = follow_job(catalog, "import", bars.show, folder=path, **options)
        except ShelftagError as error:
            if as_json:
                print_json({"folder": path, "error": error.message_id, "params": error.params})
            print_error(error)
            code = FAILED
            continue
        codes_to_read |= result["codes_to_read"]
        counts = dict.fromkeys(_COUNTS, 0) | result["counts"]
        if as_json:
            print_json({"folder": path, **result, "counts": counts})
        elif not quiet:
            _tell(result, counts)
            if not options.get("tables"):
                for table in tables_beside(folder):
                    say("cli.table.beside", file=table)
        if counts["failed"] and not code:
            code = SOME_UNREADABLE
    return code, codes_to_read


def _tell(result: Mapping[str, Any], counts: Mapping[str, int]) -> None:
    rate = (counts["imported"] + counts["duplicate"]) / max(result["seconds"], 1e-6)
    say("cli.imported", **counts, skipped=result["skipped"], seconds=f"{result['seconds']:.1f}",
        rate=f"{rate:.0f}", products=result["products"])  # fmt: skip
    if result["newly_trusted"]:
        say("cli.newly_trusted", count=result["newly_trusted"])
    if counts.get("moved"):
        say("cli.folders.moved", count=counts["moved"])
    if counts["failed"]:
        say("cli.problems", run=result["run_id"])
    if result["look_alikes"]:
        say("regrouping.look_alikes_came", count=result["look_alikes"])
    for applied in result["tables"]:
        tell_applied(applied)
