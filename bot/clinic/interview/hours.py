"""The clinic's consultation hours, as the reading of wishes and the texts need them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta

from bot.clinic.calendar import say_clock
from bot.clinic.consultants import WEEKDAYS, Consultant, TimeRange
from bot.clinic.profile import Clinic
from bot.clinic.wishes import OpeningHours

Weekly = Mapping[int, tuple[tuple[time, time], ...]]
"""The hours of all consultants together, by weekday (0 is Monday)."""


def opening_hours(clinic: Clinic, today: date) -> OpeningHours:
    """When consultations can be held at all: what a wish is read by that is said on `today`.

    A weekday is open when it is on any day of the booking window. One that is open on a single date counts as well:
    a wish for it is then not refused as closed, and gets the times that there are.
    """
    rules = clinic.consultation
    return OpeningHours(
        zone=clinic.zone,
        weekly=_weekly(clinic, today, single_dates=True),
        minutes=rules.minutes,
        grid_minutes=rules.starts_every_minutes,
        horizon_days=rules.window_days,
    )


def _weekly(clinic: Clinic, today: date, *, single_dates: bool) -> Weekly:
    found: dict[int, list[TimeRange]] = {}
    # a week at least: a short window says nothing of the days beyond it
    for number in range(max(clinic.consultation.window_days, 6) + 1):
        day = today + timedelta(days=number)
        for consultant in clinic.consultants:
            found.setdefault(day.weekday(), []).extend(_on(consultant, day, single_dates=single_dates))
    return {weekday: _joined(ranges) for weekday, ranges in sorted(found.items()) if ranges}


def _on(consultant: Consultant, day: date, *, single_dates: bool) -> tuple[TimeRange, ...]:
    usual, single = consultant.week_of(day).on(day), consultant.exception_on(day)
    return (*usual, *single.hours) if single is not None and single_dates else usual


def _joined(ranges: list[TimeRange]) -> tuple[tuple[time, time], ...]:
    joined: list[tuple[time, time]] = []
    for part in sorted(ranges, key=lambda r: r.opens):
        if joined and part.opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], part.closes))
        else:
            joined.append((part.opens, part.closes))
    return tuple(joined)


def say_days(clinic: Clinic, today: date) -> str:
    """The days of the week on which consultations are, as in "Monday to Friday"; what is on one date only is not."""
    return _days(sorted(_weekly(clinic, today, single_dates=False))) or "none at the moment"


def say_opening(clinic: Clinic, today: date) -> str:
    """When consultations are, as in "Monday to Friday, 9:00 AM to 5:00 PM Pacific time"; breaks are not named."""
    alike: dict[tuple[time, time], list[int]] = {}
    for day, ranges in _weekly(clinic, today, single_dates=False).items():
        alike.setdefault((ranges[0][0], ranges[-1][1]), []).append(day)
    told = [f"{_days(days)}, {say_clock(opens)} to {say_clock(closes)}" for (opens, closes), days in alike.items()]
    return f"{_listed(told, '; ')} {clinic.clinic.time_zone_label}" if told else "not held at the moment"


def _days(days: list[int]) -> str:
    """As in "Monday to Friday", or the days one by one when there is a gap."""
    names = [WEEKDAYS[day].capitalize() for day in days]
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{names[0]} to {names[-1]}"
    return _listed(names, ", ")


def _listed(parts: list[str], between: str) -> str:
    return between.join(parts[:-1]) + (" and " if len(parts) > 1 else "") + "".join(parts[-1:])
