"""The command line: the same operations as in the window, for scripts and for people who type."""

import sys


def main() -> None:
    """Runs the command line; Ctrl+C ends it quietly even while it is still being loaded."""
    try:
        from shelftag.cli.app import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()
