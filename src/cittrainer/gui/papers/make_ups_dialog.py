"""Who missed what in a course, and the coming blocks in which it can be made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.messages import Banner
from cittrainer.gui.papers.make_up_columns import MISSED, PLACES, MissedLine, arranged_words, lines
from cittrainer.queries.make_ups import TraineeMissed, of_course
from cittrainer.rules.wording import counted
from cittrainer.services.make_ups import arrange, call_off

if TYPE_CHECKING:
    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.make_ups import Proposal
    from cittrainer.settings import SettingsFile


class MakeUpsDialog(QDialog):
    """Missed blocks above, the places for the chosen one below; each decision is one step."""

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
        self.setWindowTitle(self.tr("Make-ups of {number}").format(number=number))
        self.resize(980, 640)
        self._runner = runner
        self._course_id = course_id
        self._read = False
        self.heading = label(self.tr("Missed in {number}").format(number=number), "title")
        self.words = label("", "muted", wrap=True)
        self.banner = Banner()
        self.missed = ListView(
            MISSED, name="missed blocks", settings=settings, key=lambda row: row.key
        )
        self.missed.setAccessibleName(self.tr("Missed blocks"))
        self.missed.set_placeholder(self.tr("Nobody missed anything that was recorded."))
        self.places_heading = label("", "heading", wrap=True)
        self.places = ListView(
            PLACES,
            name="places to make up",
            settings=settings,
            key=lambda row: row.place.block_id,
        )
        self.places.setAccessibleName(self.tr("Coming blocks that teach the same"))
        self.tools = ListTools(self.missed, runner, self.tr("Missed blocks"))
        self.call_off_button = button(self.tr("Call off"))
        self.arrange_button = button(self.tr("Make up here"), "primary")
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self._wire()
        self.look()

    @Slot()
    def look(self) -> None:
        """Read who missed what, and where it is taught again."""
        course_id, today = self._course_id, this_day()
        self._runner.read(
            lambda db: of_course(db, course_id, today=today),
            self._show,
            explain=self.banner.show_error,
        )

    @Slot()
    def arrange_here(self) -> None:
        """Let the chosen trainee make the chosen block up in the chosen place."""
        line, place = self._line, self._place
        if line is None or place is None:
            return
        enrollment_id, missed_id = line.key
        block_id = place.place.block_id
        self._runner.write(
            self.tr("{name} makes “{block}” up in {number}").format(
                name=line.trainee.full_name[:60],
                block=line.block.title[:60],
                number=place.place.course,
            ),
            lambda db: arrange(db, enrollment_id, missed_id, block_id),
            done=self._done,
            explain=self.banner.show_error,
        )

    @Slot()
    def call_it_off(self) -> None:
        """Take back the newest arrangement for the chosen block."""
        line = self._line
        if line is None or not line.block.arranged:
            return
        make_up = line.block.arranged[-1]
        self._runner.write(
            self.tr("{name} does not make “{block}” up in {number}").format(
                name=line.trainee.full_name[:60],
                block=line.block.title[:60],
                number=make_up.course,
            ),
            lambda db: call_off(db, make_up.id),
            done=self._done,
            explain=self.banner.show_error,
        )

    @property
    def _line(self) -> MissedLine | None:
        rows: list[MissedLine] = self.missed.selected_rows()
        return rows[0] if len(rows) == 1 else None

    @property
    def _place(self) -> Proposal | None:
        rows: list[Proposal] = self.places.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def _done(self, _result: object) -> None:
        self.banner.clear()
        self.look()

    def _show(self, trainees: tuple[TraineeMissed, ...]) -> None:
        rows = lines(trainees)
        self.missed.set_rows(rows)
        if rows and not self._read:
            self.missed.select([rows[0].key])
        self._read = True
        still = [row for row in rows if row.block.missed and not row.trainee.completed]
        people = len({row.trainee.enrollment_id for row in still})
        if still:
            told = self.tr("{people} not completed, {blocks} missed").format(
                people=counted(people, "trainee"), blocks=counted(len(still), "block")
            )
        else:
            told = self.tr("Nobody has to make anything up to complete the course.")
        self.words.setText(
            f"{told} · " + self.tr("Minutes made up elsewhere count for this course.")
        )
        self._choose()

    @Slot()
    def _choose(self) -> None:
        line = self._line
        self.call_off_button.setEnabled(line is not None and bool(line.block.arranged))
        if line is None:
            self.places_heading.setText(self.tr("Choose a missed block"))
            self.places.set_rows([])
            self._choose_place()
            return
        arranged = "; ".join(arranged_words(one) for one in line.block.arranged)
        where = self.tr("Where {name} can make “{block}” up").format(
            name=line.trainee.full_name, block=line.block.title
        )
        self.places_heading.setText(
            self.tr("{where} · arranged: {arranged}").format(where=where, arranged=arranged)
            if arranged
            else where
        )
        self.places.set_placeholder(
            self.tr("No coming course teaches it on a planned day yet.")
            if line.block.missed
            else self.tr("It is made up in full.")
        )
        self.places.set_rows(line.block.proposals)
        if line.block.proposals:
            self.places.select([line.block.proposals[0].place.block_id])
        self._choose_place()

    @Slot()
    def _choose_place(self) -> None:
        place = self._place
        free = place is not None and place.place.free > 0
        self.arrange_button.setEnabled(free)
        self.arrange_button.setToolTip(
            "" if free or place is None else self.tr("Every seat is taken there.")
        )

    def _wire(self) -> None:
        self.missed.rows_selected.connect(self._choose)
        self.places.rows_selected.connect(self._choose_place)
        self.places.row_opened.connect(self.arrange_here)
        self.arrange_button.clicked.connect(self.arrange_here)
        self.call_off_button.clicked.connect(self.call_it_off)
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(10)
        for widget in self.tools.buttons:
            below.addWidget(widget)
        below.addStretch()
        for widget in (self.close_button, self.call_off_button, self.arrange_button):
            below.addWidget(widget)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(24, 20, 24, 16)
        outside.setSpacing(12)
        for widget in (self.heading, self.words, self.banner):
            outside.addWidget(widget)
        outside.addWidget(self.missed, 3)
        outside.addWidget(self.places_heading)
        outside.addWidget(self.places, 2)
        outside.addLayout(below)
