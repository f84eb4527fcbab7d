from __future__ import annotations

import builders
import pytest
from PySide6.QtCore import Qt

from cittrainer.gui.common.booking_picker import BookingPicker, BookingWish
from cittrainer.gui.common.booking_words import choice_words
from cittrainer.models import BookingState, PresenterKind


@pytest.fixture
def ids(database):
    with database.step("Prepare") as db:
        return [
            builders.presenter(db, "Zoë Nguyễn", title="Judge").id,
            builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE).id,
            builders.presenter(db, "Ana Ruiz", organization="County Clinic").id,
        ]


@pytest.fixture
def picker(runner, qtbot, ids):
    made = BookingPicker(runner, "A story, Monday 8:00", asked=[ids[2]])
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.add_widget(made, before_close_func=lambda one: one.settle())
    made.show()
    qtbot.wait_until(lambda: runner.idle)
    return made


def test_whoever_is_asked_already_is_not_offered(picker):
    assert picker.ui.chooser.shown == ["Marcus T.", "Zoë Nguyễn"]


def test_title_and_organization_are_told_but_never_the_kind(picker):
    texts = [picker.ui.chooser.list.item(at).text() for at in range(2)]

    assert texts == ["Marcus T.", "Zoë Nguyễn  ·  Judge"]


def test_two_letters_find_somebody_and_the_keyboard_ticks(picker, qtbot, ids):
    search = picker.ui.chooser.search
    qtbot.keyClicks(search, "ng")
    assert picker.ui.chooser.shown == ["Zoë Nguyễn"]

    qtbot.keyClick(search, Qt.Key.Key_Return)

    assert picker.wish == BookingWish((ids[0],), "presenter", 1, BookingState.INVITED)
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
    picker.ui.state.setCurrentIndex(1)

    with qtbot.wait_signal(picker.picked) as picked:
        picker.save.click()

    assert picked.args == [BookingWish((ids[1],), "storyteller", 2, BookingState.TENTATIVE)]
    assert picker.isVisible()
    picker.finish()
    assert not picker.isVisible()


def test_nobody_chosen_is_refused_in_place(picker):
    picker.save.click()

    assert picker.banner.message == "Nobody is chosen."


@pytest.mark.parametrize(
    ("choice", "words"), [(1, "First choice"), (2, "First alternate"), (7, "Alternate 6")]
)
def test_places_among_the_alternates_have_names(choice, words):
    assert choice_words(choice) == words
