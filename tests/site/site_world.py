"""The site as a person meets it: a real server on a free port, and a booking with a page of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from bot.clinic.calendar import Slot, cells_of
from bot.context import Assistant
from bot.store import bookings, conversations, people, transcripts
from bot.store.bookings import Booking
from bot.store.engine import Tx

NOW = datetime(2026, 11, 23, 18, 5, tzinfo=timezone.utc)  # a Monday, 10:05 in Los Angeles
START = datetime(2026, 12, 1, 17, 0, tzinfo=timezone.utc)  # the Tuesday after, 9:00 there
SAID = "Tuesday, December 1, 2026 at 9:00 AM Pacific time (Los Angeles)"
NAME, PHONE, EMAIL = "Sam Example", "+13105550188", "sam@example.com"
HEALTH_NOTE = "staff_psychiatrist"


def slot(half_hours: int = 0) -> Slot:
    """The consultation that starts so many half hours after the first."""
    start = START + timedelta(minutes=30 * half_hours)
    return Slot("consultations", start, start + timedelta(minutes=30))


def start_value(half_hours: int) -> str:
    """That start as the page's forms carry it."""
    return slot(half_hours).starts_at.strftime("%Y-%m-%dT%H:%MZ")


@dataclass
class World:
    """A clinic with its database; the clock stands still until it is set."""

    running: Assistant
    database: Path

    def set_clock(self, now: datetime) -> None:
        object.__setattr__(self.running, "settings", replace(self.running.settings, now=now))

    def book(self, half_hours: int = 0, conversation: str = "web:sam", phone: str = PHONE) -> Booking:
        """Book a time for somebody whose appointment page is then open."""
        with self.running.store.begin() as tx:
            conversations.ensure(tx, conversation, "web", NOW)
            one = slot(half_hours)
            held = bookings.hold(tx, one, self.cells(half_hours), conversation, "web", NOW, 10)
            person = people.save_person(tx, conversation, NAME, phone, EMAIL, NOW)
            booked = bookings.confirm(tx, held.id, person, None, None, [HEALTH_NOTE], True, f"key-{held.id}", NOW, 1)
            bookings.set_token(tx, booked.id, self.token(booked))
            return booked

    def cells(self, half_hours: int) -> range:
        """What that consultation takes of the calendar."""
        return cells_of(slot(half_hours), self.running.clinic.consultation)

    def token(self, booking: Booking) -> str:
        return self.running.appointment_token(booking.public_id)

    def page(self, booking: Booking) -> str:
        """The path of its page."""
        return f"/a/{self.token(booking)}"

    def do(self, change: Callable[[Tx], Any]) -> Any:
        """Something that happens elsewhere, in a transaction of its own."""
        with self.running.store.begin() as tx:
            return change(tx)

    def row(self, booking: Booking) -> Booking:
        """The booking as it is now."""
        with self.running.store.read() as tx:
            return bookings.get(tx, booking.id)

    def said(self, conversation: str = "web:sam") -> list[str]:
        """What the chat's log says."""
        with self.running.store.read() as tx:
            return [message.text for message in transcripts.messages(tx, conversation)]


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def words(self) -> str:
        """The text without markup, as somebody reads it."""
        bare = re.sub(r"<[^>]+>", "", self.text.partition("<body")[2] or self.text)
        return re.sub(r"\s+", " ", bare.replace("&#39;", "'"))


@dataclass
class Site:
    """The served site, and a client without cookies that follows no redirects."""

    address: str
    client: ClientSession

    async def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        return await self._ask(method, path, None, headers)

    async def post(self, path: str, data: dict[str, str], **headers: str) -> Answer:
        return await self._ask("POST", path, data, headers)

    async def _ask(self, method: str, path: str, data: dict[str, str] | None, headers: dict[str, str]) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.client.request(
            method, self.address + path, data=data, headers=named, allow_redirects=False
        ) as response:
            return Answer(response.status, {k.lower(): v for k, v in response.headers.items()}, await response.text())


def check_private(answer: Answer) -> None:
    """Not kept by caches, not found by search engines, and nothing in it of the person or their health."""
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    for secret in (NAME, "Sam", PHONE, "555", "0188", EMAIL, HEALTH_NOTE, "psychiatrist", "web:sam"):
        assert secret not in answer.text


async def confirm(site: Site, address: str) -> dict[str, str]:
    """The fields of the form on a page that asks for confirmation."""
    page = await site.get(address)
    form = re.search(r'<form method="post".*?</form>', page.text, re.DOTALL)
    assert form is not None, page.words
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form.group()))
