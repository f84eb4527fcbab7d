"""The form of a block: what it is, when it is, where, for whom, and who presents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.cards import line
from cittrainer.gui.common.choices import chosen, fill
from cittrainer.gui.common.dates import day_month, weekday
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.courses.parts_editor import Offers, PartsEditor
from cittrainer.gui.courses.words import DELIVERIES
from cittrainer.gui.forms.ui_courses_block import Ui_BlockForm
from cittrainer.models import Delivery
from cittrainer.queries.curricula import ModuleRow, modules_of_course
from cittrainer.queries.presenters import choices
from cittrainer.queries.rooms import groups, rooms
from cittrainer.rules.plan_values import equipment_words
from cittrainer.services.block_plans import BlockPlan, save_block, save_new_block

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.values import PlacedBlock, Week


@dataclass(frozen=True, slots=True)
class FormOffers:
    """What can be chosen in the form."""

    modules: tuple[ModuleRow, ...]
    parts: Offers


def form_offers(db: Session, course_id: int) -> FormOffers:
    """Everything that the form offers."""
    return FormOffers(
        modules_of_course(db, course_id),
        Offers(rooms(db), groups(db, course_id), choices(db)),
    )


def topic_lines(topics: Mapping[str, int]) -> str:
    """Topics as they are typed, one a line with its share."""
    return "\n".join(f"{topic} {percent}" for topic, percent in topics.items())


def typed_topics(text: str) -> dict[str, int]:
    """Topics as they were typed; one alone needs no share.

    Raises:
        Invalid: a line has no share.
    """
    lines = [each.strip() for each in text.splitlines() if each.strip()]
    topics: dict[str, int] = {}
    for each in lines:
        topic, _, share = each.rpartition(" ")
        digits = share.rstrip("%")
        if topic and digits.isdecimal():
            topics[topic.strip()] = int(digits)
        elif len(lines) == 1:
            topics[each] = 100
        else:
            raise Invalid(
                f"“{each}” has no share.", hint="Write its percent behind it, such as 50."
            )
    return topics


class BlockForm(FormDialog):
    """Adds a block or changes one; everything is saved in one step."""

    def __init__(
        self,
        runner: Runner,
        week: Week,
        block: PlacedBlock | None = None,
        *,
        day_id: int | None = None,
        start: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make the form.

        Args:
            runner: Saves it.
            week: The course's plan.
            block: The block to change, or None for a new one.
            day_id: The day of a new block; None leaves it unplaced.
            start: Minutes after midnight at which a new block starts.
            parent: The Qt parent.
        """
        title = self.tr("Add a block") if block is None else block.title
        super().__init__(title, parent, width=680)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._week = week
        self._block = block
        self._modules: dict[int, ModuleRow] = {}
        self.ui = Ui_BlockForm()
        form = QWidget()
        self.ui.setupUi(form)
        self.parts = PartsEditor()
        for widget in (form, line(), self.parts):
            self.body.addWidget(widget)
        for key, words in DELIVERIES.items():
            self.ui.delivery.addItem(words, key)
        days = [(day.id, f"{weekday(day.date)} {day_month(day.date)}") for day in week.days]
        fill(self.ui.day, [(None, self.tr("Not placed yet")), *days], day_id)
        self.ui.start.set_minute(start if start is not None else 480)
        if block is not None:
            self._show(block)
        self._day_changed()
        self.ui.day.currentIndexChanged.connect(self._day_changed)
        self.ui.module.activated.connect(self._take_module)
        self.save_wanted.connect(self.save_form)
        self.save.setEnabled(False)
        course_id = week.course_id
        runner.read(lambda db: form_offers(db, course_id), self._offer)

    @Slot()
    def save_form(self) -> None:
        """Save what stands in the form; a refusal is shown in it."""
        try:
            plan = self.plan()
        except Invalid as error:
            self.refuse(error)
            return
        self.set_busy(True)
        course_id, block = self._week.course_id, self._block
        if block is None:
            self._runner.write(
                self.tr("Add “{title}”").format(title=plan.title.strip()),
                lambda db: save_new_block(db, course_id, plan),
                done=self._saved,
                explain=self.refuse,
            )
        else:
            block_id, seen = block.id, block.version
            self._runner.write(
                self.tr("Edit “{title}”").format(title=plan.title.strip()),
                lambda db: save_block(db, block_id, seen, plan),
                done=self._saved,
                explain=self.refuse,
            )

    def plan(self) -> BlockPlan:
        """The block as it stands in the form.

        Raises:
            Invalid: a topic has no share.
        """
        ui = self.ui
        day_id = chosen(ui.day)
        return BlockPlan(
            title=ui.title.text(),
            delivery=Delivery(ui.delivery.currentData()),
            minutes=ui.minutes.value(),
            topics=typed_topics(ui.topics.toPlainText()),
            must_attend=ui.must_attend.isChecked(),
            pinned=ui.pinned.isChecked() and day_id is not None,
            note=ui.note.toPlainText(),
            parts=self.parts.plans,
            course_day_id=day_id,
            start_minute=None if day_id is None else ui.start.minute,
            module_id=chosen(ui.module),
            equipment=self._equipment(),
            qualification=self._qualification(),
        )

    def _equipment(self) -> str | None:
        """What was typed; None where it names what the block needs already, in other letters."""
        typed = self.ui.equipment.text()
        needed = self._block.equipment if self._block else frozenset()
        return None if equipment_words(typed) == needed else typed

    def _qualification(self) -> str | None:
        """What was typed; None where it is what it was, so that a new module brings its own."""
        typed = self.ui.qualification.text()
        return None if typed == (self._block.qualification if self._block else "") else typed

    def _saved(self, _block_id: int) -> None:
        self.settle()
        self.accept()

    def _show(self, block: PlacedBlock) -> None:
        ui = self.ui
        ui.title.setText(block.title)
        ui.delivery.setCurrentIndex(ui.delivery.findData(block.delivery))
        ui.minutes.setValue(block.minutes)
        ui.day.setCurrentIndex(max(0, ui.day.findData(block.day_id)))
        if block.start is not None:
            ui.start.set_minute(block.start)
        ui.topics.setPlainText(topic_lines(block.topics))
        ui.must_attend.setChecked(block.must_attend)
        ui.pinned.setChecked(block.pinned)
        ui.note.setPlainText(block.note)
        ui.equipment.setText(", ".join(sorted(block.equipment)))
        ui.qualification.setText(block.qualification)

    def _offer(self, offers: FormOffers) -> None:
        self._modules = {row.id: row for row in offers.modules}
        none = self.tr("A block of our own") if self._block is None else self.tr("As it is")
        rows = [(row.id, f"{row.title} ({row.minutes} min)") for row in offers.modules]
        fill(self.ui.module, [(None, none), *rows], None)
        self.ui.module.setEnabled(bool(rows))
        self.parts.show_parts(offers.parts, self._block.parts if self._block else ())
        self.save.setEnabled(True)
        self.settle()

    @Slot()
    def _take_module(self) -> None:
        """Fill the form from the module that was chosen; time, rooms and presenters stay."""
        module = self._modules.get(chosen(self.ui.module) or 0)
        if module is None:
            return
        ui = self.ui
        ui.title.setText(module.title)
        ui.delivery.setCurrentIndex(ui.delivery.findData(module.delivery))
        ui.topics.setPlainText(topic_lines(module.topics))
        ui.must_attend.setChecked(module.must_attend)
        if self._block is None:
            ui.minutes.setValue(module.minutes)
            self.parts.need(module.parts)

    @Slot()
    def _day_changed(self) -> None:
        placed = chosen(self.ui.day) is not None
        for field in (self.ui.start, self.ui.pinned):
            field.setEnabled(placed)
