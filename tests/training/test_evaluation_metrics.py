"""Figures of merit: against scikit-learn, against hand-made cases, against what theory says."""

import numpy as np
import pytest
from sklearn.metrics import precision_recall_fscore_support, roc_auc_score

from shelftag_training.evaluation.bootstrap import cluster_intervals
from shelftag_training.evaluation.classification import (
    averaged_scores,
    class_scores,
    confusion_matrix,
    confusions,
)
from shelftag_training.evaluation.comparison import DIFFERENCES, mcnemar, paired_figures
from shelftag_training.evaluation.figures import Figures
from shelftag_training.evaluation.hierarchical import compare_paths
from shelftag_training.evaluation.judged import Answers
from shelftag_training.evaluation.measure import measure
from shelftag_training.evaluation.metrics import log_softmax
from shelftag_training.evaluation.reliability import calibration_beyond_chance, reliability
from shelftag_training.evaluation.selective import promises, risk_coverage

PATHS = [("Fruit", "Apple"), ("Fruit", "Pear"), ("Dairy",), ("Dairy", "Milk", "Whole")]


def calibrated(rows, seed=0):
    """Confidences that are exactly the probability of being right."""
    random = np.random.default_rng(seed)
    confidence = random.beta(5, 1, rows)
    return confidence, random.random(rows) < confidence


class TestClasses:
    labels = np.array([0, 0, 1, 1, 1, 2])
    guesses = np.array([0, 1, 1, 1, 3, 0])

    def test_a_class_is_scored_by_what_it_gets_and_what_it_gives_away(self):
        first, second, third = class_scores(self.guesses, self.labels)
        assert (first.category, first.support, first.precision, first.recall) == (0, 2, 0.5, 0.5)
        assert (second.precision, second.recall) == pytest.approx((2 / 3, 2 / 3))
        assert (third.precision, third.recall, third.f1) == (0, 0, 0)

    def test_averages_count_classes_alike_or_by_their_rows(self):
        averages = averaged_scores(self.guesses, self.labels, np.ones(6))
        assert averages["macro_f1"] == pytest.approx((0.5 + 2 / 3 + 0) / 3)
        assert averages["weighted_f1"] == pytest.approx((2 * 0.5 + 3 * 2 / 3 + 0) / 6)

    @pytest.mark.parametrize("average", ["macro", "weighted"])
    def test_the_averages_of_the_bootstrap_are_those_of_scikit_learn(self, average):
        random = np.random.default_rng(1)
        labels, guesses = random.integers(0, 6, 200), random.integers(0, 7, 200)
        times = random.integers(0, 3, 200)
        repeated = np.repeat(labels, times), np.repeat(guesses, times)
        expected = precision_recall_fscore_support(
            *repeated, labels=np.unique(repeated[0]), average=average, zero_division=0
        )
        found = averaged_scores(guesses, labels, times.astype(float))
        for name, value in zip(("precision", "recall", "f1"), expected, strict=False):
            assert found[f"{average}_{name}"] == pytest.approx(value), name

    def test_mix_ups_come_most_frequent_first_and_most_confident_first(self):
        labels = np.array([0, 0, 0, 1])
        scores = np.array([[0.4, 0.6, 0], [0.1, 0.9, 0], [0.9, 0.1, 0], [0.3, 0.2, 0.5]])
        often, once = confusions(scores, labels)
        assert (often.truth, often.guess, often.rows) == (0, 1, (1, 0))
        assert (once.truth, once.guess, once.rows) == (1, 2, (3,))

    def test_classes_that_are_not_shown_share_the_last_column_of_the_matrix(self):
        matrix = confusion_matrix(self.guesses, self.labels, np.array([0, 1]))
        np.testing.assert_allclose(matrix, [[0.5, 0.5, 0], [0, 2 / 3, 1 / 3]])


class TestTree:
    def test_a_wrong_sister_is_half_right(self):
        agreement = compare_paths(PATHS, np.array([1]), np.array([0]))
        assert agreement.scores(np.ones(1)) == (0.5, 0.5, 0.5)
        assert agreement.by_level() == [1.0, 0.0]

    def test_answering_with_the_parent_costs_recall_but_no_precision(self):
        precision, recall, f1 = compare_paths(PATHS, np.array([2]), np.array([3])).scores(
            np.ones(1)
        )
        assert (precision, recall, f1) == (1, pytest.approx(1 / 3), pytest.approx(0.5))

    def test_an_answer_stops_at_the_parent_where_no_child_is_sure(self):
        p = np.array(
            [
                [0.97, 0.01, 0.01, 0.01],  # apple, and sure
                [0.60, 0.38, 0.01, 0.01],  # a fruit, but which?
                [0.02, 0.01, 0.00, 0.97],  # whole milk, and sure
                [0.02, 0.01, 0.00, 0.97],  # the same, but it is an apple
                [0.40, 0.10, 0.10, 0.40],  # no idea
            ]
        )
        paths = [*PATHS, ("Fruit",)]
        log_p = np.log(np.hstack([p + 1e-9, np.full((5, 1), 1e-9)]))
        labels = np.array([0, 1, 3, 0, 0])
        sure = Figures(Answers(log_p, labels, np.arange(5)), paths).sure
        found = sure.stopped(np.ones(5))
        assert found["sure_answered"] == pytest.approx(0.8)
        assert found["sure_whole"] == pytest.approx(0.6)
        assert found["sure_right"] == pytest.approx(0.75)
        assert sure.answered_by_level() == [(0.8, 0.75), (0.6, pytest.approx(2 / 3)), (1.0, 1.0)]

    def test_a_level_is_judged_on_the_labels_that_reach_it(self):
        agreement = compare_paths(PATHS, np.array([0, 2, 3]), np.array([1, 2, 3]))
        assert agreement.by_level() == [1.0, 0.5, 1.0]


class TestConfidence:
    def test_an_honest_model_shows_no_more_error_than_chance(self):
        found = calibration_beyond_chance(*calibrated(400))
        assert found.ece > 0.02
        assert abs(found.excess) < 0.02

    def test_a_boastful_model_shows_more(self):
        confidence, right = calibrated(2000)
        found = calibration_beyond_chance(np.sqrt(confidence), right & (np.arange(2000) % 4 > 0))
        assert found.excess > 0.15

    def test_the_diagram_counts_every_row_once(self):
        confidence, right = calibrated(500)
        bins = reliability(np.append(confidence, 1.0), np.append(right, True))
        assert sum(item.count for item in bins) == 501
        assert all(item.low <= item.accuracy <= item.high for item in bins)
        assert [item.confidence for item in bins] == sorted(item.confidence for item in bins)


class TestHoldingBack:
    def test_the_curve_by_hand(self):
        curve = risk_coverage(np.array([0.9, 0.8, 0.7, 0.6]), np.array([True, False, True, True]))
        np.testing.assert_allclose(curve.coverage, [0.25, 0.5, 0.75, 1])
        np.testing.assert_allclose(curve.risk, [0, 0.5, 1 / 3, 0.25])
        assert curve.aurc() == pytest.approx((0 + 0.5 + 1 / 3 + 0.25) / 4)
        assert curve.coverage_at(0.0) == 0.25
        assert curve.coverage_at(0.3) == 1.0

    def test_equal_confidences_are_accepted_together(self):
        curve = risk_coverage(np.array([0.5, 0.5]), np.array([True, False]))
        assert curve.coverage.tolist() == [1.0]
        assert curve.coverage_at(0.1) == 0.0

    @pytest.mark.parametrize("decimals", [1, 12])
    def test_augrc_is_the_closed_form_of_its_paper(self, decimals):
        confidence, right = calibrated(3000)
        confidence = confidence.round(decimals)
        accuracy = right.mean()
        ranking = roc_auc_score(right, confidence)
        expected = (1 - ranking) * accuracy * (1 - accuracy) + 0.5 * (1 - accuracy) ** 2
        assert risk_coverage(confidence, right).augrc() == pytest.approx(expected)

    def test_weights_are_repetitions(self):
        confidence, right = calibrated(200)
        times = np.random.default_rng(0).integers(0, 3, 200)
        weighted = risk_coverage(confidence, right, times.astype(float))
        repeated = risk_coverage(np.repeat(confidence, times), np.repeat(right, times))
        assert weighted.aurc() == pytest.approx(repeated.aurc())
        assert weighted.augrc() == pytest.approx(repeated.augrc())

    def test_a_promise_is_tried_on_groups_that_did_not_certify_it(self):
        confidence, right = calibrated(4000)
        strict, lax = promises(confidence, right, np.arange(4000), risks=(0.001, 0.1))
        assert strict.confidence is None
        assert lax.bound <= 0.1 < 0.14 > lax.shown_risk
        assert 0 < lax.shown_coverage < 1


class TestIntervals:
    def test_photos_of_one_product_count_as_little_more_than_one(self):
        random = np.random.default_rng(2)
        products = np.repeat(np.arange(60), 10)
        right = np.repeat(random.random(60) < 0.7, 10).astype(float)

        def accuracy(weights):
            return np.array([weights @ right / weights.sum()])

        ((low, high),) = cluster_intervals(accuracy, products)
        ((lower, higher),) = cluster_intervals(accuracy, np.arange(600))
        assert high - low > 2.5 * (higher - lower)
        assert low < right.mean() < high

    def test_the_same_seed_gives_the_same_interval(self):
        confidence, _ = calibrated(50)

        def mean(weights):
            return np.array([weights @ confidence])

        assert (
            cluster_intervals(mean, np.arange(50)) == cluster_intervals(mean, np.arange(50))
        ).all()

    def test_ten_of_ten_is_not_certainty(self):
        log_p = log_softmax(9 * np.eye(4)[np.arange(10) % 4])
        found = measure(Answers(log_p, np.arange(10) % 4, np.arange(10)), PATHS)
        low, high = found.intervals["accuracy"]
        assert low < 0.75
        assert high == 1

    def test_every_figure_lies_in_its_interval(self):
        random = np.random.default_rng(4)
        labels = random.integers(0, 4, 300)
        log_p = log_softmax(random.normal(size=(300, 4)) + 1.5 * np.eye(4)[labels])
        found = measure(Answers(log_p, labels, np.arange(300) // 2), PATHS)
        assert found.figures.keys() - found.intervals.keys() == {"ece_expected"}
        for name, (low, high) in found.intervals.items():
            assert low <= found.figures[name] <= high, name
        assert found.flat("photo")["photo_accuracy_low"] == found.intervals["accuracy"][0]


class TestComparison:
    def test_the_exact_test_by_hand(self):
        assert mcnemar(0, 0) == 1.0
        assert mcnemar(0, 5) == pytest.approx(2 / 2**5)
        assert mcnemar(6, 6) == 1.0

    def test_the_intervals_of_the_differences_are_paired(self):
        random = np.random.default_rng(3)
        right = random.random(400) < 0.7
        labels, groups = np.zeros(400, int), np.arange(400)

        def answers(right):
            return Answers(log_softmax(3 * np.eye(4)[np.where(right, 0, 1)]), labels, groups)

        second = right | (random.random(400) < 0.1)
        found = paired_figures("photo", answers(right), answers(second), PATHS)
        gain = second.mean() - right.mean()
        assert found["photo_difference"] == pytest.approx(gain)
        assert 0 < found["photo_difference_low"] < gain < found["photo_difference_high"] < 0.08
        assert found["photo_nll_difference_high"] < 0
        assert {f"photo_{name}_difference" for name in DIFFERENCES[1:]} <= found.keys()

    def test_what_either_takes_for_one_occasion_counts_as_one(self):
        labels = np.arange(200) % 4
        log_p = log_softmax(np.random.default_rng(0).normal(size=(400, 4))).reshape(2, 200, 4)
        alone, pairs = np.arange(200), np.arange(200) // 20
        one = paired_figures("x", *(Answers(p, labels, alone) for p in log_p), PATHS)
        both = Answers(log_p[0], labels, alone), Answers(log_p[1], labels, pairs)
        other = paired_figures("x", *both, PATHS)
        assert one["x_difference"] == other["x_difference"]
        assert one["x_difference_low"] != other["x_difference_low"]
