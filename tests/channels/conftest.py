"""A clock that stands still, and sites with a chat that start at any point of a consultation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot.channels.rasa import Rasa
from bot.context import Assistant
from tests.channels.world import Clock, Site, Stage, World, record_stages


@dataclass(frozen=True)
class Recorded:
    """What all tests share: the consultation's stages, and an assistant whose texts are read already."""

    stages: dict[str, Stage]
    assistant: Assistant


@pytest.fixture(scope="session")
async def recorded(rasa: Rasa, empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """The database at every question of one consultation, by the question's name, and "booked"."""
    clock = Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Assistant, "now", lambda _: clock.read())
        async with AsyncExitStack() as stack:
            http = await stack.enter_async_context(aiohttp.ClientSession())
            world = World(rasa, tmp_path_factory.mktemp("play"), {}, empty_file, patch, stack, http)
            stages = await record_stages(world, tmp_path_factory.mktemp("stages"))
            assert world.running is not None
            return Recorded(stages, world.running)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A Monday morning, until a test moves it on."""
    made = Clock()
    made.forward(minutes=1)  # since the consultation was recorded
    monkeypatch.setattr(Assistant, "now", lambda _: made.read())
    return made


@pytest.fixture
async def world(
    rasa: Rasa,
    recorded: Recorded,
    empty_file: Path,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[World]:
    """Makes the sites of one test."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        given = (recorded.stages, empty_file, monkeypatch, stack, http, recorded.assistant)
        yield World(rasa, tmp_path, *given)


@pytest.fixture
async def site(world: World) -> Site:
    """A site on which nobody has written yet."""
    return await world.site()
