"""Weeks of the calendar on the clinic's clock."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.clinic.weeks import Week, Weeks

ZONE = ZoneInfo("America/Los_Angeles")


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        ("2026-11-23T00:00-08:00", "2026-W48"),
        ("2026-11-22T23:59-08:00", "2026-W47"),
        ("2026-11-23T07:59+00:00", "2026-W47"),  # still Sunday in Los Angeles
        ("2027-01-03T12:00-08:00", "2026-W53"),
        ("2024-12-30T12:00-08:00", "2025-W01"),
    ],
)
def test_a_moment_lies_in_the_week_of_the_clinic(moment: str, week: str) -> None:
    """A week goes from Monday to Sunday there, also over the turn of a year."""
    assert str(Week.of(datetime.fromisoformat(moment), ZONE)) == week


def test_a_week_with_a_change_of_the_clock_begins_at_midnight() -> None:
    """The week in which summer time ends is an hour longer, and none is lost or counted twice."""
    bounds = Weeks.parse("2026-W44/2026-W45").bounds(ZONE)
    assert [moment.isoformat() for moment in bounds] == [
        "2026-10-26T07:00:00+00:00",
        "2026-11-02T08:00:00+00:00",
        "2026-11-09T08:00:00+00:00",
    ]


def test_weeks_in_a_row() -> None:
    """They are written as they are read, and counted over the turn of a year."""
    assert str(Weeks.parse("2026-W41/2026-W48")) == "2026-W41/2026-W48"
    assert str(Weeks.parse("2026-W48")) == "2026-W48"
    assert [str(week) for week in Weeks.up_to(Week.parse("2027-W01"), 3).each()] == ["2026-W52", "2026-W53", "2027-W01"]


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-W00", "2025-W53", "2026-W54", "2026-W48/2026-W41", "1999-W01", "9999-W52", "２０２６-W48"],
)
def test_what_is_no_week(text: str) -> None:
    """Neither a week that the year does not have, nor one before the first."""
    with pytest.raises(ValueError, match=r"week|before"):
        Weeks.parse(text)
