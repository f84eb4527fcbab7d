"""How many may come into a course, what is asked of them, and the seats that are kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.dates import this_day, typed_date
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.fields import FormRow
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.trainee_words import ROLES
from cittrainer.gui.enrollments.seat_words import kept_until
from cittrainer.queries import agencies
from cittrainer.queries.seats import KeptRow, Seating, seating
from cittrainer.queries.transcripts import curriculum_choices
from cittrainer.rules.wording import counted
from cittrainer.services.courses import MOST_SEATS
from cittrainer.services.seats import keep_seats, release_seats, set_seat_rules

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.enrollments import EnrollmentRow
    from cittrainer.settings import SettingsFile

KEPT: tuple[Column[KeptRow], ...] = (
    Column("for", "Kept for", lambda row: row.kept.words, bold=True, width=200),
    Column("seats", "Seats", lambda row: str(row.kept.seats), width=60),
    Column("unused", "Not used yet", lambda row: str(row.unused), width=100),
    Column("until", "Until", kept_until, width=140),
)
_LIST_HEIGHT = 150


class SeatsDialog(FormDialog):
    """The rules are saved with the button; seats kept are added and released at once."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        rows: tuple[EnrollmentRow, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Seats"), parent, width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._course_id = course_id
        self._seats: Seating | None = None
        self.seats = _box(MOST_SEATS)
        self.overbooking = _box(100)
        self.cap = _box(100, self.tr("standard’s"), suffix=" %")
        self.years = _box(40, self.tr("any"))
        self.curriculum = QComboBox()
        self.kept = ListView(KEPT, name="seats kept", settings=settings, key=lambda r: r.kept.id)
        self.kept.setAccessibleName(self.tr("Seats kept"))
        self.kept.setFixedHeight(_LIST_HEIGHT)
        self.kept.set_placeholder(self.tr("No seats are kept."))
        self.agency, self.role, self.person = QComboBox(), QComboBox(), QComboBox()
        self.number = _box(MOST_SEATS, least=1)
        self.until = QLineEdit()
        self.until.setPlaceholderText(self.tr("until released"))
        self.keep = button(self.tr("Keep"), icon_name="add")
        self.release = button(self.tr("Release"))
        self.role.addItem(self.tr("Any role"), None)
        for role, name in ROLES.items():
            self.role.addItem(name, role)
        self.person.addItem(self.tr("Nobody by name"), None)
        for row in sorted(rows, key=lambda one: one.search_name):
            self.person.addItem(f"{row.sorted_name}, {row.agency}", row.person_id)
        for box in (self.curriculum, self.agency, self.role, self.person):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(8)
        self._lay_out_fields()
        self.save_wanted.connect(self.write)
        self.keep.clicked.connect(self.keep_more)
        self.release.clicked.connect(self.release_chosen)
        self.kept.rows_selected.connect(self._choose)
        self.kept.menu_wanted.connect(self._fill_menu)
        self._choose()
        self.set_busy(True)
        self._look(first=True)

    @Slot()
    def write(self) -> None:
        """Save the rules; a refusal is shown here."""
        seats = self._seats
        if seats is None:
            return
        course_id = self._course_id
        values = {
            "seen": seats.rules.version,
            "seats": self.seats.value(),
            "overbooking": self.overbooking.value(),
            "non_sworn_percent": _value(self.cap),
            "least_service_years": _value(self.years),
            "curriculum_id": self.curriculum.currentData(),
        }
        self.set_busy(True)
        self._runner.write(
            self.tr("Set the seats of {number}").format(number=seats.rules.number),
            lambda db: set_seat_rules(db, course_id, **values),
            done=self._saved,
            explain=self.refuse,
        )

    @Slot()
    def keep_more(self) -> None:
        """Keep seats for whom was chosen."""
        seats = self._seats
        if seats is None:
            return
        try:
            until = typed_date(self.until.text(), this_day())
        except Invalid as error:
            self.refuse(error)
            return
        person_id = self.person.currentData()
        keep = partial(
            keep_seats,
            agency_id=self.agency.currentData(),
            role=self.role.currentData(),
            person_id=person_id,
            seats=1 if person_id else self.number.value(),
            until=until,
        )
        course_id = self._course_id
        number = 1 if person_id else self.number.value()
        self._runner.write(
            self.tr("Keep {seats} of {number}").format(
                seats=counted(number, "seat"), number=seats.rules.number
            ),
            lambda db: keep(db, course_id),
            done=self._changed,
            explain=self.refuse,
        )

    @Slot()
    def release_chosen(self) -> None:
        """Keep the chosen seats no longer."""
        rows: list[KeptRow] = self.kept.selected_rows()
        if len(rows) != 1 or self._seats is None:
            return
        kept = rows[0].kept
        self._runner.write(
            self.tr("Release {seats} of {number} kept for {whom}").format(
                seats=counted(kept.seats, "seat"),
                number=self._seats.rules.number,
                whom=kept.words[:80],
            ),
            lambda db: release_seats(db, kept.id),
            done=self._changed,
            explain=self.refuse,
        )

    def _saved(self, _nothing: None) -> None:
        self.settle()
        self.accept()

    def _changed(self, _result: object) -> None:
        self.banner.clear()
        self._look(first=False)

    def _look(self, *, first: bool) -> None:
        course_id = self._course_id
        show = self._fill if first else self._show_kept
        self._runner.read(lambda db: _known(db, course_id), show, explain=self.refuse)

    def _fill(self, known: _Known) -> None:
        rules = known[0].rules
        self.heading.setText(self.tr("Seats of {number}").format(number=rules.number))
        self.seats.setValue(rules.seats)
        self.overbooking.setValue(rules.overbooking)
        self.cap.setValue(-1 if rules.own_percent is None else rules.own_percent)
        self.years.setValue(-1 if rules.least_service_years is None else rules.least_service_years)
        self.curriculum.addItem(self.tr("None"), None)
        for one, title in known[1]:
            self.curriculum.addItem(title, one)
        self.curriculum.setCurrentIndex(max(0, self.curriculum.findData(rules.curriculum_id)))
        self.agency.addItem(self.tr("Any agency"), None)
        for one, name in known[2]:
            self.agency.addItem(name, one)
        self._show_kept(known)
        self.set_busy(False)
        self.settle()

    def _show_kept(self, known: _Known) -> None:
        # What is kept does not change the course itself, so the rules typed meanwhile stay.
        self._seats = known[0]
        self.kept.set_rows(known[0].kept)
        self._choose()

    @Slot()
    def _choose(self) -> None:
        self.release.setEnabled(len(self.kept.selected_rows()) == 1)

    @Slot(object, list)
    def _fill_menu(self, menu: QMenu, rows: list[KeptRow]) -> None:
        if len(rows) == 1:
            menu.addAction(self.tr("Release"), self.release_chosen)

    def _lay_out_fields(self) -> None:
        self.add_row(
            FormRow(self.tr("&Seats"), self.seats),
            FormRow(self.tr("&Overbooking"), self.overbooking),
            FormRow(self.tr("Not s&worn at most"), self.cap),
        )
        self.add_row(
            FormRow(self.tr("Years of ser&vice"), self.years),
            FormRow(self.tr("Completed &before"), self.curriculum),
        )
        self.body.addWidget(
            label(
                self.tr(
                    "What somebody lacks of these is told beside their name; it keeps nobody out."
                ),
                "small",
                wrap=True,
            )
        )
        self.body.addWidget(label(self.tr("Seats kept"), "heading"))
        self.body.addWidget(self.kept)
        self.add_row(
            FormRow(self.tr("&Agency"), self.agency),
            FormRow(self.tr("&Role"), self.role),
            FormRow(self.tr("or &person"), self.person),
        )
        last = QHBoxLayout()
        last.setSpacing(12)
        last.addWidget(FormRow(self.tr("How &many"), self.number))
        last.addWidget(FormRow(self.tr("Kept &through"), self.until))
        last.addStretch()
        last.addWidget(self.release, 0, Qt.AlignmentFlag.AlignBottom)
        last.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(last)


_Known = tuple[Seating, tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]


def _known(db: Session, course_id: int) -> _Known:
    names = tuple((one.id, one.name) for one in agencies.names(db))
    today = this_day()
    return seating(db, course_id, today=today), curriculum_choices(db), names


def _box(most: int, none: str = "", *, least: int = 0, suffix: str = "") -> QSpinBox:
    """A number; with a word for none the lowest value stands for it."""
    box = QSpinBox()
    box.setRange(-1 if none else least, most)
    box.setSpecialValueText(none)
    box.setSuffix(suffix)
    return box


def _value(box: QSpinBox) -> int | None:
    return None if box.value() < 0 else box.value()
