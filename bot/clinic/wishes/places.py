"""Rules for addresses: "1600 Friday Dr", "Apt 12, 40 May Court" name no day and no hour."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Built, Rule, Token, over

_SHORT = "dr|ct|pl|ln|way|pkwy|terrace|court|place|circle|square|trail|loop|cir|ter|sq"
LEAST = 13  # a smaller number before "friday, dr smith" may be an hour


def _address(_: Frame, tokens: Sequence[Token]) -> Built:
    number = next(t for t in tokens[::-1] if "NUM" in t.tags)
    return over(tokens, "JUNK", "X") if number.value >= LEAST else None


ADDRESSES = [
    Rule(f"( appointment|suite|unit NUM COMMA|STOP )? NUM WD|MONTH|X X? {_SHORT}", _address),
]
