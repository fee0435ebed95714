"""What is told beside a wish: a flight, a shift, somebody in the house. Its days say why, and not when."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clinic.wishes.grammar import Token

_ASKS = frozenset({"ASK", "WISH", "MILD"})
_SAYS_YES_OR_NO = frozenset({"NEG", "NEGPRED", "POS"})
_FOREIGN = frozenset({"X", "HISTORY", "JUNK"})
_TELLS = 2  # words that are no part of any wish, before the day: enough to be a sentence about something else


def asks_for_a_day(clause: Sequence[Token]) -> bool:
    """Whether a clause names a day and wants it ("pls make it tuesday", "give me the 29th")."""
    tags = frozenset[str]().union(*(t.tags for t in clause))
    return "DAY" in tags and bool(tags & (_ASKS | {"EDGE"})) and not tags & _SAYS_YES_OR_NO


def is_reason(clause: Sequence[Token]) -> bool:
    """Whether a clause tells of something else that is on a day ("the plane lands on the 28th").

    A limit ("I get back on the 14th") is none: it does say when.
    """
    at = next((i for i, t in enumerate(clause) if "DAY" in t.tags), None)
    if at is None or any(t.tags & (_ASKS | _SAYS_YES_OR_NO) for t in clause):
        return False
    limits = any("DAY" in t.tags and t.value.is_limit for t in clause)
    return not limits and sum(1 for t in clause[:at] if t.tags & _FOREIGN) >= _TELLS


def goes_on(clause: Sequence[Token]) -> bool:
    """Whether a clause only goes on with the list of the one before ("tuesdays and | thursdays")."""
    return all(t.tags & {"DAY", "TIME", "AND", "OR", "COMMA", "STOP"} for t in clause)
