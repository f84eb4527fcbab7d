"""Words that belong together when somebody says when they can come, and what they mean."""

from __future__ import annotations

from typing import Any, Final

from cittrainer.rules.availability_words.vocabulary import (
    AFTERNOON,
    ALL_DAY,
    DAY_MINUTES,
    EVENING,
    LUNCHTIME,
    MORNING,
    NO,
    OFFICE_HOURS,
    PREFER,
    REFUSED,
    YES,
)

_DOING = (
    "(?: (?:do|make it|make|come in|come|attend|be there|be available|teach|speak|talk|present|"
    "work for me|work|suit me|suit|fit|meet))?"
)

PHRASES: Final[tuple[tuple[str, Any, tuple[str, ...]], ...]] = (
    ("said", YES, (r"(?:no|not a) problem",)),
    ("at most", None, (r"(?:no|not) (?:more|longer) than",)),
    (
        "at most",
        None,
        (r"(?:about|around|roughly)(?= (?:\d+|an?|one|half|twenty|thirty)[ -](?:min|hour|hr|an))",),
    ),
    (
        "at most",
        None,
        (
            (
                r"(?:at (?:the )?most|at max|up to(?= (?:an?|one|two|\d+|half|thirty)\b)|"
                r"max(?:imum)?(?: of)?)"
            ),
        ),
    ),
    (
        "not before",
        None,
        (
            r"(?:no|not|never) (?:earlier than|before|until)",
            r"not till?",
        ),
    ),
    ("not after", None, (r"(?:no|not|never) (?:later than|after|past)",)),
    (
        "nothing else",
        None,
        (r"(?:at )?(?:no other times?|nothing else|not otherwise|otherwise not?(?: available)?)",),
    ),
    (
        "said",
        REFUSED,
        (rf"(?:i'd |i would |would |'d )?(?:rather not|prefer not(?: to)?){_DOING}",),
    ),
    (
        "said",
        REFUSED,
        (r"(?:is |are )?not (?:ideal|great|good|ok|okay|fine|best|preferred|workable)",),
    ),
    (
        "said",
        REFUSED,
        (
            (
                r"(?:can\s*not|can't|cant|won't|wont|will not|couldn't|could not|can never|"
                r"don't|dont|do not|doesn't|doesnt|does not|isn't|isnt|aren't|arent)"
                rf"{_DOING}(?: (?:available|free|possible|good|an option))?"
            ),
        ),
    ),
    (
        "said",
        REFUSED,
        (
            (
                r"(?:is |are |am |i'm )?(?:not (?:be )?(?:available|free|able(?: to)?|possible|"
                r"around|here|there|in town|in|working|an option)|never (?:available|free))"
                rf"{_DOING}"
            ),
        ),
    ),
    (
        "said",
        REFUSED,
        (
            (
                r"(?:be )?(?:out of (?:town|(?:the )?office)|on (?:vacation|leave|holiday|a trip)|"
                rf"(?:is|are) (?:out|off)|no good|none|nope|n/a|unable(?: to)?){_DOING}"
            ),
        ),
    ),
    (
        "said",
        NO,
        (
            (
                r"(?:except(?:ing)?(?: for)?|excluding|other than|besides|apart from|aside from|"
                r"save for|but not|just not|and not|minus|barring|without)"
            ),
        ),
    ),
    (
        "said",
        PREFER,
        (rf"(?:i'd |i would |would |'d )?(?:prefer|rather|like best)(?: to)?{_DOING}",),
    ),
    (
        "said",
        PREFER,
        (
            r"(?:works?|is|are|suits?(?: me)?)(?: the)? best(?: for me)?",
            r"if (?:at all )?possible",
            r"(?:is|are) (?:better|preferred|ideal|preferable)",
            r"would be (?:best|better|ideal)",
        ),
    ),
    (
        "said",
        YES,
        (
            (
                r"(?:(?:is|are|am|i'm|would be|will be) )?(?:available|free|open|ok|okay|fine|"
                rf"good|possible|great|perfect)(?: for me| to{_DOING})?"
            ),
        ),
    ),
    ("said", YES, (rf"(?:i |we |she |he |they )?(?:can|could|am able to|could do|will){_DOING}",)),
    (
        "daytime",
        ALL_DAY,
        (
            (
                r"(?:any\s*time(?:s)?(?: of (?:the )?day)?|whenever|(?:all|any|the (?:whole|"
                r"entire)|a full|full|whole) days?(?: long)?(?! of)|any hours?|all times|24/7|"
                r"wide open|flexible)"
            ),
        ),
    ),
    (
        "daytime",
        OFFICE_HOURS,
        (r"(?:during |in )?(?:business|office|work(?:ing)?|normal|regular) (?:hours|time)",),
    ),
    (
        "daytime",
        MORNING,
        (
            r"(?:in |during )?(?:the )?mornings?",
            r"forenoons?",
            r"(?<!i\s)am",
        ),
    ),
    (
        "daytime",
        AFTERNOON,
        (
            r"(?:in |during )?(?:the )?afternoons?",
            r"pm",
        ),
    ),
    ("daytime", EVENING, (r"(?:in |during |at )?(?:the )?(?:evenings?|nights?)",)),
    ("daytime", LUNCHTIME, (r"(?:over |at |during )?(?:lunch(?:time|es)?|noon hours?)",)),
    ("noon", 720, (r"(?:at )?(?:12 )?(?:noon|midday)",)),
    ("midnight", DAY_MINUTES, (r"(?:at )?midnight",)),
    (
        "weekdays",
        (0, 1, 2, 3, 4),
        (
            r"on weekdays?",
            r"(?:every |any )?(?:weekdays?|week days?|work(?:ing)? ?days?|business days?)",
        ),
    ),
    ("weekdays", (5, 6), (r"(?:on )?(?:the )?(?:every )?weekends?",)),
    (
        "weekdays",
        (0, 1, 2, 3, 4, 5, 6),
        (
            r"every\s*day",
            r"each day",
            r"daily",
            r"any day",
            r"all days",
            r"any days",
            r"always",
            r"all week(?: long)?",
            r"seven days a week",
        ),
    ),
    ("weekdays", (0, 1, 2, 3, 4), (r"m-f",)),
    ("weekdays", (0, 2, 4), (r"m/?w/?f",)),
    ("weekdays", (1, 3), (r"t(?:u(?:es?)?)?/?th(?:u(?:rs?)?)?(?!\w)",)),
    ("weekdays", (0, 2), (r"m/?w",)),
    (
        "course",
        None,
        (
            r"(?:the )?(?:week|days?) of the course",
            r"(?:the )?(?:course|training) (?:week|days?|dates?)",
        ),
    ),
    ("unknown", None, (r"(?:a week|the week) from",)),
    ("end of", None, (r"(?:the )?(?:end|last day) of",)),
    (
        "week of",
        None,
        (
            r"(?:the )?week (?:of|with|starting|beginning)(?: on)?",
            r"(?:the )?week containing",
        ),
    ),
    ("week in", 1, (r"(?:the )?(first|1st) (?:full )?week (?:of|in)",)),
    ("week in", 2, (r"(?:the )?(second|2nd) week (?:of|in)",)),
    ("week in", 3, (r"(?:the )?(third|3rd) week (?:of|in)",)),
    ("week in", 4, (r"(?:the )?(fourth|4th) week (?:of|in)",)),
    ("week in", -1, (r"(?:the )?last week (?:of|in)",)),
    ("half of", 1, (r"(?:the )?(?:first|1st) half (?:of|in)",)),
    ("half of", 2, (r"(?:the )?(?:second|2nd) half (?:of|in)",)),
    ("relative week", 1, (r"next week",)),
    (
        "relative week",
        0,
        (
            r"this week",
            r"the rest of (?:this|the) week",
        ),
    ),
    ("relative month", 1, (r"next month",)),
    (
        "relative month",
        0,
        (
            r"this month",
            r"the rest of (?:this|the) month",
        ),
    ),
    ("relative day", 1, (r"tomorrow",)),
    ("relative day", 0, (r"today",)),
    ("next", 1, (r"(?:the )?next(?= (?:mon|tue|wed|thu|fri|sat|sun))",)),
    (
        "next",
        0,
        (
            (
                r"(?:this|the|this coming|coming)(?: coming)?(?= (?:mon|tue|wed|thu|fri|sat|"
                r"sun)\w*\b(?!s\b)(?! the| \d| jan| feb| mar| apr| may| jun| jul| aug| sep| oct|"
                r" nov| dec))"
            ),
        ),
    ),
    ("holiday", "new year eve", (r"new year'?s? eve",)),
    ("holiday", "christmas eve", (r"christmas eve",)),
    ("holiday", "new year", (r"new year'?s?(?: day)?",)),
    ("holiday", "king", (r"(?:martin luther king(?:,? jr\.?)?|mlk)(?:'s)?(?: jr\.?)?(?: day)?",)),
    (
        "holiday",
        "presidents",
        (
            r"president'?s?'? day",
            r"washington'?s birthday",
        ),
    ),
    ("holiday", "memorial", (r"memorial day",)),
    ("holiday", "juneteenth", (r"juneteenth",)),
    (
        "holiday",
        "independence",
        (
            r"independence day",
            r"(?:the )?(?:fourth|4th) of july",
            r"july (?:fourth|4th)(?! week)",
        ),
    ),
    ("holiday", "labor", (r"labou?r day",)),
    (
        "holiday",
        "columbus",
        (
            r"columbus day",
            r"indigenous peoples?'?s? day",
        ),
    ),
    ("holiday", "veterans", (r"veteran'?s?'? day",)),
    ("holiday", "thanksgiving", (r"thanksgiving(?: day)?",)),
    ("holiday", "christmas", (r"christmas(?: day)?",)),
    (
        "phone",
        None,
        (
            (
                r"(?:only )?(?:(?:by|via|over|on|through|"
                r"per)(?: the)?(?: a)? )?(?:tele)?phone(?: calls?| only)?"
            ),
            (
                r"(?:(?:by|via|on|over) )?(?:video(?:\s*(?:call|link|conference))?|zoom|teams|"
                r"skype|webex|facetime|google meet)(?: calls?| only)?"
            ),
            r"(?:by|via|a|per) calls?",
            r"call(?:ing)?[ -]in",
            r"dial(?:ing)?[ -]in",
            r"online",
            r"remote(?:ly)?",
            r"virtual(?:ly)?",
        ),
    ),
    (
        "in person",
        None,
        (
            r"in[ -]person",
            r"on[ -]?site",
            r"face to face",
            r"in the room",
        ),
    ),
    (
        "and",
        None,
        (
            r"as well as",
            r"together with",
            r"along with",
        ),
    ),
    (
        "from",
        None,
        (
            r"(?:starting|beginning|as of|commencing|effective)(?: (?:from|on|in|at|with))?",
            r"from",
            r"since",
        ),
    ),
    (
        "until",
        None,
        (
            r"(?:up )?until",
            r"untill?",
            r"'?till?",
            r"up to",
            r"up till",
            r"ending(?: on| in| at)?",
        ),
    ),
    (
        "through",
        None,
        (
            r"through(?:out)?",
            r"thru",
        ),
    ),
    ("after", None, (r"(?:on or |at or )?(?:after|past|later than)",)),
    (
        "before",
        None,
        (
            r"(?:on or |at or )?(?:before|earlier than|prior to)",
            r"by",
        ),
    ),
    (
        "onward",
        None,
        (
            r"onwards?",
            r"on out",
            r"and later",
            r"and after(?!\w| \w)",
            r"or later",
            r"on(?=\s*(?:$|[,.;!)]))",
        ),
    ),
    (
        "doubt",
        None,
        (
            r"sometimes?|maybe|perhaps|possibly|might|if|unless|depending|depends|probably",
            r"not sure|no idea|don't know|not certain|to be confirmed|tbc|tbd",
        ),
    ),
    (
        "unknown",
        None,
        (r"(?:every )?(?:other|second|alternate|alternating|odd|even)(?! \w*day of| week)",),
    ),
    (
        "unknown",
        None,
        (
            r"(?:i|we|he|she|they) (?:also |usually |always )?(?:work|teach|speak|present|meet)",
            r"no preference",
        ),
    ),
    (
        "filler",
        None,
        (
            r"hi",
            r"hello",
            r"dear",
            r"thanks?(?: you)?(?: very much| so much)?",
            r"sorry",
            r"please",
            r"regards",
            r"sure",
            r"well",
            r"ok",
        ),
    ),
)
"""What words mean that belong together, and the patterns of them, in the order of trying."""
