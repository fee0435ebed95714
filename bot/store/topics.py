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
    """So many messages had this intent, so many of them with little confidence."""

    intent: str
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
        row.at >= bounds[0],
        row.at < bounds[-1],
        row.direction == "in",
        row.crisis == "none",
        row.intent.is_not(None),
        row.intent != "",
    )
    if channel is not None:
        query = query.select_from(message.join(conversation)).where(conversation.c.channel == channel)
    found = [Topic(*one) for one in tx.execute(query.group_by(row.intent))]
    return sorted(found, key=lambda topic: (-topic.messages, topic.intent))
