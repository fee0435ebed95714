"""Writing the log: every message in and out, once, and what is true of a conversation as a whole.

Whoever writes to a conversation holds its row until the end of the transaction, so the ids of its
messages come in the order in which they become visible: asking for what came after an id misses none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store import funnel, transcripts
from bot.store.engine import Tx
from bot.store.errors import UnknownConversation
from bot.store.sql import insert, lock_conversation, try_insert
from bot.store.tables import CRISIS_LEVELS, conversation, message
from bot.store.types import Json


@dataclass(frozen=True)
class Conversation:
    """`paused`: a person of the staff has taken over. `phone` (E.164): the number whose texts it is made of.

    `demo`: made up, to be looked at; nothing of it ever leaves.
    """

    id: str
    channel: str
    started_at: datetime
    last_at: datetime
    paused: bool
    phone: str | None
    demo: bool


@dataclass(frozen=True)
class Reply:
    """One message to the person; choices are whatever JSON the channel shows as buttons.

    `card` is an appointment that is shown with it. `author` is "staff:<id>" when a person wrote it.
    """

    text: str
    choices: Sequence[Json] = ()
    card: Json = None
    author: str | None = None


@dataclass(frozen=True)
class Seen:
    """A message that is in the log already, and the replies to it so far.

    No replies mean that a person had taken over, and then it is `finished`, or that the process died in the middle.
    """

    message_id: int
    at: datetime
    text: str
    finished: bool
    replies: tuple[transcripts.Message, ...]


_CONVERSATION = [conversation.c[name] for name in Conversation.__dataclass_fields__]


def ensure(tx: Tx, conversation_id: str, channel: str, now: datetime, phone: str | None = None) -> Conversation:
    """The conversation, begun now if it is new; it cannot be erased before the end of the transaction."""
    _keep(tx, conversation_id)
    found = find(tx, conversation_id)
    if found is None:
        values: dict[str, Any] = {"channel": channel, "started_at": now, "last_at": now, "phone": phone}
        try_insert(tx, conversation, id=conversation_id, **values)  # two first messages may race
        found = find(tx, conversation_id)
    if found is None:
        raise UnknownConversation(conversation_id)
    if phone is not None and found.phone is None:  # it began with an event that was stored before its first text
        _update(tx, conversation_id, phone=phone)
        found = replace(found, phone=phone)
    return found


def find(tx: Tx, conversation_id: str) -> Conversation | None:
    """The conversation, if it has begun."""
    row = tx.execute(sa.select(*_CONVERSATION).where(conversation.c.id == conversation_id)).first()
    return None if row is None else Conversation(**row._mapping)


def ids(tx: Tx) -> list[str]:
    """The ids of all conversations, the latest first."""
    return list(tx.execute(sa.select(conversation.c.id).order_by(conversation.c.last_at.desc())).scalars())


def set_paused(tx: Tx, conversation_id: str, paused: bool) -> None:
    """A person of the staff takes over, or gives back. Raises UnknownConversation."""
    _update(tx, conversation_id, paused=paused)


def log_in(
    tx: Tx,
    conversation_id: str,
    text: str,
    at: datetime,
    *,
    client_id: str | None = None,
    crisis: str = "none",
    question: str | None = None,
) -> int | Seen:
    """Log a message of the person and return its id, or what is known of it when it was seen before.

    `client_id` is the sender's id of the message (a widget's UUID, Twilio's MessageSid) and the same
    when it is sent again; without one nothing is recognised. `question` is the one that was open when it
    came. What was understood is added by `note_understanding`.

    Raises:
        UnknownConversation: `ensure` comes first.
    """
    lock_conversation(tx, conversation_id)
    known = seen(tx, conversation_id, client_id)
    if known is not None:
        return known
    _touch(tx, conversation_id, at)
    funnel.reach(tx, conversation_id, "began")
    return insert(
        tx,
        message,
        conversation_id=conversation_id,
        direction="in",
        at=at,
        client_id=client_id,
        text=text,
        crisis=crisis,
        question=question,
    )


def note_understanding(
    tx: Tx,
    message_id: int,
    *,
    intent: str | None,
    confidence: float | None,
    alternatives: Iterable[tuple[str, float]] = (),
    crisis: str = "none",
) -> None:
    """Add to an incoming message how it was understood.

    `crisis` can raise the level that was logged, never lower it.

    Raises:
        UnknownConversation: it was erased meanwhile.
    """
    query = sa.select(message.c.conversation_id, message.c.crisis).where(message.c.id == message_id)
    found = tx.execute(query).first()
    if found is None:
        raise UnknownConversation(f"of message {message_id}")
    funnel.note_intent(tx, found.conversation_id, intent)
    tx.execute(
        sa.update(message)
        .where(message.c.id == message_id)
        .values(
            intent=intent,
            confidence=confidence,
            alternatives=[[name, score] for name, score in alternatives],
            crisis=max(found.crisis, crisis, key=CRISIS_LEVELS.index),
        )
    )


def log_out(
    tx: Tx,
    conversation_id: str,
    replies: Iterable[Reply | str],
    at: datetime,
    *,
    reply_to: int | None = None,
) -> list[int]:
    """Log messages to the person, in their order, and return their ids.

    Raises:
        UnknownConversation: there is no such conversation.
    """
    lock_conversation(tx, conversation_id)
    _touch(tx, conversation_id, at)
    first = 0 if reply_to is None else _next_position(tx, reply_to)
    spoken = [Reply(reply) if isinstance(reply, str) else reply for reply in replies]
    return [
        insert(
            tx,
            message,
            conversation_id=conversation_id,
            direction="out",
            at=at,
            text=reply.text,
            choices=list(reply.choices),
            reply_to=reply_to,
            position=position,
            card=reply.card,
            author=reply.author,
        )
        for position, reply in enumerate(spoken, start=first)
    ]


def take_back(tx: Tx, message_id: int) -> None:
    """Take a message to the person out of the log: it did not reach them."""
    tx.execute(sa.delete(message).where(message.c.id == message_id, message.c.direction == "out"))


def seen(tx: Tx, conversation_id: str, client_id: str | None) -> Seen | None:
    """What is known of a message with this id of the sender's, if it came before."""
    if client_id is None:
        return None
    row = tx.execute(
        sa.select(message.c.id, message.c.at, message.c.text, message.c.alternatives).where(
            message.c.conversation_id == conversation_id, message.c.client_id == client_id
        )
    ).first()
    if row is None:
        return None
    finished = row.alternatives is not None  # `note_understanding` closes a turn
    return Seen(row.id, row.at, row.text, finished, tuple(transcripts.replies_to(tx, row.id)))


def _next_position(tx: Tx, reply_to: int) -> int:
    """Replies to one message may come in several turns: the assistant's, then a person's."""
    last = tx.execute(sa.select(sa.func.max(message.c.position)).where(message.c.reply_to == reply_to))
    found = last.scalar()
    return 0 if found is None else int(found) + 1


def _keep(tx: Tx, conversation_id: str) -> None:
    """Wait for whoever erases it, and have them wait for us: FOR KEY SHARE, as a row that refers to it would."""
    query = sa.select(conversation.c.id).where(conversation.c.id == conversation_id)
    tx.execute(query.with_for_update(read=True, key_share=True))


def _touch(tx: Tx, conversation_id: str, at: datetime) -> None:
    row = conversation.c
    tx.execute(sa.update(conversation).where(row.id == conversation_id, row.last_at < at).values(last_at=at))


def _update(tx: Tx, conversation_id: str, **values: Any) -> None:
    changed = tx.execute(sa.update(conversation).where(conversation.c.id == conversation_id).values(**values))
    if changed.rowcount != 1:
        raise UnknownConversation(conversation_id)
