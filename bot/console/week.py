"""A week of the calendar, arranged: days as columns, times of day as rows, all on the clinic's wall clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.clinic.calendar import DAYS, MONTHS, Slot, local, other_hours, say_clock, starts_on, why_closed
from bot.clinic.consultants import TimeRange
from bot.clinic.profile import Clinic
from bot.clinic.weeks import Week, Weeks
from bot.store.agenda import Entry
from bot.store.blocks import Block

_T = TypeVar("_T")
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
_YEARS = range(2000, 2200)
STAFF_DAYS = 366  # how far ahead the staff may book, and at no notice: they have the person on the phone


@dataclass(frozen=True)
class Blocked:
    """A block, and when it is in words; no words: the whole of the day that it is shown for."""

    when: str
    block: Block


@dataclass(frozen=True)
class Day:
    """A local day; `closed` says why nobody consults on it, `other` who does at other times; `blocks` touch it."""

    date: date
    closed: str | None
    other: tuple[str, ...]
    today: bool
    entries: tuple[Entry, ...]
    free: tuple[Slot, ...]
    blocks: tuple[Blocked, ...]

    @property
    def name(self) -> str:
        """As in "Tue, Dec 1"."""
        return say_date(self.date)


@dataclass(frozen=True)
class Cell:
    """What begins at one time of one day."""

    entries: tuple[Entry, ...]
    free: tuple[Slot, ...]


@dataclass(frozen=True)
class Row:
    """One time of day, and its cells in the order of the days."""

    clock: time
    cells: tuple[Cell, ...]


def read_week(text: str | None) -> date | None:
    """The Monday of a week as in "2026-W48". Raises ValueError when there is no such week; None for nothing."""
    if not text:
        return None
    found = _WEEK.fullmatch(text)
    if found is None or int(found[1]) not in _YEARS:
        raise ValueError(text)
    return date.fromisocalendar(int(found[1]), int(found[2]), 1)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def day_to_begin_with(clinic: Clinic, today: date) -> date:
    """A day of the week that is looked at first: this one, or the next when nobody consults any more in this one."""
    rest = (today + timedelta(days=number) for number in range(7 - today.weekday()))
    return today if any(starts_on(clinic, day) for day in rest) else monday_of(today) + timedelta(days=7)


def week_name(day: date) -> str:
    """As in "2026-W48": what an address calls the week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def bounds(first: date, days: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The moments at which so many local days begin and end."""
    begins, ends = (datetime.combine(day, time(), zone) for day in (first, first + timedelta(days=days)))
    return begins.astimezone(timezone.utc), ends.astimezone(timezone.utc)


def for_staff(clinic: Clinic) -> Clinic:
    """The clinic with the rules by which its staff book: within the hours, but at any notice and further ahead."""
    rules = clinic.consultation.copy(update={"minimum_notice_minutes": 0, "window_days": STAFF_DAYS})
    return clinic.copy(update={"consultation": rules})


def days_of_week(
    clinic: Clinic,
    monday: date,
    entries: Sequence[Entry],
    free: Sequence[Slot],
    blocked: Sequence[Block],
    today: date,
) -> list[Day]:
    """The seven days with what is in them; a weekend on which nobody consults and nothing is, is left out."""
    found = []
    for number in range(7):
        day = monday + timedelta(days=number)
        mine = tuple(one for one in entries if local(one.booking.starts_at, clinic.zone).date() == day)
        open_ = tuple(slot for slot in free if local(slot.starts_at, clinic.zone).date() == day)
        closed = why_closed(clinic, day)
        if number < 5 or mine or closed is None:
            blocks = _blocks_on(day, blocked, clinic.zone)
            found.append(Day(day, closed, () if closed else _other(clinic, day), day == today, mine, open_, blocks))
    return found


def _other(clinic: Clinic, day: date) -> tuple[str, ...]:
    """As in "9:00 AM-12:00 PM: inventory", with whose hours they are if there are several."""
    whose = {one.id: f"{one.id} " if len(clinic.consultants) > 1 else "" for one in clinic.consultants}
    told = ((f"{whose[who.id]}{say_ranges(one.hours)}", one.label) for who, one in other_hours(clinic, day))
    return tuple(f"{when}: {label}" if label else when for when, label in told)


def say_ranges(hours: Sequence[TimeRange]) -> str:
    """As in "9:00 AM-12:00 PM, 1:00 PM-5:00 PM", which can be typed as well; "closed" if there are none."""
    return ", ".join(one.say() for one in hours) or "closed"


def rows_of(clinic: Clinic, days: Sequence[Day]) -> list[Row]:
    """A row for each time at which something begins, or could begin, on one of the days."""
    clocks = {local(slot.starts_at, clinic.zone).time() for day in days for slot in starts_on(clinic, day.date)}
    entries = [_by_clock(day.entries, [one.booking.starts_at for one in day.entries], clinic.zone) for day in days]
    free = [_by_clock(day.free, [slot.starts_at for slot in day.free], clinic.zone) for day in days]
    clocks.update(*entries)
    return [
        Row(
            clock,
            tuple(Cell(tuple(e.get(clock, ())), tuple(f.get(clock, ()))) for e, f in zip(entries, free, strict=True)),
        )
        for clock in sorted(clocks)
    ]


def _by_clock(things: Sequence[_T], starts: Sequence[datetime], zone: ZoneInfo) -> dict[time, list[_T]]:
    found: dict[time, list[_T]] = {}
    for one, begins in zip(things, starts, strict=True):
        found.setdefault(local(begins, zone).time(), []).append(one)
    return found


def say_block(block: Block, zone: ZoneInfo) -> Blocked:
    """When a block is, as in "Tue, Dec 1, 2026, 12:00 PM to 2:00 PM"; of whole days their dates only."""
    begins, ends = local(block.starts_at, zone), local(block.ends_at, zone)
    whole = begins.time() == ends.time() == time()
    last = ends.date() - timedelta(days=1) if whole else ends.date()
    first = f"{say_date(begins.date())}, {begins.year}"
    until = "" if last == begins.date() else f"{say_date(last)}, {last.year}"
    if whole:
        return Blocked(f"{first} to {until}" if until else first, block)
    return Blocked(f"{first}, {say_clock(begins)} to {until}{', ' if until else ''}{say_clock(ends)}", block)


def _blocks_on(day: date, blocks: Sequence[Block], zone: ZoneInfo) -> tuple[Blocked, ...]:
    begins, ends = bounds(day, 1, zone)
    return tuple(
        Blocked(_clocks(one, begins, ends, zone), one)
        for one in blocks
        if one.starts_at < ends and begins < one.ends_at
    )


def _clocks(block: Block, begins: datetime, ends: datetime, zone: ZoneInfo) -> str:
    if block.starts_at <= begins and ends <= block.ends_at:
        return ""
    until = "midnight" if block.ends_at >= ends else say_clock(local(block.ends_at, zone))
    return f"{say_clock(local(max(block.starts_at, begins), zone))} to {until}"


def say_monday(week: Week) -> str:
    """As in "Nov 23", by which a week is known."""
    return say_date(week.monday).partition(", ")[2]


def say_weeks(weeks: Weeks) -> str:
    """As in "the week of Nov 23, 2026", or "the weeks of Oct 5, 2026 to Nov 23, 2026"."""
    first, last = (f"{say_monday(one)}, {one.monday.year}" for one in (weeks.first, weeks.last))
    return f"the week of {first}" if weeks.first == weeks.last else f"the weeks of {first} to {last}"


def say_date(day: date) -> str:
    """As in "Tue, Dec 1"."""
    return f"{DAYS[day.weekday()][:3]}, {MONTHS[day.month - 1][:3]} {day.day}"
