"""Rules for parts of the day, from "first thing" to "after work"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clinic.wishes.constraints import LAST_MINUTE, Minutes
from bot.clinic.wishes.days import day, on
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Build, Built, Rule, Token, over
from bot.clinic.wishes.times import Times, part


def at(hour: int, minute: int = 0) -> int:
    """Minute of the day."""
    return hour * 60 + minute


# Where people differ, the narrower reading: what is offered then suits everybody who says it.
MORNING = (0, at(11, 59))
EARLY_MORNING = (0, at(9, 59))
MID_MORNING = (at(10), at(11))
LATE_MORNING = (at(10, 30), at(11, 59))
LUNCH = (at(12), at(12, 59))
BEFORE_LUNCH = (0, at(11, 59))
AFTER_LUNCH = (at(13, 30), at(16, 59))
AFTERNOON = (at(12), at(16, 59))
EARLY_AFTERNOON = (at(12), at(14))
MID_AFTERNOON = (at(14), at(15, 30))
LATE_AFTERNOON = (at(15), at(16, 59))
EVENING = (at(17), LAST_MINUTE)
NIGHT = (at(18), LAST_MINUTE)
EARLY_IN_THE_DAY = (0, at(10, 30))
LATE_IN_THE_DAY = (at(15), at(16, 59))
NOT_EARLY = (at(10), LAST_MINUTE)
NOT_LATE = (0, at(15, 30))
SCHOOL = (at(9), at(14, 30))
AFTER_SCHOOL = (at(15, 30), LAST_MINUTE)
BEFORE_WORK = (0, at(8, 59))


def _part(span: Minutes, *tags: str) -> Build:
    return lambda _, tokens: over(tokens, "TIME", "PART", "WEAK", *tags, value=part(span))


def _sure_part(span: Minutes) -> Build:
    return lambda _, tokens: over(tokens, "TIME", "PART", value=part(span))


def _opening(frame: Frame, tokens: Sequence[Token]) -> Built:
    first, _ = frame.hours.span()
    return over(tokens, "TIME", "PART", value=part((first, first)))


def _first_hour(frame: Frame, tokens: Sequence[Token]) -> Token:
    """Reads "(not) in the first hour of the morning": the first at which the clinic is open."""
    first, _ = frame.hours.span()
    return over(tokens, "TIME", "PART", value=part((0, first + 59)))


def _closing(frame: Frame, tokens: Sequence[Token]) -> Built:
    _, last = frame.hours.span()
    return over(tokens, "TIME", "PART", value=part((last - 30, last)))


def _last_start(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "the last slot": the one after which there is none, and not the half hour before it."""
    _, last = frame.hours.span()
    return over(tokens, "TIME", "PART", value=part((last, last)))


def _first_or_last(frame: Frame, tokens: Sequence[Token]) -> Built:
    first, last = _opening(frame, tokens[:1]), _last_start(frame, tokens[-1:])
    border = next(t for t in tokens if t.word in {"or", "and"} or t.tags & {"OR", "AND"})
    return [first, border.tagged("OR"), last] if isinstance(first, Token) and isinstance(last, Token) else None


def _today(span: Minutes) -> Build:
    def build(frame: Frame, tokens: Sequence[Token]) -> Built:
        where = day(tokens, on(frame.today, relative=True), "RELDAY", "WEAK")
        return [where, over(tokens, "TIME", "PART", "WEAK", value=part(span))]

    return build


def _beside(span: Minutes) -> Build:
    """Reads "Late tuesday", "friday early": a part of the day that needs a day beside it."""

    def build(_: Frame, tokens: Sequence[Token]) -> Built:
        where = next(t for t in tokens if "DAY" in t.tags)
        return [where, over([t for t in tokens if t is not where], "TIME", "PART", value=part(span))]

    return build


def _edge_of_day(build: Build) -> Build:
    """Reads "The first appointment on friday"; of a week it is only the next that is free."""

    def built(frame: Frame, tokens: Sequence[Token]) -> Built:
        where = tokens[-1]
        if where.tags & {"WEEK", "WHOLEMONTH", "EDGE", "WEEKEND"}:
            return None
        when = build(frame, tokens[:-1])
        return [when, where] if isinstance(when, Token) else None

    return built


def _at_the(build: Build) -> Build:
    """Reads "Friday at the last one": the first token, which may become a day, is kept."""

    def built(frame: Frame, tokens: Sequence[Token]) -> Built:
        when = build(frame, tokens[1:])
        return [tokens[0], when] if isinstance(when, Token) else None

    return built


def _anytime(_: Frame, tokens: Sequence[Token]) -> Built:
    return over(tokens, "ASAP", "SOFT")


_MORNINGS = "morning|mornings"
_AFTERNOONS = "afternoon|afternoons"
_EVENINGS = "evening|evenings|night|nights"
_IN = "in|on|during|of the|your|a? "

TODAY_PARTS = [
    Rule(f"early|earlier|first this {_MORNINGS}", _today(EARLY_MORNING)),
    Rule(f"late|later in? this {_MORNINGS}", _today(LATE_MORNING)),
    Rule(f"this|2day's {_MORNINGS}", _today(MORNING)),
    Rule("early this afternoon", _today(EARLY_AFTERNOON)),
    Rule("late|later in? this afternoon", _today(LATE_AFTERNOON)),
    Rule("this afternoon", _today(AFTERNOON)),
    Rule("this evening|night", _today(EVENING)),
    Rule("tonight", _today(EVENING)),
    Rule("last night", lambda _, tokens: over(tokens, "HISTORY", "X")),
]

_ONES = "one|slot|time|spot|opening|appointment"
AT_AN_EDGE = [
    Rule(f"WD|ORD|DOM|today|tomorrow at the? very? first|earliest {_ONES}", _at_the(_opening)),
    Rule(f"WD|ORD|DOM|today|tomorrow at the? very? last|latest {_ONES}", _at_the(_last_start)),
    Rule(f"WD|ORD|DOM|today|tomorrow COMMA? the|your? very? latest {_ONES}", _at_the(_last_start)),
    Rule(f"WD|ORD|DOM|today|tomorrow COMMA? the|your? very? earliest {_ONES}", _at_the(_opening)),
]

_YOU_HAVE = "( that? you|u|yall F? have|got | you've|u've got? | available | going | left )?"
_THAT_DAY = "on|of|for? that|the same? day"
PARTS = [
    Rule(f"the|your very? first|earliest {_ONES} {_YOU_HAVE} {_THAT_DAY}", _opening),
    Rule(f"the|your very? last|latest {_ONES} {_YOU_HAVE} {_THAT_DAY}", _last_start),
    Rule("the? first thing|one|slot|opening you|u|yall have|got|can", _anytime),
    Rule(f"the? first or|and|OR|AND the? very? last thing|{_ONES}", _first_or_last),
    Rule(f"the? ( first thing | bright and early ) in? the? {_MORNINGS}?", _opening),
    Rule("( at opening time? | right|just? when|as you|yall|ya open up? | when you first? open )", _opening),
    Rule(
        "the? ( very first | earliest | first ) ( appointment|slot|spot|opening|time|one of|in the day|morning )",
        _opening,
    ),
    Rule(
        "the? ( very last | last | latest ) ( appointment|slot|spot|opening|time|one of|in the day )",
        _last_start,
    ),
    Rule(
        "( just|right? before|by|near you close | close|near to closing time? | last thing | right? "
        "before closing time? )",
        _closing,
    ),
    Rule("in|at|during? the? very? first HOURUNIT of|in the day|morning|mornings", _first_hour),
    *TODAY_PARTS,
    Rule(f"early|earlier DASH? in|on? the? {_MORNINGS}", _part(EARLY_MORNING)),
    Rule(f"mid|middle DASH? of? the? {_MORNINGS}", _part(MID_MORNING)),
    Rule("midmorning|midmornings", _part(MID_MORNING)),
    Rule(f"( toward|towards|at|near the? )? late|later|end DASH? in|on|of? the? {_MORNINGS}", _part(LATE_MORNING)),
    Rule("before lunch|lunchtime", _part(BEFORE_LUNCH)),
    Rule("after|past lunch|lunchtime", _part(AFTER_LUNCH)),
    Rule("over|at|around|during|on|in? the|my|a? lunch lunchtime|break|hour|hours|time?", _part(LUNCH)),
    Rule("after|following work|hours|business|5-ish", _part(EVENING)),
    Rule("after|at dinner|supper", _part(EVENING)),
    Rule("before work|breakfast !start|starts|begins|is|at|AT", _part(BEFORE_WORK)),
    Rule("after school !start|starts|ends|is|lets|at|AT", _part(AFTER_SCHOOL)),
    Rule(
        "( during|in school hours | while|when the|my? kids|son|daughter|children are|is|r? at|in school )",
        _part(SCHOOL),
    ),
    Rule(f"early DASH? in|on? the? {_AFTERNOONS}", _part(EARLY_AFTERNOON)),
    Rule(f"mid|middle DASH? of? the? {_AFTERNOONS}", _part(MID_AFTERNOON)),
    Rule("midafternoon", _part(MID_AFTERNOON)),
    Rule(f"( toward|towards|at|near the? )? late|later|end DASH? in|on|of? the? {_AFTERNOONS}", _part(LATE_AFTERNOON)),
    Rule(
        "not|nothing|neither|dont F? too|super|very? early or|nor|and|OR|AND too|super|very? late",
        _sure_part((NOT_EARLY[0], NOT_LATE[1])),
    ),
    Rule(
        "not|nothing|isnt|dont|cant F? F? too|to|so|super|very|that|crazy early ( in the day|morning )?",
        _sure_part(NOT_EARLY),
    ),
    Rule(
        "not|nothing|isnt|dont|cant too|to|so|super|very|that late ( in the day|afternoon )?",
        _sure_part(NOT_LATE),
    ),
    Rule("toward|towards|at|by|near? the? end|close of the? day|business", _part(LATE_IN_THE_DAY)),
    Rule("eod|cob", _part(LATE_IN_THE_DAY)),
    Rule("the? start|beginning of the day", _part(EARLY_IN_THE_DAY)),
    Rule("late|later|latest in the day", _part(LATE_IN_THE_DAY)),
    Rule("early|earlier|earliest in the day", _part(EARLY_IN_THE_DAY)),
    Rule(
        "as late as ( possible | it gets | F|X? F|X? can|have|got|go|offer|allow ) ( in the day )?",
        _part(LATE_IN_THE_DAY),
    ),
    Rule(
        f"the|your|ur very? latest {_ONES}|thing? ( that? you|u|yall F? have|got|offer|do | available|going|left )",
        _part(LATE_IN_THE_DAY),
    ),
    Rule("the? later the better", _part(LATE_IN_THE_DAY)),
    Rule(f"in|on|during|of|for? the|a|any|my? {_MORNINGS} time|hours?", _part(MORNING)),
    Rule(f"in|on|during|of|for? the|a|any|my? {_AFTERNOONS} time|hours?", _part(AFTERNOON)),
    Rule(f"in|on|during|of|for|at? the|a|any|my? {_EVENINGS} time|hours?", _part(EVENING)),
    Rule("nighttime|weeknights|dusk|dinnertime|after-hours", _part(EVENING)),
    # to whom that is too early, the first hour of the clinic is as well
    Rule(
        "NOT F|X? at? the? crack? of? dawn|sunrise|daybreak",
        lambda frame, t: [t[0], _first_hour(frame, t[1:])],
    ),
    Rule("the? crack? of? dawn|sunrise|daybreak", _part((0, at(7)))),
    Rule("in|during the? am|ams|a.m|a.m.", _part(MORNING)),
    Rule("in|during|the? the? pm|pms|p.m|p.m.", _part(AFTERNOON)),
    Rule("the am|a.m|a.m.", _part(MORNING)),
    Rule("am's|ams", _part(MORNING)),
    Rule("pm's", _part(AFTERNOON)),
    Rule(
        "( during|in|within the? day|daytime|office|business|working|opening|normal|regular hours? "
        "!after|before|following|right|just | any time of the? day )",
        _anytime,
    ),
    Rule("all day long?", _anytime),
    Rule("either am|a.m or|OR pm|p.m", _anytime),
]

BESIDE_DAYS = [
    Rule(
        f"the|your? very? first|earliest appointment|slot|spot|opening|thing|one|time {_YOU_HAVE} on|for|of? DAY",
        _edge_of_day(_opening),
    ),
    Rule(
        f"the|your? very? last|latest appointment|slot|spot|opening|thing|one|time {_YOU_HAVE} on|for|of? DAY",
        _edge_of_day(_last_start),
    ),
    Rule("DAY eve|eves|nite", _beside(EVENING)),
    Rule("DAY am|ams|a.m|a.m.", _beside(MORNING)),
    Rule("early|earlier ( on | in the day on? )? DAY", _beside(EARLY_IN_THE_DAY)),
    Rule("late|later ( on | in the day on? )? DAY", _beside(LATE_IN_THE_DAY)),
    Rule("DAY COMMA? early|earlyish !morning|afternoon|X|next|in|this|or", _beside(EARLY_IN_THE_DAY)),
    Rule("DAY COMMA? late|lateish !morning|afternoon|X|next|in|this|or", _beside(LATE_IN_THE_DAY)),
]


def is_part(token: Token) -> bool:
    """Whether a token is a part of the day."""
    return isinstance(token.value, Times) and token.value.is_part
