"""Releases the plan of a sample course, notes who got it, and lets a little change after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.queries.release_recipients import recipients
from cittrainer.queries.releases import draft_of
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.rules.release_values import AGENCY, PRESENTER
from cittrainer.services import blocks, releases

if TYPE_CHECKING:
    from cittrainer.db import Database
    from cittrainer.intake.sample_values import SampleRelease


def release_sample(database: Database, course_id: int, sample: SampleRelease) -> None:
    """Release a course's plan to all but a few, then move what is moved later."""
    with database.read() as db:
        plan = week(db, course_id)
        draft = draft_of(db, plan)
    with database.step(f"Release {draft.number} of {plan.number}") as db:
        release_id = releases.release(
            db,
            course_id,
            note=sample.note,
            acknowledged=[one.sentence for one in findings(plan)],
            seen=draft.plan.digest,
        )
    with database.read() as db:
        told = [one for one in recipients(db, release_id) if one.name not in sample.not_told]
    with database.step(f"Who got release {draft.number} of {plan.number}") as db:
        releases.note_receipts(
            db,
            release_id,
            presenter_ids=[one.id for one in told if one.kind == PRESENTER],
            agency_ids=[one.id for one in told if one.kind == AGENCY],
        )
    block = {one.title: one.id for one in plan.blocks}
    for move in sample.moved:
        with database.step(f"Move “{move.title}”") as db:
            blocks.move_block(
                db,
                block[move.title],
                course_day_id=plan.days[move.day - 1].id,
                start_minute=move.start,
            )
