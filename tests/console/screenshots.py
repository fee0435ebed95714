"""The second half of `make screenshots`: pictures of the staff console with the demonstration in it."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import async_playwright

from bot.channels.rasa import Rasa
from bot.commands import demo
from bot.context import assistant
from bot.nlu.danger import Detector
from bot.settings import ROOT
from tests.browser_support import find_chromium
from tests.console.desk import COOKIE, desk_of, hire
from tests.serving import served_by_waitress

FOLDER = ROOT / "docs" / "screenshots"
NOW = datetime.fromisoformat("2026-11-24T14:30-08:00")  # a Tuesday
WINDOW = {"width": 1200, "height": 760}
PICTURES = (
    ("console-inbox", "/", "light"),
    ("console-conversation", "/c/web:demo-night", "light"),
    ("console-follow-ups", "/follow-ups", "light"),
    ("console-inbox-dark", "/", "dark"),
)


async def main() -> None:
    """Play the demonstration into a new database, and take all pictures."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOT_DATABASE_URL", f"sqlite:///{Path(tempfile.mkdtemp()) / 'bot.db'}")
        patch.setenv("BOT_SECRET", "a secret of the console's pictures")
        patch.setenv("BOT_NOW", NOW.isoformat())
        running = assistant()
        running.store.migrate()
        colleagues = hire(running)
        Detector(running.settings.models).load()
        await demo.play(running, Rasa.load(running.settings.models))
    cookie = {"name": COOKIE, "value": colleagues.tokens["alice"]}
    with served_by_waitress(desk_of(running, colleagues).app) as port:
        await take(f"http://127.0.0.1:{port}", cookie)


async def take(address: str, cookie: dict[str, Any]) -> None:
    """All pictures of the console at this address, for who has the cookie."""
    own = {**cookie, "url": address.replace("http:", "https:"), "secure": True, "httpOnly": True, "sameSite": "Strict"}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for name, path, scheme in PICTURES:
            window = await browser.new_context(viewport=WINDOW, color_scheme=scheme)  # type: ignore[arg-type]
            await window.add_cookies([own])  # type: ignore[list-item]
            page = await window.new_page()
            await page.goto(address + path)
            await page.screenshot(path=FOLDER / f"{name}.png")
            await window.close()
            sys.stdout.write(f"{FOLDER.name}/{name}.png\n")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
