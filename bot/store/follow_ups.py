"""What the staff have to do for a person: one open entry for each conversation and kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from bot.store import steps
from bot.store.engine import Tx
from bot.store.sql import insert, lock_conversation
from bot.store.steps import Step
from bot.store.tables import conversation, follow_up, person

Kind = Literal["screening", "callback", "booking_trouble", "change", "clinician"]
MOST = 200  # rows of a list


class OpenMeanwhile(Exception):
    """The same is open already, in another entry."""


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


@dataclass(frozen=True)
class Row:
    """An entry with whom to call. `by_number`: the name is that of somebody who has booked with the same number."""

    entry: FollowUp
    name: str | None
    by_number: bool
    phone: str | None
    phone_extension: str | None
    steps: tuple[Step, ...]


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


def close(tx: Tx, follow_up_id: int, now: datetime, by: int | None = None, note: str = "") -> bool:
    """Mark an entry as done, with a word on the result; False when it was not open."""
    query = sa.update(follow_up).where(follow_up.c.id == follow_up_id, follow_up.c.state == "open")
    if tx.execute(query.values(state="done", updated_at=now)).rowcount != 1:
        return False
    _step(tx, follow_up_id, "done", now, by, note)
    return True


def reopen(tx: Tx, follow_up_id: int, now: datetime, by: int | None = None, note: str = "") -> bool:
    """Open an entry that was marked as done; False when it was not.

    Raises:
        OpenMeanwhile: there is another open one of its kind for the conversation.
    """
    row = tx.execute(sa.select(follow_up).where(follow_up.c.id == follow_up_id)).first()
    if row is None:
        return False
    lock_conversation(tx, row.conversation_id)
    if open_of(tx, row.conversation_id, row.kind) not in (None, _read(row)):
        raise OpenMeanwhile
    query = sa.update(follow_up).where(follow_up.c.id == follow_up_id, follow_up.c.state == "done")
    if tx.execute(query.values(state="open", updated_at=now)).rowcount != 1:
        return False
    _step(tx, follow_up_id, "open", now, by, note)
    return True


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


def listed(tx: Tx, state: str) -> list[Row]:
    """What is open, the urgent and then the oldest first; or what is done, the latest first."""
    row = follow_up.c
    order = (row.priority.desc(), row.created_at) if state == "open" else (row.updated_at.desc(), row.id.desc())
    return _rows(tx, [row.state == state], order)


def row(tx: Tx, follow_up_id: int) -> Row | None:
    """One entry as it is listed."""
    return next(iter(_rows(tx, [follow_up.c.id == follow_up_id], ())), None)


def _rows(tx: Tx, where: list[Any], order: tuple[Any, ...]) -> list[Row]:
    known = follow_up.join(conversation).outerjoin(person, person.c.conversation_id == conversation.c.id)
    same = person.alias()
    # who has booked on the website and is texted has no name in the conversation by text
    other = sa.select(same.c.name).where(same.c.phone == conversation.c.phone).order_by(same.c.id.desc()).limit(1)
    query = sa.select(
        follow_up,
        person.c.name,
        sa.func.coalesce(person.c.phone, conversation.c.phone).label("phone"),
        person.c.phone_extension,
        other.correlate(conversation).scalar_subquery().label("other"),
    ).select_from(known)
    rows = tx.execute(query.where(*where).order_by(*order).limit(MOST)).all()
    done = steps.of_follow_ups(tx, [one.id for one in rows])
    names = FollowUp.__dataclass_fields__
    return [
        Row(
            FollowUp(**{**{name: getattr(one, name) for name in names}, "reasons": tuple(one.reasons)}),
            one.name or one.other,
            one.name is None and one.other is not None,
            one.phone,
            one.phone_extension,
            tuple(done.get(one.id, ())),
        )
        for one in rows
    ]


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


def _step(tx: Tx, follow_up_id: int, state: str, now: datetime, by: int | None, note: str) -> None:
    conversation = get(tx, follow_up_id).conversation_id
    steps.add(tx, conversation, state, now, follow_up=follow_up_id, by=by, note=note)


def _read(row: Any) -> FollowUp:
    return FollowUp(**{**row._mapping, "reasons": tuple(row.reasons)})
