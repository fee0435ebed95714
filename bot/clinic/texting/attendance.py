"""What somebody says in words of an appointment to come: that they will be there, cannot, or will be late.

It is read by rule and only of short, plain messages; whatever asks or says more is a message like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.clinic.reading.answers import clear_yes
from bot.clinic.reading.words import say

_MOST_WORDS = 14
_HEAD = (
    r"(?:(?:hi|hello|hey|sorry|so|ok|okay|k|oh|no|yes|yep|yeah|sure|great|good|perfect|thanks|thank you|unfortunately"
    r"|im|i|am|afraid|that|we|but|actually|of course) )*"
)
_TAIL = (
    r"(?: (?:sorry|today|tomorrow|tmrw|then|there|soon|anymore|any more|after all|unfortunately|thanks|thank you|thx"
    r"|this time|please|at all|im|i am|afraid|so|very|much|for sure|on time|(?:to |for )?(?:the|my|that|our)"
    r" (?:appointment|consultation|call|appt)))*"
)
_BE_THERE = r"(?:make it|make that|make (?:the|my|our) (?:appointment|consultation|appt)|come|come in|attend|be there)"
_CANNOT = (
    rf"(?:(?:cant|cannot|wont|couldnt|not|(?:will |ill )?not be able to|wont be able to|unable to|(?:am )?not going to"
    rf"|(?:am )?not gonna) {_BE_THERE}|not coming|something came up)"
)
_COMES = (
    r"(?:(?:ill|will|i will) (?:be (?:there|here)|come|make it)|be there|see (?:you|ya|u)(?: all)?|(?:am )?coming"
    r"|can make it|looking forward(?: to it)?|confirm(?:ed|ing)?|still (?:works|good|coming)|works(?: for me)?"
    r"|count me in)"
)
_LATE = re.compile(
    r"\brunning (?:\w+ ){0,4}(?:late|behind)\b|\b(?:be|am|im|is|bit|little|mins?|minutes) (?:\w+ ){0,4}late\b"
)
_NOT_LATE = re.compile(
    r"\btoo late\b|\bnot (?:be |running )?late\b|\bwont be late\b|\blate (?:morning|afternoon|evening)\b"
)
_MINUTES = re.compile(r"\b([0-9]{1,3}) (?:min|mins|minutes)\b")


@dataclass(frozen=True)
class Attendance:
    """Whether somebody comes; `minutes` late, if they said so."""

    kind: Literal["comes", "cannot", "late"]
    minutes: int | None = None


def attendance_of(text: str) -> Attendance | None:
    """What a message says of it; None when it says anything else. Any text is taken."""
    said = say(text)
    if said.asks or not 0 < len(said.words) <= _MOST_WORDS:
        return None
    words = said.text
    if _LATE.search(words) and not _NOT_LATE.search(words):
        minutes = _MINUTES.search(words)
        return Attendance("late", int(minutes[1]) if minutes else None)
    if re.fullmatch(_HEAD + _CANNOT + _TAIL, words):
        return Attendance("cannot")
    if clear_yes(text) or re.fullmatch(_HEAD + _COMES + _TAIL, words):
        return Attendance("comes")
    return None
