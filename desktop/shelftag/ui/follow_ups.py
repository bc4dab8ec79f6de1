"""What the window has the engine do after a job, without being asked."""

from shelftag.ui.edits import AnyJob
from shelftag.ui.jobs import Jobs


def follow_up(job: AnyJob, jobs: Jobs | None) -> str | None:
    """Returns the kind of job that follows one that is done, or None.

    Barcodes are read after an import: once where several imports wait.
    """
    result = job.result if isinstance(job.result, dict) else {}
    waiting = jobs is not None and jobs.has("read_codes")
    if job.kind == "import" and result.get("codes_to_read") and not waiting:
        return "read_codes"
    return None
