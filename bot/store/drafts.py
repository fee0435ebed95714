"""What a person has given so far: kept here, not in the dialogue, so that nothing is asked twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.errors import StaleDraft
from bot.store.sql import lock_conversation, try_insert
from bot.store.tables import draft
from bot.store.types import Json


@dataclass(frozen=True)
class Draft:
    """`version` 0 is a draft that was never saved."""

    version: int = 0
    body: Mapping[str, Json] = field(default_factory=dict)


def load(tx: Tx, conversation_id: str) -> Draft:
    """The draft of a conversation, empty when there is none."""
    query = sa.select(draft.c.version, draft.c.body).where(draft.c.conversation_id == conversation_id)
    row = tx.execute(query).first()
    return Draft() if row is None else Draft(row.version, row.body)


def save(tx: Tx, conversation_id: str, body: Mapping[str, Json], version: int, now: datetime) -> int:
    """Save what became of a draft that was loaded at `version`, and return its new version.

    Raises:
        StaleDraft: it is not the newest; nothing was saved, and the transaction goes on.
        UnknownConversation: there is no such conversation.
    """
    lock_conversation(tx, conversation_id)
    values = {"version": version + 1, "body": dict(body), "updated_at": now}
    if version == 0:
        saved = try_insert(tx, draft, conversation_id=conversation_id, **values)
    else:
        where = (draft.c.conversation_id == conversation_id, draft.c.version == version)
        saved = tx.execute(sa.update(draft).where(*where).values(**values)).rowcount == 1
    if not saved:
        raise StaleDraft(conversation_id)
    return version + 1


def erase(tx: Tx, conversation_id: str) -> None:
    """Forget the draft of a conversation."""
    tx.execute(sa.delete(draft).where(draft.c.conversation_id == conversation_id))
