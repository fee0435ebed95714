"""What the staff's calendar shows: consultations and held times with whose they are. Plain reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.clinic.calendar import Slot, is_within_hours
from bot.clinic.profile import Clinic
from bot.store.blocks import blocked_bookings
from bot.store.booking_rows import Booking
from bot.store.engine import Tx
from bot.store.tables import booking, booking_event, conversation, person, treating_clinician
from bot.store.types import Json

MOST = 500  # rows of a week


@dataclass(frozen=True)
class Entry:
    """A consultation, or a time that is held; `clinician_status` is how far the conversation with theirs has come."""

    booking: Booking
    name: str | None
    phone: str | None
    phone_extension: str | None
    email: str | None
    clinician: str | None
    clinician_status: str | None


@dataclass(frozen=True)
class Event:
    """Something that was done to a booking: who, what, and what was true before and after."""

    at: datetime
    actor: str
    action: str
    before: Json
    after: Json


def between(tx: Tx, since: datetime, until: datetime, now: datetime) -> list[Entry]:
    """What begins from `since` on and before `until`, in order; of held times those that have not run out."""
    row = booking.c
    held = (row.state == "held") & (row.hold_expires_at > now)
    shown = sa.or_(row.state.not_in(("held", "expired")), held)
    query = _entries().where(shown, row.starts_at >= since, row.starts_at < until)
    return [_read(found) for found in tx.execute(query.order_by(row.starts_at, row.id).limit(MOST))]


def in_blocks(tx: Tx, now: datetime) -> list[Entry]:
    """The consultations to come that stand in blocked time, in order: each is to be moved or cancelled."""
    query = _entries().where(booking.c.id.in_(blocked_bookings(now)))
    return [_read(found) for found in tx.execute(query.order_by(booking.c.starts_at, booking.c.id).limit(MOST))]


def outside_hours(tx: Tx, clinic: Clinic, now: datetime) -> list[Entry]:
    """Those to come outside the hours in force, but for those in blocked time: to be moved or cancelled, too."""
    row = booking.c
    query = (
        sa.select(row.id, row.consultant_id, row.starts_at, row.ends_at)
        .where(row.state == "booked", row.starts_at > now, row.id.not_in(blocked_bookings(now)))
        .order_by(row.starts_at, row.id)
    )
    found = [
        one.id
        for one in tx.execute(query)
        if not is_within_hours(clinic, Slot(one.consultant_id, one.starts_at, one.ends_at))
    ]
    shown = _entries().where(row.id.in_(found[:MOST])).order_by(row.starts_at, row.id)
    return [_read(one) for one in tx.execute(shown)]


def entry(tx: Tx, booking_id: int) -> Entry | None:
    """One of them, in whatever state it is."""
    row = tx.execute(_entries().where(booking.c.id == booking_id)).first()
    return None if row is None else _read(row)


def history(tx: Tx, booking_id: int) -> list[Event]:
    """What was done to a booking, in its order."""
    columns = [booking_event.c[name] for name in Event.__dataclass_fields__]
    query = sa.select(*columns).where(booking_event.c.booking_id == booking_id).order_by(booking_event.c.id)
    return [Event(**row._mapping) for row in tx.execute(query)]


def _entries() -> Any:
    own = [booking.c[name] for name in Booking.__dataclass_fields__]
    others = [
        person.c.name.label("who"),
        person.c.phone,
        person.c.phone_extension,
        person.c.email,
        conversation.c.phone.label("texts_from"),
        treating_clinician.c.name.label("clinician"),
        treating_clinician.c.status.label("clinician_status"),
    ]
    joined = (
        booking.join(conversation, conversation.c.id == booking.c.conversation_id)
        .outerjoin(person, person.c.conversation_id == booking.c.conversation_id)
        .outerjoin(treating_clinician, treating_clinician.c.id == booking.c.treating_clinician_id)
    )
    return sa.select(*own, *others).select_from(joined)


def _read(row: Any) -> Entry:
    values = {name: row._mapping[name] for name in Booking.__dataclass_fields__}
    found = Booking(**{**values, "reference": row.reference or "", "notes": tuple(row.notes)})
    phone = row.phone or row.texts_from
    return Entry(found, row.who, phone, row.phone_extension, row.email, row.clinician, row.clinician_status)
