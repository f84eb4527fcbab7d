"""Papers of single presenters saved from the window: asks where, and says where they are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.common.places import choose_place, saved_words
from cittrainer.jobs import presenter_files

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.presenters import PresenterCard


class PresenterPrinting(QObject):
    """Saves slots and service records for the page that owns it."""

    said = Signal(str)
    """Where a file was saved."""

    def __init__(self, runner: Runner, page: QWidget, chooser: FileChooser | None = None) -> None:
        super().__init__(page)
        self._runner = runner
        self.chooser = chooser or FileChooser()

    def save_slots(
        self,
        course_id: int,
        number: str,
        presenter_ids: Collection[int] | None = None,
        name: str = "",
    ) -> None:
        """Ask where, and write the slots of some presenters of a course, or of all.

        Args:
            course_id: The course.
            number: Its number, for the proposed name.
            presenter_ids: Whose slots; None for everybody who is expected.
            name: Of the one presenter; empty where they are several.
        """
        place = choose_place(
            self.chooser,
            self._page(),
            self.tr("Save the slots"),
            presenter_files.slots_name(number, name),
            presenter_files.SLOTS_ENDINGS,
        )
        if place is None:
            return
        path, replace = place
        ids = None if presenter_ids is None else tuple(presenter_ids)
        today = this_day()
        self._runner.start(
            self.tr("Save the slots"),
            lambda database, progress: presenter_files.write_slots(
                database, course_id, ids, path, today=today, replace=replace, progress=progress
            ),
            done=self._written,
        )

    def save_record(self, presenter_id: int, name: str) -> None:
        """Ask where, and write what a presenter presented over the years."""
        place = choose_place(
            self.chooser,
            self._page(),
            self.tr("Save the service record"),
            presenter_files.record_name(name),
            presenter_files.RECORD_ENDINGS,
        )
        if place is None:
            return
        path, replace = place
        today = this_day()
        self._runner.start(
            self.tr("Save the service record"),
            lambda database, progress: presenter_files.write_service_record(
                database, presenter_id, path, today=today, replace=replace, progress=progress
            ),
            done=self._written,
        )

    def save_feedback(self, course_id: int, number: str, presenter_id: int, name: str) -> None:
        """Ask where, and write what was passed on to a presenter."""
        place = choose_place(
            self.chooser,
            self._page(),
            self.tr("Save the feedback letter"),
            presenter_files.feedback_name(number, name),
            presenter_files.SLOTS_ENDINGS,
        )
        if place is None:
            return
        path, replace = place
        today = this_day()
        self._runner.start(
            self.tr("Save the feedback letter"),
            lambda database, progress: presenter_files.write_feedback(
                database,
                course_id,
                presenter_id,
                path,
                today=today,
                replace=replace,
                progress=progress,
            ),
            done=self._written,
        )

    def menu_of(self, card: PresenterCard, parent: QWidget) -> QMenu:
        """The papers of somebody in the book: the service record, and the slots in each course."""
        menu = QMenu(parent)
        menu.addAction(
            self.tr("Service record…"), partial(self.save_record, card.id, card.public_name)
        )
        courses = {row.course_id: row.course for row in card.bookings if row.on_date is not None}
        for course_id, number in courses.items():
            menu.addAction(
                self.tr("Slots in {course}…").format(course=number.replace("&", "&&")),
                partial(self.save_slots, course_id, number, (card.id,), card.public_name),
            )
        return menu

    def _written(self, path: Path) -> None:
        self.said.emit(saved_words(path))

    def _page(self) -> QWidget:
        # Asked each time: two who hold each other are destroyed in any order.
        return cast("QWidget", self.parent())
