"""Which date a word means: the arithmetic of weekdays, months and named holidays, seen from one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays
from dateutil.easter import easter
from dateutil.relativedelta import MO, relativedelta, weekday

_OFFICIAL = {
    "thanksgiving": "Thanksgiving Day",
    "christmas": "Christmas Day",
    "new year": "New Year's Day",
    "mlk": "Martin Luther King Jr. Day",
    "presidents": "Washington's Birthday",
    "memorial": "Memorial Day",
    "juneteenth": "Juneteenth National Independence Day",
    "independence": "Independence Day",
    "labor": "Labor Day",
    "columbus": "Columbus Day",
    "veterans": "Veterans Day",
    "halloween": "Halloween",
    "valentine": "Valentine's Day",
    "st patrick": "Saint Patrick's Day",
}
_MOVED = {"christmas eve": ("christmas", -1), "new year eve": ("new year", -1), "black friday": ("thanksgiving", 1),
          "cyber monday": ("thanksgiving", 4), "boxing": ("christmas", 1)}  # fmt: skip
SIX_MONTHS = 183


@lru_cache(maxsize=16)
def _named(year: int) -> dict[str, date]:
    listed = holidays.country_holidays("US", years=year, observed=False, categories=("public", "unofficial"))
    return {name.strip(): day for day, names in listed.items() for name in names.split(";")}


def holiday(name: str, year: int) -> date | None:
    """The date of a US holiday in a year (package `holidays`); None if it is not known."""
    if name in _MOVED:
        base, shift = _MOVED[name]
        day = holiday(base, year + (name == "new year eve"))
        return day and day + timedelta(days=shift)
    if name == "election":  # the Tuesday after the first Monday of November
        first = nth_weekday(date(year, 11, 1), 0, 1)
        return first and first + timedelta(days=1)
    if name in {"easter", "good friday", "easter monday"}:
        return easter(year) + timedelta(days={"easter": 0, "good friday": -2, "easter monday": 1}[name])
    return _named(year).get(_OFFICIAL.get(name, ""))


@dataclass(frozen=True)
class Almanac:
    """The calendar as it looks on `today`."""

    today: date

    def after(self, days: int) -> date:
        """So many days from today; clamped to what a date can be."""
        return shift(self.today, days)

    def monday(self, weeks: int = 0) -> date:
        """Monday of the calendar week so many weeks from this one."""
        return shift(self.today, 7 * weeks - self.today.weekday())

    def coming(self, number: int) -> date:
        """The first such weekday (0 = Monday) after today."""
        return self.today + timedelta(days=(number - self.today.weekday() - 1) % 7 + 1)

    def last(self, number: int) -> date:
        """The latest such weekday before today."""
        return self.today - timedelta(days=(self.today.weekday() - number - 1) % 7 + 1)

    def day_of_month(self, number: int) -> date | None:
        """The next day with this number, today included; None for 0 or 32."""
        for months in range(13):
            first = month_start(self.today, months)
            day = make_date(first.year, first.month, number)
            if day and day >= self.today:
                return day
        return None

    def month_day(self, month: int, number: int) -> date | None:
        """The date meant by month and day without a year.

        The next such date; but one of this year that went by less than half a year ago is taken as
        said by mistake and stays in the past. None if there is no such day (February 30; in most years February 29).
        """
        this = make_date(self.today.year, month, number)
        if this is None and (month, number) > (self.today.month, self.today.day):
            return None  # "february 29th" with no such day ahead this year: nobody plans for the next leap year
        if this and this < self.today and (self.today - this).days > SIX_MONTHS:
            this = None
        return this or make_date(self.today.year + 1, month, number)

    def month(self, month: int) -> date:
        """First day of the month of this name: this month or the next one so called."""
        return month_start(self.today, (month - self.today.month) % 12)

    def holiday(self, name: str) -> date | None:
        """The next holiday of that name; one that is at most two weeks over counts as this year's."""
        for year in (self.today.year - 1, self.today.year, self.today.year + 1):
            day = holiday(name, year)
            if day and day >= self.today - timedelta(days=14):
                return day
        return None


def shift(day: date, days: int) -> date:
    """A date so many days on; dates beyond the calendar are clamped."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None if there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_start(day: date, months: int = 0) -> date:
    """First day of the month so many months from that of `day`."""
    return day.replace(day=1) + relativedelta(months=months)


def month_end(first: date) -> date:
    """Last day of the month that begins on `first`."""
    return month_start(first, 1) - timedelta(days=1)


def nth_weekday(first: date, number: int, nth: int) -> date | None:
    """The nth (-1 = last) such weekday of the month that begins on `first`; None if it has no fifth."""
    base = first if nth > 0 else month_end(first)
    day = base + relativedelta(weekday=weekday(number, nth))
    return day if day.month == first.month else None


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of a day."""
    monday = day + relativedelta(weekday=MO(-1))
    return monday, shift(monday, 6)
