"""What is kept no longer: conversations whose time is over, and sessions that open nothing any more.

Worked off by the courier in small batches, each a transaction of its own: one that is cut off is done again whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.store import audit, erasure, sessions
from bot.store.engine import Tx
from bot.store.tables import (
    booking,
    conversation,
    crisis_event,
    follow_up,
    inbound_text,
    outbox,
    staff_invitation,
    staff_note,
    staff_session,
    web_session,
    work_step,
)

_BOOKED = booking.c.state.not_in(("held", "expired"))
SIGN_INS = timedelta(days=30)  # since a session of the staff or an invitation opens nothing any more


@dataclass(frozen=True)
class Periods:
    """How long after the last that happened: without an appointment, and with one, which may be past or cancelled."""

    unfinished: timedelta
    transcripts: timedelta


def due(tx: Tx, periods: Periods, now: datetime, limit: int) -> list[str]:
    """Conversations whose time is over, the longest quiet first; a look that locks nothing."""
    return list(tx.execute(_due(periods, now).limit(limit)).scalars())


def purge(tx: Tx, periods: Periods, now: datetime, limit: int) -> int:
    """Erase up to `limit` conversations whose time is over, and return how many; another courier's are left to it."""
    locked = _lock_due(tx, periods, now, limit)
    # something may have happened between the look and the lock
    ids = list(tx.execute(_due(periods, now).where(conversation.c.id.in_(locked))).scalars())
    if ids:
        counts = erasure.erase_locked(tx, ids, now)
        audit.record(tx, "system", "kept no longer", now, detail=counts)
    return len(ids)


def purge_sessions(tx: Tx, now: datetime) -> int:
    """Delete sessions and invitations that open nothing any more; returns how many."""
    session, invitation = staff_session.c, staff_invitation.c
    over: tuple[tuple[sa.Table, Any], ...] = (
        (web_session, web_session.c.started_at <= now - sessions.LONGEST),
        (staff_session, sa.func.coalesce(session.ended_at, session.last_at) < now - SIGN_INS),
        (staff_invitation, invitation.expires_at < now - SIGN_INS),
    )
    return sum(int(tx.execute(sa.delete(table).where(where)).rowcount) for table, where in over)


def _lock_due(tx: Tx, periods: Periods, now: datetime, limit: int) -> list[str]:
    query = _due(periods, now).limit(limit).with_for_update(skip_locked=True, of=conversation)
    return list(tx.execute(query).scalars())


def _due(periods: Periods, now: datetime) -> Any:
    booked = _some(booking, _BOOKED)
    unfinished = ~booked & _is_quiet_since(now - periods.unfinished)
    over = booked & _is_quiet_since(now - periods.transcripts)
    return sa.select(conversation.c.id).where(sa.or_(unfinished, over), ~_waits(now)).order_by(conversation.c.last_at)


def _is_quiet_since(moment: datetime) -> Any:
    """Neither the person nor the staff have done anything since, and no appointment was to take place."""
    return (
        (conversation.c.last_at < moment)
        & ~_some(booking, _BOOKED & (booking.c.ends_at >= moment))
        & ~_some(follow_up, follow_up.c.updated_at >= moment)
        & ~_some(crisis_event, crisis_event.c.acknowledged_at >= moment)
        & ~_some(staff_note, staff_note.c.at >= moment)
        & ~_some(work_step, work_step.c.at >= moment)
    )


def _waits(now: datetime) -> Any:
    """Whether somebody still has to do something: then it is kept, however old it is."""
    unseen = crisis_event.c.acknowledged_at.is_(None) & (crisis_event.c.level != "mention")
    return sa.or_(
        _some(crisis_event, unseen),
        _some(follow_up, follow_up.c.state == "open"),
        _some(booking, (booking.c.state == "booked") & (booking.c.ends_at > now)),
        _some(inbound_text, inbound_text.c.state == "pending"),
        _some(outbox, outbox.c.state.in_(("queued", "sending"))),
    )


def _some(table: sa.Table, where: Any) -> Any:
    return sa.exists().where((table.c.conversation_id == conversation.c.id) & where)
