"""Releases of a course's plan: made under the next number, and noted for whoever got them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import ChangedMeanwhile, UserError
from cittrainer.models import Agency, PlanRelease, Presenter, ReleaseReceipt
from cittrainer.queries.releases import draft_of
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.rules.releases import as_json
from cittrainer.rules.wording import counted
from cittrainer.services import words
from cittrainer.services.course_guards import found, open_course

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cittrainer.rules.values import Finding


class NothingPlaced(UserError):
    """A plan without a single placed block is nothing to hand out."""


class NothingChanged(UserError):
    """The plan is the one of the latest release."""


class NotAcknowledged(UserError):
    """Something was found in the plan that nobody acknowledged."""


def release(
    db: Session,
    course_id: int,
    *,
    note: str = "",
    acknowledged: Collection[str] = (),
    seen: str | None = None,
    again: bool = False,
) -> int:
    """Freeze the plan of a course under the next number.

    Args:
        db: The open step.
        course_id: Whose plan.
        note: What this release is about, in a few words.
        acknowledged: The sentences of the findings that were shown and acknowledged; each finding
            that there is now must be among them.
        seen: The ``digest`` of the plan that was shown; None where none was.
        again: Whether to release even if nothing changed since the latest release.

    Returns:
        The release's id.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        NothingPlaced, NothingChanged, NotAcknowledged: as their names say.
        ChangedMeanwhile: the plan is no longer the one that was shown.
        Invalid: the note is too long.
    """
    open_course(db, course_id)
    now = week(db, course_id)
    draft = draft_of(db, now)
    if not draft.plan.blocks:
        raise NothingPlaced(
            "Nothing is placed in this course yet, so there is no plan to release.",
            hint="Give at least one block a day and a time first.",
        )
    if seen is not None and draft.plan.digest != seen:
        raise ChangedMeanwhile(
            "The plan was changed since this was shown.", hint="Look at the changes again."
        )
    if draft.last is not None and not draft.changes and not again:
        raise NothingChanged(
            f"Nothing changed since release {draft.last.number}.",
            hint="Hand that release out again instead.",
        )
    told = findings(now)
    _refuse_unseen(told, acknowledged)
    made = PlanRelease(
        course_id=course_id,
        number=draft.number,
        note=words.text(note, "The note"),
        plan=as_json(draft.plan),
        acknowledged=list(dict.fromkeys(one.sentence for one in told)),
    )
    db.add(made)
    db.flush()
    return made.id


def note_receipts(
    db: Session,
    release_id: int,
    *,
    presenter_ids: Collection[int] = (),
    agency_ids: Collection[int] = (),
) -> int:
    """Note that presenters and agencies got a release; who is noted already stays noted once.

    Returns:
        For how many it is new.

    Raises:
        NotFound: the release, a presenter or an agency is no longer on file.
    """
    found(db, PlanRelease, release_id, "release")
    had = {
        (row.presenter_id, row.agency_id)
        for row in db.scalars(select(ReleaseReceipt).where(ReleaseReceipt.release_id == release_id))
    }
    asked: list[tuple[int | None, int | None]] = [
        *((found(db, Presenter, one, "presenter").id, None) for one in presenter_ids),
        *((None, found(db, Agency, one, "agency").id) for one in agency_ids),
    ]
    new = [one for one in dict.fromkeys(asked) if one not in had]
    for presenter_id, agency_id in new:
        db.add(
            ReleaseReceipt(release_id=release_id, presenter_id=presenter_id, agency_id=agency_id)
        )
    db.flush()
    return len(new)


def forget_presenter_receipts(db: Session, presenter_id: int) -> None:
    """Remove what is noted of a presenter who leaves the book."""
    _forget(db, ReleaseReceipt.presenter_id == presenter_id)


def forget_agency_receipts(db: Session, agency_id: int) -> None:
    """Remove what is noted of an agency that goes."""
    _forget(db, ReleaseReceipt.agency_id == agency_id)


def _forget(db: Session, about: ColumnElement[bool]) -> None:
    for row in db.scalars(select(ReleaseReceipt).where(about)):
        db.delete(row)
    db.flush()


def _refuse_unseen(told: Collection[Finding], acknowledged: Collection[str]) -> None:
    unseen = [one for one in told if one.sentence not in acknowledged]
    if not unseen:
        return
    first = unseen[0].sentence
    if len(unseen) == 1:
        said = f"One finding was not acknowledged: {first}"
    else:
        more = counted(len(unseen) - 1, "more finding")
        said = f"{counted(len(unseen), 'finding')} were not acknowledged: {first} ({more}.)"
    raise NotAcknowledged(said, hint="Look at the findings and acknowledge each of them first.")
