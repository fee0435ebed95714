"""The safety step of a message's way: what a person in danger is told, and that the staff come to know.

It comes before everything that can fail: the model of Rasa, the actions, a person of the staff who has taken over.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import datetime
from typing import Literal

from bot import alerts
from bot.channels.said import Said
from bot.clinic.beside_danger import keep_besides
from bot.clinic.crisis import CrisisReply, Setting, meant_for_a_line, resource_line, respond
from bot.clinic.interview.draft import Draft
from bot.clinic.safety import Finding, Level
from bot.context import Assistant
from bot.nlu.danger import Detector
from bot.store import bookings, conversations, crises, drafts
from bot.store.engine import Tx
from bot.store.errors import StoreError, StoreUnavailable
from bot.store.sql import lock_conversation

logger = logging.getLogger(__name__)
PAUSES = (1, 2, 5, 10, 30)  # seconds between attempts to store an event that could not be; the last one repeats


class Watch:
    """Looks at every message, and answers those that show danger."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._detector = Detector(assistant.settings.models)
        self._waiting: set[asyncio.Task[None]] = set()
        # Events of messages that could not be logged. Such a message is sent again, and is then known by what it shows.
        self._unlogged: dict[tuple[str, Finding], Literal["waits", "stored"]] = {}

    def look(self, text: str) -> Finding:
        """The danger in a message; never raises."""
        finding = self._detector.look(text)
        if finding.level < Level.risk and meant_for_a_line(text, self._assistant.clinic):
            return Finding(Level.mention, "crisis-line", spanish=False)
        return finding

    def record(self, tx: Tx, conversation: str, channel: str, finding: Finding, now: datetime) -> None:
        """Leave an event for the staff in the transaction that logs the message, and alert them if it is grave.

        When the message came before, while the database was down, its event may be there already.
        """
        if finding.level >= Level.mention and not self._is_stored(tx, conversation, finding):
            alerts.raise_alarm(tx, self._assistant, conversation, channel, finding, now)

    def _is_stored(self, tx: Tx, conversation: str, finding: Finding) -> bool:
        if self._unlogged.pop((conversation, finding), None) != "stored":
            return False  # what waited to be stored needs not be any more: it is now
        wanted = (conversation, finding.level.name, finding.rule_id)
        events = crises.unacknowledged(tx)  # once somebody has seen it, the same words are a new event
        return finding.level < Level.risk or wanted in ((e.conversation_id, e.level, e.rule_id) for e in events)

    def record_later(
        self, conversation: str, channel: str, finding: Finding, now: datetime, *, answered: bool = False
    ) -> None:
        """The database was down: try until the event is stored. Somebody waits, and nobody of the staff knows.

        `answered` says that the message will not come again, so that what it was answered must be remembered, too.
        """
        if finding.level < Level.mention or self._unlogged.get((conversation, finding)) == "waits":
            return
        self._unlogged[conversation, finding] = "waits"
        logger.error("A crisis event (%s) of %s is not stored yet.", finding.level.name, conversation)
        task = asyncio.create_task(self._until_stored(conversation, channel, finding, now, answered))
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    async def _until_stored(
        self, conversation: str, channel: str, finding: Finding, now: datetime, answered: bool
    ) -> None:
        for attempt in range(100_000):
            await asyncio.sleep(PAUSES[min(attempt, len(PAUSES) - 1)])
            try:
                await asyncio.to_thread(self._store, conversation, channel, finding, now, answered)
            except Exception as error:  # whatever it was: somebody waits
                if not isinstance(error, StoreError):
                    logger.error("The crisis event of %s failed: %s", conversation, type(error).__name__)
                if (conversation, finding) in self._unlogged:
                    self._unlogged[conversation, finding] = "waits"
                continue
            logger.warning("The crisis event of %s is stored now.", conversation)
            return

    def _store(self, conversation: str, channel: str, finding: Finding, now: datetime, answered: bool) -> None:
        with self._assistant.store.begin() as tx:
            conversations.ensure(tx, conversation, channel, now)
            lock_conversation(tx, conversation)  # the message may be logged just now, and its event with it
            if self._unlogged.get((conversation, finding)) == "waits":
                alerts.raise_alarm(tx, self._assistant, conversation, channel, finding, now)
                self._unlogged[conversation, finding] = "stored"
                if answered:
                    self._remember_answer(tx, conversation, channel, finding, now)

    def _remember_answer(self, tx: Tx, conversation: str, channel: str, finding: Finding, now: datetime) -> None:
        """What the person was told and asked while nothing could be stored, unless they have written since."""
        found = conversations.find(tx, conversation)
        if finding.level < Level.risk or found is None or found.last_at > now:
            return
        running, stored = self._assistant, drafts.load(tx, conversation)
        draft = Draft.from_json(dict(stored.body))
        respond(draft, finding, Setting(running.clinic, running.texts, channel, now, alerted=True))
        drafts.save(tx, conversation, draft.to_json(), stored.version, now)

    def answer(
        self, conversation: str, channel: str, now: datetime, finding: Finding, message_id: str | None, text: str = ""
    ) -> list[Said]:
        """What to say at once to a message that shows danger; empty where the normal answer is to come.

        What else the `text` asks for is kept for when they are safe.
        `message_id` is how the dialogue knows the logged message; None when it could not be logged: then no event is
        stored either, and the person hears that the staff could not be reached.
        """
        running = self._assistant
        if finding.rule_id == "crisis-line":
            return [Said(running.texts.say("new_text", channel))]
        if finding.level < Level.risk:
            return []
        place = Setting(running.clinic, running.texts, channel, now, alerted=message_id is not None)
        try:
            reply = self._interrupt(conversation, finding, message_id, place, text)
        except Exception as error:  # whatever it was, such as a draft that another version wrote
            # without its text, which may quote the draft
            logger.error("The draft of a person in danger could not be kept: %s", type(error).__name__)
            reply = respond(None, finding, place)
        return [Said(reply.text, reply.choices)]

    def _interrupt(
        self, conversation: str, finding: Finding, message_id: str | None, place: Setting, text: str
    ) -> CrisisReply:
        if message_id is None:
            raise StoreUnavailable("it was down a moment ago")  # nobody in danger waits for it once more
        with self._assistant.store.begin() as tx:
            stored = drafts.load(tx, conversation)
            draft = Draft.from_json(dict(stored.body))
            place = replace(place, booked=bool(bookings.active_for(tx, conversation, None, place.now)))
            keep_besides(draft, finding, text, place.clinic)
            reply = respond(draft, finding, place)
            said = {"text": reply.text, "buttons": [{"title": choice} for choice in reply.choices]}
            draft.note_reply(message_id, [said], asked=True)
            drafts.save(tx, conversation, draft.to_json(), stored.version, place.now)
        return reply

    def with_line(self, replies: list[Said], channel: str, finding: Finding) -> list[Said]:
        """The normal answer to a mention of such thoughts, with one line of resources if it has none."""
        texts, lifeline = self._assistant.texts, self._assistant.clinic.resources.lifeline
        if not replies or any(lifeline in reply.text for reply in replies):
            return replies
        first, *rest = replies
        line = resource_line(channel, texts, spanish=finding.spanish, named=finding.named)
        return [Said(f"{first.text} {line}", first.choices, first.card), *rest]
