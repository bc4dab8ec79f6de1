"""When a retraining pays."""

LEAST = 20
"""Labels before the first retraining."""
GROWTH = 0.5
"""Share of the labels learned from that must have come in since."""


def pays(learned: int, fresh: int) -> bool:
    """Whether enough was decided since the model was trained to train it again.

    Accuracy grows about with the logarithm of the number of labels, and the decisions that came in
    since count at once anyway (`beliefs.follow`), so that half as many again are waited for.

    Args:
        learned: Labels that the model was trained on.
        fresh: Labels given since.
    """
    return fresh >= max(LEAST, GROWTH * learned)
