"""Words that point back: "before then", "the one after", "not this one"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.clinic.wishes.calendar_words import shift, week_of
from bot.clinic.wishes.days import beyond, day, on, place, stretch
from bot.clinic.wishes.edges import as_weekday
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Rule, Token, over, rewrite

REFERENCES = [
    # "not this week the one after": without a pause between, too, the second is what is wanted
    Rule(
        "NOT F? DAY ONEAFTER|DAYAFTER",
        lambda _, t: [*t[:-1], replace(t[-1], word="but", tags=frozenset({"BUT"})), t[-1]],
    ),
    Rule("NOT this one", lambda _, t: [t[0], over(t[1:], "THISONE")]),
    Rule("at|AT? the? same time ( of day|the day )?", lambda _, t: over(t, "F", "SAMETIME")),
    Rule("before|after|by|until|from then|that !NUM|X|UNIT", lambda _, t: over(t, "THEN", value=t[0].word)),
]


def _from_time(exact: Token, then: Token) -> Token:
    said = exact.value.clocks[0]
    if said.hour in {6, 7, 8} and not said.half:  # who speaks of such an hour as past means the morning
        said = replace(said, half="am")
    sort = {"until": "before", "from": "after"}.get(then.value, then.value)
    return over([then], "TIME", sort.upper(), value=replace(exact.value, sort=sort, clocks=(said,)))


def refer_back(tokens: list[Token], frame: Frame) -> list[Token]:
    """The tokens with every word that points back replaced by the day or time it means."""
    found = rewrite(tokens, REFERENCES, frame)
    for at, token in enumerate(found):
        for tag, resolve in _RESOLVERS.items():
            if tag in token.tags:
                resolve(found, at, frame)
    return found


def _last_day(found: Sequence[Token], at: int) -> Token | None:
    return next((t for t in reversed(found[:at]) if "DAY" in t.tags), None)


def _one_after(found: list[Token], at: int, frame: Frame) -> None:
    """Reads "(next week or) the one after", "(tuesday or) the following one"."""
    back = _last_day(found, at)
    first = place(back.value, frame.almanac).first if back else None
    if not back or not first:
        return
    if "WEEK" in back.tags or "DAY" in found[at].tags:
        found[at] = day([found[at]], stretch(*week_of(shift(first, 7))), "WEEK")
    elif back.value.sort in {"weekday", "date"}:
        found[at] = day([found[at]], on(shift(first, 7)))


def _day_after(found: list[Token], at: int, frame: Frame) -> None:
    """Reads "(not tomorrow,) the day after"."""
    back = _last_day(found, at)
    first = place(back.value, frame.almanac).first if back else None
    if first:
        found[at] = day([found[at]], on(shift(first, 1)))


def _this_one(found: list[Token], at: int, _: Frame) -> None:
    """Reads "friday, but not this one"."""
    bare = next((t for t in reversed(found[:at]) if "DAY" in t.tags and t.value.sort == "weekday"), None)
    if bare:
        found[at] = day([found[at]], replace(bare.value, which="this"))


def _then(found: list[Token], at: int, frame: Frame) -> None:
    """Reads "(the 30th is my last day, so) before then": what it points at is no wish of its own."""
    back = next((i for i in range(at - 1, -1, -1) if found[i].tags & {"DAY", "EXACT"}), None)
    if back is None:
        return
    if "EXACT" in found[back].tags:
        found[at], found[back] = _from_time(found[back], found[at]), found[back].tagged("JUNK")
        return
    limited = beyond(place(as_weekday(found[back].value), frame.almanac), found[at].value)
    if limited is None:
        return
    found[at] = day([found[at]], limited, "EDGE")
    if not any("NOT" in t.tags for t in found[max(back - 5, 0) : back]):
        found[back] = found[back].tagged("JUNK")


def _same_time(found: list[Token], at: int, _: Frame) -> None:
    """Reads "(tuesday at 2 ...) thursday same time"."""
    back = next((t for t in reversed(found[:at]) if "TIME" in t.tags), None)
    if back:
        found[at] = replace(back, word="same", start=found[at].start, end=found[at].end)


_RESOLVERS = {
    "SAMETIME": _same_time,
    "ONEAFTER": _one_after,
    "DAYAFTER": _day_after,
    "THISONE": _this_one,
    "THEN": _then,
}
