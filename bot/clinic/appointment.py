"""An appointment as people take it along: a file for their calendar, and a card beside what is said of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

from bot.clinic.calendar import say_time
from bot.clinic.ics import booking_ics
from bot.clinic.profile import Clinic

Kind = Literal["booked", "moved", "cancelled"]
"""What was done to the appointment."""


def calendar_file(
    clinic: Clinic,
    *,
    reference: str,
    public_id: str,
    sequence: int,
    starts_at: datetime,
    ends_at: datetime,
    cancelled: bool,
    now: datetime,
) -> bytes:
    """The appointment's calendar file; a cancelled one takes it out of the calendar again.

    Calendars are shared, so nothing in it is about health or says more of the clinic than its short name.
    All times are aware; `public_id` and `sequence` are what a calendar knows a later file of it by.
    """
    facts = clinic.clinic
    return booking_ics(
        reference=reference,
        uid=public_id,
        sequence=sequence,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=clinic.zone,
        summary=f"Consultation, {facts.short_name}",
        description=f"Reference {reference}. Questions: {facts.phone}",
        cancelled=cancelled,
        now=now,
    )


def appointment_card(
    clinic: Clinic,
    kind: Kind,
    *,
    reference: str,
    public_id: str,
    starts_at: datetime,
    ends_at: datetime,
) -> dict[str, Any]:
    """The appointment as JSON, logged with the message that speaks of it; `kind` is what was done to its row."""
    return {
        "kind": kind,
        "booking": public_id,
        "reference": reference,
        "when": say_time(starts_at, clinic),
        "minutes": (ends_at - starts_at) // timedelta(minutes=1),
    }
