"""Booking, moving and cancelling as whole acts: the row, and everybody who has to hear of it, in one transaction.

For the appointment page and for the staff; the chat does the same in actions/submit.py, where it also speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import notices
from bot.clinic.appointment import Kind
from bot.clinic.calendar import Slot, cells_of
from bot.clinic.profile import Clinic
from bot.context import Assistant
from bot.notices import By
from bot.store import bookings
from bot.store.bookings import Booking
from bot.store.engine import Tx
from bot.store.free_slots import free_slots
from bot.store.sql import lock_conversation


class ChangedMeanwhile(Exception):
    """The appointment is not as it was when somebody looked at it."""


@dataclass(frozen=True)
class Acting:
    """Who acts: as the history names them, and where, which the chat says."""

    actor: str
    by: By


PAGE = Acting(bookings.PERSON, "page")


def locked(tx: Tx, booking_id: int) -> Booking:
    """The appointment as it stays until the end of the transaction. Raises UnknownBooking."""
    lock_conversation(tx, bookings.get(tx, booking_id).conversation_id)
    return bookings.get(tx, booking_id)


def free_slot(tx: Tx, clinic: Clinic, starts_at: datetime, conversation_id: str, now: datetime) -> Slot:
    """The free time that starts then; `clinic` has the hours in force. Raises SlotTaken."""
    free = free_slots(tx, clinic, now, conversation_id)
    slot = next((slot for slot in free if slot.starts_at == starts_at), None)
    if slot is None:
        raise bookings.SlotTaken
    return slot


def book(
    tx: Tx,
    running: Assistant,
    slot: Slot,
    conversation_id: str,
    channel: str,
    now: datetime,
    acting: Acting,
    *,
    person_id: int,
    screening_id: int | None,
    clinician_id: int | None,
    notes: Sequence[str],
    priority: bool,
    key: str,
    at_most: int,
) -> Booking:
    """Book a time for a conversation, and tell. `at_most` is how many consultations to come the person may have.

    Raises:
        SlotTaken, AlreadyBooked, TooLate: as `bookings.hold` and `bookings.confirm`.
    """
    rules = running.clinic.consultation
    minutes = rules.hold_minutes.web  # it is used up at once
    cells = cells_of(slot, rules)
    held = bookings.hold(tx, slot, cells, conversation_id, channel, now, minutes, acting.actor, running.clinic)
    booking = bookings.confirm(
        tx,
        held.id,
        person_id=person_id,
        screening_id=screening_id,
        treating_clinician_id=clinician_id,
        notes=notes,
        priority=priority,
        idempotency_key=key,
        now=now,
        active_per_person=at_most,
        actor=acting.actor,
    )
    bookings.set_token(tx, booking.id, running.appointment_token(booking.public_id))
    _tell(tx, running, booking, "booked", now, acting)
    return booking


def move(tx: Tx, running: Assistant, before: Booking, slot: Slot, now: datetime, acting: Acting) -> Booking:
    """Move an appointment that is locked to a free time, and tell.

    Raises:
        SlotTaken, TooLate, UnknownBooking: as `bookings.move`.
    """
    cells = cells_of(slot, running.clinic.consultation)
    after = bookings.move(tx, before.id, slot, cells, now, actor=acting.actor, clinic=running.clinic)
    _tell(tx, running, after, "moved", now, acting)
    return after


def cancel(tx: Tx, running: Assistant, before: Booking, now: datetime, acting: Acting) -> Booking:
    """Cancel an appointment that is locked, and tell.

    Raises:
        TooLate, UnknownBooking: as `bookings.cancel`.
    """
    after = bookings.cancel(tx, before.id, now, actor=acting.actor)
    _tell(tx, running, after, "cancelled", now, acting)
    return after


def _tell(tx: Tx, running: Assistant, booking: Booking, kind: Kind, now: datetime, acting: Acting) -> None:
    """Say wherever the person may look what the row says now."""
    notices.settle_elsewhere(tx, running, booking, kind, now, by=acting.by)
    notices.appointment_changed(tx, running, booking, kind, now)
