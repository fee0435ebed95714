"""A clinic that texts: its outbox, its couriers, and the people who are texted, with a clock that tests move."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa
from aiohttp import ClientSession

from bot import notices
from bot.channels.rasa import Rasa
from bot.clinic.calendar import Slot, cells_of
from bot.commands.talk import state
from bot.context import Assistant
from bot.courier import Courier, Sender
from bot.settings import ROOT
from bot.site import app as site_app
from bot.site.app import create_app
from bot.site.rendering import Pages
from bot.store import bookings, conversations, outbox, people, tables, transcripts
from bot.store.bookings import Booking
from bot.store.engine import Tx
from tests.channels.client import Client
from tests.channels.world import ANSWERS as NO_TEXTS
from tests.channels.world import NO_LIMITS, OPENING
from tests.courier.twilio_stand_in import TwilioStandIn
from tests.serving import served

T0 = datetime(2026, 11, 23, 18, 5, tzinfo=timezone.utc)  # a Monday, 10:05 in Los Angeles
START = datetime(2026, 12, 1, 21, 30, tzinfo=timezone.utc)  # the Tuesday after, 13:30 there
PHONE, CLINIC, ON_CALL = "+13235550119", "+13105550101", "+13105550100"
PUBLIC = "https://bot.example.org"
WEBHOOK = f"{PUBLIC}/webhooks/sms/webhook"
ROSA = "web:rosa"
SETTINGS = {
    "BOT_PUBLIC_URL": PUBLIC,
    "BOT_SECRET": "a secret of the tests of what is texted",
    "BOT_ON_CALL": ON_CALL,
    "BOT_TWILIO_ACCOUNT_SID": "AC1",
    "BOT_TWILIO_AUTH_TOKEN": "secret",
    "BOT_TWILIO_FROM": CLINIC,
}
ANSWERS = {**NO_TEXTS, "texts": "yes, you may"}
STAGES = ("texts", "summary", "booked")
PATIENCE_SECONDS = 60.0  # for what must happen at some time; nothing measures how soon

both = pytest.mark.parametrize(
    "database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


@dataclass
class Clock:
    """The clock of every assistant of this process."""

    now: datetime = T0

    def forward(self, **parts: float) -> datetime:
        self.now += timedelta(**parts)
        return self.now


def local(text: str) -> datetime:
    """A moment in Los Angeles, in winter."""
    return datetime.fromisoformat(f"{text}-08:00").astimezone(timezone.utc)


def eventually(condition: Callable[[], Any], what: Callable[[], object] = lambda: "it did not happen") -> None:
    """Wait until it is so; a test fails when that takes out of all proportion."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, what()
        time.sleep(0.03)


async def at_last(condition: Callable[[], Any], what: Callable[[], object] = lambda: "it did not happen") -> None:
    """The same, while the event loop goes on."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, what()
        await asyncio.sleep(0.01)


@dataclass
class Desk:
    """What the clinic has: the database, Twilio's stand-in, and couriers at will."""

    running: Assistant
    clock: Clock
    twilio: TwilioStandIn

    def do(self, change: Callable[[Tx], Any]) -> Any:
        """Something in a transaction of its own."""
        with self.running.store.begin() as tx:
            return change(tx)

    def rows(self, table: sa.Table, *where: Any) -> list[Any]:
        with self.running.store.read() as tx:
            return list(tx.execute(sa.select(table).where(*where).order_by(*table.primary_key.columns)))

    def outbox(self, *kinds: str) -> list[Any]:
        chosen = (tables.outbox.c.kind.in_(kinds),) if kinds else ()
        return self.rows(tables.outbox, *chosen)

    def row(self, key: str) -> Any:
        (found,) = self.rows(tables.outbox, tables.outbox.c.dedupe_key == key)
        return found

    def states(self, *kinds: str) -> list[str]:
        return [row.state for row in self.outbox(*kinds)]

    def due(self) -> list[datetime]:
        """When the reminders that wait are due."""
        return sorted(row.due_at for row in self.outbox("reminder") if row.state == "queued")

    def put(self, key: str, kind: outbox.Kind = "reply", to: str = PHONE, body: str | None = None, **more: Any) -> None:
        """Write a text with its key for its words."""
        self.do(lambda tx: outbox.put(tx, key, kind, to, body or f"text {key}", self.clock.now, **more))

    def courier(self, sender: Sender | None = None) -> Courier:
        return Courier(self.running, sender)

    def work(self, sender: Sender | None = None) -> None:
        """Send all that is due now."""
        courier = self.courier(sender)
        while courier.work_once():
            pass

    def advance(self, to: datetime) -> None:
        """Let time pass, and the courier send whatever is due at every moment until then."""
        while True:
            self.work()
            waiting = tables.outbox.c.state.in_(("queued", "sending"))
            with self.running.store.read() as tx:
                upcoming = tx.execute(sa.select(sa.func.min(tables.outbox.c.next_at)).where(waiting)).scalar()
            if upcoming is None or upcoming > to:
                break
            self.clock.now = max(self.clock.now + timedelta(seconds=1), upcoming)
        self.clock.now = max(self.clock.now, to)

    def begin(self, conversation: str = ROSA) -> str:
        return str(self.do(lambda tx: conversations.ensure(tx, conversation, "web", self.clock.now).id))

    def permit(self, granted: bool = True, conversation: str = ROSA) -> None:
        """Say yes or no to texts."""
        version, words = "2026-11-27", "texts, please"
        self.do(lambda tx: people.record_consent(tx, conversation, "texts", granted, version, words, self.clock.now))

    def book(
        self, start: datetime = START, *, phone: str = PHONE, texts: bool = True, conversation: str = ROSA
    ) -> Booking:
        """Book on the website, as the assistant does when the summary is agreed to."""
        running, now, slot = self.running, self.clock.now, slot_at(start)
        self.begin(conversation)
        if texts:
            self.permit(conversation=conversation)

        def booked(tx: Tx) -> Booking:
            cells = cells_of(slot, running.clinic.consultation)
            held = bookings.hold(tx, slot, cells, conversation, "web", now, 10)
            person = people.save_person(tx, conversation, "Rosa Delgado", phone, "rosa@example.com", now)
            made = bookings.confirm(tx, held.id, person, None, None, [], False, f"key-{held.id}", now, 1)
            bookings.set_token(tx, made.id, running.appointment_token(made.public_id))
            notices.appointment_changed(tx, running, made, "booked", now)
            return made

        return cast(Booking, self.do(booked))

    def move(self, booking: Booking, start: datetime) -> Booking:
        slot, running, now = slot_at(start), self.running, self.clock.now

        def moved(tx: Tx) -> Booking:
            after = bookings.move(tx, booking.id, slot, cells_of(slot, running.clinic.consultation), now)
            notices.appointment_changed(tx, running, after, "moved", now)
            return after

        return cast(Booking, self.do(moved))

    def cancel(self, booking: Booking) -> None:
        def cancelled(tx: Tx) -> None:
            after = bookings.cancel(tx, booking.id, self.clock.now)
            notices.appointment_changed(tx, self.running, after, "cancelled", self.clock.now)

        self.do(cancelled)

    def booking(self, number: int = 1) -> Booking:
        with self.running.store.read() as tx:
            return bookings.get(tx, number)

    def opted_out(self) -> list[Any]:
        return [(row.address, row.out, row.source) for row in self.rows(tables.opt_out)]

    def log(self, phone: str = PHONE) -> list[transcripts.Message]:
        """The conversation by text with a number."""
        with self.running.store.read() as tx:
            return transcripts.messages(tx, self.running.text_conversation(phone))


def slot_at(start: datetime) -> Slot:
    return Slot("consultations", start, start + timedelta(minutes=30))


@contextmanager
def courier_process(desk: Desk, now: datetime, log: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m bot courier` on the desk's database at that time; killed in the end if it still lives."""
    environment = {
        **os.environ,
        "BOT_DATABASE_URL": desk.running.store.url.render_as_string(hide_password=False),
        "BOT_NOW": now.isoformat(),
    }
    with log.open("ab") as out:
        command = [sys.executable, "-m", "bot", "courier", *arguments]
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=out, stderr=out)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdin is not None
        process.stdin.close()


_made: list[Pages] = []


@dataclass
class Served:
    """The whole assistant on a port, with the widget's and Twilio's side of it."""

    desk: Desk
    address: str

    async def text_only(self, body: str, sender: str = PHONE) -> int:
        """Text the assistant; a courier elsewhere sends what comes of it."""
        return await self.desk.twilio.text(body, sender, WEBHOOK, self.address)

    async def text(self, body: str, sender: str = PHONE, **more: str) -> list[str]:
        """Text the assistant and wait until that is worked off; gives what is then sent to the number."""
        before = len(self.desk.twilio.texts_to(sender))
        assert await self.desk.twilio.text(body, sender, WEBHOOK, self.address, **more) == 204
        pending = tables.inbound_text.c.state == "pending"
        await at_last(lambda: not self.desk.rows(tables.inbound_text, pending))
        await asyncio.to_thread(self.desk.work)
        return self.desk.twilio.texts_to(sender)[before:]


@asynccontextmanager
async def serve(desk: Desk, rasa: Rasa | None, folder: Path, patch: pytest.MonkeyPatch) -> AsyncIterator[Served]:
    """Serve the website and the webhooks; without a model only what needs none."""
    if not _made:
        _made.append(Pages(desk.running.clinic, desk.running.texts))
    patch.setattr(site_app, "Pages", lambda *_: _made[0])  # reading the templates takes longer than most tests
    credentials = folder / "credentials.yml"
    limits = "\n".join(f"  {name}: {value}" for name, value in NO_LIMITS.items())
    credentials.write_text(f"bot.channels.web.WebInput:\n{limits}\nbot.channels.sms.SmsInput:\n")
    app = create_app(desk.running, cast(Any, rasa), credentials=credentials)
    async with served(app) as address:
        yield Served(desk, address)


@dataclass(frozen=True)
class Stage:
    """A consultation on the website up to a question that was just asked: the database, the window, and the time."""

    file: Path
    token: str
    shown: tuple[dict[str, Any], ...]
    now: datetime

    def window(self, http: ClientSession, site: Served) -> Client:
        site.desk.clock.now = self.now
        return Client(http, site.address, self.token, self.shown[-1]["id"], list(self.shown))


def open_question(running: Assistant) -> str | None:
    """What the only conversation on the website is being asked."""
    with running.store.read() as tx:
        (conversation,) = (one for one in conversations.ids(tx) if one.startswith("web:"))
    found: str | None = state(running, conversation)["question"]
    return found


async def play(site: Served, window: Client, answers: dict[str, str], until: str | None = None) -> None:
    """Answer each question until one is asked, or none is."""
    for _ in range(len(answers) + 3):
        question = open_question(site.desk.running)
        if question is None or question == until:
            return
        site.desk.clock.forward(seconds=20)
        await window.say(answers[question])
    raise AssertionError(f"no end: {window.shown[-1]['text']}")


async def record(site: Served, http: ClientSession, folder: Path) -> dict[str, Stage]:
    """Play a consultation with permission to text once, and keep the database at some of its questions."""
    window = Client(http, site.address)
    assert (await window.begin()).status == 201
    await window.say(OPENING)
    found = {}
    for name in STAGES:
        await play(site, window, ANSWERS, until=name if name != "booked" else None)
        file = folder / f"{name}.db"
        played = str(site.desk.running.store.url.database)
        with closing(sqlite3.connect(played)) as source, closing(sqlite3.connect(file)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=WAL")
        found[name] = Stage(file, str(window.token), tuple(window.shown), site.desk.clock.now)
    return found
