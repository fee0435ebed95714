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


class NotSent(Exception):
    """It did not leave; `final` says that it never will. The text names a class and a code, never what was to go."""

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason)
        self.final = final


class Sender(Protocol):
    """Sends one text and returns the provider's id of it."""

    def send(self, recipient: str, body: str) -> str | None:
        """Raises NotSent."""


class TwilioSender:
    """Twilio's REST API."""

    def __init__(self, settings: TwilioSettings) -> None:
        self._sender = settings.sender
        http = TwilioHttpClient(timeout=TIMEOUT_SECONDS)
        self._client = Client(settings.account_sid, settings.auth_token, http_client=http)
        if settings.api_url is not None:
            self._client.api.base_url = settings.api_url.rstrip("/")

    def send(self, recipient: str, body: str) -> str | None:
        try:
            return str(self._client.messages.create(to=recipient, from_=self._sender, body=body).sid)
        except TwilioRestException as error:
            passing = error.status == TOO_MANY or error.status >= SERVER_ERROR
            raise NotSent(f"Twilio {error.status} {error.code}", final=not passing) from None
        except (requests.RequestException, TwilioException) as error:
            raise NotSent(type(error).__name__, final=False) from None


class LogSender:
    """Writes texts into the log, for whoever runs the assistant to see."""

    def send(self, recipient: str, body: str) -> str | None:
        logger.warning("Not sent, because no number or no Twilio account is set: [%s] %s", recipient, body)
        return None
