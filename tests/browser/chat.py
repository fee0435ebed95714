"""A person at the chat in a real browser."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playwright.async_api import BrowserContext, Locator, Page, expect

from bot.clinic.calendar import Slot, cells_of
from bot.store import bookings, conversations, drafts
from bot.store.conversations import Reply
from bot.store.engine import Tx
from tests.browser.network import Network
from tests.channels.world import Site

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
_STORED = "() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie])"


@dataclass
class Chat:
    """One window with the clinic's page, and the chat in it."""

    page: Page
    window: BrowserContext
    site: Site
    network: Network
    complaints: list[str]
    requests: list[str]

    def part(self, selector: str) -> Locator:
        """Something of the widget; Playwright looks through its shadow root."""
        return self.page.locator(f"consultation-chat {selector}")

    async def set_attribute(self, name: str, value: str) -> None:
        """Set an attribute of the element on the page."""
        await self.page.locator("consultation-chat").evaluate("(at, given) => at.setAttribute(...given)", [name, value])

    async def open(self) -> None:
        await self.part(".launcher").click()
        await expect(self.part(".panel")).to_be_visible()

    async def close(self) -> None:
        await self.part(".close").click()
        await expect(self.part(".panel")).to_be_hidden()

    async def write(self, text: str) -> None:
        """Write and send, without waiting for what comes of it."""
        await self.part("textarea").fill(text)
        await self.part(".send").click()

    async def say(self, text: str) -> str:
        """Write, wait for the answer, and give the assistant's words."""
        before = await self.count("assistant")
        await self.write(text)
        return await self.answer(before)

    async def tap(self, choice: str) -> str:
        """Tap a choice, wait for the answer, and give the assistant's words."""
        before = await self.count("assistant")
        await (
            self.part(
                ".choice",
            )
            .filter(has_text=choice)
            .first.click()
        )
        return await self.answer(before)

    async def answer(self, before: int) -> str:
        """The assistant's words after so many messages of it, once nothing is on its way."""
        await expect(self.messages("assistant").nth(before)).to_be_visible()
        await self.quiet()
        return "\n".join((await self.texts("assistant"))[before:])

    async def quiet(self) -> None:
        """Wait until every message of this window is sent."""
        await expect(self.part("[data-state=sending]")).to_have_count(0)

    def messages(self, who: str) -> Locator:
        return self.part(f".message[data-from={who}]")

    async def count(self, who: str) -> int:
        return await self.messages(who).count()

    async def texts(self, who: str) -> list[str]:
        """What is shown of somebody's messages, in their order."""
        return await self.messages(who).locator(".text").all_inner_texts()

    async def choices(self) -> list[str]:
        return await self.part("ol .choice").all_inner_texts()

    async def state(self) -> str:
        """The state of the window: ready, writing, offline, waiting ..."""
        return str(await self.part(".panel").get_attribute("data-state"))

    async def expect_state(self, name: str) -> None:
        await expect(self.part(".panel")).to_have_attribute("data-state", name)

    async def focused(self) -> str:
        """The class or the tag of what has the focus inside the widget, or of the page's own element."""
        return str(
            await self.page.evaluate(
                "() => { const at = document.activeElement; const deep = at.shadowRoot?.activeElement ?? at;"
                " return deep.className || deep.localName }"
            )
        )

    async def stored(self) -> tuple[dict[str, str], dict[str, str], str]:
        """What the browser keeps: local storage, session storage, cookies."""
        local, session, cookies = json.loads(await self.page.evaluate(_STORED))
        return dict(local), dict(session), cookies

    async def wake(self) -> None:
        """Come back to the window: it asks at once for what is new."""
        await self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def booked_rows(self) -> list[Any]:
        """The consultations that are booked in the database."""
        return self.site.booked()

    def staff_writes(self, text: str) -> None:
        """A person of the staff writes into the conversation."""
        now, who = self.site.running.now(), self.site.conversation()
        self.site.do(lambda tx: conversations.log_out(tx, who, [Reply(text, author="staff:1")], now))

    def take_first_offer_for_somebody_else(self) -> None:
        """Somebody else holds the first of the times that this person is looking at."""
        running, now = self.site.running, self.site.running.now()

        def take(tx: Tx) -> None:
            first = drafts.load(tx, self.site.conversation()).body["offers"][0]
            slot = Slot(first["consultant"], *(datetime.fromisoformat(first[key]) for key in ("start", "end")))
            conversations.ensure(tx, "web:somebody-else", "web", now)
            bookings.hold(tx, slot, cells_of(slot, running.clinic.consultation), "web:somebody-else", "web", now, 10)

        self.site.do(take)

    async def begin_at_stage(self) -> None:
        """Go on with the conversation that the site began with, as its person."""
        assert self.site.stage is not None
        await self.page.evaluate(
            "([key, token]) => { localStorage[key] = token }",
            [f"consultation-chat {self.network.base}/", self.site.stage.token],
        )
        await self.page.reload()
        await self.open()
        await expect(self.messages("assistant").first).to_be_visible()


def window_options(**more: Any) -> dict[str, Any]:
    """A browser window as the tests use it; nothing moves, so that nothing has to be waited for."""
    return {"viewport": DESK, "reduced_motion": "reduce", "color_scheme": "light", **more}
