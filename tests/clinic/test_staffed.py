"""How much of a time lies in the staffed hours, also where the clock changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clinic.consultants import TimeRange, WeeklyHours
from bot.clinic.crisis import is_staffed
from bot.clinic.profile import Clinic, load_clinic
from bot.clinic.staffed import staffed_time

PROFILE = load_clinic(Path(__file__).parents[2] / "clinic.yml")
LA = ZoneInfo("America/Los_Angeles")
QUARTER = timedelta(minutes=15)


def staffed(**hours: str) -> Clinic:
    """The clinic with staffed hours of the test's own."""
    days = {day: tuple(TimeRange.parse(one) for one in text.split()) for day, text in hours.items()}
    return PROFILE.copy(update={"resources": PROFILE.resources.copy(update={"staffed": WeeklyHours(days=days)})})


@pytest.mark.parametrize(
    ("since", "until", "minutes"),
    [
        ("2026-11-23T10:00-08:00", "2026-11-23T10:20-08:00", 20),
        ("2026-11-23T06:00-08:00", "2026-11-23T09:30-08:00", 30),
        ("2026-11-23T11:30-08:00", "2026-11-23T13:30-08:00", 60),  # with the break
        ("2026-11-23T16:30-08:00", "2026-11-24T09:10-08:00", 40),  # over night
        ("2026-11-23T17:00-08:00", "2026-11-24T09:00-08:00", 0),
        ("2026-11-23T00:00-08:00", "2026-11-30T00:00-08:00", 2 * 7 * 60),  # on two days of the week
        ("2026-11-23T18:20+00:00", "2026-11-23T10:25-08:00", 5),
        ("2026-11-23T12:00-08:00", "2026-11-23T10:00-08:00", 0),  # ends before it begins
    ],
)
def test_only_staffed_hours_count(since: str, until: str, minutes: int) -> None:
    """Within a day, over a break, a night and a week, whatever zone the times are written in."""
    clinic = staffed(monday="09:00-12:00 13:00-17:00", tuesday="09:00-12:00 13:00-17:00")
    found = staffed_time(clinic, datetime.fromisoformat(since), datetime.fromisoformat(until))
    assert found == timedelta(minutes=minutes)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-08", 4), ("2026-03-15", 5), ("2026-11-01", 6)])
def test_a_change_of_the_clock_within_the_hours(day: str, hours: int) -> None:
    """From midnight to five is four hours in the night that loses one, and six in the night that has one twice."""
    midnight = datetime.fromisoformat(day).replace(tzinfo=LA)
    found = staffed_time(staffed(sunday="00:00-05:00"), midnight, midnight.replace(hour=12))
    assert found == timedelta(hours=hours)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["2026-03-05", "2026-10-29", "2026-11-23"]), st.integers(0, 500), st.integers(0, 300))
def test_it_agrees_with_what_people_are_told(day: str, begins: int, quarters: int) -> None:
    """It is the sum of the quarters of an hour of which the assistant says that somebody reads."""
    since = datetime.fromisoformat(day + "T00:00+00:00") + begins * QUARTER
    told = sum(is_staffed(PROFILE, since + number * QUARTER) for number in range(quarters))
    assert staffed_time(PROFILE, since, since + quarters * QUARTER) == told * QUARTER
