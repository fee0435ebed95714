"""What the staff make of a conversation: reviewed or flagged, tags, notes, who looks after it, who writes in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from bot.store import conversations
from bot.store.engine import Tx
from bot.store.listed import is_listed
from bot.store.sql import insert, lock_conversation, try_insert
from bot.store.tables import conversation, review, staff_account, staff_note, tag

State = Literal["new", "reviewed", "flagged"]


@dataclass(frozen=True)
class Review:
    """`holder_id` is who has taken the conversation over, `assignee_id` who looks after it."""

    state: State = "new"
    assignee_id: int | None = None
    holder_id: int | None = None


@dataclass(frozen=True)
class Note:
    """A note of the staff, which the person never sees."""

    author: str | None
    at: datetime
    text: str


class HeldByOther(Exception):
    """Somebody else of the staff has taken the conversation over; their id is its argument."""


def of(tx: Tx, conversation_id: str) -> Review:
    """What is known of a conversation."""
    query = sa.select(review.c.state, review.c.assignee_id, review.c.holder_id)
    row = tx.execute(query.where(review.c.conversation_id == conversation_id)).first()
    return Review() if row is None else Review(**row._mapping)


def mark(tx: Tx, conversation_id: str, state: State, now: datetime) -> None:
    """Reviewed, flagged, or new again."""
    _save(tx, conversation_id, now, state=state)


def assign(tx: Tx, conversation_id: str, account_id: int | None, now: datetime) -> None:
    """Say who looks after it; None: nobody."""
    _save(tx, conversation_id, now, assignee_id=account_id)


def take_over(tx: Tx, conversation_id: str, account_id: int, now: datetime) -> bool:
    """Silence the assistant and write oneself; False when one has it already.

    Raises:
        HeldByOther: two never hold one conversation.
        UnknownConversation: there is no such conversation.
    """
    lock_conversation(tx, conversation_id)
    holder = of(tx, conversation_id).holder_id
    if holder == account_id:
        return False
    if holder is not None:
        raise HeldByOther(holder)
    _save(tx, conversation_id, now, holder_id=account_id)
    conversations.set_paused(tx, conversation_id, True)
    return True


def hand_back(tx: Tx, conversation_id: str, now: datetime, account_id: int | None = None) -> bool:
    """Let the assistant go on; False when nobody held it. `account_id`: only when that account holds it.

    Raises:
        HeldByOther: somebody else holds it.
        UnknownConversation: there is no such conversation.
    """
    lock_conversation(tx, conversation_id)
    holder = of(tx, conversation_id).holder_id
    if holder is None:
        return False
    if account_id not in (None, holder):
        raise HeldByOther(holder)
    _save(tx, conversation_id, now, holder_id=None)
    conversations.set_paused(tx, conversation_id, False)
    return True


def hand_back_all(tx: Tx, account_id: int, now: datetime) -> int:
    """Let the assistant go on wherever somebody writes who may write no more; returns in how many."""
    held = list(tx.execute(sa.select(review.c.conversation_id).where(review.c.holder_id == account_id)).scalars())
    return sum(hand_back(tx, conversation_id, now) for conversation_id in held)


def tags_of(tx: Tx, conversation_id: str) -> list[str]:
    """The tags of a conversation."""
    return list(
        tx.execute(sa.select(tag.c.name).where(tag.c.conversation_id == conversation_id).order_by(tag.c.name)).scalars()
    )


def add_tag(tx: Tx, conversation_id: str, name: str) -> None:
    """Add a tag; once more changes nothing."""
    lock_conversation(tx, conversation_id)
    try_insert(tx, tag, conversation_id=conversation_id, name=name.strip().casefold()[:40])


def remove_tag(tx: Tx, conversation_id: str, name: str) -> None:
    """Take a tag away."""
    tx.execute(sa.delete(tag).where(tag.c.conversation_id == conversation_id, tag.c.name == name))


def add_note(tx: Tx, conversation_id: str, account_id: int, text: str, now: datetime) -> int:
    """Add a note."""
    lock_conversation(tx, conversation_id)
    return insert(tx, staff_note, conversation_id=conversation_id, staff_account_id=account_id, at=now, text=text)


def notes_of(tx: Tx, conversation_id: str) -> list[Note]:
    """The notes on a conversation, in their order."""
    query = (
        sa.select(staff_account.c.name.label("author"), staff_note.c.at, staff_note.c.text)
        .select_from(staff_note.outerjoin(staff_account, staff_account.c.id == staff_note.c.staff_account_id))
        .where(staff_note.c.conversation_id == conversation_id)
        .order_by(staff_note.c.id)
    )
    return [Note(**row._mapping) for row in tx.execute(query)]


def neighbours(tx: Tx, conversation_id: str) -> tuple[str | None, str | None]:
    """The conversations with activity just after and just before this one, as in the list: (newer, older)."""
    at = conversation.c.last_at
    own = tx.execute(sa.select(at).where(conversation.c.id == conversation_id)).scalar()
    if own is None:
        return None, None
    place: Any = sa.tuple_(at, conversation.c.id)
    here: Any = sa.tuple_(sa.bindparam(None, own, type_=at.type), sa.literal(conversation_id))
    newer = sa.select(conversation.c.id).where(place > here, is_listed()).order_by(at, conversation.c.id).limit(1)
    older = sa.select(conversation.c.id).where(place < here, is_listed())
    older = older.order_by(at.desc(), conversation.c.id.desc()).limit(1)
    return tx.execute(newer).scalar(), tx.execute(older).scalar()


def _save(tx: Tx, conversation_id: str, now: datetime, **values: Any) -> None:
    lock_conversation(tx, conversation_id)
    if not try_insert(tx, review, conversation_id=conversation_id, updated_at=now, **values):
        own = review.c.conversation_id == conversation_id
        tx.execute(sa.update(review).where(own).values(updated_at=now, **values))
