"""Plug-in manifest: read before anything of the plug-in is imported.

A plug-in is an installed package that names itself under the entry-point group ``shelftag.plugins``
(value: its import package) and holds ``shelftag-plugin.json`` beside its ``__init__.py``.
"""

from dataclasses import dataclass
from pathlib import Path

from shelftag_api import API_VERSION
from shelftag_api.errors import ContractError
from shelftag_api.files import read_json

ENTRY_POINT_GROUP = "shelftag.plugins"
MANIFEST = "shelftag-plugin.json"
KINDS = ("classifier", "trainer", "reader", "exporter")


@dataclass(frozen=True)
class PluginManifest:
    """What a plug-in is.

    Attributes:
        id: Unique name, for example ``onnx``.
        kind: One of `KINDS`.
        name: Name for people.
        version: The plug-in's own version.
        api_min: Lowest API version it works with.
        api_max: Highest API version it works with.
        factory: ``module:function`` that makes the plug-in (classifier, reader, exporter).
        command: Command line that runs it (trainer); ``{python}`` stands for the interpreter.
    """

    id: str
    kind: str
    name: str
    version: str
    api_min: int
    api_max: int
    factory: str = ""
    command: tuple[str, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether this program's API version lies in the plug-in's range."""
        return self.api_min <= API_VERSION <= self.api_max


def read_plugin_manifest(folder: Path) -> PluginManifest:
    """Reads ``shelftag-plugin.json`` of an import package's folder.

    Raises:
        ContractError: The manifest is missing or unsound.
    """
    data = read_json(folder / MANIFEST, limit=1 << 20)
    try:
        data["command"] = tuple(map(str, data.get("command", ())))
        manifest = PluginManifest(**data)
    except TypeError as error:
        raise ContractError("contract.bad_manifest", file=MANIFEST) from error
    texts = (manifest.id, manifest.kind, manifest.name, manifest.version, manifest.factory)
    numbers = (manifest.api_min, manifest.api_max)
    typed = all(isinstance(text, str) for text in texts)
    typed = typed and all(isinstance(number, int) for number in numbers)
    runnable = bool(manifest.command if manifest.kind == "trainer" else manifest.factory)
    if not typed or not manifest.id or manifest.kind not in KINDS or not runnable:
        raise ContractError("contract.bad_manifest", file=MANIFEST)
    return manifest
