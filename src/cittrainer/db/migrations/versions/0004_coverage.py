"""An index that counts the people of every agency by role and shift without reading them all."""

from alembic import op  # noqa: TID253 - only Alembic itself runs this file

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_employment_agency", "employment")
    columns = ["agency_id", "to_date", "role", "shift", "person_id"]
    op.create_index("ix_employment_agency", "employment", columns)
