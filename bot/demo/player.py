"""Plays one script: the person's messages through the path of every message, the staff's acts as the console does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.channels.path import Inbound, MessagePath
from bot.clinic.interview.draft import Draft
from bot.clinic.texting import plain
from bot.context import Assistant
from bot.demo.script import Script, Step
from bot.store import bookings, clinicians, conversations, crises, demo, drafts, follow_ups, outbox, people, reviews
from bot.store.conversations import Reply
from bot.store.engine import Tx
from bot.store.staff import Account
from bot.store.tables import follow_up

MOST = 25  # answers of one "fill": a question that comes again and again must not hold up the others
BETWEEN = timedelta(seconds=40)


class Player:
    """Plays scripts for one assistant, up to a moment that none of them passes."""

    def __init__(self, path: MessagePath, running: Assistant, staff: Mapping[str, Account], now: datetime) -> None:
        self._path = path
        self._running = running
        self._staff = staff
        self._now = now

    async def play(self, script: Script) -> bool:
        """Play it; False when a real conversation stands where it would."""
        begins = script.begins(self._now, self._running.clinic.zone)
        conversation = self._id(script)
        try:
            self._begin(script, conversation, begins)
        except demo.NotFree:
            return False
        at = begins
        choices: tuple[str, ...] = ()
        for step in script.steps:
            at = min(at + step.wait, self._now)
            if step.act is not None:
                with self._running.store.begin() as tx:
                    self._do(tx, conversation, step, at)
            elif step.fill:
                at, choices = await self._fill(script, conversation, at, choices)
            else:
                words = step.words if step.words is not None else _pick(script, choices, step.choice or 1)
                choices = await self._say(script, conversation, words, at) or choices
        self._settle(conversation, came=script.came)
        return True

    def _begin(self, script: Script, conversation: str, at: datetime) -> None:
        """Mark it before its first message; and what is texted to a number is seen in the conversation with that."""
        with self._running.store.begin() as tx:
            demo.begin(tx, conversation, script.channel, at, script.phone)
            for number in sorted(script.numbers - {script.phone}):
                demo.begin(tx, self._running.text_conversation(number), "sms", at, number)

    async def _fill(
        self, script: Script, conversation: str, at: datetime, choices: tuple[str, ...]
    ) -> tuple[datetime, tuple[str, ...]]:
        """Answer what is asked from the script's answers, until there is none."""
        for _ in range(MOST):
            with self._running.store.read() as tx:
                question = Draft.from_json(dict(drafts.load(tx, conversation).body)).question
            answer = script.answers.get(question or "")
            if answer is None:
                break
            words = _pick(script, choices, answer) if isinstance(answer, int) else answer
            choices = await self._say(script, conversation, words, at) or choices
            at = min(at + BETWEEN, self._now)
        return at, choices

    async def _say(self, script: Script, conversation: str, words: str, at: datetime) -> tuple[str, ...]:
        by_text = script.channel == "sms"
        outcome = await self._path.receive(
            Inbound(conversation, script.channel, words, at, phone=script.phone, deliver=by_text)
        )
        return next((said.choices for said in reversed(outcome.replies) if said.choices), ())

    def _do(self, tx: Tx, conversation: str, step: Step, at: datetime) -> None:
        account = self._staff[step.who] if step.who is not None else None
        if step.act == "take_over" and account is not None:
            reviews.take_over(tx, conversation, account.id, at)
            self._write(tx, conversation, self._say_as("taken_over", conversation, name=account.name), at, account)
        elif step.act == "reply" and account is not None:
            self._write(tx, conversation, step.value, at, account)
        elif step.act == "hand_back":
            reviews.hand_back(tx, conversation, at)
            self._write(tx, conversation, self._say_as("handed_back", conversation), at, None)
        elif step.act == "acknowledge" and account is not None:
            for event in crises.unacknowledged(tx):
                if event.conversation_id == conversation:
                    crises.acknowledge(tx, event.id, account.name, at, step.value)
        elif step.act == "mark":
            reviews.mark(tx, conversation, "flagged" if step.value == "flagged" else "reviewed", at)
        elif step.act == "tag":
            reviews.add_tag(tx, conversation, step.value)
        elif step.act == "note" and account is not None:
            reviews.add_note(tx, conversation, account.id, step.value, at)
        elif step.act == "assign" and account is not None:
            reviews.assign(tx, conversation, account.id, at)
        elif step.act == "settle":
            own = sa.select(follow_up.c.id).where(
                follow_up.c.conversation_id == conversation, follow_up.c.state == "open"
            )
            for entry in list(tx.execute(own).scalars()):
                follow_ups.close(tx, entry, at, account.id if account is not None else None)
        elif step.act == "call":
            own_clinician = people.clinician_of(tx, conversation)
            if own_clinician is not None:
                clinicians.note(tx, own_clinician.id, step.value, account.id if account is not None else None, at)

    def _say_as(self, text: str, conversation: str, **values: str) -> str:
        return self._running.texts.say(text, "sms" if conversation.startswith("sms:") else "web", **values)

    def _write(self, tx: Tx, conversation: str, words: str, at: datetime, account: Account | None) -> None:
        reply = Reply(words, author=account.actor if account is not None else None)
        (message,) = conversations.log_out(tx, conversation, [reply], at)
        found = conversations.find(tx, conversation)
        if found is not None and found.phone is not None:
            key = f"staff:{message}"
            outbox.put(tx, key, "staff", found.phone, plain(words), at, conversation, message_id=message)

    def _settle(self, conversation: str, *, came: bool) -> None:
        """What is past was kept, or was not."""
        with self._running.store.begin() as tx:
            demo.silence(tx)  # the courier's gate lets nothing of it through meanwhile
            demo.drop_unused(tx)
            booked = bookings.latest_of(tx, conversation)
            if booked is not None and booked.state == "booked" and booked.ends_at <= self._now:
                outcome = "completed" if came else "no_show"
                bookings.settle(tx, booked.id, outcome, booked.ends_at, "system")  # type: ignore[arg-type]

    def _id(self, script: Script) -> str:
        return f"web:demo-{script.id}" if script.phone is None else self._running.text_conversation(script.phone)


def _pick(script: Script, choices: tuple[str, ...], number: int) -> str:
    """A choice is written as its number by text, and as its words on the website."""
    if script.channel == "sms" or not choices:
        return str(number)
    return choices[min(number, len(choices)) - 1]
