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
    r"\brun+in+g? (?:\w+ ){0,4}(?:late|behind)\b|\b(?:be|b|am|im|is|bit|little|mins?|minutes|gonna) (?:\w+ ){0,4}late\b"
    r"|\b(?:ill|will|am|im|be|mins?|minutes) (?:\w+ ){0,3}(?:delayed|held up|behind(?! (?!schedule|sorry|today)))\b"
    r"|\b(?:got|getting) (?:held up|delayed)\b"
    r"|^(?:sorry |hey |hi |so |super |very |a bit )*late(?: (?:by|like|about|sorry|again|today))*"
    r"(?: [0-9]+ ?(?:min\w*|m)?)?$"
)
# On the way and not there yet, which nobody writes who will be in time.
_ON_THE_WAY = re.compile(
    r"\b(?:be|get|arrive|arriving|getting) (?:there|here|in) in (?:about |like |maybe |around |abt )?"
    r"(?:a few|an?|[0-9]{1,2})(?: ?(?:m|mins?|minutes?))?(?! (?:days?|weeks?|months?|h|hrs?|hours?))\b"
    r"|^(?:(?:sorry|hey|hi|im|i am|still|only|about|like|just) )*[0-9]{1,2} (?:m|mins?|minutes?) (?:away|out)\b"
    r"|\b(?:stuck|sitting|caught|trapped) (?:in|on|at|behind) (?:\w+ ){0,3}"
    r"(?:traffic|freeway|highway|accident|jam|[0-9]{1,3}|bridge)\b"
    r"|\b(?:bad|terrible|awful|crazy|horrible|insane|heavy|so much|hit) traffic\b"
    r"|\btraffic (?:(?:is|here|out here|today|so|really|s) )*(?:sucks|bad|awful|terrible|crazy|insane|nuts|horrible|"
    r"jam|heavy|a nightmare|killing me|backed up|at a standstill)\b"
    r"|\b(?:bus|train|uber|lyft|ride|metro|cab|car|flight) (?:\w+ ){0,3}(?:late|delayed|behind|stuck|broke down)\b"
)
_NOT_LATE = re.compile(
    r"\btoo late\b|\bnot (?:be |running )?late\b|\bwont be (?:\w+ )?late\b|\blate (?:morning|afternoon|evening|night)\b"
    r"|\b(?:stay|stayed|slept|sleep|work|works|working|open|up) late\b|\blater? (?:date|time|slot)\b"
)
_MINUTES = re.compile(r"\b([0-9]{1,3}) (?:m|min|mins|minutes?)\b|\blate (?:by |like |about |maybe |abt )*([0-9]{1,2})$")
_ASKS_IF_FINE = re.compile(
    r"\b(?:ok|okay|alright|all right|fine|cool|problem|still (?:come|see|make|good|on|works?))\b"
)


@dataclass(frozen=True)
class Attendance:
    """Whether somebody comes; `minutes` late, if they said so."""

    kind: Literal["comes", "cannot", "late"]
    minutes: int | None = None


def attendance_of(text: str) -> Attendance | None:
    """What a message says of it; None when it says anything else. Any text is taken."""
    said = say(text)
    if not 0 < len(said.words) <= _MOST_WORDS:
        return None
    words = said.text
    told = " ".join(word for one in said.clauses if not one.asks for word in one.words)
    fine = all(_ASKS_IF_FINE.search(" ".join(one.words)) for one in said.clauses if one.asks)
    if fine and not _NOT_LATE.search(words):
        if _LATE.search(told):
            minutes = _MINUTES.search(told)
            return Attendance("late", int(minutes[1] or minutes[2]) if minutes else None)
        if _ON_THE_WAY.search(told):
            return Attendance("late")
    if said.asks:
        return None
    if re.fullmatch(_HEAD + _CANNOT + _TAIL, words):
        return Attendance("cannot")
    if clear_yes(text) or re.fullmatch(_HEAD + _COMES + _TAIL, words):
        return Attendance("comes")
    return None
