"""What answers a reminder, by its numbers or in words: it is noted, begun, or passed on, and said as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot import notices
from bot.channels.message import Inbound, Outcome
from bot.channels.rasa import Understood
from bot.channels.said import Said
from bot.clinic.crisis import is_staffed
from bot.clinic.interview.draft import Draft
from bot.clinic.reading import clear_no
from bot.clinic.reading.wrong_number import says_wrong_number
from bot.clinic.texting import picked
from bot.clinic.texting.attendance import Attendance, attendance_of
from bot.context import Assistant
from bot.store import bookings, choices, crises, follow_ups, people, transcripts
from bot.store.bookings import Booking
from bot.store.choices import Offer
from bot.store.engine import Tx

_CERTAIN = 1.0
_NINE = 9  # a longer menu is not shown


class ReminderAnswers:
    """Reads texts as answers to the reminder that was sent last, or as news of an appointment to come."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def answer(self, tx: Tx, inbound: Inbound, row: int, draft: Draft) -> Inbound | Outcome | None:
        """What comes of a text, or the text with the words that its number stands for; None: it is about others."""
        if draft.question == "safe":
            return None
        menu = self._menu(tx, inbound, row, draft)
        number = _number(inbound.text, menu) if menu is not None else None
        if menu is not None and number is not None:
            return self._picked(tx, inbound, menu, number)
        news = attendance_of(inbound.text)
        if menu is not None and news is not None and news.kind == "comes":
            return self._picked(tx, inbound, menu, 0)
        if news is None or news.kind == "comes" or (menu is None and (draft.question or draft.guest)):
            return None
        booking = next(iter(bookings.active_for(tx, inbound.conversation, inbound.phone, inbound.now)), None)
        if booking is None:
            return None
        return self._late(tx, inbound, booking, news) if news.kind == "late" else self._cannot(booking)

    def nothing_to_pick(self, tx: Tx, inbound: Inbound, draft: Draft) -> Outcome | None:
        """A number though nothing is asked, as impatient people send it twice: how things stand."""
        is_open = draft.question is not None or draft.invitation is not None or draft.guest is not None
        if is_open or picked(inbound.text, _NINE) is None:
            return None
        found = bookings.active_for(tx, inbound.conversation, inbound.phone, inbound.now)
        return self._say("text.nothing_to_pick", found[0]) if found else None

    def _menu(self, tx: Tx, inbound: Inbound, row: int, draft: Draft) -> Offer | None:
        """The menu of a reminder, as long as no newer one is open: somebody may confirm and then think again."""
        offer = choices.newest_offer(tx, inbound.conversation)
        lasts = timedelta(hours=self._assistant.clinic.texting.menu_hours)
        if offer is None or not is_reminder(offer) or inbound.now - offer.at > lasts:
            return None
        since = [one for one in transcripts.messages(tx, inbound.conversation, offer.message_id) if one.id < row]
        own = all(_leaves_open(one.text, offer) for one in since if one.direction == "in")
        return offer if own or draft.question is None else None

    def _picked(self, tx: Tx, inbound: Inbound, menu: Offer, number: int) -> Inbound | Outcome:
        chosen = menu.choices[number]
        if chosen.get("confirms") is not None:
            return self._confirm(tx, int(chosen["confirms"]), str(chosen.get("starts_at")), inbound)
        if chosen.get("calls") is not None:
            return self._call(tx, inbound, int(chosen["calls"]))
        return replace(inbound, text=str(chosen.get("says") or chosen["title"]))

    def _confirm(self, tx: Tx, booking_id: int, starts_at: str, inbound: Inbound) -> Outcome:
        """`starts_at` (ISO) is the time that the reminder named."""
        moved = notices.moved_since(tx, booking_id, starts_at)
        if moved is not None:
            return self._say("text.confirm_moved", moved)
        known = notices.is_confirmed(tx, booking_id)
        found = notices.confirm(tx, booking_id, inbound.now)
        if found is None:
            words = Said(self._assistant.texts.say("text.confirm_nothing", "sms"))
            return Outcome([words], Understood("show_booking", _CERTAIN))
        return self._say("text.confirmed_already" if known else "text.confirmed", found, "affirm")

    def _call(self, tx: Tx, inbound: Inbound, booking_id: int) -> Outcome:
        """The staff are to call; whether they are there now is said as it is."""
        now, own = inbound.now, inbound.conversation
        follow_ups.upsert_open(
            tx,
            own,
            "callback",
            now,
            person_id=notices.booked_by(tx, booking_id),
            reasons=["asked to speak with staff, in answer to a reminder"],
            priority=crises.any_of(tx, own),
        )
        text_id = "text.call_open" if is_staffed(self._assistant.clinic, now) else "text.call_closed"
        words = Said(self._assistant.texts.say(text_id, "sms"))
        return Outcome([words], Understood("talk_to_person", _CERTAIN))

    def _late(self, tx: Tx, inbound: Inbound, booking: Booking, news: Attendance) -> Outcome:
        """Passed on as what was understood, never in the person's words."""
        how = "late" if news.minutes is None else f"{news.minutes} minutes late"
        slot = notices.slot_of(self._assistant, booking)
        reasons = [f"{notices.LATE}{how} for the consultation on {slot}"]
        follow_ups.upsert_open(tx, inbound.conversation, "change", inbound.now, reasons=reasons)
        return self._say("text.late", booking)

    def _cannot(self, booking: Booking) -> Outcome:
        texts, slot = self._assistant.texts, notices.slot_of(self._assistant, booking)
        ways = (texts.say("choice.move", "sms"), texts.say("choice.cancel", "sms"))
        return Outcome([Said(texts.say("text.cannot_come", "sms", slot=slot), ways)], Understood())

    def _say(self, text_id: str, booking: Booking, intent: str | None = None) -> Outcome:
        words = self._assistant.texts.say(text_id, "sms", slot=notices.slot_of(self._assistant, booking))
        certain = None if intent is None else _CERTAIN
        return Outcome([Said(words)], Understood(intent, certain))


def is_reminder(offer: Offer) -> bool:
    """Whether these are the choices of a reminder."""
    return any(choice.get("confirms") is not None for choice in offer.choices)


def is_strangers(tx: Tx, inbound: Inbound) -> bool:
    """Whether whoever has the number says that they are not the one who is texted: their "no" picks nothing."""
    if inbound.phone is None:
        return False
    return says_wrong_number(inbound.text, [one.name for one in people.owners_of(tx, inbound.phone) if one.name])


def _leaves_open(text: str, menu: Offer) -> bool:
    """Whether an answer to a reminder begins nothing, so that its menu still stands."""
    number, news = _number(text, menu), attendance_of(text)
    if number is not None:
        return menu.choices[number].get("says") is None
    return news is not None and news.kind != "cannot"


def _number(text: str, menu: Offer) -> int | None:
    """Which choice a message picks, from 0; a plain no is the one that changes the appointment."""
    number = picked(text, len(menu.choices))
    return 1 if number is None and clear_no(text) else number
