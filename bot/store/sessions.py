"""Who may read and continue a conversation on the website: whoever holds the secret that was made for it.

The secret is known to the person's browser only; here is its hash. A session says nothing about who the
person is, and ends by itself.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.tables import web_session

IDLE = timedelta(hours=72)  # from a Friday night to a Monday evening; on a shared computer no longer than needed
LONGEST = timedelta(days=30)
_OPEN = timedelta(hours=1)  # since its last message, for the count of open conversations
_TOUCH = timedelta(minutes=1)


class SessionEnded(LookupError):
    """The secret opens nothing any more."""


def begin(tx: Tx, now: datetime) -> str:
    """Make the secret of a new conversation, 256 bits in 43 characters. The conversation's row comes later."""
    token = secrets.token_urlsafe(32)
    values = {"conversation_id": f"web:{secrets.token_urlsafe(16)}", "started_at": now, "last_at": now}
    tx.execute(sa.insert(web_session).values(token_hash=_hash(token), **values))
    return token


def find(tx: Tx, token: str, now: datetime) -> str | None:
    """The id of the conversation that the secret opens; None when it is wrong, ended or expired."""
    row = _row(tx, token, now)
    return None if row is None else str(row.conversation_id)


def touch(tx: Tx, token: str, now: datetime) -> None:
    """Note that the person has written."""
    where = (web_session.c.token_hash == _hash(token), web_session.c.last_at < now - _TOUCH)
    tx.execute(sa.update(web_session).where(*where).values(last_at=now))


def end(tx: Tx, token: str, now: datetime) -> str | None:
    """Let the secret open nothing any more; the id of its conversation, or None when it opened none."""
    row = _row(tx, token, now)
    if row is None:
        return None
    tx.execute(sa.update(web_session).where(web_session.c.token_hash == row.token_hash).values(ended_at=now))
    return str(row.conversation_id)


def count_open(tx: Tx, now: datetime) -> int:
    """How many conversations are open: begun or written to within the last hour, and not ended."""
    where = (web_session.c.last_at > now - _OPEN, web_session.c.ended_at.is_(None))
    return int(tx.execute(sa.select(sa.func.count()).select_from(web_session).where(*where)).scalar_one())


def _row(tx: Tx, token: str, now: datetime) -> Any:
    where = (
        web_session.c.token_hash == _hash(token),
        web_session.c.ended_at.is_(None),
        web_session.c.last_at > now - IDLE,
        web_session.c.started_at > now - LONGEST,
    )
    return tx.execute(sa.select(web_session).where(*where)).first()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
