"""Who has an appointment and asks for another time by it: "could I come the day after?", "anything later that day?"."""

from __future__ import annotations

import re
from datetime import datetime

from bot.clinic.interview.shifting import said_outright, says_later_that_day
from bot.clinic.wishes import Kind, OpeningHours, read_wish

_SHIFTED = frozenset({Kind.window, Kind.closed, Kind.past})
_APPOINTMENT = r"(?:appointments?|appts?|apts?|consult\w*|booking|visit|slot|time|one)"
# The model takes a day after for the one after a treatment; these words ask for the appointment itself.
_ASKS = re.compile(
    r"\b(?:com(?:e|ing)(?!\s+off)|be\s+seen|get\s+in|see\s+(?:you|them|someone|the)|make\s+(?:it|that|mine|this)"
    r"|book|schedule|switch\w*|swap\w*|mov(?:e|ing)|push\w*|shift\w*|postpon\w*|delay\w*|resched\w*"
    rf"|(?:have|get|take|do|put|want|need|like|prefer)\s+(?:(?:it|that|mine|me|this|something|anything)\b"
    rf"|(?:(?:the|my|an?|that|our)\s+)?(?:\w+\s+)?{_APPOINTMENT}\b|(?:on\s+)?the\s+(?:day|week|next|following)\b)"
    r"|(?:can|could|would|might|may|shall|should)\s+(?:it|that|this|we)\b"
    r"|(?:how|what)\s+about|any\s+chance|possible|instead|better|suits?|works?\b(?!\s+(?:the|that))|rather"
    r"|same\s+(?:time|hour)|free\b(?!\s+of)|available|openings?|slots?"
    r"|(?:any|some)\w*\s+(?:\w+\s+){0,2}?(?:later|earlier|sooner))\b",
    re.IGNORECASE,
)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:eat\w*|food|drink\w*|alcohol|coffee|smok\w*|fast(?:ing)?|driv\w*|ride|uber|park\w*|(?:to|at|from|after|before)\s+work|work(?!s\b|\s+(?:for|better|too|instead|out|ok)|\W*$)"
    r"|school|meds?|medicines?|medications?|pills?|tak(?:e|ing)\s+my|feel\w*|side|effects?|infusions?|treatments?|sessions?"
    r"|doses?|ketamine|spravato|tms|bring|wear|alone|recover\w*|sleep\w*|hangover|results?|calls?|calling|texts?|texting"
    r"|remind\w*|cancel\w*|prepare|ready|open|clos(?:ed?|ing)|supposed|must\s+i|(?:should|do|will)\s+i|need\s+to\s+(?:do|know)"
    r"|have\s+to)\b",
    re.IGNORECASE,
)
_LATE = re.compile(r"\blate\b", re.IGNORECASE)
_REQUEST = re.compile(r"\b(?:can|could|would|may|might|move|push|make|possible|instead|resched\w*)\b", re.IGNORECASE)


def shifts_by_it(text: str, start: datetime, now: datetime, hours: OpeningHours) -> bool:
    """Whether another time is asked for by that of the appointment, which is at `start` on the clinic's clock."""
    if _OF_SOMETHING_ELSE.search(text) or not _ASKS.search(text):
        return False
    said = said_outright(text, start)
    wish = read_wish(said, now, hours) if said != text else None
    if wish is None or wish.kind not in _SHIFTED or not any(clause.days for clause in wish.clauses):
        return False
    return says_later_that_day(text) or not wish.means(start)


def is_late_for_it(text: str) -> bool:
    """Whether somebody says that they are late; what they ask may be a later time all the same."""
    return _LATE.search(text) is not None


def asks_to_move(text: str) -> bool:
    """Whether a later time is asked for, and not only told: "I'll be there ten minutes later"."""
    return _REQUEST.search(text) is not None
