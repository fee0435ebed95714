"""The way of a message, one direction, the same for every channel:

    seen before? -> safety -> a person has taken over? -> Rasa: understand, decide, act -> reply -> log

Who sends it is verified by the channel; each other step is a function here, in this order.
"""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal
from weakref import WeakValueDictionary

from bot.channels.danger import Watch
from bot.channels.rasa import Rasa, Understood
from bot.channels.said import Said, said_before, said_by_actions
from bot.clinic.interview.draft import Draft
from bot.clinic.safety import Finding, Level
from bot.context import Assistant
from bot.store import conversations, drafts, sessions
from bot.store.conversations import Reply, Seen
from bot.store.errors import StoreError

logger = logging.getLogger(__name__)
MAX_CHARACTERS = 4000  # of one message; all of a longer one is still checked for danger
_COMMAND = re.compile(r"/[\s/]*\w+\s*(\{.*\})?", re.DOTALL)  # what Rasa would obey: nobody says it to a person
Channel = Literal["web", "sms"]


@dataclass(frozen=True)
class Inbound:
    """One message of a person.

    `conversation` is made by the server, "web:..." or "sms:..."; `now` is aware; `client_id` is the sender's own id
    of the message; `phone` (E.164) is the number it came from, where the channel knows that. `choice` is a choice
    that was offered, as the id of the logged message and its number from 1; its words are then the text. `token` is
    the website's secret, which may end while the message waits for its turn.
    """

    conversation: str
    channel: Channel
    text: str
    now: datetime
    client_id: str | None = None
    phone: str | None = None
    choice: tuple[int, int] | None = None
    token: str | None = None


@dataclass
class Outcome:
    """What came of a message."""

    replies: list[Said]
    understood: Understood = field(default_factory=Understood)
    crisis: Level = Level.none
    repeated: bool = False
    logged_in: bool = True  # the message is in the log
    logged_out: bool = True  # so are the replies


@dataclass(frozen=True)
class _Taken:
    """A message as it was taken in: `row` is its id in the log, None when the database is down; `seen` what is known
    of it when it came before.
    """

    inbound: Inbound
    finding: Finding
    row: int | None = None
    seen: Seen | None = None

    @property
    def message_id(self) -> str | None:
        """How the dialogue knows it."""
        return None if self.row is None else _message_id(self.row)


@dataclass
class _Left:
    """What is known of a message that came before and was not answered."""

    said: list[Said] = field(default_factory=list)
    done: bool = False  # nothing more was to come
    late: bool = False  # the conversation has gone on since
    to_staff: bool = False  # and it was a person of the staff who went on


class MessagePath:
    """Takes messages one at a time a conversation, and any number of conversations at once."""

    def __init__(self, assistant: Assistant, rasa: Rasa) -> None:
        self._assistant = assistant
        self._rasa = rasa
        self._watch = Watch(assistant)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._turns: set[asyncio.Task[Outcome]] = set()

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
            taken = await asyncio.to_thread(self._log_in, inbound, finding)
            seen = taken.seen
            if seen is not None and (seen.replies or seen.finished):
                return Outcome(said_before(seen), repeated=True)
            if taken.row is None:
                self._watch.record_later(inbound.conversation, inbound.channel, taken.finding, inbound.now)
            left = await asyncio.to_thread(self._left_behind, taken.inbound, seen) if seen is not None else _Left()
            outcome = Outcome(left.said) if left.done else await self._answer(taken, left)
            outcome.crisis = max(outcome.crisis, taken.finding.level)
            if outcome.crisis is Level.mention:
                spanish = taken.finding.spanish
                outcome.replies = self._watch.with_line(outcome.replies, inbound.channel, spanish=spanish)
            outcome.logged_in = taken.row is not None
            outcome.logged_out = await asyncio.to_thread(self._log_out, taken.inbound, taken.row, outcome)
            return outcome

    async def _answer(self, taken: _Taken, left: _Left) -> Outcome:
        inbound, row = taken.inbound, taken.row
        outcome = await asyncio.to_thread(self._in_danger, taken) or self._late(inbound, left)
        outcome = outcome or await asyncio.to_thread(self._taken_over, inbound, row)
        outcome = outcome or self._unreadable(inbound) or await self._talk(inbound, row)
        outcome.replies[:0] = left.said
        return outcome

    def _log_in(self, inbound: Inbound, finding: Finding) -> _Taken:
        """Log the message, a choice by its words, and what danger it shows, before anything is done with it."""
        try:
            with self._assistant.store.begin() as tx:
                if inbound.token is not None and sessions.find(tx, inbound.token, inbound.now) is None:
                    raise sessions.SessionEnded
                conversations.ensure(tx, inbound.conversation, inbound.channel, inbound.now)
                known = conversations.seen(tx, inbound.conversation, inbound.client_id)
                if known is not None:
                    text = known.text
                elif inbound.choice is not None:
                    text = conversations.chosen(tx, inbound.conversation, *inbound.choice)
                else:
                    text = inbound.text
                if text != inbound.text:
                    inbound, finding = replace(inbound, text=text), self._watch.look(text)
                if known is not None:
                    return _Taken(inbound, finding, known.message_id, known)
                logged = conversations.log_in(
                    tx,
                    inbound.conversation,
                    text,
                    inbound.now,
                    client_id=inbound.client_id,
                    crisis=finding.level.name,
                )
                if isinstance(logged, Seen):
                    return _Taken(inbound, finding, logged.message_id, logged)
                self._watch.record(tx, inbound.conversation, inbound.channel, finding, inbound.now)
                return _Taken(inbound, finding, logged)
        except StoreError:
            logger.exception("The message could not be logged.")
            return _Taken(inbound, finding)

    def _in_danger(self, taken: _Taken) -> Outcome | None:
        """Someone at risk gets the resources in the reply to that very message, whatever else is broken."""
        inbound, finding = taken.inbound, taken.finding
        said = self._watch.answer(inbound.conversation, inbound.channel, inbound.now, finding, taken.message_id)
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

    def _unreadable(self, inbound: Inbound) -> Outcome | None:
        text = inbound.text.strip()
        if _COMMAND.fullmatch(text):
            return Outcome([self._say(inbound, "not_understood")])
        if text and len(text) <= MAX_CHARACTERS:
            return None
        return Outcome([self._say(inbound, "too_long" if text else "empty")])

    async def _talk(self, inbound: Inbound, row: int | None) -> Outcome:
        """Understand, decide and act; when any of it fails, say so instead of guessing."""
        if row is None:
            return Outcome([self._say(inbound, "failed")])
        try:
            done = await self._rasa.handle(
                inbound.conversation, inbound.text, inbound.now, _message_id(row), inbound.phone
            )
        except Exception:  # whatever it was: silence would leave the person without an answer
            logger.exception("A message could not be handled.")
            kept = await asyncio.to_thread(self._kept, inbound, row)
            return Outcome(kept.said if kept.done else [*kept.said, self._say(inbound, "failed")])
        replies = said_by_actions(done.messages)
        if not replies or (done.failed and not any(said.card for said in replies)):
            replies.append(self._say(inbound, "failed"))
        return Outcome(replies, done.understood, done.understood.crisis)

    def _left_behind(self, inbound: Inbound, logged: Seen) -> _Left:
        """What became of a message whose turn ended with its process; everything it did was one with these words."""
        try:
            with self._assistant.store.read() as tx:
                later = conversations.transcript(tx, inbound.conversation, logged.message_id, 1)
        except StoreError:
            logger.exception("It is not known what became of a message.")
            return _Left()
        if later:
            return _Left(late=True, to_staff=later[0].author is not None)
        return self._kept(inbound, logged.message_id)

    def _kept(self, inbound: Inbound, row: int) -> _Left:
        """What the actions said to a message, kept in the transactions that did what they said."""
        try:
            with self._assistant.store.read() as tx:
                draft = Draft.from_json(dict(drafts.load(tx, inbound.conversation).body))
        except StoreError:
            logger.exception("It is not known what was said to a message.")
            return _Left()
        reply = draft.reply_to(_message_id(row)) or {"messages": (), "done": False}
        return _Left(said_by_actions(reply["messages"]), done=reply["done"])

    def _late(self, inbound: Inbound, left: _Left) -> Outcome | None:
        """The conversation has gone on since: an old "yes" must not answer what was asked later."""
        if not left.late:
            return None
        return Outcome([] if left.to_staff else [self._say(inbound, "came_late")])

    def _log_out(self, inbound: Inbound, row: int | None, outcome: Outcome) -> bool:
        """Log what was understood and said, before the person sees it; whether that was possible."""
        if row is None:
            return False
        understood = outcome.understood
        try:
            with self._assistant.store.begin() as tx:
                conversations.note_understanding(
                    tx,
                    row,
                    intent=understood.intent,
                    confidence=understood.confidence,
                    alternatives=understood.alternatives,
                    question=understood.question,
                    crisis=outcome.crisis.name,
                )
                replies = [
                    Reply(said.text, [{"title": choice} for choice in said.choices], said.card)
                    for said in outcome.replies
                ]
                conversations.log_out(tx, inbound.conversation, replies, inbound.now, reply_to=row)
            return True
        except StoreError:
            # what was done is done and what is said is true; the person must not be left without it
            logger.exception("The replies could not be logged.")
            return False

    def _say(self, inbound: Inbound, text_id: str) -> Said:
        return Said(self._assistant.texts.say(text_id, inbound.channel))


def _message_id(row: int) -> str:
    """How the dialogue knows a logged message."""
    return f"in:{row}"
