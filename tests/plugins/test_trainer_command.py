"""The trainer is another process; its command comes from the owner, else from its manifest."""

import sys

import pytest

from shelftag.plugins import trainer
from shelftag.plugins.discovery import FoundPlugin, find_plugins
from shelftag.plugins.trainer import VARIABLE, trainer_command
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import render_error


@pytest.fixture
def only_strangers(monkeypatch):
    """Hides the workspace's own trainer, as where training is not installed."""

    def strangers() -> list[FoundPlugin]:
        return [item for item in find_plugins() if not item.distribution.startswith("shelftag")]

    monkeypatch.setattr(trainer, "find_plugins", strangers)


def test_takes_the_command_of_an_installed_trainer(install, only_strangers):
    install(kind="trainer")
    assert trainer_command(environment={}) == [sys.executable, "-m", "strange_plugin"]


def test_the_environment_overrides_the_installed_one(install, only_strangers):
    install(kind="trainer")
    command = trainer_command(environment={VARIABLE: "'/opt/my env/python' -m shelftag_training"})
    assert command == ["/opt/my env/python", "-m", "shelftag_training"]


def test_the_owners_choice_overrides_everything():
    environment = {VARIABLE: "other"}
    assert trainer_command("mine --fast", environment=environment) == ["mine", "--fast"]
    assert trainer_command(["{python}", "a b"], environment=environment) == [sys.executable, "a b"]


def test_without_a_trainer_the_sentence_says_how_to_get_one(only_strangers):
    with pytest.raises(ShelftagError) as caught:
        trainer_command(environment={})
    assert caught.value.message_id == "plugins.no_trainer"
    for language in ("en", "zh_CN"):
        sentence = render_error(caught.value, language)
        assert "pip install shelftag-training" in sentence
        assert "shelftag models install" in sentence


def test_a_trainer_for_another_api_says_so(install, only_strangers):
    install(kind="trainer", api=(9, 9))
    with pytest.raises(ShelftagError) as caught:
        trainer_command(environment={})
    assert caught.value.message_id == "plugins.wrong_api"


def test_a_sound_trainer_is_taken_before_a_broken_one(install, only_strangers):
    install(distribution="a-broken", package="broken_one", id="broken", kind="trainer", api=(9, 9))
    install(kind="trainer")
    assert trainer_command(environment={})[-1] == "strange_plugin"


def test_an_open_quotation_mark_is_named():
    with pytest.raises(ShelftagError) as caught:
        trainer_command("python 'oops", environment={})
    assert caught.value.message_id == "plugins.bad_command"
