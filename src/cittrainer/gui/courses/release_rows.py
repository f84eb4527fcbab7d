"""What stands in the list of those whom a release concerns, and the filters over it."""

from __future__ import annotations

from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.courses.week.sentence_list import Line
from cittrainer.rules.release_changes import by_day
from cittrainer.rules.release_values import AGENCY, PRESENTER, Recipient

Key = tuple[str, int]

KINDS = {PRESENTER: "Presenter", AGENCY: "Agency"}
OPEN, CHANGED, ALL = "open", "changed", "all"
"""Filters: those still to be told, those whom it tells something new, everybody."""

COLUMNS: tuple[Column[Recipient], ...] = (
    Column(
        "name", "Name", lambda row: row.name, tooltip=lambda row: row.name, bold=True, width=210
    ),
    Column("kind", "Who", lambda row: KINDS[row.kind], width=100),
    Column(
        "means",
        "What it means for them",
        lambda row: row.sentence,
        sort=lambda row: (row.before is not None, -len(row.changes)),
        tooltip=lambda row: row.sentence,
        width=196,
    ),
    Column(
        "got",
        "Got it",
        lambda row: "Sent" if row.got else "Not yet" if row.concerned else "Not needed",
        tone=lambda row: Tone.GOOD if row.got else Tone.WARNING if row.concerned else Tone.NEUTRAL,
        width=96,
    ),
)


def key(row: Recipient) -> Key:
    """What stays the same when a recipient is read again."""
    return row.kind, row.id


def fits(one: Recipient, shown: str) -> bool:
    """Whether a filter shows somebody."""
    if shown == OPEN:
        return one.concerned and not one.got
    return one.concerned if shown == CHANGED else True


def lines(one: Recipient | None, nobody: str) -> list[Line]:
    """What changed for somebody, under the days.

    Args:
        one: Whom it is about.
        nobody: What is said while nobody is chosen.
    """
    if one is None:
        return [Line(nobody, heading=True)]
    found = [Line(one.name, heading=True), Line(one.sentence)]
    for heading, sentences in by_day(one.changes):
        found.append(Line(heading, heading=True))
        found += [Line(sentence) for sentence in sentences]
    return found
