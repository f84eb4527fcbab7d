"""Room for presenters' limits, travel and stipends, for consent and care, and for who arrived.

Nothing of what is on file changes. A consent on file covers what it covered before: every agency,
and print.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - only Alembic itself runs this file

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COUNTED = {"sqlite_autoincrement": True}
"""A table that is made anew goes on never to use an id twice."""


def upgrade() -> None:
    _new_tables()
    connection = op.get_bind()
    counters = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").all()
    _presenters()
    _bookings()
    _confidential()
    _courses()
    # Ids of rows that are gone are not given again, although their tables are new.
    for name, used in counters:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (name, used))


def _new_tables() -> None:
    op.create_table(
        "confidential_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("recorded", sa.DateTime(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["presenter.id"], name=op.f("fk_confidential_opening_presenter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidential_opening")),
        sa.UniqueConstraint("uuid", name=op.f("uq_confidential_opening_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("confidential_opening", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_confidential_opening_presenter_id"), ["presenter_id"], unique=False
        )

    op.create_table(
        "consent_agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_consent_agency_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["presenter.id"], name=op.f("fk_consent_agency_presenter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_agency")),
        sa.UniqueConstraint(
            "presenter_id", "agency_id", name=op.f("uq_consent_agency_presenter_id_agency_id")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_consent_agency_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("consent_agency", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consent_agency_agency_id"), ["agency_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_consent_agency_presenter_id"), ["presenter_id"], unique=False
        )

    op.create_table(
        "presenter_module",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=False),
        sa.Column("lineage", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["presenter.id"], name=op.f("fk_presenter_module_presenter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presenter_module")),
        sa.UniqueConstraint(
            "presenter_id", "lineage", name=op.f("uq_presenter_module_presenter_id_lineage")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_presenter_module_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("presenter_module", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_presenter_module_lineage"), ["lineage"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_presenter_module_presenter_id"), ["presenter_id"], unique=False
        )

    op.create_table(
        "stipend",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("method", sa.String(length=200), nullable=False),
        sa.Column("declined", sa.Boolean(), nullable=False),
        sa.CheckConstraint("amount_cents >= 0", name=op.f("ck_stipend_amount_cents")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_stipend_course_id")),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["presenter.id"], name=op.f("fk_stipend_presenter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stipend")),
        sa.UniqueConstraint(
            "course_id", "presenter_id", name=op.f("uq_stipend_course_id_presenter_id")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_stipend_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("stipend", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stipend_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stipend_presenter_id"), ["presenter_id"], unique=False)

    op.create_table(
        "reviewed_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=False),
        sa.Column("sheet_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("passed_on", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["presenter.id"], name=op.f("fk_reviewed_comment_presenter_id")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_reviewed_comment_question_id")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_key"], ["answer_sheet.key"], name=op.f("fk_reviewed_comment_sheet_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviewed_comment")),
        sa.UniqueConstraint(
            "presenter_id",
            "sheet_key",
            "question_id",
            name=op.f("uq_reviewed_comment_presenter_id_sheet_key_question_id"),
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_reviewed_comment_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reviewed_comment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reviewed_comment_presenter_id"), ["presenter_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_reviewed_comment_sheet_key"), ["sheet_key"], unique=False
        )

    op.create_table(
        "care_done",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "pre_brief", "debrief", "check_in", name="carekind", native_enum=False, length=30
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_care_done_booking_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_done")),
        sa.UniqueConstraint("booking_id", "kind", name=op.f("uq_care_done_booking_id_kind")),
        sa.UniqueConstraint("uuid", name=op.f("uq_care_done_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("care_done", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_care_done_booking_id"), ["booking_id"], unique=False)


def _presenters() -> None:
    per = sa.Enum("talk", "hour", "day", "course", name="stipendper", native_enum=False, length=30)
    columns = {
        "travel_minutes": (sa.Integer(), None),
        "travel_note": (sa.Text(), ""),
        "most_a_week": (sa.Integer(), None),
        "most_a_month": (sa.Integer(), None),
        "most_a_year": (sa.Integer(), None),
        "least_a_year": (sa.Integer(), None),
        "stipend_cents": (sa.Integer(), None),
        "stipend_per": (per, "talk"),
        "stipend_method": (sa.String(length=200), ""),
        "stipend_declined": (sa.Boolean(), "0"),
    }
    _add("presenter", "", columns)
    least = ("travel_minutes", "most_a_week", "most_a_month", "most_a_year", "least_a_year")
    _check("presenter", {n: f"{n} IS NULL OR {n} >= 0" for n in (*least, "stipend_cents")})
    columns = {
        "first_on": (sa.Date(), None),
        "last_on": (sa.Date(), None),
        "most_minutes": (sa.Integer(), None),
        "by_phone": (sa.Boolean(), "0"),
    }
    _add("availability", "", columns)
    rules = {
        "season": "first_on IS NULL OR last_on IS NULL OR first_on <= last_on",
        "most_minutes": "most_minutes IS NULL OR most_minutes > 0",
    }
    _check("availability", rules)


def _bookings() -> None:
    _add("booking", "", {"arrived_minute": (sa.Integer(), None)})
    rule = "arrived_minute IS NULL OR arrived_minute BETWEEN 0 AND 1440"
    _check("booking", {"arrived_minute": rule})


def _confidential() -> None:
    columns = {
        "consent_print": (sa.Boolean(), "1"),
        "consent_photos": (sa.Boolean(), "0"),
        "consent_all_agencies": (sa.Boolean(), "1"),
    }
    _add("confidential_record", "consent_scope", columns)
    _add("confidential_record", "", {"support_invited": (sa.JSON(), "[]")})


def _courses() -> None:
    columns = {
        "directions": (sa.Text(), ""),
        "provided": (sa.Text(), ""),
        "day_contact": (sa.String(length=200), ""),
    }
    _add("course", "lead_instructor", columns)


def _check(table_name: str, rules: Mapping[str, str]) -> None:
    with op.batch_alter_table(table_name, table_kwargs=COUNTED) as table:
        for name, rule in rules.items():
            table.create_check_constraint(op.f(f"ck_{table_name}_{name}"), rule)


def _add(table_name: str, after: str, columns: Mapping[str, tuple[Any, str | None]]) -> None:
    """Put columns behind another one (last where ``after`` is empty).

    Each comes with its type, and with what the rows on file get.
    """
    with op.batch_alter_table(table_name, recreate="always", table_kwargs=COUNTED) as table:
        for name, (kind, value) in columns.items():
            column = sa.Column(name, kind, nullable=value is None, server_default=value)
            table.add_column(column, insert_after=after or None)
            after = after and name
    with op.batch_alter_table(table_name, table_kwargs=COUNTED) as table:
        for name, (_, value) in columns.items():
            if value is not None:
                table.alter_column(name, server_default=None)
