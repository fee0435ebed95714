"""A small clinic for the tests: its slots, its people, and the shortest way to a booking."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta, timezone
from itertools import count

import sqlalchemy as sa

from bot.clinic.calendar import CELL_SECONDS, Slot
from bot.store import Store, bookings, conversations, people
from bot.store.bookings import Booking
from bot.store.engine import Tx
from bot.store.tables import booking, booking_event, claim

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=timezone.utc)
FIRST = datetime(2026, 12, 1, 17, 0, tzinfo=timezone.utc)  # 9:00 in Los Angeles
MINUTES = 10

_numbers = count(1)


def slot(number: int = 0, *, step: int = 30, length: int = 30, who: str = "consultations") -> Slot:
    """The slot that starts `number` steps after the first; times in minutes."""
    starts_at = FIRST + timedelta(minutes=number * step)
    return Slot(who, starts_at, starts_at + timedelta(minutes=length))


def cells(one: Slot) -> range:
    """The cells of a slot without buffers."""
    begins, ends = (int(moment.timestamp()) // CELL_SECONDS for moment in (one.starts_at, one.ends_at))
    return range(begins, ends)


def conversation(tx: Tx, name: str | None = None) -> str:
    """A conversation that has begun."""
    return conversations.ensure(tx, name or f"web:{next(_numbers)}", "web", NOW).id


def hold(tx: Tx, who: str, one: Slot, now: datetime = NOW, minutes: int = MINUTES) -> Booking:
    return bookings.hold(tx, one, cells(one), who, "web", now, minutes)


def confirm(
    tx: Tx,
    held: Booking,
    now: datetime = NOW,
    *,
    phone: str | None = None,
    key: str | None = None,
    limit: int = 1,
) -> Booking:
    """Book what is held, for a person with that phone number or one of their own."""
    number = phone or f"+1310{held.id:07}"
    person = people.save_person(tx, held.conversation_id, "Sam Example", number, None, now)
    return bookings.confirm(
        tx, held.id, person, None, None, ["staff_psychiatrist"], False, key or f"key-{held.id}", now, limit
    )


def book(tx: Tx, one: Slot, who: str | None = None, *, phone: str | None = None, limit: int = 1) -> Booking:
    """Hold and book a slot in a new conversation."""
    return confirm(tx, hold(tx, who or conversation(tx), one), phone=phone, limit=limit)


def taken(store: Store, now: datetime = NOW, own: str | None = None) -> set[int]:
    """The taken cells of the day."""
    with store.read() as tx:
        span = (cells(slot())[0] - 40, cells(slot())[0] + 200)
        return {cell for _, cell in bookings.taken_cells(tx, ["consultations"], *span, now, own)}


def overlapping_pairs(store: Store, states: Collection[str] = ("booked",)) -> int:
    """How many pairs of bookings of one consultant overlap: what must never be."""
    left, right = booking.alias(), booking.alias()
    query = sa.select(sa.func.count()).where(
        left.c.id < right.c.id,
        left.c.consultant_id == right.c.consultant_id,
        left.c.state.in_(list(states)),
        right.c.state.in_(list(states)),
        left.c.starts_at < right.c.ends_at,
        right.c.starts_at < left.c.ends_at,
    )
    with store.read() as tx:
        return int(tx.execute(query).scalar_one())


def booked(store: Store) -> list[Booking]:
    with store.read() as tx:
        ids = tx.execute(sa.select(booking.c.id).where(booking.c.state == "booked")).scalars().all()
        return [bookings.get(tx, one) for one in ids]


def claimed(store: Store) -> set[tuple[str, int, int]]:
    """All rows of the guard: consultant, cell, booking."""
    with store.read() as tx:
        rows = tx.execute(sa.select(claim.c.resource_id, claim.c.cell, claim.c.booking_id))
        return {tuple(row) for row in rows}


def actions(store: Store, booking_id: int) -> list[str]:
    """What the history says was done to a booking."""
    query = sa.select(booking_event.c.action).where(booking_event.c.booking_id == booking_id)
    with store.read() as tx:
        return list(tx.execute(query.order_by(booking_event.c.id)).scalars())
