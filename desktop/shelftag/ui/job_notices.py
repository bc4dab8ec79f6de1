"""Says how a job ended."""

from collections.abc import Callable
from functools import partial
from typing import Any

from shelftag.catalog.bulk_run import BulkResult
from shelftag.learning.versions import WAITING
from shelftag.ui.changes import Notice
from shelftag.ui.edits import AnyJob, EditState

ShowReport = Callable[[int], None]
_PLAIN = frozenset({"install", "export_labels", "export_catalog", "export_model", "delete_model"})
Open = Callable[[str, int], None]
"""Opens a dialog, by its name, on a run or a model version."""


def finished(
    job: AnyJob, show_report: ShowReport, show_look_alikes: Callable[[], None], show: Open
) -> Notice | None:
    """Returns the notice of a job that is done, or None where there is nothing to say."""
    result: dict[str, Any] = job.result if isinstance(job.result, dict) else {}
    if isinstance(job.result, BulkResult):
        count = job.result.count
        return Notice("searches.edited", {"count": count}, undo=job.result.operation_id)
    if job.kind == "import":
        return _imported(result, show_report, show_look_alikes)
    if job.kind == "import_table":
        return _table(result)
    if job.kind in ("retrain", "deep_retrain"):
        return _retrained(result, show)
    if job.kind in ("activate", "tag_all"):
        return _run(f"ui.done.{job.kind}", result, result, show)
    if job.kind == "install" and result.get("known"):
        return Notice("ui.done.install_known", result)
    if job.kind == "install" and result.get("foreign"):
        params = {**result, "count": result["foreign"]}
        classes = partial(show, "ClassMapDialog", result["version_id"])
        return Notice("ui.done.install_foreign", params, details=classes,
                      details_text="dialogs.models.classes")  # fmt: skip
    if job.kind == "read_codes":
        return _codes_read(result)
    if job.kind == "tag" and result.get("products"):
        return Notice("ui.done.tag", {**result, "count": result["products"]})
    if job.kind in _PLAIN:
        return Notice(f"ui.done.{job.kind}", result)
    if job.kind == "import_taxonomy":
        params = {**result, "count": result.get("new", 0)}
        return Notice("ui.done.import_taxonomy", params, undo=result.get("operation_id"))
    if job.kind == "relink":
        params = {**result, "count": result.get("found", 0)}
        return Notice("ui.done.relink", params, undo=result.get("operation_id"))
    if job.kind in ("check_files", "keep_copies"):
        return Notice(f"ui.done.{job.kind}", {**result, "count": result.get("kept", 0)})
    return None


def _retrained(result: dict[str, Any], show: Open) -> Notice:
    """Words a retraining; what it changed, or would change, is one click away."""
    params = {**result, "count": result.get("label_count", 0)}
    if result.get("activated"):
        return _run("ui.done.retrain", params, result, show)
    if result.get("reason") == WAITING:
        would = partial(show, "WouldChangeDialog", result["version_id"])
        return Notice("ui.done.retrain_waiting", params, details=would,
                      details_text="ui.what_would_change")  # fmt: skip
    return Notice(str(result.get("reason") or "ui.done.not_better"), result)


def _run(message_id: str, params: dict[str, Any], result: dict[str, Any], show: Open) -> Notice:
    """Words a model run: what it changed is one click away, and so is the way back."""
    run = result.get("operation_id")
    if run is None or not result.get("products"):
        return Notice(message_id, params, undo=run)
    changed = partial(show, "WhatChangedDialog", run)
    return Notice(message_id, params, undo=run, details=changed, details_text="ui.what_changed")


def waiting(job: AnyJob) -> int | None:
    """Returns the version that a job has made and that waits for the owner's word, or None."""
    result = job.result if isinstance(job.result, dict) else {}
    return result["version_id"] if result.get("reason") == WAITING else None


def _imported(
    result: dict[str, Any], show_report: ShowReport, show_look_alikes: Callable[[], None]
) -> Notice:
    """Words an import; what could not be read, or else what looks alike, is one click away."""
    counts = result.get("counts", {})
    failed = counts.get("failed", 0)
    run_id = result.get("run_id")
    details = (lambda: show_report(run_id)) if isinstance(run_id, int) else None
    alike = result.get("look_alikes", 0)
    params = {"count": result.get("products", 0), "failed": failed, "alike": alike}
    if failed:
        return Notice(
            "ui.done.import_some", params, details=details, details_text="ui.imports.problems"
        )
    if alike:
        return Notice(
            "ui.done.import_alike",
            params,
            details=show_look_alikes,
            details_text="dialogs.report.look_alikes",
        )
    return Notice("ui.done.import", params, details=details, details_text="ui.imports.report")


def _table(result: dict[str, Any]) -> Notice:
    """Words a table; the whole of it can be taken back at once."""
    if error := result.get("tag_error"):
        return Notice(error["message_id"], error["params"], is_error=True)
    problems = len({problem["line"] for problem in result.get("problems", ())})
    message_id = "ui.done.import_table_some" if problems else "ui.done.import_table"
    params = {"count": result.get("products", 0), "problems": problems}
    return Notice(message_id, params, undo=result.get("operation_id"))


def tables(job: AnyJob) -> list[dict[str, Any]]:
    """Returns what became of the tables that a job has brought in."""
    if job.kind == "import_table":
        return [job.result]
    return list(job.result.get("tables", ())) if job.kind == "import" else []


def _codes_read(result: dict[str, Any]) -> Notice:
    """Words a reading of barcodes; what it filled in can be taken back at once."""
    filled, shared = result.get("filled", 0), result.get("shared")
    if not filled:
        return Notice("ui.done.no_codes", {"count": result.get("photos", 0)})
    message_id = "ui.done.read_codes_shared" if shared else "ui.done.read_codes"
    params = {"count": filled, "gtin": shared[0][0] if shared else ""}
    return Notice(message_id, params, undo=result.get("operation_id"))


def failed(job: AnyJob) -> Notice:
    """Returns the notice of a job that failed or was cancelled."""
    if job.error is None:
        edit = isinstance(job, EditState)
        return Notice("searches.edit_cancelled" if edit else "ui.done.cancelled")
    return Notice(job.error.message_id, job.error.params, is_error=True)
