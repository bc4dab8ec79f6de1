"""How a network is trained: all settings of a run, in one value that a checkpoint can name."""

import hashlib
import json
import math
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal


@dataclass(frozen=True)
class Phase:
    """Some epochs at one picture size.

    Small pictures first are several times faster and teach nearly as much; the last epochs at the
    size of use repair what is left (Touvron et al., "Fixing the train-test resolution discrepancy",
    2019).

    Attributes:
        epochs: How many.
        pixels: Height and width.
    """

    epochs: int
    pixels: int


@dataclass(frozen=True)
class Augmentation:
    """What is done to training photos, each to a random degree; 0 switches one off.

    Attributes:
        rotation: Degrees to either side.
        shear: Tangent of the angle, to either side.
        shift: Share of the size, to either side, beyond what the crop moves.
        zoom: Change of the ratio of width to height, as a logarithm.
        crop: Largest share of the area that may be cut away.
        flip: Whether half of the photos are mirrored.
        brightness: Relative change.
        contrast: Relative change.
        colour: Relative change of saturation; a third of it of each channel.
        erasing: Share of the photos that lose a rectangle (Zhong et al., 2017).
        mixup: Share of the batches that blend pairs of photos (Zhang et al., 2017).
        cutmix: Share of the batches that paste a rectangle of another photo (Yun et al., 2019).
    """

    rotation: float = 12.0
    shear: float = 0.1
    shift: float = 0.05
    zoom: float = 0.2
    crop: float = 0.65
    flip: bool = True
    brightness: float = 0.2
    contrast: float = 0.2
    colour: float = 0.2
    erasing: float = 0.25
    mixup: float = 0.0
    cutmix: float = 0.0


NO_AUGMENTATION = Augmentation(0, 0, 0, 0, 0, False, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Recipe:
    """All settings of a run.

    Attributes:
        network: ``lite0``, ``lite1``, ``lite2`` or ``cnn``.
        phases: In order.
        precision: Arithmetic in training, as Keras calls it; ``auto``: what the GPU is fast at. The
            exported network always computes in float32.
        batch: Photos per step, over all machines together; rounded up where they do not divide it.
        learning_rate: Highest rate of the classifier; blocks below get less.
        block_decay: Factor on the rate from one block to the one below (discriminative rates:
            Howard and Ruder, "Universal Language Model Fine-tuning", 2018).
        frozen_blocks: Blocks at the input that keep their weights; edges and colours are the same
            everywhere.
        statistics: Batch normalisation: ``frozen`` (those of ImageNet) or ``adapted`` (learned anew
            from the photos).
        weight_decay: Of AdamW (Loshchilov and Hutter, 2017); not on scales and offsets.
        warm_up: Share of the steps in which the rate rises; then it falls along a cosine.
        label_smoothing: Share of a label that is spread over all classes (Szegedy et al., 2015).
        level_weight: Weight of the loss on the levels above the label, all together.
        attribute_weight: Weight of the loss on further labels, all together; 0 leaves them out.
        balance: How much of the classes' frequencies is explained away while learning, so that rare
            ones are told as readily as common ones (logit adjustment: Menon et al., 2021); 0 to 1.
        dropout: Of the embedding.
        averaging: Momentum of the average of the weights that is kept in the end (Polyak and
            Juditsky, 1992); 0 keeps the last weights.
        hold_out: Share of the labelled photos kept for early stopping and calibration.
        epochs_on_all: Last epochs in which the held-out photos are learned too: they are judged
            and calibrated on before, and too precious to be left out.
        patience: Epochs without a better held-out likelihood until training stops; 0 never stops.
        trust: Whether labels that the half-trained network finds unlikely count less from then on:
            they may be wrong, and what is wrong is learned last (Arpit et al., 2017).
        augmentation: What is done to the photos.
        flip_in_graph: Whether the exported encoder looks at the mirrored photo too (twice the
            time).
        seed: Of everything random.
    """

    network: Literal["lite0", "lite1", "lite2", "cnn"] = "lite2"
    phases: tuple[Phase, ...] = (Phase(8, 176), Phase(12, 224))
    precision: Literal["auto", "float32", "mixed_bfloat16"] = "auto"
    batch: int = 32
    learning_rate: float = 1e-3
    block_decay: float = 0.85
    frozen_blocks: int = 3
    statistics: Literal["frozen", "adapted"] = "frozen"
    weight_decay: float = 0.02
    warm_up: float = 0.05
    label_smoothing: float = 0.1
    level_weight: float = 0.3
    attribute_weight: float = 0.3
    balance: float = 0.5
    dropout: float = 0.2
    averaging: float = 0.998
    hold_out: float = 0.1
    epochs_on_all: int = 4
    patience: int = 6
    trust: bool = False
    augmentation: Augmentation = field(default_factory=Augmentation)
    flip_in_graph: bool = True
    seed: int = 20261123

    @property
    def epochs(self) -> int:
        """Epochs of all phases."""
        return sum(phase.epochs for phase in self.phases)

    @property
    def pixels(self) -> int:
        """Size of the last phase: the one that the encoder is used at."""
        return self.phases[-1].pixels

    def for_replicas(self, replicas: int) -> "Recipe":
        """The same with a batch that as many devices can share evenly."""
        return replace(self, batch=-(-self.batch // replicas) * replicas)

    def phase_of(self, epoch: int) -> Phase:
        """The phase that an epoch, counted from 0, belongs to."""
        for phase in self.phases:
            if epoch < phase.epochs:
                return phase
            epoch -= phase.epochs
        raise IndexError(epoch)

    def rate(self, share: float) -> float:
        """The learning rate when a share of the steps is done (Loshchilov and Hutter, 2016)."""
        if share < self.warm_up:
            return self.learning_rate * (share + 1e-3) / (self.warm_up + 1e-3)
        through = (share - self.warm_up) / (1 - self.warm_up)
        return self.learning_rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(through, 1))))

    def fingerprint(self, dataset_hash: str) -> str:
        """SHA-256 of the settings and the data: a checkpoint of another run is not resumed."""
        text = json.dumps([self.to_json(), dataset_hash], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """The settings as plain values."""
        return asdict(self)


FINETUNE = Recipe()
"""What ``shelftag-train finetune`` does: see training/EXPERIMENTS.md for what each part gives."""
CNN = Recipe(
    network="cnn",
    phases=(Phase(40, 128),),
    learning_rate=2e-3,
    block_decay=1.0,
    frozen_blocks=0,
    statistics="adapted",
    weight_decay=0.05,
    dropout=0.4,
    flip_in_graph=False,
    patience=10,
)
"""What ``shelftag-train cnn`` does."""
