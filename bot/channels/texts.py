"""What is particular to text messages: keywords that the law knows, numbers that pick from a menu, reminders.

Findings and sources: docs/sms.md.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from bot import notices
from bot.channels.log import message_id
from bot.channels.message import Inbound, Outcome
from bot.channels.rasa import Understood
from bot.channels.reminders import ReminderAnswers, is_reminder, is_strangers
from bot.channels.said import Said
from bot.clinic.interview.draft import Draft
from bot.clinic.reading import yes_no
from bot.clinic.texting import keyword_of, off_list, picked
from bot.context import Assistant
from bot.store import bookings, choices, drafts, follow_ups, holds, inbox, opt_outs, outbox, transcripts
from bot.store.choices import Offer
from bot.store.engine import Tx
from bot.store.errors import StoreError

logger = logging.getLogger(__name__)
_CERTAIN = 1.0
SAID_AGAIN_AFTER = timedelta(hours=1)  # that no answers come for a while
SENTENCE_WORDS = 3  # from which on the same words again and again are strange
_ASK_AGAIN = "repeat"
SAME_WITHIN = timedelta(hours=1)


class TextRules:
    """Steps of the message path, which do nothing on other channels. Both wait for the database."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._reminders = ReminderAnswers(assistant)

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
                if word is not None and not word.alone and not out and _of(tx, inbound.conversation).question == "safe":
                    return None  # who is asked whether they are safe wants an end of the question
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

    def are_too_many(self, inbound: Inbound, row: int) -> bool:
        """Whether a machine seems to write: too many texts, or the same sentence again and again.

        What answers "are you safe?" is heard however much came before it.
        """
        if inbound.channel != "sms" or inbound.client_id is None:
            return False
        rules = self._assistant.clinic.texting
        try:
            with self._assistant.store.read() as tx:
                over = any(
                    inbox.came_within(tx, inbound.client_id, timedelta(minutes=limit.minutes)) > limit.texts
                    for limit in rules.limits
                )
                repeats = over or _is_repeated(tx, inbound, row, rules.same_in_a_row)
                return repeats and _of(tx, inbound.conversation).question != "safe"
        except StoreError:
            logger.exception("It is not known how many texts somebody wrote.")
            return False

    def keep_quiet(self, inbound: Inbound, row: int) -> Outcome:
        """Say once an hour at most that no answers come for a while; the staff see who writes so much.

        Raises:
            StoreError: that could not be stored; it must be tried again.
        """
        now = inbound.now
        with self._assistant.store.begin() as tx:
            stored = drafts.load(tx, inbound.conversation)
            draft = Draft.from_json(dict(stored.body))
            if draft.quiet_since is not None and now - datetime.fromisoformat(draft.quiet_since) < SAID_AGAIN_AFTER:
                return Outcome([])
            said = self._say(inbound, "text.too_many")
            draft.quiet_since = now.astimezone(timezone.utc).isoformat()
            draft.note_reply(message_id(row), [{"text": said.text}], asked=True)
            drafts.save(tx, inbound.conversation, draft.to_json(), stored.version, now)
            reason = "so many texts came that they are not answered for a while, perhaps a machine's; please look"
            follow_ups.upsert_open(tx, inbound.conversation, "change", now, reasons=[reason])
        return Outcome([said])

    def choice(self, inbound: Inbound, row: int | None) -> Inbound | Outcome:
        """The message with the words of the choice that its number picks; or what came of it, if that is all.

        Raises:
            StoreError: it is not known what was offered; a number must not be taken for something else.
        """
        if inbound.channel != "sms" or row is None:
            return inbound
        with self._assistant.store.begin() as tx:
            draft = _of(tx, inbound.conversation)
            if is_strangers(tx, inbound):
                return inbound
            answered = self._reminders.answer(tx, inbound, row, draft)
            if answered is not None:
                return answered
            offer = choices.last_offer(tx, inbound.conversation)
            if offer is None:
                return self._reminders.nothing_to_pick(tx, inbound, draft) or inbound
            number = picked(inbound.text, len(offer.choices))
            if is_reminder(offer):  # it is over, or came between a question for safety and its answer
                wanted = number is not None or yes_no(inbound.text) is not None
                return self._offer_again(inbound, offer) if wanted and draft.question != "safe" else inbound
            titles = [str(choice["title"]) for choice in offer.choices]
            if number is None and draft.question == "slots" and off_list(inbound.text, titles):
                return self._offer_again(inbound, offer, "text.menu_off")  # "9" of four times is no wish for 9 AM
            if number is None:
                return inbound
            if inbound.now - offer.at > timedelta(hours=self._assistant.clinic.texting.menu_hours):
                return _passed(inbound, draft) or self._offer_again(inbound, offer)
            return replace(inbound, text=str(offer.choices[number]["title"]))

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
            reason = f"{notices.WROTE}{word}: no texts may be sent, and an appointment is booked; please phone"
            follow_ups.upsert_open(tx, conversation, "change", now, reasons=[reason])

    def _welcome_back(self, tx: Tx, inbound: Inbound, word: str) -> Outcome:
        now, conversation = inbound.now, inbound.conversation
        opt_outs.record(
            tx, inbound.address, now, out=False, source=opt_outs.KEYWORD, word=word, conversation_id=conversation
        )
        notices.texts_again(tx, conversation, now)
        for booking in bookings.active_for(tx, conversation, inbound.phone, now):
            notices.set_reminders(tx, self._assistant, booking, now)
        words = self._say(inbound, "text.back" if _of(tx, conversation).goal is None else "text.back_open")
        return Outcome([words], Understood("greet", _CERTAIN))

    def _offer_again(self, inbound: Inbound, offer: Offer, lead: str = "text.menu_again") -> Outcome:
        titles = tuple(str(choice["title"]) for choice in offer.choices)
        if is_reminder(offer):
            return Outcome([self._say(inbound, "text.menu_over")])
        words = f"{self._assistant.texts.say(lead, 'sms')}\n{offer.text}"
        return Outcome([Said(words, titles)])

    def _say(self, inbound: Inbound, text_id: str) -> Said:
        return Said(self._assistant.texts.say(text_id, inbound.channel))


def _passed(inbound: Inbound, draft: Draft) -> Inbound | None:
    """Where a time of an old list has passed, a message that asks for the question anew, which looks again."""
    times = {"slots": draft.offers, "summary": [draft.hold] if draft.hold else []}.get(draft.question or "", [])
    gone = any(datetime.fromisoformat(one["start"]) <= inbound.now for one in times)
    return replace(inbound, text=_ASK_AGAIN) if gone else None


def _is_repeated(tx: Tx, inbound: Inbound, row: int, times: int) -> bool:
    """Whether the same sentence came so often in a row; "1" and "yes" are no sentences, and answer many a question."""
    words = inbound.text.split()
    if len(words) < SENTENCE_WORDS:
        return False
    last = transcripts.last_written(tx, inbound.conversation, row, times)
    same = [one for one in last if one.text.split() == words and inbound.now - one.at < SAME_WITHIN]
    return len(same) == times


def _of(tx: Tx, conversation: str) -> Draft:
    return Draft.from_json(dict(drafts.load(tx, conversation).body))
