"""Weeks of the calendar (ISO 8601: Monday to Sunday, the first has the year's first Thursday) on the clinic's clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from bot.clinic.calendar import local

_YEARS = range(2000, 2200)
_WRITTEN = re.compile(r"([0-9]{4})-W([0-9]{2})")
_WEEK = timedelta(days=7)


@dataclass(frozen=True, order=True)
class Week:
    """One week, by its Monday; written as in "2026-W48"."""

    monday: date

    def __str__(self) -> str:
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"

    @classmethod
    def of(cls, moment: datetime, zone: ZoneInfo) -> Week:
        """The week in which a moment lies at the clinic."""
        day = local(moment, zone).date()
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def parse(cls, text: str) -> Week:
        """Read "2026-W48". Raises ValueError when it is no week of this century or the next."""
        found = _WRITTEN.fullmatch(text)
        if found is None or int(found[1]) not in _YEARS:
            raise ValueError(f"not a week: {text!r}")
        return cls(date.fromisocalendar(int(found[1]), int(found[2]), 1))

    def plus(self, weeks: int) -> Week:
        return Week(self.monday + weeks * _WEEK)

    def begins(self, zone: ZoneInfo) -> datetime:
        """Its first moment, in UTC."""
        return datetime.combine(self.monday, time(), tzinfo=zone).astimezone(timezone.utc)


@dataclass(frozen=True)
class Weeks:
    """Weeks in a row, at least one; written as an interval, as in "2026-W41/2026-W48"."""

    first: Week
    last: Week

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"

    def __len__(self) -> int:
        return (self.last.monday - self.first.monday).days // 7 + 1

    @classmethod
    def parse(cls, text: str) -> Weeks:
        """Read one week or two with a slash between. Raises ValueError."""
        first, _, last = text.partition("/")
        return cls(Week.parse(first), Week.parse(last or first))

    @classmethod
    def up_to(cls, last: Week, count: int) -> Weeks:
        """So many weeks, this one the last."""
        return cls(last.plus(1 - count), last)

    def each(self) -> list[Week]:
        return [self.first.plus(number) for number in range(len(self))]

    def bounds(self, zone: ZoneInfo) -> list[datetime]:
        """The first moment of each week and, at the end, the first one after them."""
        return [week.begins(zone) for week in (*self.each(), self.last.plus(1))]
