"""A site of its own for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest
from aiohttp import ClientSession

from bot.context import Assistant
from bot.site.app import create_app
from tests.browser_support import browser as browser
from tests.serving import served
from tests.site.site_world import NOW, Site, World


@pytest.fixture
def world(running: Assistant, tmp_path: Path) -> World:
    """A clinic at NOW, a Monday morning."""
    made = World(running, tmp_path / "bot.db")
    made.set_clock(NOW)
    return made


@pytest.fixture
async def site(world: World) -> AsyncIterator[Site]:
    """The site, without a model: no page needs one."""
    async with served(create_app(world.running, cast(Any, None))) as address, ClientSession() as client:
        yield Site(address, client)
