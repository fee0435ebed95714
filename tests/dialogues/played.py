"""Conversations that were played before, kept with their database, so that a test can begin where one of them stands.

Most tests of dialogues begin in the middle of the same interview. What was played once with the same words, from the
same moment and on an empty database, stands the same again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from tests.dialogues.driver import Conversation

_kept: dict[Hashable, tuple[sqlite3.Connection, list[Any], datetime, int]] = {}

_OF_THE_STORE = ("alembic_", "sqlite_")


def key_of(chat: Conversation, opening: str, answers: dict[str, Any], until: str | None) -> Hashable | None:
    """What a conversation that begins so is known by; None where something came before, or may be seen elsewhere."""
    if until is None or chat.turns or _file(chat) is None or _is_used(chat):
        return None
    said = repr(sorted(answers.items()))
    return (
        chat.id,
        chat.phone,
        chat.now,
        opening,
        said,
        until,
        repr(chat.running.clinic),
        repr(chat.running.settings.now),
    )


def keep(key: Hashable | None, chat: Conversation) -> None:
    """Keep where a conversation stands."""
    if key is not None and (file := _file(chat)) is not None:
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        with closing(sqlite3.connect(file)) as source:
            source.backup(copy)
        _kept[key] = copy, list(chat.turns), chat.now, chat.sent


def bring_back(key: Hashable | None, chat: Conversation) -> bool:
    """Put the conversation and its database to where they stood; False where that was never played."""
    file = _file(chat)
    if key is None or file is None or key not in _kept:
        return False
    copy, turns, chat.now, chat.sent = _kept[key]
    chat.turns[:] = turns
    with closing(sqlite3.connect(file)) as live:
        copy.backup(live)
    return True


def _file(chat: Conversation) -> Path | None:
    url = sa.engine.make_url(chat.running.settings.database_url)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _is_used(chat: Conversation) -> bool:
    """Whether anything was stored: what another conversation or a member of staff did may count in this one."""
    with chat.running.store.read() as tx:
        names = sa.inspect(tx).get_table_names()
        told = (name for name in names if "_words" not in name and not name.startswith(_OF_THE_STORE))
        return any(tx.execute(sa.select(sa.literal(1)).select_from(sa.table(name)).limit(1)).first() for name in told)
