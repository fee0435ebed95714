"""Erasing a person: what they said, who they are and what was noted about them, in one transaction and for good.

What stays says nothing of anybody: that at some time somebody was booked, for the calendar and the figures; that a
number wants no texts, as a keyed hash; and who erased, in the audit log. docs/privacy.md lists it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Literal
from uuid import uuid4

import sqlalchemy as sa

from bot.store import bookings, holds, opt_outs, overwriting, traces
from bot.store.engine import Tx
from bot.store.errors import UnknownConversation
from bot.store.tables import (
    booking,
    booking_event,
    consent,
    conversation,
    crisis_event,
    draft,
    follow_up,
    inbound_text,
    message,
    opt_out,
    outbox,
    person,
    review,
    screening,
    staff_note,
    tag,
    treating_clinician,
    web_session,
    work_step,
)

# Rows that go with their conversation, those that refer to others first.
_ROWS: tuple[sa.Table, ...] = (
    inbound_text,
    message,
    draft,
    web_session,
    staff_note,
    tag,
    review,
    crisis_event,
    work_step,
    follow_up,
    consent,
    treating_clinician,
    person,
    screening,
)


class NotErased(Exception):
    """Something stands against it, and nothing was changed.

    danger: nobody of the staff has acknowledged it; waiting: a text is not answered yet; appointment: one is to come
    that was not named.
    """

    def __init__(self, why: Literal["danger", "waiting", "appointment"]) -> None:
        super().__init__(why)
        self.why = why


def erase(
    tx: Tx, conversation_ids: Collection[str], now: datetime, cancel: Collection[tuple[int, int]], actor: str
) -> dict[str, int]:
    """Erase all that there is of these conversations, and return how many rows of each table that were.

    Appointments to come are cancelled, and must be named in `cancel` by id and sequence: nobody's is cancelled
    unseen. Who books, writes or sends for one of them meanwhile comes before it or finds nothing any more.

    Raises:
        UnknownConversation: there is none of that id, or no longer.
        NotErased: something stands against it.
    """
    ids = _lock(tx, conversation_ids)
    if set(ids) != set(conversation_ids):
        raise UnknownConversation("to be erased")
    if traces.in_danger(tx, ids):
        raise NotErased("danger")
    if traces.is_waited_for(tx, ids, now):
        raise NotErased("waiting")
    to_come = traces.appointments_to_come(tx, ids, now)
    if not {(one.id, one.sequence) for one in to_come} <= set(cancel):
        raise NotErased("appointment")
    for one in to_come:
        bookings.cancel(tx, one.id, now, actor)
    return erase_locked(tx, ids, now)


def erase_locked(tx: Tx, ids: Collection[str], now: datetime) -> dict[str, int]:
    """Erase conversations that are locked FOR UPDATE and have no appointment to come."""
    counts = {"opt_out": _hide_numbers(tx, ids)}
    counts["outbox"] = _erase_texts(tx, ids)
    for one in ids:
        holds.release(tx, one, now)
    counts["booking"] = _forget_who_booked(tx, ids)
    for table in _ROWS:
        counts[table.name] = _delete(tx, table, table.c.conversation_id.in_(list(ids)))
    counts["conversation"] = _delete(tx, conversation, conversation.c.id.in_(list(ids)))
    overwriting.note(tx)
    return {name: count for name, count in counts.items() if count}


def _lock(tx: Tx, conversation_ids: Collection[str]) -> list[str]:
    """Those of these conversations that there are, for this transaction alone: nobody may even refer to them."""
    query = sa.select(conversation.c.id).where(conversation.c.id.in_(list(conversation_ids)))
    return list(tx.execute(query.order_by(conversation.c.id).with_for_update()).scalars())


def _hide_numbers(tx: Tx, ids: Collection[str]) -> int:
    """Whoever wants no texts wants none afterwards either."""
    kept = sum(opt_outs.make_unreadable(tx, number) for number in traces.numbers_of(tx, ids))
    _delete(tx, opt_out, opt_out.c.address.in_(list(ids)))  # the conversation itself: it never comes again
    return kept


def _erase_texts(tx: Tx, ids: Collection[str]) -> int:
    """What was sent and what is to leave, also about their appointments to another conversation; and its reports."""
    about = outbox.c.booking_id.in_(sa.select(booking.c.id).where(booking.c.conversation_id.in_(list(ids))))
    return _delete(tx, outbox, sa.or_(outbox.c.conversation_id.in_(list(ids)), about))


def _forget_who_booked(tx: Tx, ids: Collection[str]) -> int:
    """Appointments stay as times at which somebody was booked; what was only held goes. Returns how many stay."""
    own = booking.c.conversation_id.in_(list(ids))
    _delete(tx, booking, own & booking.c.state.in_(("held", "expired")))
    kept = list(tx.execute(sa.select(booking.c.id).where(own)).scalars())
    for booking_id in kept:
        tx.execute(sa.update(booking).where(booking.c.id == booking_id).values(**_nobody(booking_id)))
        _forget_reference(tx, booking_id)
    return len(kept)


def _nobody(booking_id: int) -> dict[str, Any]:
    return {
        "public_id": str(uuid4()),  # the old one stands in the person's calendar
        "reference": f"ERASED-{booking_id}",
        "conversation_id": None,
        "person_id": None,
        "screening_id": None,
        "treating_clinician_id": None,
        "idempotency_key": None,
        "manage_token_hash": None,
        "notes": [],
        "priority": False,
        "version": booking.c.version + 1,
    }


def _forget_reference(tx: Tx, booking_id: int) -> None:
    own = booking_event.c.booking_id == booking_id
    for row in tx.execute(sa.select(booking_event).where(own)).all():
        facts = {
            name: {**value, "reference": None}
            for name, value in (("before", row.before), ("after", row.after))
            if value
        }
        if facts:
            tx.execute(sa.update(booking_event).where(booking_event.c.id == row.id).values(**facts))


def _delete(tx: Tx, table: sa.Table, where: Any) -> int:
    return int(tx.execute(sa.delete(table).where(where)).rowcount)
