"""Presenters as plain values and as lines: never the kind, never what is confidential."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cittrainer.rules.fair_rotation import asked_words, count_words, to_know, wanted_words
from cittrainer.rules.stipends import terms_words
from cittrainer.rules.wording import date_words, duration

if TYPE_CHECKING:
    from datetime import date

    from cittrainer.queries.presenters import PresenterCard, PresenterRow
    from cittrainer.rules.fair_rotation import Standing


def line(row: PresenterRow, standing: Standing, *, today: date) -> dict[str, Any]:
    """A line of the book.

    Args:
        row: The line.
        standing: How they stand; made for what leaves the book.
        today: The present day.
    """
    return {
        "id": row.id,
        "name": row.public_name,
        "title": row.title,
        "organization": row.organization,
        "active": row.active,
        **_use(standing, today),
    }


def card(one: PresenterCard, standing: Standing, *, today: date) -> dict[str, Any]:
    """What is agreed with a presenter, and what they are booked for; see ``line``."""
    terms = one.terms
    return {
        "id": one.id,
        "name": one.public_name,
        "title": one.title,
        "organization": one.organization,
        "active": one.active,
        "topics": one.topics,
        "introduction": one.bio,
        **_use(standing, today),
        "modules": [each.title for each in terms.modules],
        "travel_minutes": terms.travel_minutes,
        "travel_note": terms.travel_note,
        "stipend": asdict(terms.stipend),
        "qualifications": [
            {"name": held.name, "until": _iso(held.expires_on)} for held in one.qualifications
        ],
        "bookings": [
            {
                "course": each.course,
                "block": each.block,
                "on": _iso(each.on_date),
                "state": each.state.value,
                "choice": each.choice,
            }
            for each in one.bookings
        ],
    }


def in_words(one: PresenterCard, standing: Standing, *, today: date) -> list[str]:
    """The same as lines to read, without those that say nothing."""
    used, terms = standing.use, one.terms
    way = duration(terms.travel_minutes) if terms.travel_minutes is not None else ""
    facts = (
        ("", ", ".join(filter(None, (one.title, one.organization)))),
        ("", "" if one.active else "Inactive: not offered for bookings"),
        ("Last talk", f"{date_words(used.last_on)}, {used.last_course}" if used.last_on else ""),
        ("Asked", asked_words(used, today)),
        ("This month", count_words(used.month, standing.limits.most_a_month)),
        ("This year", count_words(used.year, standing.limits.most_a_year)),
        ("Limits", wanted_words(standing.limits)),
        ("Teaches", ", ".join(each.title for each in terms.modules)),
        ("Topics", _one_line(one.topics)),
        ("Way", "; ".join(filter(None, (way, terms.travel_note)))),
        ("Stipend", terms_words(terms.stipend)),
        *(("To know", each) for each in to_know(standing, today)),
        *(("Booked", _booked(one, at)) for at in range(len(one.bookings))),
    )
    return [
        one.public_name,
        *(f"  {name}: {words}" if name else f"  {words}" for name, words in facts if words),
    ]


def _one_line(text: str) -> str:
    """A text of several lines as one."""
    return "; ".join(filter(None, map(str.strip, text.splitlines())))


def _booked(one: PresenterCard, at: int) -> str:
    row = one.bookings[at]
    day = date_words(row.on_date) if row.on_date else "not placed yet"
    return f"{row.block}, {row.course}, {day}, {row.state.value.replace('_', ' ')}"


def _use(standing: Standing, today: date) -> dict[str, Any]:
    used, limits = standing.use, standing.limits
    return {
        "last_talk": _iso(used.last_on),
        "last_course": used.last_course,
        "asked": _iso(used.asked_on),
        "next": _iso(used.next_on),
        "talks": {"week": used.week, "month": used.month, "year": used.year},
        "limits": asdict(limits),
        "still_this_year": standing.due,
        "to_know": list(to_know(standing, today)),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
