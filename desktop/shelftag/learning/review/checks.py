"""How right the catalogue is: an estimate with its interval, from products drawn at random.

What the review queue shows is chosen for being doubtful, so that its answers say nothing about the
rest. A spot check draws from all products that wait; the owner puts right what is wrong; what that
says about those that were not drawn is the hypergeometric distribution's to say.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from shelftag_api.risk import draw_tail

DELTA = 0.05
"""Probability with which the estimate may promise too much."""


@dataclass(frozen=True)
class Draws:
    """Products drawn at random from those that wait, without putting any back.

    Attributes:
        waiting: How many waited before the first was drawn.
        drawn: How many were drawn.
        wrong: How many of these were shown under a wrong category, and were put right.
    """

    waiting: int
    drawn: int = 0
    wrong: int = 0

    def most_wrong(self, delta: float) -> int:
        """The most wrong ones that there may be among those not drawn.

        Args:
            delta: Probability with which there may be more after all.

        Returns:
            The largest number with which so few wrong ones would be drawn with a probability
            above ``delta`` (the exact upper limit of Clopper and Pearson for a finite population).
        """
        rest = self.waiting - self.drawn

        def possible(left: int) -> bool:
            return draw_tail(self.wrong, self.drawn, left + self.wrong, self.waiting) > delta

        return _last(possible, rest)

    def least_wrong(self, delta: float) -> int:
        """The fewest wrong ones that there may be among those not drawn; see `most_wrong`."""
        rest = self.waiting - self.drawn

        def too_few(left: int) -> bool:
            bad = left + self.wrong
            return 1 - draw_tail(self.wrong - 1, self.drawn, bad, self.waiting) <= delta

        return min(_last(too_few, rest) + 1, rest) if too_few(0) else 0


def _last(holds: Callable[[int], bool], end: int) -> int:
    """The last number up to ``end`` for which something holds that holds from 0 on, or nowhere."""
    low, high = 0, end
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low


@dataclass(frozen=True)
class Estimate:
    """How right the catalogue is believed to be, as shares of all products.

    Attributes:
        low: At least so many are right, with the probability that was asked for.
        best: The likeliest share.
        high: At most so many.
    """

    low: float
    best: float
    high: float


def estimate(
    total: int, draws: Draws, doubt: float, undecided: int, delta: float = DELTA
) -> Estimate:
    """Estimates how many products are right.

    What the owner decided counts as right, so that decisions after the check only make it better.

    Args:
        total: Products of the catalogue.
        draws: The spot check.
        doubt: What is expected to be wrong among those that are still undecided.
        undecided: How many these are.
        delta: Probability with which the truth may lie outside, half of it on either side.
    """
    if not total:
        return Estimate(1.0, 1.0, 1.0)
    most = min(draws.most_wrong(delta / 2), undecided)
    since = draws.waiting - draws.drawn - undecided
    fewest = max(0, draws.least_wrong(delta / 2) - max(since, 0))
    best = min(max(doubt, fewest), most)
    return Estimate(1 - most / total, 1 - best / total, 1 - fewest / total)


@dataclass(frozen=True)
class Campaign:
    """Spot checks towards a goal: when to draw, when to stop, and when the goal is met.

    It is checked page after page, and each look is another chance to be wrong: the k-th look of a
    catalogue may fail with probability δ / (k (k + 1)), which adds up to δ however many there are.

    Attributes:
        goal: Share of the products that should be right.
        draws: Of the current series, or None between two.
        looks: Pages checked so far, over all series.
        bias: How many times as many were wrong as the model expected, in earlier series.
        delta: Probability with which a met goal is not met.
    """

    goal: float = 0.98
    draws: Draws | None = None
    looks: int = 0
    bias: float = 1.0
    delta: float = DELTA

    def wants(self, total: int, waiting: int, doubt: float) -> bool:
        """Whether the next page should be a spot check.

        Args:
            total: Products of the catalogue.
            waiting: Of these, those without a decision.
            doubt: What the model expects to be wrong among them.
        """
        return waiting > 0 and (
            self.draws is not None or doubt * self.bias <= READY * (1 - self.goal) * total
        )

    def checked(
        self, total: int, waiting: int, drawn: int, wrong: int, doubt: float
    ) -> tuple["Campaign", bool]:
        """Takes in a checked page.

        Args:
            total: Products of the catalogue.
            waiting: Those without a decision, before the page.
            drawn: Products on the page.
            wrong: Of these, wrong ones.
            doubt: What the model expected to be wrong among the products of the page.

        Returns:
            The campaign from then on, and whether the goal is met.
        """
        before = self.draws or Draws(waiting)
        draws = replace(before, drawn=before.drawn + drawn, wrong=before.wrong + wrong)
        looks = self.looks + 1
        allowed = (1 - self.goal) * total
        met = draws.most_wrong(self.delta / (looks * (looks + 1))) <= allowed
        bias = (wrong + 2.0) / (doubt + 2.0)
        expected = draws.wrong / draws.drawn * (draws.waiting - draws.drawn)
        hopeless = expected > HOPE * allowed
        series = None if hopeless and not met else draws
        return replace(self, draws=series, looks=looks, bias=(self.bias + bias) / 2), met


READY = 0.5
"""A series begins when the model expects so much of the wrong ones that the goal allows."""
HOPE = 0.7
"""It ends when what was drawn lets expect more than that."""
