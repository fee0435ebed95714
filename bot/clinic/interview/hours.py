"""The clinic's consultation hours, as the reading of wishes and the texts need them."""

from __future__ import annotations

from datetime import time

from bot.clinic.calendar import say_clock
from bot.clinic.profile import WEEKDAYS, Clinic, TimeRange
from bot.clinic.wishes import OpeningHours


def opening_hours(clinic: Clinic) -> OpeningHours:
    """When consultations can be held at all: the hours of all consultants together, by weekday (0 is Monday)."""
    weekly: dict[int, tuple[tuple[time, time], ...]] = {}
    for number, day in enumerate(WEEKDAYS):
        ranges = [r for consultant in clinic.consultants for r in consultant.hours.days.get(day, ())]
        if ranges:
            weekly[number] = _joined(ranges)
    rules = clinic.consultation
    return OpeningHours(
        zone=clinic.zone,
        weekly=weekly,
        minutes=rules.minutes,
        grid_minutes=rules.starts_every_minutes,
        horizon_days=rules.window_days,
    )


def _joined(ranges: list[TimeRange]) -> tuple[tuple[time, time], ...]:
    joined: list[tuple[time, time]] = []
    for part in sorted(ranges, key=lambda r: r.opens):
        if joined and part.opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], part.closes))
        else:
            joined.append((part.opens, part.closes))
    return tuple(joined)


def say_days(hours: OpeningHours) -> str:
    """As in "Monday to Friday", or the days one by one when there is a gap."""
    days = sorted(hours.weekly)
    names = [WEEKDAYS[day].capitalize() for day in days]
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{names[0]} to {names[-1]}"
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]


def say_hours(hours: OpeningHours) -> str:
    """As in "9:00 AM to 5:00 PM", from the earliest opening to the latest closing."""
    opens = min(start for ranges in hours.weekly.values() for start, _ in ranges)
    closes = max(end for ranges in hours.weekly.values() for _, end in ranges)
    return f"{say_clock(opens)} to {say_clock(closes)}"
