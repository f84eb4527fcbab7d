"""What a plan keeps to: plain sentences with their state, to add, change, switch and remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.theme import Size
from cittrainer.gui.constraints.about import is_about
from cittrainer.gui.constraints.columns import COURSE_COLUMNS, DEFAULT_COLUMNS
from cittrainer.gui.constraints.detail import ConstraintDetail
from cittrainer.gui.constraints.filters import ConstraintFilters
from cittrainer.gui.constraints.form import ConstraintForm, Draft
from cittrainer.gui.constraints.nothing_kept import NothingKept, defaults_words, has_defaults
from cittrainer.gui.constraints.steps import ConstraintSteps
from cittrainer.models import (
    Academy,
    Availability,
    Block,
    BlockPart,
    Booking,
    ConstraintKind,
    Course,
    CourseDay,
    CourseGroup,
    Enrollment,
    GroupMember,
    PlanConstraint,
    PlanRelease,
    Presenter,
    Room,
)
from cittrainer.queries.care import CARE_MADE_OF
from cittrainer.queries.constraints import constraint_list
from cittrainer.rules.constraint_fields import FACTS
from cittrainer.rules.wording import counted, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QMenu

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.constraints import ConstraintList, ConstraintRow
    from cittrainer.settings import SettingsFile

ROOM_FOR_DETAIL = 480
"""Pixels of the page's height from which the whole of the chosen constraint is told."""


class ConstraintsPage(Page):
    """Everything that one course's plan keeps to, or what new courses begin with.

    Args:
        runner: The window's door to the database.
        settings: Where the widths of columns are remembered.
        course_id: Whose plan; None for the defaults of the academy.
        parent: The widget it belongs to.
    """

    made_of = (
        Academy, Availability, Block, BlockPart, Booking, Course, CourseDay, CourseGroup,
        Enrollment, GroupMember, PlanConstraint, PlanRelease, Presenter, Room,
        *CARE_MADE_OF,
    )  # fmt: skip

    block_wanted = Signal(int)
    """A block that breaks a constraint is to be shown in the week."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._course_id = course_id
        self._shown: ConstraintList | None = None
        self._about: int | None = None
        """The id of the block about which alone constraints are shown."""
        self._wanted: Callable[[], None] | None = None
        """What was asked before anything was read."""
        self.steps = ConstraintSteps(runner, course_id, self)
        self.sum = label("", "heading")
        self.search = SearchField(self.tr("Filter"))
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(220)
        self.chips = ConstraintFilters(of_course=course_id is not None)
        self.about = button("", "chip", "close")
        self.about.setToolTip(self.tr("Show all constraints again"))
        self.about.hide()
        name = "constraints" if course_id is not None else "default_constraints"
        columns = COURSE_COLUMNS if course_id is not None else DEFAULT_COLUMNS
        self.list = ListView(columns, name=name, settings=settings, key=lambda row: row.id)
        self.list.setAccessibleName(self.tr("Constraints"))
        self.list.set_placeholder(self.tr("No constraint is like that."))
        self.tools = ListTools(self.list, runner, self.tr("Constraints"))
        self.add = button(self.tr("Add"), "primary", "add")
        self.add.setToolTip(self.tr("Add a constraint (Ctrl+N)"))
        self.edit = button(self.tr("Edit"), icon_name="edit")
        self.duplicate = button(self.tr("Duplicate"), icon_name="copy")
        self.switch = button(self.tr("Switch off"))
        self.remove = button(self.tr("Remove"), icon_name="delete")
        self.defaults = button("")
        self.detail = ConstraintDetail()
        self.empty = NothingKept(of_course=course_id is not None)
        self._lay_out()
        self._wire()
        self.reload()

    def read(self) -> None:
        """Read everything that is shown."""
        course_id = self._course_id
        self._runner.read(lambda db: constraint_list(db, course_id), self._show, explain=self._lost)

    def show_constraint(self, constraint_id: int) -> None:
        """Choose a constraint, whatever is filtered."""

        def show() -> None:
            self._choose(constraint_id)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

        self._when_shown(show)

    def show_about(self, block_id: int) -> None:
        """Show only what concerns a block: its own, and those of its kind, rooms and people."""

        def show() -> None:
            self._clear_filters()
            self._about = block_id
            self._filter()

        self._when_shown(show)

    def add_like(self, draft: Draft) -> None:
        """Open the form of a new constraint with something in it already."""
        self._when_shown(lambda: self._open_form(draft=draft))

    @Slot(object, object)
    def add_kind(self, kind: ConstraintKind, facts: Mapping[str, object]) -> None:
        """Open the form of a new must of a kind, with some of its facts."""
        self.add_like(Draft(kind, facts, must=True))

    @Slot()
    def add_constraint(self) -> None:
        """Open the form of a new constraint."""
        self._open_form()

    @Slot()
    def edit_chosen(self) -> None:
        """Open the form of the chosen constraint."""
        rows = self.list.selected_rows()
        if len(rows) == 1:
            self.edit_row(rows[0])

    @Slot(object)
    def edit_row(self, row: ConstraintRow) -> None:
        """Open the form of a constraint."""
        self._open_form(row)

    @Slot()
    def duplicate_chosen(self) -> None:
        """Open the form of a new constraint that begins like the chosen one."""
        rows: list[ConstraintRow] = self.list.selected_rows()
        if len(rows) == 1:
            one = rows[0].value
            facts = {name: getattr(one, name) for name in FACTS}
            draft = Draft(ConstraintKind(one.kind), facts, one.must, one.weight, one.comment)
            self._open_form(draft=draft)

    @Slot()
    def switch_chosen(self) -> None:
        """Switch the chosen constraints off, or on where all of them are off."""
        rows: list[ConstraintRow] = self.list.selected_rows()
        self.steps.switch(rows, active=not any(row.value.active for row in rows))

    @Slot()
    def remove_chosen(self) -> None:
        """Remove the chosen constraints; Undo brings them back."""
        self.steps.remove(self.list.selected_rows())

    def _open_form(self, row: ConstraintRow | None = None, *, draft: Draft | None = None) -> None:
        if self._shown is None or self._shown.over:
            return
        form = ConstraintForm(
            self._runner,
            self._course_id,
            self._shown,
            value=row.value if row else None,
            draft=draft,
            parent=self,
        )
        form.saved.connect(self._choose_saved)
        form.open()

    @Slot(object)
    def _choose_saved(self, constraint_id: int | None) -> None:
        """Choose what was added, once it is read."""
        if constraint_id is not None:
            self._wanted = lambda: self._choose(constraint_id)

    def _choose(self, constraint_id: int) -> None:
        """Choose a constraint, whatever is filtered."""
        self.list.select([constraint_id])
        if [row.id for row in self.list.selected_rows()] != [constraint_id]:
            self._clear_filters()
            self.list.select([constraint_id])

    def _when_shown(self, act: Callable[[], None]) -> None:
        if self._shown is None or self._stale:
            self._wanted = act
        else:
            act()

    def _show(self, shown: ConstraintList) -> None:
        self._shown = shown
        self.steps.show(shown)
        broken = self.chips.count(shown.rows)
        said = counted(len(shown.rows), "constraint")
        self.sum.setText(f"{said}, {broken} broken" if broken else said)
        of_course = self._course_id is not None
        self.defaults.setText(defaults_words(shown, of_course=of_course))
        self.defaults.setAccessibleName(self.defaults.text())
        self.defaults.setVisible(has_defaults(shown, of_course=of_course))
        self.empty.offer(shown)
        self.add.setEnabled(not shown.over)
        self._stack.setCurrentIndex(0 if shown.rows else 1)
        self._filter()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()

    @Slot()
    def _filter(self) -> None:
        shown = self._shown
        if shown is None:
            return
        rows = self.chips.passing(shown.rows)
        block = shown.week.block.get(self._about or 0)
        self.about.setVisible(block is not None)
        if block is not None:
            words = self.tr("About {block}").format(block=quoted(block.title[:40]))
            self.about.setText(words.replace("&", "&&"))
            self.about.setAccessibleName(words)
            rows = [row for row in rows if is_about(row, block)]
        self._fold()
        self.list.set_rows(rows)
        self._show_selected(self.list.selected_rows())

    def _clear_filters(self) -> None:
        self._about = None
        self.search.clear()
        self.chips.mark_chosen("all")
        self._filter()

    @Slot()
    def _forget_about(self) -> None:
        self._about = None
        self._filter()

    @Slot(list)
    def _show_selected(self, rows: Sequence[ConstraintRow]) -> None:
        free = self._shown is not None and not self._shown.over
        self.edit.setEnabled(free and len(rows) == 1)
        self.duplicate.setEnabled(free and len(rows) == 1)
        self.switch.setEnabled(free and bool(rows))
        self.remove.setEnabled(free and bool(rows))
        on = any(row.value.active for row in rows) or not rows
        self.switch.setText(self.tr("Switch off") if on else self.tr("Switch on"))
        self.switch.setAccessibleName(self.switch.text())
        self._tell_one(rows[0] if len(rows) == 1 else None)

    def _tell_one(self, row: ConstraintRow | None) -> None:
        """Say the whole of one constraint under the list, where a column would cut it."""
        self.detail.setVisible(row is not None and self.height() >= ROOM_FOR_DETAIL)
        if row is not None:
            self.detail.tell(row)

    @Slot()
    def _show_in_week(self) -> None:
        rows: list[ConstraintRow] = self.list.selected_rows()
        if len(rows) == 1 and rows[0].broken_blocks:
            self.block_wanted.emit(rows[0].broken_blocks[0])

    @Slot(object, list)
    def _fill_menu(self, menu: QMenu, rows: list[ConstraintRow]) -> None:
        if not rows:
            return
        for source, act, key in (
            (self.edit, self.edit_chosen, "Return"),
            (self.duplicate, self.duplicate_chosen, "Ctrl+D"),
            (self.switch, self.switch_chosen, "Space"),
            (self.remove, self.remove_chosen, "Delete"),
        ):
            action = menu.addAction(source.text(), act)
            action.setEnabled(source.isEnabled())
            action.setShortcut(QKeySequence(key))
            action.setShortcutVisibleInContextMenu(True)
        if len(rows) == 1 and rows[0].broken_blocks:
            menu.addSeparator()
            menu.addAction(self.tr("Show in the week"), self._show_in_week)

    def _lost(self, _error: object) -> None:
        """The course was taken back; whoever shows the workspace closes it."""
        self.setEnabled(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the new room."""
        super().resizeEvent(event)
        self._fold()
        rows = self.list.selected_rows()
        self._tell_one(rows[0] if len(rows) == 1 else None)

    def _fold(self) -> None:
        """Put the changes under the filters where both do not fit into one line."""
        wanted = self._filters.sizeHint().width() + self._changes.sizeHint().width() + Size.gap
        fits = wanted <= self.width() - 2 * Size.page_margin
        way = QBoxLayout.Direction
        self._second.setDirection(way.LeftToRight if fits else way.TopToBottom)
        # The menu of the headings offers the columns too.
        self.tools.columns.setVisible(fits)

    def _lay_out(self) -> None:
        first, filters, changes = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._second = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for row in (first, filters, changes, self._second):
            row.setSpacing(10)
        first.addWidget(self.sum)
        first.addStretch()
        for each in (self.defaults, *self.tools.buttons, self.add):
            first.addWidget(each)
        for each in (self.chips, self.about, self.search):
            filters.addWidget(each)
        filters.addStretch()
        self._filters, self._changes = filters, changes
        self._second.addLayout(filters)
        self._second.addStretch()
        self._second.addLayout(changes)
        for each in (self.edit, self.duplicate, self.switch, self.remove):
            changes.addWidget(each)
        changes.addStretch()
        filled = QWidget()
        inside = QVBoxLayout(filled)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addLayout(first)
        inside.addLayout(self._second)
        inside.addWidget(self.list, 1)
        inside.addWidget(self.detail)
        self._stack = QStackedWidget()
        self._stack.addWidget(filled)
        self._stack.addWidget(self.empty)
        outside = QVBoxLayout(self)
        margin = Size.page_margin
        outside.setContentsMargins(margin, Size.gap, margin, margin)
        outside.addWidget(self._stack)

    def _wire(self) -> None:
        self.chips.chosen.connect(self._filter)
        self.search.textChanged.connect(self.list.set_filter)
        self.about.clicked.connect(self._forget_about)
        self.list.rows_selected.connect(self._show_selected)
        self.list.row_opened.connect(self.edit_row)
        self.list.menu_wanted.connect(self._fill_menu)
        self.detail.action_wanted.connect(self._show_in_week)
        self.add.clicked.connect(self.add_constraint)
        self.edit.clicked.connect(self.edit_chosen)
        self.duplicate.clicked.connect(self.duplicate_chosen)
        self.switch.clicked.connect(self.switch_chosen)
        self.remove.clicked.connect(self.remove_chosen)
        self.defaults.clicked.connect(self.steps.take_defaults)
        self.empty.primary_wanted.connect(self.steps.take_defaults)
        self.empty.secondary_wanted.connect(self.add_constraint)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+N"), self, self.add_constraint).setContext(inside)
        for key, act in (
            ("Space", self.switch_chosen),
            ("Delete", self.remove_chosen),
            ("Ctrl+D", self.duplicate_chosen),
        ):
            QShortcut(QKeySequence(key), self.list, act).setContext(
                Qt.ShortcutContext.WidgetShortcut
            )
