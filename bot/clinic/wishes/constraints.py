"""What a wish comes down to: limits on the day and on the time of day, joined by "and" and "or".

A `Clause` is a conjunction (these days AND these times); a wish is a union of clauses minus a union of
clauses. Everything is resolved: dates, weekdays and minutes, no words, so it can be stored and read later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Minutes = tuple[int, int]
"""First and last minute of the day, both included."""

LAST_MINUTE = 24 * 60 - 1
WHOLE_DAY: Minutes = (0, LAST_MINUTE)


@dataclass(frozen=True)
class DaySpan:
    """Days from `first` to `last`, both included (None = open), on `weekdays` only (None = all seven)."""

    first: date | None = None
    last: date | None = None
    weekdays: frozenset[int] | None = None

    def __contains__(self, day: date) -> bool:
        if self.first is not None and day < self.first:
            return False
        if self.last is not None and day > self.last:
            return False
        return self.weekdays is None or day.weekday() in self.weekdays

    @property
    def single(self) -> date | None:
        """The one day it is, if it is one day ("the tuesday of next week" too)."""
        if self.first is None or self.last is None or (self.last - self.first).days > 6:
            return None
        days = list(self.days(self.first, 7))
        return days[0] if len(days) == 1 else None

    def within(self, other: DaySpan) -> DaySpan:
        """The days that are in both; may be empty."""
        firsts = [d for d in (self.first, other.first) if d is not None]
        lasts = [d for d in (self.last, other.last) if d is not None]
        weekdays = self.weekdays if other.weekdays is None else other.weekdays
        if self.weekdays is not None and other.weekdays is not None:
            weekdays = self.weekdays & other.weekdays
        return DaySpan(max(firsts, default=None), min(lasts, default=None), weekdays)

    def days(self, start: date, limit: int) -> Iterable[date]:
        """Its days from `start` on, looking at no more than `limit` days of the calendar."""
        day = start if self.first is None or self.first < start else self.first
        for _ in range(limit):
            if self.last is not None and day > self.last:
                return
            if day in self:
                yield day
            if day >= date.max - timedelta(days=1):
                return
            day += timedelta(days=1)

    def is_empty(self) -> bool:
        """Whether no day at all is in it."""
        if self.first is not None and self.last is not None and self.first > self.last:
            return True
        if self.weekdays is None or self.first is None or self.last is None:
            return self.weekdays is not None and not self.weekdays
        return not any(self.days(self.first, 7))

    def to_json(self) -> list[Any]:
        """[first, last, weekdays] with ISO dates."""
        return [
            self.first and self.first.isoformat(),
            self.last and self.last.isoformat(),
            None if self.weekdays is None else sorted(self.weekdays),
        ]

    @classmethod
    def from_json(cls, data: list[Any]) -> DaySpan:
        """The inverse of `to_json`."""
        first, last, weekdays = data
        return cls(
            first and date.fromisoformat(first),
            last and date.fromisoformat(last),
            None if weekdays is None else frozenset(weekdays),
        )


ALWAYS = DaySpan()


def one_day(day: date) -> DaySpan:
    """The span that is this day alone."""
    return DaySpan(day, day)


@dataclass(frozen=True)
class Clause:
    """Days AND times; an empty tuple means no limit. With `zone` (an IANA name) both are read there."""

    days: tuple[DaySpan, ...] = ()
    times: tuple[Minutes, ...] = ()
    zone: str | None = None

    def accepts(self, start: datetime, clinic_zone: ZoneInfo) -> bool:
        """Whether an aware start satisfies it."""
        local = start.astimezone(ZoneInfo(self.zone) if self.zone else clinic_zone)
        if self.days and not any(local.date() in span for span in self.days):
            return False
        minute = local.hour * 60 + local.minute
        return not self.times or any(first <= minute <= last for first, last in self.times)

    def without_times(self) -> Clause:
        """The same days at any time."""
        return replace(self, times=(), zone=None)

    @property
    def unlimited(self) -> bool:
        """Whether everything satisfies it."""
        return not self.days and not self.times

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {
            "days": [d.to_json() for d in self.days],
            "times": [list(t) for t in self.times],
            "zone": self.zone,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Clause:
        """The inverse of `to_json`."""
        times = tuple((int(first), int(last)) for first, last in data["times"])
        return cls(tuple(DaySpan.from_json(d) for d in data["days"]), times, data["zone"])


def intersect_times(left: Iterable[Minutes], right: Iterable[Minutes]) -> tuple[Minutes, ...]:
    """The minutes that are in both unions; empty if none."""
    right = tuple(right)
    both = ((max(a, c), min(b, d)) for a, b in left for c, d in right)
    return tuple(span for span in both if span[0] <= span[1])


def intersect_days(left: Iterable[DaySpan], right: Iterable[DaySpan]) -> tuple[DaySpan, ...]:
    """The days that are in both unions; empty if none."""
    right = tuple(right)
    both = (a.within(b) for a in left for b in right)
    return tuple(span for span in both if not span.is_empty())
