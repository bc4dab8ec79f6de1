"""Which column of a table holds what: by name where it is told, else by the usual names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shelftag_api.errors import ShelftagError

_USUAL_NAMES: Mapping[str, tuple[str, ...]] = {
    "file": (
        "filename", "file", "filepath", "path", "imagepath", "imagefile", "imagename", "image",
        "photo", "picture", "img", "文件名", "文件", "文件路径", "图片", "图片路径", "图片名",
        "图片文件", "图像", "照片", "路径",
    ),
    "category": (
        "category", "categorypath", "productcategory", "categoryname", "label", "labels", "class",
        "classname", "类别", "分类", "类目", "品类", "商品类别", "商品分类", "标签",
    ),
    "product": (
        "product", "productid", "productcode", "sku", "handle", "itemid", "商品编号", "商品编码",
        "货号", "产品编号", "产品", "商品",
    ),
    "title": (
        "title", "producttitle", "productname", "name", "标题", "商品标题", "商品名称", "名称",
        "品名",
    ),
    "description": (
        "description", "productdescription", "text", "caption", "描述", "商品描述", "说明",
    ),
    "split": ("split", "subset", "划分", "子集"),
}  # fmt: skip
"""Column names as people write them, without spaces, hyphens and underscores; best first."""


@dataclass(frozen=True)
class TableColumns:
    """Which columns hold what; None where the usual names decide.

    Attributes:
        file: The photo's path, relative to the photos' folder.
        category: The category, or its path.
        product: What ties photos of one product together.
        title: The product's title.
        description: The product's description.
        split: ``train``, ``val`` or ``test`` in each row.
        attributes: Further labels, such as a colour; ``("*",)`` takes all other columns.
        separator: Between the names of a category path.
    """

    file: str | None = None
    category: str | None = None
    product: str | None = None
    title: str | None = None
    description: str | None = None
    split: str | None = None
    attributes: tuple[str, ...] = ()
    separator: str = " > "

    def found_in(self, header: Iterable[str], table: str) -> dict[str, str]:
        """Returns the column of each role that is there.

        Raises:
            ShelftagError: A column that was named is missing.
        """
        columns = list(header)
        simple = {_simple(column): column for column in reversed(columns)}
        found: dict[str, str] = {}
        for role, usual in _USUAL_NAMES.items():
            named = getattr(self, role)
            if named is not None:
                found[role] = _present(named, columns, table)
            elif known := [simple[name] for name in usual if name in simple]:
                found[role] = known[0]
        return found

    def attribute_columns(
        self, header: Iterable[str], roles: Iterable[str], table: str
    ) -> list[str]:
        """Returns the columns that hold further labels.

        Raises:
            ShelftagError: One that was named is missing.
        """
        columns = list(header)
        if self.attributes == ("*",):
            return [column for column in columns if column and column not in set(roles)]
        return [_present(name, columns, table) for name in self.attributes]


USUAL_COLUMNS = TableColumns()
"""All by their usual names."""


def _simple(column: str) -> str:
    """A column's name as `_USUAL_NAMES` writes it."""
    return column.casefold().replace(" ", "").replace("_", "").replace("-", "")


def _present(name: str, columns: list[str], table: str) -> str:
    """The column's name, if the table has it."""
    if name not in columns:
        raise missing_column(name, columns, table)
    return name


def missing_column(column: str, header: Iterable[str], table: str) -> ShelftagError:
    """Returns the error for a column that is not there; it tells those that are."""
    shown = ", ".join(list(header)[:20])[:300]
    return ShelftagError("training.column_missing", column=column, table=table, found=shown)
