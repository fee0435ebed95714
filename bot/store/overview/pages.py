"""A page of the list: which conversations stand on it, and where the next begins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.overview import search
from bot.store.overview.filters import Filters, bound, conditions, place
from bot.store.overview.rows import Row, read
from bot.store.tables import conversation

PAGE = 30
SCAN = 2000  # conversations that are read through for a word that the index does not narrow down

Mark = tuple[datetime, str]


@dataclass(frozen=True)
class Page:
    """`next` is where the next page begins, for `Filters.before`; None: there is none.

    `reached`: so far back was looked for words that stand in very many conversations, and not further yet.
    """

    rows: list[Row]
    next: Mark | None
    reached: datetime | None = None


def conversations(tx: Tx, filters: Filters, now: datetime) -> Page:
    """A page of conversations, the latest first."""
    where = conditions(filters, now)
    limit: Mark | None = None
    if filters.words:
        found = search.conditions(tx, filters.words)
        if not found.narrow:
            limit = _last(tx, where)
            where += [place() >= bound(limit)] if limit is not None else []
        where += found.conditions
    marks = _marks(tx, where, PAGE + 1)
    ids = [identity for _, identity in marks[:PAGE]]
    if len(marks) > PAGE:
        return Page(read(tx, ids), marks[PAGE - 1])
    return Page(read(tx, ids), limit, None if limit is None else limit[0])


def neighbours(tx: Tx, conversation_id: str, filters: Filters, now: datetime) -> tuple[str | None, str | None]:
    """The conversations just above and just below this one in that list, in which it need not be: (newer, older)."""
    row = conversation.c
    at = tx.execute(sa.select(row.last_at).where(row.id == conversation_id)).scalar()
    if at is None:
        return None, None
    where, here = conditions(replace(filters, words=None, before=None), now), bound((at, conversation_id))
    listed = sa.select(row.id).where(*where).limit(1)
    newer = listed.where(place() > here).order_by(row.last_at, row.id)
    older = listed.where(place() < here).order_by(row.last_at.desc(), row.id.desc())
    return tx.execute(newer).scalar(), tx.execute(older).scalar()


def _marks(tx: Tx, where: list[Any], limit: int, offset: int = 0) -> list[Mark]:
    row = conversation.c
    query = sa.select(row.last_at, row.id).where(*where).order_by(row.last_at.desc(), row.id.desc())
    return [(found.last_at, found.id) for found in tx.execute(query.limit(limit).offset(offset))]


def _last(tx: Tx, where: list[Any]) -> Mark | None:
    """The last conversation that is read through, if there are more."""
    marks = _marks(tx, where, 2, SCAN - 1)
    return marks[0] if len(marks) == 2 else None
