"""A catalogue is a folder that is created once, opened by one application, and never guessed at."""

import os
import shutil
import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text

from shelftag.catalog import migrate as migrations
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Setting
from shelftag_api.errors import ShelftagError

OPEN_IT = """
import sys
from pathlib import Path
from shelftag.catalog.catalog import Catalog
from shelftag_api.errors import ShelftagError
try:
    Catalog.open(Path(sys.argv[1])).close()
except ShelftagError as error:
    print(error.message_id)
else:
    print("opened")
"""


def refusal(action, *arguments) -> str:
    with pytest.raises(ShelftagError) as caught:
        action(*arguments)
    return caught.value.message_id


def opened_by_another_process(folder: Path) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", OPEN_IT, str(folder)], capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


def content(folder: Path) -> str:
    return sha256((folder / "catalog.db").read_bytes()).hexdigest()


def test_what_is_stored_is_there_when_it_is_opened_again(tmp_path):
    with Catalog.create(tmp_path / "shop") as catalog:
        catalog.set_setting("language", "zh_CN")
    with Catalog.open(tmp_path / "shop") as catalog:
        assert catalog.setting("language") == "zh_CN"
        assert catalog.setting("unknown", 7) == 7


def test_the_folders_for_everything_but_the_database_are_made(tmp_path):
    with Catalog.create(tmp_path / "shop") as catalog:
        assert (catalog.folder / "thumbnails").is_dir()
        assert (catalog.folder / "models").is_dir()
        assert (catalog.folder / "embeddings").is_dir()


def test_an_empty_folder_may_become_a_catalogue(tmp_path):
    (tmp_path / "empty").mkdir()
    Catalog.create(tmp_path / "empty").close()
    assert (tmp_path / "empty" / "catalog.db").is_file()


def test_a_folder_that_holds_something_is_not_made_a_catalogue(tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(b"photo")
    assert refusal(Catalog.create, tmp_path) == "catalog.folder_not_empty"
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]


def test_a_catalogue_is_not_created_twice(tmp_path):
    Catalog.create(tmp_path / "shop").close()
    assert refusal(Catalog.create, tmp_path / "shop") == "catalog.exists"


@pytest.mark.parametrize("name", ["nowhere", "photo.jpg", "folder"])
def test_where_no_catalogue_is_none_is_opened_and_none_is_made(tmp_path, name):
    (tmp_path / "photo.jpg").write_bytes(b"photo")
    (tmp_path / "folder").mkdir()
    assert refusal(Catalog.open, tmp_path / name) == "catalog.missing"
    assert not (tmp_path / "nowhere").exists()
    assert list((tmp_path / "folder").iterdir()) == []


@pytest.mark.parametrize("name", ["photo.jpg/shop", "x" * 300])
def test_an_impossible_place_is_refused_with_a_sentence(tmp_path, name):
    (tmp_path / "photo.jpg").write_bytes(b"photo")
    assert refusal(Catalog.create, tmp_path / name) == "catalog.cannot_create"


class TestReadOnlyFolders:
    @pytest.fixture
    def locked(self, tmp_path, empty_catalogue):
        folder = shutil.copytree(empty_catalogue, tmp_path / "shop")
        (folder / "catalog.lock").unlink(missing_ok=True)
        folder.chmod(0o500)
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write anywhere")
        yield folder
        folder.chmod(0o700)

    def test_nothing_is_created_there(self, locked):
        assert refusal(Catalog.create, locked / "new") == "catalog.cannot_create"

    def test_a_catalogue_there_is_not_opened(self, locked):
        assert refusal(Catalog.open, locked) == "catalog.read_only"

    def test_neither_is_one_whose_database_may_not_be_written(self, locked):
        locked.chmod(0o700)
        (locked / "catalog.db").chmod(0o400)
        with pytest.raises(ShelftagError) as caught, Catalog.open(locked) as catalog:
            catalog.set_setting("name", "new")
        assert caught.value.message_id == "catalog.read_only"

    def test_no_backup_goes_there(self, locked, tmp_path):
        with Catalog.create(tmp_path / "other") as catalog:
            assert refusal(catalog.back_up, locked / "copy") == "catalog.backup_failed"


@pytest.mark.parametrize(
    "name",
    [
        "my shop",
        "100% wool",
        "shop #1",
        "really?",
        "a&b=c",
        "我的店铺",
        "Käse & Co.",
        "it's",
        "%20",
    ],
)
def test_a_folder_may_have_any_name(tmp_path, name):
    with Catalog.create(tmp_path / name) as catalog:
        catalog.set_setting("name", name)
        catalog.back_up(tmp_path / f"{name} backup")
    for folder in (tmp_path / name, tmp_path / f"{name} backup"):
        with Catalog.open(folder) as catalog:
            assert catalog.setting("name") == name
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, f"{name} backup"])


def test_a_relative_path_still_means_the_same_folder_after_a_change_of_directory(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    with Catalog.create(Path("shop")) as catalog:
        monkeypatch.chdir("/")
        catalog.set_setting("here", True)
        assert catalog.folder == tmp_path / "shop"
    with Catalog.open(tmp_path / "shop") as catalog:
        assert catalog.setting("here") is True


class TestOneApplicationAtATime:
    def test_a_second_one_in_the_same_process_is_refused(self, tmp_path):
        with Catalog.create(tmp_path / "shop"):
            assert refusal(Catalog.open, tmp_path / "shop") == "catalog.in_use"

    def test_a_second_process_is_refused_until_the_first_has_closed(self, tmp_path):
        with Catalog.create(tmp_path / "shop"):
            assert opened_by_another_process(tmp_path / "shop") == "catalog.in_use"
        assert opened_by_another_process(tmp_path / "shop") == "opened"

    def test_the_engine_joins_an_open_catalogue(self, tmp_path):
        with Catalog.create(tmp_path / "shop") as window, Catalog.join(tmp_path / "shop") as engine:
            engine.set_setting("from", "engine")
            assert window.setting("from") == "engine"

    def test_closing_twice_does_no_harm(self, tmp_path):
        catalog = Catalog.create(tmp_path / "shop")
        catalog.close()
        catalog.close()
        Catalog.open(tmp_path / "shop").close()

    def test_a_refused_catalogue_is_not_left_locked(self, tmp_path):
        Catalog.create(tmp_path / "shop").close()
        good = (tmp_path / "shop" / "catalog.db").read_bytes()
        (tmp_path / "shop" / "catalog.db").write_bytes(b"no database" * 100)
        refusal(Catalog.open, tmp_path / "shop")
        (tmp_path / "shop" / "catalog.db").write_bytes(good)
        Catalog.open(tmp_path / "shop").close()

    def test_what_another_connection_wrote_is_noticed(self, tmp_path):
        with Catalog.create(tmp_path / "shop") as window, Catalog.join(tmp_path / "shop") as engine:
            before = window.database.data_version()
            assert window.database.data_version() == before
            engine.set_setting("a", 1)
            assert window.database.data_version() != before


class TestDamage:
    @pytest.fixture
    def folder(self, tmp_path, empty_catalogue):
        return shutil.copytree(empty_catalogue, tmp_path / "shop")

    @pytest.mark.parametrize(
        "damage",
        [
            lambda data: b"this is no database, but long enough to be one " * 100,
            lambda data: b"\0" * len(data),
            lambda data: data[: len(data) // 3],
            lambda data: data[:100] + os.urandom(len(data) - 100),
        ],
        ids=["text", "zeros", "cut", "noise"],
    )
    def test_a_damaged_file_is_named_as_such_and_left_alone(self, folder, damage):
        file = folder / "catalog.db"
        file.write_bytes(damage(file.read_bytes()))
        before = content(folder)
        assert refusal(Catalog.open, folder) == "catalog.damaged"
        assert content(folder) == before

    def test_a_file_that_lost_everything_is_not_taken_for_a_new_catalogue(self, folder):
        (folder / "catalog.db").write_bytes(b"")
        assert refusal(Catalog.open, folder) == "catalog.damaged"

    def test_another_program_s_database_is_not_taken_over(self, tmp_path):
        with sqlite3.connect(tmp_path / "catalog.db") as stranger:
            stranger.execute("CREATE TABLE recipes (name TEXT)")
        stranger.close()
        assert refusal(Catalog.open, tmp_path) == "catalog.damaged"
        with sqlite3.connect(tmp_path / "catalog.db") as stranger:
            tables = stranger.execute("SELECT name FROM sqlite_master").fetchall()
        stranger.close()
        assert tables == [("recipes",)]

    def test_a_newer_catalogue_is_refused_and_not_changed_by_a_byte(self, folder):
        with sqlite3.connect(folder / "catalog.db") as database:
            database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.close()
        before = content(folder)
        assert refusal(Catalog.open, folder) == "catalog.newer"
        assert content(folder) == before
        assert not (folder / "backups").exists()


class TestBackups:
    @pytest.fixture
    def catalog(self, tmp_path, empty_catalogue):
        with Catalog.open(shutil.copytree(empty_catalogue, tmp_path / "shop")) as catalog:
            catalog.set_setting("name", "before")
            thumbnail = catalog.thumbnail("ab" * 32)
            thumbnail.parent.mkdir()
            thumbnail.write_bytes(b"small picture")
            yield catalog

    def test_an_open_catalogue_is_copied_whole_and_the_copy_is_one_of_its_own(
        self, catalog, tmp_path
    ):
        catalog.back_up(tmp_path / "copies" / "monday")
        catalog.set_setting("name", "after")
        with Catalog.open(tmp_path / "copies" / "monday") as copy:
            assert copy.setting("name") == "before"
            assert copy.thumbnail("ab" * 32).read_bytes() == b"small picture"
            copy.set_setting("name", "copy")
        assert catalog.setting("name") == "after"

    def test_an_empty_folder_may_take_the_backup(self, catalog, tmp_path):
        (tmp_path / "copy").mkdir()
        catalog.back_up(tmp_path / "copy")
        assert (tmp_path / "copy" / "catalog.db").is_file()

    def test_a_backup_sees_what_is_not_yet_written_back_from_the_log(self, catalog, tmp_path):
        with catalog.database.read():  # a reader keeps the log from being written back
            catalog.set_setting("name", "latest")
            catalog.back_up(tmp_path / "copy")
        with Catalog.open(tmp_path / "copy") as copy:
            assert copy.setting("name") == "latest"

    def test_a_backup_never_overwrites(self, catalog, tmp_path):
        (tmp_path / "taken").mkdir()
        (tmp_path / "taken" / "letter.txt").write_text("dear")
        assert refusal(catalog.back_up, tmp_path / "taken") == "catalog.folder_not_empty"
        assert refusal(catalog.back_up, catalog.folder) == "catalog.folder_not_empty"
        assert (tmp_path / "taken" / "letter.txt").read_text() == "dear"

    def test_a_backup_inside_the_catalogue_is_refused(self, catalog, tmp_path):
        (tmp_path / "link").symlink_to(catalog.folder / "thumbnails", target_is_directory=True)
        for target in (catalog.folder / "copy", tmp_path / "link" / "copy"):
            assert refusal(catalog.back_up, target) == "catalog.backup_inside"
        assert not (catalog.folder / "copy").exists()

    def test_a_backup_that_fails_says_so_and_leaves_nothing(self, catalog, tmp_path):
        (tmp_path / "file").write_text("in the way")
        before = sorted(tmp_path.iterdir())
        assert refusal(catalog.back_up, tmp_path / "file" / "copy") == "catalog.backup_failed"
        assert refusal(catalog.back_up, tmp_path / ("x" * 300)) == "catalog.backup_failed"
        assert sorted(tmp_path.iterdir()) == before

    def test_a_damaged_database_leaves_no_half_backup(self, catalog, tmp_path):
        catalog.close()
        (catalog.folder / "catalog.db").write_bytes(b"no database at all " * 500)
        assert refusal(catalog.back_up, tmp_path / "copy") == "catalog.damaged"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["shop"]


class TestUpgrades:
    """An older catalogue, made so by adding a migration that this program does not have yet."""

    @pytest.fixture
    def upgrade(self, tmp_path, monkeypatch):
        def add(body: str) -> None:
            scripts = tmp_path / "migrations"
            (scripts / "versions").mkdir(parents=True)
            ours = Path(migrations.__file__).parent / "migrations"
            (scripts / "env.py").write_text((ours / "env.py").read_text("utf-8"), "utf-8")
            for file in (ours / "versions").glob("0*.py"):
                (scripts / "versions" / file.name).write_text(file.read_text("utf-8"), "utf-8")
            (scripts / "versions" / "9000.py").write_text(
                "import sqlalchemy as sa\nfrom alembic import op\n"
                "revision, down_revision = '9000', '0003'\n"
                f"branch_labels = depends_on = None\ndef upgrade():\n{body}\n",
                "utf-8",
            )
            monkeypatch.setattr(migrations, "SCRIPTS", str(scripts))

        return add

    @pytest.fixture
    def folder(self, tmp_path, empty_catalogue):
        with Catalog.open(shutil.copytree(empty_catalogue, tmp_path / "shop")) as catalog:
            catalog.set_setting("name", "old shop")
            with catalog.database.write() as session:
                session.execute(
                    text("INSERT INTO operation(id, kind, origin, params, started_at)"
                         " VALUES (1, 'import', 'import', '{}', '2026-01-01')")
                )  # fmt: skip
                session.execute(text("INSERT INTO change VALUES (1, 1, 'category', 1, '{}', '{}')"))
        return tmp_path / "shop"

    def test_an_older_catalogue_is_copied_before_it_is_upgraded(self, folder, upgrade):
        upgrade("    op.create_table('shelf', sa.Column('id', sa.Integer(), primary_key=True))")
        with Catalog.open(folder) as catalog, catalog.database.read() as session:
            assert session.scalar(text("SELECT version_num FROM alembic_version")) == "9000"
            assert session.scalar(text("SELECT count(*) FROM shelf")) == 0
            assert catalog.setting("name") == "old shop"
        (copy,) = (folder / "backups").iterdir()
        with sqlite3.connect(copy) as old:
            assert old.execute("SELECT version_num FROM alembic_version").fetchone() == ("0003",)
            assert old.execute("SELECT value FROM setting").fetchone() == ('"old shop"',)
        old.close()

    def test_a_catalogue_that_is_up_to_date_is_not_copied(self, folder):
        Catalog.open(folder).close()
        assert not (folder / "backups").exists()

    def test_an_upgrade_that_fails_changes_nothing(self, folder, upgrade):
        upgrade(
            "    op.create_table('shelf', sa.Column('id', sa.Integer(), primary_key=True))\n"
            "    op.execute('INSERT INTO nowhere VALUES (1)')"
        )
        with pytest.raises(Exception, match="nowhere"):
            Catalog.open(folder)
        with sqlite3.connect(folder / "catalog.db") as database:
            version = database.execute("SELECT version_num FROM alembic_version").fetchone()
            tables = database.execute("SELECT name FROM sqlite_master WHERE name = 'shelf'")
            assert (version, tables.fetchall()) == (("0003",), [])
        database.close()

    def test_altering_a_table_keeps_the_rows_that_point_to_it(self, folder, upgrade):
        upgrade(
            "    with op.batch_alter_table('operation', recreate='always') as batch:\n"
            "        batch.add_column(sa.Column('note', sa.Text(), nullable=True))"
        )
        with Catalog.open(folder) as catalog, catalog.database.read() as session:
            assert session.scalar(text("SELECT count(*) FROM change")) == 1
            assert session.scalar(text("SELECT note FROM operation")) is None
            assert session.scalar(text("PRAGMA foreign_keys")) == 1

    def test_a_migration_may_not_leave_rows_that_point_at_nothing(self, folder, upgrade):
        upgrade("    op.execute('DELETE FROM operation')")
        with pytest.raises(RuntimeError, match="point at nothing"):
            Catalog.open(folder)
        with sqlite3.connect(folder / "catalog.db") as database:
            assert database.execute("SELECT count(*) FROM operation").fetchone() == (1,)
        database.close()


def test_a_full_disk_is_told_before_long_work_starts(tmp_path, monkeypatch):
    with Catalog.create(tmp_path / "shop") as catalog:
        catalog.check_room()
        monkeypatch.setattr("shelftag.catalog.catalog.MINIMUM_FREE_BYTES", 1 << 62)
        assert refusal(catalog.check_room) == "catalog.disk_full"


def test_a_disk_that_fills_up_while_writing_is_told_and_nothing_is_half_stored(tmp_path):
    with Catalog.create(tmp_path / "shop") as catalog:

        def fill() -> None:
            with catalog.database.write() as session:
                session.execute(text("PRAGMA max_page_count = 1"))  # as if no page were left
                session.add(Setting(name="first", value=1))
                session.flush()
                session.add(Setting(name="big", value="x" * 1_000_000))

        assert refusal(fill) == "catalog.disk_full"
        assert catalog.setting("first") is None
