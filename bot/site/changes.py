"""What the appointment page reads and changes, each in one transaction: the row, and what the chat says and asks."""

from __future__ import annotations

import re
from datetime import datetime

from bot import appointments
from bot.appointments import PAGE, ChangedMeanwhile
from bot.clinic.calendar import Slot
from bot.context import Assistant
from bot.store import bookings
from bot.store.bookings import Booking
from bot.store.engine import Tx
from bot.store.free_slots import free_slots
from bot.store.sql import lock_conversation

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")


class UnknownToken(LookupError):
    """No appointment has this token."""


class TokenExpired(Exception):
    """The appointment is over, and its page with it."""


class Appointments:
    """The appointments, by the tokens of their pages. Each method waits for the database, so call it in a thread.

    Each method raises:
        UnknownToken, TokenExpired: there is no such page, or no longer.
        StoreError: the database cannot be used.
    """

    def __init__(self, running: Assistant) -> None:
        self._running = running

    def find(self, token: str) -> Booking:
        """The appointment, in whatever state it is."""
        with self._running.store.read() as tx:
            return _find(tx, token, self._running.now())

    def find_with_times(self, token: str) -> tuple[Booking, list[Slot]]:
        """The appointment, and the times to which it can be moved."""
        now = self._running.now()
        with self._running.store.read() as tx:
            found = _find(tx, token, now)
            return found, free_slots(tx, self._running.clinic_at(tx, now), now, found.conversation_id)

    def move(self, token: str, starts_at: datetime, sequence: int) -> Booking:
        """Move it, if it is still at the `sequence` that the person saw; the same move again changes nothing.

        What was cancelled or has taken place meanwhile is returned as it is.

        Raises:
            ChangedMeanwhile: somebody changed it after the person was asked.
            SlotTaken: that start is not free, or never was one.
            TooLate: it has begun.
        """
        running, now = self._running, self._running.now()
        with running.store.begin() as tx:
            before = _locked(tx, token, now)
            if before.state != "booked" or before.starts_at == starts_at:
                return before
            _check(before, sequence, now)
            slot = appointments.free_slot(tx, running.clinic_at(tx, now), starts_at, before.conversation_id, now)
            return appointments.move(tx, running, before, slot, now, PAGE)

    def cancel(self, token: str, sequence: int) -> Booking:
        """Cancel it, if it is still at the `sequence` that the person saw; once more changes nothing.

        Raises:
            ChangedMeanwhile: somebody moved it after the person was asked.
            TooLate: it has begun.
        """
        now = self._running.now()
        with self._running.store.begin() as tx:
            before = _locked(tx, token, now)
            if before.state != "booked":
                return before
            _check(before, sequence, now)
            return appointments.cancel(tx, self._running, before, now, PAGE)


def _find(tx: Tx, token: str, now: datetime) -> Booking:
    found = bookings.by_token(tx, token) if _TOKEN.fullmatch(token) else None
    if found is None or found.state in ("held", "expired"):
        raise UnknownToken
    if found.ends_at <= now:
        raise TokenExpired
    return found


def _locked(tx: Tx, token: str, now: datetime) -> Booking:
    """The appointment as it stays until the end of the transaction."""
    lock_conversation(tx, _find(tx, token, now).conversation_id)
    return _find(tx, token, now)


def _check(booking: Booking, sequence: int, now: datetime) -> None:
    if booking.starts_at <= now:
        raise bookings.TooLate(booking.id)
    if booking.sequence != sequence:
        raise ChangedMeanwhile
