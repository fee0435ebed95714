"""A practice that is described and not named: "some county clinic in Van Nuys", "telehealth through Talkspace"."""

from __future__ import annotations

import re

from bot.clinic.contacts.practices import OWN_PRACTICE
from bot.clinic.contacts.text import is_question, sentences

_MOST_WORDS = 14
_UNKNOWN = re.compile(
    r"^\W*(?:i.?m\s+)?(?:(?:i\s+)?(?:do\s*n.?t|dont|do\s+not|can.?t|cannot)\s+(?:know|remember|recall|think\s+of)|idk|dunno|not\s+sure|"
    r"no\s+(?:idea|clue)|forgot|unsure|i\s+forget)\b"
    r"(?:\s+(?:of|what|the|its|it.?s|is|name|called|exact(?:ly)?|anymore|right\s+now))*\W*(?:but\s+)?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^\W*(?:(?:well|um+|uh|oh|just|it.?s|its|it\s+is|that.?s|s?he.?s|s?he\s+is|they.?re|they\s+are|s?he|they|the\s+(?:place|clinic|practice)\s+is|"
    r"works?|working|is|sees\s+me|we\s+do|i\s+see\s+(?:him|her|them)|called|named|at|with|for|out\s+of|some|a|an)\s+)+",
    re.IGNORECASE,
)
_FROM_HOME = re.compile(
    r"\b(?:out\s+of|from|at|in)\s+(?:his|her|their|the)\s+(?:own\s+)?(?:home|house|garage|apartment)\b", re.IGNORECASE
)
_CALLED = re.compile(r"\b(?:called|named|name\s+is|name.s)\s+(?P<name>[^,.;!?]{2,40})", re.IGNORECASE)
_KIND = re.compile(
    r"\b(?:clinic|hospital|office|cent(?:er|re)|practice|group|college|university|campus|school|county|medical|health\w*|va|"
    r"kaiser|ucla|usc|cedars|telehealth|tele-?(?:health|med\w*|psych\w*)|tele|online|virtual\w*|remote\w*|video|zoom|app|building|"
    r"blvd|boulevard|street|ave|avenue|downtown|plaza|mall)\b"
    r"|^(?:on|in|near|off|by|across\s+from|next\s+to)\s+(?!the\s+(?:morning|afternoon|evening)|mon|tue|wed|thu|fri)\w{3}",
    re.IGNORECASE,
)
_ANY_PLACE = re.compile(  # "some local clinic" helps nobody to find it
    r"(?:(?:the|a|some|my|local|small|little|big|regular|normal|clinic|hospital|office|practice|place|around|here|nearby)\W*)+",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"\b(?:i|we)\s+(?:want|need|would|wanna|like|can|could|will|have|hate|am|get|feel)\b|\b(?:you|your|ur|yours|ketamine|skip|stop|"
    r"cancel|appointment|consult\w*|why|call(?:ing)?|phone|number|text)\b|(?:\d[\s().-]*){7}|@",
    re.IGNORECASE,
)


def described_practice(text: str) -> str | None:
    """What a message that answers the question for the practice says of it, or None; in the person's own words."""
    told = _LEAD.sub("", _UNKNOWN.sub("", text.strip())).strip(" .,!;-")
    if re.search(r"\b(?:called|named|is)\W*$", told, re.IGNORECASE):
        return None  # the name is still to come
    asks = "?" in text or any(is_question(text[start:end]) for start, end in sentences(text))
    if not told or len(text.split()) > _MOST_WORDS or asks or _NO_PLACE.search(told) or _ANY_PLACE.fullmatch(told):
        return None
    if _FROM_HOME.search(text):
        return OWN_PRACTICE
    if (named := _CALLED.search(text)) is not None:
        return _shown(named["name"])
    return _shown(told) if _KIND.search(told) else None


def _shown(told: str) -> str:
    told = told.strip()
    return told[:1].upper() + told[1:]
