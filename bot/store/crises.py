"""Messages of people in danger, for the staff to see first. Which rule saw it is kept, never a quote.

Of the open events of a conversation one carries the alerts (`alert_due_at`): somebody who writes ten such messages
does not wake the staff ten times, and a message that is worse does at once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store import follow_ups
from bot.store.engine import Tx
from bot.store.sql import insert, lock_conversation
from bot.store.tables import CRISIS_LEVELS, booking, crisis_event


@dataclass(frozen=True)
class Event:
    """One event. `level` is mention, risk or imminent; `kind` whose danger: self, other or medical."""

    id: int
    conversation_id: str
    channel: str
    level: str
    rule_id: str
    kind: str
    at: datetime
    alerts: int
    alert_due_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    note: str | None


_FIELDS = [crisis_event.c[name] for name in Event.__dataclass_fields__]
_OPEN = crisis_event.c.acknowledged_at.is_(None) & (crisis_event.c.level != "mention")


def record(
    tx: Tx, conversation_id: str, channel: str, level: str, rule_id: str, now: datetime, kind: str = "self"
) -> int:
    """Add an event in the transaction that logs the message, and return its id.

    What is open or booked for the conversation becomes urgent. From level risk on staff are to be alerted now, unless
    they have been because of an open event that was as bad.

    Raises:
        UnknownConversation: there is no such conversation.
    """
    lock_conversation(tx, conversation_id)
    _hasten(tx, conversation_id, now)
    carrier = _carrier(tx, conversation_id)
    alerts = level != "mention" and (carrier is None or _weight(level) > _weight(carrier.level))
    if alerts and carrier is not None:
        _schedule(tx, carrier, None, carrier.alerts)
    return insert(
        tx,
        crisis_event,
        conversation_id=conversation_id,
        channel=channel,
        level=level,
        rule_id=rule_id,
        kind=kind,
        at=now,
        alert_due_at=now if alerts else None,
    )


def alert_due(tx: Tx, now: datetime) -> list[Event]:
    """The events of which staff are to be told now, the worst first."""
    rows = tx.execute(sa.select(*_FIELDS).where(_OPEN, crisis_event.c.alert_due_at <= now).order_by(crisis_event.c.id))
    return sorted((_read(row) for row in rows), key=lambda event: -_weight(event.level))


def alerted(tx: Tx, event: Event, again_at: datetime) -> bool:
    """An alert is on its way, and the next is due at `again_at`; False when somebody else has sent it."""
    return _schedule(tx, event, again_at, event.alerts + 1)


def acknowledge(tx: Tx, event_id: int, by: str, now: datetime, note: str | None = None) -> bool:
    """A person of the staff has seen it, and with it all that the conversation showed before.

    What came after it alerts on its own. False when there is no such event, or when somebody had seen it before,
    whose name then stays.
    """
    event = find(tx, event_id)
    if event is None or event.acknowledged_at is not None:
        return False
    lock_conversation(tx, event.conversation_id)
    seen = (
        sa.update(crisis_event)
        .where(
            crisis_event.c.conversation_id == event.conversation_id,
            crisis_event.c.id <= event_id,
            crisis_event.c.acknowledged_at.is_(None),
        )
        .values(acknowledged_at=now, acknowledged_by=by, alert_due_at=None)
    )
    tx.execute(seen)
    tx.execute(sa.update(crisis_event).where(crisis_event.c.id == event_id).values(note=note))
    if _carrier(tx, event.conversation_id) is None:
        left = sorted(_open_of(tx, event.conversation_id), key=lambda later: (-_weight(later.level), later.id))
        if left:
            _schedule(tx, left[0], now, left[0].alerts)
    return True


def find(tx: Tx, event_id: int) -> Event | None:
    """One event."""
    row = tx.execute(sa.select(*_FIELDS).where(crisis_event.c.id == event_id)).first()
    return None if row is None else _read(row)


def unacknowledged(tx: Tx) -> list[Event]:
    """What no one of the staff has seen yet, from level risk on: the worst first, then the oldest."""
    rows = tx.execute(sa.select(*_FIELDS).where(_OPEN).order_by(crisis_event.c.id))
    return sorted((_read(row) for row in rows), key=lambda event: -_weight(event.level))


def any_of(tx: Tx, conversation_id: str) -> bool:
    """Whether the conversation ever showed danger, however slight: staff see it first."""
    query = sa.select(crisis_event.c.id).where(crisis_event.c.conversation_id == conversation_id).limit(1)
    return tx.execute(query).first() is not None


def last_grave(tx: Tx, conversation_ids: Collection[str]) -> datetime | None:
    """When one of these conversations last showed danger from level risk on, seen by the staff or not."""
    mine = crisis_event.c.conversation_id.in_(list(conversation_ids)) & (crisis_event.c.level != "mention")
    query = sa.select(crisis_event.c.at).where(mine).order_by(crisis_event.c.at.desc()).limit(1)
    found: datetime | None = tx.execute(query).scalar()
    return found


def _hasten(tx: Tx, conversation_id: str, now: datetime) -> None:
    follow_ups.hasten(tx, conversation_id, now)
    to_come = (booking.c.conversation_id == conversation_id) & (booking.c.state == "booked")
    tx.execute(sa.update(booking).where(to_come).values(priority=True))


def _open_of(tx: Tx, conversation_id: str) -> Sequence[Event]:
    rows = tx.execute(sa.select(*_FIELDS).where(_OPEN, crisis_event.c.conversation_id == conversation_id))
    return [_read(row) for row in rows]


def _carrier(tx: Tx, conversation_id: str) -> Event | None:
    carriers = [event for event in _open_of(tx, conversation_id) if event.alert_due_at is not None]
    return max(carriers, key=lambda event: _weight(event.level), default=None)


def _schedule(tx: Tx, event: Event, due_at: datetime | None, alerts: int) -> bool:
    """Set the next alert; the number of those before guards against two workers."""
    own = (crisis_event.c.id == event.id) & (crisis_event.c.alerts == event.alerts) & _OPEN
    changed = tx.execute(sa.update(crisis_event).where(own).values(alert_due_at=due_at, alerts=alerts))
    return bool(changed.rowcount == 1)


def _weight(level: str) -> int:
    return CRISIS_LEVELS.index(level)


def _read(row: Any) -> Event:
    return Event(**row._mapping)
