"""Comparisons of the intent model without and with an export: asked for, under way, done, or failed and why.

Whether a process is alive is told by the real clock, not by that of the conversation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.sql import insert, lock_name
from bot.store.tables import comparison
from bot.store.types import Json

LEASE = timedelta(minutes=2)  # after which a process that says nothing counts as gone


@dataclass(frozen=True)
class Comparison:
    """One comparison; `digest` is that of the content that it is about."""

    id: int
    file: str
    digest: str
    state: str
    at: datetime
    alive_at: datetime
    ended_at: datetime | None
    error: str | None
    result: Json

    def is_gone(self, real: datetime) -> bool:
        """Whether it was begun, or asked for, and nobody works on it any more."""
        return self.state in ("queued", "running") and self.alive_at < real - LEASE


class UnderWay(Exception):
    """Another comparison is being made: two would make each other, and the assistant, slow."""


_FIELDS = [comparison.c[name] for name in Comparison.__dataclass_fields__]


def ask(tx: Tx, file: str, digest: str, account_id: int | None, now: datetime, real: datetime) -> int:
    """Ask for a comparison and return its id.

    Raises:
        UnderWay: one is being made.
    """
    lock_name(tx, "comparison")
    busy = comparison.c.state.in_(("queued", "running")) & (comparison.c.alive_at >= _moment(real - LEASE))
    if tx.execute(sa.select(comparison.c.id).where(busy).limit(1)).first() is not None:
        raise UnderWay
    return insert(tx, comparison, file=file, digest=digest, staff_account_id=account_id, at=now, alive_at=real)


def begin(tx: Tx, comparison_id: int, real: datetime) -> bool:
    """A process takes it; False when it is not waiting any more."""
    own = (comparison.c.id == comparison_id) & (comparison.c.state == "queued")
    return bool(tx.execute(sa.update(comparison).where(own).values(state="running", alive_at=real)).rowcount)


def keep_alive(tx: Tx, comparison_id: int, real: datetime) -> None:
    """The process is still at work."""
    own = (comparison.c.id == comparison_id) & (comparison.c.state == "running")
    tx.execute(sa.update(comparison).where(own).values(alive_at=real))


def end(tx: Tx, comparison_id: int, now: datetime, *, result: Json = None, error: str | None = None) -> None:
    """It is done, or has failed."""
    values: dict[str, Any] = {"state": "done" if error is None else "failed", "result": result, "error": error}
    own = (comparison.c.id == comparison_id) & comparison.c.state.in_(("queued", "running"))
    tx.execute(sa.update(comparison).where(own).values(ended_at=now, **values))


def get(tx: Tx, comparison_id: int) -> Comparison | None:
    """One comparison."""
    row = tx.execute(sa.select(*_FIELDS).where(comparison.c.id == comparison_id)).first()
    return None if row is None else Comparison(**row._mapping)


def of(tx: Tx, file: str) -> list[Comparison]:
    """The comparisons of an export, the latest first."""
    query = sa.select(*_FIELDS).where(comparison.c.file == file).order_by(comparison.c.id.desc())
    return [Comparison(**row._mapping) for row in tx.execute(query)]


def is_compared(tx: Tx, digest: str) -> bool:
    """Whether this very content was compared to the end."""
    done = (comparison.c.digest == digest) & (comparison.c.state == "done")
    return tx.execute(sa.select(comparison.c.id).where(done).limit(1)).first() is not None


def _moment(at: datetime) -> Any:
    return sa.bindparam(None, at, type_=comparison.c.alive_at.type)
