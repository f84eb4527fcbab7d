"""What is wrong or doubtful in a course's plan: pure functions from a week to findings.

The same functions serve the grid under the mouse, the terminal and the release page, so they
must be quick. Nothing is forbidden here: a finding says what is the case and what would mend it.
"""

from cittrainer.rules.checks.everything import (
    block_findings,
    by_block,
    findings,
    week_findings,
)

__all__ = ["block_findings", "by_block", "findings", "week_findings"]
