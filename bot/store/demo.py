"""Conversations of the demonstration: marked before their first message, so that nothing of them ever leaves.

The mark is a column of the conversation, which nobody can set or clear from outside.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.store import conversations, reviews
from bot.store.engine import Tx
from bot.store.tables import conversation, crisis_event, message, metadata, outbox, staff_account

REASON = "demo"
LOGINS = "@demo.invalid"  # a domain that nobody can have (RFC 2606)
_OWN = sa.select(conversation.c.id).where(conversation.c.demo.is_(sa.true()))


class NotFree(Exception):
    """A real conversation has this id."""


def begin(tx: Tx, conversation_id: str, channel: str, now: datetime, phone: str | None = None) -> None:
    """Begin a conversation of the demonstration, or leave it as it is. Raises NotFree."""
    found = conversations.find(tx, conversation_id)
    if found is None:
        conversations.ensure(tx, conversation_id, channel, now, phone)
        tx.execute(sa.update(conversation).where(conversation.c.id == conversation_id).values(demo=True))
    elif not found.demo:
        raise NotFree(conversation_id)


def is_demo(tx: Tx, conversation_id: str | None) -> bool:
    """Whether it is one of the demonstration's."""
    query = sa.select(conversation.c.demo).where(conversation.c.id == conversation_id)
    return bool(tx.execute(query).scalar())


def count(tx: Tx) -> tuple[int, int]:
    """How many conversations are the demonstration's, and how many are real."""
    query = sa.select(conversation.c.demo, sa.func.count()).group_by(conversation.c.demo)
    found = {bool(demo): int(number) for demo, number in tx.execute(query)}
    return found.get(True, 0), found.get(False, 0)


def silence(tx: Tx) -> None:
    """Hold back what waits to leave, and let no event alert anybody any more."""
    waits = (outbox.c.state == "queued") & outbox.c.conversation_id.in_(_OWN)
    tx.execute(sa.update(outbox).where(waits).values(state="withheld", error=REASON))
    tx.execute(sa.update(crisis_event).where(crisis_event.c.conversation_id.in_(_OWN)).values(alert_due_at=None))


def drop_unused(tx: Tx) -> None:
    """Take away what was begun for a number to which nothing was written."""
    own = conversation.c.id
    used = [sa.exists().where(table.c.conversation_id == own) for table in (message, outbox)]
    tx.execute(sa.delete(conversation).where(conversation.c.demo.is_(sa.true()), ~sa.or_(*used)))


def remove(tx: Tx, now: datetime) -> int:
    """Take away all of it and nothing else; returns how many conversations. An account that somebody entered stays."""
    for table in reversed(metadata.sorted_tables):
        if "conversation_id" in table.c:
            tx.execute(sa.delete(table).where(table.c.conversation_id.in_(_OWN)))
    removed = int(tx.execute(sa.delete(conversation).where(conversation.c.demo.is_(sa.true()))).rowcount)
    unused = staff_account.c.login.endswith(LOGINS) & staff_account.c.password_hash.is_(None)
    for account in list(tx.execute(sa.select(staff_account.c.id).where(unused)).scalars()):
        for held in reviews.held_by(tx, account):
            reviews.hand_back(tx, held, now)
        tx.execute(sa.delete(staff_account).where(staff_account.c.id == account))
    return removed
