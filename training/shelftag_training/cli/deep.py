"""Commands that train whole networks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from shelftag_training.cli.options import AsJson, Language, Output, run
from shelftag_training.cli.reading import Checking, Reading, Seed, SourcePath, shared_options
from shelftag_training.deep.recipe import CNN, FINETUNE, Augmentation, Phase, Recipe
from shelftag_training.running.reporting import Reporter

Epochs = Annotated[int | None, typer.Option(min=1, help="Epochs; shares the phases as usual.")]
Pixels = Annotated[int | None, typer.Option(min=64, max=1024, help="Size of the last epochs.")]
Batch = Annotated[int | None, typer.Option(min=1, help="Photos per step.")]
HoldOut = Annotated[
    float | None, typer.Option(min=0, max=0.5, help="Share of the photos kept to judge by.")
]
Change = Annotated[
    list[str] | None,
    typer.Option(
        "--augmentation",
        metavar="NAME=DEGREE",
        help="Changes one augmentation; 0 switches it off. Names: "
        + ", ".join(Augmentation.__dataclass_fields__),
    ),
]
Trust = Annotated[
    bool,
    typer.Option(
        help="Half-way, doubt labels that the network finds unlikely: where many are wrong."
    ),
]
Logs = Annotated[Path | None, typer.Option(help="Folder for TensorBoard's logs.")]


class Lite(StrEnum):
    """Members of the EfficientNet-Lite family."""

    LITE0 = "lite0"
    LITE1 = "lite1"
    LITE2 = "lite2"


class BatchNorm(StrEnum):
    """What batch normalisation does."""

    FROZEN = "frozen"
    ADAPTED = "adapted"


@shared_options
def finetune(
    source: SourcePath,
    output: Output,
    reading: Reading,
    checking: Checking,
    network: Annotated[Lite, typer.Option(help="Which network.")] = Lite.LITE2,
    batch_norm: Annotated[
        BatchNorm, typer.Option(help="ImageNet's statistics, or the shop's own.")
    ] = BatchNorm.FROZEN,
    flip: Annotated[
        bool, typer.Option(help="Whether the model looks at the mirrored photo too: 2x the time.")
    ] = True,
    epochs: Epochs = None,
    pixels: Pixels = None,
    batch: Batch = None,
    hold_out: HoldOut = None,
    trust: Trust = False,
    augmentation: Change = None,
    seed: Seed = None,
    tensorboard: Logs = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Fine-tune an encoder on a shop's photos: minutes to hours; goes on after a kill."""
    chosen = replace(
        FINETUNE, network=network.value, statistics=batch_norm.value, flip_in_graph=flip
    )
    changes = _Changes(epochs, pixels, batch, hold_out, augmentation, seed, trust)
    _train(source, output, chosen, changes, reading, checking, tensorboard, json, language)


@shared_options
def cnn(
    source: SourcePath,
    output: Output,
    reading: Reading,
    checking: Checking,
    epochs: Epochs = None,
    batch: Batch = None,
    hold_out: HoldOut = None,
    trust: Trust = False,
    augmentation: Change = None,
    seed: Seed = None,
    tensorboard: Logs = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Train a small network from scratch: the baseline to beat."""
    changes = _Changes(epochs, None, batch, hold_out, augmentation, seed, trust)
    _train(source, output, CNN, changes, reading, checking, tensorboard, json, language)


@shared_options
def profile(
    source: SourcePath,
    reading: Reading,
    network: Annotated[Lite, typer.Option(help="Which network.")] = Lite.LITE2,
    epochs: Epochs = None,
    pixels: Pixels = None,
    batch: Batch = None,
    trace: Annotated[Path | None, typer.Option(help="Folder for TensorFlow's own trace.")] = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Show where the time of a fine-tuning will go, and how long it will take."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.deep.profile import profile as measure

        changes = _Changes(epochs, pixels, batch)
        recipe = changes.apply(replace(FINETUNE, network=network.value))
        return measure(reading.open(source, reporter), recipe, reporter, trace=trace)

    run(work, json, language)


@dataclass(frozen=True)
class _Changes:
    """What the command line changes in a recipe; None leaves it."""

    epochs: int | None = None
    pixels: int | None = None
    batch: int | None = None
    hold_out: float | None = None
    augmentation: list[str] | None = None
    seed: int | None = None
    trust: bool = False

    def apply(self, recipe: Recipe) -> Recipe:
        """Returns the recipe with the changes."""
        phases = recipe.phases if self.epochs is None else _shared(recipe, self.epochs)
        if self.pixels is not None:
            phases = _scaled(phases, self.pixels)
        degrees: dict[str, Any] = dict(_degree(item) for item in self.augmentation or ())
        plain = {"batch": self.batch, "hold_out": self.hold_out, "seed": self.seed}
        given: dict[str, Any] = {name: to for name, to in plain.items() if to is not None}
        changed = replace(recipe.augmentation, **degrees)
        return replace(recipe, phases=phases, augmentation=changed, trust=self.trust, **given)


def _scaled(phases: tuple[Phase, ...], pixels: int) -> tuple[Phase, ...]:
    """Brings the last phase to a size, and the others along in steps of 16."""
    factor = pixels / phases[-1].pixels / 16
    before = [Phase(p.epochs, max(round(p.pixels * factor) * 16, 32)) for p in phases[:-1]]
    return (*before, replace(phases[-1], pixels=pixels))


def _shared(recipe: Recipe, epochs: int) -> tuple[Phase, ...]:
    """Shares epochs among the phases as the recipe does; the last has at least one."""
    ends = [0]
    for phase in recipe.phases:
        ends.append(ends[-1] + phase.epochs)
    cuts = [min(round(end * epochs / ends[-1]), epochs - 1) for end in ends[:-1]] + [epochs]
    counts = zip(recipe.phases, cuts[:-1], cuts[1:], strict=True)
    return tuple(Phase(end - start, phase.pixels) for phase, start, end in counts if end > start)


def _degree(text: str) -> tuple[str, float | bool]:
    """Reads ``NAME=DEGREE``."""
    name, _, value = text.partition("=")
    if name not in Augmentation.__dataclass_fields__:
        raise typer.BadParameter(f"no augmentation is called {name!r}")
    try:
        degree = float(value)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not NAME=DEGREE") from None
    if not 0 <= degree <= _HIGHEST.get(name, 1.0):
        raise typer.BadParameter(f"{name} goes from 0 to {_HIGHEST.get(name, 1.0):g}")
    return (name, bool(degree)) if name == "flip" else (name, degree)


_HIGHEST = {"rotation": 180.0}


def _train(
    source: Path,
    output: Path,
    recipe: Recipe,
    changes: _Changes,
    reading: Reading,
    checking: Checking,
    tensorboard: Path | None,
    json: bool,
    language: str,
) -> None:
    """Runs a deep training."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.deep.run import train_network

        opened = checking.open(source, output, reading, reporter, language)
        return train_network(
            opened, output, changes.apply(recipe), reporter, tensorboard=tensorboard,
            language=language,
        )  # fmt: skip

    run(work, json, language, cancelled_id="training.cancelled_resumable", writes=output)
