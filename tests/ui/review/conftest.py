"""The review in a real window, on a shop in which everything waits."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

sys.path.append(str(Path(__file__).parent))

from review_shop import copy_of, review_shop

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.queries import ProductFilter, product_ids


@pytest.fixture(scope="session")
def shop_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    folder = tmp_path_factory.mktemp("review") / "Corner shop"
    return folder, review_shop(folder)


@pytest.fixture(scope="session")
def bare_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of which no model has said anything yet."""
    folder = tmp_path_factory.mktemp("bare") / "Day zero"
    review_shop(folder, suggested=False)
    return folder


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with neither products nor a model."""
    folder = tmp_path_factory.mktemp("empty") / "New"
    Catalog.create(folder).close()
    return folder


class Reviewer:
    """The owner in the review, at the keyboard."""

    def __init__(self, owner) -> None:
        self.owner = owner
        self.window = owner.window
        self.view = owner.window.review
        self.flow = self.view.flow
        self.grid = self.view.grid
        self.press, self.type, self.settle = owner.press, owner.type, owner.settle
        owner.control(Qt.Key.Key_E)

    @property
    def sheet(self):
        assert self.flow.open is not None
        return self.flow.open.sheet

    @property
    def here(self) -> list[int]:
        return self.flow.open.left if self.flow.open else []

    def waiting(self) -> list[int]:
        return self.products("review")

    def products(self, *states: str) -> list[int]:
        with self.window.session.catalog.database.read() as session:
            return sorted(product_ids(session, ProductFilter(states=frozenset(states))))

    def category(self, product: int) -> int | None:
        return self.owner.card(product).shown_category_id

    def name(self, category: int | None) -> str:
        return self.window.session.tree.nodes[category].name

    def kind(self, product: int) -> str:
        """The true category, which the title tells."""
        return self.owner.card(product).title.rsplit(" ", 1)[0]

    def undo(self, times: int = 1) -> None:
        for _ in range(times):
            self.owner.control(Qt.Key.Key_Z)

    def redo(self) -> None:
        self.owner.control(Qt.Key.Key_Z, shift=True)

    def go_to(self, product: int) -> None:
        """Moves to a product of the page by arrow keys."""
        self.press(Qt.Key.Key_Home)
        for _ in range(len(self.sheet.ids)):
            if self.grid.current_id() == product:
                return
            self.press(Qt.Key.Key_Right)
        raise AssertionError(f"product {product} is not on the page")

    def pick(self, name: str) -> None:
        """Types a category into the picker that is open."""
        assert self.view.picker.isVisible()
        self.type(name)
        self.press(Qt.Key.Key_Return)


@pytest.fixture
def reviewer(owner) -> Reviewer:
    return Reviewer(owner)


@pytest.fixture
def shop_folder(request, tmp_path: Path) -> Path:
    """A copy of the shop; of another template where the test names one."""
    template = request.getfixturevalue(getattr(request, "param", "shop_template"))
    folder = template if isinstance(template, Path) else template[0]
    return copy_of(folder, tmp_path / folder.name)
