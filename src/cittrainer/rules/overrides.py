"""Errors that a coordinator lets stand, and when they no longer do.

An override belongs to one finding: its kind and what it is about. It holds as long as all of that
is as it was, down to the version of each block, part and booking; so a block that was moved away
and back by hand has to be looked at again.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from cittrainer.rules.care import BARRED
from cittrainer.rules.reaching import STANDARD_KINDS
from cittrainer.rules.values import ERROR, NOTE
from cittrainer.rules.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cittrainer.rules.values import Finding, PlacedBlock, Week


def key(finding: Finding) -> str:
    """Which finding it is: its kind and what it is about, such as “room_twice b4,7 r2 d1”."""
    about = [
        f"{letter}{','.join(map(str, sorted(ids)))}"
        for letter, ids in (
            ("b", finding.blocks),
            ("p", finding.presenters),
            ("r", finding.rooms),
            ("d", finding.days),
        )
        if ids
    ]
    constraint = [] if finding.constraint is None else [f"c{finding.constraint}"]
    return " ".join([finding.kind, *about, *constraint])


def fingerprint(week: Week, finding: Finding) -> str:
    """Letters and figures that differ when anything differs that the finding is about."""
    rests_on = (
        finding.sentence,
        [_facts(block) for one in finding.blocks if (block := week.block.get(one))],
        [week.presenters.get(presenter_id) for presenter_id in finding.presenters],
        [
            (room.name, room.building, room.seats, sorted(room.equipment))
            for room_id in finding.rooms
            if (room := week.rooms.get(room_id))
        ],
        [week.day.get(day_id) for day_id in finding.days],
        [one for one in week.constraints if one.id == finding.constraint],
    )
    return hashlib.sha256(repr(rests_on).encode()).hexdigest()[:32]


def _facts(block: PlacedBlock) -> tuple[object, ...]:
    """What of a block counts; sets in order, because their own order differs from run to run."""
    return (
        block.id,
        block.version,
        block.title,
        block.delivery,
        block.day_id,
        block.start,
        block.minutes,
        sorted(block.equipment),
        block.qualification,
        block.parts,
    )


def can_stand(finding: Finding) -> bool:
    """Whether it is an error that can be let stand by itself.

    What a week misses of its standard is accepted as a whole, because certificates rest on it. That
    somebody cannot be booked is settled with them alone, and no reason for it is written down.
    """
    kind = finding.kind
    return finding.severity == ERROR and kind not in STANDARD_KINDS and kind != BARRED


def with_overrides(week: Week, found: Iterable[Finding]) -> list[Finding]:
    """The findings, with those errors as notes that the coordinator lets stand."""
    if not week.overrides:
        return list(found)
    reasons = {(one.finding, one.fingerprint): one.reason for one in week.overrides}
    known = {one.finding for one in week.overrides}
    return [_judged(week, finding, reasons, known) for finding in found]


def _judged(
    week: Week, finding: Finding, reasons: dict[tuple[str, str], str], known: set[str]
) -> Finding:
    if not can_stand(finding) or (name := key(finding)) not in known:
        return finding
    reason = reasons.get((name, fingerprint(week, finding)))
    if reason is None:
        return finding
    return replace(
        finding, severity=NOTE, overridden=reason, hint=f"Accepted because: {quoted(reason)}."
    )
