"""The category tree: reading it, changing it, and growing it from ready-made ones."""

from shelftag.catalog.tree.editing import (
    add_category,
    delete_category,
    ensure_path,
    map_categories,
    move_category,
    rename_category,
    subtree_products,
)
from shelftag.catalog.tree.growing import Branch, GraftPlan, NewCategory, graft, plan_graft, plant
from shelftag.catalog.tree.merging import merge_category
from shelftag.catalog.tree.reading import (
    MAX_NAME,
    PATH_SEPARATOR,
    CategoryNode,
    Tree,
    read_tree,
    resolve,
    tidy,
)

__all__ = [
    "MAX_NAME",
    "PATH_SEPARATOR",
    "Branch",
    "CategoryNode",
    "GraftPlan",
    "NewCategory",
    "Tree",
    "add_category",
    "delete_category",
    "ensure_path",
    "graft",
    "map_categories",
    "merge_category",
    "move_category",
    "plan_graft",
    "plant",
    "read_tree",
    "rename_category",
    "resolve",
    "subtree_products",
    "tidy",
]
