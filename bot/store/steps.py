"""What was done on the work lists: who, when, what it became, and a word on it. Only added to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.sql import insert
from bot.store.tables import staff_account, work_step


@dataclass(frozen=True)
class Step:
    """One thing that was done; `by` is the colleague's name, none when it was the person."""

    id: int
    at: datetime
    by: str | None
    state: str
    note: str | None


def add(
    tx: Tx,
    conversation_id: str,
    state: str,
    now: datetime,
    *,
    clinician: int | None = None,
    follow_up: int | None = None,
    by: int | None = None,
    note: str | None = None,
) -> int:
    """Keep what was done about a treating clinician or a follow-up."""
    about = {"treating_clinician_id": clinician, "follow_up_id": follow_up}
    return insert(
        tx,
        work_step,
        conversation_id=conversation_id,
        staff_account_id=by,
        at=now,
        state=state,
        note=note or None,
        **about,
    )


def of_clinicians(tx: Tx, ids: Collection[int]) -> dict[int, list[Step]]:
    """The steps of each, the newest first."""
    return _of(tx, work_step.c.treating_clinician_id, ids)


def of_follow_ups(tx: Tx, ids: Collection[int]) -> dict[int, list[Step]]:
    """The steps of each, the newest first."""
    return _of(tx, work_step.c.follow_up_id, ids)


def _of(tx: Tx, about: Any, ids: Collection[int]) -> dict[int, list[Step]]:
    row = work_step.c
    joined = work_step.outerjoin(staff_account, staff_account.c.id == row.staff_account_id)
    query = sa.select(about, row.id, row.at, staff_account.c.name, row.state, row.note).select_from(joined)
    found: defaultdict[int, list[Step]] = defaultdict(list)
    for owner, *values in tx.execute(query.where(about.in_(list(ids))).order_by(row.id.desc())):
        found[owner].append(Step(*values))
    return found
