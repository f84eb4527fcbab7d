"""What of a course's constraints its week breaks as it stands, and what that costs.

Says the same as the planner's judge, without a solver and fast enough for every mouse move.
"""

from cittrainer.rules.constraints.breaking import broken, cost, state_words
from cittrainer.rules.constraints.findings import constraint_findings
from cittrainer.rules.constraints.plan import BrokenConstraint

__all__ = ["BrokenConstraint", "broken", "constraint_findings", "cost", "state_words"]
