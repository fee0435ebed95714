"""Blocked time and the guard: nothing comes into a block, and what was there before it is seen by whoever blocks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event

import pytest
import sqlalchemy as sa
from store_world import NOW, actions, book, booked, cells, claimed, confirm, conversation, hold, slot

from bot.store import Store, agenda, blocks, bookings, staff
from bot.store.bookings import SlotBlocked
from bot.store.engine import Tx
from bot.store.tables import booking

GRACE = 0.3  # seconds in which whoever does not wait would be done


def block(tx: Tx, number: int, *, minutes: int = 30, who: str | None = None) -> int:
    """Block the time of a slot, or more from its start on."""
    account = staff.by_login(tx, "alice") or staff.add(tx, "alice", "Alice", "reviewer", NOW)
    begins = slot(number).starts_at
    return blocks.add(tx, begins, begins + timedelta(minutes=minutes), who, "away", account.id, NOW)


def busy(tx: Tx) -> list[datetime]:
    """When something is held or booked."""
    kept = booking.c.state.in_(("held", "booked"))
    return list(tx.execute(sa.select(booking.c.starts_at).where(kept).order_by(booking.c.starts_at)).scalars())


def test_nothing_can_be_held_booked_or_moved_into_a_block(store: Store) -> None:
    """Each is refused as a time that is not free, and leaves everything as it was; beside the block all is open."""
    with store.begin() as tx:
        held, mine = hold(tx, conversation(tx), slot(2)), book(tx, slot(6))
        block(tx, 2)
    before = claimed(store)
    with store.begin() as tx:
        for refused in (
            lambda: hold(tx, conversation(tx), slot(2)),
            lambda: hold(tx, held.conversation_id, slot(2)),
            lambda: confirm(tx, held),
            lambda: bookings.move(tx, mine.id, slot(2), cells(slot(2)), NOW),
            lambda: hold(tx, conversation(tx), slot(5, step=15)),
        ):
            with pytest.raises(SlotBlocked):
                refused()
    assert claimed(store) == before and actions(store, held.id) == ["hold"]
    with store.begin() as tx:
        assert bookings.move(tx, mine.id, slot(1), cells(slot(1)), NOW).slot == slot(1)
        assert book(tx, slot(3)).slot == slot(3)


def test_a_block_of_one_consultant_leaves_the_others_open(store: Store) -> None:
    """And when it is removed the time is open again, for whoever held it too."""
    with store.begin() as tx:
        held = hold(tx, conversation(tx), slot(2))
        number = block(tx, 2, who="consultations")
        book(tx, slot(2, who="other"))
        with pytest.raises(SlotBlocked):
            confirm(tx, held)
        gone = blocks.remove(tx, number)
        assert gone is not None and gone.consultant_id == "consultations"
        assert blocks.remove(tx, number) is None
        assert confirm(tx, held).state == "booked"


def test_what_is_booked_in_a_block_is_listed_until_it_is_out_of_it(store: Store) -> None:
    """Once, whatever number of blocks cover it; not what borders on it, is another's, is held, or has begun."""
    with store.begin() as tx:
        inside, beside = book(tx, slot(2)), book(tx, slot(4))
        book(tx, slot(3, who="other"))
        hold(tx, conversation(tx), slot(3))
        block(tx, 2, minutes=60, who="consultations")
        block(tx, 2)
        assert [one.booking.id for one in agenda.in_blocks(tx, NOW)] == [inside.id]
        assert agenda.in_blocks(tx, inside.starts_at) == []
        bookings.move(tx, inside.id, slot(6), cells(slot(6)), NOW)
        assert agenda.in_blocks(tx, NOW) == []
        assert bookings.get(tx, beside.id).state == "booked"


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


@pytest.mark.parametrize("act", ["hold", "confirm", "move"])
def test_a_block_that_is_not_committed_yet_is_waited_for(store: Store, act: str) -> None:
    """Whoever holds, books or moves at that moment is refused."""
    with store.begin() as tx:
        who, held, mine = conversation(tx), hold(tx, conversation(tx), slot(2)), book(tx, slot(6))
    acts: dict[str, Callable[[Tx], object]] = {
        "hold": lambda tx: hold(tx, who, slot(3)),
        "confirm": lambda tx: confirm(tx, held),
        "move": lambda tx: bookings.move(tx, mine.id, slot(3), cells(slot(3)), NOW),
    }
    with pytest.raises(SlotBlocked):
        in_turn(store, lambda tx: block(tx, 2, minutes=60), acts[act])
    assert [one.slot for one in booked(store)] == [slot(6)]


@pytest.mark.parametrize("act", ["hold", "confirm", "move"])
def test_whoever_blocks_sees_what_is_not_committed_yet(store: Store, act: str) -> None:
    """What is held, booked or moved at that moment is there when the block is, so it can be listed."""
    with store.begin() as tx:
        who, held, mine = conversation(tx), hold(tx, conversation(tx), slot(2)), book(tx, slot(6))
    acts: dict[str, tuple[int, Callable[[Tx], object]]] = {
        "hold": (3, lambda tx: hold(tx, who, slot(3))),
        "confirm": (2, lambda tx: confirm(tx, held)),
        "move": (3, lambda tx: bookings.move(tx, mine.id, slot(3), cells(slot(3)), NOW)),
    }
    number, change = acts[act]
    seen: list[datetime] = []
    listed: list[int] = []

    def look(tx: Tx) -> None:
        block(tx, number)
        seen.extend(busy(tx))
        listed.extend(one.booking.id for one in agenda.in_blocks(tx, NOW))

    in_turn(store, change, look)
    assert slot(number).starts_at in seen
    assert listed == {"hold": [], "confirm": [held.id], "move": [mine.id]}[act]
