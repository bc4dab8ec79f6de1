"""The dialog for taxonomies, with a real engine that reads the files."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from shelftag.catalog import operations, tree
from shelftag.catalog.catalog import Catalog
from shelftag.ui.dialogs import TaxonomyDialog
from shelftag.ui.overview import read_overview
from shelftag.ui.session import Session

GOOGLE = """# Google_Product_Taxonomy_Version: 2021-09-21
412 - Food, Beverages & Tobacco
422 - Food, Beverages & Tobacco > Food Items
430 - Food, Beverages & Tobacco > Food Items > Fruits & Vegetables
166 - Apparel & Accessories
1604 - Apparel & Accessories > Clothing
209 - Apparel & Accessories > Clothing > Socks
209 - Apparel & Accessories > Twice
"""
SHOPIFY = """gid://shopify/TaxonomyCategory/aa : Apparel & Accessories
gid://shopify/TaxonomyCategory/aa-1 : Apparel & Accessories > Clothing
"""


@pytest.fixture
def session(qtbot, catalog):
    """A session with an engine, in the place of the one that only notes."""
    with operations.operation(catalog.database, "add_category") as scope:
        for path in (["Apparel & Accessories", "Clothing"], ["Socks"], ["Fruit"], ["Zzyzx"]):
            tree.ensure_path(scope, path)
    folder = catalog.folder
    catalog.close()
    made = Session(Catalog.open(folder))
    yield made
    made.close()


@pytest.fixture
def dialog(qtbot, session):
    made = TaxonomyDialog(session)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def look_into(qtbot, dialog, tmp_path):
    def look(content: str | bytes, name: str = "google.txt") -> TaxonomyDialog:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        dialog.look_into(path)
        qtbot.waitUntil(lambda: dialog._inquiry is None, timeout=60_000)
        return dialog

    return look


def test_while_a_file_is_read_it_is_said_which_one(qtbot, dialog, look_into, tmp_path):
    path = tmp_path / "google.txt"
    path.write_text(GOOGLE)
    dialog.look_into(path)
    assert dialog.waiting.isVisible() and not dialog._drop.isVisible()
    assert dialog.waiting.phase.text() == "Reading the file…"
    assert dialog.waiting.detail.accessibleName().endswith("google.txt")
    assert dialog.waiting.bar.isVisible() and dialog.waiting.bar.accessibleName()
    qtbot.waitUntil(lambda: dialog._inquiry is None, timeout=60_000)
    assert not dialog.waiting.isVisible() and dialog.importing.isVisible()
    look_into(b"\x00\x01", "broken.txt")  # another one, that cannot be read
    assert dialog._drop.isVisible() and not dialog.waiting.isVisible()
    assert "No category was found in broken.txt" in dialog.notice.sentence.text()


def nodes(session) -> dict[str, tree.CategoryNode]:
    own = session.read_now(tree.read_tree)
    return {own.path_text(node.id): node for node in own.nodes.values()}


def choose_part(dialog, *path: str) -> None:
    view = dialog.importing.view
    index = view.model().index(0, 0)
    for name in path:
        view.expand(index)
        rows = range(view.model().rowCount(index))
        index = next(i for row in rows if (i := view.model().index(row, 0, index)).data() == name)
    view.setCurrentIndex(index)


def rows(dialog):
    return {row.name: row for row in dialog.mapping.rows}


def select(dialog, name: str) -> None:
    names = [row.name for row in dialog.mapping.rows]
    dialog.mapping.table.view.selectRow(names.index(name))


class TestImporting:
    def test_what_would_be_added_is_told_before_anything_is_written(self, look_into, session):
        before = nodes(session)
        dialog = look_into(GOOGLE)
        assert dialog._summary.text() == "4 new categories"
        assert "2 are among yours" in dialog._details.text()
        assert "1 line could not be used" in dialog.notice.sentence.text()
        assert "Line 8: The id 209" in dialog.notice.sentence.text()
        assert nodes(session) == before

    def test_a_part_is_chosen_imported_and_taken_back(self, qtbot, look_into, session):
        before = nodes(session)
        dialog = look_into(GOOGLE)
        choose_part(dialog, "Apparel & Accessories", "Clothing")
        assert dialog._summary.text() == "1 new category"
        choose_part(dialog, "Food, Beverages & Tobacco", "Food Items")
        assert dialog._summary.text() == "3 new categories"
        with qtbot.waitSignal(session.job_finished, timeout=60_000):
            dialog.start_button.click()
        assert dialog.result() == QDialog.DialogCode.Accepted
        path = "Food, Beverages & Tobacco > Food Items > Fruits & Vegetables"
        assert nodes(session)[path].google_id == 430
        assert "Apparel & Accessories > Clothing > Socks" not in nodes(session)
        operations.undo(session.catalog.database)
        assert nodes(session) == before

    def test_where_nothing_is_new_nothing_can_be_started(self, look_into):
        dialog = look_into("Apparel & Accessories > Clothing\n")
        assert dialog._summary.text() == "All of this is among your categories already"
        assert not dialog.start_button.isEnabled()

    def test_a_file_without_ids_cannot_be_mapped_to(self, look_into):
        dialog = look_into("Apparel & Accessories > Clothing > Hats\n")
        assert not dialog.use_buttons[1].isEnabled()
        assert "no ids" in dialog.use_buttons[1].toolTip()
        assert dialog.start_button.isEnabled()

    def test_a_file_can_be_dropped(self, qtbot, dialog, tmp_path):
        path = tmp_path / "dropped.txt"
        path.write_text(GOOGLE)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        for kind, place in ((QDragEnterEvent, QPoint(5, 5)), (QDropEvent, QPointF(5, 5))):
            event = kind(
                place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )  # fmt: skip
            QApplication.sendEvent(dialog, event)
        qtbot.waitUntil(lambda: dialog.found is not None, timeout=60_000)

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [(b"", "is empty"), (bytes(range(256)) * 40, "is no text"), (b"#\n", "No category")],
    )
    def test_what_is_no_taxonomy_gets_a_sentence(self, look_into, content, sentence):
        dialog = look_into(content)
        assert sentence in dialog.notice.sentence.text()
        assert not dialog.start_button.isVisible()

    def test_closing_asks_nothing_any_more(self, dialog, tmp_path):
        path = tmp_path / "google.txt"
        path.write_text(GOOGLE)
        dialog.look_into(path)
        dialog.reject()
        assert dialog._inquiry is None


class TestMapping:
    @pytest.fixture
    def mapped(self, look_into):
        dialog = look_into(GOOGLE)
        dialog.use(1)
        return dialog

    def save(self, qtbot, dialog, session) -> None:
        with qtbot.waitSignal(session.changed, timeout=60_000):
            dialog.start_button.click()

    def test_sure_guesses_are_taken_and_others_shown(self, qtbot, mapped, session):
        found = rows(mapped)
        assert found["Apparel & Accessories > Clothing"].taken
        assert found["Apparel & Accessories > Clothing"].confidence == 0.99
        assert found["Socks"].place is not None
        assert found["Zzyzx"].place is None
        taken = sum(row.taken for row in found.values())
        assert mapped._summary.text() == f"{taken} categories change their id"
        self.save(qtbot, mapped, session)
        assert nodes(session)["Apparel & Accessories > Clothing"].google_id == 1604
        operations.undo(session.catalog.database)
        assert nodes(session)["Apparel & Accessories > Clothing"].google_id is None

    def test_by_keys_alone_a_guess_is_left_out_another_chosen_and_one_cleared(
        self, qtbot, mapped, session
    ):
        view = mapped.mapping.table.view
        select(mapped, "Apparel & Accessories")
        QTest.keyClick(view, Qt.Key.Key_Space)
        assert not rows(mapped)["Apparel & Accessories"].taken
        select(mapped, "Zzyzx")
        QTest.keyClick(view, Qt.Key.Key_Return)
        picker = mapped.mapping._picker
        assert picker.isVisible()
        QTest.keyClicks(picker.field, "vegetables")
        QTest.keyClick(picker.field, Qt.Key.Key_Return)
        assert rows(mapped)["Zzyzx"].taken
        select(mapped, "Apparel & Accessories > Clothing")
        QTest.keyClick(view, Qt.Key.Key_Delete)
        self.save(qtbot, mapped, session)
        found = nodes(session)
        assert found["Zzyzx"].google_id == 430
        assert found["Apparel & Accessories"].google_id is None
        assert found["Apparel & Accessories > Clothing"].google_id is None

    def test_the_threshold_takes_more_or_less(self, mapped):
        mapped.mapping.threshold.setCurrentIndex(0)
        few = sum(row.taken for row in mapped.mapping.rows)
        mapped.mapping.threshold.setCurrentIndex(3)
        assert sum(row.taken for row in mapped.mapping.rows) > few

    def test_ids_that_are_there_stay_and_can_be_taken_away(self, qtbot, look_into, session):
        with operations.operation(session.catalog.database, "map_categories") as scope:
            own = tree.read_tree(scope.session)
            tree.map_categories(
                scope,
                google={own.find(["Zzyzx"]).id: 99, own.find(["Socks"]).id: 209},
                shopify={own.find(["Socks"]).id: "aa-1-18"},
            )
        session.overview = session.read_now(read_overview)
        dialog = look_into(GOOGLE)
        dialog.use(1)
        assert rows(dialog)["Zzyzx"].taken
        assert dialog._summary.text() == "3 categories change their id"
        select(dialog, "Zzyzx")
        dialog.mapping.clear()
        assert dialog._summary.text() == "4 categories change their id"
        self.save(qtbot, dialog, session)
        assert nodes(session)["Zzyzx"].google_id is None
        assert nodes(session)["Socks"].google_id == 209

    def test_shopify_s_codes_go_where_they_belong(self, qtbot, look_into, session):
        dialog = look_into(SHOPIFY, "categories.txt")
        dialog.use(1)
        self.save(qtbot, dialog, session)
        node = nodes(session)["Apparel & Accessories > Clothing"]
        assert (node.shopify_id, node.google_id) == ("aa-1", None)
