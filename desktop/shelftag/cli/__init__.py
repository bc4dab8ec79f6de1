"""The command line: the same operations as in the window, for scripts and for people who type."""

from shelftag.cli.app import main

__all__ = ["main"]
