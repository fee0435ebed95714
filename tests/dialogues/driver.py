"""Play conversations through the real path of a message, and check on every turn what must always hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.channels.path import Inbound, MessagePath, Outcome
from bot.commands.talk import state
from bot.context import Assistant

# Words that may only be said of a row that is in the database in that state (rule G1).
_CONFIRMING = re.compile(r"\b(is booked|are booked|is confirmed|is scheduled|see you|all set)\b", re.IGNORECASE)
_NEVER = re.compile(
    r"[Pp]ress 3|committed suicide|(?:failed|successful) attempt|you qualify|you will be fine|\bNone\b|[{}]"
    r"|Traceback|faq[/_]"
)
_SAME_WORDS_AT_MOST = 3


@dataclass
class Turn:
    """One turn: what was said, and where the conversation stands afterwards."""

    text: str
    outcome: Outcome
    question: str | None
    screening: dict[str, Any] | None
    booking: dict[str, Any] | None

    @property
    def says(self) -> str:
        return "\n".join(said.text for said in self.outcome.replies)

    @property
    def choices(self) -> tuple[str, ...]:
        return next((said.choices for said in reversed(self.outcome.replies) if said.choices), ())


@dataclass
class Conversation:
    """A person's side of a conversation."""

    path: MessagePath
    running: Assistant
    id: str
    now: datetime
    turns: list[Turn] = field(default_factory=list)
    _count: int = 0

    async def say(self, text: str, after: timedelta = timedelta(seconds=20)) -> Turn:
        """Send a message and check the reply against the rules that hold in every conversation."""
        self.now += after
        self._count += 1
        channel = "sms" if self.id.startswith("sms:") else "web"
        inbound = Inbound(self.id, channel, text, self.now, client_id=f"{self.id}-{self._count}")  # type: ignore[arg-type]
        outcome = await self.path.receive(inbound)
        now = state(self.running, self.id)
        turn = Turn(text, outcome, now["question"], now["screening"], now["booking"])
        self.turns.append(turn)
        self._check(turn)
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

    def _check(self, turn: Turn) -> None:
        assert turn.outcome.replies, f"no reply to {turn.text!r}"
        assert not _NEVER.search(turn.says), turn.says
        if _CONFIRMING.search(turn.says):
            assert turn.booking is not None, turn.says
            assert turn.booking["state"] == "booked", turn.says
        questions = [t.outcome.replies[-1].text for t in self.turns[-_SAME_WORDS_AT_MOST - 1 :]]
        if len(questions) > _SAME_WORDS_AT_MOST and len(set(questions)) == 1:
            assert self.running.clinic.clinic.phone in turn.says, f"a loop: {questions[0]!r}"

    async def play(self, opening: str, answers: dict[str, str | list[str]], until: str | None = None) -> Turn:
        """Open, then answer each question from `answers` until nothing is asked, or `until` is.

        A list is said one after the other whenever that question is open; the last one is its answer.
        """
        waiting = {q: list(a) if isinstance(a, list) else [a] for q, a in answers.items()}
        turn = await self.say(opening)
        for _ in range(60):
            if turn.question is None or turn.question == until:
                return turn
            lines = waiting.get(turn.question)
            assert lines, f"unexpected question {turn.question!r}: {turn.says}"
            turn = await self.say(lines.pop(0) if len(lines) > 1 else lines[0])
        raise AssertionError(f"no end: {[(t.text, t.question) for t in self.turns[-5:]]}")
