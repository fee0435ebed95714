"""The single guard against double booking: one row for each consultant and quarter of an hour taken.

The primary key makes the database itself refuse a second one, whatever the lengths, starts and buffers,
on SQLite and PostgreSQL alike. A row with an expiry belongs to a hold, one without to a booking. Measured
with 50 people racing for 10 times: a unique start lets overlaps of other lengths through, locks on rows
let the first comers through, and an exclusion constraint (PostgreSQL only) deadlocks under load.

Transactions do not deadlock because all take their locks in one order: the conversation, the calendar's
(shared, see blocks.py and hours.py), the name of a person, existing claims by (consultant, cell), new claims by cell,
bookings. Claims are inserted before any other one is changed or deleted: PostgreSQL waits for whoever is
changing a row with the wanted key, but refuses at once when the row merely exists. So two people who want to
swap times are both refused instead of waiting for one another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.clinic.calendar import CELL_SECONDS, Cell, Slot
from bot.store.engine import Tx
from bot.store.tables import booking, claim


class SlotTaken(Exception):
    """Somebody else has that time, or part of it."""


class Claim(NamedTuple):
    resource_id: str
    cell: int
    booking_id: int
    expires_at: datetime | None


def taken_cells(
    tx: Tx,
    consultant_ids: Collection[str],
    first_cell: int,
    last_cell: int,
    now: datetime,
    own_conversation: str | None = None,
) -> set[Cell]:
    """Cells that are not free, `first_cell` and `last_cell` included.

    Holds that have run out do not count, nor does the hold of `own_conversation`: whoever holds a time
    must go on seeing it. That person's booked times do count.
    """
    query = (
        sa.select(claim.c.resource_id, claim.c.cell)
        .join(booking, booking.c.id == claim.c.booking_id)
        .where(
            claim.c.resource_id.in_(list(consultant_ids)),
            claim.c.cell.between(first_cell, last_cell),
            sa.or_(claim.c.expires_at.is_(None), claim.c.expires_at > now),
        )
    )
    if own_conversation is not None:
        query = query.where(sa.or_(booking.c.conversation_id != own_conversation, claim.c.expires_at.is_(None)))
    return {(row.resource_id, row.cell) for row in tx.execute(query)}


def lock(tx: Tx, booking_ids: Collection[int]) -> list[Claim]:
    """All claims of these bookings as they are now, locked until the end of the transaction."""
    query = (
        sa.select(claim.c.resource_id, claim.c.cell, claim.c.booking_id, claim.c.expires_at)
        .where(claim.c.booking_id.in_(list(booking_ids)))
        .order_by(claim.c.resource_id, claim.c.cell)
        .with_for_update()
    )
    return [Claim(*row) for row in tx.execute(query)]


def reserve(
    tx: Tx,
    consultant_id: str,
    cells: Collection[int],
    booking_id: int,
    expires_at: datetime | None,
    now: datetime,
    own: Collection[int],
) -> set[int]:
    """Claim exactly these cells for a booking, giving up every other cell of the bookings in `own`.

    To be called within a savepoint, which the caller leaves with the exception.

    Returns:
        Bookings whose holds had run out and whose claims were removed to make room.

    Raises:
        SlotTaken: another booking or live hold has one of the cells.
    """
    there = sa.and_(claim.c.resource_id == consultant_id, claim.c.cell.in_(list(cells)))
    found = lock(tx, {*own, *_dead(tx, now, there)})
    dead = {one.booking_id for one in found if one.booking_id not in own and _over(one, now)}
    ours = [one for one in found if one.booking_id in own or one.booking_id in dead]
    kept = {one.cell for one in ours if one.resource_id == consultant_id} & set(cells)
    _insert(tx, consultant_id, sorted(set(cells) - kept), booking_id, expires_at)
    given_up = claim.c.booking_id.in_([*own, *dead])
    tx.execute(sa.update(claim).where(there, given_up).values(booking_id=booking_id, expires_at=expires_at))
    tx.execute(sa.delete(claim).where(given_up, sa.not_(there)))
    return dead


def prolong(tx: Tx, booking_id: int, cells: Iterable[int], expires_at: datetime | None, now: datetime) -> bool:
    """Give a live hold another end, None for a booking's; False when it ran out or lacks one of the cells."""
    held = lock(tx, [booking_id])
    if any(_over(one, now) for one in held) or not {one.cell for one in held}.issuperset(cells):
        return False
    changed = tx.execute(sa.update(claim).where(claim.c.booking_id == booking_id).values(expires_at=expires_at))
    return bool(changed.rowcount == len(held))


def core(slot: Slot) -> range:
    """The cells of a slot without its buffers: what its hold must at least still have."""
    begins, ends = slot.starts_at.timestamp(), slot.ends_at.timestamp()
    return range(int(begins // CELL_SECONDS), int(-(-ends // CELL_SECONDS)))


def free(tx: Tx, booking_ids: Collection[int]) -> None:
    """Give up all cells of these bookings."""
    tx.execute(sa.delete(claim).where(claim.c.booking_id.in_(list(booking_ids))))


def free_dead(tx: Tx, now: datetime) -> set[int]:
    """Give up the cells of all holds that have run out, and return whose they were."""
    found = lock(tx, _dead(tx, now, sa.true()))
    dead = {one.booking_id for one in found if _over(one, now)}
    free(tx, dead)
    return dead


def _dead(tx: Tx, now: datetime, where: sa.sql.ColumnElement[Any]) -> set[int]:
    query = sa.select(claim.c.booking_id).where(where, claim.c.expires_at <= now).distinct()
    return set(tx.execute(query).scalars())


def _over(one: Claim, now: datetime) -> bool:
    return one.expires_at is not None and one.expires_at <= now


def _insert(tx: Tx, consultant_id: str, cells: list[int], booking_id: int, expires_at: datetime | None) -> None:
    rows = [
        {"resource_id": consultant_id, "cell": cell, "booking_id": booking_id, "expires_at": expires_at}
        for cell in cells
    ]
    if not rows:
        return
    try:
        tx.execute(sa.insert(claim).values(rows))
    except IntegrityError as error:
        raise SlotTaken from error
