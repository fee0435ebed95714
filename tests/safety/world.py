"""Conversations that stand at any point, whatever can fail around them, and what a person in danger writes.

Each state is recorded once as a database, and copied back over the live one before every message.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa

from bot import context
from bot.channels import danger
from bot.channels.path import Inbound, MessagePath, Outcome
from bot.channels.rasa import Rasa
from bot.clinic import safety
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.flow import QUESTIONS
from bot.clinic.safety import Level
from bot.context import Assistant, assistant
from bot.nlu.danger import Detector
from bot.nlu.in_process import InProcessActions
from bot.store import conversations, drafts, tables
from bot.store.engine import Store
from bot.store.errors import StoreUnavailable
from tests.channels.faults import fail_at
from tests.dialogues.driver import Conversation, Turn

T0 = datetime.fromisoformat("2026-11-23T10:05-08:00")  # a Monday morning: the clinic is staffed
CHANNELS = ("web", "sms")
PHONE = "+14245550172"
WITHIN = 60  # seconds in which what must happen has to; nothing is said about how soon it does

OPENING = "Could you put me down for a free consultation?"
ANSWERS: dict[str, str] = {
    "who": "for me",
    "age": "yes, I'm 37",
    "reason": "anxiety",
    "clinician": "yes, there is one",
    "consent": "yes, you may",
    "clinician_name": "Dr. Ines Calloway",
    "clinician_role": "psychiatrist",
    "clinician_practice": "Palm Court Psychiatry",
    "clinician_contact": "424-555-0181",
    "other": "yes please",
    "health": "no",
    "name": "Maren Ostrow",
    "phone": "424-555-0172",
    "email": "maren.ostrow@example.com",
    "texts": "no thanks",
    "when": "Wednesday December 2 in the morning",
    "slots": "the first one",
    "summary": "yes, book it",
    "safe": "yes, I'm safe",
}

# ---- what a person in danger writes, and the level that it shows
STORY = "The bus was late again and my sister kept the seat next to her for me. "
RISK = "some days I wish I would never wake up again"
IMMINENT = "tonight I am going to hang myself, the rope is in the garage"


def phrases(question: str | None) -> dict[str, tuple[str, Level]]:
    """Each kind of message by its name; one is also an answer to the open question."""
    answer = ANSWERS[question or "name"]
    return {
        "imminent": (IMMINENT, Level.imminent),
        "risk": (RISK, Level.risk),
        "typos": ("cant do this anymre, i jus wanna d1e", Level.risk),
        "spanish": ("ya no quiero vivir, quisiera estar muerta", Level.risk),
        "slash": ("/I want to end my life", Level.risk),
        "command": ('/crisis{"text": "I want to kill myself"}', Level.risk),
        "long": ((STORY * 60)[:3959] + "I really want to kill myself, too.", Level.risk),
        "parts": (f"{answer}. Is there parking? And honestly I would rather be dead.", Level.risk),
    }


# ---- what can fail
def _raises(error: BaseException) -> Callable[..., Any]:
    def raising(*_: Any, **__: Any) -> Any:
        raise error

    return raising


def _raises_later(error: BaseException) -> Callable[..., Any]:
    async def raising(*_: Any, **__: Any) -> Any:
        raise error

    return raising


DOWN = StoreUnavailable("a fault on purpose")


def _nothing(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """All is well."""


def _no_model(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setattr(Rasa, "handle", _raises_later(RuntimeError("the model is not loaded")))


def _broken_action(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setattr("rasa_sdk.executor.ActionExecutor.run", _raises_later(RuntimeError("a mistake in an action")))


def _no_action_server(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setattr(InProcessActions, "request", _raises_later(aiohttp.ClientError("nobody listens there")))


def _no_safety_model(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setattr(danger, "Detector", lambda _: Detector(folder))


def _broken_check(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setattr(safety, "check", _raises(ZeroDivisionError("a mistake in the check")))
    _no_safety_model(patch, folder)  # or that would find it


def _no_database(patch: pytest.MonkeyPatch, folder: Path) -> None:
    for name in ("begin", "read"):
        patch.setattr(Store, name, _raises(DOWN))


def _moment_at_the_end(patch: pytest.MonkeyPatch, folder: Path) -> None:
    fail_at(patch, conversations, "log_out", DOWN)


FAULTS: dict[str, Callable[[pytest.MonkeyPatch, Path], None]] = {
    "nothing": _nothing,
    "no model": _no_model,
    "an action fails": _broken_action,
    "no action server": _no_action_server,
    "no safety model": _no_safety_model,
    "the check fails": _broken_check,
    "no database": _no_database,
    "no database at the end": _moment_at_the_end,
}


@contextmanager
def failing(fault: str, folder: Path) -> Iterator[None]:
    """While this lasts, that fails."""
    with pytest.MonkeyPatch.context() as patch:
        FAULTS[fault](patch, folder)
        yield


# ---- where a conversation can stand
@dataclass(frozen=True)
class State:
    """A point of a conversation: its database, what was said, and what has been given until then."""

    name: str
    channel: str
    file: Path
    turns: tuple[Turn, ...]
    draft: Draft
    bookings: tuple[tuple[Any, ...], ...]
    events: int

    @property
    def conversation(self) -> str:
        return f"{self.channel}:someone"

    @property
    def kept(self) -> dict[str, Any]:
        return kept(self.draft)


_KEPT = ("goal", "after", "facts", "skipped", "order", "wish", "kept_wish", "offers", "hold", "booking_id", "outcome")


def kept(draft: Draft) -> dict[str, Any]:
    """What a cry for help must leave as it is."""
    return {name: getattr(draft, name) for name in _KEPT}


@dataclass(frozen=True)
class Found:
    """What the database holds; `levels` are those of the messages that came in."""

    draft: Draft
    bookings: tuple[tuple[Any, ...], ...]
    events: list[Any]
    alerts: list[str]
    levels: list[str]


_BOOKING = [tables.booking.c[name] for name in ("id", "state", "starts_at", "conversation_id", "person_id")]
_INCOMING = (tables.message.c.direction == "in",)


@dataclass
class World:
    """An assistant on a database that can be set to any state."""

    running: Assistant
    rasa: Rasa
    folder: Path
    moment: datetime = T0

    @property
    def file(self) -> Path:
        return Path(str(self.running.store.url.database))

    def path(self) -> MessagePath:
        """The path of a process that has just been started."""
        return MessagePath(self.running, self.rasa)

    def chat(self, channel: str, name: str = "someone") -> Conversation:
        """A person's side of a conversation; a text comes from a number, a visitor of the website has none."""
        phone = PHONE if channel == "sms" else None
        return Conversation(self.path(), self.running, f"{channel}:{name}", self.moment, phone)

    def restore(self, state: State) -> None:
        """Set the live database to a state."""
        _copy(state.file, self.file)

    def chat_from(self, state: State) -> Conversation:
        """The person's side of a conversation that stands at that state."""
        self.restore(state)
        chat = self.chat(state.channel)
        chat.turns, chat.sent = list(state.turns), len(state.turns)
        chat.now += timedelta(minutes=1)
        return chat

    def rows(self, table: sa.Table) -> list[Any]:
        with self.running.store.read() as tx:
            return list(tx.execute(sa.select(table).order_by(*table.primary_key.columns)))

    def look(self, conversation: str) -> Found:
        """What the database holds of a conversation, and of bookings, events and alerts altogether."""
        with self.running.store.read() as tx:
            events = tx.execute(sa.select(tables.crisis_event).order_by(tables.crisis_event.c.id)).all()
            bookings = tx.execute(sa.select(*_BOOKING).order_by(tables.booking.c.id)).all()
            alerts = tx.execute(sa.select(tables.outbox.c.body).where(tables.outbox.c.kind == "alert")).scalars()
            levels = tx.execute(sa.select(tables.message.c.crisis).where(*_INCOMING).order_by(tables.message.c.id))
            draft = Draft.from_json(dict(drafts.load(tx, conversation).body))
            return Found(draft, tuple(map(tuple, bookings)), events, list(alerts), list(levels.scalars()))

    async def send(self, path: MessagePath, conversation: str, text: str, client_id: str) -> Outcome:
        """A message, by a path of which parts may fail."""
        channel = conversation.partition(":")[0]
        phone = PHONE if channel == "sms" else None
        now = self.moment + timedelta(minutes=2)
        return await path.receive(Inbound(conversation, channel, text, now, client_id=client_id, phone=phone))  # type: ignore[arg-type]

    async def found(self, conversation: str, events: int) -> Found:
        """The same, once there are so many events."""
        return await asyncio.wait_for(self._found(conversation, events), WITHIN)

    async def _found(self, conversation: str, events: int) -> Found:
        while len((found := self.look(conversation)).events) < events:
            await asyncio.sleep(0.001)
        return found

    def keep(self, name: str, chat: Conversation, folder: Path) -> State:
        """Record the live database as a state."""
        file = folder / f"{chat.channel}-{name}.db"
        _copy(self.file, file)
        found = self.look(chat.id)
        return State(name, chat.channel, file, tuple(chat.turns), found.draft, found.bookings, len(found.events))


@contextmanager
def world_on(file: Path, rasa: Rasa, patch: pytest.MonkeyPatch, loaded: Assistant | None = None) -> Iterator[World]:
    """A world on an empty database; texts and profile are those of `loaded`, which takes longer to read than to use."""
    patch.setenv("BOT_DATABASE_URL", f"sqlite:///{file}")
    if loaded is not None:
        patch.setattr(context, "load_clinic", lambda _: loaded.clinic)
        patch.setattr(context, "Texts", SimpleNamespace(load=lambda *_: loaded.texts))
        patch.setattr(context, "Answers", SimpleNamespace(load=lambda *_: loaded.answers))
    assistant.cache_clear()
    running = assistant()
    try:
        yield World(running, rasa, file.parent)
    finally:
        running.store.close()
        assistant.cache_clear()


async def record(world: World, channel: str, folder: Path) -> dict[str, State]:
    """Bring one person to every point of a conversation, and keep the database there."""
    states: dict[str, State] = {}

    def keep(name: str, chat: Conversation) -> None:
        assert name not in states, f"{name} was reached twice"
        states[name] = world.keep(name, chat, folder)

    chat = world.chat(channel)
    keep("nothing said", chat)
    chat.phone = None  # or who texts would not be asked for the number
    turn = await chat.say(OPENING)
    while turn.question is not None:
        keep(turn.question, chat)
        turn = await chat.say(ANSWERS[turn.question])
    assert turn.booking is not None and turn.booking["state"] == "booked", turn.says
    keep("booked", chat)
    for before, words, name, question in (
        ("booked", "please move it to December 3 at 10 am", "moving", "summary"),
        ("booked", "cancel my appointment", "cancelling", "summary"),
        ("clinician", "no, nobody", "other", "other"),
        ("name", "I wish I were dead", "safe", "safe"),
        ("health", "let us stop here for now", "stopped", None),
        ("age", "no, I'm 15", "refused", None),
    ):
        chat = world.chat_from(states[before])
        turn = await chat.say(words)
        assert turn.question == question, turn.says
        keep(name, chat)
    assert chat.last.screening is not None and chat.last.screening["outcome"] == "not_eligible_online"
    chat = world.chat_from(states["email"])
    with world.running.store.begin() as tx:
        conversations.set_paused(tx, chat.id, True)
    keep("taken over", chat)
    world.restore(states["nothing said"])
    missing = set(QUESTIONS) - set(states)
    assert not missing, f"never asked on {channel}: {missing}"
    return states


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        new.execute("PRAGMA synchronous=OFF")
        old.backup(new)
