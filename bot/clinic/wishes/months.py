"""Rules for months, their parts and weeks, and years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.clinic.wishes.calendar_words import month_end, month_start, shift, week_of
from bot.clinic.wishes.days import Days, day, stretch
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Build, Built, Rule, Token, values
from bot.clinic.wishes.weeks import PART, WORKDAYS, part_name, part_of_week, to_the_end

MONTH_PARTS = {
    "early": (1, 10),
    "middle": (11, 20),
    "late": (-8, -1),
    "first half": (1, 15),
    "second half": (16, -1),
}


def _period_then_part(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "Next week, towards the end"."""
    build = part_of_week if "WEEK" in tokens[0].tags else _part_of_month
    return build(frame, [*tokens[1:], tokens[0]])


def _first_weeks(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "The first two weeks of december", "the last few days of the month"."""
    first = _month_of(frame, tokens)
    ends = month_end(first)
    count = next(int(t.value) for t in tokens if t.tags & {"NUM", "QTY"})
    length = min(count * (7 if any("WEEKUNIT" in t.tags for t in tokens) else 1), 31)
    if any(t.word == "last" for t in tokens):
        return day(tokens, stretch(shift(ends, 1 - length), ends))
    return day(tokens, stretch(first, shift(first, length - 1)))


def _part_of_month(frame: Frame, tokens: Sequence[Token]) -> Built:
    first = _month_of(frame, tokens)
    ends = month_end(first)
    low, high = MONTH_PARTS[part_name(tokens[:-1])]
    begins = first.replace(day=low) if low > 0 else shift(ends, low + 1)
    if any(t.word == "later" for t in tokens):
        begins = max(first, shift(frame.today, 1))
    return day(tokens, stretch(begins, first.replace(day=high) if high > 0 else ends), *to_the_end(tokens))


def _month_of(frame: Frame, tokens: Sequence[Token]) -> date:
    whole: list[Days] = [t.value for t in tokens if "WHOLEMONTH" in t.tags]
    months = values(tokens, "MONTH")
    if whole and whole[0].first:
        return whole[0].first
    return frame.almanac.month(months[0]) if months else month_start(frame.today)


def _month(months: int) -> Build:
    def build(frame: Frame, tokens: Sequence[Token]) -> Built:
        first = month_start(frame.today, months)
        return day(tokens, stretch(first, month_end(first)), "WHOLEMONTH", *(("WEAK",) if months <= 0 else ()))

    return build


def _named_month(frame: Frame, tokens: Sequence[Token]) -> Built:
    token = next(t for t in tokens if "MONTH" in t.tags)
    first = frame.almanac.month(token.value)
    for year in values(tokens, "YEAR"):
        first = first.replace(year=year)
    if first < month_start(frame.today):
        return None
    month = day([token], stretch(first, month_end(first)), "WHOLEMONTH", "WEAK")
    return [*(t for t in tokens if t.word in _MONTH_EDGES.split("|")), month]


def _sure_month(frame: Frame, tokens: Sequence[Token]) -> Built:
    # a girl's name or a verb needs a preposition to be a month
    return None if tokens[-1].word in {"may", "march", "april", "june", "august"} else _named_month(frame, tokens)


def _year(years: int) -> Build:
    def build(frame: Frame, tokens: Sequence[Token]) -> Built:
        first = date(frame.today.year + years, 1, 1)
        return day(tokens, stretch(first, first.replace(month=12, day=31)), "WEAK")

    return build


def _nth_week(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "The first week of december": the calendar week of its 1st, 8th ... day, as far as it is in the month."""
    first = _month_of(frame, tokens)
    ends = month_end(first)
    nth = (values(tokens, "ORD") or [9])[0]
    if nth > 5:
        return day(tokens, stretch(shift(ends, -6), ends), "WEEK")
    full = any(t.word == "full" for t in tokens)
    begins = next(d for n in range(7) if (d := shift(first, n)).weekday() in ({0} if full else WORKDAYS))
    monday, sunday = week_of(shift(begins, 7 * (nth - 1)))
    return day(tokens, stretch(max(monday, first), sunday), "WEEK")


_MONTH_EDGES = "by|before|until|after|from|through|or|and"

WEEKS_OF_MONTHS = [
    Rule("the? first|last NUM|QTY WEEKUNIT|DAYUNIT of|in the? MONTH|WHOLEMONTH", _first_weeks),
    Rule("the? ORD|last full? week of|in the? MONTH", _nth_week),
    Rule("the? ORD|last full? week of|in the|this month", _nth_week),
]

MONTHS = [
    Rule(
        f"WEEK|WHOLEMONTH COMMA|DASH? toward|towards|at|near|around|in? the? very? {PART}|beginning part|half? "
        "of|in it|that|the|this week|month?",
        _period_then_part,
    ),
    Rule(
        f"WEEK|WHOLEMONTH COMMA|DASH? toward|towards|at|near|around? the? {PART}|beginning part|half? "
        "!of|in|morning|afternoon|PART|DAY|than",
        _period_then_part,
    ),
    Rule("this|the? next|following month|months", _month(1)),
    Rule("this|current month", _month(0)),
    Rule("last|previous month", _month(-1)),
    Rule(f"toward|towards? the? very? {PART} half|part? in|of|DASH? WHOLEMONTH", _part_of_month),
    Rule(f"toward|towards? the? very? {PART} half|part? in|of|DASH? the? MONTH", _part_of_month),
    Rule("the? first|second|latter half|part of? the? MONTH|WHOLEMONTH", _part_of_month),
    Rule(f"the? very? {PART} of|in the? month", _part_of_month),
    Rule("in|during|for|this|around|sometime|within next? MONTH YEAR?", _named_month),
    Rule("next MONTH", _named_month),
    Rule(f"{_MONTH_EDGES} MONTH YEAR?", _named_month),
    Rule("MONTH YEAR?", _sure_month),
    Rule(
        f"WEEK|WHOLEMONTH COMMA|DASH|STOP|and|AND|but|F* "
        f"the? very? {PART}|beginning|first|second part|half|days|end? of|in it|that",
        _period_then_part,
    ),
    Rule("this year", _year(0)),
    Rule("next year", _year(1)),
]
