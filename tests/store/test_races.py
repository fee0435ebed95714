"""Many people at once: no time is given twice, none is lost, and nothing stays locked."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa
from store_world import (
    MINUTES,
    NOW,
    book,
    booked,
    cells,
    claimed,
    confirm,
    conversation,
    hold,
    overlapping_pairs,
    slot,
    taken,
)

from bot.clinic.calendar import Slot
from bot.store import Store, bookings, drafts
from bot.store.bookings import AlreadyBooked, Booking, HoldExpired, SlotTaken
from bot.store.errors import StaleDraft
from bot.store.sql import insert
from bot.store.tables import booking

PEOPLE = 50
PATIENCE_SECONDS = 120  # a crowd on a busy machine is not to be told that the database is busy: only who wins is tested


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the store is opened, which takes the time from there."""
    monkeypatch.setattr("bot.store.engine.LOCK_SECONDS", PATIENCE_SECONDS)


DISJOINT = [slot(number) for number in range(10)]
OVERLAPPING = [slot(number, step=15, length=90) for number in range(10)]
LATER = NOW + timedelta(minutes=MINUTES)


def at_once(*tasks: Callable[[], object]) -> list[object]:
    """Run the tasks in threads of their own that set off together."""
    start = Barrier(len(tasks))

    def run(task: Callable[[], object]) -> object:
        start.wait()
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [future.result() for future in [pool.submit(run, task) for task in tasks]]


def conversations_of(store: Store, count: int) -> list[str]:
    with store.begin() as tx:
        return [conversation(tx) for _ in range(count)]


def try_to_book(store: Store, who: str, one: Slot) -> bool:
    """Hold in one transaction and confirm in another, as a dialogue does."""
    try:
        with store.begin() as tx:
            held = hold(tx, who, one)
        with store.begin() as tx:
            confirm(tx, held, limit=len(DISJOINT))
    except SlotTaken:
        return False
    return True


@pytest.mark.parametrize("slots", [DISJOINT, OVERLAPPING], ids=["disjoint", "overlapping"])
def test_the_race_is_there_without_the_guard(store: Store, slots: list[Slot]) -> None:
    """Looking first and inserting then gives one time to many, and these tests see it."""
    people = conversations_of(store, PEOPLE)
    looked = Barrier(PEOPLE)

    def look_then_insert(who: str, one: Slot) -> None:
        with store.read() as tx:
            found = tx.execute(sa.select(booking.c.id).where(booking.c.starts_at == one.starts_at)).first()
        looked.wait()
        if found is None:
            with store.begin() as tx:
                values = {"public_id": who, "reference": who, "conversation_id": who, "channel": "web"}
                values |= {
                    "starts_at": one.starts_at,
                    "ends_at": one.ends_at,
                    "consultant_id": one.consultant_id,
                }
                values |= {"state": "booked", "notes": [], "created_at": NOW, "updated_at": NOW}
                insert(tx, booking, **values)

    at_once(
        *(lambda who=who, one=one: look_then_insert(who, one) for who, one in zip(people, cycle(slots), strict=False))
    )
    assert overlapping_pairs(store) >= PEOPLE


@pytest.mark.parametrize("slots", [DISJOINT, OVERLAPPING], ids=["disjoint", "overlapping"])
def test_fifty_people_race_for_ten_times(store: Store, slots: list[Slot]) -> None:
    """Everybody tries every time: no two bookings overlap, no free time is left, no hold stays behind."""

    def try_all(who: str, seed: int) -> int:
        order = random.Random(seed).sample(slots, len(slots))
        return sum(try_to_book(store, who, one) for one in order)

    people = conversations_of(store, PEOPLE)
    won = at_once(*(lambda who=who, seed=seed: try_all(who, seed) for seed, who in enumerate(people)))

    done = booked(store)
    assert overlapping_pairs(store) == 0
    assert sum(map(int, won)) == len(done)
    assert claimed(store) == {(one.consultant_id, cell, one.id) for one in done for cell in cells(one.slot)}
    if slots is DISJOINT:
        assert {one.slot for one in done} == set(slots)
    else:
        free = [one for one in slots if not taken(store) & set(cells(one))]
        assert free == []
    with store.read() as tx:
        assert [who for who in people if bookings.held_of(tx, who)] == []


def test_fifty_people_move_among_ten_times(store: Store) -> None:
    """Ten bookings that move around at random, some to times of others, never overlap and never get lost."""
    with store.begin() as tx:
        mine = [book(tx, one) for one in DISJOINT]

    def wander(one: Booking, seed: int) -> None:
        dice = random.Random(seed)
        for _ in range(5):
            wanted = slot(dice.randrange(24), step=15)
            try:
                with store.begin() as tx:
                    bookings.move(tx, one.id, wanted, cells(wanted), NOW)
            except SlotTaken:
                continue

    at_once(*(lambda one=one, seed=seed: wander(one, seed) for seed, one in enumerate(mine * 5)))
    done = booked(store)
    assert len(done) == len(mine)
    assert overlapping_pairs(store) == 0
    assert claimed(store) == {(one.consultant_id, cell, one.id) for one in done for cell in cells(one.slot)}


@pytest.mark.parametrize("seed", range(10))
def test_owner_and_rivals_race_for_a_hold_that_runs_out(store: Store, seed: int) -> None:
    """With clocks that disagree by a second, exactly one of the owner and two rivals gets the time."""
    owner, *rivals = conversations_of(store, 3)
    with store.begin() as tx:
        held = hold(tx, owner, slot())

    def owner_confirms() -> str | None:
        try:
            with store.begin() as tx:
                return confirm(tx, held, LATER - timedelta(seconds=1)).conversation_id
        except HoldExpired:
            return None

    def rival_takes_over(who: str) -> str | None:
        try:
            with store.begin() as tx:
                return hold(tx, who, slot(seed % 2, step=15), LATER + timedelta(seconds=1)).conversation_id
        except SlotTaken:
            return None

    tasks = [owner_confirms, *(lambda who=who: rival_takes_over(who) for who in rivals)]
    random.Random(seed).shuffle(tasks)
    winners = [winner for winner in at_once(*tasks) if winner]
    assert len(winners) == 1
    assert overlapping_pairs(store, ("held", "booked")) == 0
    with store.read() as tx:
        state = bookings.get(tx, held.id).state
    assert state == ("booked" if winners == [owner] else "expired")


def test_clean_up_races_with_people(store: Store) -> None:
    """The clean-up job neither frees what somebody took over nor stops anybody."""
    people = conversations_of(store, 20)
    with store.begin() as tx:
        for who, one in zip(people, DISJOINT, strict=False):
            hold(tx, who, one)

    def clean() -> bool:
        for _ in range(5):
            with store.begin() as tx:
                bookings.expire_holds(tx, LATER)
        return True

    def take_over(who: str, one: Slot) -> bool:
        with store.begin() as tx:
            confirm(tx, hold(tx, who, one, LATER), LATER)
        return True

    takers = [lambda w=w, s=s: take_over(w, s) for w, s in zip(people[10:], DISJOINT, strict=True)]
    at_once(clean, clean, *takers)
    assert {one.slot for one in booked(store)} == set(DISJOINT)


def test_two_conversations_with_one_phone_number_race(store: Store) -> None:
    """Of ten conversations with the same number that confirm at once, one gets its appointment."""
    people = conversations_of(store, 10)
    with store.begin() as tx:
        held = [hold(tx, who, one) for who, one in zip(people, DISJOINT, strict=True)]

    def confirms(one: Booking) -> bool:
        try:
            with store.begin() as tx:
                confirm(tx, one, phone="+13105550103")
        except AlreadyBooked:
            return False
        return True

    won = at_once(*(lambda one=one: confirms(one) for one in held))
    assert won.count(True) == 1
    assert len(booked(store)) == 1


def test_one_conversation_at_several_places(store: Store) -> None:
    """Double clicks and two open tabs leave one hold and one booking."""
    (who,) = conversations_of(store, 1)

    def choose(one: Slot) -> bool:
        with store.begin() as tx:
            hold(tx, who, one)
        return True

    at_once(*(lambda one=one: choose(one) for one in DISJOINT[:6]))
    with store.read() as tx:
        held = bookings.held_of(tx, who)
    assert held is not None
    assert claimed(store) == {("consultations", cell, held.id) for cell in cells(held.slot)}

    def say_yes() -> Booking:
        with store.begin() as tx:
            return confirm(tx, held, key="the same message")

    assert len(set(at_once(*[say_yes] * 6))) == 1
    assert len(booked(store)) == 1


def test_draft_that_two_change_at_once_is_saved_by_one(store: Store) -> None:
    """The loser of a race for a draft is told, and overwrites nothing."""
    (who,) = conversations_of(store, 1)

    def save(value: int) -> bool:
        try:
            with store.begin() as tx:
                drafts.save(tx, who, {"value": value}, 0, NOW)
        except StaleDraft:
            return False
        return True

    won = at_once(*(lambda value=value: save(value) for value in range(5)))
    with store.read() as tx:
        assert drafts.load(tx, who) == drafts.Draft(1, {"value": won.index(True)})
    assert won.count(True) == 1


PROCESS_THAT_DIES = """
import sys, time
sys.path[:0] = sys.argv[3:]
from store_world import NOW, cells, hold, slot
from bot.store import open_store
store = open_store(sys.argv[1])
with store.begin() as tx:
    hold(tx, sys.argv[2], slot())
    if "%s" == "inside":
        print("ready", flush=True)
        time.sleep(60)
print("ready", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("where", ["inside", "after"])
def test_killed_process_leaves_nothing_stuck(store: Store, url: str, where: str) -> None:
    """Kill -9 in the middle of a transaction undoes it; after it, the hold ends when its time is up."""
    owner, rival = conversations_of(store, 2)
    here = Path(__file__).parent
    command = [sys.executable, "-c", PROCESS_THAT_DIES % where, url, owner, str(here), str(here.parents[1])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGKILL)
    if where == "after":
        with store.begin() as tx, pytest.raises(SlotTaken):
            hold(tx, rival, slot(), LATER - timedelta(seconds=1))
    with store.begin() as tx:
        hold(tx, rival, slot(), NOW if where == "inside" else LATER)
    assert taken(store, LATER, own=owner) == (set(cells(slot())) if where == "after" else set())
