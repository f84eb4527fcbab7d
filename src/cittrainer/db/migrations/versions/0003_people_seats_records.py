"""Room for how people come in, seats, make-ups, skills, records from before, and coverage.

Nothing of what is on file changes; new policies are those that a new academy begins with.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - only Alembic itself runs this file

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COUNTED = {"sqlite_autoincrement": True}
"""A table that is made anew goes on never to use an id twice."""


def upgrade() -> None:
    _new_tables()
    connection = op.get_bind()
    counters = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").all()
    _policies()
    _people_and_agencies()
    _courses()
    _enrollments_and_attendance()
    # Ids of rows that are gone are not given again, although their tables are new.
    for name, used in counters:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (name, used))


def _new_tables() -> None:
    op.create_table(
        "letter_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "joining",
                "supervisor",
                "offer",
                "renewal",
                name="letterkind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
        sa.UniqueConstraint("kind", name=op.f("uq_letter_template_kind")),
        sa.UniqueConstraint("uuid", name=op.f("uq_letter_template_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "rubric",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "pass_mark IS NULL OR pass_mark BETWEEN 1 AND 7", name=op.f("ck_rubric_pass_mark")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubric")),
        sa.UniqueConstraint("name", name=op.f("uq_rubric_name")),
        sa.UniqueConstraint("uuid", name=op.f("uq_rubric_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sheet_layout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("people", "completions", name="sheetpurpose", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_layout")),
        sa.UniqueConstraint("purpose", "name", name=op.f("uq_sheet_layout_purpose_name")),
        sa.UniqueConstraint("uuid", name=op.f("uq_sheet_layout_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "agency_shift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("patrol", sa.Integer(), nullable=True),
        sa.Column("dispatchers", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "dispatchers IS NULL OR dispatchers >= 0", name=op.f("ck_agency_shift_dispatchers")
        ),
        sa.CheckConstraint("patrol IS NULL OR patrol >= 0", name=op.f("ck_agency_shift_patrol")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_agency_shift_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_shift")),
        sa.UniqueConstraint("agency_id", "name", name=op.f("uq_agency_shift_agency_id_name")),
        sa.UniqueConstraint("uuid", name=op.f("uq_agency_shift_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agency_shift", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agency_shift_agency_id"), ["agency_id"], unique=False)

    op.create_table(
        "earlier_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "completion",
                "continuing",
                "exemption",
                name="earlierkind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("curriculum_id", sa.Integer(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("certificate_number", sa.String(length=200), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("remarks", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "began_on IS NULL OR began_on <= done_on", name=op.f("ck_earlier_record_dates")
        ),
        sa.CheckConstraint(
            "expires_on IS NULL OR expires_on >= done_on", name=op.f("ck_earlier_record_expiry")
        ),
        sa.CheckConstraint(
            "minutes IS NULL OR minutes > 0", name=op.f("ck_earlier_record_minutes")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_earlier_record_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["curriculum_id"], ["curriculum.id"], name=op.f("fk_earlier_record_curriculum_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_earlier_record_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_record")),
        sa.UniqueConstraint("uuid", name=op.f("uq_earlier_record_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("earlier_record", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_earlier_record_agency_id"), ["agency_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_earlier_record_curriculum_id"), ["curriculum_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_earlier_record_done_on"), ["done_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_earlier_record_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "rubric_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("rubric_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["rubric_id"], ["rubric.id"], name=op.f("fk_rubric_item_rubric_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubric_item")),
        sa.UniqueConstraint("uuid", name=op.f("uq_rubric_item_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("rubric_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rubric_item_rubric_id"), ["rubric_id"], unique=False)

    op.create_table(
        "seats_kept",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "officer",
                "dispatcher",
                "corrections",
                "fire",
                "ems",
                "security",
                "clinician",
                "observer",
                "other",
                name="traineerole",
                native_enum=False,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "agency_id IS NOT NULL OR role IS NOT NULL OR person_id IS NOT NULL",
            name=op.f("ck_seats_kept_for_whom"),
        ),
        sa.CheckConstraint("person_id IS NULL OR seats = 1", name=op.f("ck_seats_kept_by_name")),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_seats_kept_seats")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_seats_kept_agency_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_seats_kept_course_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seats_kept_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats_kept")),
        sa.UniqueConstraint("uuid", name=op.f("uq_seats_kept_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("seats_kept", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seats_kept_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seats_kept_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seats_kept_person_id"), ["person_id"], unique=False)

    op.create_table(
        "skills_assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("rubric_id", sa.Integer(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("assessor", sa.String(length=200), nullable=False),
        sa.Column("scenario", sa.String(length=200), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_skills_assessment_enrollment_id")
        ),
        sa.ForeignKeyConstraint(
            ["rubric_id"], ["rubric.id"], name=op.f("fk_skills_assessment_rubric_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skills_assessment")),
        sa.UniqueConstraint("uuid", name=op.f("uq_skills_assessment_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("skills_assessment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_skills_assessment_enrollment_id"), ["enrollment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_skills_assessment_rubric_id"), ["rubric_id"], unique=False
        )

    op.create_table(
        "make_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("missed_block_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint("missed_block_id <> block_id", name=op.f("ck_make_up_other_block")),
        sa.ForeignKeyConstraint(["block_id"], ["block.id"], name=op.f("fk_make_up_block_id")),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_make_up_enrollment_id")
        ),
        sa.ForeignKeyConstraint(
            ["missed_block_id"], ["block.id"], name=op.f("fk_make_up_missed_block_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_make_up")),
        sa.UniqueConstraint(
            "enrollment_id",
            "missed_block_id",
            "block_id",
            name=op.f("uq_make_up_enrollment_id_missed_block_id_block_id"),
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_make_up_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("make_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_make_up_block_id"), ["block_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_make_up_enrollment_id"), ["enrollment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_make_up_missed_block_id"), ["missed_block_id"], unique=False
        )

    op.create_table(
        "skills_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "mark IS NULL OR mark NOT IN (1, 7) OR comment <> ''",
            name=op.f("ck_skills_mark_comment"),
        ),
        sa.CheckConstraint(
            "mark IS NULL OR mark BETWEEN 1 AND 7", name=op.f("ck_skills_mark_mark")
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["skills_assessment.id"], name=op.f("fk_skills_mark_assessment_id")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["rubric_item.id"], name=op.f("fk_skills_mark_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skills_mark")),
        sa.UniqueConstraint(
            "assessment_id", "item_id", name=op.f("uq_skills_mark_assessment_id_item_id")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_skills_mark_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("skills_mark", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_skills_mark_assessment_id"), ["assessment_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_skills_mark_item_id"), ["item_id"], unique=False)


def _policies() -> None:
    """Columns of the academy, each with what a new academy begins with."""
    begins_with = {
        "keep_birth_dates": (sa.Boolean(), "0"),
        "match_same": (sa.Integer(), "93"),
        "match_ask": (sa.Integer(), "75"),
        "target_percent": (sa.Integer(), "20"),
        "turnover_percent": (sa.Integer(), "10"),
        "offer_days": (sa.Integer(), "5"),
    }
    _add("academy", "holiday_region", begins_with)
    with op.batch_alter_table("academy", table_kwargs=COUNTED) as table:
        for name, rule in {
            "match_ask": "match_ask BETWEEN 50 AND 99",
            "match_same": "match_same > match_ask AND match_same <= 100",
            "target_percent": "target_percent BETWEEN 0 AND 100",
            "turnover_percent": "turnover_percent BETWEEN 0 AND 100",
            "offer_days": "offer_days BETWEEN 1 AND 60",
        }.items():
            table.create_check_constraint(op.f(f"ck_academy_{name}"), rule)


def _people_and_agencies() -> None:
    _add("person", "phone", {"address": (sa.Text(), ""), "birth_date": (sa.Date(), None)})
    _add("agency", "target_percent", {"turnover_percent": (sa.Integer(), None)})
    with op.batch_alter_table("agency", table_kwargs=COUNTED) as table:
        table.create_check_constraint(
            op.f("ck_agency_turnover_percent"), "turnover_percent BETWEEN 0 AND 100"
        )


def _courses() -> None:
    columns = {
        "overbooking": (sa.Integer(), "0"),
        "non_sworn_percent": (sa.Integer(), None),
        "least_service_years": (sa.Integer(), None),
        "earlier_curriculum_id": (sa.Integer(), None),
        "required_form_id": (sa.Integer(), None),
        "rubric_id": (sa.Integer(), None),
    }
    _add("course", "seats", columns)
    with op.batch_alter_table("course", table_kwargs=COUNTED) as table:
        for column, other in {
            "earlier_curriculum_id": "curriculum",
            "required_form_id": "evaluation_form",
            "rubric_id": "rubric",
        }.items():
            table.create_foreign_key(op.f(f"fk_course_{column}"), other, [column], ["id"])
        for name in ("overbooking", "non_sworn_percent"):
            table.create_check_constraint(op.f(f"ck_course_{name}"), f"{name} BETWEEN 0 AND 100")


def _enrollments_and_attendance() -> None:
    _add("enrollment", "walk_in", {"offer_until": (sa.Date(), None)})
    reasons = [
        *("staffing", "court", "leave", "other_training"),
        *("left_agency", "agency_decision", "own_wish", "other"),
    ]
    codes = sa.Enum(*reasons, name="withdrawalreason", native_enum=False, length=30)
    said = {"reason_code": (codes, None), "said_by": (sa.String(length=200), "")}
    _add("enrollment_state", "", said)
    _add("attendance_entry", "", {"came": (sa.Integer(), None), "went": (sa.Integer(), None)})
    with op.batch_alter_table("attendance_entry", table_kwargs=COUNTED) as table:
        for name in ("came", "went"):
            rule = f"{name} IS NULL OR {name} BETWEEN 0 AND 1440"
            table.create_check_constraint(op.f(f"ck_attendance_entry_{name}"), rule)


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
