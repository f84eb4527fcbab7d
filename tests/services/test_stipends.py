from __future__ import annotations

from datetime import date, timedelta

import builders
import pytest
from contents import contents
from sqlalchemy import event

from cittrainer.errors import Invalid, NotFound, UserError
from cittrainer.models import (
    BookingState,
    Course,
    CourseState,
    Presenter,
    PresenterKind,
    StipendPer,
)
from cittrainer.queries.home import home
from cittrainer.queries.stipends import course_stipends, unsettled
from cittrainer.services.bookings import book, record_actual, set_state, unbook
from cittrainer.services.presenters import remove_presenter
from cittrainer.services.stipends import (
    HasStipend,
    Payment,
    StipendIsSettled,
    decline,
    pay,
    set_amount,
    take_back,
)

TODAY = date(2026, 5, 12)


@pytest.fixture
def made(database):
    """Ana presents on two days at 100 dollars a talk, Marcus tells a story; Rae declined."""
    with database.step("Prepare") as db:
        builders.academy(db)
        course = builders.course(db, days=2)
        ana = builders.presenter(db, "Dr. Ana Ruiz", stipend_cents=10000, stipend_method="check")
        marcus = builders.presenter(
            db,
            "Marcus T.",
            kind=PresenterKind.LIVED_EXPERIENCE,
            stipend_cents=5000,
            stipend_per=StipendPer.HOUR,
        )
        rae = builders.presenter(db, "Rae Lund", stipend_cents=5000)
        parts = [
            builders.block(db, f"Block {number}", day=day, minutes=90).parts[0].id
            for number, day in enumerate(course.days, start=1)
        ]
        for part in parts:
            book(db, part, ana.id)
        book(db, parts[0], marcus.id)
        unwanted = book(db, parts[1], rae.id)
        set_state(db, [unwanted], BookingState.DECLINED)
        return {
            "course": course.id,
            "ana": ana.id,
            "marcus": marcus.id,
            "rae": rae.id,
            "parts": parts,
        }


def rows(database, made):
    with database.read() as db:
        return {one.presenter: one for one in course_stipends(db, made["course"]).rows}


def paid(database, made, *who, cents=10000, on=TODAY, method="check"):
    with database.step("Pay") as db:
        payments = [Payment(made[one], cents) for one in who]
        pay(db, made["course"], payments, paid_on=on, method=method, today=TODAY)


def test_what_is_planned_is_due_until_it_is_on_record_who_came(database, made):
    found = rows(database, made)

    assert {name: (one.due_cents, one.presented) for name, one in found.items()} == {
        "Dr. Ana Ruiz": (20000, False),
        "Marcus T.": (7500, False),
    }


def test_whoever_presented_is_due_what_they_presented(database, made):
    with database.step("Record") as db:
        record_actual(db, made["parts"][0], [made["ana"]])
        record_actual(db, made["parts"][1], [made["rae"]])

    found = rows(database, made)

    assert {name: (one.due_cents, one.presented) for name, one in found.items()} == {
        "Dr. Ana Ruiz": (10000, True),
        "Rae Lund": (5000, True),
    }


def test_several_are_paid_at_once_and_undo_takes_it_back(database, made):
    paid(database, made, "ana", "marcus")

    found = rows(database, made)
    assert [(one.paid_on, one.method, one.amount_cents) for one in found.values()] == [
        (TODAY, "check", 10000),
        (TODAY, "check", 10000),
    ]
    assert all(one.settled for one in found.values())

    database.undo()

    found = rows(database, made)
    assert [(one.paid_on, one.amount_cents) for one in found.values()] == [
        (None, 20000),
        (None, 7500),
    ]


def test_a_typed_amount_stays_whatever_the_terms_come_to(database, made):
    with database.step("Amount") as db:
        set_amount(db, made["course"], made["ana"], 15050)
    with database.step("Record") as db:
        record_actual(db, made["parts"][0], [made["ana"]])
        record_actual(db, made["parts"][1], [])

    one = rows(database, made)["Dr. Ana Ruiz"]

    assert (one.amount_cents, one.due_cents, one.settled) == (15050, 20000, False)


def test_a_declined_stipend_is_settled_and_can_be_taken_back(database, made):
    with database.step("Decline") as db:
        decline(db, made["course"], [made["ana"], made["marcus"]])

    found = rows(database, made)
    assert all(one.declined and one.settled and not one.amount_cents for one in found.values())

    with database.step("Take back") as db:
        take_back(db, made["course"], [made["ana"]])

    one = rows(database, made)["Dr. Ana Ruiz"]
    assert (one.declined, one.open_cents) == (False, 20000)


def test_who_takes_no_stipend_at_all_is_settled(database, made):
    with database.step("Terms") as db:
        db.get_one(Presenter, made["ana"]).stipend_declined = True

    one = rows(database, made)["Dr. Ana Ruiz"]

    assert (one.declined, one.settled, one.due_cents) == (True, True, 0)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"on": None}, "day of payment is missing"),
        ({"on": TODAY + timedelta(days=2)}, "still to come"),
        ({"on": date(1926, 5, 4)}, "too long ago"),
        ({"method": "  "}, "way of payment is empty"),
        ({"method": "x" * 201}, "201 characters"),
        ({"cents": -1}, "less than nothing"),
        ({"cents": 10**9}, "more than a stipend"),
    ],
)
def test_a_payment_that_cannot_be_is_refused_and_changes_nothing(database, made, values, says):
    before = contents(database.path)

    with pytest.raises(Invalid, match=says):
        paid(database, made, "marcus", "ana", **values)

    assert contents(database.path) == before


def test_nobody_chosen_is_refused(database, made):
    with pytest.raises(Invalid, match="Nobody is chosen"):
        paid(database, made)


def test_whoever_presents_nothing_in_the_course_gets_nothing(database, made):
    with database.step("Another") as db:
        other = builders.presenter(db, "Pat Stone").id
    before = contents(database.path)

    with pytest.raises(Invalid, match="Pat Stone presents nothing in “CIT-2026-05”"):
        paid(database, {**made, "pat": other}, "ana", "pat")

    assert contents(database.path) == before


def test_what_is_gone_is_refused(database, made):
    with pytest.raises(NotFound), database.step("Pay") as db:
        decline(db, 999, [made["ana"]])
    with pytest.raises(NotFound), database.step("Pay") as db:
        decline(db, made["course"], [999])


def test_what_is_paid_is_neither_paid_again_nor_changed(database, made):
    paid(database, made, "ana")

    with pytest.raises(StipendIsSettled, match="was paid on Tuesday 12 May 2026 already"):
        paid(database, made, "marcus", "ana")
    with pytest.raises(StipendIsSettled), database.step("Decline") as db:
        decline(db, made["course"], [made["ana"]])
    with pytest.raises(StipendIsSettled), database.step("Amount") as db:
        set_amount(db, made["course"], made["ana"], 5)

    found = rows(database, made)
    assert found["Dr. Ana Ruiz"].amount_cents == 10000
    assert found["Marcus T."].paid_on is None


def test_stipends_are_settled_after_the_course_is_closed(database, made):
    with database.step("Close") as db:
        db.get_one(Course, made["course"]).state = CourseState.CLOSED

    paid(database, made, "ana")

    assert rows(database, made)["Dr. Ana Ruiz"].paid_on == TODAY


def test_who_has_a_stipend_on_record_stays_in_the_book(database, made):
    with database.step("Decline") as db:
        decline(db, made["course"], [made["rae"]])
    with database.step("Unbook") as db:
        unbook(db, 4)

    with (
        pytest.raises(HasStipend, match="A stipend of Rae Lund is on record"),
        database.step("Remove") as db,
    ):
        remove_presenter(db, made["rae"])


def titles(database, today):
    with database.read() as db:
        return [task for task in home(db, today=today, minute=720).tasks if "stipend" in task.title]


def test_home_tells_of_unsettled_stipends_three_days_after_the_course(database, made):
    last = builders.MONDAY + timedelta(days=1)

    assert titles(database, last + timedelta(days=2)) == []
    (task,) = titles(database, last + timedelta(days=3))
    assert task.title == "2 stipends are not settled"
    assert (task.due, task.target, task.course_id) == (
        last + timedelta(days=3),
        "stipends",
        made["course"],
    )

    paid(database, made, "ana")
    (task,) = titles(database, last + timedelta(days=5))
    assert task.title == "1 stipend is not settled"

    with database.step("Decline") as db:
        decline(db, made["course"], [made["marcus"]])
    assert titles(database, last + timedelta(days=5)) == []


def test_home_is_silent_on_cancelled_and_long_past_courses(database, made):
    assert titles(database, date(2027, 5, 1)) == []

    with database.step("Cancel") as db:
        db.get_one(Course, made["course"]).state = CourseState.CANCELLED
    assert titles(database, TODAY) == []


def test_the_number_of_statements_does_not_grow_with_the_presenters(database, made):
    def statements():
        count = 0

        def note(*_args):
            nonlocal count
            count += 1

        with database.read() as db:
            connection = db.connection()
            event.listen(connection, "before_cursor_execute", note)
            unsettled(db, today=TODAY)
            course_stipends(db, made["course"])
            event.remove(connection, "before_cursor_execute", note)
        return count

    before = statements()
    with database.step("Forty") as db:
        for number in range(40):
            one = builders.presenter(db, f"Presenter {number}", stipend_cents=5000)
            book(db, made["parts"][0], one.id)

    assert statements() == before


def test_a_course_that_is_gone_is_refused(database):
    with database.read() as db, pytest.raises(UserError):
        course_stipends(db, 7)
