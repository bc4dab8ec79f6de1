"""The report of a deep training: how it went, and what the network was shown."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from shelftag_api.files import write_json
from shelftag_training.deep.learner import Learner
from shelftag_training.deep.samples import augmented_samples
from shelftag_training.deep.training import Outcome
from shelftag_training.evaluation.page import render_page, sentences
from shelftag_training.evaluation.plots import learning_plot
from shelftag_training.evaluation.thumbnails import picture

PAGE, FIGURES = "training.html", "training.json"
_SAMPLES = 24


def write_training_report(
    folder: Path, learner: Learner, outcome: Outcome, skipped: int, language: str
) -> None:
    """Writes ``training.html`` and the same figures as ``training.json``.

    Args:
        folder: Of the result.
        learner: What was trained.
        outcome: How it went.
        skipped: Photos that could not be read.
        language: ``en`` or ``zh_CN``.
    """
    state, recipe = outcome.state, learner.recipe
    write_json(
        folder / FIGURES,
        {"recipe": recipe.to_json(), "history": state.history, "seconds": state.seconds},
    )
    page = render_page(
        files(__package__).joinpath("report.html.jinja"),
        language,
        name=recipe.network,
        photos=len(learner.train) + len(learner.held_out),
        classes=len(learner.targets.classes),
        epochs=state.step // learner.steps_per_epoch,
        minutes=f"{state.seconds / 60:.1f}",
        skipped=skipped,
        learning=learning_plot(state.history, sentences(language)),
        samples=[picture(np.asarray(item)) for item in augmented_samples(learner, _SAMPLES)],
        settings=list(_flat(recipe.to_json())),
    )
    (folder / PAGE).write_text(page, "utf-8")


def _flat(settings: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yields settings one by one."""
    for key, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        elif key == "phases":
            yield f"{prefix}{key}", ", ".join(f"{p['epochs']} × {p['pixels']} px" for p in value)
        else:
            yield f"{prefix}{key}", str(value)
