"""Folds keep products together; temperatures make confidence honest."""

import numpy as np
import pytest

from shelftag_api.bundle import Combination
from shelftag_api.dataset import DatasetRow
from shelftag_training.data.folds import (
    FOLDS,
    assign_folds,
    dataset_groups,
    group_rows,
    grouped_split,
    photo_groups,
)
from shelftag_training.data.look_alikes import SAME_LOOK, occasions, same_looks
from shelftag_training.evaluation import metrics
from shelftag_training.evaluation.calibrate import fit_temperature
from shelftag_training.heads.combine import (
    category_log_probabilities,
    combined_scores,
    fit_combination,
    product_means,
    unknown_floor,
)
from training.samples import category


def rows_of(products, hashes, labels):
    return [
        DatasetRow("", sha, product, category(str(label)).path, category(str(label)).uuid)
        for product, sha, label in zip(products, hashes, labels, strict=True)
    ]


def test_groups_join_through_shared_products_and_shared_photos():
    rows = rows_of("aabbcd", ["1", "2", "2", "3", "4", "5"], "xxxxxx")
    assert dataset_groups(rows).tolist() == [0, 0, 0, 0, 1, 2]
    assert group_rows([["p"], [], ["q", "p"], ["q"]]).tolist() == [0, 1, 0, 0]


@pytest.mark.parametrize("seed", range(5))
def test_no_product_and_no_photo_straddles_folds(seed):
    random = np.random.default_rng(seed)
    count = 300
    products = [f"p{item}" for item in random.integers(0, 80, count)]
    hashes = [f"h{item}" for item in random.integers(0, 250, count)]
    labels = random.integers(0, 12, count)
    rows = rows_of(products, hashes, labels)
    folds = assign_folds(dataset_groups(rows), labels, [None] * count)
    for keys in (products, hashes):
        for key in set(keys):
            assert len({int(folds[row]) for row in range(count) if keys[row] == key}) == 1


def test_classes_are_spread_evenly():
    labels = np.repeat(np.arange(4), 25)
    folds = assign_folds(np.arange(100), labels, [None] * 100)
    counts = np.array([[np.sum((labels == c) & (folds == f)) for f in range(5)] for c in range(4)])
    assert (counts == 5).all()


def test_folds_named_by_the_data_set_are_kept():
    wanted = [7, 7, 3, 3, None, None]
    folds = assign_folds(np.array([0, 0, 1, 1, 2, 2]), np.zeros(6, int), wanted)
    assert folds[:4].tolist() == [1, 1, 0, 0]
    assert folds[4] == folds[5]


def test_one_group_cannot_be_split():
    assert assign_folds(np.zeros(3, int), np.zeros(3, int), [None] * 3).tolist() == [0, 0, 0]


def test_a_burst_of_photos_stays_together_but_a_uniform_class_can_still_be_tested():
    random = np.random.default_rng(0)
    looks = random.normal(size=(12, 64)).astype(np.float32)
    looks[1] = looks[0] + 0.01
    rows = rows_of([str(i) for i in range(12)], [f"h{i}" for i in range(12)], "x" * 12)
    groups = dataset_groups(rows, looks)
    assert groups[0] == groups[1]
    assert len(set(groups.tolist())) == 11
    alike = looks[:1] + 0.6 * random.normal(size=(12, 64)).astype(np.float32)
    assert len(set(dataset_groups(rows, alike).tolist())) == FOLDS
    assert len(set(dataset_groups(rows[:3], alike[:3]).tolist())) == 3


@pytest.mark.parametrize("labels", ["x" * 4, "xyxy"])
def test_photos_that_look_the_same_never_straddle_folds_whatever_their_classes(labels):
    random = np.random.default_rng(0)
    looks = random.normal(size=(20, 64)).astype(np.float32)
    looks[:4] = looks[0] + 0.1 * random.normal(size=(4, 64))
    rows = rows_of([str(i) for i in range(20)], [f"h{i}" for i in range(20)], labels + "xy" * 8)
    groups = dataset_groups(rows, looks)
    assert len(set(groups[:4].tolist())) == 1
    assert len(set(groups.tolist())) >= 2 * FOLDS - 2
    numbers = np.array([0 if row.category[-1] == "x" else 1 for row in rows])
    assert len(set(assign_folds(groups, numbers, [None] * 20)[:4].tolist())) == 1


def test_all_pairs_that_look_the_same_are_found_and_no_others():
    random = np.random.default_rng(2)
    looks = random.normal(size=(700, 96)).astype(np.float32)  # more than one block
    looks[600:] = looks[:100] + 0.35 * random.normal(size=(100, 96)).astype(np.float32)
    looks[250] = 0
    unit = looks / np.maximum(np.linalg.norm(looks, axis=1, keepdims=True), 1e-9)
    groups = same_looks(unit, SAME_LOOK)
    same = np.triu(unit @ unit.T > SAME_LOOK, 1)
    pairs = set(zip(*(found.tolist() for found in np.nonzero(same)), strict=True))
    assert len(pairs) == 100
    assert {(i, j) for i, j in pairs if groups[i] == groups[j]} == pairs
    assert len(set(groups.tolist())) == 600
    assert same_looks(unit[:0], SAME_LOOK).tolist() == []


def test_rows_without_a_photo_are_grouped_by_their_product_alone():
    random = np.random.default_rng(0)
    embeddings = random.gamma(0.5, 0.8, (9, 64)).astype(np.float32)
    embeddings[[2, 5, 7, 8]] = 0
    products = ["a", "b", "a", "c", "d", "e", "f", "g", "g"]
    rows = rows_of(products, [""] * 9, "x" * 9)
    groups = photo_groups(rows, embeddings)
    assert groups[0] == groups[2]
    assert groups[7] == groups[8]
    assert len(set(groups.tolist())) == 7
    assert len(set(photo_groups(rows, np.zeros((9, 64), np.float32)).tolist())) == 7


def test_a_seed_deals_other_folds_as_even_and_the_same_twice():
    labels, groups, none = np.repeat(np.arange(4), 25), np.arange(100), [None] * 100
    one, two = (assign_folds(groups, labels, none, seed=seed) for seed in (1, 2))
    assert (one != two).any()
    np.testing.assert_array_equal(one, assign_folds(groups, labels, none, seed=1))
    assert {int(np.sum((labels == c) & (one == f))) for c in range(4) for f in range(5)} == {5}


def bursts(days, photos, *, seed=0):
    """Features of one class on several days, and the day of each photo."""
    random = np.random.default_rng(seed)
    day = np.repeat(np.arange(days), photos)
    random.shuffle(day)
    looks = random.normal(size=(days, 64))[day] + 0.5 * random.normal(size=(len(day), 64))
    return looks.astype(np.float32), day


def days_parted(days, photos):
    """How many pairs of a found group and a day there are; as many as days if all is right."""
    looks, day = bursts(days, photos)
    return len(set(zip(occasions(looks, FOLDS).tolist(), day.tolist(), strict=True)))


def test_photos_of_one_day_are_one_occasion():
    assert days_parted(6, 8) == 6
    assert days_parted(9, 5) == 9


def test_a_class_too_large_to_cluster_whole_is_still_grouped():
    assert 400 <= days_parted(400, 5) < 410


def test_products_and_occasions_are_joined_but_two_labels_on_a_product_chain_no_classes():
    looks, _ = bursts(8, 4)
    products = [f"p{row}" for row in range(32)]
    products[1] = products[0]
    rows = rows_of(products, [""] * 32, [0] * 16 + [1] * 16)
    groups = dataset_groups(rows, looks)
    assert groups[0] == groups[1]
    twice = rows_of([f"p{row // 2}" for row in range(32)], [""] * 32, [0, 1] * 16)
    assert len(set(dataset_groups(twice, looks).tolist())) >= FOLDS
    np.testing.assert_array_equal(groups, dataset_groups(rows, looks))


@pytest.mark.parametrize("seed", range(3))
def test_a_held_out_split_has_its_share_of_each_class_and_parts_no_group(seed):
    random = np.random.default_rng(seed)
    labels = np.repeat(np.arange(6), 50)
    groups = labels * 1000 + random.integers(0, 15, 300)
    held = grouped_split(groups, labels, 0.2, seed=seed)
    shares = np.array([held[labels == label].mean() for label in range(6)])
    assert (np.abs(shares - 0.2) < 0.07).all()
    assert not set(groups[held]) & set(groups[~held])
    np.testing.assert_array_equal(held, grouped_split(groups, labels, 0.2, seed=seed))
    assert (held != grouped_split(groups, labels, 0.2, seed=seed + 100)).any()


def test_a_class_that_is_one_group_is_never_held_out():
    labels = np.array([0] * 9 + [1] * 10)
    held = grouped_split(np.array([0] * 9 + list(range(1, 11))), labels, 0.2)
    assert not held[:9].any()
    assert held[9:].sum() == 2


def test_temperature_makes_overconfident_scores_honest():
    random = np.random.default_rng(3)
    labels = random.integers(0, 5, 2000)
    honest = random.normal(size=(2000, 5))
    honest[np.arange(2000), labels] += 1.5
    loud = honest * 4
    temperature = fit_temperature(loud, labels)
    before = metrics.calibration_error(np.exp(metrics.log_softmax(loud)), labels)
    after = metrics.calibration_error(np.exp(metrics.log_softmax(loud, temperature)), labels)
    assert temperature > 2
    assert after < 0.05 < before


def test_a_handful_of_labels_moves_the_temperature_little():
    random = np.random.default_rng(1)
    loud, labels = random.normal(size=(2000, 3)) * 6, random.integers(0, 3, 2000)
    assert fit_temperature(loud[:3], labels[:3]) < fit_temperature(loud, labels) / 2
    assert fit_temperature(np.zeros((0, 3)), np.zeros(0, int)) == 1.0


def test_modest_scores_are_sharpened():
    labels = np.arange(300) % 3
    assert 0.25 <= fit_temperature(np.eye(3)[labels], labels) < 0.4


def test_figures_of_merit():
    scores = np.log(np.array([[0.7, 0.2, 0.1], [0.1, 0.6, 0.3], [0.5, 0.3, 0.2]]))
    labels = np.array([0, 1, 2])
    assert metrics.accuracy(scores, labels) == pytest.approx(2 / 3)
    assert metrics.top_k(scores, labels, 2) == pytest.approx(2 / 3)
    assert metrics.top_k(scores, labels, 5) == 1.0
    assert metrics.calibration_error(np.eye(3), labels) == 0
    low, high = metrics.wilson_interval(0.9, 100)
    assert 0.82 < low < 0.9 < high < 0.95


def test_classes_of_one_category_add_up_and_unknown_categories_share_the_floor():
    log_p = np.log(np.array([[0.3, 0.3, 0.4]]))
    spread = np.exp(category_log_probabilities(log_p, [0, 0, 1], 4, floor=0.1))
    np.testing.assert_allclose(spread, [[0.54, 0.36, 0.05, 0.05]])
    whole = np.exp(category_log_probabilities(log_p, [0, 1, 2], 3, floor=0.1))
    np.testing.assert_allclose(whole, [[0.3, 0.3, 0.4]])


def test_the_floor_shrinks_as_labels_come_in():
    few, many = np.array([0, 1, 2]), np.repeat(np.arange(10), 50)
    assert unknown_floor(few, 0.3) == 0.3
    assert unknown_floor(many, 0.3) == 0.005
    assert 0.05 < unknown_floor(np.array([0] * 10 + [1] * 10 + [2]), 0.3) < 0.15


def test_the_combined_score_is_the_documented_one():
    photos = product_means(np.log([[0.5, 0.5], [0.9, 0.1], [0.2, 0.8]]), np.array([0, 0, 1]))
    np.testing.assert_allclose(photos[0], [np.log(0.45) / 2, np.log(0.05) / 2])
    cosines = np.array([[0.2, 0.4], [0.0, 0.1]])
    choice = Combination(text_weight=2.0, text_temperature=0.1)
    np.testing.assert_allclose(
        combined_scores(photos, cosines, choice), photos + 2.0 * cosines / 0.1
    )
    assert combined_scores(photos, None, choice) is photos


@pytest.mark.parametrize("useful", [True, False])
def test_words_count_only_where_held_out_products_say_that_they_help(useful):
    random = np.random.default_rng(5)
    labels = random.integers(0, 6, 200)
    photos = metrics.log_softmax(random.normal(size=(200, 6)) + 2 * np.eye(6)[labels])
    cosines = random.normal(0.2, 0.1, (200, 6))
    if useful:
        cosines += 0.3 * np.eye(6)[labels]
    chosen = fit_combination(photos, cosines, labels, Combination())
    assert (chosen.text_weight > 0.3) if useful else (chosen.text_weight <= 0.1)
