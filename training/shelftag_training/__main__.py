"""Runs the trainer: ``python -m shelftag_training``."""

from shelftag_training.cli import main

main()
