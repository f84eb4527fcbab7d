"""The page of constraints while there are none: what they are for, and how to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.gui.common.empty import EmptyPage
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from cittrainer.queries.constraints import ConstraintList


class NothingKept(EmptyPage):
    """Offers the academy's defaults where it has any, and a first constraint of one's own.

    Args:
        of_course: Whether it is about a course's plan, not about the academy's defaults.
    """

    def __init__(self, *, of_course: bool) -> None:
        self._of_course = of_course
        if of_course:
            title = self.tr("This plan keeps to nothing yet")
            sentence = self.tr(
                "Who comes when, which block comes first, what stays on its day: the planner keeps "
                "to all that stands here, and the week says where it does not. Defaults that hold "
                "for every course are kept in the settings."
            )
        else:
            title = self.tr("No default constraints yet")
            sentence = self.tr(
                "What every new course is to keep to: a lunch, the times in the presenters’ book, "
                "rest between stories. Each course takes its own copy and can change it."
            )
        super().__init__(
            "standards", title, sentence, primary=" ", secondary=self.tr("Add a constraint")
        )

    def offer(self, shown: ConstraintList) -> None:
        """Offer what can be taken; nothing of a course that is over."""
        text = defaults_words(shown, of_course=self._of_course)
        self.primary.setText(text)
        self.primary.setAccessibleName(text)
        self.primary.setVisible(has_defaults(shown, of_course=self._of_course))
        self.secondary.setEnabled(not shown.over)


def has_defaults(shown: ConstraintList, *, of_course: bool) -> bool:
    """Whether there are defaults to take."""
    return bool(shown.missing if of_course else not shown.rows) and not shown.over


def defaults_words(shown: ConstraintList, *, of_course: bool) -> str:
    """What the button that takes them says."""
    if not of_course:
        return "Take what a CIT week usually keeps to"
    return f"Take {counted(shown.missing, 'academy default')}"
