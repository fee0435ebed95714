"""The audit log: append-only, chained by keyed hashes, and with its end kept beside it.

Who can write into the database but does not know the installation's secret can neither change a row nor take one out,
at the end either, without its being noticed. What the database alone cannot show is that all of it was put back to how
it once was: for that the last hash is kept elsewhere, see `contains`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.keys import audit_mac
from bot.store.sql import insert, lock_name
from bot.store.tables import audit_end, audit_event

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


@dataclass(frozen=True)
class Fault:
    """What is wrong with the log: at which event, or after which, and in words."""

    event: int
    words: str


@dataclass(frozen=True)
class _End:
    """How many events there are, and the hash of the last; up to `unkeyed_until` they were written without a key."""

    count: int
    hash: str
    unkeyed_until: int
    mac: str = ""

    def expected_mac(self, tx: Tx) -> str:
        return audit_mac(tx, f"end:{self.count}:{self.unkeyed_until}:{self.hash}".encode())

    def is_ours(self, tx: Tx) -> bool:
        return hmac.compare_digest(self.mac, self.expected_mac(tx))


_TOLD = ("at", "actor", "action", "subject", "detail", "address")
# The events and the end in one statement, so that what is recorded meanwhile is in both or in neither.
_CHAIN = (
    sa.select(audit_event, *(audit_end.c[name].label(f"end_{name}") for name in _End.__dataclass_fields__))
    .select_from(audit_event.outerjoin(audit_end, sa.true()))
    .order_by(audit_event.c.id)
    .execution_options(yield_per=1000)
)
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
    end = _end(tx)
    previous = BEGINNING if end is None else end.hash
    values: dict[str, Any] = {
        "at": now.astimezone(timezone.utc),
        "actor": actor,
        "action": action,
        "subject": subject,
        "detail": None if detail is None else dict(detail),
        "address": address,
    }
    own = audit_mac(tx, _content(previous, values))
    _keep_end(tx, end, own)
    return insert(tx, audit_event, previous_hash=previous, hash=own, **values)


def verify(tx: Tx) -> Fault | None:
    """The first thing that is not as it was written; None: all is well."""
    previous, last, events = BEGINNING, 0, 0
    end = None
    for row in tx.execute(_CHAIN):
        end = None if row.end_count is None else _End(row.end_count, row.end_hash, row.end_unkeyed_until, row.end_mac)
        content = _content(previous, {name: getattr(row, name) for name in _TOLD})
        unkeyed = end is not None and row.id <= end.unkeyed_until
        expected = hashlib.sha256(content).hexdigest() if unkeyed else audit_mac(tx, content)
        if row.previous_hash != previous or not hmac.compare_digest(row.hash, expected):
            return Fault(int(row.id), f"The chain breaks at event {row.id}.")
        previous, last, events = row.hash, int(row.id), events + 1
    if events == 0:
        return None if _end(tx) is None else Fault(0, "All events were taken out.")
    if end is None:
        return Fault(last, "The kept end of the log is gone.")
    if not end.is_ours(tx):
        return Fault(last, "The kept end of the log was changed.")
    if (events, previous) != (end.count, end.hash):
        return Fault(last, f"Events after event {last} were taken out.")
    return None


def head(tx: Tx) -> str | None:
    """The last hash, to be kept elsewhere; None: nothing was recorded yet."""
    end = _end(tx)
    return None if end is None else str(end.hash)


def contains(tx: Tx, hash_of_event: str) -> bool:
    """Whether an event that was the last one some time ago is still there; else the log was put back or cut off."""
    query = sa.select(audit_event.c.id).where(audit_event.c.hash == hash_of_event.strip().lower())
    return tx.execute(query).first() is not None


def count(tx: Tx) -> int:
    """How many events there are."""
    return int(tx.execute(sa.select(sa.func.count()).select_from(audit_event)).scalar_one())


def has_lately(tx: Tx, actor: str, subject: str, since: datetime) -> bool:
    """Whether that one has done anything with the subject since then."""
    row = audit_event.c
    query = sa.select(row.id).where(row.subject == subject, row.actor == actor, row.at > since).limit(1)
    return tx.execute(query).first() is not None


def latest(tx: Tx, limit: int, before: int | None = None, subject: str | None = None) -> list[AuditEvent]:
    """The last events, the newest first, below an id, and about one subject only if one is named."""
    query = sa.select(*_FIELDS).order_by(audit_event.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(audit_event.c.id < before)
    if subject is not None:
        query = query.where(audit_event.c.subject == subject)
    return [AuditEvent(**row._mapping) for row in tx.execute(query)]


def _content(previous: str, values: Mapping[str, Any]) -> bytes:
    told = {**values, "at": values["at"].isoformat()}
    return json.dumps([previous, told], sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _end(tx: Tx) -> _End | None:
    row = tx.execute(sa.select(*(audit_end.c[name] for name in _End.__dataclass_fields__))).first()
    return None if row is None else _End(**row._mapping)


def _keep_end(tx: Tx, before: _End | None, own: str) -> None:
    after = _End(1, own, 0) if before is None else _End(before.count + 1, own, before.unkeyed_until)
    # an end that somebody else wrote is never signed
    mac = after.expected_mac(tx) if before is None or before.is_ours(tx) else before.mac
    values = {"count": after.count, "hash": own, "unkeyed_until": after.unkeyed_until, "mac": mac}
    if before is None:
        tx.execute(sa.insert(audit_end).values(id=1, **values))
    else:
        tx.execute(sa.update(audit_end).values(**values))
