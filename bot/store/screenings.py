"""Results of the screening: what was answered, what followed from it, and what the person was told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.clinic.profile import Outcome
from bot.store import funnel
from bot.store.engine import Tx
from bot.store.sql import insert
from bot.store.tables import screening
from bot.store.types import Json


@dataclass(frozen=True)
class Screening:
    """One result. `answers` are ids of answers by ids of questions, `reasons` the texts that were told."""

    id: int
    conversation_id: str
    at: datetime
    outcome: Outcome
    notes: tuple[str, ...]
    rule_ids: tuple[str, ...]
    reasons: tuple[str, ...]
    answers: Mapping[str, Json]
    rules_version: str
    priority: bool


def record(
    tx: Tx,
    conversation_id: str,
    now: datetime,
    *,
    outcome: Outcome | str,
    notes: Sequence[str],
    rule_ids: Sequence[str],
    reasons: Sequence[str],
    answers: Mapping[str, Json],
    rules_version: str,
    priority: bool,
) -> int:
    """Add a result and return its id; earlier ones stay, since somebody was told them."""
    may_book = Outcome(outcome) in (Outcome.ELIGIBLE, Outcome.ELIGIBLE_WITH_NOTE)
    funnel.reach(tx, conversation_id, "eligible" if may_book else "screened")
    return insert(
        tx,
        screening,
        conversation_id=conversation_id,
        at=now,
        outcome=Outcome(outcome).value,
        notes=list(notes),
        rule_ids=list(rule_ids),
        reasons=list(reasons),
        answers=dict(answers),
        rules_version=rules_version,
        priority=priority,
    )


def get(tx: Tx, screening_id: int) -> Screening | None:
    """One result."""
    row = tx.execute(sa.select(screening).where(screening.c.id == screening_id)).first()
    return None if row is None else _read(row)


def latest_of(tx: Tx, conversation_id: str) -> Screening | None:
    """The newest result of a conversation."""
    query = (
        sa.select(screening)
        .where(screening.c.conversation_id == conversation_id)
        .order_by(screening.c.id.desc())
        .limit(1)
    )
    row = tx.execute(query).first()
    return None if row is None else _read(row)


def _read(row: Any) -> Screening:
    values = dict(row._mapping)
    values["outcome"] = Outcome(row.outcome)
    values |= {name: tuple(values[name]) for name in ("notes", "rule_ids", "reasons")}
    return Screening(**values)
