"""A world that can be set to any point of a conversation; the points are recorded once a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.channels.rasa import Rasa
from bot.context import Assistant
from tests.safety.world import CHANNELS, State, World, record, world_on


@dataclass(frozen=True)
class Recorded:
    """What all tests share: the states by channel and name, and an assistant whose texts are read already."""

    states: dict[str, dict[str, State]]
    loaded: Assistant


@pytest.fixture(scope="session")
async def recorded(rasa: Rasa, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """One person's way through everything that may be asked, on each channel."""
    folder = tmp_path_factory.mktemp("states")
    with pytest.MonkeyPatch.context() as patch, world_on(folder / "live.db", rasa, patch) as world:
        world.running.store.migrate()
        return Recorded({channel: await record(world, channel, folder) for channel in CHANNELS}, world.running)


@pytest.fixture
def world(rasa: Rasa, recorded: Recorded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A world in which nobody has written yet."""
    with world_on(tmp_path / "live.db", rasa, monkeypatch, recorded.loaded) as made:
        made.restore(recorded.states["web"]["nothing said"])
        yield made
