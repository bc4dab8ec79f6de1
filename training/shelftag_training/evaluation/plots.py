"""The report's plots as SVG that takes its colours from the page, and so follows light and dark."""

import io
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_training.evaluation.reliability import ReliabilityBin
from shelftag_training.evaluation.selective import Promise, RiskCoverage

Say = Callable[..., str]
"""Renders a sentence in the language of the report."""

# Colours that stand for a variable of the page's style sheet until the SVG is finished.
_INK, _MUTED, _LINE, _ACCENT, _WARN = "#010101", "#020202", "#030303", "#040404", "#050505"
_VARIABLES = {_INK: "ink", _MUTED: "muted", _LINE: "line", _ACCENT: "accent", _WARN: "warn"}
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
_FONT = re.compile(r"(font-family: |font: [0-9.]+px )'[^;\"]+")
_STYLE: dict[str, Any] = {
    "svg.fonttype": "none",  # text stays text, in the page's own font
    "text.parse_math": False,  # a category may be called "$5 and under"
    "font.size": 10.0,
    "text.color": _INK,
    "axes.labelcolor": _MUTED,
    "axes.edgecolor": _LINE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": _LINE,
    "grid.linewidth": 0.6,
    "xtick.color": _MUTED,
    "ytick.color": _MUTED,
    "legend.frameon": False,
}
_MOST_RISK = 0.5


def reliability_plot(bins: Sequence[ReliabilityBin], say: Say) -> str:
    """Draws how often the model is right against how sure it says it is."""
    with _figure("reliability", 5.2, 4.6) as (figure, svg):
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
        x = np.array([item.confidence for item in bins])
        y = np.array([item.accuracy for item in bins])
        ends = np.array([(item.low, item.high) for item in bins]).T
        upper.plot([0, 1], [0, 1], color=_MUTED, linewidth=1, linestyle=(0, (4, 3)))
        upper.vlines(x, *ends, color=_ACCENT, alpha=0.45, linewidth=2)
        upper.plot(x, y, color=_ACCENT, marker="o", markersize=5, linewidth=1.6)
        upper.set(ylim=(0, 1.02), ylabel=say("evaluation.plot_right"))
        counts = [item.count for item in bins]
        lower.bar(x, counts, width=0.045, color=_ACCENT, alpha=0.6)
        lower.set(
            xlim=(0, 1.02),
            xlabel=say("evaluation.plot_confidence"),
            ylabel=say("evaluation.plot_rows"),
        )
        for axes in (upper, lower):
            _percent(axes.xaxis)
        _percent(upper.yaxis)
        figure.align_ylabels()
    return svg[0]


def risk_plot(curve: RiskCoverage, promises: Sequence[Promise], say: Say) -> str:
    """Draws the share of wrong labels against the share accepted, and the certified points."""
    with _figure("risk", 5.2, 4.6) as (figure, svg):
        axes = figure.subplots()
        kept = thinned(curve)
        axes.fill_between(kept.coverage, kept.risk, color=_ACCENT, alpha=0.12, linewidth=0)
        axes.plot(kept.coverage, kept.risk, color=_ACCENT, linewidth=1.8)
        for promise in promises:
            axes.axhline(promise.risk, color=_MUTED, linewidth=0.8, linestyle=(0, (2, 3)))
            if promise.shown_coverage is not None:
                point = (promise.shown_coverage, promise.shown_risk)
                axes.plot(*point, color=_WARN, marker="D", markersize=6, linestyle="none")
        top = float(np.clip(1.15 * kept.risk.max(initial=0), 0.06, _MOST_RISK))
        axes.set(xlim=(0, 1.02), ylim=(0, top))
        axes.set(xlabel=say("evaluation.plot_coverage"), ylabel=say("evaluation.plot_risk"))
        _percent(axes.xaxis)
        _percent(axes.yaxis)
    return svg[0]


def learning_plot(history: Sequence[Mapping[str, float]], say: Say) -> str:
    """Draws loss and held-out accuracy by epoch."""
    with _figure("learning", 7.6, 3.6) as (figure, svg):
        left, right = figure.subplots(1, 2)
        for axes, names in ((left, ("loss", "held_out_loss")), (right, ("held_out_accuracy",))):
            for name, colour in zip(names, (_MUTED, _ACCENT)[-len(names) :], strict=True):
                points = [(item["epoch"], item[name]) for item in history if name in item]
                x, y = zip(*points, strict=True) if points else ((), ())
                label = say(f"evaluation.plot_{name}")
                axes.plot(x, y, color=colour, marker="o", markersize=3, linewidth=1.6, label=label)
            axes.set(xlabel=say("evaluation.plot_epoch"))
            axes.xaxis.get_major_locator().set_params(integer=True)
            axes.legend()
        right.set(ylim=(0, 1.02))
        _percent(right.yaxis)
    return svg[0]


def confusion_plot(shares: NDArray[np.float64], names: Sequence[str], say: Say) -> str:
    """Draws a confusion matrix: rows are the true classes, the last column all classes not shown.

    Args:
        shares: float64 [classes, classes + 1]; rows sum to 1.
        names: Of the classes.
        say: For the words on it.
    """
    count = len(names)
    size = 2.2 + 0.3 * count
    with _figure("confusion", size + 0.4, size) as (figure, svg):
        from matplotlib.patches import Rectangle

        axes = figure.subplots()
        axes.grid(False)
        for row, column in zip(*np.nonzero(shares >= 0.005), strict=True):
            share, colour = float(shares[row, column]), _ACCENT if row == column else _WARN
            cell = Rectangle((column, row), 1, 1, facecolor=colour, alpha=0.1 + 0.5 * share)
            axes.add_patch(cell)
            text = f"{100 * share:.0f}"
            middle = {"ha": "center", "va": "center_baseline", "fontsize": 7.5}
            axes.text(column + 0.5, row + 0.5, text, **middle)
        axes.set(xlim=(0, count + 1), ylim=(count, 0), xlabel=say("evaluation.plot_guess"))
        axes.set_ylabel(say("evaluation.plot_truth"))
        labels = [_shortened(name) for name in names]
        axes.set_xticks(
            np.arange(count + 1) + 0.5, [*labels, say("evaluation.others")], rotation=90
        )
        axes.set_yticks(np.arange(count) + 0.5, labels)
        axes.tick_params(length=0, labelsize=8)
        axes.set_aspect("equal")
    return svg[0]


def thinned(curve: RiskCoverage, points: int = 200) -> RiskCoverage:
    """Returns the curve with at most so many points, the last among them."""
    kept = np.unique(np.linspace(0, len(curve.coverage) - 1, points).round().astype(np.int64))
    return RiskCoverage(curve.coverage[kept], curve.wrong[kept])


@contextmanager
def _figure(name: str, width: float, height: float) -> Iterator[tuple[Any, list[str]]]:
    """Gives a figure in inches and a list; after the block the list holds the figure's SVG."""
    import matplotlib
    from matplotlib.figure import Figure

    svg: list[str] = []
    style: Any = _STYLE | {"svg.hashsalt": name}
    with matplotlib.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # the page has the font
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure, svg
        file = io.StringIO()
        nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
        figure.savefig(file, format="svg", transparent=True, metadata=nothing)
    svg.append(_for_the_page(file.getvalue()))


def _for_the_page(svg: str) -> str:
    """Takes out the header and all links, and puts in the page's colours and font."""
    drawing = _METADATA.sub("", svg[svg.index("<svg") :])
    drawing = _FONT.sub(r"\1var(--font)", drawing)
    for colour, variable in _VARIABLES.items():
        drawing = drawing.replace(colour, f"var(--{variable})")
    return drawing.replace("<svg ", '<svg role="img" ', 1)


def _percent(axis: Any) -> None:
    """Labels an axis of shares in percent."""
    from matplotlib.ticker import PercentFormatter

    axis.set_major_formatter(PercentFormatter(1, decimals=None))


def _shortened(name: str) -> str:
    """A name that fits beside a plot."""
    return name if len(name) <= 24 else f"{name[:23]}…"
