"""What the staff say that messages wanted, one correction a message, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.sql import lock_conversation, try_insert
from bot.store.tables import conversation, correction, message, staff_account

MOST = 400  # messages that are looked at for the list of what was not understood
NOT_UNDERSTOOD = ("nlu_fallback", "out_of_scope")
LOW_CONFIDENCE = 0.4  # as in the filter of the conversations


@dataclass(frozen=True)
class Correction:
    """What somebody of the staff said of a message; `by` is their name."""

    message_id: int
    old_intent: str | None
    new_intent: str | None
    state: str
    by: str | None
    at: datetime
    file: str | None
    wording: str | None = None


@dataclass(frozen=True)
class Unclear:
    """A message that was not understood, and that nobody has corrected."""

    id: int
    conversation_id: str
    at: datetime
    text: str
    intent: str
    confidence: float | None
    alternatives: tuple[str, ...]
    question: str | None


@dataclass(frozen=True)
class Open:
    """A correction that is to be exported, with its message."""

    id: int
    message_id: int
    conversation_id: str
    text: str
    question: str | None
    crisis: str
    intent: str
    wording: str | None


class CannotCorrect(Exception):
    """The message is not one of a person's that may be learned from: none, of the assistant, or in danger."""


class Settled(Exception):
    """Somebody else has corrected the message meanwhile, or its correction stands in an exported file already."""


def correct(
    tx: Tx,
    message_id: int,
    intent: str | None,
    account_id: int,
    now: datetime,
    *,
    before: str | None = None,
) -> str:
    """Say what a message wanted, and return its conversation; None: there is nothing to learn from it.

    `before` is what the correction said when the page was made, so that nobody undoes what they have not seen.

    Raises:
        CannotCorrect: it is no message that can be learned from.
        Settled: somebody was quicker, or it is exported.
    """
    row = tx.execute(sa.select(message).where(message.c.id == message_id)).first()
    if row is None or row.direction != "in" or row.crisis != "none":
        raise CannotCorrect(message_id)
    lock_conversation(tx, row.conversation_id)
    own = correction.c.message_id == message_id
    known = tx.execute(sa.select(correction).where(own)).first()
    if known is not None and (known.state in ("exported", "adopted") or _told(known) != before):
        raise Settled(message_id)
    if known is None and before is not None:
        raise Settled(message_id)
    values: dict[str, Any] = {
        "new_intent": intent,
        "staff_account_id": account_id,
        "at": now,
        "state": "dismissed" if intent is None else "open",
        "wording": None,
    }
    if known is None:
        first = {"message_id": message_id, "conversation_id": row.conversation_id, "old_intent": row.intent}
        if not try_insert(tx, correction, **first, **values):
            raise Settled(message_id)
    else:
        tx.execute(sa.update(correction).where(own).values(**values))
    return str(row.conversation_id)


def _told(row: Any) -> str:
    """What a page says of a correction, to tell whether it has changed since."""
    return "dismissed" if row.state == "dismissed" else str(row.new_intent)


def of(tx: Tx, conversation_id: str) -> dict[int, Correction]:
    """The corrections in a conversation, by their messages."""
    names = [correction.c[name] for name in Correction.__dataclass_fields__ if name != "by"]
    query = (
        sa.select(*names, staff_account.c.name.label("by"))
        .select_from(correction.outerjoin(staff_account, staff_account.c.id == correction.c.staff_account_id))
        .where(correction.c.conversation_id == conversation_id)
    )
    return {row.message_id: Correction(**row._mapping) for row in tx.execute(query)}


def not_understood(
    tx: Tx, since: datetime | None = None, until: datetime | None = None, limit: int = MOST
) -> list[Unclear]:
    """The latest messages that were rejected, out of scope or hardly understood, without those that show danger."""
    row = message.c
    unclear = sa.or_(row.intent.in_(NOT_UNDERSTOOD), row.confidence < LOW_CONFIDENCE)
    query = (
        sa.select(*(row[name] for name in Unclear.__dataclass_fields__))
        .where(row.direction == "in", row.crisis == "none", row.intent.is_not(None), row.intent != "", unclear)
        .where(~sa.exists().where(correction.c.message_id == row.id))
        .order_by(row.id.desc())
        .limit(limit)
    )
    if since is not None:
        query = query.where(row.at >= since)
    if until is not None:
        query = query.where(row.at < until)
    return [_unclear(one) for one in tx.execute(query)]


def _unclear(row: Any) -> Unclear:
    return Unclear(**{**row._mapping, "alternatives": tuple(name for name, _ in row.alternatives or ())})


def whose(tx: Tx, message_ids: Collection[int]) -> list[tuple[int, str, str | None]]:
    """Messages with their conversations and intents, so ordered that two who lock these never wait for each other."""
    query = (
        sa.select(message.c.id, message.c.conversation_id, message.c.intent)
        .where(message.c.id.in_(message_ids), message.c.direction == "in")
        .order_by(message.c.conversation_id, message.c.id)
    )
    return [(row.id, row.conversation_id, row.intent) for row in tx.execute(query)]


def counts(tx: Tx) -> dict[str, int]:
    """How many corrections there are, by state."""
    query = sa.select(correction.c.state, sa.func.count()).group_by(correction.c.state)
    return {state: int(number) for state, number in tx.execute(query)}


def open_of_demonstration(tx: Tx) -> int:
    """How many open corrections are of made-up conversations, and are never exported."""
    made_up = correction.join(conversation, conversation.c.id == correction.c.conversation_id)
    query = sa.select(sa.func.count()).select_from(made_up)
    return int(tx.execute(query.where(correction.c.state == "open", conversation.c.demo.is_(sa.true()))).scalar_one())


def to_export(tx: Tx, ids: Collection[int] | None = None) -> list[Open]:
    """The open corrections with their messages, in the order in which they were made; of these ids only, if given.

    Nothing of the demonstration is ever exported.
    """
    query = (
        sa.select(
            correction.c.id,
            correction.c.message_id,
            correction.c.conversation_id,
            message.c.text,
            message.c.question,
            message.c.crisis,
            correction.c.new_intent.label("intent"),
            correction.c.wording,
        )
        .select_from(
            correction.join(message, message.c.id == correction.c.message_id).join(
                conversation, conversation.c.id == correction.c.conversation_id
            )
        )
        .where(correction.c.state == "open", conversation.c.demo.is_(sa.false()))
        .order_by(correction.c.id)
    )
    if ids is not None:
        query = query.where(correction.c.id.in_(ids))
    return [Open(**row._mapping) for row in tx.execute(query)]


def reword(tx: Tx, correction_id: int, wording: str | None) -> str | None:
    """Export these words instead of the person's; the conversation, or None when the correction is not open."""
    own = (correction.c.id == correction_id) & (correction.c.state == "open")
    tx.execute(sa.update(correction).where(own).values(wording=wording))
    found = tx.execute(sa.select(correction.c.conversation_id).where(own)).scalar()
    return None if found is None else str(found)


def dismiss(tx: Tx, correction_id: int, account_id: int, now: datetime) -> str | None:
    """There is nothing to learn from it after all; the conversation, or None when the correction is not open."""
    own = (correction.c.id == correction_id) & (correction.c.state == "open")
    found = tx.execute(sa.select(correction.c.conversation_id).where(own).with_for_update()).scalar()
    values = {"state": "dismissed", "new_intent": None, "wording": None, "staff_account_id": account_id, "at": now}
    tx.execute(sa.update(correction).where(own).values(**values))
    return None if found is None else str(found)


def mark_exported(tx: Tx, ids: Iterable[int], file: str) -> int:
    """They stand in a file now; how many of them were open."""
    own = correction.c.id.in_(list(ids)) & (correction.c.state == "open")
    return int(tx.execute(sa.update(correction).where(own).values(state="exported", file=file)).rowcount)


def mark_adopted(tx: Tx, file: str) -> int:
    """The file is training data now."""
    own = (correction.c.file == file) & (correction.c.state == "exported")
    return int(tx.execute(sa.update(correction).where(own).values(state="adopted")).rowcount)


def reopen(tx: Tx, file: str) -> int:
    """The file was thrown away: what stands in it is to be exported anew."""
    own = (correction.c.file == file) & (correction.c.state == "exported")
    return int(tx.execute(sa.update(correction).where(own).values(state="open", file=None)).rowcount)


def files(tx: Tx) -> set[str]:
    """The names of all exports that corrections stand in."""
    query = sa.select(sa.distinct(correction.c.file)).where(correction.c.file.is_not(None))
    return set(tx.execute(query).scalars())
