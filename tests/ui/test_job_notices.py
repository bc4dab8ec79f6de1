"""How the end of a job is told."""

import pytest

from shelftag.ui import job_notices
from shelftag.ui.jobs import JobState


@pytest.mark.parametrize(
    ("counts", "alike", "said", "opens"),
    [
        ({"imported": 3}, 0, "ui.done.import", "report 7"),
        ({"imported": 3}, 2, "ui.done.import_alike", "look-alikes"),
        ({"imported": 3, "failed": 1}, 2, "ui.done.import_some", "report 7"),
    ],
)
def test_after_an_import_what_needs_the_owner_is_one_click_away(counts, alike, said, opens):
    opened = []
    result = {"counts": counts, "run_id": 7, "product_ids": 3, "look_alikes": alike}
    notice = job_notices.finished(
        JobState(None, "import", {}, result=result),
        lambda run: opened.append(f"report {run}"),
        lambda: opened.append("look-alikes"),
    )
    assert notice.message_id == said
    notice.details()
    assert opened == [opens]


def test_suggestions_that_follow_a_regrouping_do_not_cover_its_undo():
    job = JobState(None, "tag_again", {}, result={"products": 3})
    assert job_notices.finished(job, print, print) is None
