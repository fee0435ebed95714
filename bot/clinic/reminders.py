"""When somebody is reminded of an appointment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from bot.clinic.profile import Reminders
from bot.clinic.texting import QuietHours, next_moment


@dataclass(frozen=True)
class Reminder:
    """One text to come, in UTC: due then, and not to be sent after `expires_at`. `hours` before is its name."""

    hours: int
    due_at: datetime
    expires_at: datetime


def plan_reminders(
    starts_at: datetime, now: datetime, rules: Reminders, window: QuietHours, zones: Sequence[ZoneInfo]
) -> list[Reminder]:
    """The reminders of an appointment, the first one first.

    One whose time has passed when the appointment is made is left out, and so is one that the recipient's quiet
    hours would put so late that it helps nobody, or that the next one would follow at once.
    """
    latest = (starts_at - timedelta(minutes=rules.latest_minutes_before)).astimezone(timezone.utc)
    planned: list[Reminder] = []
    for hours in sorted(rules.hours_before):  # the last one first: each is worth sending until the next is due
        meant = starts_at - timedelta(hours=hours)
        if meant <= now:
            continue
        try:
            due = next_moment(meant, window, tuple(zones)).astimezone(timezone.utc)
        except ValueError:
            continue  # the hours of zones so far apart never meet: no moment is right for all of them
        expires = planned[-1].due_at if planned else latest
        if due < expires:
            planned.append(Reminder(hours, due, expires))
    return planned[::-1]
