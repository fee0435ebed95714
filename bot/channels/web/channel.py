"""The routes under /webhooks/web/: begin a conversation, write, read what is new, end.

Who sends is verified here, by the conversation's secret; what comes of a message is the message path's matter.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.channels.message import Inbound
from bot.channels.serving import path_of
from bot.channels.web import origins
from bot.channels.web.limits import Limits, RateLimiter
from bot.channels.web.messages import read_after, read_object, read_sent, shown, text_of
from bot.channels.web.refusal import Refused
from bot.clinic.safety import Level
from bot.context import Assistant, assistant
from bot.nlu.danger import Detector
from bot.store import conversations, holds, sessions, transcripts
from bot.store.choices import ChoicePast, UnknownChoice
from bot.store.errors import StoreError

logger = logging.getLogger(__name__)
AT_ONCE = 200  # messages in one answer
_BUSY_SECONDS = 30  # after which to come back when the database is down or too many are writing
Handler = Callable[..., Awaitable[HTTPResponse]]
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


class WebInput(InputChannel):
    """The website's channel, to be named in credentials.yml as `bot.channels.web.WebInput`.

    `origins` are the other sites whose pages may use it, those of BOT_WEB_ORIGINS at first.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        running = assistant()
        self._assistant: Assistant = running
        self._detector = Detector(running.settings.models)
        self._limits = limits or Limits()
        self._limiter = RateLimiter(self._limits, running.settings.redis_url)
        self.origins = frozenset(running.settings.web_origins)

    @classmethod
    def name(cls) -> str:
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebInput:
        """Make the channel with limits of its own, by the names of `Limits`.

        Raises:
            ValueError: there is no such limit, or it is no number.
        """
        try:
            return cls(Limits(**(credentials or {})))
        except TypeError as error:
            raise ValueError(f"credentials.yml: {error}") from None

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:  # noqa: ARG002
        """The routes. Messages go by the message path, which hands them to Rasa itself, not by `on_new_message`."""
        routes = Blueprint("web_channel")
        for method, address, handler in (
            ("POST", "/conversations", self.begin),
            ("DELETE", "/conversations", self.end),
            ("POST", "/messages", self.write),
            ("GET", "/messages", self.read),
            ("OPTIONS", "/conversations", self.preflight),
            ("OPTIONS", "/messages", self.preflight),
        ):
            name = f"{method.lower()}{address.replace('/', '_')}"
            routes.add_route(self._answering(handler), address, methods=[method], name=name)
        return routes

    async def begin(self, request: Request) -> HTTPResponse:
        """Make the secret of a new conversation."""
        read_object(request.body or b"{}")
        self._limiter.begin(_address(request))
        return json({"token": await asyncio.to_thread(self._begin)}, status=201)

    async def write(self, request: Request) -> HTTPResponse:
        """Take in a message and answer with everything that the sender has not seen."""
        token, conversation = await self._verified(request)
        self._limiter.message(conversation, _address(request))
        sent = read_sent(request.body)
        now = self._assistant.now()
        inbound = Inbound(
            conversation, "web", sent.text, now, client_id=sent.client_id, choice=sent.choice, token=token
        )
        try:
            outcome = await path_of(request.app).receive(inbound)
        except sessions.SessionEnded:
            raise Refused("token") from None
        except UnknownChoice:
            raise Refused("choice_unknown") from None
        except ChoicePast:
            raise Refused("choice_past") from None
        if not outcome.logged_in:
            raise Refused("unavailable", _BUSY_SECONDS)  # the widget keeps the message and sends it again
        # What could not be logged is said all the same: it is true, and may be what keeps somebody safe.
        unlogged = () if outcome.logged_out else outcome.replies
        told = [{"from": "assistant", "text": said.text, "at": now.isoformat()} for said in unlogged]
        try:
            news = await asyncio.to_thread(self._news, conversation, sent.after, token)
        except StoreError:
            if outcome.logged_out:
                raise  # the retry gets it from the log
            news = {"messages": [], "person": False, "more": False}
        return json({**news, "messages": [*news["messages"], *told]})

    async def read(self, request: Request) -> HTTPResponse:
        """Everything after a message."""
        _token, conversation = await self._verified(request)
        self._limiter.read(conversation)
        after = read_after(request.args.get("after", "0"))
        return json(await asyncio.to_thread(self._news, conversation, after))

    async def end(self, request: Request) -> HTTPResponse:
        """Close the conversation for good; what the clinic has noted stays with the clinic."""
        token, conversation = await self._verified(request)
        async with path_of(request.app).alone(conversation):  # a turn that is at work may be keeping a time just now
            await asyncio.to_thread(self._end, token)
        return empty()

    async def preflight(self, _request: Request) -> HTTPResponse:
        """A browser asks whether a page of another site may send; `_answering` has checked and tells it."""
        return empty()

    def _answering(self, handler: Handler) -> Handler:
        """The handler with what all of them share: who may ask, and what is answered when it cannot be done."""

        async def answer(request: Request) -> HTTPResponse:
            try:
                if not origins.is_allowed(request, self.origins):
                    raise Refused("origin")
                response = await handler(request)
            except Refused as refused:
                response = await self._refuse(request, refused)
            except StoreError:
                logger.exception("The database cannot be used.")
                response = await self._refuse(request, Refused("unavailable", _BUSY_SECONDS))
            except Exception:  # whatever it was: nothing of it may reach the outside
                logger.exception("A request could not be answered.")
                response = await self._refuse(request, Refused("failed"))
            response.headers.update(_HEADERS)
            origins.allow(request, response, self.origins)
            return response

        return answer

    async def _refuse(self, request: Request, refused: Refused) -> HTTPResponse:
        """Refuse; but who is in danger is told where help is, whatever the reason."""
        texts = self._assistant.texts
        finding = await asyncio.to_thread(self._detector.look, text_of(request.body))
        in_danger = finding.level >= Level.risk
        return refused.response(texts, texts.say("check_failed", "web") if in_danger else None)

    async def _verified(self, request: Request) -> tuple[str, str]:
        token = _token(request)
        found = await asyncio.to_thread(self._conversation_of, token)
        if found is None:
            raise Refused("token")
        return token, found

    def _conversation_of(self, token: str) -> str | None:
        with self._assistant.store.read() as tx:
            return sessions.find(tx, token, self._assistant.now())

    def _begin(self) -> str:
        now = self._assistant.now()
        with self._assistant.store.begin() as tx:
            if sessions.count_open(tx, now) >= self._limits.open_conversations:
                raise Refused("full", _BUSY_SECONDS)
            return sessions.begin(tx, now)

    def _news(self, conversation: str, after: int, token: str | None = None) -> dict[str, Any]:
        if token is not None:
            with self._assistant.store.begin() as tx:
                sessions.touch(tx, token, self._assistant.now())
        with self._assistant.store.read() as tx:
            found = conversations.find(tx, conversation)
            messages = transcripts.messages(tx, conversation, after, AT_ONCE + 1)
        return {
            "messages": [shown(message, self._page_of) for message in messages[:AT_ONCE]],
            "person": found is not None and found.paused,
            "more": len(messages) > AT_ONCE,
        }

    def _page_of(self, booking: str) -> str:
        return f"{self._assistant.settings.public_url}/a/{self._assistant.appointment_token(booking)}"

    def _end(self, token: str) -> None:
        now: datetime = self._assistant.now()
        with self._assistant.store.begin() as tx:
            conversation = sessions.end(tx, token, now)
            if conversation is None:
                raise Refused("token")
            if conversations.find(tx, conversation) is not None:
                holds.release(tx, conversation, now)


def _token(request: Request) -> str:
    header: str = request.headers.get("Authorization", "")
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip() or not token.isascii():
        raise Refused("token")
    return token.strip()


def _address(request: Request) -> str:
    """Where the request came from; behind proxies of ours, what they say (Sanic's PROXIES_COUNT)."""
    found: str = request.remote_addr or request.ip
    return found
