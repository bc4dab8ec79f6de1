"""A trainer tells how far it is in lines of JSON, between whatever its libraries print."""

import pickle

import pytest

from shelftag_api.errors import ContractError, ShelftagError
from shelftag_api.progress import Progress, TrainerEvent

EVENTS = [
    TrainerEvent("progress", Progress("phase.train", 3, 10, 2.5, 2.8, {"loss": 0.1})),
    TrainerEvent("progress", Progress("phase.read")),
    TrainerEvent("result", params={"bundle": "/tmp/模型 1", "metrics": {"accuracy": 0.9}}),
    TrainerEvent("error", message_id="training.too_few", params={"count": 3, "name": "T恤\n"}),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind)
def test_what_is_told_is_understood(event):
    assert TrainerEvent.from_line(event.to_line()) == event
    assert TrainerEvent.from_line(event.to_line() + "\n") == event


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind)
def test_an_event_is_one_line_that_any_console_can_carry(event):
    assert event.to_line().isascii()
    assert "\n" not in event.to_line()


@pytest.mark.parametrize(
    "line",
    ["", "Epoch 1/5 ====", "{", "{}", '{"kind": "weather"}', '{"kind": 7}', "[1]", "null",
     '{"kind": "progress", "progress": {"steps": 1}}', '{"kind": "progress", "progress": 5}',
     '{"kind": "progress", "progress": {"phase": 5}}', '{"kind": "result", "params": [1]}',
     '{"kind": "progress", "progress": {"phase": "phase.read", "done": "x"}}',
     '{"kind": "error", "message_id": 5}', '{"kind": "error"}',
     " {", '{"loss": 0.5, "step": 3}', "2026-01-01 W tensorflow: {"],
)  # fmt: skip
def test_chatter_is_no_event(line):
    assert TrainerEvent.from_line(line) is None


def test_a_number_that_is_none_stays_none():
    event = TrainerEvent.from_line('{"kind": "progress", "progress": {"phase": "phase.read"}}')
    assert event.progress == Progress("phase.read", 0, None, None, None, {})


class TestErrors:
    @pytest.mark.parametrize("kind", [ShelftagError, ContractError])
    def test_cross_a_process_border_with_all_they_say(self, kind):
        error = pickle.loads(pickle.dumps(kind("import.folder_missing", folder="/照片", count=3)))
        assert type(error) is kind
        assert error.message_id == "import.folder_missing"
        assert error.params == {"folder": "/照片", "count": 3}

    def test_name_their_id_and_values_for_the_log(self):
        assert str(ShelftagError("a.b", path="x")) == "a.b(path='x')"
