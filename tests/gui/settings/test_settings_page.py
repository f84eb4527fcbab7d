"""The settings: saved as a step, refused in place, and the way back to a backup."""

from __future__ import annotations

import builders
import pytest

from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.settings.page import SettingsPage
from cittrainer.queries.academy import academy
from cittrainer.services.academy import the_academy
from cittrainer.settings import SettingsFile, ThemeChoice


class Chosen(FileChooser):
    """Answers with one file."""

    def __init__(self):
        self.path = None

    def open_file(self, parent, title, kinds):
        return self.path


@pytest.fixture
def page(runner, database, qtbot, tmp_path):
    with database.step("Set up") as db:
        builders.academy(db, "Ridgeway Academy")
    one = SettingsPage(runner, SettingsFile(tmp_path / "settings.toml"), chooser=Chosen())
    qtbot.add_widget(one)
    one.show()
    qtbot.wait_until(lambda: one.academy.ui.name.text() == "Ridgeway Academy")
    return one


def on_file(database):
    with database.read() as db:
        return academy(db)


def test_what_is_typed_is_saved_as_one_step(page, database, qtbot):
    page.academy.ui.coordinator.setText("Dana Ortiz")
    page.academy.ui.threshold.setValue(7)

    page.academy.save.click()

    qtbot.wait_until(lambda: on_file(database).coordinator == "Dana Ortiz")
    assert on_file(database).suppression_threshold == 7
    assert database.undoable().label == "Change the academy"


def test_a_value_that_cannot_be_stored_is_refused_in_place(page, database, qtbot):
    page.academy.ui.prefix.setText("no spaces or *")

    page.academy.save.click()

    qtbot.wait_until(lambda: "cannot begin the number" in page.academy.banner.message)
    assert page.academy.ui.prefix.text() == "no spaces or *"
    assert on_file(database).certificate_prefix == "CIT"


def test_the_region_of_holidays_is_saved_and_an_unknown_one_refused(page, database, qtbot):
    page.academy.ui.holidays.setText("us-mn")
    page.academy.save.click()
    qtbot.wait_until(lambda: on_file(database).holiday_region == "US-MN")
    qtbot.wait_until(lambda: page.academy.ui.holidays.text() == "US-MN")

    page.academy.ui.holidays.setText("Minnesota")
    page.academy.save.click()

    qtbot.wait_until(lambda: "No calendar" in page.academy.banner.message)
    assert on_file(database).holiday_region == "US-MN"


def test_when_two_people_are_one_is_set_and_must_leave_room_for_asking(page, database, qtbot):
    ui = page.academy.ui
    ui.match_same.setValue(95)
    ui.match_ask.setValue(80)
    ui.keep_birth_dates.setChecked(True)
    page.academy.save.click()
    qtbot.wait_until(lambda: on_file(database).match_same == 95)
    qtbot.wait_until(lambda: page.academy._seen == on_file(database).version)

    ui.match_ask.setValue(96)
    page.academy.save.click()

    qtbot.wait_until(lambda: "Nothing would ever be asked" in page.academy.banner.message)
    known = on_file(database)
    assert (known.match_same, known.match_ask, known.keep_birth_dates) == (95, 80, True)


def test_the_usual_target_turnover_and_days_of_an_offer_are_saved(page, database, qtbot):
    ui = page.academy.ui
    assert (ui.target.value(), ui.turnover.value(), ui.offer_days.value()) == (20, 10, 5)
    ui.target.setValue(25)
    ui.turnover.setValue(14)
    ui.offer_days.setValue(7)
    page.academy.save.click()

    qtbot.wait_until(lambda: on_file(database).target_percent == 25)
    assert (on_file(database).turnover_percent, on_file(database).offer_days) == (14, 7)


def test_a_form_filled_before_somebody_else_changed_it_is_refused(page, database, qtbot):
    page.academy.ui.coordinator.setText("Dana Ortiz")
    page.hide()
    with database.step("Elsewhere") as db:
        the_academy(db).phone = "555-0100"

    page.academy.save.click()

    qtbot.wait_until(lambda: "was changed" in page.academy.banner.message)
    assert on_file(database).coordinator == ""


def test_a_logo_that_is_no_picture_is_refused(page, database, qtbot, tmp_path):
    page.academy._chooser.path = tmp_path / "logo.png"
    page.academy._chooser.path.write_text("not a picture")

    page.academy.choose_logo.click()

    qtbot.wait_until(lambda: "neither PNG nor JPEG" in page.academy.banner.message)
    assert on_file(database).logo is None


def test_the_theme_is_kept_and_announced(page, qtbot):
    page.theme.setCurrentIndex(page.theme.findData(ThemeChoice.DARK))
    with qtbot.wait_signal(page.theme_chosen) as chosen:
        page.theme.activated.emit(page.theme.currentIndex())

    assert chosen.args == [ThemeChoice.DARK]
    assert page._settings.value.theme is ThemeChoice.DARK


def test_backups_are_listed_with_what_going_back_would_change(page, database, qtbot):
    database.backup("by hand")
    page.data.reload()

    qtbot.wait_until(lambda: page.data._list.body.count() == 1)
    assert not page.data._list.isHidden()


def test_a_whole_file_is_said_to_be_whole(page, qtbot):
    page.data.check()

    qtbot.wait_until(lambda: page.data.told.text() == "The file is whole.")
