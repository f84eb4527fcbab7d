from __future__ import annotations

from datetime import date

import builders
import pytest
from PySide6.QtCore import Qt

from cittrainer.gui.common.booking_picker import BookingPicker, BookingWish
from cittrainer.gui.common.booking_words import choice_words
from cittrainer.gui.common.two_lines import NOTE_ROLE
from cittrainer.models import BookingState, ConfidentialRecord, PresenterKind
from cittrainer.services.bookings import book


@pytest.fixture
def ids(database):
    with database.step("Prepare") as db:
        return [
            builders.presenter(db, "Zoë Nguyễn", title="Judge").id,
            builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE).id,
            builders.presenter(db, "Ana Ruiz", organization="County Clinic").id,
        ]


@pytest.fixture
def picker(database, runner, qtbot, ids):
    with database.step("Prepare") as db:
        part_id = builders.block(db, "A story", course=builders.course(db)).parts[0].id
    made = BookingPicker(runner, "A story, Monday 8:00", part_id=part_id, asked=[ids[2]])
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.add_widget(made, before_close_func=lambda one: one.settle())
    made.show()
    qtbot.wait_until(lambda: runner.idle)
    return made


def test_whoever_is_asked_already_is_not_offered(picker):
    assert sorted(picker.ui.chooser.shown) == ["Marcus T.", "Zoë Nguyễn"]


def test_title_and_organization_are_told_but_never_the_kind(picker):
    texts = [picker.ui.chooser.list.item(at).text() for at in range(2)]

    assert sorted(texts) == ["Marcus T.", "Zoë Nguyễn  ·  Judge"]


def test_two_letters_find_somebody_and_the_keyboard_ticks(picker, qtbot, ids):
    search = picker.ui.chooser.search
    qtbot.keyClicks(search, "ng")
    assert picker.ui.chooser.shown == ["Zoë Nguyễn"]

    qtbot.keyClick(search, Qt.Key.Key_Return)

    assert picker.wish == BookingWish((ids[0],), "presenter", 1, BookingState.TO_ASK)
    assert picker.ui.chooser.chosen.text() == "1 chosen: Zoë Nguyễn"
    assert picker.isVisible()


def test_ticks_stay_while_the_search_shows_others(picker, qtbot, ids):
    picker.ui.chooser.tick(ids[0])
    picker.ui.chooser.search.setText("marcus")
    qtbot.keyClick(picker.ui.chooser.search, Qt.Key.Key_Down)

    qtbot.keyClick(picker.ui.chooser.list, Qt.Key.Key_Space)

    assert set(picker.wish.presenter_ids) == {ids[0], ids[1]}


def test_what_was_picked_is_handed_over_and_the_dialog_waits(picker, qtbot, ids):
    picker.ui.chooser.tick(ids[1])
    picker.ui.role.setCurrentText(" storyteller ")
    picker.ui.choice.setCurrentIndex(1)
    picker.ui.state.setCurrentIndex(2)

    with qtbot.wait_signal(picker.picked) as picked:
        picker.save.click()

    assert picked.args == [BookingWish((ids[1],), "storyteller", 2, BookingState.TENTATIVE)]
    assert picker.isVisible()
    picker.finish()
    assert not picker.isVisible()


def test_nobody_chosen_is_refused_in_place(picker):
    picker.save.click()

    assert picker.banner.message == "Nobody is chosen."


class TestFor:
    """The picker for a part of a block, where it matters who fits."""

    @pytest.fixture
    def picker(self, database, runner, qtbot, ids):
        with database.step("Fill") as db:
            (day,) = builders.course_days(db, 1)
            part_id = builders.block(db, "Law", day=day).parts[0].id
            other = builders.course(db, "CIT-9", days=1)
            panel = builders.block(db, "Panel", day=other.days[0])
            coached = builders.course(db, "CIT-8", days=1, first=date(2026, 6, 1))
            book(db, panel.parts[0].id, ids[0], state=BookingState.CONFIRMED)
            scene = builders.block(db, "Scene", day=coached.days[0]).parts[0]
            book(db, scene.id, ids[2], role="coach", state=BookingState.CONFIRMED)
            builders.add(
                db,
                ConfidentialRecord(presenter_id=ids[1], consent_withdrawn_on=date(2026, 1, 1)),
            )
        made = BookingPicker(runner, "Law, Monday 8:00", part_id=part_id)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.add_widget(made, before_close_func=lambda one: one.settle())
        made.show()
        qtbot.wait_until(lambda: runner.idle)
        return made

    def notes(self, picker):
        items = [picker.ui.chooser.list.item(at) for at in range(3)]
        return {
            name: item.data(NOTE_ROLE)
            for name, item in zip(picker.ui.chooser.shown, items, strict=True)
        }

    def test_who_fits_best_comes_first_with_reasons(self, picker):
        assert picker.ui.chooser.shown == ["Ana Ruiz", "Zoë Nguyễn", "Marcus T."]
        told = self.notes(picker)
        assert told["Zoë Nguyễn"].startswith("is in “Panel” of CIT-9 then; ")
        assert told["Marcus T."] in {
            "Marcus T. cannot be booked for this course.",
            "Marcus T. cannot be booked on Monday 4 May.",
        }

    def test_whoever_is_elsewhere_or_barred_is_told_before_booking_and_can_be_booked(
        self, picker, qtbot, ids
    ):
        assert not picker.warning.isVisible()
        picker.ui.chooser.tick(ids[0])
        picker.ui.chooser.tick(ids[1])

        assert picker.warning.isVisible()
        lines = picker.warning.text().splitlines()
        assert "Zoë Nguyễn is booked for “Panel” of CIT-9 at that time." in lines
        assert any(each.startswith("Marcus T. cannot be booked ") for each in lines)
        assert len(lines) == 2
        with qtbot.wait_signal(picker.picked) as picked:
            picker.save.click()
        assert set(picked.args[0].presenter_ids) == {ids[0], ids[1]}

    def test_another_role_brings_another_order_and_keeps_the_ticks(
        self, picker, runner, qtbot, ids
    ):
        picker.ui.chooser.tick(ids[0])

        picker.ui.role.setCurrentText("coach")
        qtbot.wait_until(lambda: runner.idle)

        assert "was coach before" in self.notes(picker)["Ana Ruiz"]
        assert picker.wish.presenter_ids == (ids[0],)
        assert picker.warning.isVisible()

    def test_the_note_is_read_out(self, picker):
        item = picker.ui.chooser.list.item(0)

        assert item.data(Qt.ItemDataRole.AccessibleDescriptionRole) == item.data(NOTE_ROLE)


@pytest.mark.parametrize(
    ("choice", "words"), [(1, "First choice"), (2, "First alternate"), (7, "Alternate 6")]
)
def test_places_among_the_alternates_have_names(choice, words):
    assert choice_words(choice) == words


def test_a_search_that_finds_nobody_says_so(picker, qtbot, ids):
    picker.ui.chooser.tick(ids[0])
    qtbot.keyClicks(picker.ui.chooser.search, "zz")

    assert picker.ui.chooser.chosen.text() == "Nothing matches “zz”. 1 chosen: Zoë Nguyễn"
    picker.ui.chooser.tick(ids[0], on=False)
    assert picker.ui.chooser.chosen.text() == "Nothing matches “zz”."
    picker.ui.chooser.search.clear()
    assert picker.ui.chooser.chosen.text() == "2 presenters to choose from; Space ticks."
