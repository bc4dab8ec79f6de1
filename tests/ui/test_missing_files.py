"""Products whose photo files are gone are marked, listed on a shelf, and lead to the folders."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from sqlalchemy import select, update

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Photo, PhotoFile, ProductPhoto
from shelftag.catalog.models.base import utc_now
from shelftag.ui.dialogs.folders import FoldersDialog


@pytest.fixture
def lost(shop_folder) -> int:
    """Marks the only photo file of a product as missing; returns the product."""
    with Catalog.open(shop_folder) as catalog, catalog.database.write() as session:
        product = 7
        photo = select(ProductPhoto.photo_id).where(ProductPhoto.product_id == product)
        session.execute(
            update(PhotoFile).where(PhotoFile.photo_id.in_(photo)).values(missing_since=utc_now())
        )
    return product


def test_there_is_no_such_shelf_while_nothing_is_missing(owner):
    assert not owner.window.sidebar.shelves.rows["missing"].isVisible()
    owner.open_shelf("all")
    assert not owner.window.inspector.one.missing.isVisible()


def test_the_shelf_lists_them_and_the_card_says_it_in_words(lost, owner):
    assert owner.window.sidebar.shelves.rows["missing"].count == "1"
    owner.open_shelf("missing")
    model = owner.window.center.model
    assert model.ids == [lost]
    assert owner.card(lost).missing
    assert "File missing" in model.data(model.index(0), 11)
    owner.open_shelf("all")
    assert len(owner.window.center.model.ids) == 60


def test_the_inspector_says_where_the_file_was_and_leads_to_the_folders(lost, owner, qtbot):
    owner.open_shelf("missing")
    note = owner.window.inspector.one.missing
    qtbot.waitUntil(note.isVisible)
    assert note.sentence.accessibleName() == "Photo file missing"
    note.button.click()
    dialog = owner.window.findChild(FoldersDialog)
    assert dialog is not None
    dialog.reject()


def test_the_copy_that_was_kept_is_opened_in_the_files_place(
    lost, shop_folder, open_window, qtbot, monkeypatch
):
    with Catalog.open(shop_folder) as catalog, catalog.database.write() as session:
        photo = session.scalars(
            select(Photo)
            .join(ProductPhoto, ProductPhoto.photo_id == Photo.id)
            .where(ProductPhoto.product_id == lost)
        ).one()
        photo.kept_suffix = ".jpg"
        copy = catalog.kept_photo(photo.sha256, ".jpg")
        copy.parent.mkdir()
        copy.write_bytes(b"photo")
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    window = open_window(shop_folder)
    assert not window.sidebar.shelves.rows["missing"].isVisible()
    row = window.center.model.row_of(lost)
    window.center.grid.setCurrentIndex(window.center.model.index(row))
    window.actions_by_name["photo"].trigger()
    qtbot.waitUntil(window.photo_viewer.isVisible)
    window.photo_viewer._open_file()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].toLocalFile() == str(copy)
