"""The way of a message, one direction, the same for every channel:

    seen before? -> opt-out keyword (SMS)? -> safety -> a person has taken over? -> too many (SMS)?
    -> Rasa: understand, decide, act -> reply -> log

Who sends it is verified by the channel; each other step is a function here, in this order.
"""

from __future__ import annotations

import asyncio
import logging
import re
from weakref import WeakValueDictionary

from bot.channels.danger import Watch
from bot.channels.log import Left, Log, Taken, message_id
from bot.channels.message import Channel, Inbound, Outcome
from bot.channels.rasa import Handled, Rasa, Understood
from bot.channels.said import Said, danger_in, said_before, said_by_actions
from bot.channels.texts import TextRules
from bot.clinic.interview.message import LIKELY
from bot.clinic.safety import Level
from bot.context import Assistant
from bot.store import conversations
from bot.store.errors import StoreError

__all__ = ["Channel", "Inbound", "MessagePath", "Outcome"]

logger = logging.getLogger(__name__)
AGAIN_AFTER_SECONDS = 1.0  # until a turn by text that failed, and wrote nothing, is begun once more
MAX_CHARACTERS = 4000  # of one message; all of a longer one is still checked for danger
_COMMAND = re.compile(r"/[\s/]*\w+\s*(\{.*\})?", re.DOTALL)  # what Rasa would obey: nobody says it to a person


class MessagePath:
    """Takes messages one at a time a conversation, and any number of conversations at once."""

    def __init__(self, assistant: Assistant, rasa: Rasa) -> None:
        self._assistant = assistant
        self._rasa = rasa
        self._watch = Watch(assistant)
        self._log = Log(assistant, self._watch)
        self._texts = TextRules(assistant)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._turns: set[asyncio.Task[Outcome]] = set()

    @property
    def watch(self) -> Watch:
        """What looks for danger, also in what could not be taken in."""
        return self._watch

    def alone(self, conversation: str) -> asyncio.Lock:
        """To be held while something is done to a conversation that no turn may run beside."""
        return self._locks.setdefault(conversation, asyncio.Lock())

    async def receive(self, inbound: Inbound) -> Outcome:
        """Take in a message and give the replies. Whatever fails, the person gets an answer.

        Raises:
            UnknownChoice, ChoicePast, SessionEnded: it cannot be taken; nothing was done.
        """
        turn = asyncio.create_task(self._receive(inbound))
        self._turns.add(turn)  # a task that nobody holds may be collected in the middle
        turn.add_done_callback(self._turns.discard)
        # Who hangs up must not stop a turn half way: what it did would be left without its reply.
        return await asyncio.shield(turn)

    async def _receive(self, inbound: Inbound) -> Outcome:
        async with self.alone(inbound.conversation):
            # The database is waited for in threads: a slow one holds up this conversation, not all of them.
            finding = await asyncio.to_thread(self._watch.look, inbound.text)
            taken = await asyncio.to_thread(self._log.take_in, inbound, finding)
            seen = taken.seen
            if seen is not None and (seen.replies or seen.finished):
                return Outcome(said_before(seen), repeated=True)
            if taken.row is None:
                self._watch.record_later(inbound.conversation, inbound.channel, taken.finding, inbound.now)
            left = await asyncio.to_thread(self._log.left_behind, taken.inbound, seen) if seen is not None else Left()
            outcome = Outcome(left.said) if left.done else await self._answer(taken, left)
            outcome.crisis = max(outcome.crisis, taken.finding.level)
            if outcome.crisis is Level.mention and not await asyncio.to_thread(self._log.was_told_the_line, taken):
                outcome.replies = self._watch.with_line(outcome.replies, inbound.channel, taken.finding)
            outcome.logged_in = taken.row is not None
            outcome.logged_out = await asyncio.to_thread(self._log.answer, taken.inbound, taken.row, outcome)
            return outcome

    async def _answer(self, taken: Taken, left: Left) -> Outcome:
        inbound, row = taken.inbound, taken.row
        outcome = await asyncio.to_thread(self._texts.keyword, inbound, row)
        if outcome is not None:
            return outcome
        outcome = await asyncio.to_thread(self._in_danger, taken) or self._late(inbound, left)
        outcome = outcome or await asyncio.to_thread(self._taken_over, inbound, row)
        outcome = outcome or await self._too_many(inbound, row)
        outcome = outcome or await self._unreadable(inbound, row) or await self._choose_or_talk(inbound, row)
        outcome.replies[:0] = left.said
        return outcome

    def _in_danger(self, taken: Taken) -> Outcome | None:
        """Someone at risk gets the resources in the reply to that very message, whatever else is broken."""
        inbound, finding = taken.inbound, taken.finding
        said = self._watch.answer(
            inbound.conversation, inbound.channel, inbound.now, finding, taken.message_id, inbound.text
        )
        return Outcome(said, Understood("crisis", 1.0), finding.level) if said else None

    def _taken_over(self, inbound: Inbound, row: int | None) -> Outcome | None:
        """While a person of the staff writes, the assistant is silent."""
        if row is None:
            return None
        try:
            with self._assistant.store.read() as connection:
                found = conversations.find(connection, inbound.conversation)
        except StoreError:
            logger.exception("It is not known whether a person has taken over.")
            return Outcome([self._say(inbound, "failed")])
        return Outcome([]) if found is not None and found.paused else None

    async def _too_many(self, inbound: Inbound, row: int | None) -> Outcome | None:
        """More texts than a person writes are answered once; but who wants no more of them is heard in any words."""
        if row is None or not await asyncio.to_thread(self._texts.are_too_many, inbound, row):
            return None
        try:
            understood = await self._rasa.understand(inbound.text)
            if understood.intent == "opt_out" and (understood.confidence or 0.0) >= LIKELY:
                return None
        except Exception:  # it was to be passed over, so it is
            logger.exception("It is not known what a text says.")
        return await asyncio.to_thread(self._texts.keep_quiet, inbound, row)

    async def _unreadable(self, inbound: Inbound, row: int | None) -> Outcome | None:
        """What is no message is answered here; who answers is said first, if it was not before."""
        text = inbound.text.strip()
        if _COMMAND.fullmatch(text):
            what = "not_understood"
        elif not text:
            what = "text.picture" if inbound.media else "empty"
        elif len(text) > MAX_CHARACTERS:
            what = "too_long"
        else:
            return None
        greeting = await asyncio.to_thread(self._log.greeting, inbound) if row is not None else []
        return Outcome([*greeting, self._say(inbound, what)])

    async def _choose_or_talk(self, inbound: Inbound, row: int | None) -> Outcome:
        """A number that answers the last menu of a text stands for its words."""
        chosen = await asyncio.to_thread(self._texts.choice, inbound, row)
        if isinstance(chosen, Outcome):
            return chosen
        outcome = await self._talk(chosen, row)
        if chosen.text != inbound.text:
            outcome.crisis = max(outcome.crisis, await asyncio.to_thread(self._log.note_choice, chosen))
        return outcome

    async def _talk(self, inbound: Inbound, row: int | None) -> Outcome:
        """Understand, decide and act; when any of it fails, say so instead of guessing."""
        if row is None:
            return Outcome([self._say(inbound, "failed")])
        done = await self._handle(inbound, row)
        failed = inbound.channel == "sms" and (done is None or bool(done.failed))
        # nobody watches a text being answered, so a passing fault needs no apology
        if failed and await asyncio.to_thread(self._log.is_untouched, inbound, row):
            await asyncio.sleep(AGAIN_AFTER_SECONDS)
            done = await self._handle(inbound, row)
        if done is None:
            kept = await asyncio.to_thread(self._log.kept, inbound, row)
            return Outcome(kept.said if kept.done else [*kept.said, self._say(inbound, "failed")])
        replies = said_by_actions(done.messages)
        if not replies or (done.failed and not any(said.card for said in replies)):
            replies.append(self._say(inbound, "failed"))
        level = danger_in(done.messages)
        if done.failed or done.understood.crisis < Level.risk:
            level = max(level, done.understood.crisis)  # otherwise the actions took it for a calm answer
        return Outcome(replies, done.understood, level)

    async def _handle(self, inbound: Inbound, row: int) -> Handled | None:
        """What Rasa made of a message; None when that failed: silence would leave the person without an answer."""
        try:
            return await self._rasa.handle(
                inbound.conversation, inbound.text, inbound.now, message_id(row), inbound.phone
            )
        except Exception:
            logger.exception("A message could not be handled.")
            return None

    def _late(self, inbound: Inbound, left: Left) -> Outcome | None:
        """The conversation has gone on since: an old "yes" must not answer what was asked later."""
        if not left.late:
            return None
        return Outcome([] if left.to_staff else [self._say(inbound, "came_late")])

    def _say(self, inbound: Inbound, text_id: str) -> Said:
        return Said(self._assistant.texts.say(text_id, inbound.channel))
