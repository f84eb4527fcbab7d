"""Scenario rotations: which group practices which scenario in which round, with whom."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.base import Record
from cittrainer.models.courses import Block, CourseGroup, Room
from cittrainer.models.enrollments import Enrollment
from cittrainer.models.presenters import Presenter


class Rotation(Record):
    """A plan by which the groups of one set meet the scenarios of a course."""

    __tablename__ = "rotation"
    __table_args__ = (UniqueConstraint("course_id", "name"), {"sqlite_autoincrement": True})

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    name: Mapped[str] = mapped_column(default="Scenarios")
    set_name: Mapped[str] = mapped_column(default="Scenarios")
    """The set of the course's groups that rotate."""

    stations: Mapped[list["Station"]] = relationship(
        back_populates="rotation", cascade="all, delete-orphan", order_by="Station.position"
    )
    rounds: Mapped[list["RotationRound"]] = relationship(
        back_populates="rotation", cascade="all, delete-orphan", order_by="RotationRound.position"
    )
    coaches: Mapped[list["RotationCoach"]] = relationship(
        back_populates="rotation", cascade="all, delete-orphan"
    )
    absences: Mapped[list["RotationAbsence"]] = relationship(
        back_populates="rotation", cascade="all, delete-orphan"
    )


class Station(Record):
    """A scenario at its place, with those who play it."""

    __tablename__ = "station"
    __table_args__ = ({"sqlite_autoincrement": True},)

    rotation_id: Mapped[int] = mapped_column(ForeignKey("rotation.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str]
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    must_meet: Mapped[bool] = mapped_column(default=True)
    """Whether every group has to meet it."""

    rotation: Mapped[Rotation] = relationship(back_populates="stations")
    room: Mapped[Room | None] = relationship()
    actors: Mapped[list["StationActor"]] = relationship(
        back_populates="station", cascade="all, delete-orphan"
    )
    absences: Mapped[list["RotationAbsence"]] = relationship(
        back_populates="station", cascade="all, delete-orphan"
    )


class StationActor(Record):
    """Somebody who plays a role in a scenario."""

    __tablename__ = "station_actor"
    __table_args__ = (
        UniqueConstraint("station_id", "presenter_id"),
        {"sqlite_autoincrement": True},
    )

    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"), index=True)
    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"), index=True)

    station: Mapped[Station] = relationship(back_populates="actors")
    presenter: Mapped[Presenter] = relationship()


class RotationCoach(Record):
    """Somebody who coaches and assesses in a rotation, unless missing on the day."""

    __tablename__ = "rotation_coach"
    __table_args__ = (
        UniqueConstraint("rotation_id", "presenter_id"),
        {"sqlite_autoincrement": True},
    )

    rotation_id: Mapped[int] = mapped_column(ForeignKey("rotation.id"), index=True)
    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"), index=True)

    rotation: Mapped[Rotation] = relationship(back_populates="coaches")
    presenter: Mapped[Presenter] = relationship()


class RotationRound(Record):
    """A stretch of a scenario block in which each group is at one scenario."""

    __tablename__ = "rotation_round"
    __table_args__ = (
        CheckConstraint("minutes > 0 AND minutes % 5 = 0", name="minutes"),
        {"sqlite_autoincrement": True},
    )

    rotation_id: Mapped[int] = mapped_column(ForeignKey("rotation.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    block_id: Mapped[int] = mapped_column(ForeignKey("block.id"), index=True)
    offset: Mapped[int] = mapped_column(default=0)
    """Minutes after the beginning of the block."""
    minutes: Mapped[int]

    rotation: Mapped[Rotation] = relationship(back_populates="rounds")
    block: Mapped[Block] = relationship()
    meetings: Mapped[list["Meeting"]] = relationship(
        back_populates="round", cascade="all, delete-orphan"
    )
    absences: Mapped[list["RotationAbsence"]] = relationship(
        back_populates="round", cascade="all, delete-orphan"
    )


class Meeting(Record):
    """A group at a scenario in a round, with the coach who assesses it."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("round_id", "group_id"),
        {"sqlite_autoincrement": True},
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("rotation_round.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("course_group.id"), index=True)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"), index=True)
    coach_id: Mapped[int | None] = mapped_column(ForeignKey("presenter.id"), index=True)

    round: Mapped[RotationRound] = relationship(back_populates="meetings")
    group: Mapped[CourseGroup] = relationship()
    station: Mapped[Station] = relationship()
    coach: Mapped[Presenter | None] = relationship()


class RotationAbsence(Record):
    """Somebody or something that a rotation has to do without from a round on."""

    __tablename__ = "rotation_absence"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN presenter_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN room_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN station_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN enrollment_id IS NULL THEN 0 ELSE 1 END = 1",
            name="what",
        ),
        {"sqlite_autoincrement": True},
    )

    rotation_id: Mapped[int] = mapped_column(ForeignKey("rotation.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rotation_round.id"), index=True)
    """The first round without them."""
    presenter_id: Mapped[int | None] = mapped_column(ForeignKey("presenter.id"), index=True)
    """A coach or an actor."""
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    station_id: Mapped[int | None] = mapped_column(ForeignKey("station.id"), index=True)
    enrollment_id: Mapped[int | None] = mapped_column(ForeignKey("enrollment.id"), index=True)

    rotation: Mapped[Rotation] = relationship(back_populates="absences")
    round: Mapped[RotationRound] = relationship(back_populates="absences")
    presenter: Mapped[Presenter | None] = relationship()
    room: Mapped[Room | None] = relationship()
    station: Mapped[Station | None] = relationship(back_populates="absences")
    enrollment: Mapped[Enrollment | None] = relationship()
