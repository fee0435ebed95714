"""What the staff have to do for a person: one open entry for each conversation and kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.sql import insert, lock_conversation
from bot.store.tables import follow_up

Kind = Literal["screening", "callback", "booking_trouble", "change", "clinician"]


@dataclass(frozen=True)
class FollowUp:
    """One entry. `preferred_time` is a description such as "weekday mornings", not what was typed."""

    id: int
    conversation_id: str
    person_id: int | None
    kind: Kind
    reasons: tuple[str, ...]
    preferred_time: str | None
    wants_slot_request: bool
    priority: bool
    state: Literal["open", "done"]
    created_at: datetime
    updated_at: datetime


def upsert_open(
    tx: Tx,
    conversation_id: str,
    kind: Kind,
    now: datetime,
    *,
    person_id: int | None = None,
    reasons: Sequence[str] = (),
    preferred_time: str | None = None,
    wants_slot_request: bool = False,
    priority: bool = False,
) -> FollowUp:
    """Open an entry, or add what is new to the open one.

    Reasons come on top of those known, a person or a time takes the place of an earlier one, and
    neither priority nor the request for a time is ever taken back by a later fact.

    Raises:
        UnknownConversation: there is no such conversation.
    """
    lock_conversation(tx, conversation_id)
    found = open_of(tx, conversation_id, kind)
    if found is None:
        entry = insert(
            tx,
            follow_up,
            conversation_id=conversation_id,
            kind=kind,
            person_id=person_id,
            reasons=list(reasons),
            preferred_time=preferred_time,
            wants_slot_request=wants_slot_request,
            priority=priority,
            created_at=now,
            updated_at=now,
        )
        return get(tx, entry)
    tx.execute(
        sa.update(follow_up)
        .where(follow_up.c.id == found.id)
        .values(
            person_id=person_id if person_id is not None else found.person_id,
            reasons=list(dict.fromkeys([*found.reasons, *reasons])),
            preferred_time=preferred_time or found.preferred_time,
            wants_slot_request=wants_slot_request or found.wants_slot_request,
            priority=priority or found.priority,
            updated_at=now,
        )
    )
    return get(tx, found.id)


def close(tx: Tx, follow_up_id: int, now: datetime) -> bool:
    """Mark an entry as done; False when it was not open."""
    query = sa.update(follow_up).where(follow_up.c.id == follow_up_id, follow_up.c.state == "open")
    return bool(tx.execute(query.values(state="done", updated_at=now)).rowcount == 1)


def hasten(tx: Tx, conversation_id: str, now: datetime) -> None:
    """Mark what is open for a conversation as urgent."""
    mine = (follow_up.c.conversation_id == conversation_id) & (follow_up.c.state == "open")
    tx.execute(
        sa.update(follow_up).where(mine, follow_up.c.priority.is_(sa.false())).values(priority=True, updated_at=now)
    )


def get(tx: Tx, follow_up_id: int) -> FollowUp:
    """One entry. Raises LookupError."""
    row = tx.execute(sa.select(follow_up).where(follow_up.c.id == follow_up_id)).first()
    if row is None:
        raise LookupError(f"no follow-up {follow_up_id}")
    return _read(row)


def open_of(tx: Tx, conversation_id: str, kind: Kind) -> FollowUp | None:
    """The open entry of a kind."""
    row = tx.execute(
        sa.select(follow_up).where(
            follow_up.c.conversation_id == conversation_id,
            follow_up.c.kind == kind,
            follow_up.c.state == "open",
        )
    ).first()
    return None if row is None else _read(row)


def _read(row: Any) -> FollowUp:
    return FollowUp(**{**row._mapping, "reasons": tuple(row.reasons)})
