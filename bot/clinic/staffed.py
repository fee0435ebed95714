"""How much of a time lies in the hours in which somebody at the clinic reads what comes in."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from bot.clinic.calendar import local
from bot.clinic.profile import Clinic


def staffed_time(clinic: Clinic, since: datetime, until: datetime) -> timedelta:
    """The part of since-until within `resources.staffed`, as the clock runs; nothing when it ends before it begins.

    A change of the clock within the hours makes them longer or shorter by what it is.
    """
    since, until = since.astimezone(timezone.utc), until.astimezone(timezone.utc)
    total, day, last = timedelta(), local(since, clinic.zone).date(), local(until, clinic.zone).date()
    while day <= last:
        for hours in clinic.resources.staffed.on(day):
            begins = max(since, _moment(clinic, day, hours.opens))
            total += max(timedelta(), min(until, _moment(clinic, day, hours.closes)) - begins)
        day += timedelta(days=1)
    return total


def _moment(clinic: Clinic, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=clinic.zone).astimezone(timezone.utc)
