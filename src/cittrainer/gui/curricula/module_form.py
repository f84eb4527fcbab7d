"""The form of a module of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.fields import FormRow
from cittrainer.gui.curricula.words import read_topics, topic_lines
from cittrainer.models import Delivery
from cittrainer.rules.values import clock
from cittrainer.rules.wording import quoted
from cittrainer.services.modules import (
    LAST_DAY,
    LONGEST_MODULE,
    MOST_ROOMS,
    ModuleFields,
    add_module,
    edit_module,
)

if TYPE_CHECKING:
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.curricula import ModuleRow

TEXT_HEIGHT = 72
"""Pixels; room for three lines."""

USUAL_MINUTES = 60


class ModuleForm(FormDialog):
    """Adds a module to a draft or changes one."""

    def __init__(
        self,
        runner: Runner,
        version_id: int,
        module: ModuleRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = self.tr("Add a module") if module is None else module.title
        super().__init__(title, parent, width=600)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._version_id = version_id
        self._module = module
        self.title, self.taught_by, self.start = QLineEdit(), QLineEdit(), QLineEdit()
        self.equipment, self.qualification = QLineEdit(), QLineEdit()
        self.delivery = QComboBox()
        for each in Delivery:
            self.delivery.addItem(each.value.capitalize(), each)
        self.minutes = _number(5, LONGEST_MODULE, step=5)
        self.least, self.most = (
            _number(0, LONGEST_MODULE, step=5, none=self.tr("open")) for _ in range(2)
        )
        self.day = _number(0, LAST_DAY, none=self.tr("none"))
        self.rooms = _number(1, MOST_ROOMS)
        self.weight = _number(0, 3)
        self.must = QCheckBox(self.tr("Nobody completes the course without it"))
        self.topics, self.objectives, self.materials = (_text() for _ in range(3))
        self._add_fields()
        self._show(module)
        self.save_wanted.connect(self.save_module)

    @Slot()
    def save_module(self) -> None:
        """Save what was typed; a refusal is shown in the form."""
        try:
            values = self._values()
        except Invalid as error:
            self.refuse(error)
            return
        self.set_busy(True)
        version_id, module = self._version_id, self._module
        if module is None:
            self._runner.write(
                self.tr("Add {title} to the draft").format(title=quoted(values["title"].strip())),
                lambda db: add_module(db, version_id, **values),
                done=self._saved,
                explain=self.refuse,
            )
        else:
            self._runner.write(
                self.tr("Edit {title} of the draft").format(title=quoted(module.title)),
                lambda db: edit_module(db, module.id, module.version, **values),
                done=self._saved,
                explain=self.refuse,
            )

    def _saved(self, _result: int | None) -> None:
        self.settle()
        self.accept()

    def _values(self) -> ModuleFields:
        day = self.day.value() or None
        return {
            "title": self.title.text(),
            "delivery": Delivery(self.delivery.currentData()),
            "minutes": self.minutes.value(),
            "least_minutes": self.least.value() or None,
            "most_minutes": self.most.value() or None,
            "day_number": day,
            "start_minute": _minute(self.start.text()),
            "topics": read_topics(self.topics.toPlainText()),
            "parts": self.rooms.value(),
            "weight": self.weight.value(),
            "must_attend": self.must.isChecked(),
            "objectives": self.objectives.toPlainText(),
            "materials": self.materials.toPlainText(),
            "equipment": self.equipment.text(),
            "qualification": self.qualification.text(),
            "taught_by": self.taught_by.text(),
        }

    def _show(self, module: ModuleRow | None) -> None:
        if module is None:
            self.minutes.setValue(USUAL_MINUTES)
            self.weight.setValue(1)
            return
        self.title.setText(module.title)
        self.delivery.setCurrentIndex(self.delivery.findText(module.delivery.capitalize()))
        self.minutes.setValue(module.minutes)
        self.least.setValue(module.least_minutes or 0)
        self.most.setValue(module.most_minutes or 0)
        self.day.setValue(module.day_number or 0)
        self.start.setText("" if module.start_minute is None else clock(module.start_minute))
        self.topics.setPlainText(topic_lines(module.topics))
        self.rooms.setValue(module.parts)
        self.weight.setValue(module.weight)
        self.must.setChecked(module.must_attend)
        self.objectives.setPlainText(module.objectives)
        self.materials.setPlainText(module.materials)
        self.equipment.setText(module.equipment)
        self.qualification.setText(module.qualification)
        self.taught_by.setText(module.taught_by)

    def _add_fields(self) -> None:
        self.add_field(self.tr("&Title"), self.title)
        self.add_row(
            FormRow(self.tr("&Delivery"), self.delivery),
            FormRow(self.tr("&Minutes"), self.minutes),
            FormRow(self.tr("At &least"), self.least),
            FormRow(self.tr("At m&ost"), self.most),
        )
        self.add_row(
            FormRow(self.tr("Usual da&y"), self.day),
            FormRow(self.tr("Usual t&ime"), self.start, self.tr("such as 8:05")),
            FormRow(self.tr("&Rooms at once"), self.rooms),
            FormRow(self.tr("&Weight"), self.weight, self.tr("0 light, 3 heavy")),
        )
        hint = self.tr("One a line with its share, such as “De-escalation: 60”; 100 together.")
        self.add_field(self.tr("To&pics"), self.topics, hint)
        self.body.addWidget(self.must)
        self.add_field(self.tr("O&bjectives"), self.objectives, self.tr("One a line."))
        self.add_field(self.tr("M&aterials"), self.materials)
        self.add_row(
            FormRow(self.tr("&Equipment"), self.equipment),
            FormRow(self.tr("&Qualification"), self.qualification),
        )
        self.add_field(self.tr("Who may teac&h it"), self.taught_by)


def _number(least: int, most: int, *, step: int = 1, none: str = "") -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setSingleStep(step)
    box.setSpecialValueText(none)
    return box


def _text() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(TEXT_HEIGHT)
    return made


def _minute(typed: str) -> int | None:
    """Minutes after midnight of a time such as 8:05; None while nothing is typed."""
    if not typed.strip():
        return None
    hour, _, minute = typed.strip().partition(":")
    if not (hour.isdecimal() and minute.isdecimal() and len(hour) < 3 and len(minute) == 2):
        raise Invalid(f"{quoted(typed)} is no time.", hint="Type it like 8:05.")
    if int(hour) > 23 or int(minute) > 59:
        raise Invalid(f"No clock shows {quoted(typed)}.", hint="Type it like 8:05.")
    return int(hour) * 60 + int(minute)
