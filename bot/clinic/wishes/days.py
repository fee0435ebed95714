"""A day as said, before it is known which date it is, and how two such sayings join.

"Tuesday" alone is the coming one, in "Tuesday of next week" it is another; so a weekday and a day of the
month stay symbolic until the company they keep is known (`join`), and become dates last (`place`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.clinic.wishes.calendar_words import Almanac, make_date, month_start, shift, week_of
from bot.clinic.wishes.constraints import DaySpan, intersect_days, one_day
from bot.clinic.wishes.grammar import Token, over

FAR = 70  # days: an open or long period still means "the first such weekday in it", a shorter one "any"


@dataclass(frozen=True)
class Days:
    """`sort` is weekday, month_day, edge, date, period (a stretch) or rule (recurring).

    The first three are symbolic: `number` is the weekday or day of the month, an edge is "after tuesday".
    `which` is next, this or coming for a weekday so called, after, from, before or by for an edge. A `problem`
    is a code of `Wish.question`, with the dates that it may be. `relative` is a day such as tomorrow, `loose`
    a distance ("in two weeks") that a weekday beside it makes precise.
    """

    sort: str
    spans: tuple[DaySpan, ...] = ()
    number: int = 0
    which: str = ""
    problem: str = ""
    candidates: tuple[date, ...] = ()
    relative: bool = False
    loose: bool = False

    @property
    def is_limit(self) -> bool:
        """Whether it only cuts off: "after tuesday", "by the 22nd"."""
        span = self.spans[0] if len(self.spans) == 1 and self.sort == "period" else None
        return self.sort == "edge" or bool(span and (span.first is None or span.last is None))

    @property
    def first(self) -> date | None:
        """The earliest day, if there is one."""
        return min((s.first for s in self.spans if s.first), default=None)


def day(tokens: Sequence[Token], days: Days, *tags: str) -> Token:
    """A DAY token; WEAK among the tags means it needs a wish around it to count."""
    return over(tokens, "DAY", *tags, value=days)


def on(*days: date, relative: bool = False) -> Days:
    """These dates."""
    return Days("date", tuple(one_day(d) for d in days), relative=relative)


def stretch(first: date | None, last: date | None, weekdays: frozenset[int] | None = None) -> Days:
    """All days from first to last."""
    return Days("period", (DaySpan(first, last, weekdays),))


def recurring(*weekdays: int) -> Days:
    """Every such weekday."""
    return Days("rule", (DaySpan(weekdays=frozenset(weekdays)),))


def wrong(problem: str, *candidates: date) -> Days:
    """A day that cannot be or can be two."""
    return Days("date", tuple(one_day(d) for d in candidates), problem=problem, candidates=candidates)


def beyond(placed: Days, side: str) -> Days | None:
    """All days from, after, before or by (until) the placed ones."""
    if not placed.spans or placed.problem:
        return None
    first, last = placed.spans[0].first, placed.spans[-1].last
    if side == "after":
        return stretch(last + timedelta(days=1), None) if last else None
    if side == "from":
        return stretch(first, None) if first else None
    if side == "before":
        return stretch(None, first - timedelta(days=1)) if first else None
    return stretch(None, last) if last else None


def place(days: Days, almanac: Almanac) -> Days:
    """The saying with its dates; what can be two dates gets a problem and both."""
    if days.sort == "month_day":
        day = almanac.day_of_month(days.number)
        return on(day) if day else wrong("no_such_date")
    if days.sort == "edge":
        return beyond(on(almanac.coming(days.number)), days.which) or days
    if days.sort != "weekday":
        return days
    today, number = almanac.today, days.number
    coming = almanac.coming(number)
    if days.which == "last":
        return on(almanac.last(number))
    if days.which == "next":
        meant = almanac.monday(1) + timedelta(days=number)
        return on(meant) if coming == meant or number == today.weekday() else wrong("which_date", coming, meant)
    if number == today.weekday() and days.which != "coming":
        return wrong("which_date", today, coming)
    return on(coming)


def join(left: Days, right: Days, almanac: Almanac) -> Days | None:
    """Two sayings about one day ("tuesday, dec 1", "friday of next week"); None if they are two days."""
    if left.problem or right.problem:
        return left if left.problem else right
    left, right = (_week_around(d) if d.loose else d for d in (left, right))
    pair = {left.sort: left, right.sort: right}
    if pair.keys() == {"weekday", "date"} or pair.keys() == {"weekday", "month_day"}:
        return _agreed(pair["weekday"], pair.get("date") or pair["month_day"], almanac)
    if left.sort == right.sort == "date":
        return (
            left
            if left.first == right.first
            else wrong("contradiction", *_firsts(left, right))
            if _clash(left, right)
            else None
        )
    if "period" in pair and len(pair) == 2:
        return _inside(pair["period"], next(d for sort, d in pair.items() if sort != "period"), almanac)
    same = left.sort == right.sort and left.sort in {"period", "rule"}
    if same or {"rule", "date"} <= pair.keys():
        spans = intersect_days(left.spans, right.spans)
        return replace(left, sort="date" if "date" in pair else left.sort, spans=spans) if spans else None
    return None


def _week_around(days: Days) -> Days:
    """Beside a weekday "in two weeks" means the week of that day."""
    return stretch(*week_of(days.first)) if days.first else days


def _clash(left: Days, right: Days) -> bool:
    return left.relative != right.relative


def _firsts(*several: Days) -> tuple[date, ...]:
    return tuple(d.first for d in several if d.first)


def _agreed(weekday: Days, dated: Days, almanac: Almanac) -> Days:
    number = weekday.number
    last = almanac.last(number)
    if dated.sort == "month_day" and weekday.which == "last" and last.day == dated.number:
        return on(last)  # "last monday, the 16th"
    if dated.sort == "month_day":
        for months in range(2):
            first = month_start(almanac.today, months)
            day = make_date(first.year, first.month, dated.number)
            if day and day >= almanac.today and day.weekday() == number:
                return on(day)
        first = month_start(almanac.today, 0)
        day = make_date(first.year, first.month, dated.number)
        if day and day.weekday() == number and day == almanac.last(number):
            return on(day)  # "thursday the 15th", said on the day after
        dated = place(dated, almanac)
    fitting = tuple(s for s in dated.spans if s.single and s.single.weekday() == number)
    if fitting:
        return replace(dated, spans=fitting)
    if dated.problem:
        return dated
    day = dated.first or almanac.today
    near = min((day + timedelta(days=n) for n in range(-3, 4)), key=lambda d: (d.weekday() != number, d))
    return wrong("contradiction", *sorted({day, near}))


def _inside(period: Days, other: Days, almanac: Almanac) -> Days | None:
    span = period.spans[0]
    if other.sort == "edge":
        begins = span.first or almanac.today
        anchor = Almanac(max(begins, almanac.today) - timedelta(days=1)).coming(other.number)
        limit = beyond(on(anchor), other.which)
        other = limit or other
    if other.sort == "weekday":
        spans = intersect_days(period.spans, (DaySpan(weekdays=frozenset({other.number})),))
        if span.first and (span.last is None or (span.last - span.first).days > FAR):
            return on(Almanac(shift(span.first, -1)).coming(other.number))
        if span.first is None and span.last:
            return on(Almanac(span.last + timedelta(days=1)).last(other.number))
        return replace(period, spans=spans) if spans else wrong("contradiction", *_firsts(place(other, almanac)))
    if other.sort == "month_day":
        first = span.first or almanac.today
        dated = Almanac(first).day_of_month(other.number)
        return on(dated) if dated and dated in span else wrong("contradiction", *_firsts(place(other, almanac)))
    spans = intersect_days(period.spans, other.spans)
    if not spans and other.sort == "date":
        return wrong("contradiction", *_firsts(other))
    return replace(other, spans=spans) if spans else None
