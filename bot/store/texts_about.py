"""What was texted to a person about an appointment, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.store.deliveries import status_of
from bot.store.engine import Tx
from bot.store.tables import outbox


@dataclass(frozen=True)
class Text:
    """One text. `state`: what the carrier reported last, else how far it has come here; `why` it did not leave."""

    kind: str
    at: datetime
    body: str
    state: str
    why: str | None
    conversation_id: str | None


def of_booking(tx: Tx, booking_id: int) -> list[Text]:
    """All of an appointment, in the order in which they left or are to leave."""
    row = outbox.c
    at = sa.func.coalesce(row.sent_at, row.due_at).label("at")
    query = sa.select(row.id, row.kind, row.sent_at, row.due_at, row.body, row.state, row.error, row.conversation_id)
    query = query.where(row.booking_id == booking_id, row.kind != "alert").order_by(at, row.id)
    return [
        Text(
            one.kind,
            one.sent_at or one.due_at,
            one.body,
            status_of(tx, one.id) or one.state,
            one.error if one.state == "withheld" else None,
            one.conversation_id,
        )
        for one in tx.execute(query)
    ]
