from __future__ import annotations

from datetime import date

import builders
import pytest
from rotating import rotating, round_robin
from sqlalchemy import func, select

from cittrainer.errors import ChangedMeanwhile, Invalid
from cittrainer.models import (
    Booking,
    BookingState,
    Course,
    CourseDay,
    CourseState,
    Delivery,
    Employment,
    GroupMember,
    Meeting,
    Person,
    RotationAbsence,
    RotationRound,
    Station,
)
from cittrainer.queries import rotations as reading
from cittrainer.rules.rotations import findings
from cittrainer.services import blocks, groups, people, presenters, rooms, rotations
from cittrainer.services import rotation_plans as plans
from cittrainer.services.course_guards import CourseIsOver, DayIsClosed
from cittrainer.services.rotation_guards import UsedInRotation
from cittrainer.services.rotation_plans import Missing, PlannedMeeting


@pytest.fixture
def made(database):
    with database.step("Prepare") as db:
        one = rotating(db)
    with database.step("Plan") as db:
        plans.accept_plan(db, one.rotation_id, round_robin(one), seen=seen(db, one))
    return one


def seen(db, made):
    return reading.rotation(db, made.rotation_id).version


def value(database, made):
    with database.read() as db:
        return reading.rotation(db, made.rotation_id)


def kinds(database, made):
    return sorted(one.kind for one in findings(value(database, made)))


def table(database, made):
    """Group to station, round by round, both as numbers from 1."""
    found = value(database, made)
    return [
        [
            made.stations.index(found.at[round_id, group].station_id) + 1
            if (round_id, group) in found.at
            else 0
            for group in made.groups
        ]
        for round_id in made.rounds
    ]


def unchanged(database, label):
    return database.undoable().label == label


def test_a_rotation_is_made_with_scenarios_coaches_rounds_and_groups(database, made):
    found = value(database, made)

    assert [one.title for one in found.stations] == ["Scene 1", "Scene 2", "Scene 3"]
    assert [one.actors[0].name for one in found.stations] == ["Actor 1", "Actor 2", "Actor 3"]
    assert [one.room for one in found.stations] == [
        "Scenario room 1", "Scenario room 2", "Scenario room 3",
    ]  # fmt: skip
    assert [one.name for one in found.coaches] == ["Coach 1", "Coach 2", "Coach 3"]
    assert [(one.number, one.start, one.minutes) for one in found.rounds] == [
        (1, 780, 30), (2, 810, 30), (3, 780, 30),
    ]  # fmt: skip
    assert [len(one.members) for one in found.groups] == [2, 2, 2]
    assert table(database, made) == [[1, 2, 3], [2, 3, 1], [3, 1, 2]]


def test_undo_takes_a_whole_plan_back(database, made):
    database.undo()

    assert value(database, made).meetings == ()


def test_a_plan_made_from_an_older_state_is_refused(database, made):
    with (
        pytest.raises(ChangedMeanwhile, match="Scenarios"),
        database.step("Plan again") as db,
    ):
        plans.accept_plan(db, made.rotation_id, [], seen=seen(db, made) - 1)

    assert unchanged(database, "Plan")


def test_a_plan_with_a_group_in_two_places_is_refused(database, made):
    twice = [PlannedMeeting(made.rounds[0], made.groups[0], one) for one in made.stations[:2]]

    with pytest.raises(Invalid, match="two places"), database.step("Plan again") as db:
        plans.accept_plan(db, made.rotation_id, twice, seen=seen(db, made))

    assert table(database, made) == [[1, 2, 3], [2, 3, 1], [3, 1, 2]]


def test_two_groups_change_places_and_the_coaches_stay(database, made):
    with database.step("Swap") as db:
        plans.swap_groups(db, made.rounds[0], made.groups[0], made.groups[1])

    found = value(database, made)
    assert table(database, made)[0] == [2, 1, 3]
    assert found.at[made.rounds[0], made.groups[0]].coach_id == made.coaches[1]
    assert "met_twice" in kinds(database, made)

    with database.step("Swap back") as db:
        plans.swap_groups(db, made.rounds[0], made.groups[0], made.groups[1])
    assert table(database, made)[0] == [1, 2, 3]


def test_a_group_that_pauses_takes_the_place_of_another(database, made):
    with database.step("Pause") as db:
        plans.set_meeting(db, made.rounds[0], made.groups[0], station_id=None)
    with database.step("Swap") as db:
        plans.swap_groups(db, made.rounds[0], made.groups[0], made.groups[1])

    assert table(database, made)[0] == [2, 0, 3]
    with pytest.raises(Invalid, match="nothing to swap"), database.step("Swap") as db:
        plans.swap_groups(db, made.rounds[0], made.groups[1], made.groups[1])


def test_a_coach_who_leads_somebody_of_the_group_is_an_error_that_names_them(database, made):
    told = [one for one in findings(value(database, made)) if one.kind == "own_supervisor"]

    assert len(told) == 1
    assert "Coach 1 leads Ada Trainee01 and would assess Group 1" in told[0].sentence
    assert told[0].cells == ((made.rounds[0], made.groups[0]),)


def test_clashes_of_rooms_actors_and_coaches_are_found(database, made):
    with database.step("Same room and actor") as db:
        station = db.get_one(Station, made.stations[1])
        rotations.edit_station(
            db, station.id, station.version, title="Scene 2", room_id=made.rooms[0],
            actor_ids=[made.actors[0]], must_meet=True,
        )  # fmt: skip
    with database.step("Same coach") as db:
        plans.set_meeting(
            db, made.rounds[0], made.groups[2], station_id=made.stations[2],
            coach_id=made.coaches[1],
        )  # fmt: skip

    sentences = [one.sentence for one in findings(value(database, made))]
    assert sum("Scenario room 1 is wanted twice" in one for one in sentences) == 3
    assert sum("Actor 1 is wanted twice" in one for one in sentences) == 3
    assert sum("Coach 2 is wanted twice in round 1" in one for one in sentences) == 1


def test_a_meeting_without_a_coach_and_a_group_that_misses_a_scenario_are_warnings(database, made):
    with database.step("No coach") as db:
        plans.set_meeting(db, made.rounds[0], made.groups[0], station_id=made.stations[0])
        plans.set_meeting(db, made.rounds[2], made.groups[2], station_id=None)

    assert {"no_coach", "never_met"} <= set(kinds(database, made))


def test_absent_people_and_things_are_errors_where_they_are_needed(database, made):
    with database.step("Missing") as db:
        for one in (
            Missing(made.rounds[1], presenter_id=made.coaches[0]),
            Missing(made.rounds[1], room_id=made.rooms[1]),
            Missing(made.rounds[2], station_id=made.stations[2]),
            Missing(made.rounds[0], enrollment_id=made.trainees[0]),
        ):
            plans.mark_missing(db, made.rotation_id, one)

    found = value(database, made)
    assert [one.name for one in found.absences] == [
        "Coach 1", "Scenario room 2", "Scene 3", "Ada Trainee01",
    ]  # fmt: skip
    counts = kinds(database, made)
    assert counts.count("coach_away") == 2
    assert counts.count("not_played") == 3
    assert "own_supervisor" not in counts
    with database.step("There again") as db:
        plans.mark_there(db, found.absences[0].id)
    assert kinds(database, made).count("coach_away") == 0


def test_who_is_marked_twice_is_missing_from_the_later_mark_on(database, made):
    with database.step("Missing") as db:
        first = plans.mark_missing(
            db, made.rotation_id, Missing(made.rounds[0], presenter_id=made.coaches[0])
        )
        second = plans.mark_missing(
            db, made.rotation_id, Missing(made.rounds[2], presenter_id=made.coaches[0])
        )

    assert first == second
    assert value(database, made).absences[0].round_id == made.rounds[2]


@pytest.mark.parametrize("what", [{}, {"presenter_id": 1, "room_id": 1}])
def test_exactly_one_is_missing_at_a_time(database, made, what):
    with pytest.raises(Invalid, match="Exactly one"), database.step("Missing") as db:
        plans.mark_missing(db, made.rotation_id, Missing(made.rounds[0], **what))


def test_times_that_a_coach_cannot_come_and_other_bookings_are_found(database, made):
    with database.step("Elsewhere") as db:
        day = db.get_one(CourseDay, made.days[0])
        lecture = builders.block(db, "Psychosis", day=day, start="13:15", minutes=30)
        builders.add(
            db,
            Booking(
                block_part_id=lecture.parts[0].id,
                presenter_id=made.coaches[1],
                state=BookingState.CONFIRMED,
            ),
        )

    told = [one.sentence for one in findings(value(database, made)) if one.kind == "coach_away"]
    assert len(told) == 2
    assert all("they are booked for “Psychosis”" in one for one in told)


def test_rounds_are_cut_again_without_losing_those_that_stay(database, made):
    before = value(database, made).rounds
    with database.step("Cut") as db:
        assert rotations.cut_rounds(db, made.rotation_id, made.blocks[:1], minutes=30) == 2

    after = value(database, made)
    assert after.rounds == before[:2]
    assert len(after.meetings) == 6
    database.undo()
    assert len(value(database, made).meetings) == 9


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "cannot be 0"), (-30, "cannot be -30"), (7, "multiple of 5"), (120, "no round of 120")],
)
def test_rounds_of_no_or_odd_or_too_many_minutes_are_refused(database, made, minutes, words):
    with pytest.raises(Invalid, match=words), database.step("Cut") as db:
        rotations.cut_rounds(db, made.rotation_id, made.blocks, minutes=minutes)

    assert len(value(database, made).rounds) == 3


def test_a_lecture_is_not_cut_into_rounds(database, made):
    with database.step("Lecture") as db:
        day = db.get_one(CourseDay, made.days[0])
        lecture = builders.block(db, "Psychosis", day=day).id

    with pytest.raises(Invalid, match="no scenario practice"), database.step("Cut") as db:
        rotations.cut_rounds(db, made.rotation_id, [lecture])


def test_a_block_that_became_shorter_or_unplaced_leaves_a_finding(database, made):
    with database.step("Shorten") as db:
        blocks.resize_block(db, made.blocks[0], minutes=45)
    with database.step("Unplace") as db:
        blocks.unplace_block(db, made.blocks[1])

    assert {"round_outside", "round_unplaced"} <= set(kinds(database, made))


def test_a_closed_day_keeps_its_meetings(database, made):
    with database.step("Close") as db:
        db.get_one(CourseDay, made.days[0]).closed = True

    for change in (
        lambda db: plans.swap_groups(db, made.rounds[0], made.groups[0], made.groups[1]),
        lambda db: plans.accept_plan(db, made.rotation_id, [], seen=seen(db, made)),
        lambda db: rotations.cut_rounds(db, made.rotation_id, made.blocks[1:], minutes=30),
        lambda db: rotations.remove_station(db, made.stations[0]),
        lambda db: rotations.remove_rotation(db, made.rotation_id),
    ):
        with pytest.raises(DayIsClosed), database.step("Change") as db:
            change(db)
    with database.step("Other day") as db:
        plans.swap_groups(db, made.rounds[2], made.groups[0], made.groups[1])

    assert table(database, made) == [[1, 2, 3], [2, 3, 1], [1, 3, 2]]


def test_groups_that_met_a_scenario_on_a_closed_day_stay(database, made):
    with database.step("Nobody, and a closed day") as db:
        for one in db.scalars(select(GroupMember)):
            db.delete(one)
        db.get_one(CourseDay, made.days[0]).closed = True

    with pytest.raises(DayIsClosed), database.step("Remove groups") as db:
        groups.remove_groups(db, made.course_id, "Scenarios")
    with database.step("Fewer groups") as db:
        groups.remove_empty_groups(db, made.course_id, "Scenarios", keep=1)

    assert len(value(database, made).groups) == 3
    assert len(value(database, made).meetings) == 9


def test_the_rotation_of_a_course_that_is_over_stays(database, made):
    with database.step("Close") as db:
        db.get_one(Course, made.course_id).state = CourseState.CLOSED

    with pytest.raises(CourseIsOver), database.step("Change") as db:
        rotations.add_station(db, made.rotation_id, title="Scene 9")


def test_a_rotation_goes_with_all_that_is_its_own_and_comes_back(database, made):
    with database.step("Missing") as db:
        plans.mark_missing(
            db, made.rotation_id, Missing(made.rounds[0], presenter_id=made.coaches[0])
        )
    with database.step("Remove") as db:
        rotations.remove_rotation(db, made.rotation_id)

    with database.read() as db:
        for cls in (Station, RotationRound, Meeting, RotationAbsence):
            assert db.scalar(select(func.count()).select_from(cls)) == 0
        assert db.scalar(select(func.count()).select_from(GroupMember)) == 6
    database.undo()
    assert table(database, made) == [[1, 2, 3], [2, 3, 1], [3, 1, 2]]


def test_titles_and_names_are_unique_and_not_empty(database, made):
    for change, words in (
        (lambda db: rotations.add_station(db, made.rotation_id, title="Scene 1"), "already"),
        (lambda db: rotations.add_station(db, made.rotation_id, title="  "), "empty"),
        (lambda db: rotations.add_station(db, made.rotation_id, title="x" * 201), "201"),
        (lambda db: rotations.make_rotation(db, made.course_id), "already"),
    ):
        with pytest.raises(Invalid, match=words), database.step("Change") as db:
            change(db)


def test_a_stale_form_of_a_scenario_is_refused_also_when_only_actors_changed(database, made):
    with database.read() as db:
        version = db.get_one(Station, made.stations[0]).version

    def edit(db, **values):
        rotations.edit_station(
            db, made.stations[0], version, title="Scene 1", room_id=made.rooms[0],
            must_meet=True, **values,
        )  # fmt: skip

    with database.step("Edit") as db:
        edit(db, actor_ids=made.actors[:2])
    with pytest.raises(ChangedMeanwhile), database.step("Edit") as db:
        edit(db, actor_ids=[])


def test_a_coach_who_no_longer_coaches_leaves_the_meetings(database, made):
    with database.step("Coaches") as db:
        rotations.set_coaches(db, made.rotation_id, made.coaches[1:])

    found = value(database, made)
    assert [one.name for one in found.coaches] == ["Coach 2", "Coach 3"]
    assert sum(one.coach_id is None for one in found.meetings) == 3


def test_a_scenario_goes_with_its_meetings(database, made):
    with database.step("Remove") as db:
        rotations.remove_station(db, made.stations[0])

    assert len(value(database, made).meetings) == 6


def test_what_a_rotation_refers_to_is_not_removed(database, made):
    for change in (
        lambda db: rooms.remove_room(db, made.rooms[0]),
        lambda db: presenters.remove_presenter(db, made.coaches[0]),
        lambda db: presenters.remove_presenter(db, made.actors[0]),
    ):
        with pytest.raises(UsedInRotation), database.step("Remove") as db:
            change(db)


def test_blocks_and_groups_take_their_rounds_and_meetings_with_them(database, made):
    with database.step("Remove block") as db:
        blocks.remove_block(db, made.blocks[1])
    assert len(value(database, made).rounds) == 2
    with database.step("Nobody") as db:
        for one in db.scalars(select(GroupMember)):
            db.delete(one)
    with database.step("Remove groups") as db:
        groups.remove_groups(db, made.course_id, "Scenarios")
    assert value(database, made).groups == ()

    database.undo()
    assert len(value(database, made).meetings) == 6


def test_scenarios_actors_and_coaches_come_from_the_parts_of_a_block(database):
    with database.step("Prepare") as db:
        course = builders.course(db, days=1)
        one = builders.block(
            db, "Practice", day=course.days[0], delivery=Delivery.SCENARIO, parts=3
        )
        for part, name in zip(one.parts, ("Room A", "Room B"), strict=False):
            part.room_id = builders.room(db, name).id
            for role in ("coach", "actor"):
                who = builders.presenter(db, f"{role} of {name}")
                builders.add(
                    db,
                    Booking(
                        block_part_id=part.id, presenter_id=who.id, role=role,
                        state=BookingState.CONFIRMED,
                    ),
                )  # fmt: skip
        rotation_id = rotations.make_rotation(db, course.id)
    with database.step("Take over") as db:
        assert rotations.take_from_block(db, rotation_id, one.id) == 2
        assert rotations.take_from_block(db, rotation_id, one.id) == 0

    with database.read() as db:
        found = reading.rotation(db, rotation_id)
    assert [(s.title, [a.name for a in s.actors]) for s in found.stations] == [
        ("Room A", ["actor of Room A"]), ("Room B", ["actor of Room B"]),
    ]  # fmt: skip
    assert [c.name for c in found.coaches] == ["coach of Room A", "coach of Room B"]


def test_groups_are_filled_and_made_where_there_are_too_few(database, made):
    six = [[one] for one in made.trainees]
    with database.step("Groups") as db:
        plans.put_into_groups(db, made.course_id, "Scenarios", six)

    found = value(database, made)
    assert [one.name for one in found.groups] == [f"Group {n}" for n in range(1, 7)]
    assert [len(one.members) for one in found.groups] == [1] * 6
    with pytest.raises(Invalid, match="two groups"), database.step("Groups") as db:
        plans.put_into_groups(db, made.course_id, "Scenarios", [made.trainees, made.trainees])


def test_nothing_of_another_course_comes_into_a_rotation(database, made):
    with database.step("Other course") as db:
        other = builders.course(db, "CIT-2026-06", days=1)
        foreign = groups.make_groups(db, other.id, "Scenarios", 2)[0]
        practice = builders.block(db, "P", day=other.days[0], delivery=Delivery.SCENARIO).id

    for change, words in (
        (
            lambda db: plans.set_meeting(db, made.rounds[0], foreign, station_id=made.stations[0]),
            "no group of this rotation",
        ),
        (
            lambda db: plans.set_meeting(
                db, made.rounds[0], made.groups[0], station_id=made.stations[0],
                coach_id=made.actors[0],
            ),
            "no coach of this rotation",
        ),
        (lambda db: rotations.cut_rounds(db, made.rotation_id, [practice]), "another course"),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=words), database.step("Change") as db:
            change(db)


def test_nobody_is_their_own_supervisor_and_a_removed_one_leads_nobody(database, made):
    with database.step("Prepare") as db:
        boss = people.add_person(db, people.PersonDetails(last_name="Boss"), today=date(2026, 5, 4))
        led = people.add_person(
            db, people.PersonDetails(last_name="Led", supervisor_id=boss), today=date(2026, 5, 4)
        )
    with database.read() as db:
        version = db.get_one(Person, led).version
        assert db.scalar(
            select(Employment.supervisor_id).where(Employment.person_id == led)
        ) == boss  # fmt: skip
    with pytest.raises(Invalid, match="own supervisor"), database.step("Edit") as db:
        people.edit_person(
            db, led, people.PersonDetails(last_name="Led", supervisor_id=led), seen=version,
            today=date(2026, 5, 4),
        )  # fmt: skip
    with database.step("Remove") as db:
        people.remove_person(db, boss)
    with database.read() as db:
        assert (
            db.scalar(select(Employment.supervisor_id).where(Employment.person_id == led)) is None
        )
