"""Finds installed plug-ins by their entry points and manifests, without importing any of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.machinery import PathFinder
from importlib.metadata import Distribution, EntryPoint, distributions
from importlib.util import find_spec
from pathlib import Path

from shelftag_api import API_VERSION
from shelftag_api.errors import ShelftagError
from shelftag_api.plugin import ENTRY_POINT_GROUP, PluginManifest, read_plugin_manifest

BUILT_IN = ("shelftag-onnx", "shelftag-barcode", "shelftag-training")
"""Distributions that come with Shelftag: where two plug-ins claim one id, theirs wins."""


@dataclass(frozen=True)
class FoundPlugin:
    """An installed package that says it is a plug-in.

    Attributes:
        name: Name of the entry point.
        package: Import package.
        distribution: The distribution that installed it.
        manifest: What it says about itself, or None where that cannot be read.
        error: Why it cannot be used, or None.
    """

    name: str
    package: str
    distribution: str
    manifest: PluginManifest | None = None
    error: ShelftagError | None = None

    @property
    def id(self) -> str:
        """The plug-in's id, or its entry point's name where there is no manifest."""
        return self.manifest.id if self.manifest else self.name


def find_plugins() -> list[FoundPlugin]:
    """Returns all plug-ins, those that come with Shelftag first, then by distribution.

    Never raises for a plug-in: a broken one is returned with its error.
    """
    found: list[FoundPlugin] = []
    seen: set[str] = set()
    for distribution in distributions():
        name = _name(distribution)
        if name in seen:  # further down the path, shadowed by the first
            continue
        seen.add(name)
        found.extend(_inspect(entry, name) for entry in _entry_points(distribution))
    found.sort(key=lambda item: (item.distribution not in BUILT_IN, item.distribution, item.name))
    return list(_without_doubles(found))


def usable(kind: str) -> list[FoundPlugin]:
    """Returns the plug-ins of a kind that have no error, in the order of `find_plugins`."""
    return [item for item in find_plugins() if _is_kind(item, kind) and item.error is None]


def _is_kind(item: FoundPlugin, kind: str) -> bool:
    """Whether the manifest names the kind."""
    return item.manifest is not None and item.manifest.kind == kind


def _name(distribution: Distribution) -> str:
    """Returns a distribution's name; damaged metadata gives an empty one."""
    try:
        return str(distribution.metadata["Name"] or "").lower().replace("_", "-")
    except Exception:  # whatever somebody's damaged installation raises
        return ""


def _entry_points(distribution: Distribution) -> list[EntryPoint]:
    """Returns a distribution's plug-ins; none where ``entry_points.txt`` is no such file."""
    try:
        return list(distribution.entry_points.select(group=ENTRY_POINT_GROUP))
    except Exception:  # one damaged installation may not hide all the others
        return []


def _inspect(entry: EntryPoint, distribution: str) -> FoundPlugin:
    """Reads a plug-in's manifest and judges it."""
    package = entry.value.split(":")[0].split(".")[0].strip()
    try:
        manifest = read_plugin_manifest(_folder(package))
    except ShelftagError as error:
        return FoundPlugin(entry.name, package, distribution, error=error)
    except Exception as error:  # import hooks are strangers' code as well
        broken = ShelftagError("plugins.broken", plugin=entry.name, problem=_describe(error))
        return FoundPlugin(entry.name, package, distribution, error=broken)
    problem = None
    if not manifest.supported:
        problem = ShelftagError(
            "plugins.wrong_api",
            plugin=manifest.name,
            lowest=manifest.api_min,
            highest=manifest.api_max,
            ours=API_VERSION,
        )
    return FoundPlugin(entry.name, package, distribution, manifest, problem)


def _folder(package: str) -> Path:
    """Returns the folder of a top-level package without importing it.

    Raises:
        ShelftagError: ``plugins.package_missing``.
    """
    # A top-level name is looked up without running any of the package's code; a dotted one would
    # import its parent. PathFinder first: sys.modules may hold a half-imported package.
    spec = PathFinder.find_spec(package) or find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ShelftagError("plugins.package_missing", package=package)
    return Path(next(iter(spec.submodule_search_locations)))


def _without_doubles(found: Iterable[FoundPlugin]) -> Iterable[FoundPlugin]:
    """Marks every plug-in whose id an earlier sound one has taken."""
    owners: dict[str, str] = {}
    for item in found:
        if item.manifest is None or item.error is not None:
            yield item
        elif item.id in owners:
            error = ShelftagError("plugins.double", plugin=item.id, other=owners[item.id])
            yield FoundPlugin(item.name, item.package, item.distribution, item.manifest, error)
        else:
            owners[item.id] = item.distribution
            yield item


def _describe(error: BaseException) -> str:
    """Returns an exception as one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
