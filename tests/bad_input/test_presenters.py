"""Bad times, consents, bookings and letters of presenters, at each of their doors.

What cannot be is refused in one clear sentence and changes nothing; what may be meant so is kept
and found at once.
"""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import builders
import pytest
from contents import contents
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QLabel

from cittrainer.errors import Invalid
from cittrainer.gui.common.booking_picker import BookingPicker
from cittrainer.gui.home.page import HomePage
from cittrainer.gui.letters.dialog import LettersDialog
from cittrainer.gui.letters.words_dialog import WordsDialog
from cittrainer.gui.presenters.confidential_dialog import ConfidentialDialog
from cittrainer.gui.presenters.times_dialog import TimesDialog
from cittrainer.models import (
    Availability,
    BookingState,
    CourseState,
    Delivery,
    LetterKind,
    PresenterKind,
)
from cittrainer.queries.presenters import presenter
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.rules.wording import date_words, day_words
from cittrainer.services.bookings import book
from cittrainer.services.confidential import ConfidentialWords, write_confidential
from cittrainer.services.letters import set_words
from cittrainer.services.presenters import TimeWindow, set_availability
from cittrainer.services.releases import release
from cittrainer.settings import SettingsFile

MARCUS = "Marcus T."


@pytest.fixture
def made(database):
    """Marcus tells his story on the second of three days, and in another course at that minute."""
    first = builders.today() + timedelta(days=14)
    with database.step("Prepare") as db:
        builders.academy(db)
        marcus = builders.presenter(
            db,
            MARCUS,
            kind=PresenterKind.LIVED_EXPERIENCE,
            availability=[Availability(weekday=0, start_minute=540, end_minute=720)],
        )
        parts, courses = [], []
        for number in ("CIT-1", "CIT-2"):
            course = builders.course(db, number, days=3, first=first, state=CourseState.OPEN)
            story = builders.block(
                db, "A story", day=course.days[1], start="10:00", delivery=Delivery.STORY
            )
            parts.append(story.parts[0].id)
            courses.append(course.id)
        write_confidential(
            db, marcus.id, ConfidentialWords(consent_on=first - timedelta(days=90)), seen=None
        )
        book(db, parts[0], marcus.id, state=BookingState.TO_ASK)
        return SimpleNamespace(
            presenter=marcus.id,
            course=courses[0],
            other=courses[1],
            part=parts[1],
            days=[first + timedelta(days=n) for n in range(3)],
        )


def found(database, course_id):
    with database.read() as db:
        return [one.sentence for one in findings(week(db, course_id))]


def shown(qtbot, runner, dialog):
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.add_widget(dialog, before_close_func=lambda one: one.settle())
    dialog.show()
    qtbot.wait_until(lambda: runner.idle)
    return dialog


class TestATimeThatEndsBeforeItBegins:
    @pytest.mark.parametrize(
        ("window", "says"),
        [
            (TimeWindow(weekday=0, start_minute=720, end_minute=540), "A time ends before it"),
            (
                TimeWindow(
                    weekday=0,
                    first_on=builders.MONDAY,
                    last_on=builders.MONDAY - timedelta(days=1),
                ),
                "The season of a time ends before it begins.",
            ),
        ],
    )
    def test_it_is_refused_by_the_book(self, database, made, window, says):
        with database.read() as db:
            card = presenter(db, made.presenter)
        before = contents(database.path)

        with pytest.raises(Invalid, match=says), database.step("Times") as db:
            set_availability(db, card.id, (window,), seen=card.version)

        assert contents(database.path) == before

    def test_it_is_refused_in_the_form(self, database, runner, qtbot, made):
        with database.read() as db:
            card = presenter(db, made.presenter)
        before = contents(database.path)
        dialog = shown(qtbot, runner, TimesDialog(runner, card))

        dialog.rows[0].open_fields().ends.setTime(QTime(8, 0))
        dialog.save.click()

        assert dialog.banner.message == "It ends before it begins."
        assert contents(database.path) == before

    @pytest.mark.parametrize("words", ["Mondays from 5 pm to 3 pm", "June 5 to June 1"])
    def test_words_that_say_so_are_refused(self, database, terminal, made, words):
        database.close()
        before = contents(database.path)

        said = terminal.refused(database.path, "presenter", "times", MARCUS, "--words", words)

        assert said.startswith("Nothing was saved, because this was not understood: “")
        assert "(it ends before it begins)" in said
        assert contents(database.path) == before

    def test_a_calendar_that_says_so_brings_nothing_and_tells_it(
        self, database, terminal, made, tmp_path
    ):
        database.close()
        path = tmp_path / "marcus.ics"
        on = f"{made.days[0]:%Y%m%d}"
        path.write_text(
            "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n"
            f"DTSTART:{on}T100000\nDTEND:{on}T090000\nEND:VEVENT\nEND:VCALENDAR\n"
        )

        said = terminal(database.path, "presenter", "times", MARCUS, "--ics", path, "--dry-run")

        assert said.out.startswith(
            "0 times of the coming year when they cannot come. 1 entry could not be read."
        )


class TestAConsentThatRunsOutDuringTheWeek:
    def test_the_form_tells_it_and_saves_it_and_the_plan_finds_the_day(
        self, database, runner, qtbot, made
    ):
        monday, tuesday, _ = made.days
        dialog = shown(qtbot, runner, ConfidentialDialog(runner, made.presenter))

        dialog.ui.consent_expires_on.set_date(tuesday)
        assert dialog.fields.doubt.message.startswith(
            f"The consent ends on {date_words(tuesday)}, before CIT-1 is over on "
        )
        dialog.ui.consent_expires_on.set_date(monday)
        assert dialog.fields.doubt.message == (
            f"The consent ends on {date_words(monday)}, "
            f"and they are booked for CIT-1 on {date_words(tuesday)}."
        )
        dialog.save.click()
        qtbot.wait_until(lambda: not dialog.isVisible())

        assert f"{MARCUS} cannot be booked on {day_words(tuesday)}." in found(database, made.course)


class TestSomebodyBookedTwiceAtOnce:
    def test_the_picker_tells_it_and_the_plan_finds_it(self, database, runner, qtbot, made):
        picker = shown(qtbot, runner, BookingPicker(runner, "A story", part_id=made.part))

        picker.ui.chooser.tick(made.presenter)

        said = picker.warning.text()
        assert said == f"{MARCUS} is booked for “A story” of CIT-1 at that time."
        with database.step("Book") as db:
            book(db, made.part, made.presenter, state=BookingState.TO_ASK)
        for course_id in (made.course, made.other):
            (clash,) = [one for one in found(database, course_id) if "booked twice" in one]
            assert clash.startswith(f"{MARCUS} is booked twice on ")
            assert "10:00" in clash


class TestAConsentWithdrawnOnAReleasedPlan:
    def test_home_tells_it_at_once_and_not_why(self, database, runner, qtbot, made):
        with database.step("Release") as db:
            release(db, made.course, acknowledged=found(database, made.course))
        home = HomePage(runner)
        qtbot.add_widget(home)
        home.show()
        qtbot.wait_until(lambda: runner.idle)
        says = f"{MARCUS} cannot be booked for this course."

        def told():
            return [one.text() for one in home.findChildren(QLabel) if not one.isHidden()]

        assert not any(says in each for each in told())
        dialog = shown(qtbot, runner, ConfidentialDialog(runner, made.presenter))
        dialog.ui.withdraw.click()
        dialog.save.click()

        qtbot.wait_until(lambda: any(says in each for each in told()), timeout=1000)
        assert not any("onsent" in each for each in told())


class TestALetterWithAnUnknownPlaceholder:
    SAYS = "This letter knows no {slotz}. Do you mean {slots}?"

    def test_it_is_not_kept(self, database, made):
        before = contents(database.path)

        with pytest.raises(Invalid) as told, database.step("Words") as db:
            set_words(db, LetterKind.INVITATION, "Come", "On {slotz}", seen=0)

        assert f"{told.value.message} {told.value.hint}" == self.SAYS
        assert contents(database.path) == before

    def test_the_form_tells_it_while_it_is_typed(self, database, runner, qtbot, made, tmp_path):
        before = contents(database.path)
        settings = SettingsFile(tmp_path / "settings.toml")
        letters = shown(
            qtbot,
            runner,
            LettersDialog(runner, settings, made.course, kinds=(LetterKind.INVITATION,)),
        )
        letters.words.click()
        dialog = letters.findChild(WordsDialog)
        qtbot.wait_until(lambda: runner.idle and bool(dialog.preview.toPlainText()))

        dialog.letter.setPlainText("On {slotz}")
        assert dialog.trouble.text() == self.SAYS
        dialog.save.click()

        qtbot.wait_until(lambda: "knows no {slotz}" in dialog.banner.message)
        assert contents(database.path) == before
        dialog.settle()
        dialog.reject()

    def test_the_terminal_refuses_it(self, database, terminal, made, tmp_path):
        database.close()
        before = contents(database.path)
        body = tmp_path / "words.txt"
        body.write_text("On {slotz}")

        said = terminal.refused(database.path, "letters", "words", "invitation", "--body", body)

        assert said == self.SAYS
        assert contents(database.path) == before
