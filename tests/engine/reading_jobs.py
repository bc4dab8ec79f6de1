"""A reading whose reader brings the process down over dark photos, or never comes back."""

import os
import time

from shelftag.catalog.catalog import Catalog
from shelftag.importing.reading import read_codes
from shelftag.plugins.reader_guard import GuardedReader
from shelftag_api.reader import Reading

DARK = 60


class Fragile:
    """Reads one number from every photo that it survives."""

    max_edge, grey = 64, True

    def __init__(self, how: str) -> None:
        self.how = how

    def read(self, pixels):
        if pixels.mean() < DARK:
            if self.how == "exit":
                os._exit(3)
            time.sleep(3600)
        return [Reading("ean13", "4006381333931")]

    def diagnose(self):
        return {}


def read(context, how: str):
    """Reads the photos of the catalogue."""
    with Catalog.join(context.folder) as catalog:
        reader = GuardedReader("fragile", "1", Fragile(how))
        result = yield from read_codes(catalog, reader, attempt=context.attempt)
    return {"photos": result.photos, "given_up": result.given_up, "filled": result.filled}


JOBS = {"read": read}
