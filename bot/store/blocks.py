"""Blocked time: when the staff say that nobody, or one consultant, can be booked.

Whoever holds, books or moves looks at the blocks under a lock that they share, and whoever blocks takes it alone. So
what is held or booked in a new block was there before it, and can be listed; nothing comes into it afterwards.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.clinic.calendar import Slot
from bot.store.claims import SlotTaken
from bot.store.engine import Tx
from bot.store.sql import insert, lock_name
from bot.store.tables import booking, calendar_block

_LOCK = "calendar"


class SlotBlocked(SlotTaken):
    """The staff have blocked that time, or part of it."""


@dataclass(frozen=True)
class Block:
    """A blocked time in UTC; without `consultant_id` it is everybody's."""

    id: int
    consultant_id: str | None
    starts_at: datetime
    ends_at: datetime
    label: str
    created_by: int | None
    created_at: datetime

    def holds(self, slot: Slot) -> bool:
        """Whether the two overlap."""
        whose = self.consultant_id in (None, slot.consultant_id)
        return whose and self.starts_at < slot.ends_at and slot.starts_at < self.ends_at


def lock_calendar(tx: Tx, *, shared: bool = False) -> None:
    """Let nobody else change when consultations can be, or, if it is not `shared`, hold, book or move meanwhile."""
    lock_name(tx, _LOCK, shared=shared)


def add(
    tx: Tx, starts_at: datetime, ends_at: datetime, consultant_id: str | None, label: str, by: int, now: datetime
) -> int:
    """Block a time and return the block's id. Nothing is held or booked in it from now on; what is, stays."""
    lock_calendar(tx)
    values = {"consultant_id": consultant_id, "label": label, "created_by": by, "created_at": now}
    return insert(tx, calendar_block, starts_at=starts_at, ends_at=ends_at, **values)


def remove(tx: Tx, block_id: int) -> Block | None:
    """Open a time again, and return what was blocked; None when it is not, or no longer."""
    row = tx.execute(_select().where(calendar_block.c.id == block_id)).first()
    gone = tx.execute(sa.delete(calendar_block).where(calendar_block.c.id == block_id)).rowcount == 1
    return Block(**row._mapping) if row is not None and gone else None


def between(tx: Tx, since: datetime, until: datetime) -> list[Block]:
    """The blocks that overlap that time, in order."""
    row = calendar_block.c
    query = _select().where(row.starts_at < until, row.ends_at > since).order_by(row.starts_at, row.id)
    return [Block(**found._mapping) for found in tx.execute(query)]


def closures(tx: Tx, consultant_ids: Collection[str], since: datetime, until: datetime) -> list[Slot]:
    """The same for each consultant whom they concern, as `open_slots` takes them."""
    found = between(tx, since, until)
    return [
        Slot(who, one.starts_at, one.ends_at)
        for one in found
        for who in consultant_ids
        if one.consultant_id in (None, who)
    ]


def check(tx: Tx, slot: Slot) -> None:
    """Make sure that a time is not blocked, and stays so until the end of the transaction. Raises SlotBlocked."""
    lock_calendar(tx, shared=True)
    if any(one.holds(slot) for one in between(tx, slot.starts_at, slot.ends_at)):
        raise SlotBlocked


def blocked_bookings(now: datetime) -> Any:
    """The ids of consultations to come that stand in blocked time: a subquery."""
    row, block = booking.c, calendar_block.c
    whose = sa.or_(block.consultant_id.is_(None), block.consultant_id == row.consultant_id)
    inside = sa.and_(whose, block.starts_at < row.ends_at, row.starts_at < block.ends_at)
    joined = booking.join(calendar_block, inside)
    return sa.select(row.id).select_from(joined).where(row.state == "booked", row.starts_at > now)


def _select() -> Any:
    return sa.select(*(calendar_block.c[name] for name in Block.__dataclass_fields__))
