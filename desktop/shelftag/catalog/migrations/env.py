"""Runs the migrations on the connection that `shelftag.catalog.migrate` hands over."""

from alembic import context

from shelftag.catalog.models import Base

with context.config.attributes["connection"] as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
