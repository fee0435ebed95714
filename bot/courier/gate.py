"""What may leave now: the last look at every text, since much may have changed since it was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot import notices
from bot.clinic.texting import next_moment, zones_of
from bot.context import Assistant
from bot.store import bookings, demo, opt_outs
from bot.store.engine import Tx
from bot.store.outbox import Outgoing

UNASKED = ("reminder",)  # what comes at an hour that the person did not choose


@dataclass(frozen=True)
class Withhold:
    """It must not leave any more."""

    reason: str


@dataclass(frozen=True)
class PutOff:
    """It must not leave at this hour."""

    until: datetime


def check(tx: Tx, running: Assistant, text: Outgoing, now: datetime) -> Withhold | PutOff | None:
    """What keeps a text from leaving now; None: nothing does.

    Nothing of the demonstration leaves. Alerts to the staff always do. To somebody who wants no texts only the one
    confirmation of that does.
    """
    if demo.is_demo(tx, text.conversation_id):
        return Withhold(demo.REASON)
    if text.kind == "alert":
        return None
    if text.expires_at is not None and text.expires_at <= now:
        return Withhold("too late")
    if text.kind != "opt_out" and opt_outs.is_out(tx, text.recipient):
        return Withhold("opted out")
    if text.booking_id is not None:
        reason = _untrue(tx, text)
        if reason is not None:
            return Withhold(reason)
    elif text.kind in UNASKED:
        return Withhold("about nothing")
    if text.kind in UNASKED:
        later = next_moment(now, running.clinic.texting.quiet_hours, zones_of(text.recipient, running.clinic.zone))
        if later > now:
            return PutOff(later) if text.expires_at is None or later < text.expires_at else Withhold("quiet hours")
    return None


def _untrue(tx: Tx, text: Outgoing) -> str | None:
    """What is not true any more of a text about an appointment."""
    assert text.booking_id is not None  # noqa: S101  `check` has looked
    try:
        booking = bookings.get(tx, text.booking_id)
    except bookings.UnknownBooking:
        return "no such appointment"
    if booking.starts_at != text.starts_at:
        return "the appointment was moved"
    told = "cancelled" if text.dedupe_key.startswith("cancelled:") else "booked"
    if text.kind != "link" and booking.state != told:
        return f"the appointment is {booking.state}"
    permitted = text.kind == "link" or notices.permitted_phone(tx, booking) == text.recipient
    return None if permitted else "no permission"
