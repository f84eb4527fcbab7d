from datetime import date, timedelta

import pytest
from weeks import MONDAY, block, booking, part, week

from cittrainer.rules.checks import findings
from cittrainer.rules.plan_values import (
    ConstraintValue,
    PresenterValue,
    QualificationValue,
    TimeValue,
)
from cittrainer.rules.values import ERROR, NOTE, WARNING


def said(found, kind):
    """The sentences of one kind."""
    return [finding.sentence for finding in found if finding.kind == kind]


def known(name, **more):
    """The presenters of a week: one, who is active and gave no times unless said otherwise."""
    presenter_id = booking(name).presenter_id
    return {presenter_id: PresenterValue(presenter_id, name, **more)}


def free(start, end, weekday=0, kind="available"):
    """Times on one weekday, in hours."""
    return TimeValue(kind, start * 60, end * 60, weekday=weekday)


def test_a_presenter_outside_the_times_they_gave_is_an_error_with_block_and_time():
    talk = block("Talk", 1, "9:00", 60, part("Ana"))

    (finding,) = findings(week(talk, presenters=known("Ana", times=(free(13, 17),))))

    assert (finding.kind, finding.severity) == ("not_available", ERROR)
    assert finding.sentence == "Ana cannot come to “Talk” on Monday from 9:00 to 10:00."
    assert finding.presenters == (booking("Ana").presenter_id,)


@pytest.mark.parametrize(
    "times", [(free(8, 12),), (free(9, 10, kind="preferred"),), (free(13, 17, kind="no"),)]
)
def test_a_presenter_within_their_times_is_no_finding(times):
    talk = block("Talk", 1, "9:00", 60, part("Ana"))

    assert findings(week(talk, presenters=known("Ana", times=times))) == ()


def test_a_talk_that_is_only_too_long_is_told_so():
    talk = block("Talk", 1, "9:00", 60, part("Ana"))
    short = TimeValue("available", 480, 1020, weekday=0, most_minutes=30)

    (finding,) = findings(week(talk, presenters=known("Ana", times=(short,))))

    assert finding.kind == "not_available"
    assert finding.sentence == (
        "Ana cannot come for so long to “Talk” on Monday from 9:00 to 10:00."
    )


def test_who_would_only_call_in_counts_as_there_and_is_noted():
    talk = block("Talk", 1, "9:00", 60, part("Ana"))
    calls = TimeValue("available", 480, 1020, weekday=0, by_phone=True)

    (finding,) = findings(week(talk, presenters=known("Ana", times=(calls,))))

    assert (finding.kind, finding.severity) == ("by_phone", NOTE)
    assert finding.sentence == "Ana would come to “Talk”, Monday at 9:00, only by phone."


def test_alternates_those_called_off_and_unplaced_blocks_need_no_time():
    away = known("Ana", times=(free(8, 17, weekday=4),))
    blocks = [
        block("Alternate", 1, "9:00", 60, part(booking("Ana", order=2), "Bo")),
        block("Off", 2, "9:00", 60, part(booking("Ana", "declined"), "Bo")),
        block("Waiting", None, "9:00", 60, part("Ana")),
    ]

    assert said(findings(week(*blocks, presenters=away)), "not_available") == []


def test_a_constraint_to_keep_to_the_book_speaks_for_those_it_is_about():
    talk = block("Talk", 1, "9:00", 60, part("Ana"))
    away = known("Ana", times=(free(13, 17),))
    of_all = ConstraintValue(1, "book_times")
    of_ana = ConstraintValue(1, "book_times", presenter_id=booking("Ana").presenter_id)
    of_bo = ConstraintValue(1, "book_times", presenter_id=booking("Bo").presenter_id)

    def found(*constraints):
        return said(findings(week(talk, presenters=away, constraints=constraints)), "not_available")

    assert found(of_all) == found(of_ana) == []
    assert len(found(of_bo)) == len(found()) == 1


def test_who_gave_no_times_and_has_not_confirmed_is_noted_once_with_all_blocks():
    blocks = [
        block("One", 1, "9:00", 60, part(booking("Ana", "invited"))),
        block("Two", 2, "9:00", 60, part(booking("Ana", "tentative"))),
    ]

    notes = [f for f in findings(week(*blocks, presenters=known("Ana"))) if f.severity == NOTE]

    assert [(f.kind, f.sentence) for f in notes] == [
        (
            "not_answered",
            "Ana has not said when they can come and is booked for “One” and “Two”.",
        )
    ]
    assert notes[0].blocks == tuple(one.id for one in blocks)


def test_a_confirmed_booking_is_an_answer():
    talk = block("Talk", 1, "9:00", 60, part("Ana"))

    assert findings(week(talk, presenters=known("Ana"))) == ()


def test_a_missing_qualification_is_an_error_and_another_spelling_of_it_is_none():
    talk = block("Talk", 1, "9:00", 60, part("Ana"), qualification="CIT instructor")
    other = known("Ana", qualifications=(QualificationValue("Judge"),))
    held = known("Ana", qualifications=(QualificationValue("cit  Instructor"),))

    (finding,) = findings(week(talk, presenters=other))

    assert (finding.kind, finding.severity) == ("not_qualified", ERROR)
    assert finding.sentence == "“Talk” asks for “CIT instructor”: Ana does not hold it."
    assert findings(week(talk, presenters=held)) == ()


def test_a_qualification_holds_on_its_last_day_and_not_on_the_next():
    on_tuesday = block("Talk", 2, "9:00", 60, part("Ana"), qualification="CIT instructor")
    tuesday = MONDAY + timedelta(days=1)

    def found(expires_on):
        held = known("Ana", qualifications=(QualificationValue("CIT instructor", expires_on),))
        return said(findings(week(on_tuesday, presenters=held)), "not_qualified")

    assert found(tuesday) == []
    assert found(MONDAY) == [
        "“Talk” asks for “CIT instructor”: Ana holds it only until Monday 4 May 2026."
    ]
    assert found(date(2020, 1, 1))


def test_actors_and_facilitators_need_no_qualification():
    actor = booking("Ana").__class__(1, booking("Ana").presenter_id, "Ana", "confirmed", "Actor")
    scene = block("Scene", 1, "9:00", 60, part(actor), qualification="CIT instructor")

    assert said(findings(week(scene, presenters=known("Ana"))), "not_qualified") == []


def test_an_inactive_presenter_who_is_expected_is_found():
    blocks = [
        block("Talk", 1, "9:00", 60, part("Ana")),
        block("Later", 2, "9:00", 60, part(booking("Ana", order=2), "Bo")),
    ]

    found = findings(week(*blocks, presenters=known("Ana", active=False)))

    assert [(f.kind, f.severity, f.sentence) for f in found] == [
        (
            "inactive_presenter",
            WARNING,
            "Ana is set to inactive and still booked for “Talk”, Monday at 9:00.",
        )
    ]
    assert findings(week(*blocks, presenters=known("Ana"))) == ()
