"""From alternatives to clauses of dates and minutes, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.clinic.wishes.constraints import Clause, DaySpan, Minutes, intersect_times, one_day
from bot.clinic.wishes.dayparts import NOT_EARLY
from bot.clinic.wishes.days import Days, on, place
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.options import Option
from bot.clinic.wishes.times import Times, minutes_of, zoned


@dataclass(frozen=True)
class Problem:
    """Why a wish cannot be read in one way, and the dates it may mean."""

    code: str
    candidates: tuple[date, ...] = ()


def clauses(
    found: Sequence[Option], frame: Frame, refused: Sequence[Clause] | None = None
) -> tuple[list[Clause], list[Problem]]:
    """The options with dates and minutes, and what is wrong with them.

    `refused` are the clauses that are ruled out (they settle which friday is meant), None to make those.
    """
    made: list[Clause] = []
    problems: list[Problem] = []
    for at, option in enumerate(found):
        if option.day is None and not option.times:
            later = found[at + 1].before if at + 1 < len(found) else ""
            if option.free and (len(found) == 1 or "OR" in {option.before, later}):
                made.append(Clause())  # "tomorrow or whenever"; in "whenever, mornings are best" it is no choice
            continue
        spans, problem = _spans(option.day, frame, refused, alone=len(found) == 1)
        if problem:
            problems.append(problem)
            if not spans:
                continue
        near = datetime.combine(next((s.first for s in spans if s.first), frame.today), time(12), frame.hours.zone)
        for wanted in option.times or [[]]:
            minutes, zone = _minutes(wanted, frame, near)
            if wanted and not minutes:
                problems.append(Problem("no_such_time" if not all(t.exists for t in wanted) else "contradiction"))
                continue
            made.append(Clause(spans, minutes, zone))
    return _narrowest(list(dict.fromkeys(made))), problems


def _narrowest(made: list[Clause]) -> list[Clause]:
    """Without a whole day that is named once more with a time: "monday or thursday, thursday only mornings"."""
    timed = [c.days for c in made if c.times and c.days]
    return [c for c in made if c.times or c.days not in timed]


def _spans(
    day: Days | None, frame: Frame, refused: Sequence[Clause] | None, alone: bool
) -> tuple[tuple[DaySpan, ...], Problem | None]:
    if day is None:
        return (), None
    bare = day.sort == "weekday" and not day.which
    if refused is None and bare:
        return (DaySpan(weekdays=frozenset({day.number})),), None  # "not monday": no monday
    out = [span for c in refused or () if not c.times for span in c.days]
    placed = place(day, frame.almanac)
    if refused is None and placed.problem == "which_date" and day.which == "next":
        return tuple(one_day(d) for d in placed.candidates[-1:]), None  # "not next friday" leaves this one
    if placed.problem == "which_date":
        left = [d for d in placed.candidates if not any(d in span for span in out)]
        if bare and not left and placed.candidates:
            placed = _not_this_one(placed.candidates[-1], out)  # on a monday: "not this week nor next. mondays"
        placed = on(*left) if len(left) == 1 else placed
    if bare and placed.first and not placed.problem and any(placed.first in span for span in out):
        placed = _not_this_one(placed.first, out)  # "friday, but not this week"
    if not placed.problem:
        return placed.spans, None
    open_days = [d for d in placed.candidates if frame.hours.opens_on(d)]
    if placed.problem == "which_date" and (not open_days or (bare and not alone) or refused is None):
        return placed.spans, None
    return placed.spans, Problem(placed.problem, placed.candidates)


def _not_this_one(first: date, out: Sequence[DaySpan]) -> Days:
    later = (first + timedelta(days=7 * n) for n in range(5))
    return on(next((d for d in later if not any(d in span for span in out)), first))


def _minutes(wanted: Sequence[Times], frame: Frame, near: datetime) -> tuple[tuple[Minutes, ...], str | None]:
    zone = next((t.zone for t in wanted if t.zone), None)
    if any(t.sort in {"after", "past"} for t in wanted):
        # the hour says what is too early: "not too early, I'm up by nine"
        wanted = [t for t in wanted if t.spans != (NOT_EARLY,)]
    named = [s for t in wanted if t.is_part for s in t.spans]
    spans: tuple[Minutes, ...] | None = None
    for times in wanted:
        found = minutes_of(zoned(times, zone), frame.hours, near, named)
        spans = found if spans is None else intersect_times(spans, found)
    return spans or (), zone
