"""Loads a classifier plug-in by its manifest's factory."""

from importlib import import_module

from shelftag.plugins.discovery import FoundPlugin, find_plugins
from shelftag.plugins.guard import GuardedClassifier, broken, guarded
from shelftag_api.classifier import ClassifierPlugin
from shelftag_api.errors import ShelftagError

DEFAULT_CLASSIFIER = "onnx"


def load_classifier(plugin_id: str = DEFAULT_CLASSIFIER) -> ClassifierPlugin:
    """Imports and makes a classifier plug-in.

    Args:
        plugin_id: Id in its manifest.

    Returns:
        The plug-in behind a guard: whatever its code raises later is a `ShelftagError`, too.

    Raises:
        ShelftagError: ``plugins.not_found``, the error of its manifest, or ``plugins.broken``.
    """
    found = _find(plugin_id)
    if found.error is not None:
        raise found.error
    manifest = found.manifest
    if manifest is None or manifest.kind != "classifier":
        raise ShelftagError("plugins.wrong_kind", plugin=plugin_id, kind="classifier")
    module, _, function = manifest.factory.partition(":")
    if module.split(".")[0] != found.package or not function:
        raise broken(plugin_id, f"factory {manifest.factory} is none of package {found.package}")
    with guarded(plugin_id):
        plugin = getattr(import_module(module), function)()
    if not isinstance(plugin, ClassifierPlugin):
        raise broken(plugin_id, f"{type(plugin).__name__} is no classifier")
    return GuardedClassifier(plugin_id, plugin)


def _find(plugin_id: str) -> FoundPlugin:
    """Returns the plug-in of an id, a usable one before a broken one."""
    found = [item for item in find_plugins() if item.id == plugin_id]
    if not found:
        raise ShelftagError("plugins.not_found", plugin=plugin_id)
    return min(found, key=lambda item: item.error is not None)
