"""What deep training is made of: targets on all levels, augmentation, schedules, decoded photos."""

import errno
import os
from dataclasses import replace
from uuid import UUID, uuid5

import numpy as np
import pytest
import typer

from shelftag_api.bundle import BundleCategory
from shelftag_training.cli.deep import _Changes
from shelftag_training.deep import augmentation
from shelftag_training.deep.attributes import attribute_losses, make_attributes
from shelftag_training.deep.averaging import WeightAverage
from shelftag_training.deep.photos import Photos, open_photos
from shelftag_training.deep.randomness import Draws
from shelftag_training.deep.recipe import FINETUNE, NO_AUGMENTATION, Phase
from shelftag_training.deep.targets import losses, make_targets
from shelftag_training.running import tensorflow_setup
from training.drawn_shop import draw_shop


@pytest.fixture(scope="module")
def tf():
    return tensorflow_setup.load()


def tree(*paths):
    return [BundleCategory(uuid5(UUID(int=7), path), tuple(path.split(">"))) for path in paths]


CATEGORIES = tree("Food", "Food>Apple", "Food>Apple>Red", "Food>Apple>Green", "Food>Milk", "Tools")


def labels(*numbers):
    return [CATEGORIES[number].uuid for number in numbers]


def test_classes_are_the_labelled_leaves_and_their_sums_are_the_parents():
    targets = make_targets(CATEGORIES, labels(2, 3, 4, 5, 1), 0.5)
    assert targets.classes == tuple(labels(2, 3, 4, 5))
    assert targets.members.tolist() == [[1, 1], [1, 1], [1, 0], [0, 0]]  # Food, Food > Apple
    assert targets.leaf[4].tolist() == [0, 0, 0, 0]
    assert targets.groups[4].tolist() == [0.5, 1.0]
    np.testing.assert_allclose(targets.groups[0], [0.25, 0.25])


def test_a_label_on_a_parent_teaches_the_sum_of_its_children(tf):
    targets = make_targets(CATEGORIES, labels(2, 3, 4, 5, 1), 0.0)
    logits = np.log(np.array([[0.3, 0.4, 0.2, 0.1]], np.float32))
    cost = losses(tf, logits, targets.leaf[4:], targets.groups[4:], targets.members, 0.1)
    np.testing.assert_allclose(cost, [-np.log(0.7)], rtol=1e-4)


def test_label_smoothing_spreads_a_leaf_label(tf):
    targets = make_targets(CATEGORIES, labels(2, 3, 4, 5), 0.0)
    p = np.array([[0.3, 0.4, 0.2, 0.1]], np.float32)
    cost = losses(tf, np.log(p), targets.leaf[:1], targets.groups[:1], targets.members, 0.2)
    wanted = -0.8 * np.log(0.3) - 0.05 * np.log(p).sum()
    np.testing.assert_allclose(cost, [wanted], rtol=1e-4)


def test_what_is_frequent_is_explained_away_and_the_unseen_is_not_favoured():
    targets = make_targets(CATEGORIES, labels(2, 2, 2, 3, 4, 5, 1), 0.0)
    shift = targets.frequencies(np.array([0, 1, 2, 3, 4, 6]))
    assert shift[0] > shift[1] == shift[2]  # three photos, and one each
    assert shift[3] == 0  # its photo is not learned


def test_further_labels_are_those_with_two_values_to_tell_apart(tf):
    given = [
        {"colour": "red", "size": "L", "maker": "A"},
        {"colour": "red", "size": "L", "maker": "B"},
        {"colour": "blue", "size": "L"},
        {"colour": "blue", "size": "typing error"},
        {},
    ]
    (colour,) = make_attributes(given)
    assert (colour.name, colour.values) == ("colour", ("blue", "red"))
    assert colour.shown.tolist() == [[0, 1], [0, 1], [1, 0], [1, 0], [0, 0]]
    logits = np.log(np.tile(np.array([[0.2, 0.8]], np.float32), (5, 1)))
    cost = attribute_losses(tf, tf.constant(logits), tf.constant(colour.shown), [2], 0.0)
    np.testing.assert_allclose(cost, -np.log([0.8, 0.8, 0.2, 0.2, 1]), atol=1e-5)


def picture(side=64):
    column = np.linspace(0, 255, side).astype(np.uint8)
    photo = np.stack([np.tile(column, (side, 1)), np.tile(column[:, None], (1, side))], axis=-1)
    return np.concatenate([photo, np.full((side, side, 1), 128, np.uint8)], axis=-1)[None]


def changed(tf, how, step=3, pixels=64):
    draw = Draws(tf, tf.constant([5, step], tf.int32), 1)
    return augmentation.augment(tf, tf.constant(picture()), pixels, how, draw).numpy()


def test_without_augmentation_a_photo_stays_as_it_is(tf):
    np.testing.assert_allclose(changed(tf, NO_AUGMENTATION), picture(), atol=0.5)
    smaller = changed(tf, NO_AUGMENTATION, pixels=32)[0]
    np.testing.assert_allclose(smaller, picture()[0].reshape(32, 2, 32, 2, 3).mean((1, 3)), atol=2)


@pytest.mark.parametrize(
    ("name", "degree"),
    [
        ("rotation", 30), ("shear", 0.3), ("shift", 0.3), ("zoom", 0.5), ("crop", 0.6),
        ("flip", True), ("brightness", 0.4), ("contrast", 0.4), ("colour", 0.4), ("erasing", 1),
    ],
)  # fmt: skip
def test_each_augmentation_can_be_had_alone(tf, name, degree):
    how = replace(NO_AUGMENTATION, **{name: degree})
    results = [changed(tf, how, step) for step in range(6)]
    assert any(np.abs(result - picture()).max() > 5 for result in results)
    assert all(result.min() >= 0 and result.max() <= 255 for result in results)
    np.testing.assert_array_equal(results[2], changed(tf, how, 2))


@pytest.mark.parametrize("kind", ["mixup", "cutmix"])
def test_mixed_photos_have_mixed_labels(tf, kind):
    photos = np.concatenate([np.zeros((1, 32, 32, 3)), np.full((1, 32, 32, 3), 200)])
    how = replace(NO_AUGMENTATION, **{kind: 1.0})
    draw = Draws(tf, tf.constant([1, 1], tf.int32), 2)
    mixed, (target,) = augmentation.mix(
        tf, tf.constant(photos, tf.float32), (tf.eye(2),), how, draw
    )
    share = mixed.numpy().mean(axis=(1, 2, 3)) / 200
    np.testing.assert_allclose(target.numpy()[:, 1], share, atol=1e-5)
    assert 0.5 < target[0, 0] < 1


def test_shares_of_a_batch_draw_what_the_whole_batch_draws(tf):
    seed = tf.constant([1, 2], tf.int32)
    whole = Draws(tf, seed, 6).uniform(0, 1, 2).numpy()
    parts = [Draws(tf, seed, 2, replica, 3).uniform(0, 1, 2).numpy() for replica in range(3)]
    np.testing.assert_array_equal(np.concatenate(parts), whole)


def test_the_rate_rises_then_falls():
    rates = [FINETUNE.rate(share) for share in np.linspace(0, 1, 101)]
    top = int(np.argmax(rates))
    assert 3 <= top <= 7
    assert rates == sorted(rates[: top + 1]) + sorted(rates[top + 1 :], reverse=True)
    assert rates[-1] < 0.02 * max(rates)


def test_an_average_follows(tf):
    variable = tf.Variable([0.0])
    average = WeightAverage([variable], 0.9)
    for step in range(400):
        variable.assign([1.0])
        average.update(step)
    assert average.values[0][0] > 0.99


def test_without_averaging_the_last_weights_count(tf):
    variable = tf.Variable([0.0])
    average = WeightAverage([variable], 0.0)
    for step in range(7):
        variable.assign([float(step)])
        average.update(step)
    assert average.values[0][0] == 6


def test_photos_are_the_same_from_the_drive_and_decoded_anew(tmp_path, monkeypatch):
    shop = draw_shop(tmp_path / "shop", photos=3)
    paths = [*sorted(shop.rglob("*.jpg")), None]

    def nothing(done, failed):
        pass

    kept = open_photos(paths, 80, tmp_path, nothing, dataset="a")
    again = open_photos([None] * len(paths), 80, tmp_path, nothing, dataset="a")
    changed = open_photos(paths[::-1], 80, tmp_path, nothing, dataset="b")
    monkeypatch.setattr("shelftag_training.deep.photos._SPARE", 1 << 60)
    (tmp_path / "other").mkdir()
    anew = open_photos(paths, 80, tmp_path / "other", nothing, dataset="a")
    rows = [8, 0, 9]
    np.testing.assert_array_equal(kept.read(rows), anew.read(rows))
    np.testing.assert_array_equal(kept.read(rows), again.read(rows))
    np.testing.assert_array_equal(kept.read(rows), changed.read([1, 9, 0]))
    assert kept.usable.tolist() == anew.usable.tolist() == [True] * 9 + [False]
    for photos in (kept, again, anew, changed):
        photos.close()


def test_a_drive_that_fills_up_meanwhile_holds_no_photos_and_all_are_looked_at(
    tmp_path, monkeypatch
):
    shop = draw_shop(tmp_path / "shop", photos=2)
    paths = sorted(shop.rglob("*.jpg"))
    paths[3].write_bytes(b"not a photo")
    work = tmp_path / "work"
    work.mkdir()

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("numpy.save", full)
    photos = open_photos(paths, 32, work, lambda done, failed: None, dataset="a")
    assert photos.usable.tolist() == [True, True, True, False, True, True]
    assert photos.read([0]).max() > 0
    assert not list(work.glob("*.npy"))
    photos.close()


def test_a_photo_that_is_gone_is_black_and_noted(tmp_path):
    shop = draw_shop(tmp_path / "shop", photos=1)
    paths = sorted(shop.rglob("*.jpg"))
    photos = Photos(paths, 32, None)
    paths[1].unlink()
    assert photos.read([1]).max() == 0
    assert photos.usable.tolist() == [True, False, True]
    photos.close()


def test_options_change_the_recipe():
    changes = _Changes(7, 224, 16, 0.0, ["flip=0", "rotation=30", "mixup=0.5"], 5)
    recipe = changes.apply(FINETUNE)
    assert recipe.epochs == 7
    assert recipe.pixels == 224
    assert (recipe.batch, recipe.hold_out, recipe.seed) == (16, 0.0, 5)
    assert recipe.augmentation.flip is False
    assert recipe.augmentation.rotation == 30
    assert recipe.augmentation.shear == FINETUNE.augmentation.shear
    assert _Changes(1, None, None, None, None, None).apply(FINETUNE).phases == (
        Phase(1, FINETUNE.pixels),
    )


@pytest.mark.parametrize("text", ["flip", "rotation=much", "sparkle=1", "crop=2", "rotation=-1"])
def test_a_wrong_augmentation_is_refused(text):
    with pytest.raises(typer.BadParameter):
        _Changes(None, None, None, None, [text], None).apply(FINETUNE)
