"""The changed hours and the guard: nothing new comes to lie outside them, and what was held before may be booked."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest
from store_world import FIRST, MINUTES, NOW, actions, book, booked, cells, claimed, confirm, conversation, hold, slot

from bot.clinic.calendar import Slot
from bot.clinic.consultants import read_ranges, read_week
from bot.clinic.profile import load_clinic
from bot.store import Store, agenda, bookings, hours, staff
from bot.store.bookings import Booking
from bot.store.engine import Tx
from bot.store.hours import OutsideHours

CLINIC = load_clinic(Path(__file__).parents[2] / "clinic.yml")
TUESDAY = date(2026, 12, 1)  # of FIRST, when it is open from nine to five
GRACE = 0.3  # seconds in which whoever does not wait would be done


def change(tx: Tx, *ranges: str, who: str | None = None) -> int:
    """Other hours on the Tuesday."""
    account = staff.by_login(tx, "alice") or staff.add(tx, "alice", "Alice", "reviewer", NOW)
    return hours.add_special(tx, who, TUESDAY, read_ranges(ranges), "away", account.id, NOW)


def hold_within(tx: Tx, who: str, one: Slot) -> Booking:
    return bookings.hold(tx, one, cells(one), who, "web", NOW, MINUTES, clinic=CLINIC)


def move_within(tx: Tx, mine: Booking, one: Slot) -> Booking:
    return bookings.move(tx, mine.id, one, cells(one), NOW, clinic=CLINIC)


def test_nothing_new_is_held_or_moved_outside_the_hours(store: Store) -> None:
    """Each is refused as a time that is not free, and leaves everything as it was; within the hours all is open."""
    with store.begin() as tx:
        mine = book(tx, slot(6))
        before_opening = Slot("consultations", FIRST - timedelta(minutes=30), FIRST)
        with pytest.raises(OutsideHours):
            hold_within(tx, conversation(tx), before_opening)
        change(tx, "10:00-11:00", "12:00-13:00")
    before = claimed(store)
    with store.begin() as tx:
        for refused in (
            lambda: hold_within(tx, conversation(tx), slot(0)),
            lambda: hold_within(tx, conversation(tx), slot(7, step=15)),
            lambda: hold_within(tx, conversation(tx), slot(2, who="nobody")),
            lambda: move_within(tx, mine, slot(4)),
        ):
            with pytest.raises(OutsideHours):
                refused()
    assert claimed(store) == before and actions(store, mine.id) == ["hold", "confirm"]
    with store.begin() as tx:
        assert hold_within(tx, conversation(tx), slot(2)).slot == slot(2)
        assert move_within(tx, mine, slot(7)).slot == slot(7)


def test_what_was_held_before_may_be_held_on_and_booked(store: Store) -> None:
    """And is then listed, as what was booked before; until it is moved, or the entry is taken back."""
    with store.begin() as tx:
        held, mine = hold(tx, conversation(tx), slot(0)), book(tx, slot(1))
        inside = book(tx, slot(4))
        number = change(tx, "11:00-12:00")
        assert hold_within(tx, held.conversation_id, slot(0)).id == held.id
        assert confirm(tx, held).state == "booked"
    with store.begin() as tx:
        in_force = hours.in_force(tx, CLINIC, TUESDAY)
        assert [one.booking.id for one in agenda.outside_hours(tx, in_force, NOW)] == [held.id, mine.id]
        assert [one.booking.id for one in agenda.outside_hours(tx, in_force, held.starts_at)] == [mine.id]
        move_within(tx, mine, slot(5))
        assert [one.booking.id for one in agenda.outside_hours(tx, in_force, NOW)] == [held.id]
        assert hours.take_back_special(tx, number) is not None and hours.take_back_special(tx, number) is None
        assert agenda.outside_hours(tx, hours.in_force(tx, CLINIC, TUESDAY), NOW) == []
        assert bookings.get(tx, inside.id).state == "booked"


def test_entries_lie_over_clinic_yml_and_the_latest_counts(store: Store) -> None:
    """Of weekly hours from one day, of dates for somebody; older entries count again when it is taken back."""
    with store.begin() as tx:
        account = staff.add(tx, "alice", "Alice", "reviewer", NOW)
        assert hours.in_force(tx, CLINIC, TUESDAY) is CLINIC

        def week(first: date, **days: list[str]) -> int:
            return hours.add_weekly(tx, "consultations", first, read_week(days), account.id, NOW)

        def on(day: date) -> str:
            (one,) = hours.in_force(tx, CLINIC, NOW.date()).consultants
            return " ".join(map(str, one.week_of(day).on(day)))

        week(date(2026, 12, 8), tuesday=["10:00-11:00"])
        second = week(date(2026, 12, 8), tuesday=["12:00-13:00"])
        week(date(2026, 12, 1), tuesday=["14:00-15:00"])
        hours.add_weekly(tx, "somebody else", TUESDAY, read_week({}), account.id, NOW)
        tuesdays = [date(2026, 11, 24) + timedelta(weeks=number) for number in range(4)]
        assert [on(day) for day in tuesdays] == ["09:00-17:00", "14:00-15:00", "12:00-13:00", "12:00-13:00"]
        assert hours.take_back_weekly(tx, second) is not None
        assert [on(day) for day in tuesdays] == ["09:00-17:00", "14:00-15:00", "10:00-11:00", "10:00-11:00"]


def in_turn(store: Store, first: Callable[[Tx], object], second: Callable[[Tx], object]) -> None:
    """Do the second when the first is done, but not committed until the second had time to pass it by."""
    done, over = Event(), Event()

    def begin() -> None:
        with store.begin() as tx:
            first(tx)
            done.set()
            over.wait(GRACE)

    def follow() -> None:
        assert done.wait(10)
        try:
            with store.begin() as tx:
                second(tx)
        finally:
            over.set()

    with ThreadPoolExecutor(2) as pool:
        for running in [pool.submit(begin), pool.submit(follow)]:
            running.result()


@pytest.mark.parametrize("act", ["hold", "move"])
def test_a_change_that_is_not_committed_yet_is_waited_for(store: Store, act: str) -> None:
    """Whoever holds or moves at that moment is refused."""
    with store.begin() as tx:
        who, mine = conversation(tx), book(tx, slot(6))
    acts: dict[str, Callable[[Tx], object]] = {
        "hold": lambda tx: hold_within(tx, who, slot(3)),
        "move": lambda tx: move_within(tx, mine, slot(3)),
    }
    with pytest.raises(OutsideHours):
        in_turn(store, lambda tx: change(tx, "12:00-13:00"), acts[act])
    assert [one.slot for one in booked(store)] == [slot(6)]
