"""What becomes of a taxonomy in a catalogue: told beforehand, then done as one step."""

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.operations import operation
from shelftag.catalog.tree import graft, plan_graft, read_tree
from shelftag.exchange.taxonomies.guessing import guess_mapping
from shelftag.exchange.taxonomies.reading import read_taxonomy, selected
from shelftag_api.progress import Progress

IMPORT = "import_taxonomy"
"""The kind of operation, and of the job."""


def preview_taxonomy(catalog: Catalog, path: Path) -> Generator[Progress, None, dict[str, Any]]:
    """Tells what is in a taxonomy, what of it the shop has, and what the shop's own would be in it.

    Returns:
        Plain values: ``kind``; ``paths`` and ``codes`` of its categories (the code is empty for one
        without id) and whether each is ``known``; ``guesses`` of the mapping, each a category of
        the shop, a place in ``paths`` and a confidence; ``problems`` and ``problem_count``.

    Raises:
        ShelftagError: As `read_taxonomy`.
    """
    taxonomy = yield from read_taxonomy(path)
    with catalog.database.read() as session:
        tree = read_tree(session)
    plan = plan_graft(tree, taxonomy.branches)
    guesses = yield from guess_mapping(tree, taxonomy.branches)
    return {
        "kind": taxonomy.kind,
        "paths": [branch.path for branch in taxonomy.branches],
        "codes": [str(next(iter(branch.ids.values()), "")) for branch in taxonomy.branches],
        "known": [branch.path in plan.known for branch in taxonomy.branches],
        "guesses": [(g.category_id, g.branch, g.confidence) for g in guesses],
        "problems": [(p.line, p.message_id, p.params) for p in taxonomy.problems],
        "problem_count": taxonomy.problem_count,
    }


def import_taxonomy(
    catalog: Catalog, path: Path, under: Sequence[str] = ()
) -> Generator[Progress, None, dict[str, Any]]:
    """Adds a taxonomy, or one category of it with all below, to the shop's categories.

    Returns:
        Plain values: how many are ``new`` and ``known``, ``numbered`` (those that got an id), the
        ``operation_id`` or None where nothing changed, and the ``problem_count``.

    Raises:
        ShelftagError: As `read_taxonomy` and `selected`.
    """
    taxonomy = yield from read_taxonomy(path)
    branches = selected(taxonomy.branches, under)
    with catalog.database.read() as session:
        plan = plan_graft(read_tree(session), branches)
    operation_id = None
    if plan.new or plan.numbered:
        yield Progress("phase.graft", 0, len(plan.new))
        with operation(catalog.database, IMPORT, file=path.name) as scope:
            plan = graft(scope, branches)
            operation_id = scope.id
    return {
        "new": len(plan.new),
        "known": len(plan.known),
        "numbered": len(plan.numbered),
        "operation_id": operation_id,
        "problem_count": taxonomy.problem_count,
    }
