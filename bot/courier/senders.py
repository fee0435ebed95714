"""Ways in which a text leaves the house: by Twilio, or into the courier's log where no account is set up."""

from __future__ import annotations

import logging
from typing import Protocol

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from bot.settings import TwilioSettings

logger = logging.getLogger(__name__)
TIMEOUT_SECONDS = 15.0
TOO_MANY, SERVER_ERROR = 429, 500
OUR_FAULT = (401, 403, 404)  # a wrong token or account: once that is put right, what waited can leave
OPTED_OUT = 21610  # the carrier blocks the number: its owner has texted STOP


class NotSent(Exception):
    """It did not leave; `final` says that it never will. The text names a class and a code, never what was to go.

    `opted_out` says that the provider lets nothing through to this number, because its owner wants none.
    """

    def __init__(self, reason: str, *, final: bool, opted_out: bool = False) -> None:
        super().__init__(reason)
        self.final = final
        self.opted_out = opted_out


class Sender(Protocol):
    """Sends one text and returns the provider's id of it."""

    def send(self, recipient: str, body: str, key: str) -> str | None:
        """`key` names the text: should it leave twice, the provider's reports of both carry it.

        Raises NotSent.
        """


class TwilioSender:
    """Twilio's REST API. `status_url` is where it is to report what becomes of a text; None: nowhere."""

    def __init__(self, settings: TwilioSettings, status_url: str | None = None) -> None:
        self._sender = settings.sender
        self._status_url = status_url
        http = TwilioHttpClient(timeout=TIMEOUT_SECONDS)
        self._client = Client(settings.account_sid, settings.auth_token, http_client=http)
        if settings.api_url is not None:
            self._client.api.base_url = settings.api_url.rstrip("/")

    def send(self, recipient: str, body: str, key: str) -> str | None:
        report = {} if self._status_url is None else {"status_callback": f"{self._status_url}?text={key}"}
        try:
            return str(self._client.messages.create(to=recipient, from_=self._sender, body=body, **report).sid)
        except TwilioRestException as error:
            passing = error.status in (TOO_MANY, *OUR_FAULT) or error.status >= SERVER_ERROR
            opted_out = error.code == OPTED_OUT
            raise NotSent(f"Twilio {error.status} {error.code}", final=not passing, opted_out=opted_out) from None
        # ValueError, AttributeError: a good status with something else than Twilio's JSON, from a proxy in between
        except (requests.RequestException, TwilioException, ValueError, AttributeError) as error:
            raise NotSent(type(error).__name__, final=False) from None


class LogSender:
    """Writes texts into the log, for whoever runs the assistant to see."""

    def send(self, recipient: str, body: str, key: str) -> str | None:  # noqa: ARG002
        logger.warning("Not sent, because no number or no Twilio account is set: [%s] %s", recipient, body)
        return None
