"""Words that point back: "before then", "the one after", "not this one"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.clinic.wishes.calendar_words import Almanac, shift, week_of
from bot.clinic.wishes.constraints import DaySpan
from bot.clinic.wishes.days import Days, beyond, day, on, place, stretch
from bot.clinic.wishes.edges import as_weekday
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Built, Rule, Token, over, rewrite, words
from bot.clinic.wishes.same_day import SAME_DAY, that_day

_OUT = words("out off no bad gone full impossible")
_NO = "NOT|except|excluding|minus|besides|skip|avoid|bar"
_THESE = "( those|these NUM|both days|dates|mornings|afternoons? | those|these days|dates|ones )"


def _so_then(_: Frame, tokens: Sequence[Token]) -> Built:
    return [*tokens[:-2], over(tokens[-2:], "THEN", "THENSO", value=tokens[-2].word)]


REFERENCES = [
    # "(it starts on the 1st,) nothing earlier than that" is a limit and no refusal
    Rule("NOT any|a|F? earlier|sooner|before than? that|then", lambda _, t: over(t, "THEN", value="from")),
    Rule("NOT any|a|F? later|after|past than? that|then", lambda _, t: over(t, "THEN", value="by")),
    Rule(
        f"{_NO} on|for|of|either? those|these|them NUM|days|dates|ones? of? !X|DAY|TIME|CLOCK|UNIT",
        lambda _, t: [t[0], over(t[1:], "THOSE", "REFUSED")],
    ),
    Rule(f"{_THESE} NOT", lambda _, t: [over(t[:-1], "THOSE", "REFUSED"), t[-1]]),
    # "from the 8th we are away, so that's out"
    Rule(
        "that|thats is? out|off !X|DAY|TIME|of|to|the|on|at|in|for",
        lambda _, t: [over(t[:1], "THOSE", "REFUSED"), over(t[1:], "NEGPRED")],
    ),
    Rule(f"{_THESE} is|are out|off|taken|gone|bad", lambda _, t: [over(t[:-2], "THOSE", "REFUSED"), *t[-2:]]),
    Rule("the? rest|remainder of that same? week !after|before", lambda _, t: over(t, "THATWEEK")),
    Rule("any|every|all|the|some other DAYUNIT of|in|on|during? that same? week", lambda _, t: over(t, "THATWEEK")),
    Rule("later on? in? that week", lambda _, t: over(t, "THATWEEK")),
    Rule("in|on|during? that same|whole|entire|full|very? week !after|before|of", lambda _, t: over(t, "THATWEEK")),
    Rule("the same week !after|before|of|as", lambda _, t: over(t, "THATWEEK")),
    # "not this week the one after": without a pause between, too, the second is what is wanted
    Rule(
        "NOT F? DAY ONEAFTER|DAYAFTER",
        lambda _, t: [*t[:-1], replace(t[-1], word="but", tags=frozenset({"BUT"})), t[-1]],
    ),
    # "away this week so it will have to be next"
    Rule(
        "be|do|make|it|then|but|rather|prefer|try|maybe|COMMA|STOP next ( $ | STOP | COMMA | please | instead | then )",
        lambda _, t: [t[0], over(t[1:2], "ONEAFTER"), *t[2:]],
    ),
    Rule("NOT this one", lambda _, t: [t[0], over(t[1:], "THISONE")]),
    Rule("at|AT? the? same time ( of day|the day )?", lambda _, t: over(t, "F", "SAMETIME")),
    *SAME_DAY,
    # "tomorrow I drive to fresno, any other day"
    Rule(
        "any|all|every other DAYUNIT|days !in|of|on|during|this|that|next|but|except|than|DAY|TIME",
        lambda _, t: [over(t[:2], "F"), over(t[2:], "OTHERDAY", word="another day")],
    ),
    # "next week is half term, so not then"
    Rule("NOT then ( $ | STOP | COMMA )", lambda _, t: [t[0], over(t[1:2], "THOSE", "REFUSED"), *t[2:]]),
    Rule("NOT on? that DAYUNIT", lambda _, t: [t[0], over(t[1:], "THOSE", "REFUSED")]),
    # "those are all this week, I need the week after"
    Rule("those|these|they are|is all|both|only|just DAY COMMA|STOP", lambda _, t: [over(t[:3], "NEG"), *t[3:]]),
    # "finals run through june 17, so after"
    Rule(
        "so|SO|anytime|anything|something|sometime|else after|before|afterwards|beforehand "
        "( $ | STOP | COMMA | please | works|is|would|if )",
        lambda _, t: [
            t[0],
            over(t[1:2], "THEN", "THENSO", value="after" if t[1].word.startswith("after") else "before"),
            *t[2:],
        ],
    ),
    Rule("so|SO F? F? F? before|after|past|by|until|from then|that !NUM|X|UNIT", _so_then),
    Rule("before|after|past|by|until|from then|that !NUM|X|UNIT", lambda _, t: over(t, "THEN", value=t[0].word)),
]


def _from_time(said_before: Token, then: Token) -> Token:
    said = said_before.value.clocks[0]
    if (
        said.hour in {6, 7, 8} and not said.half and "EXACT" in said_before.tags
    ):  # who speaks of such an hour as past means the morning
        said = replace(said, half="am")
    sort = {"until": "before", "from": "after", "past": "after"}.get(then.value, then.value)
    value = replace(said_before.value, sort=sort, clocks=(said,))
    return over([then], "TIME", sort.upper(), value=value, word="then")


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
    spans = place(back.value, frame.almanac).spans if back else ()
    first, last = (spans[0].first, spans[-1].last) if spans else (None, None)
    if not back or not first or not last:
        return
    if "WEEK" in back.tags or "DAY" in found[at].tags:
        found[at] = day([found[at]], stretch(*week_of(shift(last, 7))), "WEEK")
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
    back = next((i for i in range(at - 1, -1, -1) if _is_meant(found, i, at)), None)
    if found[at].value in _HOURS_OF:
        other = None if any("THATDAY" in t.tags for t in found[at + 1 : at + 2]) else back
        back = next((i for i in range(at - 1, -1, -1) if {"TIME", "EXACT"} <= found[i].tags), other)
        found[at] = replace(found[at], value=_HOURS_OF[found[at].value])
    if back is None or _is_what_else(found, back, at):
        return
    if "THENSO" not in found[at].tags and _tells_the_rest(found[back], found[at]):
        return
    if any("DAY" in t.tags for t in (found[at - 1], *found[at + 1 : at + 2])):  # "friday before that": an hour of it
        back = next((i for i in range(at - 1, -1, -1) if {"TIME", "EXACT"} <= found[i].tags), back)
    if "TIME" in found[back].tags:
        found[at], found[back] = _from_time(found[back], found[at]), found[back].tagged("JUNK")
        return
    side = {"past": "after"}.get(found[at].value, found[at].value)
    limited = beyond(place(as_weekday(found[back].value), frame.almanac), side)
    if limited is None:
        return
    found[at] = day([found[at]], limited, "EDGE")
    if not any("NOT" in t.tags for t in found[max(back - 5, 0) : back]):
        found[back] = found[back].tagged("JUNK")


_HOURS_OF = {"earlier": "before", "later": "after"}


def _is_what_else(found: Sequence[Token], back: int, at: int) -> bool:
    """Of "tuesday at 3, I see my chiropractor after that" the hour is the wish, and the rest is what else one does."""
    told = found[back + 1 : at]
    wished = back > 0 and "DAY" in found[back - 1].tags and {"TIME", "EXACT"} <= found[back].tags
    does = any(t.tags & {"X", "PLURAL"} for t in told) and not any(t.word in {"or", "so"} for t in told)
    return wished and does and bool(told[0].tags & {"COMMA", "STOP"})


def _tells_the_rest(limit: Token, then: Token) -> bool:
    """Of "after the 22nd, I'm in Denver before that" the second only says why."""
    if "DAY" not in limit.tags or not limit.value.is_limit:
        return False
    span = limit.value.spans[0] if limit.value.spans else None
    opens = limit.value.which in {"after", "from"} or bool(span and span.first)
    return opens == (then.value in {"before", "by", "until"})


def _is_meant(found: Sequence[Token], back: int, at: int) -> bool:
    """Whether "after that" can point at this token; in "any tuesday after that" it is not the tuesday."""
    if "TIME" in found[back].tags:
        # "my shift ends at 2, so after that", but not "after 6, I work until then"
        return "EXACT" in found[back].tags or (
            "AFTER" in found[back].tags and found[at].value in {"after", "from", "past"}
        )
    if "DAY" not in found[back].tags:
        return False
    others = frozenset[str]().union(*(t.tags for t in found[:back]))
    recurs = found[back].value.sort == "rule"
    return not recurs or not ("TIME" in others or ("DAY" in others and back == at - 1))


def _those(found: list[Token], at: int, frame: Frame) -> None:
    """Reads "(he has the car monday and tuesday, so not) those two": told to be refused."""
    listed = _last_list(found, at)
    spans = tuple(span for i in listed for span in _every(as_weekday(found[i].value), frame))
    if not spans:
        return
    for i in listed:
        found[i] = found[i].tagged("JUNK")
    found[at] = day([found[at]], Days("date" if all(span.single for span in spans) else "rule", spans))


def _other_day(found: list[Token], at: int, frame: Frame) -> None:
    """Reads "(tomorrow I am away,) any other day": of a day that was told nothing else is wanted."""
    listed = _last_list(found, at)
    if listed and not any(found[i].value.is_limit or "OR" in t.tags for i in listed for t in found[listed[0] : at]):
        _those(found, at, frame)
    if "DAY" in found[at].tags:
        found[at - 1] = found[at - 1].tagged("NEG", "ANY")
    else:
        found[at] = found[at].tagged("VAGUE")


def _rest_of_week(found: list[Token], at: int, frame: Frame) -> None:
    """Reads "(jury duty on monday and tuesday of next week,) the rest of the week is fine"."""
    back = _last_day(found, at)
    if back and back.value.sort == "rule":  # "tuesdays I'm on call, the rest of the week is fine"
        found[at] = found[at].tagged("ASAP", "SOFT")
        return
    first = place(back.value, frame.almanac).first if back else None
    if first and first > week_of(frame.today)[1]:
        _that_week(found, at, frame)


def _last_list(found: Sequence[Token], at: int) -> list[int]:
    """Where the days stand that were listed last before this place."""
    listed: list[int] = []
    for i in range(at - 1, -1, -1):
        if "DAY" in found[i].tags:
            listed.append(i)
        elif listed and not (found[i].tags & {"AND", "OR", "COMMA"} or found[i].word in {"and", "or", "nor"}):
            break
    return listed[::-1]


def _every(days: Days, frame: Frame) -> tuple[DaySpan, ...]:
    if days.sort == "weekday" and not days.which:
        return (DaySpan(weekdays=frozenset({days.number})),)
    return place(days, frame.almanac).spans


def _that_week(found: list[Token], at: int, frame: Frame) -> None:
    """Reads "(not the 2nd, but the) rest of that week", "(I am away from the 8th), so that week is out"."""
    listed = _last_list(found, at)
    days = [i for i in listed if "WEEK" not in found[i].tags] or listed
    spans = [span for i in days for span in place(found[i].value, frame.almanac).spans]
    if not spans or not spans[0].first:
        return
    first, (monday, sunday) = spans[0].first, week_of(spans[0].first)
    said = set(found[at].word.split())
    if "later" in said:
        found[at] = day([found[at]], stretch(shift(first, 1), sunday), "WEEK")
        return
    rest = bool(said & {"rest", "remainder", "other"})
    kept = rest and (found[at - 1].word in {"or", "and"} or any("NOT" in t.tags for t in found[: listed[0]]))
    others = [d for d in DaySpan(monday, sunday).days(monday, 7) if not any(d in span for span in spans)]
    open_days = frozenset(d.weekday() for d in others if frame.hours.opens_on(d))
    found[at] = day([found[at]], stretch(monday, sunday, open_days if rest and not kept else None), "WEEK")
    if not kept and (rest or _is_refused(found, at)):
        for i in listed:
            found[i] = found[i].tagged("JUNK")


def _is_refused(found: Sequence[Token], at: int) -> bool:
    behind = found[at + 1 : at + 4]
    return "NOT" in found[at - 1].tags or any("NOT" in t.tags or t.word in _OUT for t in behind)


def _same_time(found: list[Token], at: int, _: Frame) -> None:
    """Reads "(tuesday at 2 ...) thursday same time"."""
    back = next((t for t in reversed(found[:at]) if "TIME" in t.tags), None)
    if back:
        found[at] = replace(back, word="same", start=found[at].start, end=found[at].end)


def _weekday_after(found: list[Token], at: int, frame: Frame) -> None:
    """Reads "(not thanksgiving but) the friday after"."""
    back = _last_day(found, at)
    first = place(back.value, frame.almanac).first if back else None
    number = found[at].value
    found[at] = day([found[at]], on(Almanac(first).coming(number)) if first else Days("weekday", number=number))


_RESOLVERS = {
    "WEEKDAYAFTER": _weekday_after,
    "SAMETIME": _same_time,
    "ONEAFTER": _one_after,
    "DAYAFTER": _day_after,
    "THISONE": _this_one,
    "THEN": _then,
    "THOSE": _those,
    "THATWEEK": _that_week,
    "OTHERDAY": _other_day,
    "REST": _rest_of_week,
    "THATDAY": that_day,
}
