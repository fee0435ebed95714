"""What may leave now: the last look at every text, since much may have changed since it was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import notices
from bot.clinic.texting import is_in, next_moment, zones_of
from bot.context import Assistant
from bot.store import bookings, crises, demo, drafts, opt_outs, people
from bot.store.engine import Tx
from bot.store.outbox import Outgoing

UNASKED = ("reminder",)  # what comes at an hour that the person did not choose
NOT_URGENT = ("confirmation", "reminder", "link")  # nobody in danger is to find these as the last text on the screen
AFTER_DANGER = timedelta(hours=1)
LOOKS_AGAIN = timedelta(minutes=10)
HELP_ABROAD = timedelta(hours=24)  # so long after danger replies leave, whatever the country


@dataclass(frozen=True)
class Withhold:
    """It must not leave any more; `please_phone`: and the staff are to tell the person in its place."""

    reason: str
    please_phone: bool = False


@dataclass(frozen=True)
class PutOff:
    """It must not leave at this hour."""

    until: datetime


def check(tx: Tx, running: Assistant, text: Outgoing, now: datetime) -> Withhold | PutOff | None:
    """What keeps a text from leaving now; None: nothing does.

    Nothing of the demonstration leaves. Alerts to the staff always do. To somebody who wants no texts only the one
    confirmation of that does. To somebody in danger leaves at first only what answers them, or what a person of the
    staff writes.
    """
    if demo.is_demo(tx, text.conversation_id):
        return Withhold(demo.REASON)
    if text.kind == "alert":
        return None
    if text.expires_at is not None and text.expires_at <= now:
        return Withhold("too late")
    if text.kind != "opt_out" and opt_outs.is_out(tx, text.recipient):
        return Withhold("opted out")
    if _is_abroad(tx, running, text, now):
        return Withhold("no texts to that country", please_phone=True)
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
    calm_at = _calm_at(tx, text, now) if text.kind in NOT_URGENT else now
    if calm_at > now:
        in_time = text.expires_at is None or calm_at < text.expires_at
        return PutOff(calm_at) if in_time else Withhold("the person was in danger", please_phone=True)
    return None


def _calm_at(tx: Tx, text: Outgoing, now: datetime) -> datetime:
    """When to look again, because somebody with that number is being asked whether they are safe, or just wrote of
    danger; `now` when nothing is known of that.
    """
    concerned = set(people.conversations_of(tx, text.recipient))
    concerned |= {text.conversation_id} if text.conversation_id is not None else set()
    if text.booking_id is not None:
        concerned.add(bookings.get(tx, text.booking_id).conversation_id)
    last = crises.last_grave(tx, concerned)
    if last is None:
        return now
    asked = any(drafts.load(tx, one).body.get("question") == "safe" for one in concerned)
    return max(last + AFTER_DANGER, now + LOOKS_AGAIN if asked else now)


def _is_abroad(tx: Tx, running: Assistant, text: Outgoing, now: datetime) -> bool:
    """Whether it would go to a country to which none go: whoever can have such numbers texted may earn by it."""
    if text.kind == "staff" or is_in(text.recipient, running.clinic.texting.countries):
        return False
    if text.kind != "reply" or text.conversation_id is None:
        return True
    last = crises.last_grave(tx, [text.conversation_id])
    return last is None or last + HELP_ABROAD < now


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
