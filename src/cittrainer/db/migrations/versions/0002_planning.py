"""What plans keep to, releases, rotations, qualifications, supervisors, equipment.

Nothing of what is on file changes; new columns are empty, holidays are those of the whole country.
"""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - only Alembic itself runs this file

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COUNTED = {"sqlite_autoincrement": True}
"""A table that is made anew goes on never to use an id twice."""


def upgrade() -> None:
    op.create_table(
        "qualification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["presenter.id"], name=op.f("fk_qualification_presenter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification")),
        sa.UniqueConstraint(
            "presenter_id", "name", name=op.f("uq_qualification_presenter_id_name")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_qualification_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("qualification", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_qualification_presenter_id"), ["presenter_id"], unique=False
        )

    op.create_table(
        "finding_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=200), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_finding_override_course_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_override")),
        sa.UniqueConstraint("uuid", name=op.f("uq_finding_override_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("finding_override", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_finding_override_course_id"), ["course_id"], unique=False
        )

    op.create_table(
        "plan_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("acknowledged", sa.JSON(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_plan_release_number")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_plan_release_course_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_release")),
        sa.UniqueConstraint("course_id", "number", name=op.f("uq_plan_release_course_id_number")),
        sa.UniqueConstraint("uuid", name=op.f("uq_plan_release_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("plan_release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_release_course_id"), ["course_id"], unique=False)

    op.create_table(
        "rotation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("set_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_rotation_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation")),
        sa.UniqueConstraint("course_id", "name", name=op.f("uq_rotation_course_id_name")),
        sa.UniqueConstraint("uuid", name=op.f("uq_rotation_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("rotation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rotation_course_id"), ["course_id"], unique=False)

    op.create_table(
        "release_receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("recorded", sa.DateTime(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(presenter_id IS NULL) <> (agency_id IS NULL)", name=op.f("ck_release_receipt_whose")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_release_receipt_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["presenter.id"], name=op.f("fk_release_receipt_presenter_id")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["plan_release.id"], name=op.f("fk_release_receipt_release_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_receipt")),
        sa.UniqueConstraint("uuid", name=op.f("uq_release_receipt_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("release_receipt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_release_receipt_agency_id"), ["agency_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_release_receipt_presenter_id"), ["presenter_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_release_receipt_release_id"), ["release_id"], unique=False
        )

    op.create_table(
        "rotation_coach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("rotation_id", sa.Integer(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["presenter.id"], name=op.f("fk_rotation_coach_presenter_id")
        ),
        sa.ForeignKeyConstraint(
            ["rotation_id"], ["rotation.id"], name=op.f("fk_rotation_coach_rotation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_coach")),
        sa.UniqueConstraint(
            "rotation_id", "presenter_id", name=op.f("uq_rotation_coach_rotation_id_presenter_id")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_rotation_coach_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("rotation_coach", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rotation_coach_presenter_id"), ["presenter_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_rotation_coach_rotation_id"), ["rotation_id"], unique=False
        )

    op.create_table(
        "station",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("rotation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("must_meet", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_station_room_id")),
        sa.ForeignKeyConstraint(
            ["rotation_id"], ["rotation.id"], name=op.f("fk_station_rotation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station")),
        sa.UniqueConstraint("uuid", name=op.f("uq_station_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("station", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_station_room_id"), ["room_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_station_rotation_id"), ["rotation_id"], unique=False)

    op.create_table(
        "plan_constraint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "book_times",
                "presenter_time",
                "room_time",
                "fixed_time",
                "not_before",
                "not_after",
                "same_day",
                "different_day",
                "before",
                "first_of_day",
                "last_of_day",
                "most_a_day",
                "heavy_in_a_row",
                "buffer",
                "presenter_most_blocks",
                "presenter_most_days",
                "one_visit",
                "lunch",
                "story_rest",
                "not_next_to",
                "keep_order",
                "keep_released",
                "travel",
                name="constraintkind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("must", sa.Boolean(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=True),
        sa.Column("other_block_id", sa.Integer(), nullable=True),
        sa.Column("presenter_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("course_day_id", sa.Integer(), nullable=True),
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
            nullable=True,
        ),
        sa.Column(
            "other_delivery",
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
            nullable=True,
        ),
        sa.Column(
            "availability",
            sa.Enum(
                "available",
                "preferred",
                "no",
                name="availabilitykind",
                native_enum=False,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("start_minute", sa.Integer(), nullable=True),
        sa.Column("end_minute", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("minutes_after", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("directly", sa.Boolean(), nullable=False),
        sa.CheckConstraint("weight BETWEEN 1 AND 100", name=op.f("ck_plan_constraint_weight")),
        sa.ForeignKeyConstraint(
            ["block_id"], ["block.id"], name=op.f("fk_plan_constraint_block_id")
        ),
        sa.ForeignKeyConstraint(
            ["course_day_id"], ["course_day.id"], name=op.f("fk_plan_constraint_course_day_id")
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_plan_constraint_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["other_block_id"], ["block.id"], name=op.f("fk_plan_constraint_other_block_id")
        ),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["presenter.id"], name=op.f("fk_plan_constraint_presenter_id")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_plan_constraint_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_constraint")),
        sa.UniqueConstraint("uuid", name=op.f("uq_plan_constraint_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("plan_constraint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_constraint_block_id"), ["block_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_plan_constraint_course_day_id"), ["course_day_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_plan_constraint_course_id"), ["course_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_plan_constraint_other_block_id"), ["other_block_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_plan_constraint_presenter_id"), ["presenter_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_plan_constraint_room_id"), ["room_id"], unique=False)

    op.create_table(
        "rotation_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("rotation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "minutes > 0 AND minutes % 5 = 0", name=op.f("ck_rotation_round_minutes")
        ),
        sa.ForeignKeyConstraint(
            ["block_id"], ["block.id"], name=op.f("fk_rotation_round_block_id")
        ),
        sa.ForeignKeyConstraint(
            ["rotation_id"], ["rotation.id"], name=op.f("fk_rotation_round_rotation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_round")),
        sa.UniqueConstraint("uuid", name=op.f("uq_rotation_round_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("rotation_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rotation_round_block_id"), ["block_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_rotation_round_rotation_id"), ["rotation_id"], unique=False
        )

    op.create_table(
        "station_actor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["presenter.id"], name=op.f("fk_station_actor_presenter_id")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_station_actor_station_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station_actor")),
        sa.UniqueConstraint(
            "station_id", "presenter_id", name=op.f("uq_station_actor_station_id_presenter_id")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_station_actor_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("station_actor", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_station_actor_presenter_id"), ["presenter_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_station_actor_station_id"), ["station_id"], unique=False
        )

    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["coach_id"], ["presenter.id"], name=op.f("fk_meeting_coach_id")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["course_group.id"], name=op.f("fk_meeting_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rotation_round.id"], name=op.f("fk_meeting_round_id")
        ),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name=op.f("fk_meeting_station_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("round_id", "group_id", name=op.f("uq_meeting_round_id_group_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_meeting_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_coach_id"), ["coach_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_station_id"), ["station_id"], unique=False)

    op.create_table(
        "rotation_absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("rotation_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("station_id", sa.Integer(), nullable=True),
        sa.Column("enrollment_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "CASE WHEN presenter_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN room_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN station_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN enrollment_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_rotation_absence_what"),
        ),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_rotation_absence_enrollment_id")
        ),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["presenter.id"], name=op.f("fk_rotation_absence_presenter_id")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_rotation_absence_room_id")),
        sa.ForeignKeyConstraint(
            ["rotation_id"], ["rotation.id"], name=op.f("fk_rotation_absence_rotation_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rotation_round.id"], name=op.f("fk_rotation_absence_round_id")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_rotation_absence_station_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_absence")),
        sa.UniqueConstraint("uuid", name=op.f("uq_rotation_absence_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("rotation_absence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rotation_absence_enrollment_id"), ["enrollment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_rotation_absence_presenter_id"), ["presenter_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_rotation_absence_room_id"), ["room_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_rotation_absence_rotation_id"), ["rotation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_rotation_absence_round_id"), ["round_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_rotation_absence_station_id"), ["station_id"], unique=False
        )

    connection = op.get_bind()
    counters = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").fetchall()
    text = sa.String(length=200)
    with op.batch_alter_table("academy", recreate="always", table_kwargs=COUNTED) as table:
        table.add_column(
            sa.Column("holiday_region", text, nullable=False, server_default="US"),
            insert_after="standard_id",
        )
    with op.batch_alter_table("academy", table_kwargs=COUNTED) as table:
        table.alter_column("holiday_region", server_default=None)

    for name, column_before in (("block", "must_attend"), ("module", "materials")):
        with op.batch_alter_table(name, recreate="always", table_kwargs=COUNTED) as table:
            table.add_column(
                sa.Column("equipment", text, nullable=False, server_default=""),
                insert_after=column_before,
            )
            table.add_column(
                sa.Column("qualification", text, nullable=False, server_default=""),
                insert_after="equipment",
            )
        with op.batch_alter_table(name, table_kwargs=COUNTED) as table:
            table.alter_column("equipment", server_default=None)
            table.alter_column("qualification", server_default=None)

    with op.batch_alter_table("employment", recreate="always", table_kwargs=COUNTED) as table:
        table.add_column(
            sa.Column("supervisor_id", sa.Integer(), nullable=True), insert_after="shift"
        )
        table.create_index(op.f("ix_employment_supervisor_id"), ["supervisor_id"], unique=False)
        table.create_foreign_key(
            op.f("fk_employment_supervisor_id"), "person", ["supervisor_id"], ["id"]
        )

    # Until now the versions of a curriculum shared no more than titles: what has the same title is
    # taken for the same module, and its first appearance names it.
    with op.batch_alter_table("module", recreate="always", table_kwargs=COUNTED) as table:
        table.add_column(
            sa.Column("lineage", sa.LargeBinary(length=16), nullable=True),
            insert_after="curriculum_version_id",
        )
    op.execute(
        """
        UPDATE module SET lineage = (
            SELECT first.uuid FROM module AS first
            JOIN curriculum_version AS theirs ON theirs.id = first.curriculum_version_id
            JOIN curriculum_version AS own ON own.curriculum_id = theirs.curriculum_id
            WHERE own.id = module.curriculum_version_id AND first.title = module.title
            ORDER BY theirs.number, first.id LIMIT 1
        )
        """
    )
    with op.batch_alter_table("module", table_kwargs=COUNTED) as table:
        table.alter_column("lineage", nullable=False)

    # Ids of rows that are gone are not given again, although their tables are new.
    for name, used in counters:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (name, used))
