"""An appointment as people take it along: a file for their calendar, and a card beside what is said of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from bot.clinic.calendar import say_time
from bot.clinic.ics import booking_ics
from bot.clinic.profile import Clinic

Kind = Literal["booked", "moved", "cancelled"]
"""What was done to the appointment."""


class Appointment(Protocol):
    """What is told of a booking; `bot.store.bookings.Booking` is one. Times are aware.

    `public_id` and `sequence` are what a calendar knows a later file of it by.
    """

    @property
    def reference(self) -> str: ...
    @property
    def public_id(self) -> str: ...
    @property
    def sequence(self) -> int: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def state(self) -> str: ...


def calendar_file(clinic: Clinic, appointment: Appointment, now: datetime) -> bytes:
    """The appointment's calendar file; a cancelled one takes it out of the calendar again.

    Calendars are shared, so nothing in it is about health or says more of the clinic than its short name.
    """
    facts = clinic.clinic
    return booking_ics(
        reference=appointment.reference,
        uid=appointment.public_id,
        sequence=appointment.sequence,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        zone=clinic.zone,
        summary=f"Consultation, {facts.short_name}",
        description=f"Reference {appointment.reference}. Questions: {facts.phone}",
        cancelled=appointment.state == "cancelled",
        now=now,
    )


def appointment_card(clinic: Clinic, kind: Kind, appointment: Appointment) -> dict[str, Any]:
    """The appointment as JSON, logged with the message that speaks of it; `kind` is what was done to its row."""
    return {
        "kind": kind,
        "booking": appointment.public_id,
        "reference": appointment.reference,
        "when": say_time(appointment.starts_at, clinic),
        "minutes": (appointment.ends_at - appointment.starts_at) // timedelta(minutes=1),
    }
