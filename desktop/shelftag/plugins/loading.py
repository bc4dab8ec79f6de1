"""Loads plug-ins by their manifest's factory."""

from importlib import import_module
from typing import Any

from shelftag.plugins.discovery import FoundPlugin, find_plugins, usable
from shelftag.plugins.guard import GuardedClassifier, broken, guarded
from shelftag.plugins.reader_guard import GuardedReader
from shelftag_api.classifier import ClassifierPlugin
from shelftag_api.errors import ShelftagError
from shelftag_api.plugin import PluginManifest
from shelftag_api.reader import ReaderPlugin

DEFAULT_CLASSIFIER = "onnx"
DEFAULT_READER = "barcode"


def load_classifier(plugin_id: str = DEFAULT_CLASSIFIER) -> ClassifierPlugin:
    """Imports and makes a classifier plug-in.

    Args:
        plugin_id: Id in its manifest.

    Returns:
        The plug-in behind a guard: whatever its code raises later is a `ShelftagError`, too.

    Raises:
        ShelftagError: ``plugins.not_found``, the error of its manifest, or ``plugins.broken``.
    """
    _, plugin = _load(plugin_id, "classifier", ClassifierPlugin)
    return GuardedClassifier(plugin_id, plugin)


def load_reader(plugin_id: str = DEFAULT_READER) -> GuardedReader:
    """Imports and makes a reader plug-in; otherwise as `load_classifier`."""
    manifest, plugin = _load(plugin_id, "reader", ReaderPlugin)
    return GuardedReader(plugin_id, manifest.version, plugin)


def has_reader(plugin_id: str = DEFAULT_READER) -> bool:
    """Whether a reader plug-in is installed, as far as its manifest tells."""
    return any(item.id == plugin_id for item in usable("reader"))


def _load(plugin_id: str, kind: str, protocol: type) -> tuple[PluginManifest, Any]:
    """Returns a plug-in's manifest, and what its factory made if that keeps to the protocol."""
    found = _find(plugin_id)
    if found.error is not None:
        raise found.error
    manifest = found.manifest
    if manifest is None or manifest.kind != kind:
        raise ShelftagError("plugins.wrong_kind", plugin=plugin_id, kind=kind)
    module, _, function = manifest.factory.partition(":")
    if module.split(".")[0] != found.package or not function:
        raise broken(plugin_id, f"factory {manifest.factory} is none of package {found.package}")
    with guarded(plugin_id):
        plugin = getattr(import_module(module), function)()
        keeps_to_it = isinstance(plugin, protocol)
    if not keeps_to_it:
        raise broken(plugin_id, f"{type(plugin).__name__} is no {kind}")
    return manifest, plugin


def _find(plugin_id: str) -> FoundPlugin:
    """Returns the plug-in of an id, a usable one before a broken one."""
    found = [item for item in find_plugins() if item.id == plugin_id]
    if not found:
        raise ShelftagError("plugins.not_found", plugin=plugin_id)
    return min(found, key=lambda item: item.error is not None)
