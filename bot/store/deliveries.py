"""What became of texts that left: every report of the carrier, as it came."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.sql import try_insert
from bot.store.tables import delivery, outbox

# Reports may come in any order, so the one that says most counts.
_UNDER_WAY = ("accepted", "scheduled", "queued", "sending", "sent")
_AT_THE_END = ("canceled", "failed", "undelivered", "delivered", "read")
_ORDER = (*_UNDER_WAY, *_AT_THE_END)
NOT_DELIVERED = ("undelivered", "failed", "canceled")
DELIVERED = ("delivered", "read")


def record(tx: Tx, outbox_id: int, provider_id: str, status: str, now: datetime, error_code: str | None = None) -> bool:
    """Keep one report; False when it is known, or when there is no such text."""
    if tx.execute(sa.select(outbox.c.id).where(outbox.c.id == outbox_id)).first() is None:
        return False
    new = try_insert(
        tx, delivery, outbox_id=outbox_id, provider_id=provider_id, status=status, error_code=error_code, at=now
    )
    if new and status in NOT_DELIVERED:
        note_undelivered(tx, outbox_id, now)
    elif new and status in DELIVERED:
        tx.execute(sa.update(outbox).where(outbox.c.id == outbox_id).values(undelivered_at=None))
    return new


def note_undelivered(tx: Tx, outbox_id: int, now: datetime) -> None:
    """A text will not arrive, as is known now; unless it has, since reports come in any order."""
    arrived = sa.exists().where((delivery.c.outbox_id == outbox_id) & delivery.c.status.in_(DELIVERED))
    tx.execute(sa.update(outbox).where(outbox.c.id == outbox_id, ~arrived).values(undelivered_at=now))


def text_of(tx: Tx, outbox_id: int) -> tuple[str, str, str | None, int | None] | None:
    """Kind, recipient, conversation and appointment of a text that was sent."""
    row = outbox.c
    query = sa.select(row.kind, row.recipient, row.conversation_id, row.booking_id).where(row.id == outbox_id)
    found = tx.execute(query).first()
    return None if found is None else (found.kind, found.recipient, found.conversation_id, found.booking_id)


def status_of(tx: Tx, outbox_id: int) -> str | None:
    """How far a text has come by what the carrier reported: the last stage; None: nothing was reported."""
    rows = tx.execute(sa.select(delivery.c.status).where(delivery.c.outbox_id == outbox_id)).scalars()
    return max(rows, key=lambda status: _ORDER.index(status) if status in _ORDER else -1, default=None)


def times_sent(tx: Tx, outbox_id: int) -> int:
    """How often the carrier says it got a text: more than once when a courier died or was cut off after sending."""
    query = sa.select(sa.func.count(sa.distinct(delivery.c.provider_id))).where(delivery.c.outbox_id == outbox_id)
    return int(tx.execute(query).scalar_one())
