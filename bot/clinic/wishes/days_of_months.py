"""Rules for single days counted in a month: "the last day of november", "the second working day of december"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.clinic.wishes.calendar_words import month_end, month_start, shift
from bot.clinic.wishes.days import day, on, place, wrong
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Build, Built, Rule, Token, values
from bot.clinic.wishes.weeks import WORKDAYS

_COMING = frozenset({"next", "following", "coming", "new"})
_WORK = frozenset({"business", "working", "work", "week", "weekday", "workday"})


def coming_month(tokens: Sequence[Token]) -> bool:
    """Whether it is the month after this one that is meant: "next month", "the new month"."""
    return any(t.word in _COMING for t in tokens)


def _days_of(first: date, *, work: bool) -> list[date]:
    days = [shift(first, n) for n in range((month_end(first) - first).days + 1)]
    return [one for one in days if one.weekday() in WORKDAYS] if work else days


def _counted(from_the_end: int) -> Build:
    """The day so many from the end of the month, or with 0 the one of the ordinal, of all days or of working days."""

    def build(frame: Frame, tokens: Sequence[Token]) -> Built:
        months = values(tokens, "MONTH")
        first = frame.almanac.month(months[0]) if months else month_start(frame.today, int(coming_month(tokens)))
        nth = -from_the_end or values(tokens, "ORD")[0]
        work = any(t.word in _WORK for t in tokens)
        days = _days_of(first, work=work)
        if not -len(days) <= nth <= len(days) or not nth:
            return day(tokens, wrong("no_such_date"))
        found = days[nth if nth < 0 else nth - 1]
        if found < frame.today and not months:
            days = _days_of(month_start(first, 1), work=work)
            found = days[nth if nth < 0 else nth - 1]
        return day(tokens, on(found))

    return build


def _working_day(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "the first working day after thanksgiving", "the last business day before christmas"."""
    before = any(t.word == "before" for t in tokens)
    spans = place(tokens[-1].value, frame.almanac).spans
    anchor = (spans[0].first if before else spans[-1].last) if spans else None
    if anchor is None:
        return None
    ahead = (shift(anchor, -n if before else n) for n in range(1, 8))
    return day(tokens, on(next(one for one in ahead if one.weekday() in WORKDAYS)))


_THE_MONTH = "this|the|that|next|following|coming|current|new* MONTHUNIT"
_LAST = "last|final|latest"
_DAY = "( possible|calendar|open|available? DAYUNIT | business|working|work|week DAYUNIT | weekday | workday )"
_TO_LAST = "( second|2nd|next to last | second DASH to DASH last | penultimate | last but one )"

DAYS_OF_MONTHS = [
    *(
        rule
        for month in ("MONTH", _THE_MONTH)
        for rule in (
            Rule(f"the? {_TO_LAST} {_DAY} of|in the? {month}", _counted(2)),
            Rule(f"the? very? {_LAST} {_DAY} of|in|for the? {month}", _counted(1)),
            Rule(f"the very? last of the? {month} !at|week|NUM", _counted(1)),
            Rule(f"the? very? ORD {_DAY} of|in the? {month}", _counted(0)),
        )
    ),
    Rule(f"the? very? {_LAST} {_DAY} this|next MONTHUNIT", _counted(1)),
    Rule(f"the? very? ORD {_DAY} next MONTHUNIT", _counted(0)),
    Rule(f"MONTH very? {_LAST} {_DAY}", _counted(1)),
    # "the first monday after the 1st": the one after it
    Rule("the? first WD after|following !that|this|it", lambda _, t: [*t[-2:]]),
]

WORKING_DAYS = [
    Rule("the? first|next|very* working|business|work|week DAYUNIT after|following DAY", _working_day),
    Rule("the? first|next|very* weekday|workday after|following DAY", _working_day),
    Rule("the? last|very* working|business|work|week DAYUNIT before DAY", _working_day),
    Rule("the? last|very* weekday|workday before DAY", _working_day),
]
