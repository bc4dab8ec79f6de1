"""Brings the translations to the English of today, for a translator to go on in Qt Linguist.

uv run python -m shelftag_resources.messages
uv run pyside6-linguist resources/shelftag_resources/messages/zh_CN.ts
"""

import sys

from shelftag_resources.messages import translation_file
from shelftag_resources.messages.linguist import (
    NUMERUS_FORMS,
    as_text,
    brought_up_to_date,
    read,
)
from shelftag_resources.messages.source import areas


def main() -> None:
    """Writes each translation anew and says what is left to do in it."""
    english = areas()
    for language in NUMERUS_FORMS:
        path = translation_file(language)
        known = read(path) if path.exists() else {}
        today = brought_up_to_date(english, known, language)
        path.write_text(as_text(english, today, language), "utf-8", newline="\n")
        every = [one for sentences in today.values() for one in sentences.values()]
        left = sum(not one.finished for one in every)
        sys.stdout.write(f"{path.name}: {len(every):,} sentences, {left:,} to translate\n")


if __name__ == "__main__":
    main()
