"""Messages of people in danger, for the staff to see first. Which rule saw it is kept, never a quote."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.sql import insert
from bot.store.tables import crisis_event


def record(tx: Tx, conversation_id: str, channel: str, level: str, rule_id: str, now: datetime) -> int:
    """Add an event in the transaction that logs the message; return its id. `level`: mention, risk or imminent."""
    return insert(
        tx,
        crisis_event,
        conversation_id=conversation_id,
        channel=channel,
        level=level,
        rule_id=rule_id,
        at=now,
    )


def acknowledge(tx: Tx, event_id: int, by: str, now: datetime, note: str | None = None) -> bool:
    """A person of the staff has seen it; False when somebody had before, whose name then stays."""
    query = sa.update(crisis_event).where(crisis_event.c.id == event_id, crisis_event.c.acknowledged_at.is_(None))
    return bool(tx.execute(query.values(acknowledged_at=now, acknowledged_by=by, note=note)).rowcount == 1)
