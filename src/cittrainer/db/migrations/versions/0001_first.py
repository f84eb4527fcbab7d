"""The first schema."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - only Alembic itself runs this file

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "police",
                "sheriff",
                "dispatch",
                "corrections",
                "campus",
                "fire",
                "ems",
                "other",
                name="agencykind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("contact_name", sa.String(length=200), nullable=False),
        sa.Column("sworn", sa.Integer(), nullable=True),
        sa.Column("patrol", sa.Integer(), nullable=True),
        sa.Column("dispatchers", sa.Integer(), nullable=True),
        sa.Column("target_percent", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "target_percent BETWEEN 0 AND 100", name=op.f("ck_agency_target_percent")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("name", name=op.f("uq_agency_name")),
        sa.UniqueConstraint("uuid", name=op.f("uq_agency_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "curriculum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("audience", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curriculum")),
        sa.UniqueConstraint("code", name=op.f("uq_curriculum_code")),
        sa.UniqueConstraint("uuid", name=op.f("uq_curriculum_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "evaluation_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("daily", "course", "pre_post", name="formkind", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("scale", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_form")),
        sa.UniqueConstraint("code", "number", name=op.f("uq_evaluation_form_code_number")),
        sa.UniqueConstraint("uuid", name=op.f("uq_evaluation_form_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("last_name", sa.String(length=200), nullable=False),
        sa.Column("first_name", sa.String(length=200), nullable=False),
        sa.Column("middle_name", sa.String(length=200), nullable=False),
        sa.Column("suffix", sa.String(length=200), nullable=False),
        sa.Column("search_name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=False),
        sa.Column("service_since", sa.Integer(), nullable=True),
        sa.Column("remarks", sa.String(length=200), nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("uuid", name=op.f("uq_person_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index("ix_person_name", ["last_name", "first_name"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_search_name"), ["search_name"], unique=False)

    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("building", sa.String(length=200), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("equipment", sa.String(length=200), nullable=False),
        sa.CheckConstraint("seats IS NULL OR seats > 0", name=op.f("ck_room_seats")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("name", name=op.f("uq_room_name")),
        sa.UniqueConstraint("uuid", name=op.f("uq_room_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "standard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("jurisdiction", sa.String(length=200), nullable=False),
        sa.Column("audience", sa.String(length=200), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("total_hours", sa.Integer(), nullable=True),
        sa.Column("minutes_per_hour", sa.Integer(), nullable=False),
        sa.Column("breaks_count", sa.Boolean(), nullable=False),
        sa.Column("most_days", sa.Integer(), nullable=True),
        sa.Column("scenario_percent", sa.Integer(), nullable=True),
        sa.Column("story_required", sa.Boolean(), nullable=False),
        sa.Column("non_sworn_percent", sa.Integer(), nullable=True),
        sa.Column("class_cap", sa.Integer(), nullable=True),
        sa.Column("attendance_percent", sa.Integer(), nullable=True),
        sa.Column("exam", sa.Boolean(), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=True),
        sa.Column("skills_test", sa.Boolean(), nullable=False),
        sa.Column("valid_months", sa.Integer(), nullable=True),
        sa.Column("continuing_hours", sa.Integer(), nullable=True),
        sa.Column("roster_due_days", sa.Integer(), nullable=True),
        sa.Column("academys_own", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "minutes_per_hour IN (50, 60)", name=op.f("ck_standard_minutes_per_hour")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard")),
        sa.UniqueConstraint("code", "number", name=op.f("uq_standard_code_number")),
        sa.UniqueConstraint("uuid", name=op.f("uq_standard_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("do", "undo", "redo", name="stepkind", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("of_id", sa.Integer(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("barrier", sa.Text(), nullable=False),
        sa.Column("grouping", sa.String(length=200), nullable=False),
        sa.Column("schema", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["of_id"], ["step.id"], name=op.f("fk_step_of_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
        sa.UniqueConstraint("uuid", name=op.f("uq_step_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_of_id"), ["of_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_step_undone"), ["undone"], unique=False)

    op.create_table(
        "academy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.String(length=200), nullable=False),
        sa.Column("coordinator", sa.String(length=200), nullable=False),
        sa.Column("coordinator_title", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("certificate_prefix", sa.String(length=200), nullable=False),
        sa.Column("suppression_threshold", sa.Integer(), nullable=False),
        sa.Column("attendance_percent", sa.Integer(), nullable=False),
        sa.Column("standard_id", sa.Integer(), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "attendance_percent BETWEEN 0 AND 100", name=op.f("ck_academy_attendance_percent")
        ),
        sa.CheckConstraint(
            "suppression_threshold BETWEEN 2 AND 50", name=op.f("ck_academy_suppression_threshold")
        ),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["standard.id"], name=op.f("fk_academy_standard_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_academy")),
        sa.UniqueConstraint("uuid", name=op.f("uq_academy_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "agency_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_agency_alias_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_alias")),
        sa.UniqueConstraint("name", name=op.f("uq_agency_alias_name")),
        sa.UniqueConstraint("uuid", name=op.f("uq_agency_alias_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agency_alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agency_alias_agency_id"), ["agency_id"], unique=False)

    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=200), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("row_uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("action", sa.String(length=200), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_change_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index("ix_change_row", ["table_name", "row_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_step_id"), ["step_id"], unique=False)

    op.create_table(
        "curriculum_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("curriculum_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "published", name="curriculumstate", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("standard_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["curriculum_id"], ["curriculum.id"], name=op.f("fk_curriculum_version_curriculum_id")
        ),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["standard.id"], name=op.f("fk_curriculum_version_standard_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curriculum_version")),
        sa.UniqueConstraint(
            "curriculum_id", "number", name=op.f("uq_curriculum_version_curriculum_id_number")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_curriculum_version_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("curriculum_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_curriculum_version_curriculum_id"), ["curriculum_id"], unique=False
        )

    op.create_table(
        "employment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
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
            nullable=False,
        ),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("shift", sa.String(length=200), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=True),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_employment_agency_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_employment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employment")),
        sa.UniqueConstraint("uuid", name=op.f("uq_employment_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("employment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_employment_agency", ["agency_id", "to_date", "person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_employment_person_id"), ["person_id"], unique=False)

    op.create_table(
        "not_the_same",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("person_id < other_id", name=op.f("ck_not_the_same_order")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_not_the_same_other_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_not_the_same_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_the_same")),
        sa.UniqueConstraint(
            "person_id", "other_id", name=op.f("uq_not_the_same_person_id_other_id")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_not_the_same_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("not_the_same", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_not_the_same_other_id"), ["other_id"], unique=False)

    op.create_table(
        "person_identifier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "state_id", "badge", "employee", name="identifierkind", native_enum=False, length=30
            ),
            nullable=False,
        ),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_identifier_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_identifier")),
        sa.UniqueConstraint(
            "person_id", "kind", "value", name=op.f("uq_person_identifier_person_id_kind_value")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_person_identifier_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person_identifier", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_identifier_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index("ix_person_identifier_value", ["value"], unique=False)

    op.create_table(
        "presenter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("public_name", sa.String(length=200), nullable=False),
        sa.Column("search_name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "clinician",
                "officer",
                "dispatcher",
                "judge",
                "attorney",
                "advocate",
                "lived_experience",
                "family",
                "actor",
                "coach",
                "site_host",
                "facilitator",
                "other",
                name="presenterkind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organization", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("bio", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_presenter_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presenter")),
        sa.UniqueConstraint("person_id", name=op.f("uq_presenter_person_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_presenter_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("presenter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_presenter_public_name"), ["public_name"], unique=False)
        batch_op.create_index(batch_op.f("ix_presenter_search_name"), ["search_name"], unique=False)

    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("scale", "comment", name="questionkind", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("reverse", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_id"], ["evaluation_form.id"], name=op.f("fk_question_form_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("uuid", name=op.f("uq_question_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_form_id"), ["form_id"], unique=False)

    op.create_table(
        "requirement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("standard_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("least_minutes", sa.Integer(), nullable=True),
        sa.Column("optional", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "least_minutes IS NULL OR least_minutes >= 0", name=op.f("ck_requirement_least_minutes")
        ),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["standard.id"], name=op.f("fk_requirement_standard_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement")),
        sa.UniqueConstraint("uuid", name=op.f("uq_requirement_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_requirement_standard_id"), ["standard_id"], unique=False
        )

    op.create_table(
        "agency_not_booked_for",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_agency_not_booked_for_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["presenter.id"], name=op.f("fk_agency_not_booked_for_presenter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_not_booked_for")),
        sa.UniqueConstraint(
            "presenter_id",
            "agency_id",
            name=op.f("uq_agency_not_booked_for_presenter_id_agency_id"),
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_agency_not_booked_for_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agency_not_booked_for", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_agency_not_booked_for_agency_id"), ["agency_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_agency_not_booked_for_presenter_id"), ["presenter_id"], unique=False
        )

    op.create_table(
        "availability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "available",
                "preferred",
                "no",
                name="availabilitykind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(on_date IS NULL) <> (weekday IS NULL)", name=op.f("ck_availability_when")
        ),
        sa.CheckConstraint(
            "start_minute >= 0 AND start_minute < end_minute", name=op.f("ck_availability_hours")
        ),
        sa.CheckConstraint(
            "weekday IS NULL OR weekday BETWEEN 0 AND 6", name=op.f("ck_availability_weekday")
        ),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["presenter.id"], name=op.f("fk_availability_presenter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability")),
        sa.UniqueConstraint("uuid", name=op.f("uq_availability_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("availability", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_availability_presenter_id"), ["presenter_id"], unique=False
        )

    op.create_table(
        "confidential_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("support_person", sa.String(length=200), nullable=False),
        sa.Column("access_needs", sa.Text(), nullable=False),
        sa.Column("topics_not_asked", sa.Text(), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("consent_scope", sa.Text(), nullable=False),
        sa.Column("consent_expires_on", sa.Date(), nullable=True),
        sa.Column("consent_withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["presenter.id"], name=op.f("fk_confidential_record_presenter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidential_record")),
        sa.UniqueConstraint("presenter_id", name=op.f("uq_confidential_record_presenter_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_confidential_record_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planning",
                "open",
                "running",
                "closed",
                "cancelled",
                name="coursestate",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("curriculum_version_id", sa.Integer(), nullable=True),
        sa.Column("standard_id", sa.Integer(), nullable=True),
        sa.Column("made_from_id", sa.Integer(), nullable=True),
        sa.Column("venue", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.String(length=200), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("state_course_number", sa.String(length=200), nullable=False),
        sa.Column("class_number", sa.String(length=200), nullable=False),
        sa.Column("approval_number", sa.String(length=200), nullable=False),
        sa.Column("lead_instructor", sa.String(length=200), nullable=False),
        sa.Column("roster_due_on", sa.Date(), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=False),
        sa.Column("closing_reason", sa.Text(), nullable=False),
        sa.Column("reopening_reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_course_seats")),
        sa.ForeignKeyConstraint(
            ["curriculum_version_id"],
            ["curriculum_version.id"],
            name=op.f("fk_course_curriculum_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["made_from_id"], ["course.id"], name=op.f("fk_course_made_from_id")
        ),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["standard.id"], name=op.f("fk_course_standard_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("number", name=op.f("uq_course_number")),
        sa.UniqueConstraint("uuid", name=op.f("uq_course_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_state"), ["state"], unique=False)

    op.create_table(
        "module",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("curriculum_version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "delivery",
            sa.Enum(
                "lecture",
                "discussion",
                "panel",
                "story",
                "visit",
                "demonstration",
                "scenario",
                "exam",
                "ceremony",
                "admin",
                "break",
                "lunch",
                "travel",
                name="delivery",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("least_minutes", sa.Integer(), nullable=True),
        sa.Column("most_minutes", sa.Integer(), nullable=True),
        sa.Column("day_number", sa.Integer(), nullable=True),
        sa.Column("start_minute", sa.Integer(), nullable=True),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("must_attend", sa.Boolean(), nullable=False),
        sa.Column("objectives", sa.Text(), nullable=False),
        sa.Column("materials", sa.Text(), nullable=False),
        sa.Column("taught_by", sa.String(length=200), nullable=False),
        sa.Column("published_source", sa.Boolean(), nullable=False),
        sa.CheckConstraint("minutes > 0 AND minutes % 5 = 0", name=op.f("ck_module_minutes")),
        sa.CheckConstraint("weight BETWEEN 0 AND 3", name=op.f("ck_module_weight")),
        sa.ForeignKeyConstraint(
            ["curriculum_version_id"],
            ["curriculum_version.id"],
            name=op.f("fk_module_curriculum_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module")),
        sa.UniqueConstraint("uuid", name=op.f("uq_module_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("module", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_module_curriculum_version_id"), ["curriculum_version_id"], unique=False
        )

    op.create_table(
        "answer_sheet",
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(length=200), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("pairing_code", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_answer_sheet_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["form_id"], ["evaluation_form.id"], name=op.f("fk_answer_sheet_form_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_answer_sheet")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("answer_sheet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_sheet_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_sheet_form_id"), ["form_id"], unique=False)

    op.create_table(
        "course_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("end_minute <= 1440", name=op.f("ck_course_day_end")),
        sa.CheckConstraint(
            "start_minute >= 0 AND start_minute < end_minute", name=op.f("ck_course_day_hours")
        ),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_course_day_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_day")),
        sa.UniqueConstraint("course_id", "date", name=op.f("uq_course_day_course_id_date")),
        sa.UniqueConstraint("uuid", name=op.f("uq_course_day_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("course_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_day_course_id"), ["course_id"], unique=False)
        batch_op.create_index("ix_course_day_date", ["date"], unique=False)

    op.create_table(
        "course_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("set_name", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_group_course_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_group")),
        sa.UniqueConstraint(
            "course_id", "set_name", "name", name=op.f("uq_course_group_course_id_set_name_name")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_course_group_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("course_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_group_course_id"), ["course_id"], unique=False)

    op.create_table(
        "enrollment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
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
            nullable=False,
        ),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "nominated",
                "approved",
                "declined",
                "waitlisted",
                "enrolled",
                "withdrawn",
                "no_show",
                "completed",
                "not_completed",
                name="enrollmentstate",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("walk_in", sa.Boolean(), nullable=False),
        sa.Column("exam_score", sa.Integer(), nullable=True),
        sa.Column("skills_met", sa.Boolean(), nullable=True),
        sa.Column("remarks", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "exam_score IS NULL OR exam_score BETWEEN 0 AND 100",
            name=op.f("ck_enrollment_exam_score"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_enrollment_agency_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_enrollment_course_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrollment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrollment")),
        sa.UniqueConstraint(
            "course_id", "person_id", name=op.f("uq_enrollment_course_id_person_id")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_enrollment_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("enrollment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enrollment_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrollment_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrollment_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_enrollment_state", ["state", "course_id"], unique=False)

    op.create_table(
        "answer",
        sa.Column("sheet_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.CheckConstraint("(mark IS NULL) <> (words IS NULL)", name=op.f("ck_answer_one")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_answer_question_id")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_key"], ["answer_sheet.key"], name=op.f("fk_answer_sheet_key")
        ),
        sa.PrimaryKeyConstraint("sheet_key", "question_id", name=op.f("pk_answer")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "delivery",
            sa.Enum(
                "lecture",
                "discussion",
                "panel",
                "story",
                "visit",
                "demonstration",
                "scenario",
                "exam",
                "ceremony",
                "admin",
                "break",
                "lunch",
                "travel",
                name="delivery",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("course_day_id", sa.Integer(), nullable=True),
        sa.Column("start_minute", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("least_minutes", sa.Integer(), nullable=True),
        sa.Column("most_minutes", sa.Integer(), nullable=True),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("must_attend", sa.Boolean(), nullable=False),
        sa.Column("objectives", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(start_minute IS NULL) = (course_day_id IS NULL)", name=op.f("ck_block_placed")
        ),
        sa.CheckConstraint("minutes > 0 AND minutes % 5 = 0", name=op.f("ck_block_minutes")),
        sa.CheckConstraint(
            "start_minute IS NULL OR start_minute % 5 = 0", name=op.f("ck_block_grid")
        ),
        sa.ForeignKeyConstraint(
            ["course_day_id"], ["course_day.id"], name=op.f("fk_block_course_day_id")
        ),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_block_course_id")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_block_module_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sa.UniqueConstraint("uuid", name=op.f("uq_block_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("block", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_block_course_day_id"), ["course_day_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_block_course_id"), ["course_id"], unique=False)

    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("revoked_reason", sa.String(length=200), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_certificate_sequence")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_certificate_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_certificate_enrollment_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["certificate.id"], name=op.f("fk_certificate_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_number")),
        sa.UniqueConstraint("uuid", name=op.f("uq_certificate_uuid")),
        sa.UniqueConstraint("year", "sequence", name=op.f("uq_certificate_year_sequence")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificate_course_id"), ["course_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_certificate_enrollment_id"), ["enrollment_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_certificate_expires_on"), ["expires_on"], unique=False)

    op.create_table(
        "enrollment_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("recorded", sa.DateTime(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "nominated",
                "approved",
                "declined",
                "waitlisted",
                "enrolled",
                "withdrawn",
                "no_show",
                "completed",
                "not_completed",
                name="enrollmentstate",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_enrollment_state_enrollment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrollment_state")),
        sa.UniqueConstraint("uuid", name=op.f("uq_enrollment_state_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("enrollment_state", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enrollment_state_enrollment_id"), ["enrollment_id"], unique=False
        )

    op.create_table(
        "form_handed_in",
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_form_handed_in_enrollment_id")
        ),
        sa.ForeignKeyConstraint(
            ["form_id"], ["evaluation_form.id"], name=op.f("fk_form_handed_in_form_id")
        ),
        sa.PrimaryKeyConstraint("enrollment_id", "form_id", name=op.f("pk_form_handed_in")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "group_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_group_member_enrollment_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["course_group.id"], name=op.f("fk_group_member_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
        sa.UniqueConstraint(
            "enrollment_id", "group_id", name=op.f("uq_group_member_enrollment_id_group_id")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_group_member_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_group_member_enrollment_id"), ["enrollment_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_group_member_group_id"), ["group_id"], unique=False)

    op.create_table(
        "attendance_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("recorded", sa.DateTime(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column(
            "mark",
            sa.Enum(
                "present",
                "late",
                "left_early",
                "excused",
                "absent",
                name="attendancemark",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_attendance_entry_minutes")),
        sa.ForeignKeyConstraint(
            ["block_id"], ["block.id"], name=op.f("fk_attendance_entry_block_id")
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["attendance_entry.id"], name=op.f("fk_attendance_entry_corrects_id")
        ),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_attendance_entry_enrollment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_entry")),
        sa.UniqueConstraint("uuid", name=op.f("uq_attendance_entry_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("attendance_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attendance_entry_corrects_id"), ["corrects_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_attendance_entry_enrollment_id"), ["enrollment_id"], unique=False
        )
        batch_op.create_index(
            "ix_attendance_entry_pair", ["block_id", "enrollment_id"], unique=False
        )

    op.create_table(
        "block_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["block_id"], ["block.id"], name=op.f("fk_block_part_block_id")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["course_group.id"], name=op.f("fk_block_part_group_id")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_block_part_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block_part")),
        sa.UniqueConstraint("uuid", name=op.f("uq_block_part_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("block_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_block_part_block_id"), ["block_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_block_part_group_id"), ["group_id"], unique=False)
        batch_op.create_index("ix_block_part_room", ["room_id"], unique=False)

    op.create_table(
        "excused_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["block_id"], ["block.id"], name=op.f("fk_excused_block_block_id")),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_excused_block_enrollment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excused_block")),
        sa.UniqueConstraint(
            "enrollment_id", "block_id", name=op.f("uq_excused_block_enrollment_id_block_id")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_excused_block_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("excused_block", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_excused_block_block_id"), ["block_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_excused_block_enrollment_id"), ["enrollment_id"], unique=False
        )

    op.create_table(
        "actual_presenter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("block_part_id", sa.Integer(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_part_id"], ["block_part.id"], name=op.f("fk_actual_presenter_block_part_id")
        ),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["presenter.id"], name=op.f("fk_actual_presenter_presenter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actual_presenter")),
        sa.UniqueConstraint(
            "block_part_id",
            "presenter_id",
            name=op.f("uq_actual_presenter_block_part_id_presenter_id"),
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_actual_presenter_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("actual_presenter", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_actual_presenter_block_part_id"), ["block_part_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_actual_presenter_presenter_id"), ["presenter_id"], unique=False
        )

    op.create_table(
        "booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("block_part_id", sa.Integer(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=200), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "invited",
                "tentative",
                "confirmed",
                "declined",
                "cancelled",
                "presented",
                "no_show",
                name="bookingstate",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("choice >= 1", name=op.f("ck_booking_choice")),
        sa.ForeignKeyConstraint(
            ["block_part_id"], ["block_part.id"], name=op.f("fk_booking_block_part_id")
        ),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["presenter.id"], name=op.f("fk_booking_presenter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.UniqueConstraint(
            "block_part_id", "presenter_id", name=op.f("uq_booking_block_part_id_presenter_id")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_booking_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_booking_block_part_id"), ["block_part_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_booking_presenter_id"), ["presenter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_booking_state"), ["state"], unique=False)

    op.create_table(
        "booking_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("recorded", sa.DateTime(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "invited",
                "tentative",
                "confirmed",
                "declined",
                "cancelled",
                "presented",
                "no_show",
                name="bookingstate",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_booking_state_booking_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_state")),
        sa.UniqueConstraint("uuid", name=op.f("uq_booking_state_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("booking_state", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_booking_state_booking_id"), ["booking_id"], unique=False
        )
