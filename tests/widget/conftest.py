"""The widget's files as they are served, and pages in a real Chromium that carry them, with an invented server."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Page, Route, expect

from bot.clinic.profile import load_clinic
from bot.clinic.texts import Texts
from bot.settings import ROOT
from bot.widget import widget_files
from tests.browser_support import browser as browser

SITE = "https://clinic.example"
BOT = "https://chat.example"
POLICY = f"default-src 'none'; script-src {BOT}; connect-src {BOT}; require-trusted-types-for 'script'"
_OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "authorization, content-type"}


def served(**facts: str) -> dict[str, bytes]:
    """The files for this clinic, or for one with other facts (its `name`, for example)."""
    clinic = load_clinic(ROOT / "clinic.yml")
    clinic = clinic.copy(update={"clinic": clinic.clinic.copy(update=facts)})
    return widget_files(Texts.load(ROOT / "data" / "texts", clinic), clinic)


@dataclass
class Window:
    """A page of another site that carries the widget. `says` is what the server has said, `refuses` what comes next.

    `person`: somebody of the staff has taken over.
    """

    page: Page
    complaints: list[str]
    says: list[dict[str, Any]] = field(default_factory=list)
    refuses: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    cut_off: bool = False
    person: bool = False

    def part(self, selector: str) -> Locator:
        return self.page.locator(f"consultation-chat {selector}")

    async def open(self) -> None:
        await self.part(".launcher").click()
        await expect(self.part(".panel")).to_be_visible()

    async def write(self, text: str) -> None:
        await self.part("textarea").fill(text)
        await self.part("textarea").press("Enter")

    def say(self, text: str, who: str = "assistant", **more: Any) -> None:
        self.says.append({"id": len(self.says) + 1, "from": who, "text": text, "at": "2026-11-23T18:05:00Z", **more})

    async def answer(self, route: Route) -> None:
        """What the invented server does with a request to the channel."""
        request = route.request
        path = urlsplit(request.url).path
        if self.cut_off:
            return await route.abort()
        if request.method == "OPTIONS":
            return await route.fulfill(status=204, headers={**_OPEN, "Access-Control-Allow-Methods": "DELETE"})
        if path.endswith("/messages") and request.method == "POST":
            self.sent.append(request.post_data_json)
            if self.refuses:
                status, body = self.refuses.pop(0)
                return await route.fulfill(status=status, body=json.dumps(body), headers=_OPEN)
            self._take(request.post_data_json)
        if request.method == "DELETE":
            return await route.fulfill(status=204, headers=_OPEN)
        status, body = (201, {"token": "secret"}) if path.endswith("/conversations") else (200, self._news())
        return await route.fulfill(status=status, body=json.dumps(body), headers=_OPEN)

    def _take(self, message: dict[str, Any]) -> None:
        if all(known.get("client_id") != message["id"] for known in self.says):
            choice = message.get("choice")
            text = message.get("text") or self.says[choice["message"] - 1]["choices"][choice["number"] - 1]
            self.say(text, "you", client_id=message["id"])

    def _news(self) -> dict[str, Any]:
        return {"messages": self.says, "person": self.person, "more": False}


class Windows:
    """Opens them, and at the end nothing may have been complained of by the browser."""

    def __init__(self, window: BrowserContext) -> None:
        self._window = window
        self.complaints: list[str] = []

    async def at(self, attributes: str = "", files: dict[str, bytes] | None = None) -> Window:
        """A page under a strict policy, whose server sends `files`."""
        page = await self._window.new_page()
        opened = Window(page, self.complaints)
        content = files or served()

        async def give(route: Route) -> None:
            path = urlsplit(route.request.url).path
            opened.fetched.append(path)
            if path.startswith("/webhooks/web/"):
                await opened.answer(route)
            elif opened.cut_off or path not in content:
                await route.abort()
            else:
                await route.fulfill(body=content[path], headers={**_OPEN, "Content-Type": "text/javascript"})

        async def show(route: Route) -> None:
            body = (
                '<!doctype html><html lang="en"><title>A clinic</title><main><h1>A clinic</h1></main>'
                f'<script type="module" src="{BOT}/widget.js"></script>'
                f"<consultation-chat {attributes}></consultation-chat>"
            )
            headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
            await route.fulfill(body=body, headers=headers)

        await page.route(f"{BOT}/**", give)
        await page.route(f"{SITE}/**", show)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if "Security" in said.text else None)
        page.set_default_timeout(10_000)
        await page.goto(SITE)
        return opened


@pytest.fixture
async def windows(browser: Browser) -> AsyncIterator[Windows]:
    window = await browser.new_context(reduced_motion="reduce", color_scheme="light")
    made = Windows(window)
    yield made
    await window.close()
    assert made.complaints == []
