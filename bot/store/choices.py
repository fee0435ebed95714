"""Choices that were offered in a conversation, and which of them can still be taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.sql import lock_conversation
from bot.store.tables import message
from bot.store.transcripts import last_said
from bot.store.types import Json

_LOOKED_BACK = 50  # messages: what was offered before is long forgotten


@dataclass(frozen=True)
class Offer:
    """The choices that were offered last, when, and all that was said with them."""

    choices: tuple[Json, ...]
    at: datetime
    text: str
    message_id: int


class UnknownChoice(LookupError):
    """No such choice was ever offered in this conversation."""


class ChoicePast(LookupError):
    """It was offered, but the person has written since, perhaps in another window."""


def chosen(tx: Tx, conversation_id: str, message_id: int, number: int) -> str:
    """The words of a choice, counted from 1, that was offered with a message.

    An old "Yes" must not answer a newer question, so the choices of a message can be taken until the person writes
    or other choices are offered.

    Raises:
        UnknownChoice, ChoicePast: it cannot be taken.
        UnknownConversation: there is no such conversation.
    """
    lock_conversation(tx, conversation_id)
    own = message.c.conversation_id == conversation_id
    offered = tx.execute(sa.select(message.c.choices).where(own, message.c.id == message_id)).scalar()
    if not offered or not 1 <= number <= len(offered):
        raise UnknownChoice(message_id, number)
    since = sa.select(message.c.direction, message.c.choices).where(own, message.c.id > message_id)
    if any(later.direction == "in" or later.choices for later in tx.execute(since)):
        raise ChoicePast(message_id, number)
    return str(offered[number - 1]["title"])


def newest_offer(tx: Tx, conversation_id: str) -> Offer | None:
    """The choices that were offered last, whatever was said since."""
    own = (message.c.conversation_id == conversation_id) & (message.c.direction == "out")
    query = sa.select(message.c.id, message.c.choices, message.c.at, message.c.text).where(own)
    for row in tx.execute(query.order_by(message.c.id.desc()).limit(_LOOKED_BACK)):
        if row.choices:
            return Offer(tuple(row.choices), row.at, row.text, row.id)
    return None


def last_offer(tx: Tx, conversation_id: str) -> Offer | None:
    """The choices of what was said last, all replies to one message together; None when it offered none."""
    together = last_said(tx, conversation_id)
    said_with = "\n".join(one.text for one in together)
    return next((Offer(one.choices, one.at, said_with, one.id) for one in reversed(together) if one.choices), None)
