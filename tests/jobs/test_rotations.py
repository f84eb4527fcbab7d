from __future__ import annotations

import json
from dataclasses import replace

import builders
import pytest
from rotating import rotating
from rotations_check import wrongs

from cittrainer.errors import Invalid
from cittrainer.jobs import rotations as job
from cittrainer.jobs.progress import Cancelled, Progress
from cittrainer.models import (
    Availability,
    AvailabilityKind,
    CourseDay,
    Employment,
)
from cittrainer.planning.rotation_values import Meeting
from cittrainer.queries import rotations as reading
from cittrainer.rules.rotations import findings
from cittrainer.services import rotation_plans as plans
from cittrainer.services import rotations
from cittrainer.services.rotation_plans import Missing


@pytest.fixture
def made(database):
    with database.step("Prepare") as db:
        return rotating(db, 3, spare=1)


def value(database, made):
    with database.read() as db:
        return reading.rotation(db, made.rotation_id)


def accepted(database, made, **values):
    proposal = job.propose(database, made.rotation_id, **values)
    with database.step("Make the rotation") as db:
        plans.accept_plan(
            db, made.rotation_id, proposal.meetings, seen=proposal.seen, missing=proposal.missing
        )
    return proposal


def test_a_rotation_is_made_from_what_is_on_file_and_has_no_findings(database, made):
    proposal = accepted(database, made)

    found = value(database, made)
    assert (proposal.lines, proposal.reasons, proposal.shortfalls) == ((), (), ())
    assert proposal.proven
    assert len(found.meetings) == 9
    assert findings(found) == ()
    assert wrongs(
        job.problem_of(found),
        tuple(Meeting(m.round_id, m.group_id, m.station_id, m.coach_id) for m in found.meetings),
    ) == []  # fmt: skip


def test_made_again_with_nobody_missing_nothing_changes(database, made):
    first = accepted(database, made)

    again = job.propose(database, made.rotation_id, keep=True)

    assert again.lines == ()
    assert set(again.meetings) == set(first.meetings)


def test_a_missing_coach_is_replaced_from_that_round_on_and_remembered(database, made):
    accepted(database, made)
    before = value(database, made)
    gone = next(m.coach_id for m in before.meetings if m.round_id == made.rounds[1])

    proposal = accepted(
        database, made, missing=[Missing(made.rounds[1], presenter_id=gone)], keep=True
    )

    after = value(database, made)
    name = before.names[gone]
    assert len(proposal.lines) == sum(
        m.coach_id == gone and m.round_id != made.rounds[0] for m in before.meetings
    )
    assert all(line.endswith(f"instead of {name}") for line in proposal.lines)
    assert [one.name for one in after.absences] == [name]
    assert findings(after) == ()
    assert job.propose(database, made.rotation_id, keep=True).lines == ()
    database.undo()
    assert value(database, made).meetings == before.meetings
    assert value(database, made).absences == ()


def test_what_cannot_be_kept_is_said_and_the_nearest_plan_shown(database, made):
    accepted(database, made)

    proposal = job.propose(
        database,
        made.rotation_id,
        missing=[Missing(made.rounds[1], presenter_id=made.actors[0])],
        keep=True,
    )

    assert len(proposal.shortfalls) == 1
    assert "do not meet “Scene 1”" in proposal.shortfalls[0]
    assert "Actor 1 is not there in the others" in proposal.reasons[0]


def test_a_whole_group_that_is_missing_leaves_the_others_alone(database, made):
    accepted(database, made)

    proposal = job.propose(
        database,
        made.rotation_id,
        missing=[Missing(made.rounds[0], enrollment_id=one) for one in made.trainees[:2]],
        keep=True,
    )

    assert proposal.lines == ()
    assert {one.group_id for one in proposal.meetings} == set(made.groups[1:])


def test_a_supervisor_may_coach_once_the_one_they_lead_is_missing(database, made):
    found = value(database, made)
    assert job.problem_of(found).not_by == {(made.coaches[0], made.groups[0])}

    without = job.with_missing(found, [Missing(made.rounds[0], enrollment_id=made.trainees[0])])

    assert job.problem_of(without).not_by == frozenset()


def test_rounds_of_a_closed_day_stay_as_they_were(database, made):
    accepted(database, made)
    before = value(database, made)
    with database.step("Close") as db:
        db.get_one(CourseDay, made.days[0]).closed = True

    proposal = job.propose(database, made.rotation_id)

    kept = {(m.round_id, m.group_id, m.station_id) for m in before.meetings}
    first_day = {one.id for one in before.rounds if one.date == before.rounds[0].date}
    assert {
        (m.round_id, m.group_id, m.station_id)
        for m in proposal.meetings
        if m.round_id in first_day
    } <= kept  # fmt: skip


def test_times_that_a_coach_cannot_come_are_kept(database, made):
    with database.step("Cannot come") as db:
        builders.add(
            db,
            Availability(
                presenter_id=made.coaches[0], kind=AvailabilityKind.NO, weekday=0,
                start_minute=0, end_minute=1440,
            ),
        )  # fmt: skip

    proposal = job.propose(database, made.rotation_id)

    assert all(
        one.coach_id != made.coaches[0]
        for one in proposal.meetings
        if one.round_id in made.rounds[:2]
    )


def test_without_groups_or_rounds_it_is_said_what_to_do(database, made):
    with database.step("No rounds") as db:
        rotations.cut_rounds(db, made.rotation_id, [])

    with pytest.raises(job.NoRotationPossible, match="no rounds yet") as refused:
        job.propose(database, made.rotation_id)
    assert "Cut rounds" in refused.value.hint


def test_work_that_is_stopped_saves_nothing(database, made):
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        job.propose(database, made.rotation_id, progress=progress)

    assert value(database, made).meetings == ()


def test_groups_are_formed_from_everybody_and_keep_leaders_apart(database, made):
    with database.step("Leads a fellow trainee") as db:
        employment = db.get_one(Employment, 3)
        employment.supervisor_id = made.people[0]
    found = value(database, made)
    led = next(
        one.enrollment_id
        for group in found.groups
        for one in group.members
        if one.supervisor_id == made.people[0]
    )

    groups, members = job.formed(found, 3)

    assert sorted(one for group in members for one in group) == sorted(made.trainees)
    assert groups.together == ()
    assert not any({led, made.trainees[0]} <= set(group) for group in members)
    with pytest.raises(Invalid, match="6 trainees cannot fill 7 groups"):
        job.formed(found, 7)
    with pytest.raises(Invalid):
        job.formed(replace(found, groups=(), ungrouped=()), 1)


def test_the_terminal_makes_shows_and_prints_a_rotation(database, made, terminal):
    path = database.path
    database.close()

    first = terminal(path, "course", "rotations", "CIT-2026-05", "--make")
    shown = terminal(path, "course", "rotations", "CIT-2026-05", "--json")

    assert first.status == 0, first
    assert "No rotation is better." in first.out
    told = json.loads(shown.out)["rotations"][0]
    assert [len(one["groups"]) for one in told["rounds"]] == [3, 3, 3]
    assert told["findings"] == []
    assert told["rounds"][0]["starts_at"] == "13:00"


def test_a_course_without_a_rotation_is_refused_in_the_terminal(database, terminal):
    with database.step("Prepare") as db:
        builders.course(db)
    path = database.path
    database.close()

    told = terminal.refused(path, "course", "rotations", "CIT-2026-05")

    assert "no rotation yet" in told
