from __future__ import annotations

from datetime import date

import builders
import pytest

from cittrainer.errors import ChangedMeanwhile, Invalid, NotFound, UserError
from cittrainer.models import (
    ActualPresenter,
    AgencyNotBookedFor,
    Availability,
    AvailabilityKind,
    Booking,
    ConfidentialRecord,
    Presenter,
    PresenterKind,
)
from cittrainer.queries.presenters import presenter
from cittrainer.services.presenters import (
    IsBooked,
    PresenterWords,
    QualificationWords,
    TimeWindow,
    add_presenter,
    edit_presenter,
    remove_presenter,
    set_active,
    set_availability,
)

MONDAY_MORNING = TimeWindow(weekday=0, start_minute=480, end_minute=720)


def on_file(database):
    with database.read() as db:
        found = {one.public_name: one for one in db.query(Presenter)}
        db.expunge_all()
        return found


@pytest.mark.parametrize(
    "name", ["Nguyễn Thị Đào", "محمد علي", "Zoë 🦊", "=SUM(A1)", "x" * 200, "O'Malley-Ñuñez"]
)
def test_any_name_is_kept_as_it_is_typed(database, name):
    with database.step("Add") as db:
        add_presenter(db, PresenterWords(public_name=f"  {name} "))

    assert list(on_file(database)) == [name]


@pytest.mark.parametrize(("name", "says"), [("  ", "is empty"), ("x" * 201, "201 characters")])
def test_a_name_that_cannot_be_printed_is_refused(database, name, says):
    with pytest.raises(Invalid, match=says), database.step("Add") as db:
        add_presenter(db, PresenterWords(public_name=name))

    assert on_file(database) == {}


def test_accents_do_not_matter_to_the_search_name(database):
    with database.step("Add") as db:
        add_presenter(db, PresenterWords(public_name="Zoë MÜLLER"))

    assert on_file(database)["Zoë MÜLLER"].search_name == "zoe muller"


@pytest.mark.parametrize("contact", [{"email": "m@example.org"}, {"phone": "555-0117"}])
@pytest.mark.parametrize("kind", [PresenterKind.LIVED_EXPERIENCE, PresenterKind.FAMILY])
def test_contact_data_of_a_storyteller_are_refused_outside_the_confidential_record(
    database, kind, contact
):
    with (
        pytest.raises(Invalid, match="only in the confidential record"),
        database.step("Add") as db,
    ):
        add_presenter(db, PresenterWords(public_name="Marcus T.", kind=kind, **contact))

    assert on_file(database) == {}


def test_a_storyteller_is_not_linked_to_the_list_of_people(database):
    with database.step("Prepare") as db:
        person_id = builders.person(db).id

    typed = PresenterWords(
        public_name="Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE, person_id=person_id
    )
    with pytest.raises(Invalid, match="kept apart"), database.step("Add") as db:
        add_presenter(db, typed)


def test_a_person_is_in_the_book_once(database):
    with database.step("Prepare") as db:
        person_id = builders.person(db).id
        add_presenter(db, PresenterWords(public_name="Sgt. O'Malley", person_id=person_id))

    with pytest.raises(UserError, match="already, as “Sgt. O'Malley”"), database.step("Add") as db:
        add_presenter(db, PresenterWords(public_name="Siobhán", person_id=person_id))


def test_a_form_filled_before_a_change_is_refused(database):
    with database.step("Prepare") as db:
        one = builders.presenter(db)
        presenter_id, seen = one.id, one.version
    with database.step("Edit") as db:
        edit_presenter(db, presenter_id, PresenterWords(public_name="Dr. Ruiz"), seen=seen)

    with pytest.raises(ChangedMeanwhile), database.step("Edit") as db:
        edit_presenter(db, presenter_id, PresenterWords(public_name="Ana"), seen=seen)

    assert list(on_file(database)) == ["Dr. Ruiz"]


@pytest.mark.parametrize("rows", ["record", "agency"])
def test_a_kind_without_a_confidential_record_is_refused_while_there_is_one(database, rows):
    with database.step("Prepare") as db:
        one = builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE)
        presenter_id, seen = one.id, one.version
        if rows == "record":
            builders.add(db, ConfidentialRecord(presenter_id=presenter_id))
        else:
            agency_id = builders.agency(db).id
            builders.add(db, AgencyNotBookedFor(presenter_id=presenter_id, agency_id=agency_id))

    typed = PresenterWords(public_name="Marcus T.", kind=PresenterKind.COACH)
    with pytest.raises(UserError, match="has a confidential record"), database.step("Edit") as db:
        edit_presenter(db, presenter_id, typed, seen=seen)

    assert on_file(database)["Marcus T."].kind is PresenterKind.LIVED_EXPERIENCE


def test_somebody_never_booked_is_removed_and_comes_back_with_their_times(database):
    with database.step("Prepare") as db:
        one = builders.presenter(db)
        one.availability.append(Availability(weekday=0))
        presenter_id = one.id
    with database.step("Remove") as db:
        remove_presenter(db, presenter_id)
    assert on_file(database) == {}

    database.undo()

    with database.read() as db:
        assert [window.weekday for window in db.get_one(Presenter, presenter_id).availability] == [
            0
        ]


@pytest.mark.parametrize("row", [Booking, ActualPresenter])
def test_somebody_in_an_agenda_is_not_removed(database, row):
    with database.step("Prepare") as db:
        (day,) = builders.course_days(db, 1)
        part = builders.block(db, day=day).parts[0]
        one = builders.presenter(db)
        builders.add(db, row(block_part_id=part.id, presenter_id=one.id))
        presenter_id = one.id

    with pytest.raises(IsBooked, match="stands in the agenda"), database.step("Remove") as db:
        remove_presenter(db, presenter_id)


def test_somebody_with_a_confidential_record_is_not_removed_by_the_way(database):
    with database.step("Prepare") as db:
        presenter_id = builders.presenter(db, kind=PresenterKind.FAMILY).id
        builders.add(db, ConfidentialRecord(presenter_id=presenter_id))

    with pytest.raises(UserError, match="has a confidential record"), database.step("Remove") as db:
        remove_presenter(db, presenter_id)


def test_whoever_is_gone_cannot_be_removed_again(database):
    with pytest.raises(NotFound), database.step("Remove") as db:
        remove_presenter(db, 7)


def test_several_are_set_to_inactive_at_once(database):
    with database.step("Prepare") as db:
        ids = [builders.presenter(db, name).id for name in ("A", "B", "C")]

    with database.step("Inactive") as db:
        set_active(db, ids[:2], active=False)

    assert {name: one.active for name, one in on_file(database).items()} == {
        "A": False,
        "B": False,
        "C": True,
    }


def test_times_replace_those_on_file(database):
    with database.step("Prepare") as db:
        one = builders.presenter(db)
        one.availability.append(Availability(weekday=4))
        db.flush()
        presenter_id, seen = one.id, one.version
    may_4 = TimeWindow(kind=AvailabilityKind.NO, on_date=date(2026, 5, 4))

    with database.step("Times") as db:
        set_availability(db, presenter_id, (MONDAY_MORNING, may_4), seen=seen)

    with database.read() as db:
        kept = db.query(Availability).order_by(Availability.weekday.desc()).all()
        assert [
            (one.kind, one.on_date, one.weekday, one.start_minute, one.end_minute) for one in kept
        ] == [
            (AvailabilityKind.AVAILABLE, None, 0, 480, 720),
            (AvailabilityKind.NO, date(2026, 5, 4), None, 0, 1440),
        ]


def test_season_longest_talk_and_calls_are_kept_where_they_mean_something(database):
    with database.step("Prepare") as db:
        one = builders.presenter(db)
        presenter_id, seen = one.id, one.version
    how = {
        "first_on": date(2026, 5, 4),
        "last_on": date(2026, 6, 1),
        "most_minutes": 30,
        "by_phone": True,
    }

    with database.step("Times") as db:
        windows = (
            TimeWindow(weekday=0, **how),
            TimeWindow(on_date=date(2026, 5, 5), **how),
            TimeWindow(weekday=2, kind=AvailabilityKind.NO, **how),
        )
        set_availability(db, presenter_id, windows, seen=seen)

    with database.read() as db:
        by_day = {one.weekday: one for one in presenter(db, presenter_id).windows}
    dated, weekly, refused = by_day[None], by_day[0], by_day[2]
    assert (weekly.first_on, weekly.last_on) == (date(2026, 5, 4), date(2026, 6, 1))
    assert (weekly.most_minutes, weekly.by_phone) == (30, True)
    assert (dated.first_on, dated.last_on, dated.most_minutes, dated.by_phone) == (
        None,
        None,
        30,
        True,
    )
    assert (refused.first_on, refused.most_minutes, refused.by_phone) == (
        date(2026, 5, 4),
        None,
        False,
    )


def test_times_typed_into_an_old_form_are_refused(database):
    with database.step("Prepare") as db:
        one = builders.presenter(db)
        presenter_id, seen = one.id, one.version
    with database.step("Times") as db:
        set_availability(db, presenter_id, (MONDAY_MORNING,), seen=seen)

    with pytest.raises(ChangedMeanwhile), database.step("Times") as db:
        set_availability(db, presenter_id, (), seen=seen)


@pytest.mark.parametrize(
    ("window", "says"),
    [
        (TimeWindow(weekday=0, start_minute=720, end_minute=480), "ends before it begins"),
        (TimeWindow(weekday=0, start_minute=480, end_minute=480), "ends before it begins"),
        (TimeWindow(weekday=0, start_minute=480, end_minute=1441), "ends before it begins"),
        (TimeWindow(), "names no day"),
        (
            TimeWindow(weekday=0, first_on=date(2026, 6, 1), last_on=date(2026, 5, 4)),
            "season of a time ends before it begins",
        ),
        (TimeWindow(weekday=0, most_minutes=4), "longest talk of a time is too short"),
        (TimeWindow(weekday=0, on_date=date(2026, 5, 4)), "names no day"),
    ],
)
def test_an_impossible_time_changes_nothing(database, window, says):
    with database.step("Prepare") as db:
        one = builders.presenter(db)
        presenter_id, seen = one.id, one.version

    with pytest.raises(Invalid, match=says), database.step("Times") as db:
        set_availability(db, presenter_id, (MONDAY_MORNING, window), seen=seen)

    with database.read() as db:
        assert db.query(Availability).count() == 0


def held(database, presenter_id):
    with database.read() as db:
        rows = db.get_one(Presenter, presenter_id).qualifications
        return {one.id: (one.name, one.expires_on) for one in rows}


def edit(database, presenter_id, *qualifications, keep=False):
    with database.step("Edit") as db:
        typed = PresenterWords(
            public_name="Ana",
            qualifications=None
            if keep
            else tuple(QualificationWords(*one) for one in qualifications),
        )
        seen = db.get_one(Presenter, presenter_id).version
        edit_presenter(db, presenter_id, typed, seen=seen)


def test_qualifications_are_kept_changed_and_removed_and_undone(database):
    with database.step("Add") as db:
        typed = (
            QualificationWords(" CIT  instructor ", date(2027, 6, 30)),
            QualificationWords("Judge"),
        )
        presenter_id = add_presenter(db, PresenterWords(public_name="Ana", qualifications=typed))
    first = held(database, presenter_id)

    edit(database, presenter_id, keep=True)
    kept = held(database, presenter_id)
    edit(database, presenter_id, ("cit instructor", date(2028, 6, 30)), ("Coach",))
    changed = held(database, presenter_id)
    database.undo()

    assert sorted(first.values()) == [("CIT instructor", date(2027, 6, 30)), ("Judge", None)]
    assert kept == first
    assert sorted(changed.values()) == [("Coach", None), ("cit instructor", date(2028, 6, 30))]
    assert len(first.keys() & changed.keys()) == 1
    assert held(database, presenter_id) == first


@pytest.mark.parametrize(
    ("names", "says"),
    [(("Coach", "coach"), "named twice"), (("x" * 201,), "201 characters"), (("  ",), "is empty")],
)
def test_a_qualification_that_cannot_be_stored_is_refused(database, names, says):
    with database.step("Add") as db:
        presenter_id = add_presenter(db, PresenterWords(public_name="Ana"))

    with pytest.raises(Invalid, match=says):
        edit(database, presenter_id, *((name,) for name in names))

    assert held(database, presenter_id) == {}
