"""Open times for a consultation: weekly hours, breaks, exceptions, holidays, notice, window and buffers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from bot.clinic.consultants import Consultant, Holidays, HoursException, TimeRange
from bot.clinic.profile import CELL_MINUTES, Clinic, ConsultationRules, ProfileError
from bot.clinic.wall_times import say_clock as say_clock

CELL_SECONDS = CELL_MINUTES * 60

Cell = tuple[str, int]
"""A consultant's id and a quarter of an hour, counted from 1970-01-01T00:00Z: what the claim table keeps."""


@dataclass(frozen=True)
class Slot:
    """A time at which one consultant can see one person. Both times are aware and in UTC."""

    consultant_id: str
    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        if self.starts_at.utcoffset() != timedelta(0) or self.ends_at.utcoffset() != timedelta(0):
            raise ValueError("a slot's times are in UTC")
        if self.starts_at >= self.ends_at:
            raise ValueError("a slot ends after it starts")


def cells_of(slot: Slot, rules: ConsultationRules) -> range:
    """All cells the slot takes, its buffers with it: every quarter of an hour it touches."""
    begins = slot.starts_at.timestamp() - rules.buffer_before_minutes * 60
    ends = slot.ends_at.timestamp() + rules.buffer_after_minutes * 60
    return range(int(begins // CELL_SECONDS), int(-(-ends // CELL_SECONDS)))


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """The same moment on the clinic's wall clock. Raises ValueError for a time without a zone."""
    if moment.utcoffset() is None:
        raise ValueError("a time without a zone")
    return moment.astimezone(zone)


def bookable_days(clinic: Clinic, now: datetime) -> tuple[date, date]:
    """First and last local date on which a consultation may start: today, and `window_days` later."""
    today = local(now, clinic.zone).date()
    return today, today + timedelta(days=clinic.consultation.window_days)


def bookable_cells(clinic: Clinic, now: datetime) -> tuple[int, int]:
    """First and last cell (inclusive) that any bookable slot can touch: what to ask the store for."""
    first, last = bookable_days(clinic, now)
    begins, ends = (_wall(day, time(), clinic.zone) for day in (first, last + timedelta(days=1)))
    spare = (clinic.consultation.buffer_before_minutes + clinic.consultation.buffer_after_minutes) * 60
    return int((begins.timestamp() - spare) // CELL_SECONDS), int((ends.timestamp() + spare) // CELL_SECONDS)


def open_slots(
    clinic: Clinic,
    now: datetime,
    taken: Collection[Cell],
    first: date | None = None,
    last: date | None = None,
    closures: Collection[Slot] = (),
) -> Iterator[Slot]:
    """Every time that can still be booked, in order of time; at most one consultant for each start.

    Of several who are free at a start, the one with the fewest cells taken on that local day is
    offered, then the one whose id comes first.

    Args:
        clinic: hours, exceptions, holidays and rules.
        now: the moment of asking; minimum notice and booking window count from it.
        taken: cells that are not free, at least those of `bookable_cells`.
        first: local date to begin with; the booking window applies all the same.
        last: local date to end with, itself included.
        closures: when a consultant is away in spite of the hours; times that only border on one stay open, as they
            do at the end of the hours, whatever the buffers.

    Raises:
        ProfileError: the holidays in the profile cannot be resolved.
    """
    opening, closing = bookable_days(clinic, now)
    day, end = max(first or opening, opening), min(last or closing, closing)
    blocked = frozenset(taken)
    busy = Counter((who, _day_of_cell(cell, clinic.zone)) for who, cell in blocked)
    while day <= end:
        consultants = sorted(clinic.consultants, key=lambda one: (busy[one.id, day], one.id))
        by_start: dict[datetime, Slot] = {}
        for consultant in consultants:
            for slot in _slots_of_day(clinic, consultant, day):
                if slot.starts_at not in by_start and _free(clinic, slot, now, blocked) and not _shut(slot, closures):
                    by_start[slot.starts_at] = slot
        yield from (by_start[start] for start in sorted(by_start))
        day += timedelta(days=1)


def check_calendar(clinic: Clinic, now: datetime) -> None:
    """Resolve all that is only resolved when somebody asks for a time, so that a slip stops the start.

    Raises:
        ProfileError: unknown country or holiday.
    """
    closed_days(clinic.holidays, local(now, clinic.zone).year)


def closed_days(rules: Holidays, year: int) -> frozenset[date]:
    """Days of that year on which nobody consults, holidays kept on another day ("observed") included.

    `rules.country` is a code of the holidays library, a region may follow: "US" or "US-CA".

    Raises:
        ProfileError: the library knows no such country, or no such holiday in the years around.
    """
    return frozenset(_holidays(rules.country, rules.names, year)) | {day for day in rules.dates if day.year == year}


@lru_cache(maxsize=64)
def _holidays(country: str, names: tuple[str, ...], year: int) -> Mapping[date, str]:
    """The closed days of that year and their names."""
    if not names:
        return {}
    code, _, region = country.partition("-")
    try:
        # Some holidays come only every few years, so a name counts as known when any year around has it.
        known = holidays.country_holidays(code, subdiv=region or None, years=range(year - 4, year + 5))
    except NotImplementedError as error:
        raise ProfileError(f"holidays.country: {error}") from error
    days: dict[str, set[date]] = {}
    for day, label in known.items():
        for name in label.split("; "):  # two holidays on one day
            days.setdefault(name.removesuffix(" (observed)"), set()).add(day)
    unknown = [name for name in names if name not in days]
    if unknown:
        raise ProfileError(
            f"holidays.names: {', '.join(map(repr, unknown))} is not among the holidays of {country}: "
            + ", ".join(sorted(days))
        )
    return {day: name for name in names for day in days[name] if day.year == year}


def holidays_between(rules: Holidays, first: date, last: date) -> list[tuple[date, str]]:
    """The closed days from `first` to `last`, in order, with their names. Raises ProfileError."""
    years = range(first.year, last.year + 1)
    days = sorted(day for year in years for day in closed_days(rules, year) if first <= day <= last)
    return [(day, _holidays(rules.country, rules.names, day.year).get(day, "closed")) for day in days]


def why_closed(clinic: Clinic, day: date) -> str | None:
    """Why nobody consults on that day, in a word or two; None: somebody does."""
    if any(hours_on(clinic, consultant, day) for consultant in clinic.consultants):
        return None
    labels = [one.label for _, one in other_hours(clinic, day) if one.label]
    return next(iter(labels + [name for _, name in holidays_between(clinic.holidays, day, day)]), "closed")


def other_hours(clinic: Clinic, day: date) -> list[tuple[Consultant, HoursException]]:
    """Who consults at other times than usual on that very day, or not at all, and why."""
    found = ((consultant, consultant.exception_on(day)) for consultant in clinic.consultants)
    return [(consultant, one) for consultant, one in found if one is not None]


def starts_on(clinic: Clinic, day: date) -> list[Slot]:
    """Every time within the hours of that day, taken or not, of all consultants, in order."""
    slots = [slot for consultant in clinic.consultants for slot in _slots_of_day(clinic, consultant, day)]
    return sorted(slots, key=lambda slot: (slot.starts_at, slot.consultant_id))


def is_within_hours(clinic: Clinic, slot: Slot) -> bool:
    """Whether the consultant's hours hold the whole slot, wherever in them it begins."""
    begins, ends = local(slot.starts_at, clinic.zone), local(slot.ends_at, clinic.zone)
    return any(
        _wall(begins.date(), hours.opens, clinic.zone) <= slot.starts_at
        and slot.ends_at <= _wall(begins.date(), hours.closes, clinic.zone)
        for consultant in clinic.consultants
        if consultant.id == slot.consultant_id and begins.date() == ends.date()
        for hours in hours_on(clinic, consultant, begins.date())
    )


def hours_on(clinic: Clinic, consultant: Consultant, day: date) -> tuple[TimeRange, ...]:
    """An exception is written for one date, so it wins over holidays and the week."""
    exception = consultant.exception_on(day)
    if exception is not None:
        return exception.hours
    if day in closed_days(clinic.holidays, day.year):
        return ()
    return consultant.week_of(day).on(day)


def _slots_of_day(clinic: Clinic, consultant: Consultant, day: date) -> Iterator[Slot]:
    rules, zone = clinic.consultation, clinic.zone
    step, length = timedelta(minutes=rules.starts_every_minutes), timedelta(minutes=rules.minutes)
    for hours in hours_on(clinic, consultant, day):
        closes = _wall(day, hours.closes, zone)
        wall = datetime.combine(day, hours.opens)
        while wall < datetime.combine(day, hours.closes):
            starts_at = _wall(day, wall.time(), zone)
            # A wall time that the clock skips in spring does not come back as itself.
            exists = starts_at.astimezone(zone).replace(tzinfo=None) == wall
            if exists and starts_at + length <= closes:
                yield Slot(consultant.id, starts_at, starts_at + length)
            wall += step


def _wall(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Wall clock to UTC; an hour that comes twice in autumn means its first turn (fold 0)."""
    return datetime.combine(day, clock, tzinfo=zone).astimezone(timezone.utc)


def _day_of_cell(cell: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(cell * CELL_SECONDS, zone).date()


def _free(clinic: Clinic, slot: Slot, now: datetime, blocked: frozenset[Cell]) -> bool:
    rules = clinic.consultation
    if slot.starts_at < now + timedelta(minutes=rules.minimum_notice_minutes):
        return False
    return all((slot.consultant_id, cell) not in blocked for cell in cells_of(slot, rules))


def _shut(slot: Slot, closures: Collection[Slot]) -> bool:
    return any(
        one.consultant_id == slot.consultant_id and one.starts_at < slot.ends_at and slot.starts_at < one.ends_at
        for one in closures
    )


# Not strftime: its names follow the machine's locale, and a day without a leading zero is platform-specific.
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def say_day(day: date) -> str:
    """In the form of "Tuesday, December 1, 2026"."""
    return f"{DAYS[day.weekday()]}, {MONTHS[day.month - 1]} {day.day}, {day.year}"


def say_time(moment: datetime, clinic: Clinic) -> str:
    """In full, as in "Tuesday, December 1, 2026 at 2:00 PM Pacific time (Los Angeles)"."""
    there = local(moment, clinic.zone)
    facts = clinic.clinic
    return f"{say_day(there.date())} at {say_clock(there)} {facts.time_zone_label} ({facts.city})"


def say_short(moment: datetime, clinic: Clinic) -> str:
    """In short, as in "Tue, Dec 1, 2:00 PM", for a button or a text message."""
    there = local(moment, clinic.zone)
    return f"{DAYS[there.weekday()][:3]}, {MONTHS[there.month - 1][:3]} {there.day}, {say_clock(there)}"


def say_slot(slot: Slot, clinic: Clinic) -> str:
    """The start of the slot in full, see `say_time`."""
    return say_time(slot.starts_at, clinic)


def label_slot(slot: Slot, clinic: Clinic) -> str:
    """The start of the slot in short, see `say_short`."""
    return say_short(slot.starts_at, clinic)
