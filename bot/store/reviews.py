"""What the staff make of a conversation: reviewed or flagged, tags, notes, who looks after it, who writes in it.

Who hears of a take-over and of its end is `bot/takeovers.py`'s matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from bot.store import conversations
from bot.store.engine import Tx
from bot.store.sql import insert, lock_conversation, try_insert
from bot.store.staff import alive
from bot.store.tables import conversation, message, review, staff_account, staff_note, staff_session, tag

State = Literal["new", "reviewed", "flagged"]


@dataclass(frozen=True)
class Review:
    """`holder_id` is who has taken the conversation over, `held_since` when; `assignee_id` is who looks after it."""

    state: State = "new"
    assignee_id: int | None = None
    holder_id: int | None = None
    held_since: datetime | None = None


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
    query = sa.select(*(review.c[name] for name in Review.__dataclass_fields__))
    row = tx.execute(query.where(review.c.conversation_id == conversation_id)).first()
    return Review() if row is None else Review(**row._mapping)


def mark(tx: Tx, conversation_id: str, state: State, now: datetime) -> None:
    """Reviewed, flagged, or new again."""
    _save(tx, conversation_id, now, state=state)


def assign(tx: Tx, conversation_id: str, account_id: int | None, now: datetime) -> None:
    """Say who looks after it; None: nobody."""
    _save(tx, conversation_id, now, assignee_id=account_id)


def take_over(tx: Tx, conversation_id: str, account_id: int, now: datetime, holder_id: int | None = None) -> bool:
    """Silence the assistant and write oneself; False when one has it already.

    `holder_id`: from whom it may be taken; what anybody else holds is left to them.

    Raises:
        HeldByOther: two never hold one conversation.
        UnknownConversation: there is no such conversation.
    """
    lock_conversation(tx, conversation_id)
    holder = of(tx, conversation_id).holder_id
    if holder == account_id:
        return False
    if holder not in (None, holder_id):
        raise HeldByOther(holder)
    _save(tx, conversation_id, now, holder_id=account_id, held_since=now, held_active_at=now)
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
    _save(tx, conversation_id, now, holder_id=None, held_since=None, held_active_at=None)
    conversations.set_paused(tx, conversation_id, False)
    return True


def held_by(tx: Tx, account_id: int) -> list[str]:
    """The conversations that somebody has taken over, in the order in which they are to be locked."""
    own = review.c.holder_id == account_id
    return list(tx.execute(sa.select(review.c.conversation_id).where(own).order_by(review.c.conversation_id)).scalars())


def note_activity(tx: Tx, conversation_id: str, account_id: int, now: datetime) -> None:
    """The account is at work in the conversation; nothing is noted unless it holds it."""
    own = (review.c.conversation_id == conversation_id) & (review.c.holder_id == account_id)
    tx.execute(sa.update(review).where(own).values(held_active_at=now))


@dataclass(frozen=True)
class Abandoned:
    """A take-over that has to end: the holder is `gone`, or has left the person without an answer."""

    conversation_id: str
    holder_id: int
    gone: bool


def abandoned(
    tx: Tx, now: datetime, patience: timedelta, limit: int, conversation_id: str | None = None
) -> list[Abandoned]:
    """Take-overs whose holder is signed out or may write no more, or has not answered the person for that long.

    Who looks at the conversation or types is given the time anew. Those of the demonstration stay as they are.
    """
    holder, account = review.c.holder_id, staff_account.c
    may_write = (account.id == holder) & account.disabled_at.is_(None) & (account.role != "viewer")
    here = sa.exists().where((staff_session.c.staff_account_id == holder) & alive(now)) & sa.exists().where(may_write)
    theirs = (message.c.conversation_id == review.c.conversation_id) & (message.c.direction == "in")
    last: Any = sa.select(sa.func.max(message.c.id)).where(theirs).correlate(review).scalar_subquery()
    asked, said = message.alias(), message.alias()
    # what was said at the very moment of the take-over is the announcement, which answers nothing
    answered = sa.exists().where(
        (said.c.conversation_id == review.c.conversation_id)
        & (said.c.id > asked.c.id)
        & said.c.author.startswith("staff:")
        & (said.c.at > review.c.held_since)
    )
    since = now - patience
    left = sa.exists().where((asked.c.id == last) & (asked.c.at <= since) & ~answered) & (
        review.c.held_active_at <= since
    )
    query = (
        sa.select(review.c.conversation_id, review.c.holder_id, here.label("here"))
        .join(conversation, conversation.c.id == review.c.conversation_id)
        .where(review.c.holder_id.is_not(None), conversation.c.demo == sa.false(), sa.or_(~here, left))
        .order_by(review.c.conversation_id)
        .limit(limit)
    )
    if conversation_id is not None:
        query = query.where(review.c.conversation_id == conversation_id)
    return [Abandoned(row.conversation_id, row.holder_id, not row.here) for row in tx.execute(query)]


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


def _save(tx: Tx, conversation_id: str, now: datetime, **values: Any) -> None:
    lock_conversation(tx, conversation_id)
    if not try_insert(tx, review, conversation_id=conversation_id, updated_at=now, **values):
        own = review.c.conversation_id == conversation_id
        tx.execute(sa.update(review).where(own).values(updated_at=now, **values))
