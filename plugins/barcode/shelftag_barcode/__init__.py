"""Reader plug-in: finds barcodes in photos with ZXing-C++.

Found by its entry point and ``shelftag-plugin.json``, like anybody's plug-in. Importing it is
cheap: the library is imported when the first photo is read.
"""

from shelftag_api.reader import ReaderPlugin


def create() -> ReaderPlugin:
    """Makes the plug-in: the factory that the manifest names."""
    from shelftag_barcode.plugin import BarcodeReader

    return BarcodeReader()
