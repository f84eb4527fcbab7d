"""All certificates of the file: found, printed again, revoked, issued anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from cittrainer.documents.files import safe_name
from cittrainer.gui.common.cards import Chips, PageHeader, button
from cittrainer.gui.common.dates import short_date, this_day
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.messages import Banner, FileChooser
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.places import choose_place, saved_words
from cittrainer.gui.common.reasons import ReasonDialog
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.jobs import papers
from cittrainer.models import Certificate, Course, Person
from cittrainer.queries.certificates import CertificateRow, certificates
from cittrainer.queries.standings import RUNNING_OUT_DAYS
from cittrainer.rules.wording import counted
from cittrainer.services.certificates import reissue, revoke

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile


def standing(row: CertificateRow, on: date) -> str:
    """``valid``, ``soon``, ``expired`` or ``revoked``."""
    state = row.standing(on)
    if (
        state == "valid"
        and row.expires_on is not None
        and (row.expires_on - on).days <= RUNNING_OUT_DAYS
    ):
        return "soon"
    return state


def standing_words(row: CertificateRow, on: date) -> str:
    """What the pill says."""
    state = standing(row, on)
    if state == "soon" and row.expires_on is not None:
        left = (row.expires_on - on).days
        return f"Runs out in {counted(left, 'day')}" if left else "Runs out today"
    return state.capitalize()


TONES = {
    "valid": Tone.GOOD,
    "soon": Tone.WARNING,
    "expired": Tone.ERROR,
    "revoked": Tone.NEUTRAL,
}

COLUMNS: tuple[Column[CertificateRow], ...] = (
    Column("number", "Number", lambda row: row.number, sort=lambda row: row.number, width=130),
    Column("name", "Name", lambda row: row.trainee, bold=True, width=200),
    Column("agency", "Agency", lambda row: row.agency, width=160),
    Column("course", "Course", lambda row: row.course, tooltip=lambda row: row.title, width=120),
    Column(
        "issued",
        "Issued",
        lambda row: short_date(row.issued_on),
        sort=lambda row: row.issued_on,
        width=95,
    ),
    Column(
        "expires",
        "Expires",
        lambda row: short_date(row.expires_on),
        sort=lambda row: row.expires_on,
        width=95,
    ),
    Column(
        "standing",
        "Standing",
        lambda row: standing_words(row, this_day()),
        tone=lambda row: TONES[standing(row, this_day())],
        tooltip=lambda row: row.revoked_reason,
        width=150,
    ),
    Column("replaces", "In place of", lambda row: row.replaces, usual=False),
    Column("reason", "Why revoked", lambda row: row.revoked_reason, usual=False),
)


class CertificatesPage(Page):
    """The list of all certificates, revoked ones included."""

    made_of = (Certificate, Course, Person)

    course_opened = Signal(int)
    person_opened = Signal(int)
    renewals_wanted = Signal()
    """Whose certificate runs out is to be shown."""
    said = Signal(str)
    """Something was done that is no step, such as a file that was written."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        parent: QWidget | None = None,
        *,
        chooser: FileChooser | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._chooser = chooser or FileChooser()
        self._rows: tuple[CertificateRow, ...] = ()
        self.header = PageHeader(self.tr("Certificates"))
        self.search = SearchField(self.tr("Filter certificates"))
        self.search.setMaximumWidth(220)
        self.chips = Chips(self.tr("Standing"))
        for key, text in (
            ("all", self.tr("All")),
            ("valid", self.tr("Valid")),
            ("soon", self.tr("Running out")),
            ("expired", self.tr("Expired")),
            ("revoked", self.tr("Revoked")),
        ):
            self.chips.add(key, text)
        self.list = ListView(
            COLUMNS, name="certificates", settings=settings, key=lambda row: row.id, parent=self
        )
        self.list.setAccessibleName(self.tr("Certificates"))
        self.tools = ListTools(self.list, runner, self.tr("Certificates"), self._chooser)
        self.save = button(self.tr("Save PDF"), "primary", "pdf")
        self.renewals = button(self.tr("Renewals…"), icon_name="repeat")
        self.banner = Banner()
        self._lay_out()
        self._wire()

    def read(self) -> None:
        """Read everything that is shown."""
        self._runner.read(certificates, self._show)

    @Slot()
    def save_selected(self) -> None:
        """Write the selected certificates as one PDF, from the words frozen at issue."""
        rows = self.list.selected_rows()
        if not rows:
            return
        name = f"{rows[0].number} {rows[0].trainee}" if len(rows) == 1 else self.tr("Certificates")
        place = choose_place(
            self._chooser, self, self.tr("Save the PDF"), f"{safe_name(name)}.pdf", (".pdf",)
        )
        if place is None:
            return
        path, replace = place
        ids, on = [row.id for row in rows], this_day()
        self.banner.clear()
        self._runner.start(
            self.tr("Certificates"),
            lambda database, progress: papers.write_certificates(
                database, ids, path, today=on, replace=replace, progress=progress
            ),
            done=self._written,
            explain=self.banner.show_error,
        )

    def revoke(self, row: CertificateRow) -> None:
        """Ask why, and declare a certificate void."""
        ReasonDialog(
            self._runner,
            self.tr("Revoke %s?") % row.number,
            verb=self.tr("Revoke"),
            step=self.tr("Revoke certificate %s") % row.number,
            act=lambda db, reason: revoke(db, row.id, reason=reason, today=this_day()),
            sentences=(
                self.tr(
                    "It stays listed, its number is not used again, and this cannot be undone."
                ),
            ),
            danger=True,
            parent=self,
        ).open()

    def reissue(self, row: CertificateRow) -> None:
        """Ask why, and issue a certificate anew with the words of today."""
        ReasonDialog(
            self._runner,
            self.tr("Re-issue %s?") % row.number,
            verb=self.tr("Re-issue"),
            step=self.tr("Re-issue certificate %s") % row.number,
            act=lambda db, reason: reissue(db, row.id, reason=reason, today=this_day()),
            sentences=(
                self.tr("It is revoked, and a new one is printed with the names on file today."),
            ),
            parent=self,
        ).open()

    def _lay_out(self) -> None:
        self.header.set_actions(
            (self.chips, self.search), (self.renewals, *self.tools.buttons, self.save)
        )
        full = QWidget()
        inside = QVBoxLayout(full)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.banner)
        inside.addWidget(self.list, 1)
        self.empty = EmptyPage(
            "certificates",
            self.tr("No certificates yet"),
            self.tr(
                "Certificates are issued on the Papers tab of a course, to those who completed it. "
                "They stay listed here, and can be printed again at any time."
            ),
        )
        self.lay_out(self.header, full, self.empty)

    def _wire(self) -> None:
        self.search.textChanged.connect(self.list.set_filter)
        self.chips.chosen.connect(self._filter)
        self.save.clicked.connect(self.save_selected)
        self.renewals.clicked.connect(self.renewals_wanted)
        self.list.row_opened.connect(lambda row: self.person_opened.emit(row.person_id))
        self.list.rows_selected.connect(self._offer)
        self.list.menu_wanted.connect(self._fill_menu)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def _show(self, rows: Sequence[CertificateRow]) -> None:
        self._rows = tuple(rows)
        self.header.set_title(
            self.tr("Certificates"), self.tr("{count} issued").format(count=f"{len(rows):,}")
        )
        states = [standing(row, this_day()) for row in rows]
        self.chips.set_count("all", len(rows))
        for key in TONES:
            self.chips.set_count(key, states.count(key))
        self.show_filled(bool(rows))
        self._filter(self.chips.current)

    @Slot(str)
    def _filter(self, key: str) -> None:
        on = this_day()
        self.list.set_rows([row for row in self._rows if key in ("all", standing(row, on))])
        self.list.set_placeholder(self.tr("No certificate stands like this."))
        self._offer(self.list.selected_rows())

    @Slot(list)
    def _offer(self, rows: list[CertificateRow]) -> None:
        self.save.setEnabled(bool(rows) and all(row.revoked_on is None for row in rows))

    @Slot(object, list)
    def _fill_menu(self, menu: QMenu, rows: list[CertificateRow]) -> None:
        if rows and all(row.revoked_on is None for row in rows):
            menu.addAction(self.tr("Save PDF…"), self.save_selected)
        if len(rows) != 1:
            return
        (row,) = rows
        if row.revoked_on is None:
            menu.addAction(self.tr("Revoke…"), partial(self.revoke, row))
        menu.addAction(self.tr("Re-issue…"), partial(self.reissue, row))
        menu.addSeparator()
        menu.addAction(self.tr("Open person"), partial(self.person_opened.emit, row.person_id))
        menu.addAction(self.tr("Open course"), partial(self.course_opened.emit, row.course_id))

    def _written(self, path: Path) -> None:
        self.banner.show_note(saved_words(path))
        self.said.emit(saved_words(path))
