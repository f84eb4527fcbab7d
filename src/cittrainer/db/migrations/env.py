"""What Alembic runs: migrate on the connection that ``schema.migrate`` hands over."""

from alembic import context  # noqa: TID253 - only Alembic itself runs this file

from cittrainer.models import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
