"""What the assistant texts on its own: that texts are on, what became of an appointment, reminders, a link to it.

Only with permission (but for a link that was asked for), and without a drug, a condition or a clinician: a text lies
open on the screen of a phone. Each is written in the transaction that causes it; the courier looks again before it
sends one, see bot/courier/gate.py.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

from bot.clinic.appointment import Kind, appointment_card
from bot.clinic.calendar import say_short, say_time
from bot.clinic.reminders import plan_reminders
from bot.clinic.texting import plain, zones_of
from bot.context import Assistant
from bot.store import bookings, conversations, crises, follow_ups, outbox, people
from bot.store.bookings import Booking
from bot.store.conversations import Reply
from bot.store.engine import Tx
from bot.store.open_changes import drop_open_booking, drop_open_change

_REMINDERS: tuple[outbox.Kind, ...] = ("reminder",)
_UNASKED: tuple[outbox.Kind, ...] = (*_REMINDERS, "confirmation", "link", "staff")
_CALLS: tuple[follow_ups.Kind, ...] = ("callback", "screening")
_NEWS: tuple[outbox.Kind, ...] = ("confirmation",)
_ABOUT: tuple[outbox.Kind, ...] = ("reminder", "confirmation")
By = Literal["page", "staff"]
"""Where it was done what the chat speaks of: on the appointment's page, or by the staff."""
LATE = "will be "
"""How a reason begins that tells the staff of somebody who is late; it ends with the time of the appointment."""
WANTS_NONE, WROTE = "wants no more messages", "wrote "
"""How a reason begins that tells the staff of the end of all texts: in the person's words, or by a keyword."""
IN_TIME = timedelta(hours=12)  # after which a confirmation is no news any more


def texts_are_on(tx: Tx, running: Assistant, phone: str, now: datetime) -> None:
    """Somebody has permitted texts to a number from which they do not write: it hears so, once a day at most."""
    own = _conversation(tx, running, phone, now)
    words, key = running.texts.say("text.on", "sms"), f"on:{phone}:{now:%Y%m%d}"
    outbox.put(tx, key, "confirmation", phone, plain(words), now, own, expires_at=now + IN_TIME, revive=True)


def texts_are_off(tx: Tx, phone: str) -> None:
    """The permission was taken back on the website: a number that was not told yet hears nothing of it."""
    outbox.withdraw(tx, "opted out", recipient=phone, kinds=_NEWS, unbooked=True)


def appointment_changed(
    tx: Tx, running: Assistant, booking: Booking, kind: Kind, now: datetime, told: str | None = None
) -> None:
    """Text what became of an appointment, and set its reminders anew.

    `told` is a number (E.164) whose texts are answered with this very news; it is not texted twice.
    """
    outbox.withdraw(tx, f"the appointment was {kind}", booking_id=booking.id, kinds=_ABOUT)
    _late_no_more(tx, running, booking, kind, now)
    phone = permitted_phone(tx, booking)
    if phone is not None and phone != told:
        values = {"slot": slot_of(running, booking), "reference": booking.reference, "page": _page(running, booking)}
        outbox.put(
            tx,
            f"{kind}:{booking.id}:{booking.sequence}",
            "confirmation",
            phone,
            plain(running.texts.say(f"text.{kind}", "sms", **values)),
            now,
            _conversation(tx, running, phone, now),
            expires_at=now + IN_TIME if kind == "cancelled" else min(now + IN_TIME, booking.starts_at),
            booking_id=booking.id,
            starts_at=booking.starts_at,
        )
    if kind != "cancelled":
        set_reminders(tx, running, booking, now)


def _late_no_more(tx: Tx, running: Assistant, booking: Booking, kind: Kind, now: datetime) -> None:
    """Whoever was to be late for a time that is given up is not late any more."""
    person = people.person_of(tx, booking.conversation_id)
    by_text = running.text_conversation(person.phone) if person is not None else booking.conversation_id
    for conversation in {booking.conversation_id, by_text}:
        entry = follow_ups.open_of(tx, conversation, "change")
        if entry is None or not any(reason.startswith(LATE) for reason in entry.reasons):
            continue
        if all(reason.startswith(LATE) for reason in entry.reasons):
            follow_ups.close(tx, entry.id, now, note=f"the appointment was {kind}")
        else:
            reason = f"the appointment was {kind} since, so nobody is late for it"
            follow_ups.upsert_open(tx, conversation, "change", now, reasons=[reason])


def set_reminders(tx: Tx, running: Assistant, booking: Booking, now: datetime) -> None:
    """Write the reminders of an appointment to come, in place of those that wait; none without permission."""
    outbox.withdraw(tx, "set anew", booking_id=booking.id, kinds=_REMINDERS)
    phone = permitted_phone(tx, booking)
    if phone is None:
        return
    texting = running.clinic.texting
    zones = zones_of(phone, running.clinic.zone)
    for reminder in plan_reminders(booking.starts_at, now, texting.reminders, texting.quiet_hours, zones):
        outbox.put(
            tx,
            f"reminder:{booking.id}:{booking.sequence}:{reminder.hours}:{phone}",
            "reminder",
            phone,
            plain(_reminder(running, booking)),
            now,
            _conversation(tx, running, phone, now),
            due_at=reminder.due_at,
            expires_at=reminder.expires_at,
            booking_id=booking.id,
            starts_at=booking.starts_at,
            revive=True,
        )


def text_link(tx: Tx, running: Assistant, phone: str, now: datetime) -> None:
    """Text the pages of the appointments to come that were booked with a number to that number, once an hour each."""
    for booking in bookings.active_for(tx, running.text_conversation(phone), phone, now):
        own = _conversation(tx, running, phone, now)
        words = running.texts.say("text.link", "sms", page=_page(running, booking))
        key = f"link:{booking.id}:{now:%Y%m%d%H}"
        about: dict[str, Any] = {"booking_id": booking.id, "starts_at": booking.starts_at}
        outbox.put(tx, key, "link", phone, plain(words), now, own, expires_at=now + IN_TIME, **about)


def settle_elsewhere(
    tx: Tx,
    running: Assistant,
    booking: Booking,
    kind: Kind,
    now: datetime,
    acting: str | None = None,
    by: By = "page",
) -> None:
    """Ask in no other conversation what the row has settled, and say in the one that made it what it says now.

    `acting` is the conversation in which it was changed; None: on its page, or by the staff, as `by` says. A
    conversation by text hears of it by a text, if it may be sent one; in one that the staff have begun nobody reads.
    """
    person = people.person_of(tx, booking.conversation_id)
    by_text = running.text_conversation(person.phone) if person is not None else booking.conversation_id
    for conversation in {booking.conversation_id, by_text} - {acting}:
        drop_open_change(tx, conversation, booking.id, now)
    if acting is None and kind == "booked":
        drop_open_booking(tx, booking.conversation_id, now)
    if booking.conversation_id == acting or booking.channel in ("sms", "staff"):
        return
    slot = say_time(booking.starts_at, running.clinic)
    words = running.texts.say(f"appointment.log_{by}.{kind}", booking.channel, slot=slot, reference=booking.reference)
    card = appointment_card(running.clinic, kind, booking)
    conversations.log_out(tx, booking.conversation_id, [Reply(words, card=card)], now)


def not_delivered(tx: Tx, conversation: str | None, booking_id: int | None, now: datetime) -> None:
    """A text did not reach the person: the staff are to phone.

    Of a text about an appointment it is said where that was booked, which knows the person and not only their number.
    """
    if booking_id is not None:
        conversation = bookings.get(tx, booking_id).conversation_id or conversation
    if conversation is not None:
        follow_ups.upsert_open(tx, conversation, "change", now, reasons=["a text could not be delivered; please phone"])


def wrong_number(tx: Tx, phone: str, now: datetime) -> bool:
    """Whoever has a number says that it is not the one of whom we write to: what waits for it is held back.

    The staff are told where the number was given, if something is still to come there. Whether anything was.
    """
    held_back = outbox.withdraw(tx, "not that person's number", recipient=phone, kinds=_UNASKED) > 0
    for owner in people.owners_of(tx, phone):
        own = owner.conversation_id
        called = any(follow_ups.open_of(tx, own, kind) is not None for kind in _CALLS)
        if not called and not bookings.active_of(tx, own, now):
            continue
        held_back = True
        reason = "whoever has this phone number says that it is not theirs, so nothing is texted there; "
        follow_ups.upsert_open(
            tx,
            own,
            "change",
            now,
            person_id=owner.id,
            reasons=[reason + "please do not call it, and reach them in another way"],
            priority=crises.any_of(tx, own),
        )
    people.disown(tx, phone)
    return held_back


def texts_again(tx: Tx, conversation: str, now: datetime) -> None:
    """Somebody wants texts after all: what the staff were told of the end of them does not hold any more."""
    entry = follow_ups.open_of(tx, conversation, "change")
    if entry is None or not any(_is_of_the_end(reason) for reason in entry.reasons):
        return
    if all(_is_of_the_end(reason) for reason in entry.reasons):
        follow_ups.close(tx, entry.id, now, note="the person wants texts again")
    else:
        follow_ups.upsert_open(tx, conversation, "change", now, reasons=["wants texts again"])


def _is_of_the_end(reason: str) -> bool:
    return reason.startswith((WANTS_NONE, WROTE))


def permitted_phone(tx: Tx, booking: Booking) -> str | None:
    """The number that may be texted about an appointment; None without permission, or where it is not theirs."""
    consent = people.latest_consent(tx, booking.conversation_id, "texts")
    person = people.person_of(tx, booking.conversation_id)
    if consent is None or not consent.granted or person is None or person.phone_is_wrong:
        return None
    return person.phone


def _reminder(running: Assistant, booking: Booking) -> str:
    choices = enumerate(choices_of("reminder", booking.id, booking.starts_at), 1)
    numbered = "Reply " + ", ".join(f"{number} to {choice['title']}" for number, choice in choices) + "."
    return running.texts.say("text.reminder", "sms", slot=slot_of(running, booking), choices=numbered)


def choices_of(kind: outbox.Kind, booking_id: int | None, starts_at: datetime | None) -> list[dict[str, Any]]:
    """What the numbers in a text mean when it is answered: they stand in its words, so none are added."""
    if kind != "reminder" or booking_id is None or starts_at is None:
        return []
    return [
        {"title": "confirm", "confirms": booking_id, "starts_at": starts_at.isoformat()},
        {"title": "change", "says": "I need to move my appointment to another time"},
        {"title": "speak with staff", "calls": booking_id},
    ]


def moved_since(tx: Tx, booking_id: int, starts_at: str) -> Booking | None:
    """The appointment, if it is booked for another time than a reminder named (ISO, UTC)."""
    try:
        booking = bookings.get(tx, booking_id)
    except bookings.UnknownBooking:
        return None
    return booking if booking.state == "booked" and booking.starts_at.isoformat() != starts_at else None


def is_confirmed(tx: Tx, booking_id: int) -> bool:
    """Whether the person has said that they will come."""
    try:
        return bookings.get(tx, booking_id).confirmed_at is not None
    except bookings.UnknownBooking:
        return False


def booked_by(tx: Tx, booking_id: int) -> int | None:
    """Whose appointment it is."""
    try:
        return bookings.get(tx, booking_id).person_id
    except bookings.UnknownBooking:
        return None


def confirm(tx: Tx, booking_id: int, now: datetime) -> Booking | None:
    """The person will come; None when the appointment is not to come any more."""
    try:
        return bookings.confirm_attendance(tx, booking_id, now)
    except (bookings.UnknownBooking, bookings.TooLate):
        return None


def slot_of(running: Assistant, booking: Booking) -> str:
    """The time of an appointment as a text says it: weekday, date, time and zone."""
    return f"{say_short(booking.starts_at, running.clinic)} {running.clinic.clinic.time_zone_label}"


def _page(running: Assistant, booking: Booking) -> str:
    return f"{running.settings.public_url}/a/{running.appointment_token(booking.public_id)}"


def _conversation(tx: Tx, running: Assistant, phone: str, now: datetime) -> str:
    """The conversation by text with this number, in which what is sent is seen."""
    return conversations.ensure(tx, running.text_conversation(phone), "sms", now, phone).id
