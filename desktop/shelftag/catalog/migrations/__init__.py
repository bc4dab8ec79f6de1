"""Alembic migrations of the catalogue's schema, one module a version."""
