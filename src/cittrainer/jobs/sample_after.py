"""What follows the main course of the sample academy: stipends, and feedback for presenters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.queries.feedback import course_feedback
from cittrainer.queries.stipends import course_stipends
from cittrainer.services.feedback import review
from cittrainer.services.stipends import Payment, pay

if TYPE_CHECKING:
    from datetime import date

    from cittrainer.db import Database

_PAID = 2
"""How many are paid already; the others are still to be."""

_REVIEWED = 3
"""Presenters for whom some comments are reviewed."""

_COMMENTS = 2


def settle(database: Database, course_id: int, *, today: date) -> None:
    """Pay some of those who get a stipend, and pass some comments on to presenters."""
    with database.read() as db:
        due = [row for row in course_stipends(db, course_id).rows if row.open_cents][:_PAID]
        reviewed = course_feedback(db, course_id)
    with database.step("Stipends paid") as db:
        for row in due:
            payment = Payment(row.presenter_id, row.amount_cents)
            pay(db, course_id, [payment], paid_on=today, method=row.method, today=today)
    for one in [one for one in reviewed.presenters if one.comments][:_REVIEWED]:
        with database.step(
            f"{_COMMENTS} comments of {reviewed.number} reviewed for {one.presenter}"
        ) as db:
            for number, comment in enumerate(one.comments[:_COMMENTS]):
                review(
                    db,
                    course_id,
                    one.presenter_id,
                    comment.key,
                    comment.words,
                    passed_on=number == 0,
                )
