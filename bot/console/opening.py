"""What the page of hours shows: the weekly hours now and to come, single dates, and holidays, each with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.clinic.calendar import holidays_between, hours_on
from bot.clinic.consultants import WEEKDAYS, Consultant, WeeklyHours
from bot.clinic.profile import Clinic
from bot.console.week import STAFF_DAYS, say_ranges
from bot.store.hours import Special, Weekly


@dataclass(frozen=True)
class Week:
    """Weekly hours from a day on, always if there is none; `days` are seven texts, empty when it is closed.

    `entry` is what can be taken back, none for what stands in clinic.yml. What is `replaced` does not count.
    """

    first: date | None
    days: tuple[str, ...]
    entry: int | None
    replaced: bool


@dataclass(frozen=True)
class Weeks:
    """The weekly hours of a consultant: those in force, and what comes after; older ones are not told."""

    consultant_id: str
    counting: tuple[Week, ...]
    replaced: tuple[Week, ...]


@dataclass(frozen=True)
class Single:
    """The hours of a single date; `entry` and `replaced` as in `Week`, without `consultant_id` everybody's."""

    day: date
    consultant_id: str | None
    hours: str
    label: str
    entry: int | None
    replaced: bool


@dataclass(frozen=True)
class Holiday:
    """A closed day of clinic.yml; `opened` when somebody consults on it all the same."""

    day: date
    name: str
    opened: bool


def weeks_of(consultant: Consultant, stored: Sequence[Weekly], today: date) -> Weeks:
    """The hours of somebody, as in clinic.yml, and what is stored, in the order in which the store gives it."""
    mine = [one for one in stored if one.consultant_id == consultant.id]
    told: list[tuple[date, WeeklyHours, int | None]]
    told = [(one.first_day, one.parsed().hours, one.id) for one in mine]
    told += [(one.first, one.hours, None) for one in consultant.weeks]
    told = sorted(told, key=lambda one: one[0])  # a stable order: of one day what counts comes first
    firsts = [first for first, _, _ in told]
    weeks = [
        Week(first, _texts(hours), entry, replaced=first in firsts[:number])
        for number, (first, hours, entry) in enumerate(told)
    ]
    since = max((first for first in firsts if first <= today), default=None)
    always = [] if since else [Week(None, _texts(consultant.hours), None, replaced=False)]
    shown = [one for one in weeks if since is None or (one.first is not None and one.first >= since)]
    return Weeks(
        consultant.id,
        (*always, *(one for one in shown if not one.replaced)),
        tuple(one for one in shown if one.replaced),
    )


def singles_of(clinic: Clinic, stored: Sequence[Special], today: date) -> list[Single]:
    """The single dates to come, as in clinic.yml, and what is stored, in the order in which the store gives it."""
    ids = [one.id for one in clinic.consultants]
    told = [
        Single(one.day, one.consultant_id, say_ranges(one.parsed().hours), one.label, one.id, replaced=False)
        for one in stored
        if one.consultant_id is None or one.consultant_id in ids
    ]
    told += [
        Single(one.date, who.id, say_ranges(one.hours), one.label, None, replaced=False)
        for who in clinic.consultants
        for one in who.exceptions
    ]
    found, settled = [], set[tuple[date, str]]()
    for one in sorted((one for one in told if one.day >= today), key=lambda one: one.day):
        concerned = {(one.day, who) for who in ids if one.consultant_id in (None, who)}
        found.append(Single(**{**vars(one), "replaced": concerned <= settled}))
        settled |= concerned
    return found


def holidays_of(clinic: Clinic, today: date) -> list[Holiday]:
    """The closed days of the coming year; `clinic` has the hours in force."""
    days = holidays_between(clinic.holidays, today, today + timedelta(days=STAFF_DAYS))
    return [
        Holiday(day, name, any(hours_on(clinic, consultant, day) for consultant in clinic.consultants))
        for day, name in days
    ]


def _texts(hours: WeeklyHours) -> tuple[str, ...]:
    return tuple(", ".join(one.say() for one in hours.days.get(day, ())) for day in WEEKDAYS)
