"""The plain way to import photos, for comparison: one after the other, decoded whole.

    uv run python tests/benchmarks/plain_import.py FOLDER ENCODER DATABASE

What a script of an afternoon does: for each photo in turn, read and hash the file, decode it in
full with Pillow, save a thumbnail, run the same encoder in fp32 on this one photo (with as many
threads as there are cores), and write the row in a transaction of its own.
"""

import argparse
import hashlib
import io
import sqlite3
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image, ImageOps

from shelftag_api.encoder import EncoderManifest, read_encoder

EDGE = 512


def main() -> None:
    """Reads the arguments and imports the folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("database", type=Path)
    arguments = parser.parse_args()
    manifest = read_encoder(arguments.encoder)
    session = onnxruntime.InferenceSession(
        arguments.encoder / manifest.graphs["fp32"].file, providers=["CPUExecutionProvider"]
    )
    import_all(arguments.folder, manifest, session, arguments.database)


def import_all(
    folder: Path,
    manifest: EncoderManifest,
    session: onnxruntime.InferenceSession,
    database: Path,
) -> None:
    """Imports every JPEG of a folder."""
    thumbnails = database.parent / "plain-thumbnails"
    thumbnails.mkdir()
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE photo (sha256 TEXT, path TEXT, embedding BLOB)")
    for path in sorted(folder.rglob("*.jpg")):
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        with Image.open(io.BytesIO(data)) as opened:
            image = ImageOps.exif_transpose(opened).convert("RGB")
        pixels = np.asarray(
            image.resize((manifest.width, manifest.height), Image.Resampling.BICUBIC)
        )
        image.thumbnail((EDGE, EDGE))
        image.save(thumbnails / f"{sha256}.jpg", quality=85)
        feed = {manifest.input_name: pixels[None]}
        (embedding,) = session.run([manifest.embedding_name], feed)
        with connection:
            connection.execute(
                "INSERT INTO photo VALUES (?, ?, ?)", (sha256, str(path), embedding[0].tobytes())
            )
    connection.close()


if __name__ == "__main__":
    main()
