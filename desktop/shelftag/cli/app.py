"""The root command: options for all commands, and the one place where errors become sentences."""

import sys
import traceback
from pathlib import Path
from typing import Annotated, Literal

import typer

from shelftag.cli import (
    catalogues,
    categories,
    codes,
    exports,
    folders,
    labelling,
    learning,
    models,
    regrouping,
    review,
    searches,
    tables,
    taxonomies,
)
from shelftag.cli.running import choices, errors, print_error, system_language
from shelftag_api.errors import ShelftagError

app = typer.Typer(
    no_args_is_help=False,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Shelftag: an offline product catalogue that learns from its owner's corrections.",
)
app.add_typer(categories.app, name="categories")
app.add_typer(exports.app, name="export")
app.add_typer(models.app, name="models")
for module in (
    catalogues, codes, folders, labelling, learning, regrouping, review, searches, tables,
):  # fmt: skip
    module.register(app)
taxonomies.register(categories.app)


@app.callback()
def root(
    context: typer.Context,
    catalogue: Annotated[
        Path | None,
        typer.Option(
            "--catalogue", "-c", help="Folder of the catalogue; the last one used if not given."
        ),
    ] = None,
    language: Annotated[
        Literal["en", "zh_CN"] | None, typer.Option(help="Language of the messages.")
    ] = None,
) -> None:
    """Opens the window when no command is given."""
    choices.folder = catalogue.absolute() if catalogue else None
    choices.language = language or system_language()
    if context.invoked_subcommand is None:
        raise typer.Exit(catalogues.show_window(choices.folder))


def main() -> None:
    """Runs the command line; errors of the user's making end with a sentence and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except ShelftagError as error:
        print_error(error)
        sys.exit(1)
    except KeyboardInterrupt:
        errors.print()
        sys.exit(130)
    except Exception as error:  # our bug: the details, then the sentence that speaks of them
        traceback.print_exc()
        print_error(ShelftagError("engine.bug", error=f"{type(error).__name__}: {error}"))
        sys.exit(1)
