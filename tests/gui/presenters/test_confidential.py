"""The confidential record in the window: noted before it is shown, judged while it is typed."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest
from PySide6.QtCore import Qt

from cittrainer.db import Actor, Database
from cittrainer.gui.common.dates import short_date, this_day
from cittrainer.gui.common.runner import Runner
from cittrainer.gui.presenters.confidential_dialog import ConfidentialDialog
from cittrainer.models import Block, ConfidentialOpening, CourseDay, Delivery, PresenterKind
from cittrainer.queries import history
from cittrainer.queries.confidential import coming_bookings, confidential
from cittrainer.services.bookings import book
from cittrainer.services.confidential import OPENED, ConfidentialWords, write_confidential


@pytest.fixture
def booked(database):
    """Somebody who tells a story on the third of five days that begin in a week; their id."""
    first = this_day() + timedelta(days=7)
    with database.step("Prepare") as db:
        days = builders.course_days(db, 5, first=first)
        marcus = builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE).id
        room = builders.room(db, "Room B")
        room.equipment = "Ramp, Projector"
        story = builders.block(
            db, "A story", day=days[2], start="10:00", room=room, delivery=Delivery.STORY
        )
        book(db, story.parts[0].id, marcus)
        for name in ("Lakeview PD", "Pine Hollow PD"):
            builders.agency(db, name)
    entrusted(database, marcus, phone="555-0117", consent_on=first - timedelta(days=90))
    return marcus


def entrusted(database, presenter_id, *, seen=None, **words):
    with database.step("Confidential record changed") as db:
        write_confidential(db, presenter_id, ConfidentialWords(**words), seen=seen)


def day(database, number):
    with database.read() as db:
        return db.query(CourseDay.date).order_by(CourseDay.date).all()[number - 1][0]


def shown(runner, qtbot, presenter_id):
    dialog = ConfidentialDialog(runner, presenter_id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.add_widget(dialog, before_close_func=lambda one: one.settle())
    dialog.show()
    qtbot.wait_until(lambda: runner.idle)
    return dialog


def saved(qtbot, dialog):
    dialog.save.click()
    qtbot.wait_until(lambda: not dialog.isVisible())


def card(database, presenter_id):
    with database.read() as db:
        return confidential(db, presenter_id)


class TestOpening:
    def test_it_is_noted_before_anything_is_shown(self, database, runner, qtbot, booked):
        noted = []
        runner.changed.connect(lambda done: noted.append((done.label, dialog.ui.phone.text())))
        dialog = ConfidentialDialog(runner, booked)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.add_widget(dialog)
        dialog.show()

        qtbot.wait_until(lambda: runner.idle and bool(dialog.ui.phone.text()))

        assert noted == [(OPENED, "")]
        with database.read() as db:
            assert db.query(ConfidentialOpening).count() == 1
            assert history.lines(db)[0].label == OPENED

    def test_it_tells_how_often_and_when_it_was_opened_before(self, runner, qtbot, booked):
        first = shown(runner, qtbot, booked)
        assert "for the first time" in first.ui.opened.text()
        first.reject()

        second = shown(runner, qtbot, booked)

        told = second.ui.opened.text()
        assert told.startswith("Opened 1 time before, the last time on ")
        assert short_date(this_day()) in told
        assert runner.database.actor.name in told

    def test_in_a_file_that_is_only_read_nothing_is_shown(self, database, qtbot, booked):
        path = database.path
        with Database.open(path, Actor("Sam", "sam"), for_writing=False) as read_only:
            runner = Runner(read_only)
            dialog = shown(runner, qtbot, booked)

            assert "reading only" in dialog.banner.message
            assert not dialog.form.isVisible()
            assert not dialog.save.isEnabled()
            assert dialog.ui.phone.text() == ""
            assert dialog.cancel.text() == "Close"
            dialog.reject()
            runner.close()

    def test_a_new_record_begins_empty_and_can_be_saved(self, database, runner, qtbot):
        with database.step("Prepare") as db:
            rosa = builders.presenter(db, "Rosa M.", kind=PresenterKind.FAMILY).id
        dialog = shown(runner, qtbot, rosa)
        assert dialog.ui.opened.text() == "There is no record yet."
        dialog.ui.phone.setText("555-0120")

        saved(qtbot, dialog)

        assert card(database, rosa).phone == "555-0120"


class TestConsent:
    def test_one_that_ends_during_the_course_is_told_as_it_is_typed_and_can_be_saved(
        self, database, runner, qtbot, booked
    ):
        dialog = shown(runner, qtbot, booked)
        assert not dialog.fields.doubt.isVisible()

        dialog.ui.consent_expires_on.set_date(day(database, 4))

        assert dialog.fields.doubt.isVisible()
        assert "before CIT-2026-05 is over" in dialog.fields.doubt.message
        saved(qtbot, dialog)
        assert card(database, booked).consent_expires_on == day(database, 4)

    def test_one_that_ends_before_the_day_is_told_of_that_day(
        self, database, runner, qtbot, booked
    ):
        dialog = shown(runner, qtbot, booked)

        dialog.ui.consent_expires_on.set_date(day(database, 2))
        assert "they are booked for CIT-2026-05" in dialog.fields.doubt.message

        dialog.ui.consent_expires_on.set_date(day(database, 5))
        assert not dialog.fields.doubt.isVisible()

    def test_a_date_that_is_half_typed_is_not_judged(self, database, runner, qtbot, booked):
        dialog = shown(runner, qtbot, booked)

        dialog.ui.consent_expires_on.setText("12/")

        assert not dialog.fields.doubt.isVisible()

    def test_it_is_withdrawn_today_with_one_click(self, database, runner, qtbot, booked):
        dialog = shown(runner, qtbot, booked)

        dialog.ui.withdraw.click()

        assert "is withdrawn from" in dialog.fields.doubt.message
        saved(qtbot, dialog)
        assert card(database, booked).consent_withdrawn_on == this_day()

    def test_it_is_given_for_the_agencies_that_are_ticked(self, database, runner, qtbot, booked):
        dialog = shown(runner, qtbot, booked)
        assert not dialog.ui.consent_agencies.isVisible()
        dialog.ui.chosen_agencies.click()
        assert dialog.ui.consent_agencies.isVisible()

        dialog.save.click()
        qtbot.wait_until(lambda: runner.idle)
        assert "none is chosen" in dialog.banner.message
        dialog.ui.consent_agencies.item(1).setCheckState(Qt.CheckState.Checked)
        saved(qtbot, dialog)

        kept = card(database, booked)
        assert not kept.consent_all_agencies
        assert len(kept.consent_agencies) == 1
        again = shown(runner, qtbot, booked)
        assert again.ui.consent_agencies.isVisible()
        assert again.ui.consent_agencies.item(0).text() == "Pine Hollow PD"

    def test_print_and_photographs_are_kept(self, database, runner, qtbot, booked):
        dialog = shown(runner, qtbot, booked)
        assert dialog.ui.consent_print.isChecked()
        assert not dialog.ui.consent_photos.isChecked()
        dialog.ui.consent_print.click()
        dialog.ui.consent_photos.click()

        saved(qtbot, dialog)

        kept = card(database, booked)
        assert (kept.consent_print, kept.consent_photos) == (False, True)


class TestToArrange:
    def test_the_support_person_is_ticked_as_invited(self, database, runner, qtbot, booked):
        dialog = shown(runner, qtbot, booked)
        (tick,) = dialog.ui.to_arrange._ticks
        assert "A story" in tick.accessibleName()
        assert not tick.isChecked()
        tick.click()

        saved(qtbot, dialog)

        with database.read() as db:
            (one,) = coming_bookings(db, booked, today=this_day())
        assert card(database, booked).support_invited == {one.uuid}
        again = shown(runner, qtbot, booked)
        assert again.ui.to_arrange._ticks[0].isChecked()

    @pytest.mark.parametrize(
        ("needs", "told"),
        [
            ("ramp", "Room B has everything that is needed."),
            ("Ramp, hearing loop", "Room B is not known to have: hearing loop."),
            ("", "Room B"),
        ],
    )
    def test_whether_the_room_suits_is_told_as_needs_are_typed(
        self, runner, qtbot, booked, needs, told
    ):
        dialog = shown(runner, qtbot, booked)

        dialog.ui.access_needs.setPlainText(needs)

        assert [each.text() for each in dialog.ui.to_arrange._rooms] == [told]

    def test_a_block_without_a_room_says_what_it_needs(self, database, runner, qtbot, booked):
        with database.step("No room") as db:
            db.query(Block).one().parts[0].room_id = None
        dialog = shown(runner, qtbot, booked)

        dialog.ui.access_needs.setPlainText("Ramp")

        assert dialog.ui.to_arrange._rooms[0].text() == "No room yet: it is to have ramp."

    def test_words_that_rooms_know_are_added_from_a_menu(self, runner, qtbot, booked):
        dialog = shown(runner, qtbot, booked)
        dialog.ui.access_needs.setPlainText("Quiet,")
        actions = dialog.ui.room_words.menu().actions()
        assert [one.text() for one in actions] == ["Projector", "Ramp"]

        actions[1].trigger()

        assert dialog.ui.access_needs.toPlainText() == "Quiet, Ramp"

    def test_without_bookings_it_says_so(self, database, runner, qtbot):
        with database.step("Prepare") as db:
            rosa = builders.presenter(db, "Rosa M.", kind=PresenterKind.FAMILY).id

        dialog = shown(runner, qtbot, rosa)

        assert dialog.ui.to_arrange.invited == {}


def test_a_tick_alone_is_something_typed(runner, qtbot, booked):
    dialog = shown(runner, qtbot, booked)
    assert not dialog.something_typed

    dialog.ui.agencies.item(0).setCheckState(Qt.CheckState.Checked)

    assert dialog.something_typed
    dialog.settle()


def test_it_says_until_when_backups_hold_it(database, runner, qtbot, booked):
    database.backup("daily")
    dialog = shown(runner, qtbot, booked)

    told = dialog._until_when()

    assert told.startswith(f"1 backup holds it, the newest of {short_date(this_day())}.")
    month = this_day().month
    last = this_day().replace(day=1, year=this_day().year + 1 + month // 12, month=month % 12 + 1)
    assert f"by {short_date(last - timedelta(days=1))} at the latest" in told
