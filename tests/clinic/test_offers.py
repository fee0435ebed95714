"""Which open times are offered for a wish."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bot.clinic.calendar import Slot, local
from bot.clinic.offers import nearest, offer

LA = ZoneInfo("America/Los_Angeles")
MONDAY = date(2026, 11, 30)
WEEK = [MONDAY + timedelta(days=number) for number in range(5)]


def open_on(days: Iterable[date], first: float = 9, last: float = 16.5) -> list[Slot]:
    """A slot every half hour, starts given in hours of the day."""
    found = []
    for day in days:
        for half in range(int(first * 2), int(last * 2) + 1):
            starts_at = datetime(day.year, day.month, day.day, half // 2, half % 2 * 30, tzinfo=LA)
            begins = starts_at.astimezone(timezone.utc)
            found.append(Slot("a", begins, begins + timedelta(minutes=30)))
    return found


def said(slots: Iterable[Slot]) -> list[str]:
    return [f"{local(one.starts_at, LA):%a %H:%M}" for one in slots]


def wish(days: Iterable[date] | None = None, first: float = 0, last: float = 24) -> Callable[[datetime], bool]:
    """Accepts starts from `first` to before `last` on these days, or on any."""
    wanted = None if days is None else set(days)
    return lambda at: (wanted is None or at.date() in wanted) and first <= at.hour + at.minute / 60 < last


ANY = wish()


def test_few_times_are_all_offered() -> None:
    """What fits is offered as a whole when it is not too much."""
    found = offer(open_on(WEEK), wish([MONDAY], 13, 15), 4, zone=LA)
    assert said(found) == ["Mon 13:00", "Mon 13:30", "Mon 14:00", "Mon 14:30"]


def test_one_day_is_shown_from_its_first_time_to_its_last() -> None:
    """An afternoon with many times shows its beginning, its middle and its end."""
    found = offer(open_on(WEEK), wish([MONDAY], 12), 4, zone=LA)
    assert said(found) == ["Mon 12:00", "Mon 13:30", "Mon 15:00", "Mon 16:30"]


def test_several_days_are_shown_by_a_time_each() -> None:
    """The soonest days, moving from morning to afternoon, the first one first."""
    found = offer(open_on(WEEK), ANY, 4, zone=LA)
    assert said(found) == ["Mon 09:00", "Tue 11:30", "Wed 14:00", "Thu 16:30"]


def test_few_days_share_the_offers() -> None:
    """Two days have two each, three days have one more on the first."""
    assert said(offer(open_on(WEEK), wish(WEEK[:2]), 4, zone=LA)) == [
        "Mon 09:00", "Mon 16:30", "Tue 09:00", "Tue 16:30",
    ]  # fmt: skip
    assert said(offer(open_on(WEEK), wish(WEEK[:3], 9, 11), 4, zone=LA)) == [
        "Mon 09:00", "Mon 10:30", "Tue 10:00", "Wed 10:30",
    ]  # fmt: skip


def test_day_with_little_left_gives_its_share_to_others() -> None:
    """When one day has a single time, the rest comes from the other one."""
    slots = [*open_on([MONDAY], 16, 16), *open_on([WEEK[1]])]
    assert said(offer(slots, ANY, 4, zone=LA)) == ["Mon 16:00", "Tue 09:00", "Tue 13:00", "Tue 16:30"]


@pytest.mark.parametrize("count", [1, 2, 3, 5, 9])
def test_offers_are_as_many_as_asked_in_order_and_begin_with_the_first(count: int) -> None:
    """Whatever the number: no more, no fewer, ascending, the earliest among them."""
    slots = open_on(WEEK)
    for accepts in (ANY, wish([MONDAY]), wish(WEEK[:2], 13), wish(None, 9, 10)):
        found = offer(slots, accepts, count, zone=LA)
        fitting = [one for one in slots if accepts(local(one.starts_at, LA))]
        assert len(found) == count
        assert found == sorted(set(found), key=lambda one: one.starts_at)
        assert found[0] == fitting[0]
        assert set(found) <= set(fitting)


def test_soonest_are_the_first_ones() -> None:
    """Who wants the soonest gets no spread."""
    found = offer(open_on(WEEK), ANY, 3, zone=LA, spread=False)
    assert said(found) == ["Mon 09:00", "Mon 09:30", "Mon 10:00"]


def test_other_times_bring_up_all_in_the_end() -> None:
    """Asking for others again and again shows every time that fits, each once."""
    slots, shown = open_on(WEEK[:2]), []
    while found := offer(slots, wish([MONDAY]), 4, zone=LA, skip=[one.starts_at for one in shown]):
        shown += found
    assert sorted(said(shown)) == said(open_on([MONDAY]))


def test_later_times_are_after_the_last_one() -> None:
    """Asking for later never goes back, and past the end there is nothing."""
    slots = open_on([MONDAY])
    found = offer(slots, ANY, 4, after=slots[11].starts_at, zone=LA)
    assert said(found) == ["Mon 15:00", "Mon 15:30", "Mon 16:00", "Mon 16:30"]
    assert offer(slots, ANY, 4, after=slots[-1].starts_at, zone=LA) == []


def test_wish_is_asked_on_the_clinics_wall_clock() -> None:
    """Four in the afternoon is after midnight in UTC, and still Monday."""
    assert said(offer(open_on(WEEK), wish([MONDAY], 16, 16.5), 4, zone=LA)) == ["Mon 16:00"]


def test_taken_time_gives_its_neighbours_and_the_same_time_on_other_days() -> None:
    """Tuesday at 2 is gone: half an hour either side, and Monday and Wednesday at 2."""
    tuesday = WEEK[1]
    slots = [one for one in open_on(WEEK) if said([one]) != ["Tue 14:00"]]
    found = nearest(slots, wish([tuesday], 14, 14.25), 4, zone=LA)
    assert said(found) == ["Mon 14:00", "Tue 13:30", "Tue 14:30", "Wed 14:00"]


def test_full_morning_gives_the_same_days_noon_first() -> None:
    """The rest of the wished day comes before another day."""
    tuesday = WEEK[1]
    slots = [one for one in open_on(WEEK) if not wish([tuesday], 0, 12)(local(one.starts_at, LA))]
    assert "Tue 12:00" in said(nearest(slots, wish([tuesday], 8, 12), 2, zone=LA))


def test_closed_day_gives_the_open_days_around_it() -> None:
    """For a Saturday: Friday before and Monday after, their mornings and afternoons."""
    friday, monday = WEEK[4], MONDAY + timedelta(days=7)
    slots = open_on([*WEEK, monday])
    found = nearest(slots, wish([friday + timedelta(days=1)]), 4, zone=LA)
    assert said(found) == ["Fri 09:00", "Fri 16:30", "Mon 09:00", "Mon 16:30"]


def test_evenings_give_the_last_time_of_several_days() -> None:
    """After hours on any day: the latest there is, one a day, the soonest days."""
    found = nearest(open_on(WEEK), wish(None, 18), 4, zone=LA)
    assert said(found) == ["Mon 16:30", "Tue 16:30", "Wed 16:30", "Thu 16:30"]


def test_early_mornings_give_the_first_time_of_several_days() -> None:
    """Before hours on any day: the earliest there is."""
    found = nearest(open_on(WEEK), wish(None, 6, 8), 3, zone=LA)
    assert said(found) == ["Mon 09:00", "Tue 09:00", "Wed 09:00"]


def test_wish_just_before_the_open_days_gives_the_first_of_them() -> None:
    """A day that is past, or too soon, is closest to what comes first."""
    found = nearest(open_on(WEEK), wish([MONDAY - timedelta(days=1)], 10, 10.25), 1, zone=LA)
    assert said(found) == ["Mon 10:00"]


def test_wish_out_of_reach_gives_the_soonest() -> None:
    """For a date in half a year there is no close one, so the choice there is."""
    found = nearest(open_on(WEEK), wish([MONDAY + timedelta(days=180)]), 4, zone=LA)
    assert said(found) == ["Mon 09:00", "Tue 11:30", "Wed 14:00", "Thu 16:30"]


def test_nearest_does_not_repeat_what_was_shown() -> None:
    """Skipped starts do not come again, and without any left there is nothing."""
    slots = open_on([MONDAY])
    first = nearest(slots, wish([MONDAY], 18), 3, zone=LA)
    again = nearest(slots, wish([MONDAY], 18), 3, zone=LA, skip=[one.starts_at for one in first])
    assert said(first) == ["Mon 15:30", "Mon 16:00", "Mon 16:30"]
    assert said(again) == ["Mon 14:00", "Mon 14:30", "Mon 15:00"]
    assert nearest([], ANY, 3, zone=LA) == []
