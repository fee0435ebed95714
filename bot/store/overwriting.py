"""What SQLite's files still hold of erased rows, overwritten in short steps that keep nobody waiting.

Rows themselves are overwritten as they are deleted (`secure_delete`). A full-text index holds deleted words until its
parts are merged, and the write-ahead log holds pages until it is emptied. PostgreSQL does such things by itself, sooner
or later, see docs/privacy.md.
"""

from __future__ import annotations

from typing import Any

from bot.store.engine import Store, Tx

PAGES = 500  # of an index, merged in one step
STEPS = 200  # at once; a larger index is gone on with later
_INDEXES = "SELECT name FROM sqlite_master WHERE type = 'table' AND lower(sql) LIKE 'create virtual table%using fts5%'"


def note(tx: Tx) -> None:
    """Something is being erased in this transaction: there is something to overwrite, until `finish` has done it."""
    if tx.dialect.name == "sqlite":
        tx.exec_driver_sql(f"PRAGMA user_version = {_noted(tx) + 1}")


def finish(store: Store, steps: int = STEPS) -> bool:
    """Overwrite what is noted; False when more is left, for another time."""
    if not store.is_sqlite:
        return True
    with store.read() as tx:
        noted = _noted(tx)
        indexes = list(tx.exec_driver_sql(_INDEXES).scalars()) if noted else []
    if not noted:
        return True
    for index in indexes:
        steps = _merge(store, index, steps)
        if steps <= 0:
            return False
    if not store.empty_log():
        return False
    with store.begin() as tx:
        if _noted(tx) == noted:  # else something more was erased meanwhile
            tx.exec_driver_sql("PRAGMA user_version = 0")
    return True


def _merge(store: Store, index: str, steps: int) -> int:
    """Merge all parts of an index, so that deleted words are in none; gives the steps that are left."""
    pages = -PAGES  # negative: all parts, however they differ in size
    while steps > 0:
        steps -= 1
        with store.begin() as tx:
            raw: Any = tx.connection
            before = raw.total_changes
            tx.exec_driver_sql(f'INSERT INTO "{index}"("{index}", rank) VALUES (\'merge\', {pages})')  # noqa: S608  ours
            if raw.total_changes - before < 2:  # as SQLite says that nothing was left to do
                return steps
        pages = PAGES
    return steps


def _noted(tx: Tx) -> int:
    return int(tx.exec_driver_sql("PRAGMA user_version").scalar_one())
