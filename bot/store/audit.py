"""The audit log: append-only, and chained by hashes, so that a row that was changed or taken out is noticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.sql import insert, lock_name
from bot.store.tables import audit_event

BEGINNING = "0" * 64


@dataclass(frozen=True)
class AuditEvent:
    """One event. `actor` is staff:<id>, system or unknown; `subject` names what it was done to, by its id."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str | None
    detail: Any
    address: str | None


_FIELDS = [audit_event.c[name] for name in AuditEvent.__dataclass_fields__]


def record(
    tx: Tx,
    actor: str,
    action: str,
    now: datetime,
    *,
    subject: str | None = None,
    detail: Mapping[str, Any] | None = None,
    address: str | None = None,
) -> int:
    """Add an event in the transaction of what it is about, and return its id. No words of a person belong in it."""
    lock_name(tx, "audit")  # the chain has one end
    query = sa.select(audit_event.c.hash).order_by(audit_event.c.id.desc()).limit(1)
    previous = tx.execute(query).scalar() or BEGINNING
    values: dict[str, Any] = {
        "at": now.astimezone(timezone.utc),
        "actor": actor,
        "action": action,
        "subject": subject,
        "detail": None if detail is None else dict(detail),
        "address": address,
    }
    return insert(tx, audit_event, previous_hash=previous, hash=_hash(previous, values), **values)


def verify(tx: Tx) -> int | None:
    """The id of the first event that is not as it was written, or that follows one which is gone; None: all is well."""
    previous = BEGINNING
    for row in tx.execute(sa.select(audit_event).order_by(audit_event.c.id)):
        values = {name: getattr(row, name) for name in ("at", "actor", "action", "subject", "detail", "address")}
        if row.previous_hash != previous or row.hash != _hash(previous, values):
            return int(row.id)
        previous = row.hash
    return None


def count(tx: Tx) -> int:
    """How many events there are."""
    return int(tx.execute(sa.select(sa.func.count()).select_from(audit_event)).scalar_one())


def latest(tx: Tx, limit: int, before: int | None = None, subject: str | None = None) -> list[AuditEvent]:
    """The last events, the newest first, below an id, and about one subject only if one is named."""
    query = sa.select(*_FIELDS).order_by(audit_event.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(audit_event.c.id < before)
    if subject is not None:
        query = query.where(audit_event.c.subject == subject)
    return [AuditEvent(**row._mapping) for row in tx.execute(query)]


def _hash(previous: str, values: Mapping[str, Any]) -> str:
    told = {**values, "at": values["at"].isoformat()}
    content = json.dumps([previous, told], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()
