"""The fields of one kind of constraint: about whom or what, when, and how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.fields import FormRow
from cittrainer.gui.constraints.fields import Choice, NumberField, TimeField
from cittrainer.gui.constraints.words import AVAILABILITIES, DELIVERIES, block_words
from cittrainer.models import ConstraintKind
from cittrainer.rules.constraint_fields import FACTS, OF_A_COURSE, SHAPES, wrong_facts
from cittrainer.rules.wording import day_names
from cittrainer.services.constraints import MOST_AMOUNT, MOST_MINUTES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cittrainer.queries.constraints import ConstraintList
    from cittrainer.rules.constraint_fields import Shape

CHOSEN = "chosen"
"""The field that gives either a block or a kind of teaching."""

K = ConstraintKind

_MINUTES: dict[ConstraintKind, str] = {
    K.HEAVY_IN_A_ROW: "At &most (minutes)",
    K.LUNCH: "&Length (minutes)",
    K.STORY_REST: "&Rest (minutes)",
    K.NOT_NEXT_TO: "Kept &apart by (minutes)",
    K.TRAVEL: "&Way (minutes)",
    K.BUFFER: "Free be&fore (minutes)",
    K.ONE_VISIT: "Longest &gap (minutes)",
}
_AMOUNTS: dict[ConstraintKind, str] = {
    K.MOST_A_DAY: "At &most on one day",
    K.PRESENTER_MOST_BLOCKS: "At &most (blocks)",
    K.PRESENTER_MOST_DAYS: "At &most (days)",
    K.STORIES_A_WEEK: "At &most (stories)",
    K.STORIES_A_MONTH: "At &most (stories)",
}
_OPTIONAL_MINUTES: dict[ConstraintKind, str] = {
    K.NOT_NEXT_TO: "Empty: as far apart as is usual.",
    K.ONE_VISIT: "Empty: gaps may have any length.",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in the fields."""

    values: dict[str, Any]
    """By the names of ``FACTS``; what could not be read is None."""
    wrong: dict[str, str]
    """What is wrong, by the name of the field beside which it is said."""


class FactFields(QWidget):
    """Asks for everything that one kind of constraint needs or may have.

    Args:
        kind: The kind.
        offers: Whom and what it can be about.
        default: Whether it is for every new course: such a one knows no block and no day.
        parent: The widget it belongs to.
    """

    changed = Signal()

    def __init__(
        self,
        kind: ConstraintKind,
        offers: ConstraintList,
        *,
        default: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._offers = offers
        self._default = default
        self._shape: Shape = SHAPES[kind.value]
        self.rows: dict[str, FormRow] = {}
        self.directly = QCheckBox(self.tr("Right before it, with nothing taught &between"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._add_whom()
        self._add_when()
        self._add_how_much()
        self.directly.toggled.connect(self.changed)
        self.directly.setVisible("directly" in self._shape.facts)
        if "directly" in self._shape.facts:
            self._column.addWidget(self.directly)

    def facts(self) -> Facts:
        """Read all fields; see what is wrong before anything is stored."""
        values: dict[str, Any] = dict.fromkeys(FACTS)
        wrong: dict[str, str] = {}
        for name, row in self.rows.items():
            try:
                value = row.field.value  # type: ignore[attr-defined]
            except Invalid as error:
                wrong[name] = f"{error.message} {error.hint}"
                continue
            if name == CHOSEN:
                which, key = value or ("block_id", None)
                values[which] = key
            else:
                values[name] = value
        values["directly"] = self.directly.isChecked() and "directly" in self._shape.facts
        for each in wrong_facts(self.kind.value, values):
            wrong.setdefault(self._field_of(each.fact), f"{each.sentence} {each.hint}")
        return Facts(values, wrong)

    def set_facts(self, given: Mapping[str, Any]) -> None:
        """Show facts; what is left out stays as it is."""
        for name, row in self.rows.items():
            if name == CHOSEN:
                which = "delivery" if given.get("delivery") is not None else "block_id"
                if given.get(which) is not None:
                    row.field.set_value((which, _plain(given[which])))  # type: ignore[attr-defined]
            elif given.get(name) is not None:
                row.field.set_value(_plain(given[name]))  # type: ignore[attr-defined]
        self.directly.setChecked(bool(given.get("directly")))

    def show_wrong(self, wrong: Mapping[str, str]) -> None:
        """Say beside each field what is wrong with it."""
        for name, row in self.rows.items():
            row.show_error(wrong.get(name, ""))

    def _field_of(self, fact: str) -> str:
        if CHOSEN in self.rows and fact in {"block_id", "delivery"}:
            return CHOSEN
        return fact if fact in self.rows else next(iter(self.rows), "")

    def _has(self, name: str) -> bool:
        return name in self._shape.facts and not (self._default and name in OF_A_COURSE)

    def _add(self, name: str, text: str, field: Choice | TimeField | NumberField) -> FormRow:
        hint = ""
        if name == "minutes":
            hint = _OPTIONAL_MINUTES.get(self.kind, "")
        row = self.rows[name] = FormRow(text, field, hint)
        field.changed.connect(self.changed)
        return row

    def _add_whom(self) -> None:
        if self._has("presenter_id"):
            some = list(self._offers.presenters)
            everybody = [] if self._required("presenter_id") else [(None, self.tr("Everybody"))]
            self._place(
                self._add("presenter_id", self.tr("&Presenter"), Choice([*everybody, *some]))
            )
        if self._has("room_id"):
            rooms = sorted(self._offers.week.rooms.values(), key=lambda one: one.name.casefold())
            self._place(
                self._add("room_id", self.tr("&Room"), Choice([(r.id, r.name) for r in rooms]))
            )
        if self._shape.exactly_one:
            self._place(self._add(CHOSEN, self._chosen_label(), Choice(self._chosen_choices())))
        elif self._has("block_id"):
            self._place(self._add("block_id", self.tr("&Block"), Choice(self._blocks())))
        elif self._has("delivery"):
            self._place(self._add("delivery", self.tr("&Kind of teaching"), self._deliveries()))
        if self._has("other_block_id"):
            label = self.tr("Comes before") if self.kind is K.BEFORE else self.tr("&Other block")
            self._place(self._add("other_block_id", label, Choice(self._blocks())))
        if self._has("other_delivery"):
            self._place(
                self._add("other_delivery", self.tr("&Other kind of teaching"), self._deliveries())
            )
        if self._has("availability"):
            self._place(
                self._add("availability", self.tr("&When"), Choice(list(AVAILABILITIES.items())))
            )

    def _add_when(self) -> None:
        beside = []
        if self._has("course_day_id"):
            names = day_names(self._offers.week)
            days = [(day.id, names[day.id]) for day in self._offers.week.days]
            any_day = [] if self._required("course_day_id") else [(None, self.tr("Any day"))]
            beside.append(self._add("course_day_id", self.tr("&Day"), Choice([*any_day, *days])))
        both = self._has("start_minute") and self._has("end_minute")
        for name, text in (
            ("start_minute", self.tr("&From") if both else self.tr("&Time")),
            ("end_minute", self.tr("&Until") if both else self.tr("&Time")),
        ):
            if self._has(name):
                beside.append(self._add(name, text, TimeField()))
        self._place(*beside)

    def _add_how_much(self) -> None:
        beside = []
        if self._has("amount"):
            beside.append(self._add("amount", _AMOUNTS[self.kind], NumberField(MOST_AMOUNT)))
        if self._has("minutes"):
            beside.append(self._add("minutes", _MINUTES[self.kind], NumberField(MOST_MINUTES)))
        if self._has("minutes_after"):
            label = self.tr("Free &after (minutes)")
            beside.append(self._add("minutes_after", label, NumberField(MOST_MINUTES)))
        self._place(*beside)

    def _place(self, *rows: FormRow) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        for row in rows:
            line.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(line)

    def _required(self, name: str) -> bool:
        return name in self._shape.required

    def _chosen_label(self) -> str:
        return self.tr("&Kind of teaching") if self._default else self.tr("&Block, or every one of")

    def _chosen_choices(self) -> list[tuple[object, str]]:
        every = self.tr("Every {kind}")
        kinds = [(("delivery", key), every.format(kind=said)) for key, said in DELIVERIES.items()]
        blocks = [] if self._default else [(("block_id", i), said) for i, said in self._blocks()]
        return [*blocks, *kinds]

    def _blocks(self) -> list[tuple[object, str]]:
        week = self._offers.week
        names = day_names(week)
        order = {day.id: at for at, day in enumerate(week.days)}
        blocks = sorted(
            week.blocks, key=lambda b: (order.get(b.day_id or 0, 99), b.start or 0, b.title)
        )
        return [(block.id, block_words(block, names)) for block in blocks]

    def _deliveries(self) -> Choice:
        return Choice([(key, said.capitalize()) for key, said in DELIVERIES.items()])


def _plain(value: Any) -> Any:
    """A fact as the fields have it: the value of an enumeration, not its member."""
    return getattr(value, "value", value)
