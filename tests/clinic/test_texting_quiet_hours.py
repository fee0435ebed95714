"""When a person may be texted unasked: by their own clock, on every day of the year."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from bot.clinic.texting import QuietHours, may_send, next_moment, zones_of

LA, NEW_YORK, HONOLULU, CHICAGO = map(
    ZoneInfo, ("America/Los_Angeles", "America/New_York", "Pacific/Honolulu", "America/Chicago")
)
KOLKATA, LORD_HOWE, KIRITIMATI = map(ZoneInfo, ("Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Kiritimati"))
DAY = QuietHours()


class Profile(BaseModel):
    """As clinic.yml has the hours."""

    quiet_hours: QuietHours


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("number", "zones"),
    [
        ("+13102700625", (LA,)),
        ("+12125550123", (NEW_YORK,)),
        ("+13125550123", (CHICAGO,)),
        ("+18085550123", (HONOLULU,)),
        ("+442071234567", (ZoneInfo("Europe/London"),)),
    ],
)
def test_an_area_code_says_the_zone(number: str, zones: tuple[ZoneInfo, ...]) -> None:
    """Whatever zone the clinic is in."""
    assert zones_of(number, KOLKATA) == zones


def test_a_number_may_be_in_several_zones() -> None:
    """A British mobile number is in any of four zones and an Australian one in any of eight."""
    assert ZoneInfo("Europe/London") in zones_of("+447911123456", LA)
    assert len(zones_of("+447911123456", LA)) == 4
    assert len(zones_of("+61412345678", LA)) == 8


@pytest.mark.parametrize(
    "number", ["+18005550123", "+19005550123", "+79161234567", "+14225550123", "+12", "", "x", "911"]
)
def test_a_number_that_does_not_say_is_taken_for_the_clinics(number: str) -> None:
    """Toll-free, of a country of many zones, not assigned, or not a number at all."""
    assert zones_of(number, LA) == (LA,)


@pytest.mark.parametrize(
    ("now", "zones", "allowed"),
    [
        ("2026-11-23T07:59:59-08:00", (LA,), False),
        ("2026-11-23T08:00:00-08:00", (LA,), True),
        ("2026-11-23T20:59:59-08:00", (LA,), True),
        ("2026-11-23T21:00:00-08:00", (LA,), False),
        ("2026-11-23T08:00:00-08:00", (NEW_YORK,), True),
        ("2026-11-23T18:00:00-08:00", (NEW_YORK,), False),
        ("2026-11-23T18:00:00-08:00", (LA, NEW_YORK), False),
        ("2026-11-23T17:59:00-08:00", (LA, NEW_YORK), True),
        ("2026-11-23T16:00:00+00:00", (LA,), True),
    ],
)
def test_every_zone_must_allow_it(now: str, zones: tuple[ZoneInfo, ...], allowed: bool) -> None:
    """From 8:00 and until 21:00 on each wall clock, whatever zone `now` is given in."""
    assert may_send(at(now), DAY, zones) == allowed


@pytest.mark.parametrize(
    ("now", "zones", "expected"),
    [
        ("2026-11-23T10:05:07-08:00", (LA,), "2026-11-23T18:05:07+00:00"),
        ("2026-11-23T21:00:00-08:00", (LA,), "2026-11-24T16:00:00+00:00"),
        ("2026-11-23T07:59:30-08:00", (LA,), "2026-11-23T16:00:00+00:00"),
        ("2026-11-23T23:30:00-08:00", (NEW_YORK,), "2026-11-24T13:00:00+00:00"),
        # the night in which the clocks go forward is an hour shorter, the one in which they go back an hour longer
        ("2026-03-07T22:00:00-08:00", (LA,), "2026-03-08T15:00:00+00:00"),
        ("2026-10-31T22:00:00-07:00", (LA,), "2026-11-01T16:00:00+00:00"),
        # 8 a.m. in Honolulu is 2 p.m. in New York in summer and 1 p.m. in winter
        ("2026-07-01T12:00:00+00:00", (HONOLULU, NEW_YORK), "2026-07-01T18:00:00+00:00"),
        ("2026-07-02T01:00:00+00:00", (HONOLULU, NEW_YORK), "2026-07-02T18:00:00+00:00"),
        ("2026-12-01T02:30:00+00:00", (HONOLULU, NEW_YORK), "2026-12-01T18:00:00+00:00"),
    ],
)
def test_the_next_moment_is_when_the_last_zone_opens(now: str, zones: tuple[ZoneInfo, ...], expected: str) -> None:
    """Now if it may be; over changes of the clocks, and between Honolulu and New York."""
    moment = next_moment(at(now), DAY, zones)
    assert moment == at(expected)
    assert moment.tzinfo is timezone.utc


@pytest.mark.parametrize(
    ("now", "window", "expected"),
    [
        # 2:30 does not exist on that day, so that the window opens when the clock jumps from 2:00 to 3:00
        ("2026-03-08T00:00:00-08:00", QuietHours(time(2, 30), time(21)), "2026-03-08T10:00:00+00:00"),
        # 1:00 to 1:30 comes twice
        ("2026-11-01T01:31:00-07:00", QuietHours(time(1), time(1, 30)), "2026-11-01T09:00:00+00:00"),
        ("2026-11-01T01:10:00-08:00", QuietHours(time(1, 30), time(2)), "2026-11-01T09:30:00+00:00"),
    ],
)
def test_an_hour_that_is_skipped_or_comes_twice(now: str, window: QuietHours, expected: str) -> None:
    """The wall clock decides, even where it jumps into the window."""
    assert next_moment(at(now), window, (LA,)) == at(expected)


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31), timezones=st.just(timezone.utc))
NIGHTS = st.sampled_from(["2026-03-08", "2026-11-01", "2026-04-05", "2026-10-04"]).map(
    lambda day: at(f"{day}T00:00+00:00")
)
ZONES = st.lists(st.sampled_from([LA, NEW_YORK, HONOLULU, CHICAGO, LORD_HOWE]), min_size=1, max_size=3)
WINDOWS = st.sampled_from([DAY, QuietHours(time(0), time(23, 59)), QuietHours(time(1, 40), time(22, 7))])


@settings(max_examples=40, deadline=None)
@given(
    st.one_of(MOMENTS, st.builds(lambda night, m: night + timedelta(minutes=m), NIGHTS, st.integers(-900, 900))),
    WINDOWS,
    ZONES,
)
def test_the_next_moment_is_allowed_and_the_first(now: datetime, window: QuietHours, zones: list[ZoneInfo]) -> None:
    """Not one whole minute between now and then would have done in every zone, read off each wall clock."""

    def allowed(moment: datetime) -> bool:
        return all(
            (window.opens.hour, window.opens.minute)
            <= (there.hour, there.minute)
            < (window.closes.hour, window.closes.minute)
            for there in map(moment.astimezone, zones)
        )

    moment = next_moment(now, window, zones)
    assert moment >= now and allowed(moment)
    minutes = int((moment - now) / timedelta(minutes=1))
    assert not any(allowed(now + timedelta(minutes=earlier)) for earlier in range(minutes))
    assert moment == now or moment.second == moment.microsecond == 0


def test_a_time_without_a_zone_is_refused() -> None:
    """Nobody could tell which clock it is of."""
    naive = datetime(2026, 11, 23, 10, 5)
    with pytest.raises(ValueError, match="without a zone"):
        may_send(naive, DAY, (LA,))
    with pytest.raises(ValueError, match="without a zone"):
        next_moment(naive, DAY, (LA,))


def test_without_zones_nothing_may_be_sent() -> None:
    """Nothing to go by is an error, not a leave to send at any hour."""
    with pytest.raises(ValueError, match="no zone"):
        may_send(at("2026-11-23T10:05-08:00"), DAY, ())


def test_hours_that_never_meet_are_an_error() -> None:
    """One hour a day cannot be the same one in Los Angeles and on Kiritimati."""
    with pytest.raises(ValueError, match="no moment is within"):
        next_moment(at("2026-11-23T10:05-08:00"), QuietHours(time(9), time(10)), (LA, KIRITIMATI))


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        (time(21), time(8)),
        (time(8), time(8)),
        (time(8, 0, 30), time(21)),
        (time(8), time(21, tzinfo=timezone.utc)),
    ],
)
def test_hours_that_make_no_sense_are_refused(opens: time, closes: time) -> None:
    """Out of order, empty, of half minutes, or with a zone of their own."""
    with pytest.raises(ValueError, match=r"wall time|before they begin"):
        QuietHours(opens, closes)


def test_the_hours_can_stand_in_the_profile() -> None:
    """As two times in quotes; what is no time, or out of order, is a slip that names its place."""
    read = Profile.parse_obj({"quiet_hours": {"opens": "09:30", "closes": "20:00"}}).quiet_hours
    assert (read.opens, read.closes) == (time(9, 30), time(20))
    for opens, closes in (("9", "20:00"), (8, 1260), ("21:00", "08:00")):
        with pytest.raises(ValidationError, match="quiet_hours"):
            Profile.parse_obj({"quiet_hours": {"opens": opens, "closes": closes}})
