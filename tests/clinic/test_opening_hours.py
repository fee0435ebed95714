"""The hours as wishes are read by them, and as they are said, while they change."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.clinic.consultants import Consultant, TimeRange
from bot.clinic.interview.hours import opening_hours, say_days, say_opening
from bot.clinic.profile import Clinic, load_clinic
from bot.clinic.wishes import Kind, read_wish

OWN = load_clinic(Path(__file__).parents[2] / "clinic.yml")
MONDAY = date(2026, 11, 23)
SATURDAY = {"saturday": ["09:00-12:00"]}
EVERYDAY = {day: ["09:00-17:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
NO_FRIDAY = {day: hours for day, hours in EVERYDAY.items() if day != "friday"}


def clinic(hours: dict[str, list[str]], window: int = 21, **more: Any) -> Clinic:
    consultation = OWN.consultation.copy(update={"window_days": window})
    consultants = (Consultant.parse_obj({"id": "a", "hours": hours, **more}),)
    return OWN.copy(update={"consultants": consultants, "consultation": consultation})


def kind(of: Clinic, words: str) -> Kind:
    now = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("America/Los_Angeles"))
    return read_wish(words, now, opening_hours(of, MONDAY)).kind


@pytest.mark.parametrize(
    ("first", "kinds"),
    [
        ("2026-11-23", (Kind.window, Kind.closed)),
        ("2026-11-24", (Kind.window, Kind.closed)),  # no Friday is left before they change
        ("2026-12-01", (Kind.window, Kind.window)),  # one Friday and two Saturdays
        ("2026-12-15", (Kind.closed, Kind.window)),  # beyond what can be booked
    ],
)
def test_a_weekday_is_open_to_wishes_while_it_is_on_any_day_to_come(first: str, kinds: tuple[Kind, Kind]) -> None:
    """From the first Saturday that can be booked, until the last Friday that can be."""
    there = clinic(EVERYDAY, weeks=[{"first": first, "hours": {**NO_FRIDAY, **SATURDAY}}])
    assert (kind(there, "saturday december 12"), kind(there, "friday november 27")) == kinds


def test_a_wish_that_was_kept_is_judged_by_the_hours_of_now() -> None:
    """Closed when it was said and open now, or the other way; without a change it stays as it is."""
    before, after = (opening_hours(clinic(hours), MONDAY) for hours in (EVERYDAY, {**NO_FRIDAY, **SATURDAY}))
    now = datetime(2026, 11, 23, 10, tzinfo=OWN.zone)
    saturday, friday = (read_wish(words, now, before) for words in ("this saturday at 10", "this friday at 10"))
    assert (saturday.kind, saturday.within(after).kind) == (Kind.closed, Kind.window)
    assert saturday.within(after).accepts(datetime(2026, 11, 28, 10, tzinfo=OWN.zone))
    assert (friday.kind, friday.within(after).kind) == (Kind.window, Kind.closed)
    assert friday.within(before) is friday


def test_a_single_saturday_is_open_to_wishes_and_not_said_to_be_usual() -> None:
    """It can be asked for, but nobody hears that there are consultations on Saturdays; over, it is gone."""
    day = {"date": "2026-11-28", "hours": ["08:00-12:00"]}
    there = clinic(EVERYDAY, exceptions=[day])
    assert kind(there, "saturday at 8") is Kind.window
    assert say_days(there, MONDAY) == "Monday to Friday"
    assert 5 not in opening_hours(there, MONDAY + timedelta(days=6)).weekly


def test_a_short_window_hides_no_weekday() -> None:
    """Who can book three days ahead still hears of the whole week."""
    assert say_days(clinic(EVERYDAY, window=3), MONDAY) == "Monday to Friday"


@pytest.mark.parametrize(
    ("hours", "days", "opening"),
    [
        (EVERYDAY, "Monday to Friday", "Monday to Friday, 9:00 AM to 5:00 PM Pacific time"),
        (
            {**EVERYDAY, **SATURDAY},
            "Monday to Saturday",
            "Monday to Friday, 9:00 AM to 5:00 PM and Saturday, 9:00 AM to 12:00 PM Pacific time",
        ),
        (
            {"monday": ["09:00-12:00", "13:00-17:00"], "wednesday": ["10:00-11:00"], "friday": ["09:00-17:00"]},
            "Monday, Wednesday and Friday",
            "Monday and Friday, 9:00 AM to 5:00 PM and Wednesday, 10:00 AM to 11:00 AM Pacific time",
        ),
        ({}, "none at the moment", "not held at the moment"),
    ],
)
def test_hours_are_said_day_by_day_where_they_differ(hours: dict[str, list[str]], days: str, opening: str) -> None:
    """Days with the same first and last time together; words for no hours at all."""
    there = clinic(hours)
    assert (say_days(there, MONDAY), say_opening(there, MONDAY)) == (days, opening)
    assert read_wish("saturday", datetime(2026, 11, 23, 10, tzinfo=OWN.zone), opening_hours(there, MONDAY))


@pytest.mark.parametrize(
    "text", ["9-17-18", "09:00", "09:00-17:00+01:00", "09:00-24:00", "09:60-10:00", "-", "", "a-b"]
)
def test_what_is_no_range_says_what_one_looks_like(text: str) -> None:
    """In words for whoever typed it."""
    with pytest.raises(ValueError, match="is not of the form 9am-5pm or 09:00-17:00"):
        TimeRange.parse(text)
