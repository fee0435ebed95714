"""Bring one conversation to every question once, and go on from there any number of times.

A walk asks the same of every question, thousands of turns in all. So no opening is played twice: where a conversation
stands is the database, which is kept as it was at each question and put back for each digression. What a message means
depends on its words alone, so that each is read by the models once a run.
"""

from __future__ import annotations

import asyncio
import copy
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.channels.path import MessagePath
from bot.channels.rasa import Rasa
from bot.clinic.safety import Finding
from bot.context import Assistant, assistant
from bot.nlu.danger import Detector
from tests.dialogues.driver import Conversation, Turn

CHANNELS = ("web", "sms")
OPENING = "I would like to book a free consultation"
PHONE = "+13105550132"  # that the text messages come from; on the website the same number is typed

# A plain person, and what they answer when the question comes up.
ANSWERS = {
    "who": "for me",
    "age": "yes I am",
    "reason": "depression",
    "clinician": "yes",
    "consent": "yes, that's fine",
    "clinician_name": "Nora Feldman",
    "clinician_role": "psychiatrist",
    "clinician_practice": "Harbor Mind Clinic",
    "clinician_contact": "310-555-0151",
    "other": "yes please",
    "health": "none of these",
    "name": "Paula Reyes",
    "phone": "310-555-0132",
    "email": "paula.reyes@example.com",
    "texts": "no thanks",
    "when": "December 3 in the afternoon",
    "slots": "the first one",
    "summary": "yes, do it",
}
# How a question is reached that is not on the straight way: another opening or other answers. The names are those of
# the stages below; the question that is open there is what stands after the last slash.
ROUTES: dict[str, tuple[list[str], dict[str, str]]] = {
    "": ([OPENING], {}),
    "alone/": ([OPENING], {"clinician": "no"}),
    "call/": (["please have one of your people call me"], {"when": "mornings are best"}),
    "move/": (["can you move my appointment?"], {"when": "December 4 at 10 am"}),
    "cancel/": (["I need to cancel my appointment"], {}),
    "link/": (["where can I see my appointment?", "yes"], {}),
}
_OF_ROUTE = {
    "": tuple(question for question in ANSWERS if question != "other"),
    "alone/": ("other",),
    "call/": ("name", "phone", "when"),
    "move/": ("when", "summary"),
    "cancel/": ("summary",),
    "link/": ("phone",),
}


def stages_of(channel: str) -> list[str]:
    """Every stage that the channel has: who texts is known by their number, and never asked for it."""
    return [
        f"{route}{question}"
        for route, questions in _OF_ROUTE.items()
        for question in questions
        if not (channel == "sms" and (question == "phone" or route == "link/"))
    ]


@dataclass
class Stage:
    """A conversation where one question is open: how it got there, what answers it, and what comes after that."""

    name: str
    answer: str
    snapshot: sqlite3.Connection
    now: datetime
    turns: list[Turn]
    next: str | None = None
    facts_after: dict[str, Any] = field(default_factory=dict)

    @property
    def question(self) -> str:
        return self.name.rpartition("/")[2]

    @property
    def facts(self) -> dict[str, Any]:
        return self.turns[-1].facts


class Walk:
    """The stages of one channel, on a database of its own."""

    def __init__(self, path: MessagePath, running: Assistant, channel: str, start: datetime) -> None:
        self._path, self._running, self._start = path, running, start
        self._file = str(running.store.url.database)
        self._phone = PHONE if channel == "sms" else None
        self._id = running.text_conversation(PHONE) if channel == "sms" else "web:walker"
        self._empty = _read(self._file)
        self._stages: dict[str, Stage] = {}
        self.channel = channel

    async def at(self, name: str) -> tuple[Stage, Conversation]:
        """The conversation at this stage, as if nothing had come after it."""
        if name not in self._stages:
            await self._play(name.rpartition("/")[0])
        stage = self._stages[name]
        _write(self._file, stage.snapshot)
        return stage, self._conversation(stage.now, stage.turns)

    @staticmethod
    def answer_to(question: str, stage: str) -> str:
        """What the person of that stage answers to a question."""
        route, _, _ = stage.rpartition("/")
        return {**ANSWERS, **ROUTES[f"{route}/" if route else ""][1]}[question]

    def anew(self) -> Conversation:
        """Another conversation on an empty database."""
        _write(self._file, self._empty)
        return self._conversation(self._start, [])

    def _conversation(self, now: datetime, turns: list[Turn]) -> Conversation:
        made = Conversation(self._path, self._running, self._id, now, self._phone)
        made.turns, made.sent = list(turns), len(turns)
        return made

    async def _play(self, route: str) -> None:
        """Go the whole way of a route, and keep where it stands at every question."""
        prefix = f"{route}/" if route else ""
        openings, other = ROUTES[prefix]
        if route in ("move", "cancel"):
            stage, chat = await self.at("summary")
            await chat.say(stage.answer)
        else:
            chat = self.anew()
        for opening in openings:
            await chat.say(opening)
        last: Stage | None = None
        for _ in range(30):
            question = chat.question
            if last is not None:
                last.next, last.facts_after = question, chat.last.facts
            if question is None:
                return
            answer = {**ANSWERS, **other}[question]
            last = Stage(f"{prefix}{question}", answer, _read(self._file), chat.now, list(chat.turns))
            self._stages.setdefault(last.name, last)
            await chat.say(answer)
        raise AssertionError(f"no end: {[(t.text, t.question) for t in chat.turns[-5:]]}")


def is_put(turn: Turn) -> bool:
    """Whether the person can see what is wanted of them: the reply ends with a question, with choices or a request."""
    last = turn.outcome.replies[-1]
    wanted = r"\?|\b[Pp]lease\b|\b[Ss]ay\b|\b[Ww]rite\b|\bneed\b|\bwill do\b|[Tt]ry\b"
    return bool(last.choices) or re.search(wanted, last.text) is not None


def on_one_database(rasa: Rasa, folder: Path, start: datetime) -> Iterator[dict[str, Walk]]:
    """A walk for each channel; the assistant of this process works on their database meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOT_DATABASE_URL", f"sqlite:///{folder / 'bot.db'}")
        assistant.cache_clear()
        running = assistant()
        running.store.migrate()
        make_quick(running)
        read_each_text_once(rasa, patch)
        path = MessagePath(running, rasa)
        yield {channel: Walk(path, running, channel, start) for channel in CHANNELS}
        running.store.close()
        assistant.cache_clear()


def make_quick(running: Assistant) -> None:
    """Let a database that is thrown away afterwards not wait for the disk."""

    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    running.store.close()
    sa.event.listen(running.store._engine, "connect", prepare)


def read_each_text_once(rasa: Rasa, patch: pytest.MonkeyPatch) -> None:
    """Keep what the models make of a text: it depends on nothing else."""
    parsed: dict[str, dict[str, Any]] = {}
    parse, look = rasa._parse, Detector.look

    async def parse_once(message: Any) -> dict[str, Any]:
        if message.text not in parsed:
            parsed[message.text] = await parse(message)
        return copy.deepcopy(parsed[message.text])

    async def at_once(function: Callable[..., Any], *args: Any, **named: Any) -> Any:
        return function(*args, **named)

    patch.setattr(asyncio, "to_thread", at_once)
    patch.setattr(rasa, "_parse", parse_once)
    patch.setattr(Detector, "look", _once_each(look))


def _once_each(look: Callable[[Detector, str], Finding]) -> Callable[[Detector, str], Finding]:
    found: dict[str, Finding] = {}

    def look_once(self: Detector, text: str) -> Finding:
        if text not in found:
            found[text] = look(self, text)
        return found[text]

    return look_once


def _read(file: str) -> sqlite3.Connection:
    """All that a database holds, kept in memory."""
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    connection = sqlite3.connect(file)
    connection.backup(kept)
    connection.close()
    return kept


def _write(file: str, kept: sqlite3.Connection) -> None:
    """Put it back; whoever has the file open sees it as another transaction."""
    connection = sqlite3.connect(file)
    kept.backup(connection)
    connection.close()
