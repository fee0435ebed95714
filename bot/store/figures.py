"""Which conversations a number on the page of figures stands for, so that it can be a link to their list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store import funnel, topics, waits

TOPIC = "topic"
NAMES = (*funnel.STEPS, *funnel.BESIDE, *waits.NAMES, TOPIC)


@dataclass(frozen=True)
class Figure:
    """A number by its name, from `since` on and before `until`.

    Of the conversations that began then; of a wait those in which it began then, and of the topic `intent` those with
    a message then.
    """

    name: str
    since: datetime
    until: datetime
    intent: str = ""

    def condition(self) -> Any:
        """Whether a conversation is in it."""
        if self.name in waits.NAMES:
            return waits.condition(self.name, self.since, self.until)
        if self.name == TOPIC:
            return topics.condition(self.intent, self.since, self.until)
        return funnel.condition(self.name, self.since, self.until)
