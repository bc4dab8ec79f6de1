"""One of several machines that train together: a process of its own, told by arguments what to do.

``deep_worker.py SHOP OUTPUT CHANGES STOP``: CHANGES of the small recipe as JSON; STOP at a step, as
a power cut would, or 0.
"""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from shelftag_api.errors import ShelftagError
from shelftag_training.deep import training
from shelftag_training.deep.recipe import CNN, Phase
from shelftag_training.deep.run import train_network

SMALL = replace(
    CNN, phases=(Phase(2, 128),), batch=12, averaging=0.5, hold_out=0.0, statistics="frozen"
)
"""A training of seconds. Statistics that follow the photos need more steps to be of use."""


class Silent:
    """A reporter that may stop the run, as a kill would."""

    def __init__(self, stop_at=None, stop=KeyboardInterrupt):
        self.stop_at, self.stop, self.said = stop_at, stop, []

    def progress(self, phase, done=0, total=None, **detail):
        self.said.append((phase, done))
        if phase == "training.phase.train" and done == self.stop_at:
            raise self.stop


class PowerCut(BaseException):
    """Ends the process at once, where another exception would be raised."""

    def __init__(self):
        os._exit(9)


if __name__ == "__main__":
    shop, output, changes, stop_at = sys.argv[1:]
    training._SAVE_EVERY = 0
    recipe = replace(SMALL, **json.loads(changes))
    try:
        result = train_network(
            Path(shop), Path(output), recipe, Silent(int(stop_at) or None, PowerCut)
        )
    except ShelftagError as error:
        print(repr(error.__cause__))
        sys.exit(repr(error))
    print(json.dumps(dict(result)))
