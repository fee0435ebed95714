"""Assistants that can be texted, and a clock that a test moves on."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from rasa.core.actions.action import RemoteAction
from sanic.mixins.routes import RouteMixin

from bot.channels.rasa import Rasa
from bot.context import Assistant
from tests.channels.world import Clock
from tests.sms.phone import SECRET, Line, TextWorld, book_on_the_website
from tests.sms.rules import assert_discreet
from tests.sms.story import ANSWERS, NUMBER, OPENING

SETTINGS = (
    "BOT_TWILIO_ACCOUNT_SID",
    "BOT_TWILIO_AUTH_TOKEN",
    "BOT_TWILIO_FROM",
    "BOT_TWILIO_API_URL",
    "BOT_PUBLIC_URL",
    "BOT_PORT",
    "BOT_ON_CALL",
    "BOT_PROXIES",
    "BOT_REDIS_URL",
)


@dataclass(frozen=True)
class Begun:
    """What all tests share: databases that begin at the questions of one consultation, and texts read already.

    `chat` is the token and the messages of the chat in which the same was booked "on the website".
    """

    files: dict[str, Path]
    assistant: Assistant
    chat: tuple[str, tuple[dict[str, Any], ...]]


@pytest.fixture(scope="session")
async def begun(rasa: Rasa, empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """One consultation by text, with the database as it was at every question, and "booked"; one on the website."""
    clock, folder = Clock(), tmp_path_factory.mktemp("begun")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Assistant, "now", lambda _: clock.read())
        _settings(patch)
        async with AsyncExitStack() as stack:
            http = await stack.enter_async_context(aiohttp.ClientSession())
            world = TextWorld(rasa, tmp_path_factory.mktemp("play"), {}, empty_file, patch, stack, http)
            line, files = await world.line(), {}
            phone = line.phone(NUMBER)
            said, name = await phone.say(OPENING), phone.question
            while name is not None:
                assert name not in files, f"{name} was asked twice: {said}"
                files[name] = _copied(line, folder / f"{name}.db")
                said, name = await phone.say(ANSWERS[name]), phone.question
            files["booked"] = _copied(line, folder / "booked.db")
            line = await world.fresh_line()
            client = await line.begun()
            await book_on_the_website(client, line)
            files["on the website"] = _copied(line, folder / "website.db")
            return Begun(files, line.running, (str(client.token), tuple(client.shown)))


def _copied(line: Line, file: Path) -> Path:
    with closing(sqlite3.connect(line.file)) as source, closing(sqlite3.connect(file)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")
    return file


def _settings(patch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        patch.delenv(name, raising=False)
    patch.setenv("BOT_SECRET", SECRET)
    # Rasa checks what an action gives back by a JSON schema, which takes half of every turn; other tests have it do so.
    patch.setattr(RemoteAction, "_validate_action_result", lambda *_: True)
    # Sanic reads the source of every handler for how it reports errors, which takes half the time of making a site.
    patch.setattr(RouteMixin, "_determine_error_format", lambda *_: "")


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """None of the surroundings, and a secret of these tests."""
    _settings(monkeypatch)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A Monday morning, until a test moves it on."""
    made = Clock()
    made.forward(minutes=1)  # since the consultation was recorded
    monkeypatch.setattr(Assistant, "now", lambda _: made.read())
    return made


@pytest.fixture
async def texting(
    rasa: Rasa,
    begun: Begun,
    empty_file: Path,
    clock: Clock,
    settings: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[TextWorld]:
    """Makes the assistants of one test."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        given = (rasa, tmp_path, {}, empty_file, monkeypatch, stack, http, begun.assistant)
        world = TextWorld(*given, begun=begun.files)
        yield world
        for made in world.made:
            assert_discreet(made)


@pytest.fixture
async def line(texting: TextWorld) -> Line:
    """An assistant that nobody has texted yet."""
    return await texting.line()
