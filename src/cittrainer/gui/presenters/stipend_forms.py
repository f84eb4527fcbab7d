"""The two small forms of stipends: how somebody was paid, and another amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit

from cittrainer.errors import Invalid
from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.fields import OptionalDateEdit
from cittrainer.rules.stipends import money, typed_cents
from cittrainer.rules.wording import counted
from cittrainer.services.stipends import Payment, pay, set_amount, take_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.stipends import StipendRow


class PayForm(FormDialog):
    """When and how the chosen presenters were paid; the amount too where it is one."""

    def __init__(
        self,
        runner: Runner,
        course_id: int,
        rows: Sequence[StipendRow],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Paid"), parent, save_label=self.tr("Record"), width=460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._course_id = course_id
        self._rows = tuple(rows)
        self.amount = QLineEdit(money(rows[0].amount_cents))
        self.day = OptionalDateEdit()
        self.day.set_date(this_day())
        self.method = QLineEdit(_usual_method(rows))
        self.method.setPlaceholderText(self.tr("Such as check, transfer or gift card"))
        self.body.addWidget(label(whose_words(rows), "strong", wrap=True))
        if len(rows) == 1:
            self.add_field(self.tr("&Amount"), self.amount)
        else:
            total = money(sum(row.amount_cents for row in rows))
            self.body.addWidget(label(self.tr("{total} in all").format(total=total), "muted"))
        self.add_field(self.tr("Paid &on"), self.day)
        self.add_field(self.tr("&How"), self.method)
        self.save_wanted.connect(self.write)

    @Slot()
    def write(self) -> None:
        """Record it; a refusal is shown in the form."""
        rows, course_id, today = self._rows, self._course_id, this_day()
        try:
            paid_on = self.day.date
            cents = [row.amount_cents for row in rows]
            if len(rows) == 1:
                cents = [typed_cents(self.amount.text())]
        except ValueError as error:
            self.refuse(Invalid(str(error), hint=self.tr("Type the day like 5/4/2026.")))
            return
        except Invalid as error:
            self.refuse(error)
            return
        payments = [Payment(row.presenter_id, n) for row, n in zip(rows, cents, strict=True)]
        method = self.method.text()
        self.set_busy(True)
        self._runner.write(
            self.tr("Stipend paid: {who}").format(who=whose_words(rows)),
            lambda db: pay(db, course_id, payments, paid_on=paid_on, method=method, today=today),
            done=self._saved,
            explain=self.refuse,
        )

    def _saved(self, _result: object) -> None:
        self.accept()


class AmountForm(FormDialog):
    """What a presenter is to get, whatever the terms come to."""

    def __init__(
        self, runner: Runner, course_id: int, row: StipendRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Amount"), parent, width=460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._course_id = course_id
        self._row = row
        self.amount = QLineEdit(money(row.amount_cents))
        self.body.addWidget(label(row.presenter, "strong", wrap=True))
        self.add_field(
            self.tr("&Amount"),
            self.amount,
            self.tr("By the terms it is {due}; leave it empty to go back to that.").format(
                due=money(row.due_cents)
            ),
        )
        self.amount.selectAll()
        self.save_wanted.connect(self.write)

    @Slot()
    def write(self) -> None:
        """Save it; a refusal is shown in the form."""
        course_id, presenter_id = self._course_id, self._row.presenter_id
        text = self.amount.text().strip()
        try:
            cents = typed_cents(text) if text else None
        except Invalid as error:
            self.refuse(error)
            return
        self.set_busy(True)
        self._runner.write(
            self.tr("Stipend of {who}").format(who=self._row.presenter),
            lambda db: (
                take_back(db, course_id, [presenter_id])
                if cents is None
                else set_amount(db, course_id, presenter_id, cents)
            ),
            done=self._saved,
            explain=self.refuse,
        )

    def _saved(self, _result: object) -> None:
        self.accept()


def whose_words(rows: Sequence[StipendRow]) -> str:
    """Whose stipends they are, for a title or the history."""
    return rows[0].presenter if len(rows) == 1 else counted(len(rows), "presenter")


def _usual_method(rows: Sequence[StipendRow]) -> str:
    """How most of them are paid, by their terms."""
    methods = [row.method for row in rows if row.method]
    return max(methods, key=methods.count) if methods else ""
