"""Reminders that are not wanted any more, or after all: the appointment stays, and so do our answers."""

from __future__ import annotations

from actions import records
from actions.turn import Turn
from bot import notices
from bot.clinic.reading.reminding import reminders_wanted, wants_them_otherwise
from bot.store import bookings, outbox, people
from bot.store.bookings import Booking

_DAY = 24  # hours


def answer(turn: Turn) -> bool:
    """Turn reminders off or on again, whatever is open but the question for them. Whether the message asks for that.

    On again only for who was shown what they permit, when they were asked.
    """
    draft, phone = turn.draft, turn.phone
    wanted = reminders_wanted(turn.message.text)
    if wanted is None or draft.question == "texts" or draft.guest is not None:
        return False
    booked = bookings.active_for(turn.tx, turn.conversation, phone, turn.now)
    told = draft.facts.get("texts") or next((known for one in booked if (known := _permitted(turn, one))), None)
    if told is None or (wanted == "on" and draft.question is not None and told == "yes"):
        return False
    if wanted == "off":
        end(turn, booked)
    else:
        _begin(turn, booked)
    draft.manner = "again"
    if draft.goal == "cancel":
        draft.pause()  # it was the reminders that were not wanted
    return True


def end(turn: Turn, booked: list[Booking]) -> None:
    """No more reminders; what the person writes is answered as before."""
    _note(turn, "no", booked)
    for booking in booked:
        outbox.withdraw(turn.tx, "opted out", booking_id=booking.id)
    if booked and turn.draft.goal != "move":
        turn.say("reminders_ended_booked", slot=notices.slot_of(turn.assistant, booked[0]))
    else:
        turn.say("reminders_ended")


def say_what_comes(turn: Turn, question: str | None, given: object) -> None:
    """A yes that says when or how many: neither can be chosen, and nobody is left to think so."""
    if question == "texts" and given == "yes" and wants_them_otherwise(turn.message.text):
        turn.say("reminders_as_they_are", when=_when(turn))


def _begin(turn: Turn, booked: list[Booking]) -> None:
    _note(turn, "yes", booked)
    for booking in booked:
        notices.set_reminders(turn.tx, turn.assistant, booking, turn.now)
    turn.say("reminders_again", when=_when(turn))


def _note(turn: Turn, texts: str, booked: list[Booking]) -> None:
    """Also where the appointment was made, whose permission its reminders go by."""
    turn.draft.facts["texts"] = texts
    records.note_consent(turn, {"texts": texts})
    version = turn.assistant.clinic.consent["texts"].version
    for one in {booking.conversation_id for booking in booked} - {turn.conversation}:
        wording = turn.permission_to_text()
        people.record_consent(turn.tx, one, "texts", texts == "yes", version, wording, turn.now)


def _permitted(turn: Turn, booking: Booking) -> str | None:
    consent = people.latest_consent(turn.tx, booking.conversation_id, "texts")
    return None if consent is None else "yes" if consent.granted else "no"


def _when(turn: Turn) -> str:
    """As in: a day before, and one 2 hours before."""
    hours = sorted(turn.assistant.clinic.texting.reminders.hours_before, reverse=True)
    said = ["a day" if one == _DAY else f"{one // _DAY} days" if one % _DAY == 0 else f"{one} hours" for one in hours]
    return ", and one ".join(f"{one} before" for one in said)
