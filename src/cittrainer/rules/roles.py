"""What trainees do, read from how their position is written on a nomination.

Roles are the values of the models' ``TraineeRole`` as plain text: officer, dispatcher,
corrections, fire, ems, security, clinician, observer, other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from cittrainer.rules.agencies import agency_kind
from cittrainer.rules.names import fold

_ROLE_OF_KIND: Final = {
    "police": "officer",
    "sheriff": "officer",
    "campus": "officer",
    "dispatch": "dispatcher",
    "corrections": "corrections",
    "fire": "fire",
    "ems": "ems",
}

# The first line that fits decides, so the narrow ones stand first ("corrections officer" is no
# "officer", a "security officer" neither).
_POSITIONS: Final[tuple[tuple[str, str], ...]] = (
    ("observer", r"observ\w*|visitor|guest|intern|student"),
    ("other", r"animal control|code enforcement|parking|records|clerk|administrat\w*"),
    ("dispatcher", r"dispatch\w*|disp|911|9 1 1|e911|telecomm?unicators?|tele ?communicat\w*"),
    ("dispatcher", r"communications?|call ?takers?|psap|tco"),
    (
        "corrections",
        r"correction\w*|jail\w*|detention|c ?os?( [i\d]+)?$|booking|probation|parole|bailiff",
    ),
    ("clinician", r"clinic\w*|therapist|counsell?ors?|social workers?|l?c?sw|lcsw|lpc|lmft"),
    (
        "clinician",
        r"psych\w*|nurse|rn|physician|case managers?|mental health|peer \w+|crisis worker",
    ),
    ("fire", r"fire\w*|ff|engine"),
    ("ems", r"emt\w*|paramedics?|medics?|ems|ambulance"),
    ("security", r"security|guard|loss prevention"),
)
_LAW_WORDS: Final = (
    r"patrol\w*|deputy|deputies|dep|officers?|ofcr?|police|po|ptlm?|detectives?|det|troopers?|tpr"
    r"|sro|constable|marshal|sheriff|investigators?|k9|swat|cadet|recruit|agent"
)
_RANK_WORDS: Final = (
    r"sgt|sergeant|cpl|corporal|lt|lieutenant|capt|captain|maj|major|col|colonel|chief|undersheriff"
    r"|commander|supervisor|superintendent|director|manager|trainee|lead"
)


@lru_cache(maxsize=10_000)
def role_of(position: str, agency: str = "") -> str:
    """The role that a position tells of; the agency decides where the position does not.

    "Officer" at a jail is corrections, "Sgt." at a dispatch centre a dispatcher, and an empty
    position is what most people at such an agency do. "other" when neither says anything.
    """
    words = fold(position)
    for role, pattern in _POSITIONS:
        if re.search(rf"\b(?:{pattern})\b", words):
            return role
    by_agency = _ROLE_OF_KIND.get(agency_kind(agency), "other")
    if re.search(rf"\b(?:{_LAW_WORDS})\b", words):
        return by_agency if by_agency in ("corrections", "dispatcher") else "officer"
    if re.search(rf"\b(?:{_RANK_WORDS})\b", words):
        return "officer" if by_agency == "other" else by_agency
    return "other" if words else by_agency
