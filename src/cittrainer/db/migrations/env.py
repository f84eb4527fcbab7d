"""What Alembic runs: migrate on the connection that ``schema.migrate`` hands over."""

from typing import Any, Literal

from alembic import context  # noqa: TID253 - only Alembic itself runs this file

from cittrainer.models import Base
from cittrainer.models.base import UtcDateTime


def plain_type(kind: str, value: Any, _context: object) -> str | Literal[False]:
    """Write what is stored: a revision must not change with the classes of a later program."""
    return "sa.DateTime()" if kind == "type" and isinstance(value, UtcDateTime) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    # SQLite changes a table by making it anew.
    render_as_batch=True,
    render_item=plain_type,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
    # They are switched off meanwhile: whatever is left hanging takes the migration back.
    if loose := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise RuntimeError(f"the migration left {len(loose)} references to nothing: {loose[:5]}")
