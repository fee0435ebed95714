"""Who consults when: the hours of the consultants in clinic.yml, what the staff have changed of them, and holidays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from itertools import pairwise

from pydantic import BaseModel, Extra, validator

from bot.clinic.wall_times import read_times, say_clock

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Part(BaseModel):
    """A part of clinic.yml: no key but those named, and nothing changes once it is read."""

    class Config:
        extra = Extra.forbid
        frozen = True
        arbitrary_types_allowed = True


class TimeRange(Part):
    """Local wall times of one day, from `opens` to `closes`; a consultation must end by `closes`."""

    opens: time
    closes: time

    @classmethod
    def parse(cls, text: str) -> TimeRange:
        """Read "09:00-17:00" or "9am-5pm". Raises ValueError, in words for whoever typed it, see `read_times`."""
        opens, closes = read_times(text)
        return cls(opens=opens, closes=closes)

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"

    def say(self) -> str:
        """As in "9:00 AM-5:00 PM", for people."""
        return f"{say_clock(self.opens)}-{say_clock(self.closes)}"


def read_ranges(texts: Iterable[str]) -> tuple[TimeRange, ...]:
    """The hours of a day, in order. Raises ValueError, in words for whoever typed them."""
    parts = tuple(sorted((TimeRange.parse(text) for text in texts), key=lambda part: part.opens))
    for before, after in pairwise(parts):
        if after.opens < before.closes:
            raise ValueError(f"{before.say()} and {after.say()} overlap")
    return parts


class WeeklyHours(Part):
    """Opening hours by weekday; a weekday that is left out is closed."""

    days: dict[str, tuple[TimeRange, ...]]

    def on(self, day: date) -> tuple[TimeRange, ...]:
        return self.days.get(WEEKDAYS[day.weekday()], ())


def read_week(value: dict[str, list[str]]) -> WeeklyHours:
    """The hours of a week, as in clinic.yml. Raises ValueError."""
    unknown = set(value) - set(WEEKDAYS)
    if unknown:
        raise ValueError(f"not a weekday: {', '.join(sorted(unknown))}")
    return WeeklyHours(days={day: read_ranges(hours) for day, hours in value.items()})


class WeeksFrom(Part):
    """Other weekly hours, from a first day on, until the next that begin later."""

    first: date
    hours: WeeklyHours

    _read = validator("hours", pre=True, allow_reuse=True)(read_week)


class HoursException(Part):
    """Other hours on one date; no hours at all: closed. `label` says why, for the staff."""

    date: date
    hours: tuple[TimeRange, ...] = ()
    label: str = ""

    _read = validator("hours", pre=True, allow_reuse=True)(read_ranges)


class Consultant(Part):
    """A calendar of its own. Of several `weeks` from the same day, or `exceptions` for one, the first counts."""

    id: str
    hours: WeeklyHours
    weeks: tuple[WeeksFrom, ...] = ()
    exceptions: tuple[HoursException, ...] = ()

    _read = validator("hours", pre=True, allow_reuse=True)(read_week)

    @validator("weeks")
    def _one_a_day(cls, value: tuple[WeeksFrom, ...]) -> tuple[WeeksFrom, ...]:  # noqa: N805
        if len({one.first for one in value}) != len(value):
            raise ValueError("two begin on the same day")
        return value

    def week_of(self, day: date) -> WeeklyHours:
        """The weekly hours that count on a day, whatever is different on that very day."""
        begun = [one for one in self.weeks if one.first <= day]
        return max(begun, key=lambda one: one.first).hours if begun else self.hours

    def exception_on(self, day: date) -> HoursException | None:
        """What is different on that very day."""
        return next((one for one in self.exceptions if one.date == day), None)

    def changed(self, weeks: Iterable[WeeksFrom], exceptions: Iterable[HoursException]) -> Consultant:
        """The same with what the staff have changed, the latest first, on top of what clinic.yml says."""
        return self.copy(update={"weeks": (*weeks, *self.weeks), "exceptions": (*exceptions, *self.exceptions)})


class Holidays(Part):
    country: str
    names: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()
