"""`make screenshots`: pictures of the chat's main states for the README, made with the real site and model."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import async_playwright

from bot.channels.rasa import Rasa
from bot.context import Assistant
from bot.settings import ROOT, Settings
from bot.store import open_store
from tests.browser.chat import DESK, PHONE
from tests.browser.conftest import Visits
from tests.browser.network import Network
from tests.browser_support import find_chromium
from tests.channels.world import Clock, Stage, World, record_stages

FOLDER = ROOT / "docs" / "screenshots"
ON_PHONE = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
# Name of the picture, question at which the conversation stands, and the window.
PICTURES = (
    ("page", None, {"viewport": DESK}),
    ("open", None, {"viewport": DESK}),
    ("choices", "reason", ON_PHONE),
    ("times", "slots", ON_PHONE),
    ("booked", "booked", ON_PHONE),
    ("booked-dark", "booked", {**ON_PHONE, "color_scheme": "dark"}),
    ("offline", "age", ON_PHONE),
)


async def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp())
    empty = work / "empty.db"
    store = open_store(f"sqlite:///{empty}")
    store.migrate()
    store.close()
    rasa, clock = Rasa.load(Settings.read().models), Clock()
    async with AsyncExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(Assistant, "now", lambda _: clock.now)
        http = await stack.enter_async_context(aiohttp.ClientSession())
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        stack.push_async_callback(browser.close)
        stages: dict[str, Stage] = {}
        for number, (name, stage, window) in enumerate(PICTURES):
            folder = work / str(number)
            folder.mkdir()
            network = Network()
            await network.start()
            async with AsyncExitStack() as one:
                world = World(rasa, folder, stages, empty, patch, one, http)
                if not stages:
                    stages.update(await record_stages(world, work))
                    world = World(rasa, folder, stages, empty, patch, one, http)
                visits = Visits(browser, world, network)
                chat = await visits.chat(stage, **window)
                if name == "open":
                    await chat.open()
                if name == "offline":
                    await chat.window.set_offline(True)
                    await chat.write("Yes, I am")
                    await chat.expect_state("offline")
                await chat.page.screenshot(path=FOLDER / f"{name}.png")
                await chat.window.close()
            await network.close()
            sys.stdout.write(f"{FOLDER.name}/{name}.png\n")


if __name__ == "__main__":
    asyncio.run(main())
