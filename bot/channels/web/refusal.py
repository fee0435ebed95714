"""What the channel answers when it cannot take a request: a status, a code, and a sentence for the person."""

from __future__ import annotations

from http import HTTPStatus

from sanic.response import HTTPResponse, json

from bot.clinic.texts import Texts

CODES = {
    "malformed": HTTPStatus.BAD_REQUEST,
    "token": HTTPStatus.UNAUTHORIZED,
    "origin": HTTPStatus.FORBIDDEN,
    "choice_past": HTTPStatus.CONFLICT,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "choice_unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
    "rate": HTTPStatus.TOO_MANY_REQUESTS,
    "full": HTTPStatus.SERVICE_UNAVAILABLE,
    "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "failed": HTTPStatus.INTERNAL_SERVER_ERROR,
}


class Refused(Exception):
    """A request that cannot be taken. `retry_after` is in whole seconds."""

    def __init__(self, code: str, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after

    def response(self, texts: Texts, instead: str | None = None) -> HTTPResponse:
        """The answer; `instead` are words that matter more than the refusal."""
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        if self.code == "token":
            headers["WWW-Authenticate"] = "Bearer"
        body = {"error": self.code, "message": instead or texts.say(f"refused.{self.code}", "web")}
        return json(body, status=CODES[self.code], headers=headers)
