"""What the user does with the blocks of a week, each as one step of the history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from cittrainer.gui.common.dates import time_of_day, weekday
from cittrainer.gui.courses.split_form import SplitForm, first_half
from cittrainer.gui.courses.week.columns import Division
from cittrainer.gui.courses.week.navigation import block_of
from cittrainer.rules.filling import Source
from cittrainer.rules.values import GRID_MINUTES
from cittrainer.services import block_changes, block_places, blocks, parts
from cittrainer.services.courses import override_standard, set_standard

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.gui.courses.week.columns import SubColumn
    from cittrainer.queries.curricula import ModuleRow
    from cittrainer.rules.filling import Filler
    from cittrainer.rules.values import PlacedBlock, Week


class WeekSteps(QObject):
    """Asks the runner for each change of one course's week, under the label that history shows.

    Args:
        runner: The window's door to the database.
        course_id: Whose week.
        parent: The tab that shows it.
    """

    snapped_back = Signal()
    """A change was refused: what is on file is to be shown again."""

    def __init__(self, runner: Runner, course_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._tab = runner, parent
        self._course_id = course_id
        self._week: Week | None = None

    def show_week(self, week: Week) -> None:
        """Know the week that is on file, for the words of labels."""
        self._week = week

    def block(self, block_id: int) -> PlacedBlock | None:
        """A block of the week, or None when it has no such block."""
        return block_of(self._week, block_id) if self._week else None

    def title(self, block_id: int) -> str:
        """What a block is called; empty for a block that is gone."""
        block = self.block(block_id)
        return block.title if block else ""

    def moment(self, day_id: int, start: int) -> str:
        """A day and a time in words, such as “Tue 10:00”."""
        day = self._week.day.get(day_id) if self._week else None
        return f"{weekday(day.date)} {time_of_day(start)}" if day else time_of_day(start)

    def change(
        self,
        label: str,
        fn: Callable[[Session], object],
        done: Callable[[object], None] | None = None,
    ) -> None:
        """Do one change as one step; when it is refused, what is on file is shown again."""
        self._runner.write(label, fn, done=done, refused=self._snap_back)

    @Slot(int, int, int)
    def move_block(self, block_id: int, day_id: int, start: int) -> None:
        """Move a block to where it was dropped; a refused move snaps back."""
        self.change(
            self.tr("Move “{title}” to {at}").format(
                title=self.title(block_id), at=self.moment(day_id, start)
            ),
            lambda db: blocks.move_block(db, block_id, course_day_id=day_id, start_minute=start),
        )

    @Slot(int, int, int, object)
    def send_block(self, block_id: int, day_id: int, start: int, into: SubColumn) -> None:
        """Move a block of one part to where it was dropped, and into that room or group."""
        block = self.block(block_id)
        if block is None:
            return
        part_id = block.parts[0].id

        def send(db: Session) -> None:
            blocks.move_block(db, block_id, course_day_id=day_id, start_minute=start)
            if into.division is Division.ROOMS:
                parts.set_room(db, part_id, into.id)
            else:
                parts.set_group(db, part_id, into.id)

        self.change(
            self.tr("Move “{title}” to {at}, {where}").format(
                title=block.title, at=self.moment(day_id, start), where=into.name
            ),
            send,
        )

    @Slot(int, int, int)
    def resize_block(self, block_id: int, start: int, minutes: int) -> None:
        """Give a block another length; a refused one snaps back."""
        self.change(
            self.tr("Make “{title}” {minutes} minutes long").format(
                title=self.title(block_id), minutes=minutes
            ),
            lambda db: blocks.resize_block(db, block_id, minutes=minutes, start_minute=start),
        )

    @Slot(int)
    def unplace_block(self, block_id: int) -> None:
        """Take a block off the plan."""
        self.change(
            self.tr("Take “{title}” off the plan").format(title=self.title(block_id)),
            lambda db: blocks.unplace_block(db, block_id),
        )

    @Slot(int)
    def remove_block(self, block_id: int) -> None:
        """Remove a block from the course; the offer to undo follows."""
        self.change(
            self.tr("Remove “{title}”").format(title=self.title(block_id)),
            lambda db: blocks.remove_block(db, block_id),
        )

    @Slot(int, bool)
    def pin_block(self, block_id: int, pinned: bool) -> None:
        """Pin a block where it is, or let it go."""
        words = self.tr("Pin “{title}”") if pinned else self.tr("Unpin “{title}”")
        self.change(
            words.format(title=self.title(block_id)),
            lambda db: blocks.pin_block(db, block_id, pinned=pinned),
        )

    @Slot(object)
    def add_module(self, module: ModuleRow) -> None:
        """Add a module of the curriculum as an unplaced block."""
        self._add_module(module.id, module.title)

    def fill_hours(self, filler: Filler) -> None:
        """Take a module or a longer block for minutes that the week is short of."""
        if filler.module_id is not None:
            self._add_module(filler.module_id, filler.title)
        elif filler.source is Source.LONGER and filler.block_id is not None:
            block = self.block(filler.block_id)
            self.resize_block(filler.block_id, (block.start if block else None) or 0, filler.length)

    @Slot(object)
    def place_blocks(self, placements: tuple[block_places.Placement, ...]) -> None:
        """Move several blocks at once; all snap back when one of them is refused."""
        self.change(
            self.tr("Move {n} blocks").format(n=len(placements)),
            lambda db: block_places.place_blocks(db, placements),
        )

    @Slot(object)
    def unplace_blocks(self, block_ids: tuple[int, ...]) -> None:
        """Take several blocks off the plan."""
        self.change(
            self.tr("Take {n} blocks off the plan").format(n=len(block_ids)),
            lambda db: block_places.unplace_blocks(db, block_ids),
        )

    @Slot(object)
    def remove_blocks(self, block_ids: tuple[int, ...]) -> None:
        """Remove several blocks from the course; the offer to undo follows."""
        self.change(
            self.tr("Remove {n} blocks").format(n=len(block_ids)),
            lambda db: block_places.remove_blocks(db, block_ids),
        )

    @Slot(object, bool)
    def pin_blocks(self, block_ids: tuple[int, ...], pinned: bool) -> None:
        """Pin several blocks where they are, or let them go."""
        words = self.tr("Pin {n} blocks") if pinned else self.tr("Unpin {n} blocks")
        self.change(
            words.format(n=len(block_ids)),
            lambda db: block_places.pin_blocks(db, block_ids, pinned=pinned),
        )

    @Slot(int, bool)
    def split(self, block_id: int, ask: bool) -> None:
        """Make two blocks of one: in the middle, or where the user says."""
        block = self.block(block_id)
        if block is None:
            return
        if not ask:
            self.split_block(block_id, first_half(block))
        elif block.minutes > GRID_MINUTES:
            form = SplitForm(block, self._tab)
            form.chosen.connect(partial(self.split_block, block_id))
            form.open()

    def split_block(self, block_id: int, first_minutes: int) -> None:
        """Make two blocks of one; the first lasts so many minutes."""
        self.change(
            self.tr("Split “{title}” after {minutes} minutes").format(
                title=self.title(block_id), minutes=first_minutes
            ),
            lambda db: block_changes.split_block(db, block_id, first_minutes),
        )

    @Slot(int)
    def copy_block(self, block_id: int) -> None:
        """Add a block like another one to those that wait."""
        self.change(
            self.tr("Copy “{title}”").format(title=self.title(block_id)),
            lambda db: block_changes.copy_block(db, block_id),
        )

    @Slot(int, int)
    def swap_blocks(self, first_id: int, second_id: int) -> None:
        """Let two blocks change places."""
        self.change(
            self.tr("Swap “{first}” and “{second}”").format(
                first=self.title(first_id), second=self.title(second_id)
            ),
            lambda db: block_changes.swap_blocks(db, first_id, second_id),
        )

    @Slot(int, int)
    def shift_following(self, block_id: int, minutes: int) -> None:
        """Let a block and what follows it come later, or earlier when negative."""
        words = (
            self.tr("Let “{title}” and what follows come {minutes} minutes later")
            if minutes > 0
            else self.tr("Let “{title}” and what follows come {minutes} minutes earlier")
        )
        self.change(
            words.format(title=self.title(block_id), minutes=abs(minutes)),
            lambda db: block_places.shift_following(db, block_id, minutes),
        )

    @Slot(int)
    def close_gap(self, block_id: int) -> None:
        """Let a block and what follows it come earlier until no gap is before it."""
        self.change(
            self.tr("Close the gap before “{title}”").format(title=self.title(block_id)),
            lambda db: block_places.close_gap(db, block_id),
        )

    def teach_instead(self, block_id: int, module: ModuleRow) -> None:
        """Teach another module in a block."""
        module_id = module.id
        self.change(
            self.tr("Teach “{new}” instead of “{old}”").format(
                new=module.title, old=self.title(block_id)
            ),
            lambda db: blocks.swap_module(db, block_id, module_id),
        )

    def choose_standard(self, standard_id: int | None, title: str) -> None:
        """Measure the week against a standard, or against none."""
        course_id = self._course_id
        self.change(
            self.tr("Measure the week against “{title}”").format(title=title),
            lambda db: set_standard(db, course_id, standard_id),
        )

    def override_standard(self, db: Session, reason: str) -> None:
        """Keep why the week may miss its standard, in the step of the dialog that asked."""
        override_standard(db, self._course_id, reason=reason)

    def _add_module(self, module_id: int, title: str) -> None:
        course_id = self._course_id
        self.change(
            self.tr("Add “{title}”").format(title=title),
            lambda db: blocks.add_block(db, course_id, module_id=module_id),
        )

    @Slot()
    def _snap_back(self) -> None:
        self.snapped_back.emit()
