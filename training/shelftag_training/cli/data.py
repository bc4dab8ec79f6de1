"""Commands that look at data before anything is learned from it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shelftag_resources.messages import render
from shelftag_training.cli.options import AsJson, Encoder, Language, run
from shelftag_training.cli.reading import Reading, SourcePath, shared_options
from shelftag_training.running.reporting import Reporter

if TYPE_CHECKING:
    from shelftag_training.data.findings import CleaningReport, Finding

_SHOWN = 10
"""Findings of one kind that are printed; the file has all."""
_FILES = 4
"""Files of one finding that are printed."""


@shared_options
def check(
    source: SourcePath,
    reading: Reading,
    encoder: Encoder = None,
    report: Annotated[Path | None, typer.Option(help="Write all findings to this file.")] = None,
    strict: Annotated[bool, typer.Option(help="Exit with 1 where there are findings.")] = False,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Look for photos and labels that would spoil the training."""
    found: list[CleaningReport] = []

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_api.dataset import EMBEDDINGS
        from shelftag_api.files import write_json
        from shelftag_training.data.cleaning import clean
        from shelftag_training.data.examples import examples_of

        opened = reading.open(source, reporter)
        judged = encoder is not None or opened.part(EMBEDDINGS) is not None
        examples = examples_of(opened, encoder, reporter) if judged else None
        found.append(clean(opened, reporter, examples=examples))
        if report is not None:
            write_json(report, found[0].to_json())
        return {"kind": "check", "count": len(found[0].findings), **found[0].to_json()}

    run(work, json, language, writes=report)
    if not json:
        _show(found[0], language)
    if strict and found[0].findings:
        raise SystemExit(1)


def _show(report: "CleaningReport", language: str) -> None:
    """Prints the findings for people."""
    from rich.console import Console
    from rich.markup import escape

    from shelftag_training.data.findings import KINDS

    console = Console(highlight=False)
    for kind in KINDS:
        findings = report.of_kind(kind)
        if not findings:
            continue
        sentence = render(f"training.check.{kind}", {"count": len(findings)}, language)
        console.print(f"\n[bold]{escape(sentence)}[/bold]")
        for finding in findings[:_SHOWN]:
            console.print(f"  {escape(_line(finding, language))}", soft_wrap=True)
        if len(findings) > _SHOWN:
            more = render("training.check.more", {"count": len(findings) - _SHOWN}, language)
            console.print(f"  [dim]{escape(more)}[/dim]")
    if not report.labels_checked:
        console.print(f"\n[dim]{escape(render('training.check.unjudged', {}, language))}[/dim]")


def _line(finding: "Finding", language: str) -> str:
    """One finding in one line: what it is about, its categories, and what belongs to its kind."""
    parts = [_listed(finding.files, _FILES), _listed(list(map(" > ".join, finding.categories)), 3)]
    if finding.kind == "label_error":
        given = {
            "category": " > ".join(finding.suggestion),
            "percent": round(100 * (finding.value or 0)),
        }
        parts.append(render("training.check.rather", given, language))
    elif finding.value is not None:
        parts.append(
            f"{finding.value:g}" if finding.kind == "few_examples" else f"{finding.value:g} px"
        )
    return " · ".join(part for part in parts if part)


def _listed(names: Sequence[str], limit: int) -> str:
    """Names with commas; those beyond the limit are counted."""
    shown = ", ".join(names[:limit])
    return shown if len(names) <= limit else f"{shown}, +{len(names) - limit}"
