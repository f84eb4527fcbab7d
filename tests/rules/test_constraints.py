"""What a week does against its own constraints, in sentences, costs and findings."""

from dataclasses import replace

from weeks import block, booking, part, week

from cittrainer.rules.checks import findings
from cittrainer.rules.constraints import broken, cost, state_words
from cittrainer.rules.plan_values import ConstraintValue, PresenterValue, RoomValue, TimeValue
from cittrainer.rules.values import ERROR, WARNING, BusyElsewhere

ANA = booking("Ana")
LONG = "María José García-López van der Berg-Ó Súilleabháin"


def said(plan, *constraints):
    """The sentences and severities of what constraints find in a week."""
    found = findings(replace(plan, constraints=constraints))
    return [(one.severity, one.sentence) for one in found if one.kind == "constraint"]


def people(*times, name="Ana"):
    return {ANA.presenter_id: PresenterValue(ANA.presenter_id, name, times=times)}


def test_a_broken_must_is_an_error_and_a_broken_wish_a_warning_about_its_blocks():
    talk = block("Talk", 1, "9:00")
    plan = week(talk)
    fixed = ConstraintValue(
        7, "fixed_time", must=True, block_id=talk.id, course_day_id=2, start_minute=600
    )
    wish = ConstraintValue(8, "not_before", block_id=talk.id, start_minute=600, comment="Sleeps")

    assert said(plan, fixed, wish) == [
        (ERROR, "“Talk” begins on Tuesday at 10:00: “Talk”, Monday at 9:00."),
        (WARNING, "“Talk” begins no earlier than 10:00 (Sleeps): “Talk”, Monday at 9:00."),
    ]
    (finding,) = [
        one for one in findings(replace(plan, constraints=(fixed,))) if one.kind == "constraint"
    ]
    assert (finding.blocks, finding.days, finding.constraint) == ((talk.id,), (1,), 7)


def test_broken_wishes_cost_their_weight_each_time_and_a_must_has_no_price():
    stories = [block(f"Story {n}", n, "9:00", delivery="story") for n in (1, 2)]
    early = ConstraintValue(1, "not_before", delivery="story", start_minute=600, weight=7)
    must = replace(early, id=2, must=True)
    plan = week(*stories, constraints=(early, must))

    assert cost(plan) == 14
    assert [one.cost for one in broken(plan)] == [7, 7, 0, 0]


def test_what_is_off_or_unplaced_or_gone_breaks_nothing():
    talk, waits = block("Talk", 1, "9:00"), block("Waits", None)
    late = ConstraintValue(1, "not_before", start_minute=600)
    plan = week(talk, waits)

    assert [one.blocks for one in broken(replace(plan, constraints=(late,)))] == [(talk.id,)]
    assert broken(replace(plan, constraints=(replace(late, active=False),))) == ()
    assert broken(replace(plan, constraints=(replace(late, block_id=waits.id),))) == ()
    assert broken(replace(plan, constraints=(replace(late, block_id=999_999),))) == ()


def test_a_time_that_the_book_refuses_is_told_once_with_the_severity_of_the_constraint():
    times = (TimeValue("no", 0, 720, weekday=0),)
    plan = week(block("Talk", 1, "9:00", 60, part(ANA)), presenters=people(*times))

    def told(*constraints):
        found = findings(replace(plan, constraints=constraints))
        return [(one.kind, one.severity) for one in found]

    assert told() == [("not_available", ERROR)]
    assert told(ConstraintValue(1, "book_times", must=True)) == [("constraint", ERROR)]
    assert told(ConstraintValue(1, "book_times")) == [("constraint", WARNING)]


def test_a_talk_that_the_book_has_no_time_long_enough_for_is_told_so():
    times = (TimeValue("available", 480, 720, weekday=0, most_minutes=30),)
    asked = ConstraintValue(1, "book_times", must=True)

    def found(minutes):
        talk = block("Talk", 1, "9:00", minutes, part(ANA))
        return said(week(talk, presenters=people(*times)), asked)

    assert found(30) == []
    ((_, sentence),) = found(60)
    assert sentence.endswith("cannot come for so long to “Talk”, Monday at 9:00.")


def test_a_preferred_time_is_a_wish_even_where_the_book_is_a_must():
    times = (TimeValue("preferred", 780, 900, weekday=0), TimeValue("available", 0, 780, weekday=0))
    plan = week(block("Talk", 1, "9:00", 60, part(ANA)), presenters=people(*times, name=LONG))

    ((severity, sentence),) = said(plan, ConstraintValue(1, "book_times", must=True))

    assert severity == WARNING
    assert sentence.endswith(
        f": {LONG} would rather come at another time than to “Talk”, Monday at 9:00."
    )


def test_a_day_with_too_many_stories_names_the_day_and_their_number():
    stories = [block(f"Story {n}", 2, f"{9 + n}:00", delivery="story") for n in range(3)]

    assert said(week(*stories), ConstraintValue(1, "most_a_day", delivery="story", amount=2)) == [
        (WARNING, "A day has at most 2 stories: Tuesday has 3.")
    ]


def test_a_lunch_that_is_too_late_or_missing_is_told_with_its_times():
    ask = ConstraintValue(1, "lunch", must=True, start_minute=660, end_minute=810, minutes=45)
    morning, late = block("Talk", 1, "8:00"), block("Lunch", 1, "13:00", 45, delivery="lunch")
    evening = block("Panel", 1, "15:00")
    asked = "A long day has a lunch of 45 minutes between 11:00 and 13:30"

    assert said(week(morning, late, evening), ask) == [
        (ERROR, f"{asked}: the lunch of Monday is from 13:00 to 13:45.")
    ]
    assert said(week(morning, evening), ask) == [
        (ERROR, f"{asked}: Monday runs from 8:00 to 16:00 without one.")
    ]
    assert said(week(morning, block("Short", 1, "13:00")), ask) == []


def test_a_block_moved_since_its_release_is_told_with_its_released_time():
    talk = block("Talk", 1, "9:00")
    plan = week(talk, released={talk.id: (2, 600, 60)}, release=3)

    assert said(plan, ConstraintValue(1, "keep_released")) == [
        (
            WARNING,
            (
                "What was released stays where it is: “Talk”, Monday at 9:00; release 3 has it on "
                "Tuesday at 10:00."
            ),
        )
    ]
    assert (
        said(replace(plan, released={talk.id: (1, 540, 60)}), ConstraintValue(1, "keep_released"))
        == []
    )


def test_a_class_and_a_presenter_who_hurry_between_the_same_blocks_are_told_once():
    rooms = {1: RoomValue(1, "Gym", "Main"), 2: RoomValue(2, "Hall", "Annex")}
    first = block("Talk", 1, "9:00", 60, replace(part(ANA, room="Gym"), room_id=1))
    second = block("Panel", 1, "10:05", 60, replace(part(ANA, room="Hall"), room_id=2))
    plan = week(first, second, rooms=rooms, presenters=people())
    ask = ConstraintValue(1, "travel", minutes=10, weight=3)

    assert said(plan, ask) == [
        (
            WARNING,
            (
                "Ways between buildings take 10 minutes: the class has 5 minutes from “Talk” to "
                "“Panel”, Monday at 10:05."
            ),
        )
    ]
    assert cost(replace(plan, constraints=(ask,))) == 6


def test_a_buffer_is_broken_by_another_course_too():
    scene = block("Scene", 1, "9:00", 60, replace(part(ANA, room="Gym"), room_id=1))
    plan = week(scene, rooms={1: RoomValue(1, "Gym")})
    ask = ConstraintValue(1, "buffer", block_id=scene.id, minutes=30)
    elsewhere = BusyElsewhere(plan.days[0].date, 480, 515, "CIT-9", "Talk", room_id=1)

    assert said(plan, ask) == []
    assert said(replace(plan, elsewhere=(elsewhere,)), ask) == [
        (
            WARNING,
            (
                "The rooms of “Scene” are kept free 30 minutes before: “Scene”, Monday at 9:00, is "
                "too close to CIT-9."
            ),
        )
    ]


def test_the_state_of_a_constraint_in_a_word():
    early = ConstraintValue(1, "not_before", start_minute=600)
    kept, off = replace(early, id=2, start_minute=0), replace(early, id=3, active=False)
    blocks = [block(f"Talk {n}", n, "9:00") for n in (1, 2, 3)]

    def states(some):
        plan = week(*blocks[:some], constraints=(early, kept, off))
        found = broken(plan)
        return [state_words(one, found) for one in plan.constraints]

    assert states(1) == ["Broken", "Kept", "Off"]
    assert states(2) == ["Broken twice", "Kept", "Off"]
    assert states(3) == ["Broken 3 times", "Kept", "Off"]
