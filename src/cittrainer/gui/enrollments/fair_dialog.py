"""What each agency asked for and got over the years, and a proposal for the seats left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.fields import adjust
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.messages import Banner
from cittrainer.gui.common.tables import Column
from cittrainer.queries.fairness import YEARS, Fairness, fairness
from cittrainer.rules.wording import counted
from cittrainer.services.fair_seats import give_out

if TYPE_CHECKING:
    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.fairness import AgencyPast, Share
    from cittrainer.settings import SettingsFile


def _number(title: str, name: str, width: int = 88) -> Column[AgencyPast]:
    return Column(
        name,
        title,
        lambda row: str(getattr(row, name)),
        sort=lambda row: getattr(row, name),
        width=width,
    )


PAST: tuple[Column[AgencyPast], ...] = (
    Column("name", "Agency", lambda row: row.name, bold=True, width=230),
    _number("Asked", "asked"),
    _number("Given", "given"),
    _number("Used", "used"),
    _number("No-shows", "no_shows"),
    _number("Withdrawn", "withdrawn", 96),
    Column(
        "per_hundred",
        "Given per 100 people",
        lambda row: f"{row.per_hundred:.1f}" if row.strength else "strength not known",
        sort=lambda row: row.per_hundred,
        width=170,
    ),
)

SHARES: tuple[Column[Share], ...] = (
    Column("name", "Agency", lambda row: row.name, bold=True, width=230),
    Column("asked", "Asks for", lambda row: str(row.asked), sort=lambda r: r.asked, width=88),
    Column("seats", "Gets", lambda row: str(row.seats), sort=lambda r: r.seats, width=70),
    Column("why", "Why", lambda row: row.why, tooltip=lambda row: row.why, width=430),
)


class FairDialog(QDialog):
    """The years above, the proposal below; giving the seats out is one step."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        number: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Fair shares of {number}").format(number=number))
        self.resize(940, 640)
        self._runner = runner
        self._course_id = course_id
        self._number = number
        self.heading = label(self.tr("What each agency asked for and got"), "title")
        self.years = QSpinBox()
        self.years.setRange(1, 20)
        self.years.setValue(YEARS)
        self.years.setSuffix(self.tr(" years"))
        self.years.setAccessibleName(self.tr("Years to look back upon"))
        adjust(self.years)
        self.banner = Banner()
        self.past = ListView(PAST, name="fair past", settings=settings, key=lambda r: r.agency_id)
        self.past.setAccessibleName(self.tr("Agencies"))
        self.past.set_placeholder(self.tr("No agency asked for a seat in these years."))
        self.proposal = label("", "heading", wrap=True)
        self.shares = ListView(
            SHARES, name="fair shares", settings=settings, key=lambda row: row.agency_id
        )
        self.shares.setAccessibleName(self.tr("Proposal"))
        self.shares.set_placeholder(self.tr("Nobody of an agency asks for a seat now."))
        self.tools = ListTools(self.past, runner, self.tr("Seats of the agencies"))
        self.give = button(self.tr("Enroll by this proposal"), "primary")
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self.years.valueChanged.connect(self.look)
        self.give.clicked.connect(self.give_them_out)
        self.close_button.clicked.connect(self.accept)
        self.give.setEnabled(False)
        self.look()

    @Slot()
    def look(self) -> None:
        """Read the years and make the proposal."""
        course_id, years = self._course_id, self.years.value()
        self._runner.read(
            lambda db: fairness(db, course_id, today=this_day(), years=years),
            self._show,
            explain=self.banner.show_error,
        )

    @Slot()
    def give_them_out(self) -> None:
        """Enroll as many of each agency as is proposed; the others wait."""
        course_id, years = self._course_id, self.years.value()
        self._runner.write(
            self.tr("Give out the seats of {number}").format(number=self._number),
            lambda db: give_out(db, course_id, today=this_day(), years=years),
            done=self._given,
            explain=self.banner.show_error,
        )

    def _given(self, counts: tuple[int, int]) -> None:
        enrolled, waiting = counts
        self.banner.show_note(
            self.tr("{enrolled} enrolled, {waiting} on the waiting list.").format(
                enrolled=enrolled, waiting=waiting
            )
        )
        self.look()

    def _show(self, found: Fairness) -> None:
        self.past.set_rows([one for one in found.past if one.asked or one.given])
        self.shares.set_rows(found.shares)
        asked = sum(one.asked for one in found.shares)
        self.proposal.setText(
            self.tr("{seats} to give, {asked} asked for").format(
                seats=counted(found.seats, "seat"), asked=asked
            )
        )
        self.give.setEnabled(bool(found.shares) and found.seats > 0)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addStretch()
        top.addWidget(self.years)
        below = QHBoxLayout()
        below.setSpacing(10)
        for widget in self.tools.buttons:
            below.addWidget(widget)
        below.addStretch()
        below.addWidget(self.close_button)
        below.addWidget(self.give)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(24, 20, 24, 16)
        outside.setSpacing(12)
        outside.addLayout(top)
        outside.addWidget(
            label(
                self.tr(
                    "Seat after seat goes to the agency that has the fewest for its size, those of "
                    "these years and of this course together."
                ),
                "muted",
                wrap=True,
            )
        )
        outside.addWidget(self.banner)
        outside.addWidget(self.past, 1)
        outside.addWidget(self.proposal)
        outside.addWidget(self.shares, 1)
        outside.addLayout(below)
