"""The routes under /webhooks/sms/: a text that came in, and what became of one that was sent.

Who sends is verified here, by Twilio's signature; what comes of a text is the message path's matter.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty, text
from twilio.twiml.messaging_response import MessagingResponse

from bot import notices
from bot.channels.danger import Watch
from bot.channels.serving import path_of
from bot.channels.sms.webhook import MAX_BYTES, Form, Malformed, Report, Text, is_signed, read_report, read_text
from bot.channels.sms.worker import Worker
from bot.channels.text_body import body_of
from bot.context import Assistant, assistant
from bot.secret import webhook_token
from bot.store import conversations, deliveries, inbox, opt_outs, outbox
from bot.store.errors import StoreError

logger = logging.getLogger(__name__)
_OPTED_OUT = "21610"
Handler = Callable[[Request, Form], Awaitable[HTTPResponse]]


class SmsInput(InputChannel):
    """The channel of text messages, to be named in credentials.yml as `bot.channels.sms.SmsInput`."""

    def __init__(self) -> None:
        running = assistant()
        self._assistant: Assistant = running
        twilio = running.settings.twilio
        self._token = twilio.auth_token if twilio is not None else webhook_token(running.secret)
        self._worker: Worker | None = None

    @classmethod
    def name(cls) -> str:
        return "sms"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SmsInput:
        """Make the channel; its account is set by BOT_TWILIO_*.

        Raises:
            ValueError: credentials.yml gives it something.
        """
        if credentials:
            raise ValueError(f"credentials.yml: {cls.__name__} takes no keys; its account is set by BOT_TWILIO_*")
        return cls()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:  # noqa: ARG002
        """The routes. Texts go by the message path, which hands them to Rasa itself, not by `on_new_message`."""
        routes = Blueprint("sms_channel")
        routes.add_route(self._verified(self.receive), "/webhook", methods=["POST"], name="receive")
        routes.add_route(self._verified(self.report), "/status", methods=["POST"], name="report")
        routes.listener("after_server_start")(self._start)
        routes.listener("before_server_stop")(self._stop)
        return routes

    async def receive(self, request: Request, form: Form) -> HTTPResponse:
        """Keep a text and answer at once; the worker goes on from there, also after a restart."""
        received = read_text(form)
        try:
            await asyncio.to_thread(self._accept, received)
        except StoreError:
            logger.exception("A text could not be accepted.")
            return await self._without_database(received, path_of(request.app).watch)
        if self._worker is not None:
            self._worker.wake()
        return empty()

    async def report(self, request: Request, form: Form) -> HTTPResponse:
        """Keep what became of a text."""
        report = read_report(form, dict(request.args))
        try:
            await asyncio.to_thread(self._record, report)
        except StoreError:
            logger.exception("A report could not be kept.")
            return empty(503)
        return empty()

    def _accept(self, received: Text) -> None:
        now = self._assistant.now()
        conversation = self._assistant.text_conversation(received.phone)
        with self._assistant.store.begin() as tx:
            conversations.ensure(tx, conversation, "sms", now, received.phone)
            inbox.accept(
                tx,
                received.provider_id,
                conversation,
                received.body,
                now,
                media=received.media,
                keyword=received.keyword,
            )

    async def _without_database(self, received: Text, watch: Watch) -> HTTPResponse:
        """Nothing can be kept. Who is in danger is answered in the webhook's own answer; others Twilio tries again.

        The fallback address of the number at Twilio should be this one, see docs/sms.md.
        """
        finding = await asyncio.to_thread(watch.look, received.body)
        conversation, now = self._assistant.text_conversation(received.phone), self._assistant.now()
        said = watch.answer(conversation, "sms", now, finding, None)
        if not said:
            return empty(503)
        watch.record_later(conversation, "sms", finding, now, answered=True)
        answer = MessagingResponse()
        answer.message(body_of(said))
        return text(str(answer), content_type="application/xml")

    def _record(self, report: Report) -> None:
        now = self._assistant.now()
        with self._assistant.store.begin() as tx:
            text = deliveries.text_of(tx, report.text)
            new = deliveries.record(tx, report.text, report.provider_id, report.status, now, report.error_code)
            if not new or text is None or report.status not in deliveries.NOT_DELIVERED:
                return
            kind, recipient, conversation, booking = text
            arrived = deliveries.status_of(tx, report.text) in deliveries.DELIVERED  # another sending of it, or before
            if kind != "alert" and not arrived:
                notices.not_delivered(tx, conversation, booking, now)
            if report.error_code == _OPTED_OUT:
                opt_outs.record(tx, recipient, now, out=True, source=opt_outs.CARRIER)
                outbox.withdraw(tx, "opted out", recipient=recipient)

    def _verified(self, handler: Handler) -> Callable[[Request], Awaitable[HTTPResponse]]:
        """The handler, for requests that Twilio has signed for the address under which it knows us."""

        async def answer(request: Request) -> HTTPResponse:
            if len(request.body) > MAX_BYTES:
                return empty(413)
            form = Form.of(request.body)
            query = f"?{request.query_string}" if request.query_string else ""
            url = f"{self._assistant.settings.public_url}{request.path}{query}"
            if not is_signed(self._token, url, form, request.headers.get("X-Twilio-Signature", "")):
                logger.warning("A webhook without a valid signature was refused; is BOT_PUBLIC_URL right?")
                return empty(403)
            try:
                return await handler(request, form)
            except Malformed as error:
                logger.warning("A signed webhook was passed over: %s", error)
                return empty()

        return answer

    async def _start(self, app: Sanic, *_: Any) -> None:
        self._worker = Worker(self._assistant, lambda: path_of(app))
        self._worker.start()

    async def _stop(self, *_: Any) -> None:
        if self._worker is not None:
            await self._worker.stop()
