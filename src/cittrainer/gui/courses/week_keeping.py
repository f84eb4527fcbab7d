"""What a block keeps to, from its menu: a constraint in one step, or the page that shows them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cittrainer.gui.courses.week.navigation import next_in_day
from cittrainer.models import ConstraintKind
from cittrainer.rules.wording import day_names, quoted, when
from cittrainer.services.constraints import add_constraint, keep_on_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMenu
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.gui.courses.week_toolbar import WeekToolbar
    from cittrainer.rules.values import PlacedBlock, Week

K = ConstraintKind


class WeekKeeping(QObject):
    """Offers what a plan can keep to about one block or two, each as one step.

    Args:
        runner: The window's door to the database.
        toolbar: Whose menu leads to all constraints.
        parent: The tab that shows the week.
    """

    page_wanted = Signal()
    about_wanted = Signal(int)
    """The constraints about a block are to be shown."""
    form_wanted = Signal(object, object)
    """The form of a new constraint is wanted: its kind, and facts that it begins with."""

    def __init__(self, runner: Runner, toolbar: WeekToolbar, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._week: Week | None = None
        toolbar.offer_more(self.tr("Constraints…"), self.page_wanted.emit)

    def show_week(self, week: Week) -> None:
        """Know the week that is on file."""
        self._week = week

    def offer_about(self, menu: QMenu, block: PlacedBlock) -> None:
        """Add to the menu of a block what it can keep to; only what it does not yet."""
        week = self._week
        if week is None:
            return
        if not self._is_over:
            inner = menu.addMenu(self.tr("Keep to"))
            if block.placed and not block.pinned:
                self._offer_place(inner, week, block)
            self._offer_edges(inner, block)
            self._offer_others(inner, week, block)
        about = self.tr("Constraints about this block…")
        menu.addAction(about, partial(self.about_wanted.emit, block.id))

    def offer_about_two(self, menu: QMenu, blocks: Sequence[PlacedBlock]) -> None:
        """Add to the menu of two blocks what they can keep to about each other."""
        if self._is_over or len(blocks) != 2:
            return
        first, second = sorted(blocks, key=self._place_of)
        inner = menu.addMenu(self.tr("Keep to"))
        for kind, text in (
            (K.SAME_DAY, self.tr("On the same day")),
            (K.DIFFERENT_DAY, self.tr("Not on the same day")),
        ):
            if not self._has(kind, first.id, second.id) and not self._has(
                kind, second.id, first.id
            ):
                inner.addAction(text, partial(self._keep_pair, kind, first, second))
        for one, other in ((first, second), (second, first)):
            if not self._has(K.BEFORE, one.id, other.id):
                words = self.tr("{one} before {other}")
                said = words.format(one=quoted(one.title), other=quoted(other.title))
                inner.addAction(_plain(said), partial(self._keep_pair, K.BEFORE, one, other))

    def _offer_place(self, menu: QMenu, week: Week, block: PlacedBlock) -> None:
        place = when(block, day_names(week))
        if not self._has(K.FIXED_TIME, block.id):
            menu.addAction(
                self.tr("This time ({place})").format(place=place), partial(self._fix, block)
            )
        day = day_names(week)[block.day_id or 0]
        if not (self._has_day(K.NOT_BEFORE, block) and self._has_day(K.NOT_AFTER, block)):
            menu.addAction(
                self.tr("This day ({day})").format(day=day), partial(self._keep_day, block, day)
            )
        other = week.block.get(next_in_day(week, block.id, -1) or 0)
        if other is not None and not self._has(K.BEFORE, other.id, block.id):
            words = self.tr("Right after {other}").format(other=quoted(other.title))
            menu.addAction(_plain(words), partial(self._keep_after, other, block))

    def _offer_edges(self, menu: QMenu, block: PlacedBlock) -> None:
        for kind, text in (
            (K.FIRST_OF_DAY, self.tr("First of its day")),
            (K.LAST_OF_DAY, self.tr("Last of its day")),
        ):
            if not self._has(kind, block.id):
                menu.addAction(text, partial(self._keep, kind, block, text))

    def _offer_others(self, menu: QMenu, week: Week, block: PlacedBlock) -> None:
        if len(week.blocks) < 2:
            return
        menu.addSeparator()
        one = {"block_id": block.id}
        for text, kind, facts in (
            (self.tr("Right after…"), K.BEFORE, {"other_block_id": block.id, "directly": True}),
            (self.tr("Before…"), K.BEFORE, one),
            (self.tr("On the same day as…"), K.SAME_DAY, one),
            (self.tr("Not on the same day as…"), K.DIFFERENT_DAY, one),
            (self.tr("Not before…"), K.NOT_BEFORE, one),
            (self.tr("Not after…"), K.NOT_AFTER, one),
        ):
            menu.addAction(text, partial(self.form_wanted.emit, kind, facts))

    def _fix(self, block: PlacedBlock) -> None:
        week, day_id, start = self._week, block.day_id, block.start
        if week is None:
            return
        label = self.tr("Fix {block} to {place}")
        self._runner.write(
            label.format(block=quoted(block.title), place=when(block, day_names(week))),
            lambda db: add_constraint(
                db, week.course_id, K.FIXED_TIME, must=True,
                block_id=block.id, course_day_id=day_id, start_minute=start,
            ),
        )  # fmt: skip

    def _keep_day(self, block: PlacedBlock, day: str) -> None:
        week, day_id = self._week, block.day_id
        if week is not None and day_id is not None:
            label = self.tr("Keep {block} on {day}").format(block=quoted(block.title), day=day)
            self._runner.write(label, lambda db: keep_on_day(db, week.course_id, block.id, day_id))

    def _keep_after(self, earlier: PlacedBlock, block: PlacedBlock) -> None:
        label = self.tr("Keep {block} right after {earlier}")
        said = label.format(block=quoted(block.title), earlier=quoted(earlier.title))
        self._write(said, K.BEFORE, earlier.id, block.id, directly=True)

    def _keep(self, kind: ConstraintKind, block: PlacedBlock, text: str) -> None:
        label = self.tr("Keep {block}: {what}").format(block=quoted(block.title), what=text.lower())
        self._write(label, kind, block.id)

    def _keep_pair(self, kind: ConstraintKind, one: PlacedBlock, other: PlacedBlock) -> None:
        how = {
            K.SAME_DAY: self.tr("Keep {one} and {other} on the same day"),
            K.DIFFERENT_DAY: self.tr("Keep {one} and {other} on different days"),
            K.BEFORE: self.tr("Keep {one} before {other}"),
        }[kind]
        said = how.format(one=quoted(one.title), other=quoted(other.title))
        self._write(said, kind, one.id, other.id)

    def _write(
        self,
        label: str,
        kind: ConstraintKind,
        block_id: int,
        other_id: int | None = None,
        *,
        directly: bool = False,
    ) -> None:
        if self._week is None:
            return
        course_id = self._week.course_id

        def keep(db: Session) -> int:
            return add_constraint(
                db, course_id, kind, must=True, block_id=block_id, other_block_id=other_id,
                directly=directly,
            )  # fmt: skip

        self._runner.write(label, keep)

    def _has(self, kind: ConstraintKind, block_id: int, other_id: int | None = None) -> bool:
        """Whether the plan keeps to such a thing already, switched on."""
        constraints = self._week.constraints if self._week is not None else ()
        return any(
            one.active
            and one.kind == kind
            and (one.block_id, one.other_block_id) == (block_id, other_id)
            for one in constraints
        )

    def _has_day(self, kind: ConstraintKind, block: PlacedBlock) -> bool:
        constraints = self._week.constraints if self._week is not None else ()
        return any(
            one.active
            and one.kind == kind
            and (one.block_id, one.course_day_id) == (block.id, block.day_id)
            for one in constraints
        )

    def _place_of(self, block: PlacedBlock) -> tuple[int, int]:
        days = [day.id for day in self._week.days] if self._week is not None else []
        at = days.index(block.day_id) if block.day_id in days else len(days)
        return at, block.start or 0

    @property
    def _is_over(self) -> bool:
        return self._week is None or self._week.state in {"closed", "cancelled"}


def _plain(text: str) -> str:
    """An entry of a menu: an ampersand would underline the letter behind it."""
    return text.replace("&", "&&")
