"""Which conversations a number on the page of figures stands for, so that it can be a link to their list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store import funnel
from bot.store.tables import conversation

NAMES = (*funnel.STEPS, *funnel.BESIDE)


@dataclass(frozen=True)
class Figure:
    """A number by its name, of the conversations that began from `since` on and before `until`."""

    name: str
    since: datetime
    until: datetime

    def condition(self) -> Any:
        """Whether a conversation is in it."""
        at = conversation.c.started_at
        return sa.and_(at >= self.since, at < self.until, funnel.condition(self.name))
