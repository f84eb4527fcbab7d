from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.tables import NOTHING, ROW_ROLE, TONE_ROLE, Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.settings import SettingsFile

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    agency: str = ""
    hours: int | None = None


ROWS = (
    Row(1, "Müller, Jürgen", "Pine Hollow PD", 40),
    Row(2, "Okafor, Chidinma", "County 911", 8),
    Row(3, "García-López, María", "Ridgeway PD", None),
    Row(4, "muller, Anna", "Ridgeway PD", 16),
)

COLUMNS: tuple[Column[Row], ...] = (
    Column("name", "Name", lambda row: row.name, bold=True),
    Column("agency", "Agency", lambda row: row.agency),
    Column(
        "hours",
        "Hours",
        lambda row: "" if row.hours is None else str(row.hours),
        sort=lambda row: row.hours,
        tone=lambda row: Tone.GOOD if row.hours else None,
        right=True,
    ),
    Column("id", "Number", lambda row: str(row.id), usual=False, searched=False),
)


@pytest.fixture
def settings(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.toml")


@pytest.fixture
def view(qtbot: QtBot, settings: SettingsFile) -> ListView:
    return made(qtbot, settings)


def made(qtbot: QtBot, settings: SettingsFile) -> ListView:
    view = ListView(COLUMNS, name="People", settings=settings, key=lambda row: row.id)
    qtbot.add_widget(view)
    view.set_rows(ROWS)
    view.resize(700, 300)
    return view


def shown(view: ListView) -> list[int]:
    return [row.id for row in view.rows.rows()]


def test_a_new_list_is_sorted_by_its_first_column_accents_and_case_aside(view: ListView) -> None:
    assert shown(view) == [3, 4, 1, 2]
    assert view.rows.headerData(0, Qt.Orientation.Horizontal) == "Name ↑"


def test_rows_without_a_value_come_last_whichever_way_it_is_sorted(view: ListView) -> None:
    view.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert shown(view) == [2, 4, 1, 3]

    view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert shown(view) == [1, 4, 2, 3]
    assert view.rows.headerData(2, Qt.Orientation.Horizontal) == "Hours ↓"


def test_the_filter_finds_every_word_in_any_searched_column(view: ListView) -> None:
    view.set_filter("ridgeway MARIA")
    assert shown(view) == [3]

    view.set_filter("muller")
    assert shown(view) == [4, 1]

    view.set_filter("2")  # only in the number, which is not searched
    assert shown(view) == []

    view.set_filter("  ")
    assert shown(view) == [3, 4, 1, 2]


def test_order_and_filter_hold_for_rows_that_come_later(view: ListView) -> None:
    view.set_filter("911")
    view.set_rows([*ROWS, Row(5, "Adams, Kim", "County 911")])

    assert shown(view) == [5, 2]


def test_the_selection_survives_new_rows_a_filter_and_another_order(view: ListView) -> None:
    view.select([1, 2])

    view.set_rows([Row(row.id, f"{row.name} II", row.agency, row.hours) for row in ROWS])
    view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    view.set_filter("pine")

    assert [row.name for row in view.selected_rows()] == ["Müller, Jürgen II"]
    assert view.current_row() == view.selected_rows()[0]


def test_the_row_behind_a_cell_and_its_tone_have_roles(view: ListView) -> None:
    index = view.rows.index(1, 2)

    assert index.data(ROW_ROLE) == ROWS[3]
    assert index.data(TONE_ROLE) == Tone.GOOD
    assert view.rows.index(0, 2).data() == NOTHING
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Hours: 16"


def test_enter_opens_the_current_row(view: ListView, qtbot: QtBot) -> None:
    view.select([2])

    with qtbot.wait_signal(view.row_opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)

    assert opened.args == [ROWS[1]]


def test_copying_gives_a_sheet_without_formulas_or_broken_lines(
    view: ListView, qtbot: QtBot
) -> None:
    view.set_rows([Row(1, "=HYPERLINK(1)", "two\nlines\tand tab"), Row(2, "Zoë 🦊 שם")])
    view.selectAll()

    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text().split("\n") == [
        "Name\tAgency\tHours",
        "'=HYPERLINK(1)\ttwo lines and tab\t",
        "Zoë 🦊 שם\t\t",
    ]


def test_exported_rows_are_the_shown_ones_in_the_order_of_the_window(view: ListView) -> None:
    view.set_filter("ridgeway")
    view.setColumnHidden(2, True)
    view.horizontalHeader().setSectionsMovable(True)
    view.horizontalHeader().moveSection(1, 0)

    headings, rows = view.export_rows()

    assert headings == ["Agency", "Name"]
    assert rows == [["Ridgeway PD", "García-López, María"], ["Ridgeway PD", "muller, Anna"]]


def test_columns_and_order_are_remembered_for_the_next_window(
    view: ListView, settings: SettingsFile, qtbot: QtBot
) -> None:
    menu = view.columns_menu(view)
    agency, number = menu.actions()[1], menu.actions()[3]
    assert (agency.isChecked(), number.isChecked()) == (True, False)
    agency.trigger()
    number.trigger()
    view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    view.save_layout()

    again = made(qtbot, SettingsFile(settings.path))

    assert [again.isColumnHidden(at) for at in range(4)] == [False, True, False, False]
    assert shown(again) == [1, 4, 2, 3]


def test_the_last_column_cannot_be_switched_off(view: ListView) -> None:
    for action in view.columns_menu(view).actions()[1:3]:
        action.trigger()

    name = view.columns_menu(view).actions()[0]

    assert name.isChecked()
    assert not name.isEnabled()


def test_a_long_list_paints_only_what_is_seen(qtbot: QtBot) -> None:
    painted: set[int] = set()

    def text(row: Row) -> str:
        painted.add(row.id)
        return row.name

    view = ListView([Column("name", "Name", text, sort=lambda row: row.id)], name="Long")
    qtbot.add_widget(view)
    view.resize(300, 400)
    view.set_rows([Row(number, f"Person {number}") for number in range(100_000)])
    view.grab()

    assert 0 < len(painted) < 40


def test_an_empty_list_says_what_that_means(view: ListView) -> None:
    view.set_placeholder("Nobody is on file yet.")
    view.set_rows([])
    empty = view.grab().toImage()

    view.set_placeholder("")

    assert view.grab().toImage() != empty


def test_a_name_that_is_cut_off_is_shown_whole_as_plain_text(view: ListView, qtbot: QtBot) -> None:
    name = "<b>Zoë</b> " + "x" * 189
    view.set_rows([Row(1, name)])
    place = view.visualRect(view.rows.index(0, 0)).center()

    event = QHelpEvent(QEvent.Type.ToolTip, place, view.mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)

    assert QToolTip.text() == html.escape(name)
    QToolTip.hideText()
