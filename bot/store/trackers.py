"""The state of a dialogue as Rasa's tracker store writes it: one bounded text for each conversation."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.sql import lock_conversation
from bot.store.tables import tracker_state


def load(tx: Tx, conversation_id: str) -> str | None:
    """The text that was saved last."""
    query = sa.select(tracker_state.c.body).where(tracker_state.c.conversation_id == conversation_id)
    body: str | None = tx.execute(query).scalar()
    return body


def save(tx: Tx, conversation_id: str, body: str, now: datetime) -> None:
    """Keep this text in place of the last one. Raises UnknownConversation."""
    lock_conversation(tx, conversation_id)
    row = sa.update(tracker_state).where(tracker_state.c.conversation_id == conversation_id)
    values = {"body": body, "updated_at": now}
    if tx.execute(row.values(**values)).rowcount == 0:
        tx.execute(sa.insert(tracker_state).values(conversation_id=conversation_id, **values))


def erase(tx: Tx, conversation_id: str) -> None:
    """Forget the state of a dialogue."""
    tx.execute(sa.delete(tracker_state).where(tracker_state.c.conversation_id == conversation_id))
