"""Whom a release concerns: its presenters, and the agencies with trainees in the course.

Nothing is read from the confidential records, and nobody's kind leaves this module.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.models import (
    CONFIDENTIAL_KINDS,
    Agency,
    Block,
    CourseGroup,
    Enrollment,
    ExcusedBlock,
    GroupMember,
    Person,
    PlanRelease,
    Presenter,
    ReleaseReceipt,
)
from cittrainer.queries.releases import draft, release
from cittrainer.rules.release_shares import TraineeValue, slots
from cittrainer.rules.release_values import AGENCY, PRESENTER, Recipient
from cittrainer.rules.releases import Plan, from_json
from cittrainer.rules.seats import HOLDS_SEAT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

Key = tuple[str, int]
"""The kind of a recipient and their id."""


@dataclass(frozen=True, slots=True)
class _Handed:
    """A plan that is handed out, and what went out before it."""

    course_id: int
    plan: Plan
    last: Mapping[Key, int]
    """The number of the release that each recipient last got before it."""
    plans: Mapping[int, Plan]
    """The plans of those releases by their number."""
    got: Collection[Key] = ()
    """Who is known to have got this one."""


def recipients(db: Session, release_id: int) -> tuple[Recipient, ...]:
    """Everybody whom a release concerns, presenters first, each by name.

    Those are the presenters in its plan, the presenters in the plan that they last got who are
    not in this one any more, and the agencies with trainees in the course.

    Raises:
        NotFound: there is no such release.
    """
    chosen = release(db, release_id)
    last, plans = _earlier(db, chosen.course_id, chosen.number)
    handed = _Handed(chosen.course_id, chosen.plan, last, plans, _got(db, release_id))
    return (*_presenters(db, handed), *_agencies(db, handed))


def recipients_of_draft(db: Session, course_id: int) -> tuple[Recipient, ...]:
    """Everybody whom the plan as it stands would concern if it were released now.

    Raises:
        NotFound: there is no such course.
    """
    now = draft(db, course_id)
    handed = _Handed(course_id, now.plan, *_earlier(db, course_id, now.number))
    return (*_presenters(db, handed), *_agencies(db, handed))


def recipients_since(db: Session, course_id: int, before: Plan) -> tuple[Recipient, ...]:
    """Everybody for whom the plan as it stands differs from an earlier one, whoever got which.

    Raises:
        NotFound: there is no such course.
    """
    now = draft(db, course_id).plan
    last = dict.fromkeys(
        (
            *((PRESENTER, one) for one in {*before.presenters, *now.presenters}),
            *((AGENCY, one) for one in _trainees(db, course_id)),
        ),
        0,
    )
    handed = _Handed(course_id, now, last, {0: before})
    found = (*_presenters(db, handed), *_agencies(db, handed))
    return tuple(one for one in found if one.changes)


def _presenters(db: Session, handed: _Handed) -> list[Recipient]:
    dropped = {
        who
        for (kind, who), number in handed.last.items()
        if kind == PRESENTER and slots(handed.plans[number], who)
    }
    rows = db.execute(
        select(Presenter.id, Presenter.public_name, Presenter.email, Presenter.kind)
        .where(Presenter.id.in_(dropped | set(handed.plan.presenters)))
        .order_by(Presenter.search_name, Presenter.id)
    )
    return [
        _recipient(handed, (PRESENTER, who), name, name, "" if kind in CONFIDENTIAL_KINDS else mail)
        for who, name, mail, kind in rows
    ]


def _agencies(db: Session, handed: _Handed) -> list[Recipient]:
    trainees = _trainees(db, handed.course_id)
    rows = db.execute(
        select(Agency.id, Agency.name, Agency.contact_name, Agency.email)
        .where(Agency.id.in_(trainees))
        .order_by(Agency.name)
    )
    return [
        _recipient(handed, (AGENCY, who), name, contact or name, mail, tuple(trainees[who]))
        for who, name, contact, mail in rows
    ]


def _recipient(
    handed: _Handed,
    key: Key,
    name: str,
    salutation: str,
    email: str,
    trainees: tuple[TraineeValue, ...] = (),
) -> Recipient:
    since = handed.last.get(key)
    return Recipient(
        kind=key[0],
        id=key[1],
        name=name,
        salutation=salutation,
        email=email,
        since=since,
        got=key in handed.got,
        before=None if since is None else handed.plans[since],
        now=handed.plan,
        trainees=trainees,
    )


def _earlier(db: Session, course_id: int, number: int) -> tuple[dict[Key, int], dict[int, Plan]]:
    """The number of the release that each recipient last got before one, and those plans."""
    rows = db.execute(
        select(PlanRelease.number, ReleaseReceipt.presenter_id, ReleaseReceipt.agency_id)
        .join(ReleaseReceipt, ReleaseReceipt.release_id == PlanRelease.id)
        .where(PlanRelease.course_id == course_id, PlanRelease.number < number)
        .order_by(PlanRelease.number)
    )
    last = {_key(presenter_id, agency_id): number for number, presenter_id, agency_id in rows}
    stored = db.execute(
        select(PlanRelease.number, PlanRelease.plan).where(
            PlanRelease.course_id == course_id, PlanRelease.number.in_(set(last.values()))
        )
    )
    return last, {number: from_json(plan) for number, plan in stored}


def _got(db: Session, release_id: int) -> frozenset[Key]:
    """Who is known to have got a release."""
    rows = db.execute(
        select(ReleaseReceipt.presenter_id, ReleaseReceipt.agency_id).where(
            ReleaseReceipt.release_id == release_id
        )
    )
    return frozenset(_key(presenter_id, agency_id) for presenter_id, agency_id in rows)


def _key(presenter_id: int | None, agency_id: int | None) -> Key:
    if presenter_id is not None:
        return PRESENTER, presenter_id
    assert agency_id is not None, "a receipt is a presenter's or an agency's"
    return AGENCY, agency_id


def _trainees(db: Session, course_id: int) -> dict[int, list[TraineeValue]]:
    """Who holds a seat, by their agency and in the order of their names."""
    groups, excused = _groups(db, course_id), _excused(db, course_id)
    found: dict[int, list[TraineeValue]] = defaultdict(list)
    rows = db.execute(
        select(Enrollment.id, Enrollment.agency_id, Person)
        .join(Person, Person.id == Enrollment.person_id)
        .where(
            Enrollment.course_id == course_id,
            Enrollment.state.in_(HOLDS_SEAT),
            Enrollment.agency_id.is_not(None),
        )
        .order_by(Person.search_name, Person.id)
    )
    for enrollment_id, agency_id, person in rows:
        assert agency_id is not None, "those without an agency are left out above"
        found[agency_id].append(
            TraineeValue(
                person.full_name,
                frozenset(groups.get(enrollment_id, ())),
                frozenset(excused.get(enrollment_id, ())),
            )
        )
    return found


def _groups(db: Session, course_id: int) -> Mapping[int, set[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    rows = db.execute(
        select(GroupMember.enrollment_id, CourseGroup.set_name, CourseGroup.name)
        .join(CourseGroup, CourseGroup.id == GroupMember.group_id)
        .where(CourseGroup.course_id == course_id)
    )
    for enrollment_id, set_name, name in rows:
        found[enrollment_id].add((set_name, name))
    return found


def _excused(db: Session, course_id: int) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = db.execute(
        select(ExcusedBlock.enrollment_id, Block.uuid)
        .join(Block, Block.id == ExcusedBlock.block_id)
        .where(Block.course_id == course_id)
    )
    for enrollment_id, uuid in rows:
        found[enrollment_id].add(uuid.hex())
    return found
