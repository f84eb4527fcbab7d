"""The handbook's page of findings names every kind with its gravity, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from cittrainer.paths import handbook
from cittrainer.rules import care as who
from cittrainer.rules import clashes, reaching
from cittrainer.rules.checks import bookable, care, days, limits, people, rooms
from cittrainer.rules.constraints.findings import CONSTRAINT


def kinds():
    """The values of the constants with which findings are made."""
    found = set()
    for module in (clashes, who, bookable, care, days, limits, people, rooms, reaching):
        source = Path(module.__file__).read_text(encoding="utf-8")
        found |= set(re.findall(r"^[A-Z_]+ = \"([a-z_]+)\"$", source, re.MULTILINE))
    return found | {CONSTRAINT}


def test_every_kind_of_finding_is_on_the_page_of_findings():
    page = handbook("findings.md").read_text(encoding="utf-8")

    named = re.findall(r"^\| `([a-z_]+)` \|", page, re.MULTILINE)

    assert len(named) == len(set(named))
    assert set(named) == kinds()
