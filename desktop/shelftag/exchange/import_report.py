"""The report of an import as a file for spreadsheets: every file, and what became of it."""

from collections.abc import Iterator
from pathlib import Path

from shelftag.catalog import import_history
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.import_history import OutcomeView
from shelftag.exchange.spreadsheet import write_spreadsheet
from shelftag.importing.scan import shown
from shelftag_resources.messages import render


def write_import_report(catalog: Catalog, run_id: int, path: Path, language: str) -> int:
    """Writes what became of every file of an import; returns how many there were.

    Args:
        catalog: The catalogue.
        run_id: The import.
        path: The new CSV file.
        language: Of the sentences.

    Raises:
        ShelftagError: There was no such import, or the file cannot be written.
    """
    header = [
        render(f"report.{name}", {}, language) for name in ("file", "outcome", "why", "same_as")
    ]
    with catalog.database.read() as session:
        run = import_history.find_import(session, run_id)

        def rows() -> Iterator[list[str]]:
            for found in import_history.all_outcomes(session, run.id):
                yield [
                    shown(found.path),
                    render(f"report.{found.outcome}", {}, language),
                    reason(found, language),
                    shown(found.same_as),
                ]

        return write_spreadsheet(path, header, rows())


def reason(found: OutcomeView, language: str) -> str:
    """Says in a sentence why a file is not, or not again, in the catalogue; "" where it is."""
    if not found.message_id:
        return ""
    return render(found.message_id, {"file": shown(found.path), **found.params}, language)
