"""Wishes that are bounded: by what somebody does until then, by two limits at once, by what is ruled out."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clinic.wishes import Kind, OpeningHours, Wish, among, read_wish

ZONE = ZoneInfo("America/Los_Angeles")
HOURS = OpeningHours(ZONE, {day: ((time(9), time(17)),) for day in range(5)})
NOW = datetime(2026, 11, 23, 10, 5, tzinfo=ZONE)  # a Monday


def read(text: str) -> Wish:
    return read_wish(text, NOW, HOURS)


def starts(wish: Wish) -> list[datetime]:
    """Every half hour of the next weeks at which the clinic is open and the wish is met."""
    midnight = datetime(2026, 11, 23, tzinfo=ZONE)
    days = (midnight + timedelta(days=n) for n in range(60))
    every = (day.replace(hour=h, minute=m) for day in days for h in range(9, 17) for m in (0, 30))
    return [start for start in every if start.weekday() < 5 and wish.accepts(start)]


def hours(wish: Wish) -> set[str]:
    return {f"{start:%H:%M}" for start in starts(wish)}


def days(wish: Wish) -> list[str]:
    return list(dict.fromkeys(f"{start:%m-%d}" for start in starts(wish)))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("mornings please, but not super early, I'm only up by ten", "10:00", "11:30"),
        ("I'm awake by 10", "10:00", "16:30"),
        ("nothing before I am up at 10 please", "10:00", "16:30"),
        ("I usually get up around ten", "10:00", "16:30"),
        ("I don't wake up until 11", "11:00", "16:30"),
        ("up and about by 10, any day", "10:00", "16:30"),
        ("afternoons suit me, I get up around ten", "12:00", "16:30"),
        ("tuesday after work, my job finishes 2:30", "14:30", "16:30"),
        ("thursday, my shop closes at 2", "14:00", "16:30"),
        ("wednesday after work, I'm off at 3", "15:00", "16:30"),
        ("thursday. my shift is done at 2", "14:00", "16:30"),
        ("I work till 14 hours monday to friday", "14:00", "16:30"),
        ("I'm on duty until 15 hours", "15:00", "16:30"),
        ("not too early please because I walk dogs until 11", "11:00", "16:30"),
        ("in the afternoon because I am mowing lawns until 1", "13:00", "16:30"),
        ("I have to mind my nephew until 1", "13:00", "16:30"),
        ("we have clients until 1, so not too early", "13:00", "16:30"),
        ("tuesday 15 hours", "15:00", "15:00"),
        ("not at the very beginning of the day", "11:00", "16:30"),
        ("it has to be after, say 3 or more", "15:00", "16:30"),
        ("sometime after, around 2 or later", "14:00", "16:30"),
        ("after the 10 30 drop off", "10:30", "16:30"),
        ("before 11, the school run is over by then", "09:00", "10:30"),
        ("not in the first hour of the morning", "10:00", "16:30"),
        ("tuesday but not at the crack of dawn", "10:00", "16:30"),
        ("any day next week but before noon", "09:00", "11:30"),
    ],
)
def test_the_hours_are_bounded(text: str, first: str, last: str) -> None:
    """Who is up by then, works until then or must drop off somebody then comes from then on."""
    wish = read(text)
    assert wish.kind is Kind.window
    assert (min(hours(wish)), max(hours(wish))) == (first, last)


@pytest.mark.parametrize("text", ["I am free until 2", "I can come until 2", "I can stay until 2", "open until 2"])
def test_who_is_free_until_then_comes_before(text: str) -> None:
    """The bound is turned round by what keeps somebody, and not by every "until"."""
    assert max(hours(read(text)), default="13:30") == "13:30"


@pytest.mark.parametrize(
    "text",
    ["I'm awake by 3 every night", "I am up until 3 every night", "I'm up at 5 most days with the baby",
     "I wake up at 4 and cannot sleep again", "I've had 2 or more sessions", "my infusion takes 14 hours"],
)  # fmt: skip
def test_a_bad_night_is_no_wish(text: str) -> None:
    """Nor is a number of sessions, or how long something takes."""
    assert read(text).kind is Kind.none


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thursday is best, but not before the 4 december", ["12-10"]),
        ("Not before the 3 December. Thursday is best", ["12-03"]),
        ("any day after the 10th but before the 17th. no tuesdays", ["12-11", "12-14", "12-16"]),
        ("after the 1st and before the 4th", ["12-02", "12-03"]),
        ("before the 4th but not before the 2nd", ["12-02", "12-03"]),
        ("something after thanksgiving but before december 2", ["11-27", "11-30", "12-01"]),
        ("not thanksgiving week. Week after that, but no monday or friday", ["12-01", "12-02", "12-03"]),
        ("not this week. week after that is good, no mornings", ["11-30", "12-01", "12-02", "12-03", "12-04"]),
        ("away this week and next. mornings then, before eleven, monday or thursday please", ["12-07", "12-10"]),
        ("Wednesday, 2 December after I finish my shift", ["12-02"]),
        ("Nov 30 or Dec 1, after 2 in the afternoon", ["11-30", "12-01"]),
        ("the first week of december, no mondays, avoid the lunch hour", ["12-01", "12-02", "12-03", "12-04"]),
    ],
)
def test_the_days_are_bounded(text: str, expected: list[str]) -> None:
    """A limit is kept beside a weekday, and beside another limit."""
    assert days(read(text))[: len(expected) + 1] == expected


def test_limits_that_face_away_are_two_choices() -> None:
    """Between after the 5th and before the 30th of the month before lies nothing."""
    named = days(read("after december 5 or before november 26"))
    assert "11-24" in named and "12-07" in named and "11-30" not in named


@pytest.mark.parametrize(
    "text",
    [
        "not this week, any weekday, but after 9 30 school run",
        "any day is ok just not this week and only after 9:30",
        "this week is out, the sooner the better though, after 9 30",
        "not this week, and only from 9:30",
    ],
)
def test_the_week_that_is_ruled_out_stays_out(text: str) -> None:
    """And what is said beside it bounds the hours."""
    wish = read(text)
    assert days(wish)[0] == "11-30" and min(hours(wish)) == "09:30"


@pytest.mark.parametrize(
    "text",
    [
        "not this week, and mornings do not work",
        "It cannot be this week, and mornings are bad",
        "neither this week nor mornings",
        "this week is out, mornings too",
    ],
)
def test_each_no_is_of_its_own(text: str) -> None:
    """Neither that week nor, of any week, that part of the day."""
    wish = read(text)
    assert days(wish)[0] == "11-30" and min(hours(wish)) == "12:00"


def test_an_hour_within_the_wish_is_left_out() -> None:
    """Who says "not exactly at 11" takes the hour away and no more; so does a meeting."""
    wish = read(
        "Tuesday is ok but 9 is too early. From 10 to 1 is better, only not exactly at 11, I have call 12 to 12:30"
    )
    assert days(wish) == ["11-24"]
    assert hours(wish) == {"10:00", "10:30", "11:30", "12:30"}
    offered = among(read("The Monday is fine, between 11 and 1, just not right at 12"), [datetime(2026, 11, 30).date()])
    assert days(offered) == ["11-30"] and hours(offered) == {"11:00", "11:30", "12:30"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I take 30 drops at night, tuesday please", "Tuesday, November 24"),
        ("any time but after 3", "any time but after 3 pm"),
        ("not exactly sure, maybe tuesday", "Tuesday, November 24"),
        ("mondays I do not work", "Monday"),
    ],
)
def test_what_looks_alike_is_read_as_before(text: str, said: str) -> None:
    """The neighbours of the rules for bounds."""
    assert read(text).describe() == said
