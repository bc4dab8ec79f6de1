"""What labels teach: parents, further labels, earlier versions, and fits that are exact."""

import dataclasses
import json

import numpy as np
import pytest
from scipy.optimize import check_grad

from shelftag_api.bundle import read_bundle
from shelftag_api.dataset import UNLABELLED_EMBEDDINGS, Dataset, read_dataset, write_dataset
from shelftag_api.errors import ShelftagError
from shelftag_onnx.head import open_head
from shelftag_training.evaluation.metrics import log_softmax
from shelftag_training.families.head import train_head
from shelftag_training.heads.features import LENGTH, Metric, Projected, Projection
from shelftag_training.heads.learning import learn, read_task, trust_rows
from shelftag_training.heads.prior import load_prior
from shelftag_training.heads.residual_head import Fitter
from shelftag_training.heads.softmax_fit import Problem
from shelftag_training.heads.targets import OPEN, make_targets, mixed_targets
from training.drawn_shop import draw_shop
from training.samples import category, clusters

PATHS = [("Fruit",), ("Fruit", "Apples"), ("Fruit", "Pears"), ("Tools",)]


def test_a_label_teaches_its_class_and_a_parents_label_also_the_sum_below():
    targets = make_targets(np.array([1, 0, 3]), PATHS)
    np.testing.assert_allclose(targets.own, [[0, 1, 0, 0], [1 - OPEN, 0, 0, 0], [0, 0, 0, 1]])
    np.testing.assert_allclose(targets.members[:, 0], [1, 1, 1, 0])
    np.testing.assert_allclose(targets.groups[:, 0], [0, OPEN, 0])


def test_levels_above_a_label_share_their_weight():
    paths = [("A", "B", "C"), ("A", "B", "D"), ("X",)]
    targets = make_targets(np.array([0, 2]), paths, level_weight=0.6)
    np.testing.assert_allclose(targets.groups.sum(axis=1), [0.6, 0])
    assert np.count_nonzero(targets.groups[0]) == 2
    np.testing.assert_allclose(targets.own.sum(axis=1), 1)


def test_the_gradient_is_that_of_the_loss():
    random = np.random.default_rng(0)
    targets = make_targets(np.array([0, 1, 2, 3, 0]), PATHS, level_weight=0.5)
    targets = mixed_targets(targets, random.dirichlet(np.ones(4), 5).astype(np.float32), 0.3)
    rows, spare = np.arange(5), random.normal(size=5).astype(np.float32)

    def run(flat):
        return targets.losses(rows, flat.reshape(5, 4).astype(np.float32), spare)

    def gradient(flat):
        return run(flat)[1].ravel().astype(np.float64)

    start = random.normal(size=20)
    error = check_grad(lambda flat: run(flat)[0].sum(), gradient, start, epsilon=1e-2)
    assert error < 0.02 * np.linalg.norm(gradient(start))


def test_the_fit_is_at_the_minimum():
    """At the minimum the gradient of the data's loss is what the penalty gives back."""
    random = np.random.default_rng(1)
    labels = random.integers(0, 3, 90)
    features = random.normal(size=(90, 6)).astype(np.float32) + np.eye(3, 6)[labels] * 2
    targets = make_targets(labels, [(str(n),) for n in range(3)])
    problem = Problem(features.astype(np.float32), targets)
    layer = problem.fit(np.ones(90, np.float32), penalty=2.0)
    _, change = targets.losses(np.arange(90), layer.scores(problem.features))
    np.testing.assert_allclose(features.T @ change, -2.0 * layer.weights, atol=0.3)


def test_a_class_without_rows_is_not_learned_to_be_impossible():
    labels = np.array([0, 0, 1, 1, 2, 2])
    features = np.repeat(np.eye(3, dtype=np.float32), 2, axis=0)
    projected = Projected(features, np.zeros(6, np.float32))
    targets = make_targets(labels, [(str(n),) for n in range(3)])
    fitter = Fitter(projected, np.zeros((6, 4), np.float32), labels, targets)
    layer = fitter.fit(np.array([1, 1, 1, 1, 0, 0], np.float32), 1.0, 0.1).layer
    assert (layer.weights[:, 2] == 0).all()
    assert layer.bias[2] == 0


def test_features_play_down_what_varies_within_classes():
    random = np.random.default_rng(2)
    labels = np.repeat(np.arange(4), 100)
    embeddings = np.abs(random.normal(size=(400, 12))).astype(np.float32)
    embeddings[:, 0] = 1 + labels
    embeddings[:, 1] = 3 * np.abs(random.normal(size=400))  # the light of the day
    projection = Projection.of(embeddings)
    rows = projection.apply(embeddings)
    features = Metric.of(rows, labels, np.ones(400, np.float32)).apply(rows)
    np.testing.assert_allclose(np.linalg.norm(features, axis=1), LENGTH, rtol=1e-3)

    def ratio(values):
        means = np.stack([values[labels == n].mean(axis=0) for n in range(4)])
        return np.var(means, axis=0).sum() / np.var(values - means[labels], axis=0).sum()

    assert ratio(features) > 2 * ratio(rows.components)


def test_what_lies_outside_of_the_labelled_photos_is_short():
    embeddings, labels = clusters([4, 4], seed=3)
    others, _ = clusters([30], seed=9)
    projection = Projection.of(embeddings)
    metric = Metric.of(projection.apply(embeddings), labels, np.ones(8, np.float32))
    own = np.linalg.norm(metric.apply(projection.apply(embeddings)), axis=1)
    other = np.linalg.norm(metric.apply(projection.apply(others)), axis=1)
    assert other.max() < 0.7 * own.min()


def relabelled(folder, change):
    """Writes the data set's rows anew."""
    dataset = read_dataset(folder)
    rows = tuple(change(index, row) for index, row in enumerate(dataset.rows))
    fields = {field.name: getattr(dataset, field.name) for field in dataclasses.fields(dataset)}
    write_dataset(folder, Dataset(**fields | {"rows": rows}))


def test_further_labels_are_learned_exported_and_measured(make_dataset, tmp_path, recorder):
    embeddings, labels = clusters([12, 12, 12, 12])
    names = [category(name) for name in ("Rods", "Kites")]
    folder = make_dataset(embeddings, [names[item // 2] for item in labels], base=False)

    def colour(index, row):
        given = {"colour": ["red", "blue"][labels[index] % 2], "size": "one"}
        return dataclasses.replace(row, attributes=given if index % 3 else {})

    relabelled(folder, colour)
    figures = train_head(folder, tmp_path / "bundle", recorder)["metrics"]
    bundle = read_bundle(tmp_path / "bundle")
    (attribute,) = bundle.attributes  # a single size cannot be learned
    assert (attribute.name, attribute.values) == ("colour", ("blue", "red"))
    assert attribute.output in bundle.graphs[-1].outputs
    assert figures["attribute_colour_cv_accuracy"] >= 0.9
    head = open_head(tmp_path / "bundle")
    colours = head.attributes(embeddings)["colour"]
    assert (colours.argmax(axis=1) == (labels % 2 == 0)).mean() >= 0.95  # red is the second
    np.testing.assert_allclose(colours.sum(axis=1), 1, rtol=1e-5)


def accuracy(bundle, embeddings, categories):
    """Share of rows whose best class is their category."""
    head = load_prior(bundle)
    best = head.logits(embeddings).argmax(axis=1)
    return np.mean(
        [head.manifest.classes[b] == c.uuid for b, c in zip(best, categories, strict=True)]
    )


def test_a_version_starts_from_an_earlier_one_and_forgets_little(make_dataset, tmp_path, recorder):
    embeddings, labels = clusters([40] * 6, spread=0.6)
    names = [category(str(item)) for item in range(6)]
    given = [names[item] for item in labels]
    old, new, test = (np.flatnonzero(part) for part in (
        (labels < 5) & (np.arange(240) % 2 == 0), (labels == 5) & (np.arange(240) % 2 == 0),
        (labels < 5) & (np.arange(240) % 2 == 1),
    ))  # fmt: skip
    first = make_dataset(embeddings[old], [given[row] for row in old], base=False, name="first")
    train_head(first, tmp_path / "one", recorder, replay=8)
    second = make_dataset(
        embeddings[new], [given[row] for row in new], base=False, name="second", products=new
    )
    relabelled(second, lambda index, row: dataclasses.replace(row, sha256=f"new {index}"))
    train_head(second, tmp_path / "two", recorder, earlier=tmp_path / "one")
    one, two = read_bundle(tmp_path / "one"), read_bundle(tmp_path / "two")
    assert two.parent == one.id
    assert set(two.classes) == {item.uuid for item in names}
    assert two.label_count == 20 + 5 * 8
    before = accuracy(tmp_path / "one", embeddings[test], [given[row] for row in test])
    after = accuracy(tmp_path / "two", embeddings[test], [given[row] for row in test])
    assert after >= before - 0.01
    fresh = np.flatnonzero((labels == 5) & (np.arange(240) % 2 == 1))
    assert accuracy(tmp_path / "two", embeddings[fresh], [names[5]] * len(fresh)) >= 0.9
    kept = (tmp_path / "two" / "replay.jsonl").read_text().splitlines()
    assert all(json.loads(line)["title"] == "" for line in kept)


def test_another_folder_with_the_same_file_names_is_learned_beside_the_old_photos(
    tmp_path, recorder, starter
):
    one, two = (draw_shop(tmp_path / f"shop{n}", photos=2, seed=n) for n in (1, 2))
    encoder = starter / "encoder"
    train_head(one, tmp_path / "one", recorder, encoder=encoder)
    figures = [
        train_head(shop, tmp_path / name, recorder, encoder=encoder, earlier=tmp_path / "one")
        for name, shop in (("two", two), ("again", one))
    ]
    assert [item["metrics"]["labels"] for item in figures] == [12, 6]


def test_a_version_that_kept_nothing_cannot_be_started_from(make_dataset, tmp_path, recorder):
    embeddings, labels = clusters([4, 4])
    names = [category("Rods"), category("Kites")]
    folder = make_dataset(embeddings, [names[item] for item in labels], base=False)
    train_head(folder, tmp_path / "one", recorder, replay=0)
    assert not list((tmp_path / "one").glob("replay*"))
    with pytest.raises(ShelftagError, match=r"training\.no_replay"):
        train_head(folder, tmp_path / "two", recorder, earlier=tmp_path / "one")
    assert not (tmp_path / "two").exists()


def test_photos_labelled_at_the_parent_do_not_blur_its_children():
    """Half of the apples are labelled "Fruit" only: apples are still told from pears."""
    embeddings, kinds = clusters([40, 40], spread=0.7)
    paths = [("Fruit",), ("Fruit", "Apples"), ("Fruit", "Pears")]
    learned, test = np.arange(0, 80, 2), np.arange(1, 80, 2)
    given = kinds[learned] + 1
    given[:20:2] = 0
    projection = Projection.of(embeddings[learned])
    rows, even = projection.apply(embeddings[learned]), np.zeros((40, 3), np.float32)
    fitter = Fitter(rows, even, given, make_targets(given, paths))
    head = fitter.fit(np.ones(40, np.float32), 1.0, 1.0)
    log_p = log_softmax(head.logits(projection.apply(embeddings[test]), even))
    assert np.mean(log_p[:, 1:].argmax(axis=1) == kinds[test]) == 1.0


def test_unlabelled_photos_of_the_data_set_are_used(make_dataset, recorder):
    embeddings, kinds = clusters([6] * 3 + [40], spread=0.7)
    names = [category("Rods"), category("Kites"), category("Tins")]
    folder = make_dataset(embeddings[:18], [names[kinds[row]] for row in range(18)])
    assert learn(read_task(folder, None, None, recorder), recorder).fitter.background is None
    np.save(folder / UNLABELLED_EMBEDDINGS, embeddings[18:].astype(np.float16))
    background = learn(read_task(folder, None, None, recorder), recorder).fitter.background
    assert len(background.prior) == 40
    for unsound in (np.full((2, 1280), np.nan), np.ones((2, 64))):
        np.save(folder / UNLABELLED_EMBEDDINGS, unsound.astype(np.float32))
        with pytest.raises(ShelftagError):
            read_task(folder, None, None, recorder)


def test_rare_classes_are_not_drowned():
    """Many photos of one class, two of another: the rare one is found about as often."""
    embeddings, kinds = clusters([120, 60], spread=0.85)
    learned = np.r_[0:60, 120:122]
    test = np.r_[60:120, 122:180]
    projection = Projection.of(embeddings[learned])
    even = np.zeros((len(embeddings), 2), np.float32)
    labels = kinds[learned]
    targets = make_targets(labels, [("Many",), ("Few",)])
    fitter = Fitter(projection.apply(embeddings[learned]), even[learned], labels, targets)
    head = fitter.fit(np.ones(len(learned), np.float32), 1.0, 1.0)
    best = head.logits(projection.apply(embeddings[test]), even[test]).argmax(axis=1)
    found = [np.mean(best[kinds[test] == kind] == kind) for kind in (0, 1)]
    assert min(found) >= 0.7


@pytest.mark.parametrize("method", ["folder", "single"])
def test_wrong_labels_weigh_less_unless_the_owner_looked(make_dataset, recorder, method):
    embeddings, labels = clusters([8] * 12, spread=0.6)
    names = [category(str(item)) for item in range(12)]
    wrong = labels.copy()
    wrong[[3, 12, 40]] = (wrong[[3, 12, 40]] + 5) % 12
    folder = make_dataset(embeddings, [names[item] for item in wrong], base=False)
    relabelled(
        folder,
        lambda index, row: dataclasses.replace(
            row, method=method, source="owner" if method == "single" else "import"
        ),
    )
    task = read_task(folder, None, None, recorder)
    learned = learn(task, recorder)
    given = task.examples.labels(task.classes)
    weights = trust_rows(task.examples, learned.held_out, given)
    place = {int(row): index for index, row in enumerate(learned.held_out.rows)}
    doubted = [weights[place[row]] for row in (3, 12, 40)]
    assert weights.mean() > 0.8
    assert (max(doubted) < 0.5) if method == "folder" else (min(doubted) == 1)
