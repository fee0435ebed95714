"""How long people waited for somebody of the staff: from a wish for a person, or from danger, until the first answer.

A wish is a follow-up that promises the person a call: one that they asked for, a screening that a person must decide
on, or trouble with or a wish about an appointment. It is answered when somebody of the staff writes in the
conversation, or when the follow-up is settled, whichever comes first: of a call only the settling is known. Danger (a
crisis event above a mention) is answered when it is acknowledged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.tables import conversation, crisis_event, follow_up, message

NAMES = ("wishes", "wishes_open", "dangers", "dangers_open")  # open: nobody has answered yet
KINDS = ("callback", "screening", "booking_trouble", "change")


@dataclass(frozen=True)
class Wait:
    """Since when somebody waited, and until when; None: they still do. A conversation may have several."""

    conversation_id: str
    since: datetime
    until: datetime | None


def wishes(tx: Tx, bounds: Sequence[datetime], channel: str | None = None) -> list[Wait]:
    """The wishes for a person between the first and the last of these moments."""
    row = follow_up.c
    reply: Any = sa.select(sa.func.min(message.c.at)).where(_is_reply())
    own = (row.conversation_id, row.created_at, row.state, row.updated_at)
    query = sa.select(*own, reply.correlate(follow_up).scalar_subquery())
    query = query.select_from(follow_up.join(conversation)).where(row.kind.in_(KINDS))
    found = []
    for who, since, state, updated, replied in tx.execute(_between(query, row.created_at, bounds, channel)):
        ends = [end for end in (replied, updated if state == "done" else None) if end is not None]
        found.append(Wait(who, since, min(ends, default=None)))
    return found


def dangers(tx: Tx, bounds: Sequence[datetime], channel: str | None = None) -> list[Wait]:
    """The events of danger between these moments."""
    row = crisis_event.c
    query = sa.select(row.conversation_id, row.at, row.acknowledged_at).select_from(crisis_event.join(conversation))
    return [Wait(*one) for one in tx.execute(_between(query.where(row.level != "mention"), row.at, bounds, channel))]


def condition(name: str, since: datetime, until: datetime) -> Any:
    """Whether a conversation is among those that a number of the page stands for: one of NAMES."""
    if name.startswith("wishes"):
        row = follow_up.c
        who = sa.select(row.conversation_id).where(row.kind.in_(KINDS), row.created_at >= since, row.created_at < until)
        if name == "wishes_open":
            who = who.where(row.state == "open", ~sa.exists().where(_is_reply()).correlate(follow_up))
        return conversation.c.id.in_(who)
    event = crisis_event.c
    who = sa.select(event.conversation_id).where(event.level != "mention", event.at >= since, event.at < until)
    return conversation.c.id.in_(who.where(event.acknowledged_at.is_(None)) if name == "dangers_open" else who)


def _is_reply() -> Any:
    """A message of the staff after the wish."""
    own = message.c.conversation_id == follow_up.c.conversation_id
    return own & message.c.author.startswith("staff:") & (message.c.at >= follow_up.c.created_at)


def _between(query: Any, at: Any, bounds: Sequence[datetime], channel: str | None) -> Any:
    query = query.where(at >= bounds[0], at < bounds[-1])
    return query if channel is None else query.where(conversation.c.channel == channel)
