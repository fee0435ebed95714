"""Words that point back at a day of which something else was told: "1 that day", "earlier the same day"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clinic.wishes.days import day
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Built, Rule, Token, over, words


def _that(tokens: Sequence[Token], tag: str) -> Built:
    """Reads "1 that day", "that day at 1": the words of the day become one token that points back."""
    named = [t for t in tokens if t.word in {"on", "that", "the", "same"} or "DAYUNIT" in t.tags]
    if not {t.word for t in named} & {"that", "same"}:
        return None
    pointer = over(named, "THATDAY")
    rest = [t for t in tokens if t not in named]
    return [*rest, pointer] if tag == "TIME" else [pointer, *rest]


def _the_day(tokens: Sequence[Token]) -> Token:
    return over(tokens[1:], "THATDAY")


_THE_DAY = "( that same? DAYUNIT | the same DAYUNIT )"

SAME_DAY = [
    Rule("TIME F? on? that|the? same? DAYUNIT !as|and|AND", lambda _, t: _that(t, "TIME")),
    Rule("on? that same? DAYUNIT at|AT? TIME", lambda _, t: _that(t, "DAYUNIT")),
    # "I get my hair done at 3, so earlier that day": before that hour
    Rule(f"earlier|sooner|before on? {_THE_DAY}", lambda _, t: [over(t[:1], "THEN", value="earlier"), _the_day(t)]),
    Rule(f"later|after on? {_THE_DAY}", lambda _, t: [over(t[:1], "THEN", value="later"), _the_day(t)]),
    Rule("earlier|sooner than that|then !NUM|X|UNIT", lambda _, t: over(t, "THEN", value="earlier")),
    Rule("later than that|then !NUM|X|UNIT", lambda _, t: over(t, "THEN", value="later")),
]

_BORDERS = words("but so because while though although whereas and or")


def _stands_by(found: Sequence[Token], i: int, at: int) -> bool:
    """Whether a time and a word that points back are neighbours, but for courtesies."""
    return all("F" in t.tags for t in found[i + 1 : at])


def that_day(found: list[Token], at: int, _: Frame) -> None:
    """Reads "(the vet is on tuesday at 9, can we do) 1 that day": what is on then already is no wish."""
    back = next((i for i in range(at - 1, -1, -1) if "DAY" in found[i].tags), None)
    if back is None or "THEN" in found[at - 1].tags:
        return
    found[at] = day([found[at]], found[back].value)
    if any(t.word == "or" or "OR" in t.tags for t in found[back:at]):
        return
    for step in (-1, 1):
        i = back + step
        while 0 <= i < at and not (found[i].tags & {"COMMA", "STOP", "BUT"} or found[i].word in _BORDERS):
            if "TIME" in found[i].tags and not _stands_by(found, i, at):
                found[i] = found[i].tagged("JUNK")
            i += step
    found[back] = found[back].tagged("COMMA")  # whatever kept the person busy before it ends here
