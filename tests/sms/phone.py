"""A person's phone: what it texts arrives as signed webhooks, what it gets is what the outbox holds for its number.

The signature is made here by Twilio's description of it, not by the library that checks it.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.clinic.interview.draft import Draft
from bot.commands.talk import state
from bot.context import Assistant
from bot.courier import Courier
from bot.secret import webhook_token
from bot.store import drafts, tables
from tests.channels.client import Client
from tests.channels.world import Site, World
from tests.dialogues import rules as dialogues
from tests.dialogues.driver import Turn
from tests.sms.rules import check_answer, turn_of
from tests.sms.story import ANSWERS, NUMBER, OPENING

WEBHOOK = "/webhooks/sms/webhook"
STATUS = "/webhooks/sms/status"
CLINIC = "+13105550101"  # the assistant's own number
SECRET = "a secret of the tests of texts, long enough"
PATIENCE_SECONDS = 60.0  # for what must happen at some time; nothing measures how soon
_BLANK = ("FromZip", "FromCity", "ToZip", "ToCity")  # Twilio sends and signs them empty, too
_ANSWERS = ("reply", "opt_out")

Pairs = Iterable[tuple[str, str]]


def sign(token: str, url: str, fields: Pairs) -> str:
    """As Twilio signs: the address, then every name and value in order, by HMAC-SHA1 with the account's token."""
    signed = url + "".join(name + value for name, value in sorted(set(fields)))
    return base64.b64encode(hmac.digest(token.encode(), signed.encode(), sha1)).decode()


def new_sid() -> str:
    return f"SM{token_hex(16)}"


async def until(condition: Callable[[], Any], what: Callable[[], str] = lambda: "it did not happen") -> None:
    """Wait until a condition holds; a test fails when that takes out of all proportion."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, what()
        await asyncio.sleep(0.02)


@dataclass
class Line(Site):
    """A served assistant that can be texted."""

    def phone(self, number: str) -> Phone:
        return Phone(self, number)

    def stranger(self, number: str) -> Phone:
        """A phone that has never texted; its whole conversation is to keep the rules of every dialogue."""
        return Phone(self, number, [])

    @property
    def token(self) -> str:
        twilio = self.running.settings.twilio
        return twilio.auth_token if twilio is not None else webhook_token(self.running.secret)

    def signature(self, fields: Mapping[str, str] | Pairs, address: str = WEBHOOK, url: str | None = None) -> str:
        """Twilio's signature of these fields, for our address as Twilio knows it or for another one."""
        pairs = fields.items() if isinstance(fields, Mapping) else fields
        return sign(self.token, url or f"{self.running.settings.public_url}{address}", pairs)

    async def post(
        self,
        fields: Mapping[str, str] | Pairs,
        address: str = WEBHOOK,
        *,
        signature: str | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, str]:
        """Post a webhook as Twilio does; gives status and text of the answer.

        `signature` takes the place of the right one ("" leaves it out), `body` that of the encoded fields.
        """
        pairs = list(fields.items() if isinstance(fields, Mapping) else fields)
        mark = self.signature(pairs, address) if signature is None else signature
        sent = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8", **(headers or {})}
        if mark:
            sent["X-Twilio-Signature"] = mark
        content = urlencode(pairs).encode() if body is None else body
        timeout = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
        async with self.http.post(self.base + address, data=content, headers=sent, timeout=timeout) as answer:
            return answer.status, await answer.text()

    def outbox(self, *where: Any) -> list[Any]:
        return sorted(self.rows(tables.outbox, *where), key=lambda row: row.id)

    def pending(self) -> list[Any]:
        """The texts that are accepted and not answered yet."""
        return self.rows(tables.inbound_text, tables.inbound_text.c.state == "pending")

    async def until_answered(self) -> None:
        """Wait until everything that was accepted is worked off."""
        await until(lambda: not self.pending(), lambda: f"not answered: {self.pending()}")

    def nothing_stored(self) -> bool:
        """Whether no text and no conversation is in the database."""
        every = (tables.inbound_text, tables.conversation, tables.message, tables.outbox, tables.delivery)
        return not any(self.rows(table) for table in every)


@dataclass
class Phone:
    """One person's phone."""

    line: Line
    number: str
    turns: list[Turn] | None = None  # of a whole conversation, each of which is to keep the rules of every dialogue

    def form(self, body: str, **fields: str) -> dict[str, str]:
        """What Twilio posts of a text."""
        sid = fields.get("MessageSid") or new_sid()
        return {
            "MessageSid": sid,
            "SmsSid": sid,
            "SmsMessageSid": sid,
            "AccountSid": "AC00000000000000000000000000000000",
            "From": self.number,
            "To": CLINIC,
            "Body": body,
            "NumMedia": "0",
            "NumSegments": "1",
            "FromCountry": "US",
            "SmsStatus": "received",
            "ApiVersion": "2010-04-01",
            **dict.fromkeys(_BLANK, ""),
            **fields,
        }

    async def text(self, body: str, **fields: str) -> str:
        """Text the assistant; gives the id of the message, which is accepted by then."""
        form = self.form(body, **fields)
        answer = await self.line.post(form)
        assert answer == (204, ""), answer
        return form["MessageSid"]

    def waiting(self) -> list[Any]:
        table = tables.inbound_text
        return self.line.rows(table, table.c.conversation_id == self.conversation, table.c.state == "pending")

    async def until_answered(self) -> None:
        """Wait until everything that this phone texted is worked off."""
        await until(lambda: not self.waiting(), lambda: f"not answered: {self.waiting()}")

    async def say(self, body: str, **fields: str) -> str:
        """Text the assistant and wait for the answer; "" when there is none. Every answer keeps the rules of texts."""
        known = {row.id for row in self.outbox}
        await self.text(body, **fields)
        await self.until_answered()
        new = [row for row in self.outbox if row.kind in _ANSWERS and row.id not in known]
        assert len(new) <= 1, f"{body!r} has several answers: {new}"
        if not new:
            return ""
        check_answer(self.line, self, new[0], body)
        if self.turns is not None:
            self.turns.append(turn_of(self.line, self, body))
            broken = dialogues.broken(self.turns, "sms", self.line.running.clinic)
            assert not broken, "\n".join([f"> {body}", new[0].body, *broken])
        return str(new[0].body)

    async def play(self, answers: Mapping[str, str], opening: str | None = None, stop_at: str | None = None) -> str:
        """Open, then answer each question by its name until `stop_at` is asked, or nothing is; gives the last reply."""
        said = await self.say(opening) if opening is not None else ""
        for _ in range(40):
            question = self.question
            if question is None or question == stop_at:
                return said
            said = await self.say(answers[question])
        raise AssertionError(f"no end: {said}")

    @property
    def conversation(self) -> str:
        return self.line.running.text_conversation(self.number)

    @property
    def outbox(self) -> list[Any]:
        """All rows for this number, in their order."""
        return self.line.outbox(tables.outbox.c.recipient == self.number)

    @property
    def received(self) -> list[str]:
        """What is written to this number, in its order."""
        return [str(row.body) for row in self.outbox]

    @property
    def replies(self) -> list[str]:
        """What of it answers a text."""
        return [str(row.body) for row in self.outbox if row.kind in _ANSWERS]

    @property
    def leaving(self) -> list[Any]:
        """What of it was sent, or may still be."""
        return [row for row in self.outbox if row.state in ("queued", "sending", "sent")]

    @property
    def draft(self) -> Draft:
        with self.line.running.store.read() as tx:
            return Draft.from_json(dict(drafts.load(tx, self.conversation).body))

    @property
    def question(self) -> str | None:
        return self.draft.question

    @property
    def facts(self) -> dict[str, Any]:
        return self.draft.facts

    def log(self, direction: str) -> list[Any]:
        """The logged messages "in" or "out", in their order."""
        table = tables.message
        where = (table.c.conversation_id == self.conversation, table.c.direction == direction)
        return sorted(self.line.rows(table, *where), key=lambda row: row.id)

    @property
    def texted(self) -> list[str]:
        """What this phone wrote, as it was logged."""
        return [str(row.text) for row in self.log("in")]

    def opt_outs(self) -> list[tuple[bool, str, str | None]]:
        """What this number wanted, from first to last: out or not, source, word."""
        table = tables.opt_out
        rows = sorted(self.line.rows(table, table.c.address == self.number), key=lambda row: row.id)
        return [(row.out, row.source, row.word) for row in rows]

    @property
    def is_out(self) -> bool:
        entries = self.opt_outs()
        return bool(entries) and entries[-1][0]

    def bookings(self, *states: str) -> list[Any]:
        """The appointments that were made in this conversation, in any of these states or any at all."""
        table = tables.booking
        rows = self.line.rows(table, table.c.conversation_id == self.conversation)
        return [row for row in rows if not states or row.state in states]


async def chat_with(client: Client, *texts: str) -> str:
    """Write on the website; gives what was said to the last message."""
    said = ""
    for text in texts:
        answer = await client.say(text)
        assert answer.status == 200, answer.text
        said = answer.said
    return said


def open_question(line: Line) -> str | None:
    """What the only conversation on the website is being asked."""
    (conversation,) = [row.id for row in line.rows(tables.conversation) if row.channel == "web"]
    found: str | None = state(line.running, conversation)["question"]
    return found


async def book_on_the_website(client: Client, line: Line, **answers: str) -> None:
    """The consultation of the story, on the website and with the number of its phone."""
    given = {**ANSWERS, "phone": NUMBER[2:], "slots": "the second one", "summary": "yes, book it", **answers}
    await chat_with(client, OPENING)
    for _ in range(30):
        question = open_question(line)
        if question is None:
            return
        await chat_with(client, given[question])
    raise AssertionError(client.shown[-1]["text"])


class Sent:
    """A provider that takes everything."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def send(self, recipient: str, body: str, key: str) -> str | None:
        self.texts.append(body)
        return f"SM{key}"


def let_leave(line: Line) -> list[str]:
    """Let the courier work off what is due; gives what has left."""
    sender = Sent()
    courier = Courier(line.running, sender)
    while courier.work_once():
        pass
    return sender.texts


@dataclass
class TextWorld(World):
    """Makes assistants that can be texted; a second one is a second server on the same database."""

    begun: Mapping[str, Path] = field(default_factory=dict)
    made: list[Assistant] = field(default_factory=list)

    async def line(self, begin: str | None = None, **environment: str) -> Line:
        """An assistant on an empty database, on one that begins at a question of the story, or on BOT_DATABASE_URL."""
        if self.running is None:
            self.running = self._assistant(self.begun[begin] if begin else self.empty, environment)
            self.running.store.migrate()
            self.made.append(self.running)
        site = await self.site()
        return Line(site.app, site.running, site.base, site.http)

    async def fresh_line(self, begin: str | None = None, **environment: str) -> Line:
        """An assistant as if this were another test."""
        self.running = None
        return await self.line(begin, **environment)

    def _credentials(self, limits: dict[str, int]) -> Path:
        file = super()._credentials(limits)
        with file.open("a") as out:
            out.write("bot.channels.sms.SmsInput:\n")
        return file
