"""Alembic revisions of the schema; the newest is ``schema.HEAD``."""
