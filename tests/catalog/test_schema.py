"""The migrations and the models describe the same database."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from shelftag.catalog.models import Base


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
