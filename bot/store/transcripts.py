"""Reading the log: the messages of a conversation, and what was said last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.tables import message
from bot.store.types import Json


@dataclass(frozen=True)
class Message:
    """One message. What was understood is only there for incoming ones, `choices` for outgoing ones."""

    id: int
    direction: Literal["in", "out"]
    at: datetime
    text: str
    choices: tuple[Json, ...]
    client_id: str | None
    intent: str | None
    confidence: float | None
    alternatives: tuple[tuple[str, float], ...]
    question: str | None
    crisis: str
    reply_to: int | None
    position: int
    card: Json
    author: str | None


_MESSAGE = [message.c[name] for name in Message.__dataclass_fields__]


def last_written(tx: Tx, conversation_id: str, until: int, count: int) -> list[Message]:
    """What the person wrote last, up to the message with this id; the newest first."""
    mine = (message.c.conversation_id == conversation_id) & (message.c.direction == "in") & (message.c.id <= until)
    rows = tx.execute(sa.select(*_MESSAGE).where(mine).order_by(message.c.id.desc()).limit(count))
    return [_read(row) for row in rows]


def replies_to(tx: Tx, message_id: int) -> list[Message]:
    """The replies to a message, in their order."""
    query = sa.select(*_MESSAGE).where(message.c.reply_to == message_id).order_by(message.c.position)
    return [_read(row) for row in tx.execute(query)]


def last_said(tx: Tx, conversation_id: str) -> list[Message]:
    """What was said to the person last: all replies to one message together."""
    said = (message.c.conversation_id == conversation_id) & (message.c.direction == "out")
    last = tx.execute(sa.select(*_MESSAGE).where(said).order_by(message.c.id.desc()).limit(1)).first()
    if last is None:
        return []
    return [_read(last)] if last.reply_to is None else replies_to(tx, last.reply_to)


def messages(tx: Tx, conversation_id: str, after: int = 0, limit: int | None = None) -> list[Message]:
    """The messages of a conversation with ids above `after`, in order; the first `limit` of them."""
    query = (
        sa.select(*_MESSAGE)
        .where(message.c.conversation_id == conversation_id, message.c.id > after)
        .order_by(message.c.id)
        .limit(limit)
    )
    return [_read(row) for row in tx.execute(query)]


def _read(row: Any) -> Message:
    values = dict(row._mapping)
    values["choices"] = tuple(row.choices or ())
    values["alternatives"] = tuple((name, score) for name, score in row.alternatives or ())
    return Message(**values)
