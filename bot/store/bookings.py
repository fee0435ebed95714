"""Holding, booking, moving and cancelling a consultation. Each function works in an open transaction.

A slot is first held for some minutes and then confirmed. Exceptions leave the transaction usable and
everything as it was. `now` decides what has run out, so all callers take it from one clock.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from bot.clinic.calendar import Slot
from bot.clinic.profile import Clinic
from bot.store import blocks, claims, funnel, hours
from bot.store.blocks import SlotBlocked
from bot.store.booking_rows import (
    PERSON,
    PREFIX,
    SYSTEM,
    Booking,
    UnknownBooking,
    active_for,
    active_of,
    by_idempotency_key,
    by_reference,
    by_token,
    change,
    forget_clinician,
    get,
    held_of,
    latest_of,
    read_booking,
    refer,
    select_bookings,
    set_token,
)
from bot.store.claims import SlotTaken, taken_cells
from bot.store.engine import Tx
from bot.store.holds import end_holds, expire_holds, hold, release
from bot.store.references import new_reference
from bot.store.sql import lock_conversation, lock_name
from bot.store.tables import booking, person

__all__ = [
    "PERSON",
    "AlreadyBooked",
    "Booking",
    "HoldExpired",
    "SlotBlocked",
    "SlotTaken",
    "TooLate",
    "UnknownBooking",
    "active_for",
    "active_of",
    "by_reference",
    "by_token",
    "cancel",
    "confirm",
    "confirm_attendance",
    "expire_holds",
    "forget_clinician",
    "get",
    "held_of",
    "hold",
    "latest_of",
    "move",
    "refer",
    "release",
    "set_token",
    "settle",
    "taken_cells",
]


class HoldExpired(Exception):
    """The time is not held any more. Holding it again may still succeed."""


class TooLate(Exception):
    """It has begun or is over."""


class AlreadyBooked(Exception):
    """The person has as many appointments as one may have.

    `booking` is one of them. When `own` is false it was found by the phone number only: anybody can
    type a number, so then nothing of the booking may be told.
    """

    def __init__(self, found: Booking, own: bool) -> None:
        super().__init__(found.id)
        self.booking = found
        self.own = own


def confirm(
    tx: Tx,
    booking_id: int,
    person_id: int,
    screening_id: int | None,
    treating_clinician_id: int | None,
    notes: Sequence[str],
    priority: bool,
    idempotency_key: str,
    now: datetime,
    active_per_person: int,
    prefix: str = PREFIX,
    own_phone: str | None = None,
    actor: str = PERSON,
) -> Booking:
    """Turn a live hold into a booking and give it its reference.

    A repeat, known by the key or because the booking is booked, returns the booking unchanged. The key
    is unique over all conversations, so it contains the conversation's id and that of its message.

    The limit of appointments counts those to come of the conversation and of everybody with the same phone number;
    what was booked with `own_phone`, the number that the person verifiably writes from, is theirs. Two
    conversations with one number cannot slip past it together: they pass one after the other (an advisory lock on
    PostgreSQL, the single writer of SQLite).

    Raises:
        UnknownBooking: there is none of that id.
        HoldExpired: it ran out, was released or cancelled.
        AlreadyBooked: as many appointments as one person may have.
        TooLate: its time has come.
        SlotBlocked: the staff have blocked the time since it is held.
    """
    lock_conversation(tx, get(tx, booking_id).conversation_id)
    held = get(tx, booking_id)
    earlier = by_idempotency_key(tx, idempotency_key)
    if earlier is not None or held.state in ("booked", "completed", "no_show"):
        return earlier or held
    if held.state != "held":
        raise HoldExpired(booking_id)
    if held.starts_at <= now:
        raise TooLate(booking_id)
    blocks.check(tx, held.slot)
    _check_limit(tx, held, person_id, now, active_per_person, own_phone)
    if not claims.prolong(tx, booking_id, claims.core(held.slot), None, now):
        raise HoldExpired(booking_id)
    funnel.reach(tx, held.conversation_id, "booked")
    return change(
        tx,
        held,
        "confirm",
        actor,
        now,
        state="booked",
        hold_expires_at=None,
        reference=_free_reference(tx, prefix),
        person_id=person_id,
        screening_id=screening_id,
        treating_clinician_id=treating_clinician_id,
        notes=list(notes),
        priority=priority,
        idempotency_key=idempotency_key,
    )


def move(
    tx: Tx,
    booking_id: int,
    new_slot: Slot,
    cells: Collection[int],
    now: datetime,
    actor: str = PERSON,
    holder: str | None = None,
    clinic: Clinic | None = None,
) -> Booking:
    """Move a booking to another slot; the old time is free in the same transaction, a hold is used up.

    `holder` is the conversation that holds the new time, if not the booking's own; `clinic` as for `hold`. Repeating it
    changes nothing. The reference stays, the calendar file's sequence goes up.

    Raises:
        SlotTaken: the new time is somebody else's, blocked or outside the hours; the old one stays booked.
        UnknownBooking: no such booking, or it was cancelled.
        TooLate: the old or the new time has come.
    """
    before = _locked(tx, booking_id)
    if before.slot == new_slot:
        return before
    if min(before.starts_at, new_slot.starts_at) <= now:
        raise TooLate(booking_id)
    blocks.check(tx, new_slot)
    if clinic is not None:
        hours.check(tx, clinic, new_slot)
    held = held_of(tx, holder or before.conversation_id)
    with tx.begin_nested():
        own = {booking_id} if held is None else {booking_id, held.id}
        dead = claims.reserve(tx, new_slot.consultant_id, cells, booking_id, None, now, own)
        end_holds(tx, dead, "expire", SYSTEM, now)
        end_holds(tx, own - {booking_id}, "release", actor, now)
        return change(
            tx,
            before,
            "move",
            actor,
            now,
            consultant_id=new_slot.consultant_id,
            starts_at=new_slot.starts_at,
            ends_at=new_slot.ends_at,
            confirmed_at=None,  # they said so of another time
            sequence=before.sequence + 1,
        )


def cancel(tx: Tx, booking_id: int, now: datetime, actor: str = PERSON) -> Booking:
    """Cancel a booking and free its time. Repeating it changes nothing.

    Raises:
        UnknownBooking: no such booking.
        TooLate: its time has come.
    """
    before = _locked(tx, booking_id, cancelled=True)
    if before.state == "cancelled":
        return before
    if before.starts_at <= now:
        raise TooLate(booking_id)
    claims.free(tx, {one.booking_id for one in claims.lock(tx, [booking_id])})
    return change(tx, before, "cancel", actor, now, state="cancelled", sequence=before.sequence + 1)


def confirm_attendance(tx: Tx, booking_id: int, now: datetime, actor: str = PERSON) -> Booking:
    """Note that the person says they will come. Repeating it changes nothing.

    Raises:
        UnknownBooking: no such booking, or it was cancelled.
        TooLate: its time has come.
    """
    before = _locked(tx, booking_id)
    if before.starts_at <= now:
        raise TooLate(booking_id)
    return before if before.confirmed_at is not None else change(tx, before, "attend", actor, now, confirmed_at=now)


def settle(
    tx: Tx, booking_id: int, outcome: Literal["completed", "no_show", "booked"], now: datetime, actor: str
) -> Booking:
    """Note whether the person came, once the time has come; staff may correct it, or take it back ("booked").

    Raises:
        UnknownBooking: no such booking, or it was cancelled.
        ValueError: its time has not come.
    """
    before = _locked(tx, booking_id)
    if before.starts_at > now:
        raise ValueError("the appointment has not begun")
    return before if before.state == outcome else change(tx, before, outcome, actor, now, state=outcome)


def _locked(tx: Tx, booking_id: int, cancelled: bool = False) -> Booking:
    conversation_id = get(tx, booking_id).conversation_id
    if conversation_id:  # whose person was erased has nobody who could change it at the same time
        lock_conversation(tx, conversation_id)
    found = get(tx, booking_id)
    if found.state in ("held", "expired") or (found.state == "cancelled" and not cancelled):
        raise UnknownBooking(booking_id)
    return found


def _check_limit(
    tx: Tx, held: Booking, person_id: int, now: datetime, active_per_person: int, own_phone: str | None
) -> None:
    phone = tx.execute(sa.select(person.c.phone).where(person.c.id == person_id)).scalar_one()
    lock_name(tx, f"phone:{phone}")
    same = (person.c.phone == phone) & ~person.c.phone_is_wrong
    query = (
        select_bookings()
        .outerjoin(person, person.c.id == booking.c.person_id)
        .where(
            booking.c.state == "booked",
            booking.c.starts_at > now,
            sa.or_(booking.c.conversation_id == held.conversation_id, same),
        )
        .order_by(booking.c.starts_at)
    )
    active = [read_booking(row) for row in tx.execute(query)]
    if len(active) >= active_per_person:
        own = [one for one in active if phone == own_phone or one.conversation_id == held.conversation_id]
        raise AlreadyBooked((own or active)[0], own=bool(own))


def _free_reference(tx: Tx, prefix: str) -> str:
    while True:
        reference = new_reference(prefix)
        if tx.execute(sa.select(booking.c.id).where(booking.c.reference == reference)).first() is None:
            return reference
