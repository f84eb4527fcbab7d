"""Whether somebody can take a slot: never who cannot be booked, or is elsewhere then."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from weeks import MONDAY, block, booking, part, week

from cittrainer.rules.clashes import presenter_clashes
from cittrainer.rules.plan_changes import NewBooking, PlanChange, changed, fingerprint
from cittrainer.rules.plan_values import NO, PresenterValue, TimeValue
from cittrainer.rules.standing_in import (
    AWAY,
    BARRED,
    BUSY,
    FREE,
    GONE,
    LIMIT,
    UNANSWERED,
    Person,
    Slot,
    taking,
    verdict,
)

OUT, STAND_IN = booking("Walt K."), booking("Imani B.")


def of(start, *bookings, day=1, minutes=60):
    made = block(f"Block at {start}", day, start, minutes, part(*bookings))
    return replace(made, parts=(replace(made.parts[0], id=made.id),))


def judged(story, *others, known=None, alternate=None, **more):
    """The verdict on Imani B. for a block of Walt K., in a week with other blocks."""
    people = {known.id: known} if known is not None else {}
    plan = week(story, *others, presenters=people, **more)
    (slot_part,) = story.parts
    off = NewBooking(OUT.id, 1, called_off=True)
    change = PlanChange(1, fingerprint(plan), bookings=(off,))
    person = Person(STAND_IN.presenter_id, STAND_IN.presenter, alternate)
    found = verdict(plan, change, Slot(story, slot_part, slot_part.bookings[0]), person)
    return found, changed(plan, taking(change, found.slot, person))


def imani(**more):
    return PresenterValue(STAND_IN.presenter_id, STAND_IN.presenter, **more)


@st.composite
def values(draw):
    days = st.frozensets(st.sampled_from([MONDAY, MONDAY.replace(day=5)]))
    times = st.lists(
        st.builds(
            TimeValue,
            st.sampled_from(["no", "available", "preferred"]),
            st.just(0),
            st.integers(1, 1440),
            weekday=st.integers(0, 1),
        ),
        max_size=2,
    )
    return imani(
        barred=draw(st.booleans()),
        barred_on=draw(days),
        active=draw(st.booleans()),
        times=tuple(draw(times)),
        most_a_week=draw(st.sampled_from([None, 0, 1, 2])),
    )


@given(values(), st.lists(st.sampled_from(["9:00", "9:30", "10:00", "11:00"]), max_size=3))
def test_whoever_is_usable_can_be_booked_and_is_nowhere_else(known, busy):
    others = [of(start, STAND_IN) for start in busy]

    found, after = judged(of("9:30", OUT), *others, known=known)

    if found.usable:
        assert known.active
        assert not known.barred_at(MONDAY)
        new = [one for one in presenter_clashes(after) if found.slot.block.id in one.blocks]
        assert new == []
        assert known.most_a_week is None or len(busy) < known.most_a_week


def test_each_reason_has_its_kind_and_words():
    story = of("9:30", OUT)
    said = imani(times=(TimeValue("available", 0, 1440, weekday=0),))
    no = imani(times=(TimeValue(NO, 0, 1440, weekday=0),))
    for known, others, kind, words in (
        (said, (), FREE, "is free"),
        (imani(), (), UNANSWERED, "has not said when they can come"),
        (no, (), AWAY, "is not available then"),
        (said, (of("9:00", STAND_IN),), BUSY, "is in “Block at 9:00” then"),
        (imani(barred=True), (), BARRED, "cannot be booked for this course"),
        (imani(barred_on=frozenset({MONDAY})), (), BARRED, "cannot be booked on Monday"),
        (imani(active=False), (), GONE, "is set to inactive"),
        (
            imani(most_a_year=1, talks_elsewhere=(MONDAY.replace(month=1),)),
            (),
            LIMIT,
            "is at a limit of their own, 1 of 1 talks in 2026",
        ),
    ):
        found, _after = judged(story, *others, known=known)
        assert (found.kind, found.words) == (kind, words)


def test_of_who_cannot_be_booked_no_more_is_said_than_that():
    found, _after = judged(of("9:30", OUT), known=imani(barred=True, active=False))

    assert found.sentence == "Imani B. cannot be booked for this course."


def test_an_alternate_who_was_called_off_is_not_asked_again():
    for state, words in (("declined", "has declined"), ("cancelled", "was called off")):
        alternate = replace(STAND_IN, state=state, order=2)
        found, _after = judged(of("9:30", OUT, alternate), known=imani(), alternate=alternate)
        assert (found.kind, found.words) == (GONE, words)
