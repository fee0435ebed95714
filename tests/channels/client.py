"""A person's browser, as the website's channel sees it: one conversation, by HTTP, as docs/website.md describes it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import aiohttp
from multidict import CIMultiDict

CHANNEL = "/webhooks/web"
_PAGES = 20  # of 200 messages, after which something asks for ever


@dataclass(frozen=True)
class Answer:
    """What came back of one request; `body` is None when it was empty."""

    status: int
    headers: CIMultiDict[str]
    text: str

    @property
    def body(self) -> Any:
        return json.loads(self.text) if self.text else None

    @property
    def messages(self) -> list[dict[str, Any]]:
        assert self.status == 200, f"{self.status} {self.text}"
        found: list[dict[str, Any]] = self.body["messages"]
        return found

    @property
    def error(self) -> str:
        return str(self.body["error"])

    @property
    def said(self) -> str:
        """What the person reads: the assistant's words, or the sentence of a refusal."""
        if self.status != 200:
            return str(self.body["message"])
        return "\n".join(message["text"] for message in self.messages if message["from"] != "you")


def new_id() -> str:
    """A message's own id, as a browser makes it."""
    return str(uuid4())


@dataclass
class Client:
    """One window with a chat in it. `seen` is the id of the last message that it shows."""

    http: aiohttp.ClientSession
    base: str
    token: str | None = None
    seen: int = 0
    shown: list[dict[str, Any]] = field(default_factory=list)
    _numbers: Any = field(default_factory=count)

    async def request(
        self,
        method: str,
        address: str,
        body: Any = None,
        *,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        token: str | None = None,
        timeout: float = 60,
    ) -> Answer:
        """Send one request with the token (another one if given), and with `body` as JSON or `data` as it is."""
        sent = {"Content-Type": "application/json", **(headers or {})}
        held = self.token if token is None else token
        if held:
            sent.setdefault("Authorization", f"Bearer {held}")
        content = json.dumps(body).encode() if body is not None else data
        async with self.http.request(
            method,
            self.base + CHANNEL + address,
            data=content,
            headers=sent,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=timeout),
        ) as response:
            return Answer(response.status, CIMultiDict(response.headers), await response.text())

    def head(self, method: str, address: str, headers: Mapping[str, str], *, host: bool = True) -> bytes:
        """The head of a request, to be sent by `raw`; after its answer the connection ends."""
        known = {"Host": urlsplit(self.base).netloc} if host else {}
        if self.token:
            known["Authorization"] = f"Bearer {self.token}"
        lines = [f"{method} {CHANNEL}{address} HTTP/1.1", *(f"{k}: {v}" for k, v in {**known, **headers}.items())]
        return "\r\n".join([*lines, "Connection: close", "", ""]).encode()

    async def raw(self, sent: bytes, *, hang_up: bool = False, timeout: float = 30) -> Answer:
        """Send bytes over a connection of their own; with `hang_up` close it at once and expect no answer."""
        parts = urlsplit(self.base)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        try:
            writer.write(sent)
            await writer.drain()
            if hang_up:
                return Answer(0, CIMultiDict(), "")
            received = await asyncio.wait_for(reader.read(), timeout)
        finally:
            writer.close()
        head, _, text = received.partition(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        headers = CIMultiDict(
            (name.strip(), value.strip()) for name, _, value in (line.partition(":") for line in lines)
        )
        return Answer(int(status.split()[1]) if status else 0, headers, text.decode())

    async def begin(self, **options: Any) -> Answer:
        """Ask for a conversation's token, and keep it."""
        answer = await self.request("POST", "/conversations", {}, token="", **options)
        if answer.status == 201:
            self.token = answer.body["token"]
        return answer

    async def post(self, body: Any, **options: Any) -> Answer:
        """Send a message's JSON as it is."""
        return await self.request("POST", "/messages", body, **options)

    async def say(self, text: str, id: str | None = None, after: int | None = None, **options: Any) -> Answer:
        """Write, and show what came back."""
        content = {"id": id or new_id(), "text": text, "after": self.seen if after is None else after}
        return self._show(await self.post(content, **options))

    async def choose(
        self, number: int, message: int | None = None, id: str | None = None, after: int | None = None, **options: Any
    ) -> Answer:
        """Tap a choice of a message, of the last that offered some unless it is given."""
        offered = self.offer["id"] if message is None else message
        content = {
            "id": id or new_id(),
            "choice": {"message": offered, "number": number},
            "after": self.seen if after is None else after,
        }
        return self._show(await self.post(content, **options))

    async def poll(self, after: int | None = None, **options: Any) -> Answer:
        """Ask for what is new, and show it."""
        return self._show(
            await self.request("GET", f"/messages?after={self.seen if after is None else after}", **options)
        )

    async def history(self) -> list[dict[str, Any]]:
        """The whole conversation, as after a reload."""
        found: list[dict[str, Any]] = []
        for _ in range(_PAGES):
            answer = await self.request("GET", f"/messages?after={found[-1]['id'] if found else 0}")
            found += answer.messages
            if not answer.body["more"]:
                return found
        raise AssertionError("there is always more")

    async def end(self, **options: Any) -> Answer:
        return await self.request("DELETE", "/conversations", **options)

    @property
    def offer(self) -> dict[str, Any]:
        """The last message that offered choices."""
        return next(message for message in reversed(self.shown) if message.get("choices"))

    def _show(self, answer: Answer) -> Answer:
        if answer.status == 200:
            self.shown += answer.messages
            self.seen = max([self.seen, *(message["id"] for message in answer.messages if "id" in message)])
        return answer
