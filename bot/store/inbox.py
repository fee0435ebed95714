"""Accepted texts: in the database before Twilio has its answer, worked off once and in order for each conversation.

Claims run out by the real clock, not by that of the conversation: they say whether a process is alive.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.sql import try_insert
from bot.store.tables import conversation, inbound_text

_FREE: dict[str, Any] = {"claimed_by": None, "claimed_until": None}


@dataclass(frozen=True)
class Accepted:
    """One text: `provider_id` is Twilio's MessageSid, `phone` (E.164) its sender.

    `keyword` is stop, start or help where Twilio says that it has answered it itself; `attempts` counts this one too.
    """

    id: int
    provider_id: str
    conversation_id: str
    phone: str
    body: str
    media: int
    keyword: str | None
    at: datetime
    attempts: int


def accept(
    tx: Tx,
    provider_id: str,
    conversation_id: str,
    body: str,
    now: datetime,
    *,
    media: int = 0,
    keyword: str | None = None,
) -> bool:
    """Keep a text to be worked off; False when it was accepted before. Its conversation must have begun."""
    return try_insert(
        tx,
        inbound_text,
        provider_id=provider_id,
        conversation_id=conversation_id,
        body=body,
        media=media,
        keyword=keyword,
        at=now,
    )


def came_within(tx: Tx, provider_id: str, span: timedelta) -> int:
    """How many texts of its sender came in the time before an accepted text, itself included; 0: it is not known."""
    own = tx.execute(
        sa.select(inbound_text.c.id, inbound_text.c.conversation_id, inbound_text.c.at).where(
            inbound_text.c.provider_id == provider_id
        )
    ).first()
    if own is None:
        return 0
    mine = (inbound_text.c.conversation_id == own.conversation_id) & (inbound_text.c.id <= own.id)
    query = sa.select(sa.func.count()).where(mine, inbound_text.c.at > own.at - span)
    return int(tx.execute(query).scalar_one())


def is_waiting(tx: Tx) -> bool:
    """Whether any text is not answered yet; a look that locks nothing."""
    return (
        tx.execute(sa.select(inbound_text.c.id).where(inbound_text.c.state == "pending").limit(1)).first() is not None
    )


def claim(tx: Tx, worker: str, alive_at: datetime, lease: timedelta, limit: int) -> list[Accepted]:
    """Take texts for a worker: of each conversation the oldest that is left, unless somebody is at work on it.

    Each is an attempt, so that one which ends the process is not tried for ever.
    """
    row, earlier = inbound_text, inbound_text.alias()
    left = (earlier.c.conversation_id == row.c.conversation_id) & (earlier.c.state == "pending")
    # an id may become visible after a later one, on which somebody is then at work
    waits = sa.exists().where(left & sa.or_(earlier.c.id < row.c.id, earlier.c.claimed_until > alive_at))
    free = sa.or_(row.c.claimed_until.is_(None), row.c.claimed_until <= alive_at)
    due = sa.or_(row.c.next_at.is_(None), row.c.next_at <= alive_at)
    query = (
        sa.select(row, conversation.c.phone)
        .join(conversation, conversation.c.id == row.c.conversation_id)
        .where(row.c.state == "pending", free, due, ~waits)
        .order_by(row.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=row)  # SQLite has one writer at a time anyway
    )
    found = tx.execute(query).all()
    if found:
        mine = row.c.id.in_([one.id for one in found])
        claimed = {"claimed_by": worker, "claimed_until": alive_at + lease, "attempts": row.c.attempts + 1}
        tx.execute(sa.update(row).where(mine).values(**claimed))
    names = Accepted.__dataclass_fields__
    taken = [Accepted(**{name: getattr(one, name) for name in names}) for one in found]
    return [replace(one, attempts=one.attempts + 1) for one in taken]


def keep_claims(tx: Tx, accepted_ids: Collection[int], until: datetime) -> None:
    """A worker is alive: nobody else takes what it is at work on."""
    mine = inbound_text.c.id.in_(accepted_ids) & (inbound_text.c.state == "pending")
    tx.execute(sa.update(inbound_text).where(mine).values(claimed_until=until))


def give_back(tx: Tx, worker: str) -> None:
    """The worker stops: others may go on at once with what it leaves."""
    mine = (inbound_text.c.claimed_by == worker) & (inbound_text.c.state == "pending")
    tx.execute(sa.update(inbound_text).where(mine).values(**_FREE))


def try_again(tx: Tx, accepted_id: int, at: datetime) -> None:
    """Its turn failed and is taken up at that time; later texts of its sender wait for it."""
    one = (inbound_text.c.id == accepted_id) & (inbound_text.c.state == "pending")
    tx.execute(sa.update(inbound_text).where(one).values(next_at=at, **_FREE))


def done(tx: Tx, accepted_id: int) -> None:
    """It is answered; its words are in the log, so they are not kept here as well."""
    one = inbound_text.c.id == accepted_id
    tx.execute(sa.update(inbound_text).where(one).values(state="done", body="", **_FREE))


def give_up(tx: Tx, accepted_id: int, *, logged: bool) -> bool:
    """Its turn fails for ever, so that later texts of its sender need not wait; False when it is settled already."""
    one = (inbound_text.c.id == accepted_id) & (inbound_text.c.state == "pending")
    words = {"body": ""} if logged else {}
    return bool(tx.execute(sa.update(inbound_text).where(one).values(state="failed", **words, **_FREE)).rowcount == 1)
