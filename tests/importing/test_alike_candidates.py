"""Which photos are compared: near hashes and bursts, without comparing each with each."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from importing.drawn_photos import drawing
from shelftag.importing.alike_candidates import bursts, near_hashes
from shelftag.importing.perceptual_hash import difference_hash


def differing_bits(first: Image.Image, second: Image.Image) -> int:
    return ((difference_hash(first) ^ difference_hash(second)) & (2**64 - 1)).bit_count()


class TestHash:
    @pytest.mark.parametrize(
        "copied",
        [
            lambda image: image.resize((160, 120)),
            lambda image: image.resize((800, 600)),
            lambda image: ImageEnhance.Brightness(image).enhance(0.85),
            lambda image: image.convert("L"),
        ],
    )
    def test_copies_differ_in_few_bits(self, copied):
        for seed in range(10):
            assert differing_bits(drawing(seed), copied(drawing(seed))) <= 4

    def test_different_pictures_differ_in_many_bits(self):
        assert min(differing_bits(drawing(0), drawing(seed)) for seed in range(1, 20)) > 10

    @pytest.mark.parametrize("size", [(1, 1), (9, 8), (5, 3000), (3000, 5)])
    def test_a_picture_of_any_size_has_a_hash_that_databases_take(self, size):
        assert -(2**63) <= difference_hash(Image.new("RGB", size, "red")) < 2**63


def flipped(value: int, *bits: int) -> int:
    for bit in bits:
        value ^= 1 << bit
    return value - (1 << 64) if value >= 1 << 63 else value


class TestNearHashes:
    def test_all_pairs_within_seven_bits_are_found_and_none_beyond_ten(self):
        chance = np.random.default_rng(1)
        base = [int(value) for value in chance.integers(1 << 60, 1 << 63, 400)]
        hashes = list(base)
        for distance in range(1, 12):
            for value in base[:20]:
                bits = chance.choice(64, distance, replace=False)
                hashes.append(flipped(value, *map(int, bits)))
        pairs = {tuple(pair) for pair in near_hashes(hashes).tolist()}

        def distance(first: int, second: int) -> int:
            return ((hashes[first] ^ hashes[second]) & (2**64 - 1)).bit_count()

        every = [(a, b) for a in range(len(hashes)) for b in range(a + 1, len(hashes))]
        near = {pair for pair in every if distance(*pair) <= 7}
        assert len(near) > 130
        assert near <= pairs
        assert all(distance(*pair) <= 10 for pair in pairs)

    def test_plain_surfaces_and_photos_without_a_hash_are_left_out(self):
        assert near_hashes([]).shape == (0, 2)
        assert near_hashes([None, 0, 0, -1, -1, 1, 1 << 40, None]).shape == (0, 2)

    def test_each_of_a_crowd_is_compared_with_some_of_it(self):
        crowd = near_hashes([0x0F0F_33CC_55AA_1234] * 3_000)
        assert len(crowd) < 3_000 * 10
        assert set(crowd.ravel().tolist()) == set(range(3_000))


class TestBursts:
    def test_photos_of_the_same_seconds_are_a_burst(self):
        noon = datetime(2026, 5, 1, 12, tzinfo=UTC)
        taken = [noon + timedelta(seconds=s) for s in (300, 0, 4, 9)] + [None]
        assert bursts(taken, []).tolist() == [[1, 2], [1, 3], [2, 3]]

    def test_consecutive_camera_names_in_one_folder_are_a_burst(self):
        names = ["IMG_0007", "IMG_0008", "IMG_0012", "DSC_0009", "IMG_0009"]
        files = [(place, "1:spring", name) for place, name in enumerate(names)]
        files.append((5, "1:summer", "IMG_0008"))
        assert bursts([None] * 6, files).tolist() == [[0, 1], [0, 4], [1, 4], [2, 4]]

    def test_article_numbers_are_none(self):
        files = [(0, "1:", "MUG-0012"), (1, "1:", "MUG-0013"), (2, "1:", "12"), (3, "1:", "x")]
        assert bursts([None] * 4, files).tolist() == []
