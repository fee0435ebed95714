"""Which times are open: hours, exceptions, holidays, notice, window, buffers, and the days the clock changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clinic.calendar import (
    Slot,
    bookable_cells,
    bookable_days,
    cells_of,
    check_calendar,
    is_within_hours,
    label_slot,
    local,
    open_slots,
    say_clock,
    say_slot,
)
from bot.clinic.consultants import Consultant, Holidays
from bot.clinic.profile import Clinic, ProfileError, load_clinic

FILE = Path(__file__).parents[2] / "clinic.yml"
LA = ZoneInfo("America/Los_Angeles")
WEEKDAYS = {day: ["09:00-17:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
NOW = datetime(2026, 11, 23, 10, 5, tzinfo=LA)  # a Monday
TUESDAY = date(2026, 11, 24)


@cache
def own_profile() -> Clinic:
    return load_clinic(FILE)


def clinic(
    hours: dict[str, list[str]] | None = None,
    *,
    exceptions: Iterable[dict[str, Any]] = (),
    weeks: Iterable[dict[str, Any]] = (),
    others: Iterable[str] = (),
    holidays: Iterable[str] = (),
    country: str = "US",
    dates: Iterable[date] = (),
    zone: str = "America/Los_Angeles",
    **rules: int,
) -> Clinic:
    """The clinic with a calendar of the test's own: half hours on weekdays from 9 to 5."""
    base = own_profile()
    plain = {"minutes": 30, "starts_every_minutes": 30, "buffer_before_minutes": 0, "buffer_after_minutes": 0}
    plain |= {"minimum_notice_minutes": 120, "window_days": 21, **rules}
    week = WEEKDAYS if hours is None else hours
    first = Consultant.parse_obj({"id": "b", "hours": week, "weeks": list(weeks), "exceptions": list(exceptions)})
    return base.copy(
        update={
            "clinic": base.clinic.copy(update={"time_zone": zone}),
            "consultation": base.consultation.copy(update=plain),
            "consultants": (first, *(Consultant.parse_obj({"id": one, "hours": week}) for one in others)),
            "holidays": Holidays(country=country, names=tuple(holidays), dates=tuple(dates)),
        }
    )


def slot(start: datetime, who: str = "b", minutes: int = 30) -> Slot:
    begins = start.astimezone(timezone.utc)
    return Slot(who, begins, begins + timedelta(minutes=minutes))


def starts(of: Clinic, day: date, now: datetime = NOW, taken: Iterable[tuple[str, int]] = ()) -> list[str]:
    """Local starts of that day's open slots."""
    found = open_slots(of, now, frozenset(taken), day, day)
    return [f"{local(one.starts_at, of.zone):%H:%M}" for one in found]


def test_day_has_a_start_every_half_hour_and_the_last_ends_by_closing() -> None:
    """From 9 to 5 there are sixteen."""
    found = starts(clinic(), TUESDAY)
    assert (len(found), found[:3], found[-1]) == (16, ["09:00", "09:30", "10:00"], "16:30")


def test_starts_may_be_closer_than_the_length() -> None:
    """Every quarter of an hour, but never past closing."""
    found = starts(clinic({"tuesday": ["09:00-10:00"]}, starts_every_minutes=15), TUESDAY)
    assert found == ["09:00", "09:15", "09:30"]


def test_break_leaves_a_gap_and_starts_the_grid_anew() -> None:
    """Nothing runs into a break, and after it the grid begins at the opening time."""
    found = starts(clinic({"tuesday": ["09:00-10:15", "11:15-12:15"]}), TUESDAY)
    assert found == ["09:00", "09:30", "11:15", "11:45"]


def test_weekend_is_closed() -> None:
    """A weekday without hours has no starts."""
    assert starts(clinic(), date(2026, 11, 28)) == []


def test_exception_replaces_the_hours_of_one_date() -> None:
    """Other hours, or none, on that date only."""
    short = {"date": "2026-11-24", "hours": ["10:00-11:00"]}
    assert starts(clinic(exceptions=[short]), TUESDAY) == ["10:00", "10:30"]
    assert starts(clinic(exceptions=[{"date": "2026-11-24"}]), TUESDAY) == []
    assert len(starts(clinic(exceptions=[short]), TUESDAY + timedelta(days=1))) == 16


def test_weekly_hours_may_change_from_a_day_on() -> None:
    """The latest that have begun count, whatever their order; before all of them the hours without a date."""
    weeks = [
        {"first": "2026-12-08", "hours": {"tuesday": ["10:00-11:00"]}},
        {"first": "2026-12-01", "hours": {"wednesday": ["14:00-15:00"]}},
    ]
    there = clinic(weeks=weeks, exceptions=[{"date": "2026-12-02", "hours": ["08:00-09:00"]}])
    assert len(starts(there, TUESDAY)) == 16
    assert starts(there, date(2026, 12, 1)) == []
    assert starts(there, date(2026, 12, 2)) == ["08:00", "08:30"]
    assert starts(there, date(2026, 12, 8)) == ["10:00", "10:30"]
    assert starts(there, date(2026, 12, 9)) == []


def test_two_weeks_from_one_day_are_an_error() -> None:
    """Nobody could know which of them counts."""
    week = {"first": "2026-12-08", "hours": {}}
    with pytest.raises(ValueError, match="two begin on the same day"):
        clinic(weeks=[week, week])


def test_holidays_are_closed_by_name_and_by_date() -> None:
    """Thanksgiving is named, the 25th is listed, the day after is neither."""
    there = clinic(holidays=["Thanksgiving Day"], dates=[date(2026, 11, 25)])
    assert starts(there, date(2026, 11, 26)) == []
    assert starts(there, date(2026, 11, 25)) == []
    assert len(starts(there, date(2026, 11, 27))) == 16


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Independence Day", date(2026, 7, 3)),  # the 4th is a Saturday
        ("Independence Day", date(2027, 7, 5)),  # a Sunday
        ("Christmas Day", date(2027, 12, 24)),
        ("New Year's Day", date(2027, 12, 31)),  # that of 2028, kept in 2027
    ],
)
def test_holiday_on_a_weekend_is_kept_when_it_is_observed(name: str, day: date) -> None:
    """The day off moves to the nearest weekday, as in the United States, even into the other year."""
    now = datetime.combine(day - timedelta(days=3), time(8), tzinfo=LA)
    assert starts(clinic(holidays=[name]), day, now) == []
    assert len(starts(clinic(), day, now)) == 16


def test_exception_opens_a_holiday() -> None:
    """What is written for one date wins over the list of holidays."""
    there = clinic(holidays=["Thanksgiving Day"], exceptions=[{"date": "2026-11-26", "hours": ["09:00-10:00"]}])
    assert starts(there, date(2026, 11, 26)) == ["09:00", "09:30"]


def test_regions_have_holidays_of_their_own() -> None:
    """A region may follow the country."""
    there = clinic(country="US-CA", holidays=["Cesar Chavez Day"])
    now = datetime(2026, 3, 29, 8, tzinfo=LA)
    assert starts(there, date(2026, 3, 31), now) == []


@pytest.mark.parametrize(
    ("country", "name", "message"),
    [
        ("US", "Xmas", "holidays.names: 'Xmas' is not among the holidays of US: .*Christmas Day"),
        ("XX", "Christmas Day", "holidays.country: .*XX"),
        ("US-QQ", "Christmas Day", "holidays.country: .*QQ"),
    ],
)
def test_unknown_holiday_or_country_is_named(country: str, name: str, message: str) -> None:
    """A slip in clinic.yml says which key is wrong, when the program starts and when times are asked for."""
    there = clinic(country=country, holidays=[name])
    with pytest.raises(ProfileError, match=message):
        check_calendar(there, NOW)
    with pytest.raises(ProfileError, match=message):
        list(open_slots(there, NOW, ()))


def test_own_profile_has_a_calendar() -> None:
    """The clinic.yml of this repository resolves and has open times."""
    own = own_profile()
    check_calendar(own, NOW)
    assert next(open_slots(own, NOW, ()))


@pytest.mark.parametrize(("minute", "first"), [(0, "11:00"), (1, "11:30")])
def test_minimum_notice_counts_to_the_minute(minute: int, first: str) -> None:
    """Two hours ahead can be booked, one minute less cannot."""
    now = datetime(2026, 11, 23, 9, minute, tzinfo=LA)
    assert starts(clinic(), now.date(), now)[0] == first


def test_window_includes_its_last_day() -> None:
    """Three weeks ahead can be booked, the day after cannot, whatever is asked for."""
    there = clinic()
    assert bookable_days(there, NOW) == (date(2026, 11, 23), date(2026, 12, 14))
    assert len(starts(there, date(2026, 12, 14))) == 16
    assert starts(there, date(2026, 12, 15)) == []
    everything = list(open_slots(there, NOW, (), date(2020, 1, 1), date(2030, 1, 1)))
    assert everything == list(open_slots(there, NOW, ()))
    assert local(everything[0].starts_at, LA).date() == NOW.date()


def test_today_is_the_clinics_today() -> None:
    """Late in the evening in Los Angeles it is tomorrow in UTC, but not at the clinic."""
    now = datetime(2026, 11, 24, 6, 0, tzinfo=timezone.utc)
    assert bookable_days(clinic(), now)[0] == date(2026, 11, 23)


def test_cells_are_the_quarters_that_are_touched() -> None:
    """Half an hour on the grid is two cells, off it three, and buffers are added on their sides."""
    at_nine = slot(datetime(2026, 11, 24, 9, tzinfo=LA))
    first = int(at_nine.starts_at.timestamp()) // 900
    assert cells_of(at_nine, clinic().consultation) == range(first, first + 2)
    off_grid = slot(datetime(2026, 11, 24, 9, 10, tzinfo=LA))
    assert cells_of(off_grid, clinic().consultation) == range(first, first + 3)
    padded = clinic(buffer_before_minutes=30, buffer_after_minutes=15).consultation
    assert cells_of(at_nine, padded) == range(first - 2, first + 3)


def test_taken_time_is_not_offered() -> None:
    """A booking closes every start that overlaps it, and only for its consultant."""
    there = clinic(starts_every_minutes=15)
    taken = slot(datetime(2026, 11, 24, 10, tzinfo=LA))
    found = starts(there, TUESDAY, taken=[("b", cell) for cell in cells_of(taken, there.consultation)])
    assert [clock for clock in found if "09:15" <= clock <= "10:45"] == ["09:15", "09:30", "10:30", "10:45"]
    other = starts(there, TUESDAY, taken=[("x", cell) for cell in cells_of(taken, there.consultation)])
    assert "10:00" in other


def test_buffers_keep_neighbours_away() -> None:
    """With a quarter of an hour after each, what begins right at the end of another is closed."""
    there = clinic(starts_every_minutes=15, buffer_after_minutes=15)
    taken = slot(datetime(2026, 11, 24, 10, tzinfo=LA))
    found = starts(there, TUESDAY, taken=[("b", cell) for cell in cells_of(taken, there.consultation)])
    assert [clock for clock in found if "09:00" <= clock <= "11:00"] == ["09:00", "09:15", "10:45", "11:00"]


def test_cells_to_ask_for_cover_every_slot() -> None:
    """What the store is asked for contains all cells, buffers included, that a slot can have."""
    there = clinic({"monday": ["00:00-23:45"]}, buffer_before_minutes=60, buffer_after_minutes=60)
    first, last = bookable_cells(there, NOW.replace(hour=0))
    touched = [cell for one in open_slots(there, NOW, ()) for cell in cells_of(one, there.consultation)]
    assert first <= min(touched)
    assert max(touched) <= last


def test_skipped_hour_has_no_starts() -> None:
    """On 2027-03-14 the clock goes from 2:00 to 3:00: nothing begins between, nothing is lost around."""
    there = clinic({"sunday": ["00:30-04:30"]})
    now = datetime(2027, 3, 12, 12, tzinfo=LA)
    found = list(open_slots(there, now, (), date(2027, 3, 14), date(2027, 3, 14)))
    walls = [f"{local(one.starts_at, LA):%H:%M}" for one in found]
    assert walls == ["00:30", "01:00", "01:30", "03:00", "03:30", "04:00"]
    assert all(one.ends_at - one.starts_at == timedelta(minutes=30) for one in found)
    assert found[2].ends_at == found[3].starts_at


def test_consultation_across_the_skipped_hour_ends_by_closing() -> None:
    """An hour from 1:30 lasts until 3:30 on the wall that night, which is too late for a closing at 3."""
    there = clinic({"sunday": ["01:00-03:00"]}, minutes=60)
    now = datetime(2027, 3, 12, 12, tzinfo=LA)
    assert starts(there, date(2027, 3, 14), now) == ["01:00"]
    assert starts(there, date(2027, 3, 21), now) == ["01:00", "01:30", "02:00"]


def test_repeated_hour_is_offered_once() -> None:
    """On 2026-11-01 the hour from 1:00 comes twice: its first turn is offered, and each wall time once."""
    there = clinic({"sunday": ["00:30-03:30"]})
    now = datetime(2026, 10, 30, 12, tzinfo=LA)
    found = list(open_slots(there, now, (), date(2026, 11, 1), date(2026, 11, 1)))
    walls = [f"{local(one.starts_at, LA):%H:%M}" for one in found]
    assert walls == ["00:30", "01:00", "01:30", "02:00", "02:30", "03:00"]
    assert found[2].starts_at == datetime(2026, 11, 1, 8, 30, tzinfo=timezone.utc)
    assert found[3].starts_at == datetime(2026, 11, 1, 10, 0, tzinfo=timezone.utc)


def test_hours_keep_their_wall_time_when_the_clock_changes() -> None:
    """Nine is nine before and after, at another time in UTC."""
    there = clinic()
    now = datetime(2026, 10, 29, 8, tzinfo=LA)
    before, after = (
        next(open_slots(there, now, (), day, day)).starts_at for day in (date(2026, 10, 30), date(2026, 11, 2))
    )
    assert (before.hour, after.hour) == (16, 17)


def test_one_consultant_is_offered_for_each_start() -> None:
    """Of two who are free it is the one whose id comes first."""
    found = list(open_slots(clinic(others=["a"]), NOW, (), TUESDAY, TUESDAY))
    assert len(found) == len({one.starts_at for one in found}) == 16
    assert {one.consultant_id for one in found} == {"a"}


def test_less_busy_consultant_is_offered_first() -> None:
    """Who has fewer taken cells that day; at times of theirs that are taken, the other one."""
    there = clinic(others=["a"])
    day_before = {("a", cell) for cell in cells_of(slot(datetime(2026, 11, 23, 13, tzinfo=LA)), there.consultation)}
    noon = slot(datetime(2026, 11, 24, 12, tzinfo=LA))
    busy = {("a", cell) for cell in cells_of(noon, there.consultation)}
    offered = {one.starts_at: one.consultant_id for one in open_slots(there, NOW, busy | day_before)}
    tuesday = {who for start, who in offered.items() if local(start, LA).date() == TUESDAY}
    wednesday = {who for start, who in offered.items() if local(start, LA).date() == date(2026, 11, 25)}
    assert (tuesday, wednesday) == ({"b"}, {"a"})
    noon_cells = cells_of(noon, there.consultation)
    both = busy | {("b", cell) for cell in range(noon_cells[0] - 3, noon_cells[-1] + 3)}
    offered = {one.starts_at: one.consultant_id for one in open_slots(there, NOW, both, TUESDAY, TUESDAY)}
    assert noon.starts_at not in offered
    assert offered[noon.ends_at] == "a"


def test_a_closure_takes_what_it_overlaps_of_one_consultant() -> None:
    """To the minute: what only borders on it stays, with buffers too; another consultant's time stays as well."""
    noon = slot(datetime(2026, 11, 24, 12, tzinfo=LA))
    shut = Slot("b", noon.starts_at, noon.starts_at + timedelta(minutes=61))
    there = clinic(buffer_before_minutes=15, buffer_after_minutes=15)
    found = [f"{local(one.starts_at, LA):%H:%M}" for one in open_slots(there, NOW, (), TUESDAY, TUESDAY, [shut])]
    assert set(starts(there, TUESDAY)) - set(found) == {"12:00", "12:30", "13:00"}
    two = open_slots(clinic(others=["a"]), NOW, (), TUESDAY, TUESDAY, [shut])
    assert {one.consultant_id for one in two if shut.starts_at <= one.starts_at < shut.ends_at} == {"a"}


def test_a_slot_is_within_the_hours_or_not() -> None:
    """From opening to closing wherever it begins, of a consultant who is there; not in a break or on a day off."""
    there = clinic({"tuesday": ["09:00-12:00", "13:00-17:00"]}, others=["a"], dates=[date(2026, 12, 1)])
    for minute in (0, 10, 150):
        assert is_within_hours(there, slot(datetime(2026, 11, 24, 9, tzinfo=LA) + timedelta(minutes=minute)))
    for wrong in (
        slot(datetime(2026, 11, 24, 8, 45, tzinfo=LA)),
        slot(datetime(2026, 11, 24, 11, 45, tzinfo=LA)),
        slot(datetime(2026, 11, 24, 16, tzinfo=LA), minutes=75),
        slot(datetime(2026, 11, 25, 9, tzinfo=LA)),
        slot(datetime(2026, 12, 1, 9, tzinfo=LA)),
        slot(datetime(2026, 11, 24, 9, tzinfo=LA), minutes=60 * 24),
        slot(datetime(2026, 11, 24, 9, tzinfo=LA), "nobody"),
    ):
        assert not is_within_hours(there, wrong)


ZONES = [
    "America/Los_Angeles",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "America/Santiago",
]


@settings(max_examples=60, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    now=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),
    opens=st.integers(0, 80),
    quarters=st.integers(2, 15),
    length=st.sampled_from([15, 30, 45, 60]),
    taken=st.sets(st.integers(0, 96 * 10), max_size=30),
)
def test_open_slots_are_in_order_apart_within_hours_and_free(
    zone: str, now: datetime, opens: int, quarters: int, length: int, taken: set[int]
) -> None:
    """In any zone and season: ascending, never overlapping, on the wall's grid, inside hours, never on a taken cell."""
    closes = min(opens + quarters, 95)
    hours = "-".join(f"{quarter // 4:02}:{quarter % 4 * 15:02}" for quarter in (opens, closes))
    there = clinic(
        {day: [hours] for day in (*WEEKDAYS, "saturday", "sunday")},
        zone=zone, minutes=length, starts_every_minutes=length, window_days=7,
    )  # fmt: skip
    at = now.replace(tzinfo=timezone.utc)
    blocked = {("b", int(at.timestamp()) // 900 + cell) for cell in taken}
    found = list(open_slots(there, at, blocked))
    for earlier, later in pairwise(found):
        assert earlier.ends_at <= later.starts_at
    for one in found:
        wall = local(one.starts_at, there.zone)
        assert (wall.hour * 60 + wall.minute - opens * 15) % length == 0
        assert time(opens // 4, opens % 4 * 15) <= wall.time()
        assert one.ends_at <= datetime.combine(wall.date(), time(closes // 4, closes % 4 * 15), there.zone)
        assert not {("b", cell) for cell in cells_of(one, there.consultation)} & blocked
        assert is_within_hours(there, one)


@pytest.mark.parametrize(
    ("starts_at", "ends_at"),
    [
        (datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 10)),
        (datetime(2026, 11, 24, 9, tzinfo=LA), datetime(2026, 11, 24, 10, tzinfo=LA)),
        (datetime(2026, 11, 24, 9, tzinfo=timezone.utc), datetime(2026, 11, 24, 9, tzinfo=timezone.utc)),
    ],
)
def test_slot_is_in_utc_and_has_a_length(starts_at: datetime, ends_at: datetime) -> None:
    """A slot with a local, a naive or no time cannot be made."""
    with pytest.raises(ValueError, match="slot"):
        Slot("b", starts_at, ends_at)


def test_time_without_a_zone_is_refused() -> None:
    """Nobody knows which moment a naive time is."""
    with pytest.raises(ValueError, match="zone"):
        local(datetime(2026, 11, 24, 9), LA)


def test_slot_is_said_in_full_and_in_short() -> None:
    """In the clinic's zone, with its name, on any machine the same."""
    two = slot(datetime(2026, 12, 1, 14, tzinfo=LA))
    there = clinic()
    assert say_slot(two, there) == "Tuesday, December 1, 2026 at 2:00 PM Pacific time (Los Angeles)"
    assert label_slot(two, there) == "Tue, Dec 1, 2:00 PM"


@pytest.mark.parametrize(
    ("clock", "said"),
    [((0, 0), "12:00 AM"), ((0, 30), "12:30 AM"), ((12, 0), "12:00 PM"), ((23, 5), "11:05 PM")],
)
def test_midnight_and_noon_are_twelve(clock: tuple[int, int], said: str) -> None:
    """There is no 0:30 PM."""
    assert say_clock(time(*clock)) == said
