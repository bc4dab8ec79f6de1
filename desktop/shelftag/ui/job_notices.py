"""Says how a job ended."""

from collections.abc import Callable
from typing import Any

from shelftag.ui.changes import Notice
from shelftag.ui.jobs import JobState

ShowReport = Callable[[int], None]


def finished(job: JobState, show_report: ShowReport) -> Notice | None:
    """Returns the notice of a job that is done, or None where there is nothing to say."""
    result: dict[str, Any] = job.result if isinstance(job.result, dict) else {}
    if job.kind == "import":
        return _imported(result, show_report)
    if job.kind in ("retrain", "deep_retrain"):
        if not result.get("activated"):
            return Notice(str(result.get("reason") or "ui.done.not_better"), result)
        return Notice("ui.done.retrain", {**result, "count": result.get("label_count", 0)})
    if job.kind == "tag" and result.get("products"):
        return Notice("ui.done.tag", {**result, "count": result["products"]})
    if job.kind in ("activate", "install", "export_labels", "export_catalog", "export_model"):
        return Notice(f"ui.done.{job.kind}", result)
    return None


def _imported(result: dict[str, Any], show_report: ShowReport) -> Notice:
    """Words an import; what could not be read is one click away."""
    counts = result.get("counts", {})
    failed = counts.get("failed", 0)
    run_id = result.get("run_id")
    details = (lambda: show_report(run_id)) if isinstance(run_id, int) else None
    params = {"count": result.get("product_ids", 0), "failed": failed}
    if failed:
        return Notice(
            "ui.done.import_some", params, details=details, details_text="ui.imports.problems"
        )
    return Notice("ui.done.import", params, details=details, details_text="ui.imports.report")


def failed(job: JobState) -> Notice:
    """Returns the notice of a job that failed or was cancelled."""
    if job.error is None:
        return Notice("ui.done.cancelled")
    return Notice(job.error.message_id, job.error.params, is_error=True)
