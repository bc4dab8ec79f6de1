"""The migrations and the models describe the same database."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import text

from shelftag.catalog.database import Database
from shelftag.catalog.migrate import SCRIPTS, migrate
from shelftag.catalog.models import Base


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_migrations_give_exactly_the_models(shop):
    def ours(_object, name, _kind, _reflected, _other):
        return not (name or "").startswith("product_search")

    with shop.database.migrating() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": ours, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_every_constraint_has_the_name_that_the_models_give_it(shop):
    with shop.database.read() as session:
        made = " ".join(session.scalars(text("SELECT sql FROM sqlite_master WHERE sql NOT NULL")))
    for table in Base.metadata.tables.values():
        for constraint in table.constraints - {table.primary_key}:
            assert str(constraint.name) in made


def test_readers_and_the_writer_keep_to_the_rules(shop):
    for enter in (shop.database.read, shop.database.write):
        with enter() as session:
            assert session.scalar(text("PRAGMA foreign_keys")) == 1
            assert session.scalar(text("PRAGMA journal_mode")) == "wal"


@pytest.fixture
def first_schema(tmp_path):
    """A database of the first schema: one product that shows one photo."""
    database = Database(tmp_path / "catalog.db", must_exist=False)
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    with database.migrating() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    with database.write() as session:
        for row in (
            "operation(id, kind, origin, params, started_at)"
            " VALUES (7, 'import', 'import', '{}', '2026-01-01')",
            "photo(id, sha256, byte_size, width, height, format) VALUES (4, 'ab', 1, 1, 1, 'PNG')",
            "product(id, uuid, sku, gtin, title, description, brand, currency, location, group_key,"
            " hint, operation_id, active, state)"
            " VALUES (3, 'u', '', '', 'Mug', '', '', '', '', '', '', 7, 1, 'review')",
            "product_photo VALUES (3, 4, 2, 7, 1)",
        ):
            session.execute(text(f"INSERT INTO {row}"))
    yield database
    database.close()


def test_products_keep_their_photos_when_links_get_numbers(first_schema, tmp_path):
    migrate(first_schema, tmp_path / "backups", new=False)
    with first_schema.read() as session:
        link = "SELECT product_id, photo_id, position, operation_id, active FROM product_photo"
        assert session.execute(text(link)).all() == [(3, 4, 2, 7, 1)]
        assert session.scalar(text("SELECT title FROM product")) == "Mug"
