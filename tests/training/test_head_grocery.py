"""On real photos: a few labels must not draw the rest of the shop, nor new classes push out old."""

import dataclasses

import numpy as np
import pytest

from shelftag_api.bundle import read_bundle
from shelftag_api.dataset import EMBEDDINGS, UNLABELLED_EMBEDDINGS, read_dataset, write_dataset
from shelftag_training.families.head import train_head
from shelftag_training.families.starter import tree_of_starter
from shelftag_training.heads.learning import learn, read_task
from shelftag_training.heads.prior import load_prior, log_prior
from training.grocery_photos import GROCERY, embeddings
from training.test_grocery import write_split

pytestmark = pytest.mark.skipif(
    not (GROCERY / "train.txt").is_file(), reason="needs ../shared/data/grocery"
)


def choose(folder, rows, *, starter_tree=False):
    """Keeps some of a data set's rows; returns the embeddings of all."""
    dataset = read_dataset(folder)
    vectors = np.load(folder / EMBEDDINGS)
    np.save(folder / EMBEDDINGS, vectors[rows])
    kept = tuple(dataset.rows[row] for row in rows)
    taken = {category.uuid for category in dataset.categories}
    more = [category for category in tree_of_starter() if category.uuid not in taken]
    tree = (*dataset.categories, *(more if starter_tree else ()))
    write_dataset(folder, dataclasses.replace(dataset, categories=tree, rows=kept))
    return vectors


def classes_of(folder):
    """Number of each row's category."""
    names = [row.category_uuid for row in read_dataset(folder).rows]
    return np.unique([str(name) for name in names], return_inverse=True)[1]


def best(learned, vectors):
    """Best class of each photo."""
    base = learned.task.base
    prior = log_prior(base.logits(vectors), base.manifest.temperature, learned.fold)
    return learned.head.logits(learned.projection.apply(vectors), prior).argmax(axis=1)


def test_unlabelled_photos_keep_few_labels_from_drawing_all_others(
    tmp_path, recorder, starter, encoder_id
):
    drawn, found = [], []
    for seed in range(3):
        folder = write_split(tmp_path / str(seed), "train", starter, encoder_id)
        random, classes = np.random.default_rng(seed), classes_of(folder)
        own = random.permutation(int(classes.max()) + 1)[:3]
        parts = [random.permutation(np.flatnonzero(classes == item)) for item in own]
        chosen, new = (np.concatenate([p[cut] for p in parts]) for cut in (np.s_[:6], np.s_[6:]))
        others = random.permutation(np.flatnonzero(~np.isin(classes, own)))
        vectors = choose(folder, chosen, starter_tree=True).astype(np.float32)
        for part in ("alone", "beside"):
            task = read_task(folder, None, None, recorder)
            learned = learn(task, recorder)
            column = dict(zip(classes[chosen], task.examples.labels(task.classes), strict=True))
            drawn.append((part, np.mean(best(learned, vectors[others[500:1000]]) < 3)))
            right = best(learned, vectors[new]) == [column[item] for item in classes[new]]
            found.append((part, np.mean(right)))
            np.save(folder / UNLABELLED_EMBEDDINGS, vectors[others[:500]])

    def mean(values, part):
        return np.mean([value for name, value in values if name == part])

    assert mean(drawn, "beside") < 0.7 * mean(drawn, "alone")
    assert mean(found, "beside") >= mean(found, "alone")


def test_ten_new_classes_cost_the_old_ones_at_most_a_point(tmp_path, recorder, starter, encoder_id):
    """Against learning all photos at once; and against before, asked which of the old it is."""
    old, new, whole = (
        write_split(tmp_path / name, "train", starter, encoder_id) for name in ("old", "new", "all")
    )
    classes, everything = classes_of(whole), read_dataset(whole)
    tested = np.arange(len(classes)) % 5 == 0
    choose(old, np.flatnonzero(~tested & (classes < 71)))
    choose(new, np.flatnonzero(~tested & (classes >= 71)))
    vectors = choose(whole, np.flatnonzero(~tested)).astype(np.float32)
    train_head(old, tmp_path / "one", recorder)
    train_head(new, tmp_path / "two", recorder, earlier=tmp_path / "one")
    train_head(whole, tmp_path / "three", recorder, replay=0)
    val = read_dataset(write_split(tmp_path / "val", "val", starter, encoder_id))
    places = np.flatnonzero(tested & (classes < 71))
    known = {row.category_uuid for row in read_dataset(old).rows}
    shown = [index for index, row in enumerate(val.rows) if row.category_uuid in known]
    photos = np.concatenate([vectors[places], embeddings("val", starter)[shown]])
    labels = [everything.rows[place].category_uuid for place in places]
    labels += [val.rows[index].category_uuid for index in shown]

    def accuracy(bundle, among=None):
        head = load_prior(tmp_path / bundle)
        logits, classes = head.logits(photos.astype(np.float32)), head.manifest.classes
        if among is not None:
            logits[:, [item not in among for item in classes]] = -np.inf
        best = logits.argmax(axis=1)
        return np.mean([classes[b] == c for b, c in zip(best, labels, strict=True)])

    assert accuracy("two", known) >= accuracy("one", known) - 0.01
    assert set(read_bundle(tmp_path / "two").classes) == set(
        read_bundle(tmp_path / "three").classes
    )
    assert accuracy("two") >= accuracy("three") - 0.01
