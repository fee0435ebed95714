"""What is particular to text messages: keywords that the law knows, numbers that pick from a menu, reminders.

Findings and sources: docs/sms.md.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

from bot import notices
from bot.channels.message import Inbound, Outcome
from bot.channels.rasa import Understood
from bot.channels.said import Said
from bot.clinic.interview.draft import Draft
from bot.clinic.reading import yes_no
from bot.clinic.texting import keyword_of, picked
from bot.context import Assistant
from bot.store import bookings, choices, drafts, follow_ups, holds, opt_outs, outbox
from bot.store.choices import Offer
from bot.store.engine import Tx
from bot.store.errors import StoreError

logger = logging.getLogger(__name__)
_CERTAIN = 1.0


class TextRules:
    """Two steps of the message path, which do nothing on other channels. Both wait for the database."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def keyword(self, inbound: Inbound, row: int | None) -> Outcome | None:
        """STOP and its kin, START and HELP, and the silence towards those who want no texts.

        Without a `row` the message could not be logged: then it comes again, and nobody waits for the database twice.

        Raises:
            StoreError: somebody wants no texts, and that could not be stored; it must be tried again.
        """
        if inbound.channel != "sms" or row is None:
            return None
        word = keyword_of(inbound.text)
        kind = inbound.keyword or (word.kind if word is not None else None)
        try:
            with self._assistant.store.begin() as tx:
                out = opt_outs.is_out(tx, inbound.address)
                if kind == "stop":
                    self._opt_out(tx, inbound, word.word if word is not None else "STOP")
                    # the carrier answers the words that it knows, and lets nothing of ours through any more
                    silent = word is None or word.by_carrier
                    said = [] if silent or out else [self._say(inbound, "opted_out")]
                    return Outcome(said, Understood("opt_out", _CERTAIN))
                if kind == "start" and out:
                    return self._welcome_back(tx, inbound, word.word if word is not None else "START")
                if out:
                    return Outcome([])
                if kind == "help" and _of(tx, inbound.conversation).question == "safe":
                    return None  # somebody who was asked whether they are safe
        except StoreError:
            if kind == "stop":
                raise
            logger.exception("It is not known whether somebody wants texts.")  # the courier looks again
            return None
        if kind != "help":
            return None
        answered = inbound.keyword == "help"  # by the carrier, with the same words
        return Outcome([] if answered else [self._say(inbound, "text.help")], Understood("ask_capabilities", _CERTAIN))

    def choice(self, inbound: Inbound) -> Inbound | Outcome:
        """The message with the words of the choice that its number picks; or what came of it, if that is all.

        Raises:
            StoreError: it is not known what was offered; a number must not be taken for something else.
        """
        if inbound.channel != "sms":
            return inbound
        with self._assistant.store.begin() as tx:
            offer = choices.last_offer(tx, inbound.conversation)
            number = _number(inbound.text, offer)
            if offer is None or number is None:
                return inbound
            if inbound.now - offer.at > timedelta(hours=self._assistant.clinic.texting.menu_hours):
                return self._offer_again(inbound, offer)
            chosen = offer.choices[number]
            if chosen.get("confirms") is not None:
                return self._confirm(tx, inbound, int(chosen["confirms"]), str(chosen.get("starts_at")))
            return replace(inbound, text=str(chosen.get("says") or chosen["title"]))

    def _opt_out(self, tx: Tx, inbound: Inbound, word: str) -> None:
        """Nothing is sent from now on; the appointment stays, and the staff know how to reach the person."""
        now, conversation = inbound.now, inbound.conversation
        new = opt_outs.record(
            tx, inbound.address, now, out=True, source=opt_outs.KEYWORD, word=word, conversation_id=conversation
        )
        if not new:
            return
        outbox.withdraw(tx, "opted out", recipient=inbound.address)
        stored = drafts.load(tx, conversation)
        draft = Draft.from_json(dict(stored.body))
        draft.pause()
        holds.release(tx, conversation, now)
        drafts.save(tx, conversation, draft.to_json(), stored.version, now)
        if bookings.active_for(tx, conversation, inbound.phone, now):
            reason = f"wrote {word}: no texts may be sent, and an appointment is booked; please phone"
            follow_ups.upsert_open(tx, conversation, "change", now, reasons=[reason])

    def _welcome_back(self, tx: Tx, inbound: Inbound, word: str) -> Outcome:
        now, conversation = inbound.now, inbound.conversation
        opt_outs.record(
            tx, inbound.address, now, out=False, source=opt_outs.KEYWORD, word=word, conversation_id=conversation
        )
        for booking in bookings.active_for(tx, conversation, inbound.phone, now):
            notices.set_reminders(tx, self._assistant, booking, now)
        words = self._say(inbound, "text.back" if _of(tx, conversation).goal is None else "text.back_open")
        return Outcome([words], Understood("greet", _CERTAIN))

    def _offer_again(self, inbound: Inbound, offer: Offer) -> Outcome:
        titles = tuple(str(choice["title"]) for choice in offer.choices)
        if any(choice.get("confirms") for choice in offer.choices):
            return Outcome([self._say(inbound, "text.menu_over")])
        words = f"{self._assistant.texts.say('text.menu_again', 'sms')}\n{offer.text}"
        return Outcome([Said(words, titles)])

    def _confirm(self, tx: Tx, inbound: Inbound, booking_id: int, starts_at: str) -> Outcome:
        """`starts_at` (ISO) is the time that the reminder named."""
        moved = notices.moved_since(tx, booking_id, starts_at)
        if moved is not None:
            slot = notices.slot_of(self._assistant, moved)
            return Outcome([Said(self._assistant.texts.say("text.confirm_moved", "sms", slot=slot))])
        found = notices.confirm(tx, booking_id, inbound.now)
        if found is None:
            return Outcome([self._say(inbound, "text.confirm_nothing")], Understood("show_booking", _CERTAIN))
        slot = notices.slot_of(self._assistant, found)
        words = self._assistant.texts.say("text.confirmed", "sms", slot=slot)
        return Outcome([Said(words)], Understood("affirm", _CERTAIN))

    def _say(self, inbound: Inbound, text_id: str) -> Said:
        return Said(self._assistant.texts.say(text_id, inbound.channel))


def _of(tx: Tx, conversation: str) -> Draft:
    return Draft.from_json(dict(drafts.load(tx, conversation).body))


def _number(text: str, offer: Offer | None) -> int | None:
    """Which choice of the last menu a message picks, from 0; a reminder also understands yes and no."""
    if offer is None:
        return None
    number = picked(text, len(offer.choices))
    if number is None and any(choice.get("confirms") for choice in offer.choices):
        answer = yes_no(text)
        number = None if answer is None else (0 if answer else 1)
    return number
