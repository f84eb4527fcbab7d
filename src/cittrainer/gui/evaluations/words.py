"""How the window names occasions, kinds of forms and what is not shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cittrainer.gui.common.dates import day_month, long_date, weekday
from cittrainer.models import FormKind
from cittrainer.rules.evaluations import POST, PRE

if TYPE_CHECKING:
    from decimal import Decimal

    from cittrainer.queries.evaluations import FormRow
    from cittrainer.rules.suppression import Shown

_tr = QCoreApplication.translate


def occasion_name(key: str) -> str:
    """An occasion in full: “Monday, May 4, 2026”, “Before the course”."""
    if day := _day(key):
        return long_date(day)
    return {
        PRE: _tr("Evaluations", "Before the course"),
        POST: _tr("Evaluations", "After the course"),
        "": _tr("Evaluations", "All days together"),
    }.get(key, _tr("Evaluations", "The whole course"))


def occasion_short(key: str) -> str:
    """An occasion in a word or two: “Mon May 4”, “Before”."""
    if day := _day(key):
        return f"{weekday(day)} {day_month(day)}"
    return {
        PRE: _tr("Evaluations", "Before"),
        POST: _tr("Evaluations", "After"),
        "": _tr("Evaluations", "All days"),
    }.get(key, _tr("Evaluations", "Whole course"))


def kind_words(kind: FormKind) -> str:
    """When a form is given, as a sentence says it."""
    return {
        FormKind.DAILY: _tr("Evaluations", "Given on each day of the course"),
        FormKind.COURSE: _tr("Evaluations", "Given at the end of the course"),
        FormKind.PRE_POST: _tr("Evaluations", "Given before and after the course"),
    }[kind]


def form_name(form: FormRow, newest: int) -> str:
    """A form's title, with its version where that is not the newest."""
    if form.number == newest:
        return form.title
    return _tr("Evaluations", "{title}, version {number}").format(
        title=form.title, number=form.number
    )


def not_shown(threshold: int) -> str:
    """What stands where a result is hidden."""
    return _tr("Evaluations", "fewer than {count} answers, not shown").format(count=threshold)


def mean_words(mean: Shown[Decimal]) -> str:
    """A mean, or a dash."""
    return "–" if mean.value is None else f"{mean.value:.2f}"


def signed(value: Shown[Decimal]) -> str:
    """A difference with its sign, or a dash."""
    return "–" if value.value is None else f"{value.value:+.2f}".replace("-", "−")


def _day(key: str) -> date | None:
    return date.fromisoformat(key) if key[:1].isdigit() else None
