"""How often look-alikes are one product, on real phone photos: what the thresholds rest on.

The photos of the grocery data set are put into the order of a walk along the shelves: a few shots
of one product, then of its neighbour of the same coarse class. A pair whose fine classes differ is
wrong; so is a group that holds one. Run it with ``uv run python tests/benchmarks/look_alikes.py``.
"""

import random
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
PHOTOS = ROOT.parent / "shared" / "data" / "grocery"
sys.path.insert(0, str(ROOT / "tests"))
WALKS = 10


def main() -> None:
    """Embeds and hashes the photos, takes the walks, prints a table."""
    from shelftag.catalog.proposals import AlikePair, grouped
    from shelftag.importing.alike_candidates import bursts, near_hashes
    from shelftag.importing.decode import decode
    from shelftag.plugins.loading import load_classifier
    from starter_cache import starter_folder

    encoder = load_classifier().open_encoder(starter_folder() / "encoder")
    manifest = encoder.manifest
    lines = [
        line.split(",")
        for name in ("train.txt", "val.txt")
        for line in (PHOTOS / name).read_text().splitlines()
    ]
    fine = np.array([int(line[1]) for line in lines])
    coarse = np.array([int(line[2]) for line in lines])
    hashes, vectors = [], []
    for start in range(0, len(lines), encoder.batch_size):
        batch = [
            decode(
                PHOTOS / line[0].strip(),
                size=(manifest.width, manifest.height),
                resize=manifest.resize,
            )
            for line in lines[start : start + encoder.batch_size]
        ]
        hashes += [photo.perceptual_hash for photo in batch]
        vectors.append(encoder.embed_images(np.stack([photo.pixels for photo in batch])))
    found = np.concatenate(vectors).astype(np.float32)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    near = near_hashes(hashes)
    same = fine[near[:, 0]] == fine[near[:, 1]]
    scores = (found[near[:, 0]] * found[near[:, 1]]).sum(axis=1)
    print(f"{len(lines)} photos; nearly the same hash: {len(near)} pairs, {same.mean():.1%} right;")
    print(f"of those at least 0.88 alike: {(scores >= 0.88).sum()}, ", end="")
    print(f"{same[scores >= 0.88].mean():.1%} right\n")
    print("threshold   pairs a walk   right    groups a walk   right")
    for threshold in (0.80, 0.84, 0.86, 0.88, 0.90, 0.92):
        pairs, right, groups, whole = 0, 0, 0, 0
        for seed in range(WALKS):
            order = _walk(fine, coarse, random.Random(seed))
            files = [(photo, "1:", f"IMG_{place:04}") for place, photo in enumerate(order)]
            taken = np.concatenate([near, bursts([None] * len(lines), files)])
            alike = (found[taken[:, 0]] * found[taken[:, 1]]).sum(axis=1)
            kept = taken[alike >= threshold]
            pairs += len(kept)
            right += int((fine[kept[:, 0]] == fine[kept[:, 1]]).sum())
            proposed = [
                AlikePair((int(a), int(b)), ("", ""), float(score))
                for (a, b), score in zip(taken, alike, strict=True)
            ]
            for group in grouped(proposed, threshold):
                groups += 1
                whole += len(set(fine[list(group.products)])) == 1
        print(
            f"{threshold:>9.2f}   {pairs / WALKS:>12.0f}   {right / pairs:>5.1%}   "
            f"{groups / WALKS:>13.0f}   {whole / groups:>5.1%}"
        )


def _walk(fine: np.ndarray, coarse: np.ndarray, chance: random.Random) -> list[int]:
    """Orders photos as a walk: coarse classes one by one, in them shots of changing products."""
    order: list[int] = []
    shelves = sorted(set(coarse.tolist()))
    for shelf in chance.sample(shelves, len(shelves)):
        runs: list[list[int]] = []
        for product in set(fine[coarse == shelf].tolist()):
            photos = np.flatnonzero(fine == product).tolist()
            while photos:
                length = chance.randint(2, 4)
                runs.append(photos[:length])
                photos = photos[length:]
        chance.shuffle(runs)
        order += [photo for run in runs for photo in run]
    return order


if __name__ == "__main__":
    main()
