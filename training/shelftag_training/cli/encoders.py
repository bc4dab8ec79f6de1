"""Commands that make encoders."""

from collections.abc import Mapping
from typing import Any

from shelftag_training.cli.options import AsJson, Language, Output, run
from shelftag_training.running.reporting import Reporter


def starter(output: Output, json: AsJson = False, language: Language = "en") -> None:
    """Build the starter model from the ImageNet weights that a package ships."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.families.starter import build_starter

        return build_starter(output, reporter)

    run(work, json, language)
