"""What is to leave the house: written in the transaction that causes it, sent afterwards by the courier.

At least once: a message that was being sent when the courier died is sent again after SENDING. The key makes that
whatever is caused twice is written once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.sql import try_insert
from bot.store.tables import outbox

SENDING = timedelta(minutes=2)  # how long one worker may take; longer than the provider's timeout
Kind = Literal["alert"]


@dataclass(frozen=True)
class Outgoing:
    """One message to be sent: `recipient` is a number in E.164 form, `attempts` counts this one too."""

    id: int
    kind: Kind
    recipient: str
    body: str
    attempts: int


def put(
    tx: Tx, dedupe_key: str, kind: Kind, recipient: str, body: str, now: datetime, conversation_id: str | None = None
) -> bool:
    """Write a message to be sent; False when one with this key was written before, which then stands."""
    return try_insert(
        tx,
        outbox,
        dedupe_key=dedupe_key,
        kind=kind,
        recipient=recipient,
        body=body,
        conversation_id=conversation_id,
        due_at=now,
        created_at=now,
    )


def take(tx: Tx, now: datetime, limit: int) -> list[Outgoing]:
    """Take what is due, the oldest first, for this worker alone until SENDING is over."""
    due = (
        sa.select(outbox)
        .where(outbox.c.state.in_(("queued", "sending")), outbox.c.due_at <= now)
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)  # SQLite has one writer at a time anyway
    )
    rows = tx.execute(due).all()
    if rows:
        tx.execute(
            sa.update(outbox)
            .where(outbox.c.id.in_([row.id for row in rows]))
            .values(state="sending", due_at=now + SENDING, attempts=outbox.c.attempts + 1)
        )
    return [Outgoing(row.id, row.kind, row.recipient, row.body, row.attempts + 1) for row in rows]


def sent(tx: Tx, taken: Outgoing, now: datetime, provider_id: str | None) -> None:
    """It has left; `provider_id` is the provider's own id of it."""
    _finish(tx, taken, state="sent", sent_at=now, provider_id=provider_id, error=None)


def try_again(tx: Tx, taken: Outgoing, at: datetime, error: str) -> None:
    """It did not leave and may later; `error` names class and code, never what the message says."""
    _finish(tx, taken, state="queued", due_at=at, error=error)


def give_up(tx: Tx, taken: Outgoing, error: str) -> None:
    """It will never leave; staff see it."""
    _finish(tx, taken, state="failed", error=error)


def _finish(tx: Tx, taken: Outgoing, **values: object) -> None:
    # Somebody who took it later, because this worker was slow, has the say.
    own = (outbox.c.id == taken.id) & (outbox.c.attempts == taken.attempts) & (outbox.c.state == "sending")
    tx.execute(sa.update(outbox).where(own).values(**values))
