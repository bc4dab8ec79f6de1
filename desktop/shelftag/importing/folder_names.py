"""What the names of files and folders say of products: hints for the model, categories, labels."""

from functools import cached_property
from pathlib import Path

from sqlalchemy import select

from shelftag.catalog import labels, placement, tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.database import chunks
from shelftag.catalog.models import PhotoFile, Product
from shelftag.catalog.scope import OperationScope
from shelftag.importing.grouping import ProductGroup
from shelftag.importing.plan import ImportOptions, ImportPlan
from shelftag.importing.runs import Run
from shelftag.importing.titles import is_informative, title_from_name


class FolderNames:
    """Reads the names of one import run, by its options."""

    def __init__(
        self, catalog: Catalog, run: Run, plan: ImportPlan, options: ImportOptions
    ) -> None:
        self._catalog = catalog
        self._run = run
        self._plan = plan
        self._options = options
        self._categories: dict[tuple[str, ...], int] = {}

    def hint(self, group: ProductGroup) -> str:
        """Returns the words of file and folder names that may help the model.

        Most folders say where things lie ("shelf A", "spring delivery"), which misleads: their
        words count where the owner says that folders are categories, and where a folder is called
        exactly like a category. Folder names that are labels are left out: a model that is trained
        on them must not read the answer.
        """
        if not self._options.use_names:
            return ""
        folders = [] if self._options.trusted else [title_from_name(n) for n in group.category_path]
        if not self._options.folder_categories:
            folders = [word for word in folders if word.casefold() in self._category_words]
        stems = [title_from_name(Path(file).stem) for file in group.files[:3]]
        words = dict.fromkeys(word for word in (*stems, *folders) if is_informative(word))
        if group.sku:
            words.pop(group.sku, None)
        return " ".join(word for word in words if word != group.title)

    @cached_property
    def _category_words(self) -> set[str]:
        """All names and synonyms of the catalogue's categories, in lower case."""
        with self._catalog.database.read() as session:
            nodes = tree.read_tree(session).nodes.values()
        return {word.casefold() for node in nodes for word in node.words}

    def trust_known(self) -> int:
        """Makes trusted folder names labels of products that an earlier import brought in.

        Returns:
            The number of products that had no owner's or trusted label, and have one now.
        """
        if not (self._options.folder_categories and self._options.trusted):
            return 0
        with self._catalog.database.write() as session:
            rows = session.execute(
                placement.shown_files(self._run.root_id)
                .where(Product.state.in_(("review", "accepted")))
                .order_by(PhotoFile.id.desc())
            )
            known = {
                product: self._plan.groups[key]
                for relative, _, product in rows
                if (key := self._plan.group_of.get(relative))
            }
            scope = OperationScope(session, self._run.operation_id)
            for chunk in chunks(list(known)):
                products = session.scalars(select(Product).where(Product.id.in_(chunk))).all()
                for product in products:
                    scope.change(product, hint=self.hint(known[product.id]))
            return self.label(scope, known)

    def label(self, scope: OperationScope, made: dict[int, ProductGroup]) -> int:
        """Makes folder names categories and, where they are trusted, labels; returns how many."""
        if not self._options.folder_categories:
            return 0
        categories: dict[int, int] = {}
        for product_id, group in made.items():
            names = (name.replace(">", "›") for name in group.category_path)
            words = (tree.tidy(name)[: tree.MAX_NAME] for name in names)
            path = tuple(word for word in words if word)
            if path and path not in self._categories:
                self._categories[path] = tree.ensure_path(scope, path)
            if path:
                categories[product_id] = self._categories[path]
        if not self._options.trusted:
            return 0
        # One label is enough: that of the first view, or of an earlier import, or the owner's.
        fresh: dict[int, int] = {}
        for chunk in chunks(list(categories)):
            unlabelled = select(Product.id).where(
                Product.id.in_(chunk), Product.state.in_(("review", "accepted"))
            )
            fresh |= {product: categories[product] for product in scope.session.scalars(unlabelled)}
        labels.assign_each(scope, fresh, source="import", method="folder")
        return len(fresh)
