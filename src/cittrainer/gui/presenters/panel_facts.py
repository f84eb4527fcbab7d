"""What the panel of the book says of somebody's talks, and of what is agreed with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.gui.common.dates import short_date
from cittrainer.gui.presenters.words import qualification_words
from cittrainer.rules.fair_rotation import (
    asked_words,
    count_words,
    due_words,
    limit_words,
    wanted_words,
)
from cittrainer.rules.stipends import terms_words
from cittrainer.rules.wording import duration

if TYPE_CHECKING:
    from datetime import date

    from cittrainer.queries.presenters import PresenterCard
    from cittrainer.rules.fair_rotation import Standing

_MOST_MODULES = 6


def use_facts(standing: Standing, today: date) -> list[tuple[str, str]]:
    """How often somebody is used, and what is to be kept in mind when they are asked."""
    used, limits = standing.use, standing.limits
    last = f"{short_date(used.last_on)}, {used.last_course}" if used.last_on else "None yet"
    facts = [
        ("Last talk", last),
        ("Asked", _sentence(asked_words(used, today))),
        ("This month", count_words(used.month, limits.most_a_month) or "None"),
        ("This year", count_words(used.year, limits.most_a_year) or "None"),
    ]
    warnings = [*limit_words(used, limits, today), due_words(standing.due, today.year)]
    if any(warnings):
        facts.append(("To know", "\n".join(_sentence(each) for each in warnings if each)))
    return facts


def terms_facts(card: PresenterCard) -> list[tuple[str, str]]:
    """What is agreed with somebody: modules, limits, the way, the stipend, what they hold."""
    terms = card.terms
    titles = [one.title for one in terms.modules]
    more = len(titles) - _MOST_MODULES
    teaches = ", ".join(titles[:_MOST_MODULES]) + (f" and {more} more" if more > 0 else "")
    way = duration(terms.travel_minutes) if terms.travel_minutes is not None else ""
    facts = (
        ("Teaches", teaches),
        ("Limits", _sentence(wanted_words(terms.limits))),
        ("Way", "; ".join(filter(None, (way, terms.travel_note)))),
        ("Stipend", _sentence(terms_words(terms.stipend))),
        ("Holds", "\n".join(map(qualification_words, card.qualifications))),
    )
    return [(name, words) for name, words in facts if words]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
