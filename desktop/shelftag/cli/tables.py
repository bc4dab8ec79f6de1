"""Commands on tables: what a CSV, TSV or XLSX file says, brought to the products."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from shelftag.catalog.catalog import Catalog
from shelftag.cli.running import choices, open_catalog, run_job, say
from shelftag.exchange.spreadsheet import write_spreadsheet
from shelftag.importing.tables.fields import TableField
from shelftag.importing.tables.mapping import (
    TableMapping,
    TableOptions,
    TableOrder,
    field_named,
)
from shelftag.importing.tables.reading import TableFormat
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import render

SOME_UNUSED = 3
"""Exit code where something in the table could not be used, as for unreadable photos."""
SHOWN = 20
"""Problems that are printed."""
_SEPARATORS = {"tab": "\t", r"\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command("import-table")(import_table)


def import_table(
    file: Annotated[Path, typer.Argument(help="CSV, TSV or XLSX file.")],
    column: Annotated[
        list[str] | None,
        typer.Option("--map", help="COLUMN=FIELD, once for each column that is guessed wrong."),
    ] = None,
    match: Annotated[
        list[str] | None,
        typer.Option(help="Find products by this field only: file, sku, gtin or product."),
    ] = None,
    sheet: Annotated[str, typer.Option(help="Sheet of a workbook; else the first.")] = "",
    encoding: Annotated[str, typer.Option(help="Of a text file; else told by itself.")] = "",
    separator: Annotated[
        str, typer.Option(help="Of a text file, for example ; or tab; else told by itself.")
    ] = "",
    header: Annotated[
        int | None, typer.Option(min=0, help="Line with the column names; 0: there are none.")
    ] = None,
    category_separator: Annotated[
        str, typer.Option(help="Between the names of a category path, for example / or >.")
    ] = "",
    overwrite: Annotated[
        bool,
        typer.Option(
            "--overwrite/--fill-only", help="The table wins, or fills only what is empty."
        ),
    ] = False,
    trusted: Annotated[
        bool, typer.Option("--trusted", help="Its categories are right: learn from them.")
    ] = False,
    create: Annotated[
        bool,
        typer.Option("--create", help="Rows without a product become products without photos."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would happen.")
    ] = False,
    problems: Annotated[
        Path | None, typer.Option(help="Save what could not be used as this CSV file.")
    ] = None,
) -> None:
    """Bring titles, prices, categories and more from a table to the products that it names."""
    separator = _SEPARATORS.get(separator.lower(), separator)
    wanted = TableFormat.from_json(
        {"encoding": encoding, "separator": separator, "sheet": sheet, "header": header}
    )
    with open_catalog() as catalog:
        order, last_time = _preview(catalog, TableOrder(file.absolute(), wanted))
        order = _adjusted(order, column or [], match or [], category_separator)
        order = replace(order, options=TableOptions(overwrite, trusted, create))
        _tell_columns(order, "chosen" if column else "last_time" if last_time else "guessed")
        kind = "check_table" if dry_run else "import_table"
        result = run_job(catalog, kind, table=order.to_json())
    say("cli.table.checked" if dry_run else "cli.table.done", **table_counts(result))
    tell_problems(result["problems"], problems)
    if error := result.get("tag_error"):
        say(error["message_id"], **error["params"])
    if result["operation_id"] is not None:
        say("cli.table.undo", operation=result["operation_id"])
    if dry_run and not result["counts"].get("matched"):
        raise ShelftagError("tables.nothing_matches", file=file.name)
    if result["problems"]:
        raise typer.Exit(SOME_UNUSED)


def _preview(catalog: Catalog, order: TableOrder) -> tuple[TableOrder, bool]:
    """Asks the engine what is in the file; returns the order filled in."""
    found = run_job(catalog, "preview_table", table=order.to_json())
    settled = TableOrder.from_json(found["order"])
    params = {"file": order.path.name, "format": _format_text(settled.format)}
    if settled.format.header:
        say("cli.table.how", **params, header=settled.format.header)
    else:
        say("cli.table.no_header", **params)
    return settled, bool(found["last_time"])


def _format_text(found: TableFormat) -> str:
    if found.sheet:
        return f"XLSX, {found.sheet}"
    return f"{found.encoding}, {'tab' if found.separator == chr(9) else found.separator}"


def _adjusted(
    order: TableOrder, columns: Sequence[str], match: Sequence[str], separator: str
) -> TableOrder:
    """Applies what was typed to what was guessed."""
    mapping = order.mapping or TableMapping()
    for text in columns:
        name, sign, held = text.rpartition("=")
        if not sign:
            raise ShelftagError("cli.table.no_map", value=text)
        mapping = mapping.with_column(name.strip(), field_named(held.strip()) if held else None)
    plain = mapping.to_json()
    if match:
        plain["keys"] = list(match)
    if separator:
        plain["category_separator"] = separator
    return replace(order, mapping=TableMapping.from_json(plain))


def _tell_columns(order: TableOrder, how: str) -> None:
    say(f"cli.table.{how}")
    for column, held in (order.mapping or TableMapping()).columns.items():
        say("cli.table.column", column=column, field=f"{field_text(held)} ({held.value})")


def field_text(held: TableField) -> str:
    """Returns a field's name in the language of the messages."""
    return render(f"tables.field.{held.value}", {}, choices.language)


def table_counts(result: Mapping[str, Any]) -> dict[str, int]:
    """Returns the figures of a table's result for a sentence."""
    kinds = {kind: result["counts"].get(kind, 0) for kind in ("matched", "unmatched", "ambiguous")}
    figures = ("rows", "products", "changed", "made", "labelled", "categories")
    bad = result["counts"].get("bad", 0)
    return {**kinds, "bad": bad, **{name: result[name] for name in figures}}


def tell_problems(problems: Sequence[Mapping[str, Any]], target: Path | None) -> None:
    """Prints the first problems, or saves all of them."""
    if target is not None:
        header = [render(f"dialogs.table_import.{name}", {}, choices.language)
                  for name in ("line", "column", "reason")]  # fmt: skip
        rows = ([str(p["line"]), str(p["params"].get("column", "")), _reason(p)] for p in problems)
        write_spreadsheet(target, header, rows)
        say("cli.table.saved", path=target)
        return
    for problem in problems[:SHOWN]:
        column = problem["params"].get("column", "")
        name = "tables.cell_problem" if column else "tables.problem"
        say(name, line=problem["line"], column=column, reason=_reason(problem))
    if len(problems) > SHOWN:
        say("cli.table.more", count=len(problems) - SHOWN)


def tell_applied(applied: Mapping[str, Any]) -> None:
    """Says what became of a table beside photos that were imported."""
    if error := applied.get("error"):
        reason = render(error["message_id"], error["params"], choices.language)
        say("cli.table.failed", file=applied["file"], reason=reason)
        return
    say("cli.table.done", **table_counts(applied))
    tell_problems(applied["problems"], None)


def _reason(problem: Mapping[str, Any]) -> str:
    return render(problem["message_id"], problem["params"], choices.language)
