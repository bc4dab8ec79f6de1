"""Command line ``shelftag-train``: one module per kind of command, registered here."""

import os
import signal
import sys

import typer

from shelftag_training.cli import data, deep, encoders, evaluation, heads, text
from shelftag_training.cli.options import Cancelled, cancel, leave

app = typer.Typer(
    help="Train Shelftag's models. Nothing here uses the network.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (
    encoders.starter,
    encoders.encoder,
    data.check,
    heads.head,
    heads.ensemble,
    evaluation.evaluate,
    evaluation.compare,
    evaluation.explain,
    evaluation.predict,
    deep.finetune,
    deep.cnn,
    deep.profile,
    text.text,
    text.fusion,
):
    app.command()(command)


def main() -> None:
    """Runs the command line."""
    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), cancel)
    try:
        app()
    except Cancelled as cancelled:
        leave(cancelled)
    except BrokenPipeError:  # whoever read the lines has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
