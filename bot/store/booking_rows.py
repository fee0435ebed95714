"""What a booking is, how it is found, and the record of what happened to it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from bot.clinic.calendar import Slot
from bot.store.engine import Tx
from bot.store.errors import StoreFault
from bot.store.references import read_reference
from bot.store.sql import insert
from bot.store.tables import booking, booking_event, person
from bot.store.types import Json

State = Literal["held", "booked", "cancelled", "expired", "completed", "no_show"]

PREFIX = "KC"  # of references, unless the caller has another
PERSON, SYSTEM = "person", "system"  # actors of the history; staff are "staff:<id>"


@dataclass(frozen=True)
class Booking:
    """A consultation that is held for a few minutes, booked, or was. Times are aware and in UTC.

    `reference` is empty until it is booked; `sequence` is that of its calendar file. `conversation_id` is empty when
    the person was erased.
    """

    id: int
    public_id: str
    reference: str
    consultant_id: str
    conversation_id: str
    channel: str
    person_id: int | None
    screening_id: int | None
    treating_clinician_id: int | None
    starts_at: datetime
    ends_at: datetime
    state: State
    hold_expires_at: datetime | None
    confirmed_at: datetime | None
    sequence: int
    version: int
    notes: tuple[str, ...]
    priority: bool
    created_at: datetime
    updated_at: datetime

    @property
    def slot(self) -> Slot:
        return Slot(self.consultant_id, self.starts_at, self.ends_at)


class UnknownBooking(LookupError):
    """There is no such appointment, or no longer."""


_COLUMNS = [booking.c[name] for name in Booking.__dataclass_fields__]


def select_bookings() -> Any:
    """A select of what `read_booking` needs, to be narrowed. Untyped: the stubs lose track of lists."""
    return sa.select(*_COLUMNS)


def read_booking(row: Any) -> Booking:
    """A row of `select_bookings` as a value."""
    empty = {"reference": row.reference or "", "conversation_id": row.conversation_id or ""}
    return Booking(**{**row._mapping, **empty, "notes": tuple(row.notes)})


def get(tx: Tx, booking_id: int) -> Booking:
    """One booking. Raises UnknownBooking."""
    found = _first(tx, booking.c.id == booking_id)
    if found is None:
        raise UnknownBooking(booking_id)
    return found


def held_of(tx: Tx, conversation_id: str) -> Booking | None:
    """The time a conversation holds. It may have run out by now, see `hold_expires_at`."""
    return _first(tx, booking.c.conversation_id == conversation_id, booking.c.state == "held")


def active_of(tx: Tx, conversation_id: str, now: datetime) -> list[Booking]:
    """A conversation's appointments that are still to come, the next one first."""
    return active_for(tx, conversation_id, None, now)


def active_for(tx: Tx, conversation_id: str, phone: str | None, now: datetime) -> list[Booking]:
    """The appointments to come of a conversation and of a verified number (E.164), the next one first.

    `phone` must be known by more than having been typed: whoever writes from it may see and change what was booked
    with it, by whatever channel.
    """
    own = booking.c.conversation_id == conversation_id
    if phone is not None:
        theirs = (person.c.phone == phone) & ~person.c.phone_is_wrong
        own = sa.or_(own, booking.c.person_id.in_(sa.select(person.c.id).where(theirs)))
    query = (
        select_bookings()
        .where(own, booking.c.state == "booked", booking.c.starts_at > now)
        .order_by(booking.c.starts_at)
    )
    return [read_booking(row) for row in tx.execute(query)]


def latest_of(tx: Tx, conversation_id: str) -> Booking | None:
    """A conversation's last appointment, also a cancelled or past one; a time that is only held is none."""
    query = (
        select_bookings()
        .where(booking.c.conversation_id == conversation_id, booking.c.state.not_in(("held", "expired")))
        .order_by(booking.c.id.desc())
        .limit(1)
    )
    row = tx.execute(query).first()
    return None if row is None else read_booking(row)


def by_reference(tx: Tx, text: str, prefix: str = PREFIX) -> Booking | None:
    """The booking a person means by "kc 7q4m2", in whatever state it is.

    A reference is short enough to be guessed. Before anything of the booking is told or changed, its
    owner must be known by more: the same conversation, or the phone number it was made with.
    """
    reference = read_reference(text, prefix)
    return None if reference is None else _first(tx, booking.c.reference == reference)


def by_idempotency_key(tx: Tx, key: str) -> Booking | None:
    """The booking that was confirmed under this key."""
    return _first(tx, booking.c.idempotency_key == key)


def by_token(tx: Tx, token: str) -> Booking | None:
    """The booking whose appointment page this secret opens."""
    return _first(tx, booking.c.manage_token_hash == _hash(token))


def set_token(tx: Tx, booking_id: int, token: str) -> None:
    """Let a secret open the booking's appointment page; only its hash is kept."""
    tx.execute(sa.update(booking).where(booking.c.id == booking_id).values(manage_token_hash=_hash(token)))


def forget_clinician(tx: Tx, conversation_id: str) -> None:
    """Let a conversation's bookings no longer name a treating clinician: the permission was withdrawn."""
    tx.execute(
        sa.update(booking).where(booking.c.conversation_id == conversation_id).values(treating_clinician_id=None)
    )


def refer(tx: Tx, conversation_id: str, *, clinician_id: int | None = None, screening_id: int | None = None) -> None:
    """Let a conversation's booked appointments name another clinician or screening: an answer was put right."""
    values = {"treating_clinician_id": clinician_id, "screening_id": screening_id}
    mine = (booking.c.conversation_id == conversation_id) & (booking.c.state == "booked")
    tx.execute(sa.update(booking).where(mine).values({key: one for key, one in values.items() if one is not None}))


def change(tx: Tx, before: Booking, action: str, actor: str, now: datetime, **values: Any) -> Booking:
    """Change a booking that nobody else can be changing, and record it.

    Raises:
        StoreFault: somebody changed it all the same.
    """
    changed = tx.execute(
        sa.update(booking)
        .where(booking.c.id == before.id, booking.c.version == before.version)
        .values(updated_at=now, version=before.version + 1, **values)
    )
    if changed.rowcount != 1:
        raise StoreFault(f"booking {before.id} was changed by two at once")
    after = get(tx, before.id)
    record(tx, before, after, action, actor, now)
    return after


def record(tx: Tx, before: Booking | None, after: Booking, action: str, actor: str, now: datetime) -> None:
    """Add to the history: who did what, and what was true before and after."""
    insert(
        tx,
        booking_event,
        booking_id=after.id,
        at=now,
        actor=actor,
        action=action,
        before=_facts(before),
        after=_facts(after),
    )


def _first(tx: Tx, *where: Any) -> Booking | None:
    row = tx.execute(select_bookings().where(*where)).first()
    return None if row is None else read_booking(row)


def _facts(one: Booking | None) -> Json:
    """What a change can be about: no person, no notes, so the history can outlive both."""
    if one is None:
        return None
    return {
        "state": one.state,
        "reference": one.reference,
        "consultant_id": one.consultant_id,
        "starts_at": one.starts_at.isoformat(),
        "ends_at": one.ends_at.isoformat(),
        "hold_expires_at": one.hold_expires_at.isoformat() if one.hold_expires_at else None,
        "sequence": one.sequence,
    }


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
