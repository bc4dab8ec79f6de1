"""One processor, one GPU, several GPUs or several machines: the same training loop.

More machines are told of each other by the environment variable ``TF_CONFIG`` (TensorFlow's own
format); each runs the same command. The first writes the result, and says what all must agree on:
where an earlier run stopped, which photos are held out, how good the network is on them.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from shelftag_api.errors import ShelftagError


@dataclass(frozen=True)
class Machines:
    """Who trains together.

    Attributes:
        strategy: ``tf.distribute.Strategy``.
        replicas: Devices over all machines.
        chief: Whether this process writes results.
        name: Of this process among several, else empty.
    """

    strategy: Any
    replicas: int
    chief: bool
    name: str = ""

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

    def from_chief(self, tf: Any, content: bytes) -> bytes:
        """Gives every process what the chief has; all must call it at the same point.

        Args:
            tf: TensorFlow.
            content: Of this process; that of the chief is returned.
        """
        if not self.name:
            return content
        size = int(self._chiefs(tf, np.array([len(content)], np.int64))[0])
        if not size:  # TensorFlow does not survive sending nothing
            return b""
        own = content if self.chief else bytes(size)
        words = np.frombuffer(own + bytes(-size % 4), np.int32)
        return bytes(self._chiefs(tf, words).tobytes()[:size])

    def _chiefs(self, tf: Any, values: Any) -> Any:
        """The chief's array of a shape and type that all have."""
        with self.strategy.scope():  # where a variable begins with the chief's value everywhere
            return tf.Variable(values, trainable=False).numpy()


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
        chief = bool(strategy.extended.should_checkpoint)
        name = f"{task.get('type')}-{task.get('index')}"
        return Machines(strategy, strategy.num_replicas_in_sync, chief, name)
    gpus = tf.config.list_physical_devices("GPU")
    for gpu in gpus:
        tf.config.experimental.set_memory_growth(gpu, True)
    strategy = tf.distribute.MirroredStrategy() if len(gpus) > 1 else tf.distribute.get_strategy()
    return Machines(strategy, strategy.num_replicas_in_sync, True)


def fast_precision(tf: Any) -> str:
    """Names the arithmetic to train in: bfloat16 where all GPUs are fast at it.

    They are from compute capability 8 on. bfloat16 has the range of float32, so that no loss
    scaling is needed; weights stay float32.
    """
    gpus = tf.config.list_physical_devices("GPU")
    details = [tf.config.experimental.get_device_details(gpu) for gpu in gpus]
    able = bool(gpus) and all(item.get("compute_capability", (0, 0))[0] >= 8 for item in details)
    return "mixed_bfloat16" if able else "float32"


@contextmanager
def layers_compute_in(precision: str) -> Iterator[None]:
    """Lets layers that are made in the block compute in a Keras precision, and no others."""
    import keras

    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(precision)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)
