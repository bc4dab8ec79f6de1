"""Prints how many photos a second the encoder takes: fp32 and int8, by threads and batch size.

    uv run python tests/benchmarks/encoder_speed.py ENCODER_FOLDER

Every combination is timed in turn, round after round, and the best round counts: a busy computer
slows all of them alike, not the one that happens to run then.
"""

import argparse
import time
from itertools import product
from pathlib import Path

import numpy as np

from shelftag_onnx.encoder import CPU_BATCH, OnnxImageEncoder, open_encoder


def main() -> None:
    """Reads the arguments and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("encoder", type=Path, help="folder of an encoder artefact")
    parser.add_argument("--photos", type=int, default=96, help="photos per round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--batches", type=int, nargs="+", default=[1, 4, CPU_BATCH, 16, 32])
    parser.add_argument("--gpu", action="store_true", help="also try the graphics card")
    arguments = parser.parse_args()
    encoders = {
        (precision, threads): open_encoder(
            arguments.encoder, device="cpu", threads=threads, precision=precision
        )
        for precision, threads in product(("fp32", "int8"), arguments.threads)
    }
    pixels = noise(next(iter(encoders.values())), arguments.photos)
    compare(encoders, pixels)
    best: dict[tuple[str, int, int], float] = {}
    for _, (precision, threads), batch in product(
        range(arguments.rounds), encoders, sorted(set(arguments.batches))
    ):
        key = (precision, threads, batch)
        rate = photos_per_second(encoders[precision, threads], pixels, batch)
        best[key] = max(best.get(key, 0), rate)
    print("precision threads batch photos/s")
    for (precision, threads, batch), rate in best.items():
        print(f"{precision:9} {threads:7} {batch:5} {rate:8.1f}")
    if arguments.gpu:
        encoder = open_encoder(arguments.encoder, device="gpu")
        many = noise(encoder, max(arguments.photos, 1024))
        rates = (photos_per_second(encoder, many, encoder.batch_size) for _ in range(3))
        print(f"{encoder.runtime.device:9} fp32, batch {encoder.batch_size}: {max(rates):.1f}")


def noise(encoder: OnnxImageEncoder, count: int) -> np.ndarray:
    """Returns smooth random photos: uint8, shape [count, height, width, 3]."""
    height, width = encoder.manifest.height, encoder.manifest.width
    coarse = np.random.default_rng(0).integers(0, 256, (count, 8, 8, 3), np.uint8)
    fine = coarse.repeat(height // 8 + 1, 1).repeat(width // 8 + 1, 2)
    return np.ascontiguousarray(fine[:, :height, :width])


def photos_per_second(encoder: OnnxImageEncoder, pixels: np.ndarray, batch: int) -> float:
    """Encodes all photos once in batches of the given size."""
    encoder.batch_size = batch
    start = time.perf_counter()
    encoder.embed_images(pixels)
    return len(pixels) / (time.perf_counter() - start)


def compare(encoders: dict[tuple[str, int], OnnxImageEncoder], pixels: np.ndarray) -> None:
    """Prints how alike the embeddings of both precisions are."""
    by_precision = {precision: encoder for (precision, _), encoder in encoders.items()}
    fp32, int8 = (by_precision[name].embed_images(pixels) for name in ("fp32", "int8"))
    lengths = np.linalg.norm(fp32, axis=1) * np.linalg.norm(int8, axis=1)
    cosine = (fp32 * int8).sum(1) / lengths
    print(f"cosine int8 to fp32: mean {cosine.mean():.4f}, lowest {cosine.min():.4f}")


if __name__ == "__main__":
    main()
