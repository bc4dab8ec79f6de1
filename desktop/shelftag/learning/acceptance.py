"""Acceptance: which of a model's suggestions become labels without the owner looking at them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shelftag.catalog.catalog import read_setting
from shelftag.catalog.models import ModelVersion
from shelftag.learning.review.beliefs import NONE, Beliefs, Examples, backed
from shelftag.learning.review.desk import product_looks, read_columns
from shelftag.learning.review.spot_checks import DEFAULT_RISK, RISK_SETTING, certified
from shelftag.learning.workbench import Workbench


@dataclass(frozen=True)
class Acceptance:
    """A threshold, and the confirmed products that must back what it lets through.

    Attributes:
        threshold: Score from which suggestions are accepted; infinite where nothing is.
        ids: All products, int64 [products], rising.
        looks: Of these, float32 [products, size]; None where a confidence needs no backing.
        examples: What the owner and trusted imports said.
    """

    threshold: float = float("inf")
    ids: NDArray[np.int64] | None = None
    looks: NDArray[np.float32] | None = None
    examples: Examples | None = None

    def of(
        self,
        product_ids: Sequence[int],
        categories: NDArray[np.int64],
        confidences: NDArray[np.floating],
    ) -> NDArray[np.bool_]:
        """Says which suggestions are accepted.

        Args:
            product_ids: The products, rising.
            categories: The best category of each, int64 [products].
            confidences: Its confidence, [products].
        """
        accepted: NDArray[np.bool_] = confidences >= self.threshold
        if self.looks is None or self.ids is None or self.examples is None or not accepted.any():
            return accepted
        rows = np.flatnonzero(accepted)
        looks = self.looks[np.searchsorted(self.ids, np.asarray(product_ids)[rows])]
        beliefs = Beliefs(categories[rows, None], confidences[rows, None].astype(np.float32))
        accepted[rows] = backed(beliefs, looks, self.examples) >= self.threshold
        return accepted


def certified_acceptance(bench: Workbench, version: ModelVersion) -> Acceptance:
    """Returns what spot checks allow a version to accept: nothing where they prove too little.

    Args:
        bench: The open catalogue.
        version: The model version.
    """
    with bench.catalog.database.read() as session:
        risk = float(read_setting(session, RISK_SETTING, DEFAULT_RISK))
        threshold = certified(session, risk)
        if threshold is None:
            return Acceptance()
        columns = read_columns(session)
        looks = product_looks(session, bench.photo_stores(version), columns.ids)
    decided = columns.categories != NONE
    examples = Examples(looks[decided], columns.categories[decided])
    return Acceptance(threshold.confidence, columns.ids, looks, examples)
