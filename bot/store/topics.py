"""What people wrote about, by intent, and how much of it was understood. Messages that show danger are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store.corrections import LOW_CONFIDENCE, NOT_UNDERSTOOD
from bot.store.engine import Tx
from bot.store.tables import conversation, message


@dataclass(frozen=True)
class Topic:
    """So many messages had this intent, so many of them with little confidence, in so many conversations."""

    intent: str
    conversations: int
    messages: int
    low: int

    @property
    def is_unanswered(self) -> bool:
        """Whether such messages were rejected, or are about what the assistant does not speak of."""
        return self.intent in NOT_UNDERSTOOD


def topics(tx: Tx, bounds: Sequence[datetime], channel: str | None = None) -> list[Topic]:
    """The intents of what people wrote between the first and the last of these moments, the most frequent first."""
    row = message.c
    low: Any = sa.case((row.confidence < LOW_CONFIDENCE, 1), else_=0)
    query = sa.select(row.intent, sa.func.count().label("messages"), sa.func.sum(low).label("low")).where(
        *_understood(bounds[0], bounds[-1]), row.intent.is_not(None), row.intent != ""
    )
    if channel is not None:
        query = query.select_from(message.join(conversation)).where(conversation.c.channel == channel)
    # in two steps, since counting what is distinct would sort all messages
    each = query.group_by(row.intent, row.conversation_id).subquery()
    sums = (sa.func.count(), sa.func.sum(each.c.messages), sa.func.sum(each.c.low))
    found = [
        Topic(intent, int(several), int(messages), int(poorly))
        for intent, several, messages, poorly in tx.execute(sa.select(each.c.intent, *sums).group_by(each.c.intent))
    ]
    return sorted(found, key=lambda topic: (-topic.messages, topic.intent))


def condition(intent: str, since: datetime, until: datetime) -> Any:
    """Whether a conversation is among those of a topic: the same messages as they are counted."""
    about = sa.select(message.c.conversation_id).where(*_understood(since, until), message.c.intent == intent)
    return conversation.c.id.in_(about)


def _understood(since: datetime, until: datetime) -> list[Any]:
    row = message.c
    return [row.at >= since, row.at < until, row.direction == "in", row.crisis == "none"]
