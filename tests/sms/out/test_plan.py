"""When reminders are due: never at night where the number is, never too late, and never two at one moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.clinic.profile import Reminders
from bot.clinic.reminders import Reminder, plan_reminders
from bot.clinic.texting import QuietHours, zones_of

LA = ZoneInfo("America/Los_Angeles")
DAY = QuietHours()
HERE, NEW_YORK, HONOLULU, CHICAGO = "+13105550123", "+12125550123", "+18085550123", "+13125550123"
PHOENIX, FLORIDA, GUAM, NOBODY = "+16025550123", "+18505550123", "+16715550123", "+18005550123"
LONDON, AUSTRALIA = "+442071234567", "+61412345678"
NUMBERS = (HERE, NEW_YORK, HONOLULU, CHICAGO, LONDON, PHOENIX, FLORIDA, AUSTRALIA, GUAM, NOBODY)
OURS = Reminders(hours_before=(24, 2), latest_minutes_before=30)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def rules(*hours: int, latest: int = 30) -> Reminders:
    return Reminders(hours_before=hours, latest_minutes_before=latest)


def plan(
    starts: str, booked: str, number: str = HERE, of: Reminders = OURS, window: QuietHours = DAY
) -> list[Reminder]:
    return plan_reminders(at(starts), at(booked), of, window, zones_of(number, LA))


def told(reminders: Sequence[Reminder], zone: str = "America/Los_Angeles") -> list[str]:
    """As "24 h: Mon 13:30", on the clock of a zone."""
    return [f"{one.hours} h: {one.due_at.astimezone(ZoneInfo(zone)):%a %H:%M}" for one in reminders]


WEEK_BEFORE = "2026-11-23T10:05-08:00"


@pytest.mark.parametrize(
    ("starts", "booked", "expected"),
    [
        ("2026-12-01T13:30-08:00", WEEK_BEFORE, ["24 h: Mon 13:30", "2 h: Tue 11:30"]),
        # 25 hours before, 24 to the minute, 3, 2 to the minute, 1, as it begins, when it is over
        ("2026-12-01T13:30-08:00", "2026-11-30T12:30-08:00", ["24 h: Mon 13:30", "2 h: Tue 11:30"]),
        ("2026-12-01T13:30-08:00", "2026-11-30T13:30-08:00", ["2 h: Tue 11:30"]),
        ("2026-12-01T13:30-08:00", "2026-12-01T10:30-08:00", ["2 h: Tue 11:30"]),
        ("2026-12-01T13:30-08:00", "2026-12-01T11:30-08:00", []),
        ("2026-12-01T13:30-08:00", "2026-12-01T12:30-08:00", []),
        ("2026-12-01T13:30-08:00", "2026-12-01T13:30-08:00", []),
        ("2026-12-01T13:30-08:00", "2026-12-02T13:30-08:00", []),
        # in the morning, too early to help, just in time, at night
        ("2026-12-01T09:00-08:00", WEEK_BEFORE, ["24 h: Mon 09:00", "2 h: Tue 08:00"]),
        ("2026-12-01T08:30-08:00", WEEK_BEFORE, ["24 h: Mon 08:30"]),
        ("2026-12-01T08:31-08:00", WEEK_BEFORE, ["24 h: Mon 08:31", "2 h: Tue 08:00"]),
        ("2026-12-01T21:00-08:00", WEEK_BEFORE, ["24 h: Tue 08:00", "2 h: Tue 19:00"]),
    ],
)
def test_a_number_of_here(starts: str, booked: str, expected: list[str]) -> None:
    """A day and two hours before, what had passed when it was booked left out."""
    assert told(plan(starts, booked)) == expected


@pytest.mark.parametrize(
    ("number", "zone", "starts", "expected"),
    [
        (HONOLULU, "Pacific/Honolulu", "2026-12-01T09:00-08:00", ["24 h: Mon 08:00"]),
        (HONOLULU, "Pacific/Honolulu", "2026-12-01T10:30-08:00", ["24 h: Mon 08:30"]),
        (HONOLULU, "Pacific/Honolulu", "2026-12-01T10:31-08:00", ["24 h: Mon 08:31", "2 h: Tue 08:00"]),
        (HONOLULU, "Pacific/Honolulu", "2026-12-01T16:30-08:00", ["24 h: Mon 14:30", "2 h: Tue 12:30"]),
        (NEW_YORK, "America/New_York", "2026-12-01T09:00-08:00", ["24 h: Mon 12:00", "2 h: Tue 10:00"]),
        (NEW_YORK, "America/New_York", "2026-12-01T17:59-08:00", ["24 h: Mon 20:59", "2 h: Tue 18:59"]),
        (NEW_YORK, "America/New_York", "2026-12-01T18:00-08:00", ["24 h: Tue 08:00", "2 h: Tue 19:00"]),
        (NEW_YORK, "America/New_York", "2026-12-01T21:00-08:00", ["24 h: Tue 08:00"]),
        (LONDON, "Europe/London", "2026-12-01T09:00-08:00", ["24 h: Mon 17:00", "2 h: Tue 15:00"]),
        (LONDON, "Europe/London", "2026-12-01T16:30-08:00", ["24 h: Tue 08:00"]),
        (NOBODY, "America/Los_Angeles", "2026-12-01T09:00-08:00", ["24 h: Mon 09:00", "2 h: Tue 08:00"]),
    ],
)
def test_a_number_of_elsewhere(number: str, zone: str, starts: str, expected: list[str]) -> None:
    """By the clock where the number is at home; what would come too late there is left out."""
    assert told(plan(starts, "2026-11-23T10:05-08:00", number), zone) == expected


@pytest.mark.parametrize(
    ("starts", "of", "expected"),
    [
        # clocks go back at 2:00 on 1 November 2026, and forward at 2:00 on 14 March 2027
        ("2026-11-02T09:00-08:00", OURS, ["24 h: Sun 09:00", "2 h: Mon 08:00"]),
        ("2026-11-01T08:45-08:00", OURS, ["24 h: Sat 09:45", "2 h: Sun 08:00"]),
        ("2026-11-01T20:30-08:00", OURS, ["24 h: Sun 08:00", "2 h: Sun 18:30"]),
        ("2026-11-02T08:45-08:00", rules(48), ["48 h: Sat 09:45"]),
        ("2027-03-15T09:00-07:00", OURS, ["24 h: Sun 09:00", "2 h: Mon 08:00"]),
        ("2027-03-14T09:30-07:00", OURS, ["24 h: Sat 08:30", "2 h: Sun 08:00"]),
        ("2027-03-14T08:50-07:00", OURS, ["24 h: Sat 08:00", "2 h: Sun 08:00"]),
        ("2027-03-14T22:30-07:00", OURS, ["24 h: Sun 08:00", "2 h: Sun 20:30"]),
    ],
)
def test_the_weekends_on_which_the_clocks_change(starts: str, of: Reminders, expected: list[str]) -> None:
    """Hours are real ones, and the morning begins at eight on the new clock."""
    assert told(plan(starts, "2026-10-20T10:05-07:00", of=of)) == expected


@pytest.mark.parametrize(
    ("of", "starts", "expected"),
    [
        (rules(72, 24, 1), "2026-12-01T13:30-08:00", ["72 h: Sat 13:30", "24 h: Mon 13:30", "1 h: Tue 12:30"]),
        (rules(1, 24, 72), "2026-12-01T13:30-08:00", ["72 h: Sat 13:30", "24 h: Mon 13:30", "1 h: Tue 12:30"]),
        (rules(72, 24, 1), "2026-12-01T09:00-08:00", ["72 h: Sat 09:00", "24 h: Mon 09:00", "1 h: Tue 08:00"]),
        (rules(), "2026-12-01T13:30-08:00", []),
        (rules(2, latest=180), "2026-12-01T13:30-08:00", []),
        (rules(2, latest=120), "2026-12-01T13:30-08:00", []),
        (rules(2, latest=0), "2026-12-01T10:00-08:00", ["2 h: Tue 08:00"]),
        # three that the night puts off to one moment are one text: the one that is meant for then
        (rules(14, 13, 12), "2026-12-01T16:00-08:00", ["12 h: Tue 08:00"]),
        (rules(4, 3, 2), "2026-12-01T10:00-08:00", ["2 h: Tue 08:00"]),
        (rules(500), "2026-12-01T13:30-08:00", []),
    ],
)
def test_other_clinics(of: Reminders, starts: str, expected: list[str]) -> None:
    """Any number of reminders, in any order, none at all; none that another would follow at once."""
    assert told(plan(starts, "2026-11-23T10:05-08:00", of=of)) == expected


def test_each_is_worth_sending_until_the_next_one() -> None:
    """One of the day before may be held up until the last one is due, the last one until half an hour before."""
    day, last = plan("2026-12-01T13:30-08:00", "2026-11-23T10:05-08:00")
    assert day.expires_at == last.due_at
    assert last.expires_at == at("2026-12-01T13:00-08:00")


def test_hours_that_no_moment_is_in_lose_the_reminder_only() -> None:
    """An Australian mobile number may be in zones four hours apart: a short window has no moment for it."""
    assert (
        plan("2026-12-01T13:30-08:00", "2026-11-23T10:05-08:00", AUSTRALIA, window=QuietHours(time(10), time(14))) == []
    )


def _allowed(moment: datetime, window: QuietHours, zones: Sequence[ZoneInfo]) -> bool:
    return all(window.opens <= moment.astimezone(zone).time() < window.closes for zone in zones)


def _first_allowed(moment: datetime, window: QuietHours, zones: Sequence[ZoneInfo]) -> datetime:
    """Worked out from the openings of every zone, not minute by minute as the code does it."""
    openings = [
        datetime.combine(moment.astimezone(zone).date() + timedelta(days=day), window.opens, zone).astimezone(
            timezone.utc
        )
        for zone in zones
        for day in range(-1, 4)
    ]
    return next(
        one
        for one in sorted({one.astimezone(timezone.utc) for one in (moment, *openings)})
        if one >= moment and _allowed(one, window, zones)
    )


WINDOWS = (DAY, QuietHours(time(9, 30), time(17)), QuietHours(time(0), time(23, 59)), QuietHours(time(10), time(16)))
MINUTES = st.integers(0, 60 * 24 * 500).map(lambda minutes: at("2026-06-01T00:00+00:00") + timedelta(minutes=minutes))


@settings(max_examples=300, deadline=None)
@given(
    starts=MINUTES,
    before=st.integers(-60, 60 * 24 * 40),
    hours=st.lists(st.integers(1, 200), max_size=5, unique=True),
    latest=st.integers(0, 400),
    number=st.sampled_from(NUMBERS),
    window=st.sampled_from(WINDOWS),
)
@example(at("2026-11-01T16:45+00:00"), 60 * 24 * 9, [24, 2], 30, HERE, DAY)
@example(at("2027-03-14T15:50+00:00"), 60 * 24 * 9, [24, 2, 1], 30, AUSTRALIA, DAY)
def test_whatever_is_booked(
    starts: datetime, before: int, hours: list[int], latest: int, number: str, window: QuietHours
) -> None:
    """In the hours of every zone, after now, after it is meant, before it expires, and one after the other."""
    now, zones, of = starts - timedelta(minutes=before), zones_of(number, LA), rules(*hours, latest=latest)
    planned = plan_reminders(starts, now, of, window, zones)
    for one in planned:
        assert _allowed(one.due_at, window, zones)
        assert one.due_at > now and one.due_at >= starts - timedelta(hours=one.hours)
        assert one.due_at < one.expires_at <= starts - timedelta(minutes=latest)
        assert one.due_at.utcoffset() == timedelta(0)
    for first, second in pairwise(planned):
        assert first.hours > second.hours
        assert first.expires_at <= second.due_at
    # nothing is left out without a reason
    expected, until = [], starts - timedelta(minutes=latest)
    for count in sorted(hours):
        meant = starts - timedelta(hours=count)
        if meant > now and (due := _first_allowed(meant, window, zones)) < until:
            expected.append((count, due))
            until = due
    assert [(one.hours, one.due_at) for one in planned] == expected[::-1]
