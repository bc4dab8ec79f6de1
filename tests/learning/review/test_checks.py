"""What spot checks prove: exactly so much, and as often as promised."""

from itertools import combinations
from math import comb

import numpy as np
import pytest

from shelftag.learning.review.checks import Campaign, Draws, estimate
from shelftag_api.risk import draw_tail


@pytest.mark.parametrize(("drawn", "bad"), [(3, 0), (3, 2), (4, 5), (7, 3), (0, 3)])
def test_the_tail_is_what_counting_all_draws_gives(drawn, bad):
    total = 8
    for wrong in range(drawn + 1):
        ways = sum(
            sum(item < bad for item in draw) <= wrong for draw in combinations(range(total), drawn)
        )
        assert draw_tail(wrong, drawn, bad, total) == pytest.approx(ways / comb(total, drawn))


@pytest.mark.parametrize("wrong", [0, 1, 4])
def test_limits_are_the_last_numbers_that_are_not_refuted(wrong):
    draws, delta = Draws(60, 12, wrong), 0.05
    rest = range(60 - 12 + 1)
    low = [n for n in rest if draw_tail(wrong, 12, n + wrong, 60) > delta]
    high = [n for n in rest if 1 - draw_tail(wrong - 1, 12, n + wrong, 60) > delta]
    assert draws.most_wrong(delta) == max(low)
    assert draws.least_wrong(delta) == min(high)


def test_who_has_drawn_everything_knows_everything():
    draws = Draws(24, 24, 5)
    assert (draws.least_wrong(0.05), draws.most_wrong(0.05)) == (0, 0)


def test_the_interval_holds_the_truth_as_often_as_promised():
    random, total, waiting, held = np.random.default_rng(3), 1000, 400, 0
    for _ in range(400):
        bad = int(random.integers(0, 120))
        wrong = int(random.hypergeometric(bad, waiting - bad, 48))
        truth = 1 - (bad - wrong) / total
        figure = estimate(total, Draws(waiting, 48, wrong), 20.0, waiting - 48)
        assert figure.low <= figure.best <= figure.high
        held += figure.low <= truth <= figure.high
    assert held >= 0.95 * 400


def test_decisions_after_the_check_only_make_it_better():
    draws = Draws(400, 48, 4)
    first, later = (estimate(1000, draws, 10.0, left) for left in (352, 20))
    assert later.low >= 0.98 > first.low


def test_an_empty_catalogue_is_right():
    assert estimate(0, Draws(0), 0.0, 0).low == 1.0


class TestCampaign:
    def test_it_waits_until_the_model_expects_the_goal_to_be_near(self):
        campaign = Campaign(goal=0.98)
        assert not campaign.wants(1000, 500, doubt=100)
        assert campaign.wants(1000, 500, doubt=5)
        assert not campaign.wants(1000, 0, doubt=0)

    def test_a_good_page_meets_the_goal_and_a_bad_one_ends_the_series(self):
        campaign, met = Campaign(0.98).checked(1000, 60, 24, wrong=0, doubt=1.0)
        assert met
        campaign, met = Campaign(0.98).checked(1000, 800, 24, wrong=6, doubt=1.0)
        assert not met
        assert campaign.draws is None
        assert campaign.bias > 1
        assert not campaign.wants(1000, 776, doubt=9)

    def test_what_is_drawn_in_a_series_adds_up(self):
        campaign, met = Campaign(0.98).checked(3000, 700, 24, wrong=1, doubt=1.0)
        assert not met
        assert campaign.draws == Draws(700, 24, 1)
        campaign, met = campaign.checked(3000, 676, 24, wrong=0, doubt=1.0)
        assert campaign.draws == Draws(700, 48, 1)

    def test_a_catalogue_below_the_goal_is_hardly_ever_called_right(self):
        random, failed = np.random.default_rng(5), 0
        for _ in range(200):
            campaign, met, waiting, bad = Campaign(0.98), False, 400, 25 + 24
            for _ in range(6):
                wrong = int(random.hypergeometric(bad, waiting - bad, 24))
                campaign, met = campaign.checked(1000, waiting, 24, wrong, 2.0)
                waiting, bad = waiting - 24, bad - wrong
                if met:
                    break
            failed += met and bad > 20
        assert failed <= 0.05 * 200
