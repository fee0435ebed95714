"""Play conversations through the real path of a message, and check on every turn what must always hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.channels.path import Inbound, MessagePath, Outcome
from bot.clinic.interview.draft import Draft
from bot.commands.talk import state_in
from bot.context import Assistant
from bot.store import drafts
from tests.dialogues import played, rules


@dataclass
class Turn:
    """One turn: what was said, and where the conversation stands afterwards.

    `facts` are the answers of the draft; `phone` is the number that the message came from, where that is known.
    """

    text: str
    outcome: Outcome
    question: str | None
    screening: dict[str, Any] | None
    booking: dict[str, Any] | None
    facts: dict[str, Any] = field(default_factory=dict)
    phone: str | None = None

    @property
    def says(self) -> str:
        return "\n".join(said.text for said in self.outcome.replies)

    @property
    def choices(self) -> tuple[str, ...]:
        return next((said.choices for said in reversed(self.outcome.replies) if said.choices), ())


@dataclass
class Conversation:
    """A person's side of a conversation; `phone` is the number they text from, `sent` counts their messages."""

    path: MessagePath
    running: Assistant
    id: str
    now: datetime
    phone: str | None = None
    turns: list[Turn] = field(default_factory=list)
    sent: int = 0

    async def say(self, text: str, after: timedelta = timedelta(seconds=20)) -> Turn:
        """Send a message and check the reply against the rules that hold in every conversation."""
        self.now += after
        self.sent += 1
        client_id = f"{self.id}-{self.sent}"
        inbound = Inbound(self.id, self.channel, text, self.now, client_id=client_id, phone=self.phone)  # type: ignore[arg-type]
        outcome = await self.path.receive(inbound)
        with self.running.store.read() as tx:
            now = state_in(tx, self.running, self.id)
            facts = dict(Draft.from_json(dict(drafts.load(tx, self.id).body)).facts)
            clinic = self.running.clinic_at(tx, self.now)
        turn = Turn(text, outcome, now["question"], now["screening"], now["booking"], facts, self.phone)
        self.turns.append(turn)
        broken = rules.broken(self.turns, self.channel, clinic)
        assert not broken, "\n".join([f"> {text}", turn.says, *broken])
        return turn

    async def choose(self, number: int) -> Turn:
        """Pick the choice with this number, counted from 1 as people do, among those last offered."""
        return await self.say(self.last.choices[number - 1])

    @property
    def last(self) -> Turn:
        return self.turns[-1]

    @property
    def question(self) -> str | None:
        return self.last.question if self.turns else None

    @property
    def channel(self) -> str:
        return self.id.partition(":")[0]

    async def play(self, opening: str, answers: dict[str, str | list[str]], until: str | None = None) -> Turn:
        """Open, then answer each question from `answers` until nothing is asked, or `until` is.

        A list is said one after the other whenever that question is open; the last one is its answer.
        """
        key = played.key_of(self, opening, answers, until)
        if played.bring_back(key, self):
            return self.last
        waiting = {q: list(a) if isinstance(a, list) else [a] for q, a in answers.items()}
        turn = await self.say(opening)
        for _ in range(60):
            if turn.question is None or turn.question == until:
                played.keep(key, self)
                return turn
            lines = waiting.get(turn.question)
            assert lines, f"unexpected question {turn.question!r}: {turn.says}"
            turn = await self.say(lines.pop(0) if len(lines) > 1 else lines[0])
        raise AssertionError(f"no end: {[(t.text, t.question) for t in self.turns[-5:]]}")
