"""Rules for weeks and their parts, weekdays as a kind, and weekends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.clinic.wishes.calendar_words import shift, week_of
from bot.clinic.wishes.days import Days, day, place, recurring, stretch
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Build, Built, Rule, Token, over

WORKDAYS = frozenset(range(5))

WEEKEND = frozenset({5, 6})

EARLY = "early|earlier|beginning|begining|start|top|front"

MIDDLE = "mid|middle|midway|halfway"

LATE = "late|later|end|tail|latter|back|close"

# Parts of a week as first and last weekday; parts of a month as days, a month ends with its last eight.
WEEK_PARTS = {"early": (0, 1), "middle": (2, 2), "late": (3, 4), "first half": (0, 2), "second half": (3, 4)}


def _week_days(frame: Frame, weeks: int) -> Days:
    monday = frame.almanac.monday(weeks)
    days = stretch(monday, shift(monday, 6))
    if weeks == 0 and frame.today.weekday() in WEEKEND:
        # "this week" on a Saturday: the one that is over, or the one that people already look at
        monday = frame.almanac.monday(1)
        return replace(stretch(monday, shift(monday, 6)), problem="which_week", candidates=(monday,))
    return days


def _week(weeks: int) -> Build:
    def build(frame: Frame, tokens: Sequence[Token]) -> Built:
        return day(tokens, _week_days(frame, weeks), "WEEK", *(("WEAK",) if weeks == 0 else ()))

    return build


def _the_one_after(frame: Frame, tokens: Sequence[Token]) -> Built:
    # after which, only `edges.refer_back` can see
    if tokens[1].word == "one":
        return over(tokens, "F", "ONEAFTER")
    return day(tokens, _week_days(frame, 1), "WEEK", "ONEAFTER")


def _week_then(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "(not this week.) Week after that, ...": the last token is only looked at."""
    named = tokens[1 : 4 if any(t.word == "that" for t in tokens[3:]) else 3]
    return [tokens[0], day(named, _week_days(frame, 1), "WEEK", "ONEAFTER"), *tokens[1 + len(named) :]]


def _two_weeks(first: int, last: int) -> Build:
    def build(frame: Frame, tokens: Sequence[Token]) -> Built:
        monday = frame.almanac.monday(first)
        return day(tokens, stretch(monday, shift(frame.almanac.monday(last), 6)), "WEEK")

    return build


def _this_one(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "Before the week is out"."""
    return day(tokens, replace(_week_days(frame, 0), problem="", candidates=()), "WEEK")


def _neither_week(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "Not this week and not next"."""
    both = _two_weeks(0, 1)(frame, tokens[1:])
    return [tokens[0], both] if isinstance(both, Token) else None


def _this_but_next(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "Not this week but next"."""
    return [
        day(tokens[:2], _week_days(frame, 0), "WEEK", "WEAK"),
        tokens[2],
        day(tokens[3:], _week_days(frame, 1), "WEEK"),
    ]


def part_name(tokens: Sequence[Token]) -> str:
    words = {t.word for t in tokens}
    if "half" in words:
        return "first half" if words & {"first", "front", "1st", "early"} else "second half"
    if words & (set(EARLY.split("|")) | {"first", "opening"}):
        return "early"
    return "middle" if words & set(MIDDLE.split("|")) else "late"


def part_of_week(frame: Frame, tokens: Sequence[Token]) -> Built:
    period = tokens[-1]
    later = any(t.word == "later" for t in tokens)
    low, high = WEEK_PARTS[part_name(tokens[:-1])]
    if "WEEK" in period.tags:
        start: date | None = period.value.first
        if start is None:
            return None
        monday, _ = week_of(start)
    else:  # "early in the week" goes on to the next week once this one is past that
        now_or_next = 0 if frame.today.weekday() < high else 1
        monday = frame.almanac.monday(now_or_next)
    first, last = shift(monday, low), shift(monday, high)
    if later and monday <= frame.today:
        first, last = shift(frame.today, 1), max(last, shift(frame.today, 1))
    return day(tokens, stretch(first, last), *to_the_end(tokens))


def _edge_of_week(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "The first day of next week"."""
    if tokens[-2].word == "days" or any(t.word == "days" for t in tokens):
        return None
    start: date | None = tokens[-1].value.first
    if start is None:
        return None
    monday, _sunday = week_of(start)
    last = any(t.word in {"last", "closing"} for t in tokens)
    return day(tokens, stretch(shift(monday, 4 * last), shift(monday, 4 * last)))


def _two_parts(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "The beginning or the middle of next week"."""
    at = next(i for i, t in enumerate(tokens) if t.word in {"or", "and", "/"})
    left = part_of_week(frame, [*tokens[:at], tokens[-1]])
    right = part_of_week(frame, tokens[at + 1 :])
    return [left, tokens[at], right] if isinstance(left, Token) and isinstance(right, Token) else None


def _part_of_other_week(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "This week or early next", "next week or the end of this one"."""
    at = next(i for i, t in enumerate(tokens) if t.word in {"next", "this"} and i)
    week = day(tokens[at:], _week_days(frame, tokens[at].word == "next"), "WEEK")
    part = part_of_week(frame, [*tokens[2:at], week])
    return [*tokens[:2], part] if isinstance(part, Token) else None


def to_the_end(tokens: Sequence[Token]) -> tuple[str, ...]:
    return ("ENDOF",) if any(t.word == "end" for t in tokens) else ()


def _rest(frame: Frame, tokens: Sequence[Token]) -> Built:
    period: Days = tokens[-1].value if "DAY" in tokens[-1].tags else _week_days(frame, 0)
    span = period.spans[0]
    tags = () if "DAY" in tokens[-1].tags or any(t.word == "this" for t in tokens) else ("REST",)
    return day(tokens, stretch(max(frame.today, span.first or frame.today), span.last), "WEAK", *tags)


def _week_at(weeks: int) -> Build:
    """Reads "The week of the 30th", "the week after thanksgiving"."""

    def build(frame: Frame, tokens: Sequence[Token]) -> Built:
        said: Days = next(t.value for t in tokens if "DAY" in t.tags)
        anchor = place(said, frame.almanac)
        if anchor.first is None or (weeks and said.sort == "weekday"):
            return None  # "next week after wednesday" is not the week after wednesday
        monday, sunday = week_of(shift(anchor.first, 7 * weeks))
        return day(tokens, stretch(monday, sunday), "WEEK")

    return build


def _weekdays(*numbers: int) -> Build:
    return lambda _, tokens: day(tokens, recurring(*numbers), *(("WEAK",) if 5 in numbers else ()))


def _weekend_of(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "thanksgiving weekend"."""
    first = tokens[0].value.first
    _monday, sunday = week_of(first)
    return day(tokens, stretch(shift(sunday, -1), sunday), "WEEKEND", "WEAK")


def _weekend(weeks: int) -> Build:
    def build(frame: Frame, tokens: Sequence[Token]) -> Built:
        saturday = shift(frame.almanac.monday(weeks), 5)
        return day(tokens, stretch(saturday, shift(saturday, 1)), "WEEKEND", "WEAK")

    return build


PART = f"{EARLY}|{MIDDLE}|{LATE}"

WEEKS = [
    Rule("the? week|weeks after|following the? next|following week? one?", _week(2)),
    Rule("the? next week but one", _week(2)),
    Rule("the? next next week", _week(2)),
    Rule("this coming? week or|and|OR|to the? next week|one?", _two_weeks(0, 1)),
    Rule("this or|and|OR the? next week", _two_weeks(0, 1)),
    Rule("not this week COMMA? and|or|nor|AND|OR not? the? next week|one?", _neither_week),
    Rule("this week but the? next one? !WEEKUNIT|MONTHUNIT|WD|MONTH|X|available|open", _this_but_next),
    Rule(
        "the? next week or|and|OR the? ( week|one after|following that? | following|next one|week? )",
        _two_weeks(1, 2),
    ),
    Rule(
        "the? week ( that starts|begins | of | starting | beginning | commencing | with | containing ) "
        "on|with? the? DAY",
        _week_at(0),
    ),
    Rule("HOLIDAY week", _week_at(0)),
    Rule("the? week right|just|immediately? after|following DAY", _week_at(1)),
    Rule("the? week right|just|immediately? before|preceding DAY", _week_at(-1)),
    Rule("the|this? next|following|coming|upcoming full? week !or", _week(1)),
    Rule("the? next week", _week(1)),
    Rule("the following|next|second one !DAY|X|available", lambda _, t: over(t, "F", "ONEAFTER")),
    Rule("the week|one after|following that? !DAY|TIME|CLOCK|NUM|next|X", _the_one_after),
    Rule(
        "^|STOP|COMMA|so|or|and|then|OR week after|following that? "
        "is|would|works|maybe|$|STOP|COMMA|please|instead|then",
        _week_then,
    ),
    Rule("before|by the|this week is|s? out|over|ends|done|up", _this_one),
    Rule("this current? same? week", _week(0)),
    Rule("last|past|previous week", _week(-1)),
    Rule("the? rest|remainder of WEEK", _rest),
    Rule("the? rest|remainder of the|this week", _rest),
    Rule("toward|towards? the? very? first|second|latter|back|front half|part of? WEEK", part_of_week),
    Rule("the? very? first|last|opening|closing DAYUNIT of|in WEEK", _edge_of_week),
    Rule("the? first|last|early|opening|closing NUM|QTY? days of|in WEEK", part_of_week),
    Rule("the? first|last|early|opening|closing NUM|QTY? days of|in the? week", part_of_week),
    Rule("toward|towards? the? back|tail|front|very end of|on? WEEK", part_of_week),
    Rule("toward|towards? the? back|tail|front|very end of the? week", part_of_week),
    Rule(f"the? {PART} or|and|OR the? {PART} of|in? WEEK", _two_parts),
    Rule(f"toward|towards? the? very? {PART} half|part? in|of|on|DASH? WEEK", part_of_week),
    Rule(f"toward|towards? the? very? {PART} half|part? in|of the? week", part_of_week),
    Rule(
        f"WEEK or|OR|and|COMMA the? ( {PART} | {PART} of|in ) next|this one? !WEEKUNIT|MONTHUNIT|WD|MONTH",
        _part_of_other_week,
    ),
]

WEEKENDS = [
    Rule("HOLIDAY weekend", _weekend_of),
    Rule("( mid DASH? week | midweek | hump day )", _weekdays(2)),
    Rule("this|the? coming? weekend after next", _weekend(2)),
    Rule("next weekend", _weekend(1)),
    Rule("this|on|at|over? the|this? coming? weekend", _weekend(0)),
    Rule("weekends", _weekdays(5, 6)),
    Rule("any|a|on|every|only|normal? weekday", _weekdays(*WORKDAYS)),
    Rule("weekdays|workdays", _weekdays(*WORKDAYS)),
    Rule("( during the week | during weekdays | working|work|business days )", _weekdays(*WORKDAYS)),
]
