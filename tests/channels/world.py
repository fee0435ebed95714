"""Sites with a chat, on databases that begin at any point of one consultation."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa
from sanic import Sanic
from sanic.touchup.schemes import ode

from bot import context
from bot.channels.path import MessagePath
from bot.channels.rasa import Rasa
from bot.clinic.profile import Clinic
from bot.clinic.texts import Texts
from bot.commands.talk import state
from bot.context import Assistant, assistant
from bot.site import app as site_app
from bot.site.app import create_app
from bot.site.rendering import Pages
from bot.store import tables
from bot.store.engine import Tx
from tests.channels.client import Client
from tests.conftest import T0
from tests.serving import served

# One person's consultation, question by question; every test may start at any of them.
ANSWERS = {
    "who": "it's for me",
    "age": "yes, I'm 41",
    "reason": "depression",
    "clinician": "yes, I see a therapist",
    "consent": "yes, you may",
    "clinician_name": "Dr. Miriam Adler",
    "clinician_role": "therapist",
    "clinician_practice": "Lakeside Counseling",
    "clinician_contact": "213-555-0148",
    "health": "no",
    "name": "Rosa Delgado",
    "phone": "323-555-0119",
    "email": "rosa.delgado@example.com",
    "texts": "no, thank you",
    "when": "Tuesday December 1 in the afternoon",
    "slots": "the second one",
    "summary": "yes, book it",
}
_BEGINNING = T0.astimezone(timezone.utc)
OPENING = "I would like to book a free consultation"
NO_LIMITS = {
    "messages_per_minute": 100000,
    "messages_per_minute_and_address": 100000,
    "reads_per_minute": 100000,
    "new_conversations_per_hour_and_address": 100000,
    "open_conversations": 100000,
}


@dataclass
class Clock:
    """The clock of every assistant of a test. It moves on by itself a little with every look at it, as clocks do."""

    now: datetime = _BEGINNING

    def read(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def forward(self, **parts: float) -> None:
        self.now += timedelta(**parts)


@dataclass(frozen=True)
class Stage:
    """A consultation up to a question that has just been asked: the database, and the person's window."""

    file: Path
    token: str
    shown: tuple[dict[str, Any], ...]

    def window(self, http: aiohttp.ClientSession, base: str) -> Client:
        return Client(http, base, self.token, self.shown[-1]["id"], list(self.shown))


@dataclass
class Site:
    """A served chat, and what its staff would see."""

    app: Sanic
    running: Assistant
    base: str
    http: aiohttp.ClientSession
    stage: Stage | None = None

    def client(self, token: str | None = None) -> Client:
        """A new window, in which nothing is shown yet."""
        return Client(self.http, self.base, token)

    async def begun(self) -> Client:
        """A window with a conversation of its own."""
        client = self.client()
        answer = await client.begin()
        assert answer.status == 201, answer.text
        return client

    @property
    def person(self) -> Client:
        """The window of the person whose consultation this site began with."""
        assert self.stage is not None
        return self.stage.window(self.http, self.base)

    @property
    def file(self) -> Path:
        return Path(str(self.running.store.url.database))

    def conversation(self) -> str:
        """The id of the only conversation that has begun."""
        (row,) = self.rows(tables.conversation)
        return str(row.id)

    def rows(self, table: sa.Table, *where: Any) -> list[Any]:
        with self.running.store.read() as tx:
            return list(tx.execute(sa.select(table).where(*where)))

    def booked(self) -> list[Any]:
        return self.rows(tables.booking, tables.booking.c.state == "booked")

    def held(self) -> list[Any]:
        return self.rows(tables.booking, tables.booking.c.state == "held")

    def sent(self) -> list[str]:
        """The texts of all logged messages of persons, in their order."""
        own = tables.message.c.direction == "in"
        return [row.text for row in sorted(self.rows(tables.message, own), key=lambda row: row.id)]

    def question(self) -> str | None:
        """The question that is open in the only conversation."""
        found: str | None = state(self.running, self.conversation())["question"]
        return found

    def do(self, change: Any) -> Any:
        """Something that staff do, in a transaction of its own: `change` takes it."""

        def typed(tx: Tx) -> Any:
            return change(tx)

        with self.running.store.begin() as tx:
            return typed(tx)

    def restart_path(self, rasa: Rasa) -> None:
        """What a new process would know: nothing but the database."""
        self.app.ctx.path = MessagePath(self.running, rasa)


_made: list[Pages] = []


def _pages(clinic: Clinic, texts: Texts) -> Pages:
    """The pages of the one clinic of these tests; reading their templates takes longer than most of them."""
    if not _made:
        _made.append(Pages(clinic, texts))
    return _made[0]


# So does finding the source of what Sanic rewrites at the start of every application.
ode.getsource = cache(ode.getsource)


@dataclass
class World:
    """Makes sites for one test, and takes them down."""

    rasa: Rasa
    folder: Path
    stages: dict[str, Stage]
    empty: Path
    patch: pytest.MonkeyPatch
    stack: AsyncExitStack
    http: aiohttp.ClientSession
    loaded: Assistant | None = None
    running: Assistant | None = None

    async def site(
        self,
        stage: str | None = None,
        *,
        limits: dict[str, int] | None = None,
        origins: Sequence[str] = (),
        environment: dict[str, str] | None = None,
    ) -> Site:
        """A site at a question of the consultation above, or without any conversation.

        A second one is a second process on the same database.
        """
        begun = self.stages[stage] if stage else None
        if self.running is None:
            self.running = self._assistant(begun.file if begun else self.empty, environment or {})
        self.patch.setattr(site_app, "Pages", _pages)
        app = create_app(self.running, self.rasa, origins, self._credentials(limits or {}))
        return Site(app, self.running, await self.stack.enter_async_context(served(app)), self.http, begun)

    async def fresh_site(self, stage: str) -> Site:
        """A site as if this were another test: nothing of the others is in its database."""
        self.running = None
        return await self.site(stage)

    def _assistant(self, begun: Path, environment: dict[str, str]) -> Assistant:
        file = self.folder / f"{len(list(self.folder.iterdir()))}" / "bot.db"
        file.parent.mkdir()
        shutil.copy(begun, file)
        self.patch.setenv("BOT_DATABASE_URL", f"sqlite:///{file}")
        for name, value in environment.items():
            self.patch.setenv(name, value)
        assistant.cache_clear()
        if self.loaded is not None:
            # reading clinic.yml and the texts takes longer than most of these tests
            given = self.loaded
            self.patch.setattr(context, "load_clinic", lambda _: given.clinic)
            self.patch.setattr(context, "Texts", SimpleNamespace(load=lambda *_: given.texts))
            self.patch.setattr(context, "Answers", SimpleNamespace(load=lambda *_: given.answers))
        made = assistant()
        self.stack.callback(assistant.cache_clear)
        self.stack.callback(made.store.close)
        return made

    def _credentials(self, limits: dict[str, int]) -> Path:
        file = self.folder / f"credentials-{len(list(self.folder.iterdir()))}.yml"
        lines = [f"  {name}: {value}" for name, value in {**NO_LIMITS, **limits}.items()]
        file.write_text("\n".join(["bot.channels.web.WebInput:", *lines]) + "\n")
        return file


async def play(site: Site, client: Client, until: str | None = None) -> None:
    """Answer each question of the one conversation until `until` is asked, or nothing is."""
    await client.say(OPENING)
    for _ in range(len(ANSWERS) + 2):
        question = site.question()
        if question is None or question == until:
            return
        await client.say(ANSWERS[question])
    raise AssertionError(f"no end: {client.shown[-1]['text']}")


async def record_stages(world: World, folder: Path) -> dict[str, Stage]:
    """Play the consultation once, and keep the database at every question."""
    site = await world.site()
    client = await site.begun()
    found: dict[str, Stage] = {}
    await client.say(OPENING)
    while True:
        name = site.question() or "booked"
        assert name not in found, f"{name} was asked twice: {client.shown[-1]['text']}"
        file = folder / f"{name}.db"
        with closing(sqlite3.connect(site.file)) as source, closing(sqlite3.connect(file)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=WAL")
        found[name] = Stage(file, str(client.token), tuple(client.shown))
        if name == "booked":
            return found
        await client.say(ANSWERS[name])


def slow_model(patch: pytest.MonkeyPatch) -> tuple[asyncio.Event, asyncio.Event]:
    """Let the model wait in the middle of the next turn; gives (it has begun, it may go on)."""
    begun, go_on = asyncio.Event(), asyncio.Event()
    handle = Rasa.handle

    async def waiting(*given: Any, **named: Any) -> Any:
        if not begun.is_set():
            begun.set()
            await go_on.wait()
        return await handle(*given, **named)

    patch.setattr(Rasa, "handle", waiting)
    return begun, go_on
