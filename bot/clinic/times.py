"""Free times as pages show them: days to choose from, and the times of one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

from bot.clinic.calendar import DAYS, MONTHS, Slot, local, say_clock, say_day

_START = "%Y-%m-%dT%H:%MZ"


@dataclass(frozen=True)
class Day:
    """A local day with free times; `count` is how many."""

    date: date
    count: int

    @property
    def weekday(self) -> str:
        """As in "Tue"."""
        return DAYS[self.date.weekday()][:3]

    @property
    def short(self) -> str:
        """As in "Dec 1"."""
        return f"{MONTHS[self.date.month - 1][:3]} {self.date.day}"

    @property
    def full(self) -> str:
        """As in "Tuesday, December 1, 2026"."""
        return say_day(self.date)


@dataclass(frozen=True)
class Time:
    """A start that can be chosen: its value in forms, and its label as in "2:00 PM"."""

    value: str
    label: str


def write_start(start: datetime) -> str:
    """A start in UTC as forms and addresses carry it, e.g. "2026-12-01T22:00Z"."""
    return start.astimezone(timezone.utc).strftime(_START)


def read_start(text: str | None) -> datetime | None:
    """A start from a form or an address, in UTC; None when it is none."""
    try:
        return datetime.strptime(text or "", _START).replace(tzinfo=timezone.utc)
    except ValueError:
        return None


def days_of(slots: Iterable[Slot], zone: ZoneInfo) -> list[Day]:
    """The local days of these slots, in order."""
    counts = Counter(local(slot.starts_at, zone).date() for slot in slots)
    return [Day(day, counts[day]) for day in sorted(counts)]


def times_of(slots: Iterable[Slot], day: date, zone: ZoneInfo) -> dict[str, list[Time]]:
    """The starts on a local day, under "morning" (before noon), "afternoon" and "evening" (from six); none is empty."""
    parts: dict[str, list[Time]] = {"morning": [], "afternoon": [], "evening": []}
    for slot in slots:
        there = local(slot.starts_at, zone)
        if there.date() == day:
            part = "morning" if there.hour < 12 else "afternoon" if there.hour < 18 else "evening"
            parts[part].append(Time(write_start(slot.starts_at), say_clock(there)))
    return {name: times for name, times in parts.items() if times}
