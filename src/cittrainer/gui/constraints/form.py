"""The form of a constraint: its kind, its facts, its strength, and the sentence that results."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.fields import FormRow
from cittrainer.gui.constraints.facts import FactFields
from cittrainer.gui.constraints.kind_picker import KindPicker
from cittrainer.gui.constraints.strength import StrengthFields
from cittrainer.gui.constraints.words import HELP, TITLES, short
from cittrainer.models import AvailabilityKind, ConstraintKind, Delivery
from cittrainer.rules.constraint_fields import FACTS, default_kinds
from cittrainer.rules.constraint_words import words
from cittrainer.rules.plan_values import ConstraintValue
from cittrainer.services.constraints import add_constraint, edit_constraint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.constraints import ConstraintList

_WIDTH, _EDIT_WIDTH = 780, 540
_AROUND = 24
_PICKER_WIDTH = 250
_COMMENT_HEIGHT = 52
_MAKE: Mapping[str, type[AvailabilityKind | Delivery]] = MappingProxyType(
    {"availability": AvailabilityKind, "delivery": Delivery, "other_delivery": Delivery}
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form of a new constraint begins with."""

    kind: ConstraintKind | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    must: bool = False
    weight: int = 10
    comment: str = ""


class ConstraintForm(FormDialog):
    """Adds a constraint or changes one; its kind stays what it is.

    Args:
        runner: Saves it.
        course_id: Whose plan keeps to it; None for a default of the academy.
        offers: The plan and whom a constraint can name.
        value: The constraint to change, or None for a new one.
        draft: What a new one begins with.
        parent: The widget it belongs to.
    """

    saved = Signal(object)
    """The id of a constraint that was added, or None after a change."""

    def __init__(
        self,
        runner: Runner,
        course_id: int | None,
        offers: ConstraintList,
        *,
        value: ConstraintValue | None = None,
        draft: Draft | None = None,
        parent: QWidget | None = None,
    ) -> None:
        new = self.tr("Add a constraint") if course_id else self.tr("Add a default constraint")
        title = new if value is None else TITLES[ConstraintKind(value.kind)]
        screen = QGuiApplication.primaryScreen().availableGeometry()
        wanted = _WIDTH if value is None else _EDIT_WIDTH
        super().__init__(title, parent, width=min(wanted, screen.width() - _AROUND))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner, self._course_id = runner, course_id
        self._offers, self._value = offers, value
        self._tried = False
        """Whether saving was tried, so that what is missing is said beside each field."""
        kinds = default_kinds() if course_id is None else {str(kind) for kind in ConstraintKind}
        self.kinds = KindPicker({ConstraintKind(kind) for kind in kinds})
        self.kinds.setFixedWidth(_PICKER_WIDTH)
        self.kinds.setVisible(value is None)
        self.help = label(self.tr("Choose at the left what the plan is to keep to."), wrap=True)
        self.fields: FactFields | None = None
        self.strength = StrengthFields()
        self.comment = QPlainTextEdit()
        self.comment.setTabChangesFocus(True)
        self.comment.setFixedHeight(_COMMENT_HEIGHT)
        self.active = QCheckBox(self.tr("Switched &on"))
        self.active.setChecked(value is None or value.active)
        self.sentence = label("", "strong", wrap=True)
        self.sentence.setAccessibleName(self.tr("What the plan will keep to"))
        self._lay_out_form()
        self.kinds.chosen.connect(self.show_kind)
        self.strength.changed.connect(self._show_sentence)
        self.save_wanted.connect(self.save_form)
        self._begin(draft or Draft())

    @Slot(object)
    def show_kind(self, kind: ConstraintKind) -> None:
        """Ask for the facts of a kind; those that it shares with the one before stay."""
        kept = self.fields.facts().values if self.fields is not None else {}
        if self.fields is not None:
            self._facts.removeWidget(self.fields)
            self.fields.hide()
            self.fields.deleteLater()
        self._tried = False
        self.help.setText(HELP[kind])
        self.fields = FactFields(kind, self._offers, default=self._course_id is None)
        self.fields.set_facts(kept)
        self.fields.changed.connect(self._show_sentence)
        self._facts.addWidget(self.fields)
        self._rest.show()
        self.save.setEnabled(True)
        self._show_sentence()
        # The new fields count once Qt has laid them out.
        QTimer.singleShot(0, self, self._take_room)

    @Slot()
    def _take_room(self) -> None:
        if self.isVisible():
            self.take_room()

    @Slot()
    def save_form(self) -> None:
        """Save what stands in the fields; what is wrong is said beside them."""
        self._tried = True
        made = self._made()
        if made is None or self.fields is None:
            self._show_sentence()
            return
        self.set_busy(True)
        said = short(words(self._offers.week, replace(made, comment="")))
        kind, course_id, value = self.fields.kind, self._course_id, self._value
        values: dict[str, Any] = {name: _stored(name, getattr(made, name)) for name in FACTS}
        values |= {
            "must": made.must, "weight": made.weight,
            "comment": made.comment, "active": self.active.isChecked(),
        }  # fmt: skip
        if value is None:
            self._runner.write(
                self.tr("Add: {sentence}").format(sentence=said),
                lambda db: add_constraint(db, course_id, kind, **values),
                done=self._saved,
                explain=self.refuse,
            )
        else:
            self._runner.write(
                self.tr("Change to: {sentence}").format(sentence=said),
                lambda db: edit_constraint(db, value.id, value.version, **values),
                done=self._saved,
                explain=self.refuse,
            )

    def _begin(self, draft: Draft) -> None:
        value = self._value
        if value is not None:
            facts = {name: getattr(value, name) for name in FACTS}
            draft = Draft(
                ConstraintKind(value.kind), facts, value.must, value.weight, value.comment
            )
        self.strength.set_strength(must=draft.must, weight=draft.weight)
        self.comment.setPlainText(draft.comment)
        self._rest.hide()
        self.save.setEnabled(False)
        if draft.kind is None:
            return
        if value is None:
            self.kinds.choose(draft.kind)
        else:
            self.show_kind(draft.kind)
        if self.fields is not None:
            self.fields.set_facts(draft.facts)
            self.fields.setFocus()

    def _made(self) -> ConstraintValue | None:
        """The constraint as the fields have it; None while something is missing or wrong."""
        if self.fields is None:
            return None
        facts = self.fields.facts()
        try:
            weight, wrong_weight = self.strength.value(), ""
        except Invalid as error:
            weight, wrong_weight = 1, f"{error.message} {error.hint}"
        said = facts.wrong if self._tried else {}
        self.fields.show_wrong(said)
        self.strength.weight_row.show_error(wrong_weight)
        if facts.wrong or wrong_weight:
            return None
        return ConstraintValue(
            id=0,
            kind=self.fields.kind.value,
            must=self.strength.must,
            weight=weight,
            comment=self.comment.toPlainText(),
            **facts.values,
        )

    @Slot()
    def _show_sentence(self) -> None:
        made = self._made()
        if made is not None:
            self.sentence.setText(words(self._offers.week, replace(made, comment="")))
        elif self.fields is not None:
            missing = next(iter(self.fields.facts().wrong.values()), self.strength.weight_row.error)
            self.sentence.setText(missing)
        self.sentence.setProperty("role", "strong" if made is not None else "muted")
        self.sentence.style().unpolish(self.sentence)
        self.sentence.style().polish(self.sentence)

    def _saved(self, constraint_id: int | None) -> None:
        self.settle()
        self.saved.emit(constraint_id)
        self.accept()

    def _lay_out_form(self) -> None:
        self._facts = QVBoxLayout()
        self._rest = QWidget()
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(12)
        rest.addWidget(self.strength)
        rest.addWidget(FormRow(self.tr("&Comment"), self.comment))
        if self._value is not None:
            rest.addWidget(self.active)
        right = QVBoxLayout()
        right.setSpacing(12)
        self.help.setProperty("role", "muted")
        for widget in (self.sentence, self.help):
            right.addWidget(widget)
        right.addLayout(self._facts)
        right.addWidget(self._rest)
        right.addStretch()
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.kinds)
        row.addLayout(right, 1)
        self.body.addLayout(row)


def _stored(name: str, value: Any) -> Any:
    """A fact as a service takes it: a member of its enumeration where it has one."""
    made = _MAKE.get(name)
    return value if value is None or made is None else made(value)
