"""What becomes of a text whose turn fails again and again: the person hears so, the staff see it, and the next one
of its sender goes on.

Each step stands for itself, since whatever made the turn fail may make one of them fail as well.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from bot.channels.danger import Watch
from bot.channels.log import REPLY_IN_TIME, message_id
from bot.channels.said import Said, said_by_actions
from bot.channels.text_body import body_of
from bot.clinic.crisis import Setting, respond
from bot.clinic.interview.draft import Draft
from bot.clinic.safety import Finding, Level
from bot.clinic.texting import keyword_of
from bot.context import Assistant
from bot.store import conversations, drafts, follow_ups, inbox, opt_outs, outbox
from bot.store.conversations import Reply, Seen
from bot.store.engine import Tx
from bot.store.inbox import Accepted

logger = logging.getLogger(__name__)
Result = TypeVar("Result")
REASON = "a text of theirs could not be handled; please read it and phone"


class LastResort:
    """Settles texts that could not be answered in the ordinary way."""

    def __init__(self, assistant: Assistant, watch: Watch) -> None:
        self._assistant = assistant
        self._watch = watch

    def give_up(self, text: Accepted) -> None:
        """Settle one text: log it, say what is true of it once, and leave it to the staff.

        Raises:
            StoreError: that is not possible either; it must be tried again.
        """
        now, finding = self._assistant.now(), self._watch.look(text.body)
        with self._assistant.store.begin() as tx:
            logged = _attempt(tx, "log a text", lambda: _log(tx, text, finding, now))
            if isinstance(logged, Seen) and logged.finished:
                inbox.done(tx, text.id)  # it was answered, and only that could not be noted
                return
            row = logged.message_id if isinstance(logged, Seen) else logged
            if not inbox.give_up(tx, text.id, logged=row is not None):
                return
            logger.error("Text %d of those that came in is given up.", text.id)
            alerted = isinstance(logged, Seen) or self._alert(tx, text, finding, now)
            grave = finding.level >= Level.risk
            _attempt(tx, "tell the staff", lambda: _tell_staff(tx, text.conversation_id, now, priority=grave))
            if self._wants_none(tx, text, now):
                return
            said = self._kept(tx, text, row) or self._words(text, finding, now, alerted=alerted)
            if grave or not _taken_over(tx, text.conversation_id):
                _attempt(tx, "answer a text", lambda: _answer(tx, text, row, said, now))

    def _alert(self, tx: Tx, text: Accepted, finding: Finding, now: datetime) -> bool:
        """Leave the event of a message that shows danger; whether the staff are alerted."""

        def record() -> bool:
            self._watch.record(tx, text.conversation_id, "sms", finding, now)
            return True

        return _attempt(tx, "alert the staff", record) is not None

    def _wants_none(self, tx: Tx, text: Accepted, now: datetime) -> bool:
        """Whether the sender wants no texts, perhaps by this very one, which then holds."""
        word = keyword_of(text.body)
        if "stop" in (text.keyword, word.kind if word is not None else None):
            said = word.word if word is not None else "STOP"
            own = text.conversation_id
            opt_outs.record(tx, text.phone, now, out=True, source=opt_outs.KEYWORD, word=said, conversation_id=own)
            outbox.withdraw(tx, "opted out", recipient=text.phone)
        return opt_outs.is_out(tx, text.phone)

    def _kept(self, tx: Tx, text: Accepted, row: int | None) -> list[Said]:
        """What the actions said with what they did, if that is all there was to say."""
        if row is None:
            return []

        def read() -> list[Said]:
            draft = Draft.from_json(dict(drafts.load(tx, text.conversation_id).body))
            reply = draft.reply_to(message_id(row)) or {"messages": (), "done": False}
            return said_by_actions(reply["messages"]) if reply["done"] else []

        return _attempt(tx, "read what was said", read) or []

    def _words(self, text: Accepted, finding: Finding, now: datetime, *, alerted: bool) -> list[Said]:
        running = self._assistant
        if finding.level >= Level.risk:
            reply = respond(None, finding, Setting(running.clinic, running.texts, "sms", now, alerted))
            return [Said(reply.text, reply.choices)]
        said = self._watch.answer(text.conversation_id, "sms", now, finding, None)
        said = said or [Said(running.texts.say("text.gave_up", "sms"))]
        return said if finding.level is Level.none else self._watch.with_line(said, "sms", finding)


def _attempt(tx: Tx, what: str, work: Callable[[], Result]) -> Result | None:
    """What the work gives, or None when it fails, which undoes it and nothing else."""
    try:
        with tx.begin_nested():
            return work()
    except Exception as error:  # whatever it was; its words may quote a row
        logger.error("It was not possible to %s: %s", what, type(error).__name__)
        return None


def _log(tx: Tx, text: Accepted, finding: Finding, now: datetime) -> int | Seen:
    own = text.provider_id
    return conversations.log_in(tx, text.conversation_id, text.body, now, client_id=own, crisis=finding.level.name)


def _tell_staff(tx: Tx, conversation: str, now: datetime, *, priority: bool) -> None:
    follow_ups.upsert_open(tx, conversation, "change", now, reasons=[REASON], priority=priority)


def _taken_over(tx: Tx, conversation: str) -> bool:
    """Whether a person of the staff writes, who sees the follow-up; the assistant is silent then."""
    found = conversations.find(tx, conversation)
    return found is not None and found.paused


def _answer(tx: Tx, text: Accepted, row: int | None, said: list[Said], now: datetime) -> None:
    """Log what is said and write it into the outbox, under the key that a late answer would have."""
    first = None
    if row is not None:
        replies = [Reply(one.text, [{"title": choice} for choice in one.choices], one.card) for one in said]
        conversations.note_understanding(tx, row, intent=None, confidence=None)
        first, *_ = conversations.log_out(tx, text.conversation_id, replies, now, reply_to=row)
    key = f"failed:{text.id}" if row is None else f"reply:{row}"
    own, until = text.conversation_id, now + REPLY_IN_TIME
    outbox.put(tx, key, "reply", text.phone, body_of(said), now, own, message_id=first, expires_at=until)
