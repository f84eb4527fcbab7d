from __future__ import annotations

from datetime import date, timedelta

import builders
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from cittrainer.gui.common.dates import month_year, this_day
from cittrainer.gui.presenters.book_list import COLUMNS, Key
from cittrainer.gui.presenters.edit_dialog import PresenterDialog
from cittrainer.gui.presenters.page import PresentersPage
from cittrainer.models import CONFIDENTIAL_KINDS, CourseDay, Presenter, PresenterKind, Qualification
from cittrainer.services.bookings import book
from cittrainer.services.confidential import ConfidentialWords, write_confidential


def opened(runner, settings, qtbot):
    page = PresentersPage(runner, settings)
    qtbot.add_widget(page)
    page.resize(1104, 700)
    page.show()
    qtbot.wait_until(lambda: runner.idle)
    return page


def names(page):
    return [row.public_name for row in page.list.rows.rows()]


def chosen(page, runner, qtbot, presenter_id):
    page.list.select([presenter_id])
    qtbot.wait_until(lambda: runner.idle)


def words(widget):
    # A layout shows what was just put into it when the events come round.
    QApplication.processEvents()
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_an_empty_book_says_what_to_do_first(runner, settings, qtbot):
    page = opened(runner, settings, qtbot)

    assert page.empty.isVisible()
    page.empty.primary.click()
    (dialog,) = page.findChildren(PresenterDialog)
    dialog.close()


@pytest.mark.parametrize(
    ("chip", "shown"),
    [
        ("all", ["Dr. Ana Ruiz", "Marcus T."]),
        ("unconfirmed", ["Marcus T."]),
        ("lived", ["Marcus T."]),
        ("clinicians", ["Dr. Ana Ruiz"]),
        ("officers", []),
        ("inactive", ["Rae Lund"]),
    ],
)
def test_the_chips_filter_the_book(runner, settings, qtbot, on_file, chip, shown):
    page = opened(runner, settings, qtbot)

    page.chips.choose(chip)

    assert names(page) == shown


def test_the_search_looks_into_names_without_accents(database, runner, settings, qtbot, on_file):
    with database.step("Prepare") as db:
        builders.presenter(db, "Zoë Nguyễn")
    page = opened(runner, settings, qtbot)

    page.search.setText("nguyen zoe")

    assert names(page) == ["Zoë Nguyễn"]


def test_the_card_shows_contact_times_and_bookings(runner, settings, qtbot, on_file):
    page = opened(runner, settings, qtbot)

    chosen(page, runner, qtbot, on_file.ana)

    told = words(page.panel)
    for expected in ("Psychiatrist", "ana@example.org", "555-0100", "Every Monday"):
        assert expected in told
    ((title, detail),) = page.panel.bookings.entries
    assert title == "A story"
    assert detail.startswith("Tentative · first alternate · ")
    assert not page.panel.confidential.isVisible()


def test_the_card_leads_to_the_course(runner, settings, qtbot, on_file):
    page = opened(runner, settings, qtbot)
    chosen(page, runner, qtbot, on_file.ana)

    with qtbot.wait_signal(page.course_opened) as opened_one:
        page.panel.open_course.click()

    assert opened_one.args == [on_file.course]


# An open menu grabs the keyboard, which only a real display has.
@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")
def test_of_several_courses_one_is_chosen_from_a_menu(database, runner, settings, qtbot, on_file):
    with database.step("Another") as db:
        other = builders.course(db, "CIT-2026-09", days=1, first=date(2026, 9, 7))
        part = builders.block(db, "B", day=other.days[0]).parts[0]
        book(db, part.id, on_file.ana)
        other_id = other.id
    page = opened(runner, settings, qtbot)
    chosen(page, runner, qtbot, on_file.ana)
    page.panel.open_course.click()
    (menu,) = page.panel.findChildren(QMenu)
    assert [each.text() for each in menu.actions()] == ["CIT-2026-09", "CIT-2026-05"]

    with qtbot.wait_signal(page.course_opened) as opened_one:
        menu.actions()[0].trigger()

    assert opened_one.args == [other_id]
    menu.close()


def test_who_has_not_answered_about_times_is_shown_as_such(runner, settings, qtbot, on_file):
    page = opened(runner, settings, qtbot)

    chosen(page, runner, qtbot, on_file.marcus)

    assert page.panel.times.text() == "Has not answered yet"


def test_the_card_of_a_storyteller_leads_to_the_record_but_shows_nothing_of_it(
    database, runner, settings, qtbot, on_file
):
    with database.step("Write") as db:
        write_confidential(db, on_file.marcus, ConfidentialWords(phone="555-0117"), seen=None)
    page = opened(runner, settings, qtbot)

    chosen(page, runner, qtbot, on_file.marcus)

    assert page.panel.confidential.isVisible()
    assert "Only in the confidential record" in words(page.panel)
    assert "555-0117" not in words(page.panel)
    assert "555-0117" not in repr(page.panel.shown)


def test_somebody_opened_from_elsewhere_is_shown_whatever_the_filter(
    runner, settings, qtbot, on_file
):
    page = opened(runner, settings, qtbot)
    page.chips.choose("clinicians")
    page.search.setText("ruiz")

    page.show_presenter(on_file.rae)
    qtbot.wait_until(lambda: runner.idle)

    assert page.chips.current == "inactive"
    assert [row.public_name for row in page.list.selected_rows()] == ["Rae Lund"]
    assert page.panel.shown.id == on_file.rae


def test_what_is_changed_elsewhere_is_shown(database, runner, settings, qtbot, on_file):
    page = opened(runner, settings, qtbot)
    chosen(page, runner, qtbot, on_file.ana)
    with database.step("Elsewhere") as db:
        db.get_one(Presenter, on_file.ana).public_name = "Dr. A. Ruiz"

    qtbot.wait_until(lambda: "Dr. A. Ruiz" in names(page))
    qtbot.wait_until(lambda: page.panel.shown.public_name == "Dr. A. Ruiz")


def test_a_hidden_page_reads_again_when_it_comes_into_view(
    database, runner, settings, qtbot, on_file
):
    page = opened(runner, settings, qtbot)
    page.hide()
    with database.step("Elsewhere") as db:
        builders.presenter(db, "Zoë")
    qtbot.wait_until(lambda: runner.idle)
    qtbot.wait(20)
    assert "Zoë" not in names(page)

    page.show()

    qtbot.wait_until(lambda: "Zoë" in names(page))


def test_inactive_and_back_by_link_and_menu(database, runner, settings, qtbot, on_file):
    page = opened(runner, settings, qtbot)
    chosen(page, runner, qtbot, on_file.ana)

    page.panel.turn.click()
    qtbot.wait_until(lambda: names(page) == ["Marcus T."])
    page.chips.choose("inactive")
    page.list.selectAll()
    menu = QMenu(page)
    page.list.menu_wanted.emit(menu, page.list.selected_rows())
    next(each for each in menu.actions() if each.text() == "Set to active").trigger()

    qtbot.wait_until(lambda: names(page) == [])
    assert database.undoable().label == "Set 2 presenters to active"


def test_removing_somebody_booked_is_refused_in_words(runner, settings, qtbot, on_file):
    page = opened(runner, settings, qtbot)
    chosen(page, runner, qtbot, on_file.ana)

    with qtbot.wait_signal(runner.refused) as told:
        page.panel.remove.click()

    assert "stands in the agenda" in told.args[0].message


def test_removing_somebody_never_booked_takes_them_out(runner, settings, qtbot, on_file):
    page = opened(runner, settings, qtbot)
    page.chips.choose("inactive")
    chosen(page, runner, qtbot, on_file.rae)

    page.panel.remove.click()

    qtbot.wait_until(lambda: names(page) == [])
    qtbot.wait_until(lambda: page.panel.shown is None)


def test_enter_opens_the_form(runner, settings, qtbot, on_file):
    page = opened(runner, settings, qtbot)
    chosen(page, runner, qtbot, on_file.ana)

    qtbot.keyClick(page.list, Qt.Key.Key_Return)

    qtbot.wait_until(lambda: page.findChildren(PresenterDialog) != [])
    (dialog,) = page.findChildren(PresenterDialog)
    assert dialog.ui.public_name.text() == "Dr. Ana Ruiz"
    dialog.close()


@pytest.mark.parametrize("chip", ["all", "lived", "inactive"])
def test_an_export_tells_nobodys_kind_and_no_contact_whatever_is_filtered(
    runner, settings, qtbot, on_file, tmp_path, chip
):
    page = opened(runner, settings, qtbot)
    for at in range(len(COLUMNS)):
        page.list.setColumnHidden(at, False)
    page.chips.choose(chip)
    path = tmp_path / "book.csv"

    page.tools.write(path)
    qtbot.wait_until(lambda: runner.idle and path.exists())

    text = path.read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    assert lines[0].startswith("Name,Title,Organization,Topics,Next on,")
    assert [line.split(",")[0] for line in lines[1:]] == ["Dr. Ana Ruiz", "Marcus T.", "Rae Lund"]
    for word in ("Kind", "ived", "Clinician", "Officer", "555-", "@"):
        assert word not in text


def test_what_is_copied_tells_nobodys_kind(runner, settings, qtbot, on_file):
    page = opened(runner, settings, qtbot)
    page.list.selectAll()

    page.list.copy()

    copied = QGuiApplication.clipboard().text()
    assert "Marcus T." in copied
    assert "ived" not in copied


def test_the_kind_is_a_word_in_the_book_and_in_no_tooltip(runner, settings, qtbot, on_file):
    page = opened(runner, settings, qtbot)
    page.chips.choose("lived")

    kind = page.list.rows.column(Key.KIND)
    assert page.list.rows.index(0, kind).data() == "Lived experience"
    assert {PresenterKind.LIVED_EXPERIENCE, PresenterKind.FAMILY} == CONFIDENTIAL_KINDS
    assert page.list.rows.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) is None


class TestTurns:
    """Columns and filter by whose turn it is."""

    @pytest.fixture
    def page(self, database, runner, settings, qtbot, on_file):
        with database.step("Turns") as db:
            monday = db.get_one(CourseDay, on_file.day)
            monday.date = this_day() + timedelta(days=1)
            ana = db.get_one(Presenter, on_file.ana)
            ana.most_a_year, ana.least_a_year = 2, None
            ana.qualifications.append(
                Qualification(name="CIT instructor", expires_on=this_day() - timedelta(days=1))
            )
            block = builders.block(db, "Law", day=monday, start="13:00")
            book(db, block.parts[0].id, on_file.ana)
            builders.presenter(db, "Zoë")
        page = opened(runner, settings, qtbot)
        qtbot.wait_until(lambda: all(row.standing for row in page.list.whole))
        return page

    def cells(self, page, name):
        line = names(page).index(name)
        model = page.list.rows
        return {key: model.index(line, model.column(key)).data() for key in Key}

    def test_counts_stand_beside_their_limits(self, page):
        ana, zoe = self.cells(page, "Dr. Ana Ruiz"), self.cells(page, "Zoë")

        assert (ana[Key.YEAR], zoe[Key.YEAR]) == ("1 of 2", "–")
        assert ana[Key.ASKED] == month_year(this_day())
        assert ana[Key.NOTE] == "Ran out: CIT instructor"
        assert zoe[Key.NOTE] == "Never asked"
        line = names(page).index("Dr. Ana Ruiz")
        tip = page.list.rows.index(line, page.list.rows.column(Key.NOTE))
        assert tip.data(Qt.ItemDataRole.ToolTipRole) == "Ran out: CIT instructor\nNear a limit"

    @pytest.mark.parametrize(
        ("turn", "shown"),
        [
            ("any", ["Dr. Ana Ruiz", "Marcus T.", "Zoë"]),
            ("unasked", ["Zoë"]),
            ("limit", ["Dr. Ana Ruiz"]),
            ("due", ["Marcus T."]),
            ("runs_out", ["Dr. Ana Ruiz"]),
        ],
    )
    def test_the_turns_filter_what_the_chips_show(self, page, turn, shown):
        page.turn.choose(turn)

        assert names(page) == shown
        page.chips.choose("clinicians")
        assert names(page) == [name for name in shown if name == "Dr. Ana Ruiz"]

    def test_the_turns_say_how_many_they_leave(self, page):
        assert [page.turn.itemText(at) for at in range(1, 5)] == [
            "Not asked for long: 1",
            "Near a limit: 1",
            "To be used this year: 1",
            "Qualification runs out: 1",
        ]

    def test_what_is_due_to_storytellers_leaves_the_book_by_no_export(self, page):
        for at in range(len(COLUMNS)):
            page.list.setColumnHidden(at, False)

        headings, lines = page.list.export_rows()

        assert "To know" not in headings
        assert "Year" in headings
        assert "used" not in repr(lines)

    def test_somebody_opened_from_elsewhere_is_shown_whatever_the_turn(
        self, page, runner, qtbot, on_file
    ):
        page.turn.choose("limit")

        page.show_presenter(on_file.rae)
        qtbot.wait_until(lambda: runner.idle)

        assert [row.public_name for row in page.list.selected_rows()] == ["Rae Lund"]

    def test_the_panel_tells_talks_and_what_is_agreed(self, database, page, runner, qtbot, on_file):
        with database.step("Terms") as db:
            ana = db.get_one(Presenter, on_file.ana)
            ana.travel_minutes, ana.travel_note = 90, "By bus"
            ana.stipend_cents = 7550
        chosen(page, runner, qtbot, on_file.ana)

        told = words(page.panel)

        for expected in (
            "1 of 2",
            f"1 of 2 in {this_day().year}: one left",
            "At most 2 a year",
            "1 h 30 min; By bus",
            "$75.50 a talk",
        ):
            assert expected in told
