from __future__ import annotations

from datetime import date, timedelta

import builders
import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest

from cittrainer.gui.common.dates import date_range, long_date
from cittrainer.gui.presenters import times_dialog, times_said
from cittrainer.gui.presenters.times_dialog import TimesDialog
from cittrainer.gui.presenters.times_rows import MOST_ROWS
from cittrainer.gui.presenters.words import times_words
from cittrainer.models import Availability, AvailabilityKind, Presenter
from cittrainer.queries.presenters import presenter

TODAY = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def on_a_wednesday(monkeypatch):
    for module in (times_dialog, times_said):
        monkeypatch.setattr(module, "this_day", lambda: TODAY)


def card_of(database, presenter_id):
    with database.read() as db:
        return presenter(db, presenter_id)


def windows(database, presenter_id):
    return [
        (one.kind.value, one.weekday, one.on_date, one.start_minute, one.end_minute)
        for one in card_of(database, presenter_id).windows
    ]


class Chooses:
    """Answers for the dialog that asks for a file."""

    def __init__(self, path):
        self.path = path

    def open_file(self, _parent, _title, _kinds):
        return self.path


@pytest.fixture
def shown(database, runner, qtbot):
    def show(presenter_id, chooser=None):
        dialog = TimesDialog(runner, card_of(database, presenter_id), chooser=chooser)
        qtbot.add_widget(dialog, before_close_func=lambda one: one.settle())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.show()
        qtbot.wait_until(lambda: runner.idle)
        return dialog

    return show


def type_words(dialog, words):
    dialog.said.words.setPlainText(words)
    dialog.said.read_now()


def save(dialog, qtbot):
    dialog.save.click()
    qtbot.wait_until(lambda: not dialog.isVisible())


class TestRows:
    def test_times_are_added_and_saved(self, database, qtbot, shown, on_file):
        dialog = shown(on_file.marcus)
        assert dialog.times.nothing.isVisible()
        assert dialog.times.open_question.text == "No answer"

        dialog.times.add.click()
        fields = dialog.rows[0].open_fields()
        fields.kind.setCurrentIndex(fields.kind.findData(AvailabilityKind.NO))
        fields.day.setCurrentIndex(fields.day.findData(4))
        fields.whole_day.setChecked(False)
        fields.begins.setTime(QTime(13, 0))
        fields.ends.setTime(QTime(17, 30))
        assert not dialog.times.nothing.isVisible()
        assert not fields.longest.isVisible()
        save(dialog, qtbot)

        assert windows(database, on_file.marcus) == [("no", 4, None, 780, 1050)]

    def test_season_longest_talk_and_calls_are_saved(self, database, qtbot, shown, on_file):
        dialog = shown(on_file.ana)
        fields = dialog.rows[0].open_fields()
        fields.in_season.setChecked(True)
        fields.first_on.setText("2026-05-04")
        fields.last_on.setText("2026-06-01")
        fields.longest.setValue(30)
        fields.by_phone.setChecked(True)
        save(dialog, qtbot)

        (window,) = card_of(database, on_file.ana).windows
        assert (window.first_on, window.last_on) == (date(2026, 5, 4), date(2026, 6, 1))
        assert (window.most_minutes, window.by_phone) == (30, True)
        season = date_range(date(2026, 5, 4), date(2026, 6, 1))
        assert times_words((window,)).endswith(
            f", {season}, at most 30 minutes, only by phone: preferred"
        )
        saved = fields.time
        again = shown(on_file.ana)
        assert "at most 30 minutes, only by phone" in again.rows[0].when.text()
        assert again.rows[0].open_fields().time == saved

    def test_a_whole_day_on_a_date_lasts_from_midnight_to_midnight(
        self, database, qtbot, shown, on_file
    ):
        dialog = shown(on_file.marcus)
        dialog.times.add.click()
        dialog.rows[0].open_fields().date.setDate(date(2026, 5, 4))
        save(dialog, qtbot)

        assert windows(database, on_file.marcus) == [("available", None, date(2026, 5, 4), 0, 1440)]

    def test_what_ends_with_the_day_still_does_after_it_was_opened(
        self, database, qtbot, shown, on_file
    ):
        with database.step("Prepare") as db:
            marcus = db.get_one(Presenter, on_file.marcus)
            marcus.availability.append(Availability(weekday=0, start_minute=780))
        dialog = shown(on_file.marcus)
        fields = dialog.rows[0].open_fields()

        assert (fields.time.start, fields.time.end) == (780, 1440)

    @pytest.mark.parametrize(
        ("break_it", "says"),
        [
            (lambda one: one.ends.setTime(QTime(7, 0)), "It ends before it begins."),
            (
                lambda one: (
                    one.in_season.setChecked(True),
                    one.first_on.setText("2026-06-01"),
                    one.last_on.setText("2026-05-04"),
                ),
                "The season ends before it begins.",
            ),
            (
                lambda one: (one.in_season.setChecked(True), one.last_on.setText("some day")),
                "“some day” is no date.",
            ),
            (lambda one: one.longest.setValue(3), "The longest talk is too short."),
        ],
    )
    def test_what_is_wrong_is_told_in_its_row_and_not_saved(
        self, database, shown, on_file, break_it, says
    ):
        dialog = shown(on_file.ana)
        fields = dialog.rows[0].open_fields()

        break_it(fields)
        dialog.save.click()

        assert fields.wrong.isVisible()
        assert fields.wrong.text() == dialog.banner.message == says
        assert windows(database, on_file.ana) == [("preferred", 0, None, 480, 720)]

    def test_taking_all_times_out_means_they_have_not_answered(
        self, database, qtbot, shown, on_file
    ):
        dialog = shown(on_file.ana)

        dialog.rows[0].remove.click()
        assert dialog.something_typed
        assert dialog.times.nothing.text().startswith("Has not answered yet")
        qtbot.wait_until(lambda: "no answer" in dialog.view.grid.in_words)
        save(dialog, qtbot)

        assert windows(database, on_file.ana) == []

    def test_hundreds_of_times_are_kept_without_a_row_for_each(
        self, database, qtbot, shown, on_file
    ):
        with database.step("Prepare") as db:
            marcus = db.get_one(Presenter, on_file.marcus)
            for n in range(300):
                marcus.availability.append(
                    Availability(kind=AvailabilityKind.NO, on_date=TODAY + timedelta(days=n))
                )
        dialog = shown(on_file.marcus)
        assert len(dialog.rows) == MOST_ROWS
        assert dialog.times.rest.text().startswith("And 280 more times, ")
        dialog.times.more.click()
        assert len(dialog.rows) == 2 * MOST_ROWS

        dialog.rows[0].remove.click()
        save(dialog, qtbot)

        assert len(card_of(database, on_file.marcus).windows) == 299
        assert times_words(card_of(database, on_file.marcus).windows).endswith("and 285 more")


class TestWords:
    def test_words_are_shown_in_the_grid_and_stand_in_the_rows_only_when_they_are_taken(
        self, database, qtbot, shown, on_file
    ):
        dialog = shown(on_file.ana)
        type_words(dialog, "Tue mornings, not the 14th, 30 minutes by phone")

        assert dialog.said.means.text().splitlines() == [
            "Every Tuesday, 8:00–12:00, at most 30 minutes, only by phone: available",
            "Thursday 14 May 2026, all day: not available",
        ]
        assert "Every Tuesday: " in dialog.view.grid.in_words
        assert "available, at most 30 minutes, only by phone" in dialog.view.grid.in_words
        assert len(dialog.rows) == 1

        dialog.add_these.click()
        assert len(dialog.rows) == 3
        assert dialog.said.words.toPlainText() == ""
        assert windows(database, on_file.ana) == [("preferred", 0, None, 480, 720)]
        save(dialog, qtbot)

        assert windows(database, on_file.ana) == [
            ("preferred", 0, None, 480, 720),
            ("available", 1, None, 480, 720),
            ("no", None, date(2026, 5, 14), 0, 1440),
        ]

    def test_words_can_take_the_place_of_all_times(self, database, qtbot, shown, on_file):
        dialog = shown(on_file.ana)
        type_words(dialog, "Fridays after 1 pm")

        dialog.use.click()
        save(dialog, qtbot)

        assert windows(database, on_file.ana) == [("available", 4, None, 780, 1440)]

    def test_words_are_read_while_they_are_typed(self, qtbot, shown, on_file):
        dialog = shown(on_file.ana)

        qtbot.keyClicks(dialog.said.words, "Mondays, hugs")

        qtbot.wait_until(dialog.said.means.isVisible)
        assert dialog.said.left.text() == "Not understood and left out: “hugs”."
        assert dialog.said.left.isVisible()

    @pytest.mark.parametrize("words", ["Tue mornings", "every other Monday"])
    def test_words_that_were_not_taken_over_are_not_lost_in_silence(
        self, database, shown, on_file, words
    ):
        dialog = shown(on_file.ana)
        dialog.said.words.setPlainText(words)

        dialog.save.click()

        assert dialog.banner.message == "What they said is not among the times yet."
        assert dialog.isVisible()
        assert windows(database, on_file.ana) == [("preferred", 0, None, 480, 720)]

    def test_the_14th_is_one_of_the_month_of_the_course_that_is_looked_at(
        self, database, qtbot, shown, on_file
    ):
        with database.step("Prepare") as db:
            builders.course(db, "CIT-OCT", first=date(2026, 10, 5))
        dialog = shown(on_file.ana)
        type_words(dialog, "not the 14th")
        assert dialog.proposed[0].on == date(2026, 5, 14)

        at = dialog.view.shown.findText("CIT-OCT", Qt.MatchFlag.MatchStartsWith)
        dialog.view.shown.setCurrentIndex(at)
        dialog.view.shown.activated.emit(at)

        assert dialog.proposed[0].on == date(2026, 10, 14)
        assert long_date(date(2026, 10, 5)) in dialog.view.grid.in_words


class TestGrid:
    def test_arrow_keys_go_through_days_and_stretches_and_have_them_told(self, shown, on_file):
        dialog = shown(on_file.ana)
        grid = dialog.view.grid
        grid.setFocus()

        assert dialog.view.told.text().endswith(": preferred")
        QTest.keyClick(grid, Qt.Key.Key_Down)
        assert dialog.view.told.text().startswith("Every Monday, ")
        assert dialog.view.told.text().endswith(": not available")
        assert grid.accessibleName() == dialog.view.told.text()
        QTest.keyClick(grid, Qt.Key.Key_Right)
        assert dialog.view.told.text() == "Every Tuesday, all day: not available"
        QTest.keyClick(grid, Qt.Key.Key_Left)
        QTest.keyClick(grid, Qt.Key.Key_Left)
        assert dialog.view.told.text().startswith("Every Monday")

    def test_the_whole_grid_can_be_read_as_text(self, shown, on_file):
        dialog = shown(on_file.ana)
        grid = dialog.view.grid

        lines = grid.accessibleDescription().splitlines()

        assert len(lines) == 7
        assert lines[1] == "Every Tuesday: all day: not available."

    def test_rows_that_are_changed_are_drawn(self, qtbot, shown, on_file):
        dialog = shown(on_file.ana)

        dialog.rows[0].open_fields().ends.setTime(QTime(10, 0))

        qtbot.wait_until(lambda: "10:00" in dialog.view.grid.in_words)

    def test_what_was_said_of_dates_only_is_shown_in_their_week(self, shown, on_file):
        dialog = shown(on_file.ana)

        type_words(dialog, "May 14 9-11")

        assert f"{long_date(date(2026, 5, 14))}: " in dialog.view.grid.in_words
        assert not dialog.grab().isNull()


class TestCalendar:
    @pytest.fixture
    def calendar(self, tmp_path):
        path = tmp_path / "marcus.ics"
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
        for day, more in ((14, "SUMMARY:Secret"), (15, "TRANSP:TRANSPARENT")):
            lines += ["BEGIN:VEVENT", f"DTSTART;VALUE=DATE:202605{day}", more, "END:VEVENT"]
        path.write_text("\r\n".join([*lines, "END:VCALENDAR", ""]))
        return path

    def test_a_calendar_is_shown_first_and_its_meaning_chosen(
        self, database, runner, qtbot, shown, on_file, calendar
    ):
        dialog = shown(on_file.marcus, Chooses(calendar))
        assert not dialog.calendar.isVisible()

        dialog.file.click()
        qtbot.wait_until(dialog.calendar.isVisible)
        assert [(one.kind, one.on.day) for one in dialog.proposed] == [("no", 14)]
        assert "Secret" not in dialog.calendar.told.text()
        dialog.calendar.free.setChecked(True)
        assert [(one.kind, one.on.day) for one in dialog.proposed] == [("available", 15)]
        assert dialog.rows == []

        dialog.add_these.click()
        assert not dialog.calendar.isVisible()
        save(dialog, qtbot)

        assert windows(database, on_file.marcus) == [
            ("available", None, date(2026, 5, 15), 0, 1440)
        ]

    def test_a_file_that_is_no_calendar_is_told_and_changes_nothing(
        self, database, qtbot, shown, on_file, tmp_path
    ):
        bad = tmp_path / "list.ics"
        bad.write_text("Name;Date")
        dialog = shown(on_file.ana, Chooses(bad))

        dialog.file.click()
        qtbot.wait_until(dialog.banner.isVisible)

        assert dialog.banner.message == "“list.ics” is no calendar file."
        assert dialog.proposed == ()
        assert len(dialog.rows) == 1
        qtbot.wait_until(dialog.file.isEnabled)

    def test_a_calendar_can_be_left_out_again(self, qtbot, shown, on_file, calendar):
        dialog = shown(on_file.ana, Chooses(calendar))
        dialog.file.click()
        qtbot.wait_until(dialog.calendar.isVisible)

        dialog.calendar.leave.click()

        assert dialog.proposed == ()
        assert not dialog.something_typed
