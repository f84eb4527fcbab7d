"""Leaves the modules of a sample course waiting in the unplaced list, its frame pinned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.models import AvailabilityKind, ConstraintKind, Presenter
from cittrainer.queries.weeks import week
from cittrainer.services import blocks, course_days, presenters
from cittrainer.services.constraints import add_constraint

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.db import Database
    from cittrainer.intake.sample_values import SampleCourse
    from cittrainer.rules.values import Week


def leave_to_arrange(database: Database, course_id: int, sample: SampleCourse) -> None:
    """Take what is to be arranged off the plan, pin the rest, and note who is away when."""
    with database.read() as db:
        plan = week(db, course_id)
    with database.step(f"Note who is away during {sample.number}") as db:
        _away(db, plan, sample)
    with database.step(f"Let the days of {sample.number} end later") as db:
        _later(db, plan, sample)
    with database.step(f"Write down what {sample.number} keeps to") as db:
        _keeps(db, plan, sample)
    with database.step(f"Pin the frame of {sample.number}") as db:
        for block in plan.blocks:
            if block.title in sample.waiting:
                blocks.unplace_block(db, block.id)
            elif block.placed:
                blocks.pin_block(db, block.id, pinned=True)


def _keeps(db: Session, plan: Week, sample: SampleCourse) -> None:
    block = {one.title: one.id for one in plan.blocks}
    presenter = {name: one for one, name in db.execute(select(Presenter.id, Presenter.public_name))}
    for one in sample.keeps:
        add_constraint(
            db,
            plan.course_id,
            ConstraintKind(one.kind),
            must=one.must,
            weight=one.weight,
            comment=one.comment,
            block_id=block[one.block] if one.block else None,
            other_block_id=block[one.other_block] if one.other_block else None,
            presenter_id=presenter[one.presenter] if one.presenter else None,
            availability=AvailabilityKind(one.availability) if one.availability else None,
            course_day_id=None if one.day is None else plan.days[one.day - 1].id,
            start_minute=one.start,
            end_minute=one.end,
        )


def _later(db: Session, plan: Week, sample: SampleCourse) -> None:
    for one in sample.later:
        day = plan.days[one.day - 1]
        course_days.edit_day(db, day.id, end_minute=day.end + one.minutes)
        for block in plan.on(day.id):
            if block.start is not None and block.start >= one.start:
                start = block.start + one.minutes
                blocks.move_block(db, block.id, course_day_id=day.id, start_minute=start)


def _away(db: Session, plan: Week, sample: SampleCourse) -> None:
    known = {one.public_name: one for one in db.scalars(select(Presenter))}
    for away in sample.away:
        presenter = known[away.name]
        kept = tuple(
            presenters.TimeWindow(
                kind=one.kind,
                on_date=one.on_date,
                weekday=one.weekday,
                start_minute=one.start_minute,
                end_minute=one.end_minute,
            )
            for one in presenter.availability
        )
        new = presenters.TimeWindow(
            kind=AvailabilityKind.NO,
            on_date=plan.days[away.day - 1].date,
            start_minute=away.start,
            end_minute=away.end,
        )
        presenters.set_availability(db, presenter.id, (*kept, new), seen=presenter.version)
