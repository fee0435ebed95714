"""A site with the real model behind a network that can fail, and windows of a real Chromium."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.async_api import Browser

from tests.browser.chat import Chat, window_options
from tests.browser.network import Network
from tests.browser_support import browser as browser
from tests.channels.conftest import clock as clock
from tests.channels.conftest import recorded as recorded
from tests.channels.conftest import world as world
from tests.channels.world import Site, World


@dataclass
class Visits:
    """Opens windows on one site. `complaints` is what the browser says of errors and of the page's policy."""

    browser: Browser
    world: World
    network: Network
    complaints: list[str] = field(default_factory=list)
    site: Site | None = None

    async def at(self, stage: str | None = None, **options: Any) -> Site:
        """The site, at a question of a consultation or with nobody there."""
        environment = {"BOT_PUBLIC_URL": self.network.base}
        self.site = await self.world.site(stage, environment=environment, **options)
        self.network.lead_to(self.site.base)
        return self.site

    async def chat(self, stage: str | None = None, path: str = "/", **options: Any) -> Chat:
        """A new window with the page; with a stage, it is the one of the person who got there."""
        site = self.site or await self.at(stage)
        window = await self.browser.new_context(**window_options(**options))
        page = await window.new_page()
        chat = Chat(page, window, site, self.network, self.complaints, [])
        await self._arrive(chat, path)
        if stage is not None:
            await chat.begin_at_stage()
        return chat

    async def second(self, first: Chat) -> Chat:
        """Another tab of the same browser."""
        chat = Chat(await first.window.new_page(), first.window, first.site, self.network, self.complaints, [])
        await self._arrive(chat, "/")
        return chat

    async def _arrive(self, chat: Chat, path: str) -> None:
        page = chat.page
        page.on("request", lambda sent: chat.requests.append(sent.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if "Content Security" in said.text else None)
        page.set_default_timeout(15_000)
        await page.goto(path if path.startswith("http") else self.network.base + path)


@pytest.fixture
async def visits(browser: Browser, world: World) -> AsyncIterator[Visits]:
    network = Network()
    await network.start()
    made = Visits(browser, world, network)
    yield made
    for window in browser.contexts:
        await window.close()
    await network.close()
    assert made.complaints == []
