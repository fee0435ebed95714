"""Small statements that several tables need."""

from __future__ import annotations

import hashlib
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.store.engine import Tx
from bot.store.errors import UnknownConversation
from bot.store.tables import conversation


def insert(tx: Tx, table: sa.Table, **values: Any) -> int:
    """Insert one row and return its id."""
    return int(tx.execute(sa.insert(table).values(**values)).inserted_primary_key[0])


def try_insert(tx: Tx, table: sa.Table, **values: Any) -> bool:
    """Insert one row; False when a unique key of it is taken, and the transaction goes on."""
    try:
        with tx.begin_nested():
            tx.execute(sa.insert(table).values(**values))
    except IntegrityError:
        return False
    return True


def lock_conversation(tx: Tx, conversation_id: str) -> None:
    """Let one transaction at a time work on a conversation; taken before all other locks.

    FOR NO KEY UPDATE on PostgreSQL, so that rows which merely refer to it can be written. SQLite has
    one writer at a time anyway.

    Raises:
        UnknownConversation: there is none.
    """
    query = sa.select(conversation.c.id).where(conversation.c.id == conversation_id).with_for_update(key_share=True)
    if tx.execute(query).first() is None:
        raise UnknownConversation(conversation_id)


def lock_name(tx: Tx, name: str, *, shared: bool = False) -> None:
    """Let one transaction at a time pass for a name, until it ends; or all that share it, but none that does not.

    An advisory lock on PostgreSQL, so that nothing is left behind, which matters for phone numbers.
    """
    if tx.dialect.name == "postgresql":
        key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        lock = sa.func.pg_advisory_xact_lock_shared if shared else sa.func.pg_advisory_xact_lock
        tx.execute(sa.select(lock(key)))
