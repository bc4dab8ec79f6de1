"""One processor, one GPU, several GPUs or several machines: the same training loop.

More machines are told of each other by the environment variable ``TF_CONFIG`` (TensorFlow's own
format); each runs the same command. The first writes the result.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shelftag_api.errors import ShelftagError


@dataclass(frozen=True)
class Machines:
    """Who trains together.

    Attributes:
        strategy: ``tf.distribute.Strategy``.
        replicas: Devices over all machines.
        chief: Whether this process writes results.
    """

    strategy: Any
    replicas: int
    chief: bool

    def share(self, make: Callable[[int], Any]) -> Any:
        """Gives each replica its own tensor.

        Args:
            make: Number of the replica → its tensor.
        """
        if self.replicas == 1:
            return make(0)
        return self.strategy.experimental_distribute_values_from_function(
            lambda context: make(int(context.replica_id_in_sync_group))
        )


def connect(tf: Any) -> Machines:
    """Finds out what there is to train on. Must come before anything else of TensorFlow's.

    Raises:
        ShelftagError: ``TF_CONFIG`` is no cluster description, or a machine does not answer.
    """
    cluster = os.environ.get("TF_CONFIG")
    if cluster:
        try:
            task = json.loads(cluster)["task"]
            strategy = tf.distribute.MultiWorkerMirroredStrategy()
        except (ValueError, KeyError, TypeError, RuntimeError, tf.errors.OpError) as error:
            raise ShelftagError("training.bad_cluster", reason=str(error)[:300]) from error
        chief = task.get("type") in ("chief", "worker") and int(task.get("index", 0)) == 0
        return Machines(strategy, strategy.num_replicas_in_sync, chief)
    gpus = tf.config.list_physical_devices("GPU")
    for gpu in gpus:
        tf.config.experimental.set_memory_growth(gpu, True)
    strategy = tf.distribute.MirroredStrategy() if len(gpus) > 1 else tf.distribute.get_strategy()
    return Machines(strategy, strategy.num_replicas_in_sync, True)


def use_mixed_precision(tf: Any) -> bool:
    """Switches to bfloat16 arithmetic where all GPUs are fast at it (compute capability 8).

    bfloat16 has the range of float32, so that no loss scaling is needed; weights stay float32.
    """
    import keras

    gpus = tf.config.list_physical_devices("GPU")
    details = [tf.config.experimental.get_device_details(gpu) for gpu in gpus]
    able = bool(gpus) and all(item.get("compute_capability", (0, 0))[0] >= 8 for item in details)
    keras.mixed_precision.set_global_policy("mixed_bfloat16" if able else "float32")
    return able
