"""What the site answers when there is no such page or something fails: never what exactly failed."""

from __future__ import annotations

import logging

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.site import responses
from bot.site.rendering import Pages

logger = logging.getLogger(__name__)
# Sanic's statuses by the codes of docs/website.md, and the text that goes with each
_KNOWN = {
    400: ("malformed", "malformed"),
    404: ("not_found", "not_found"),
    405: ("method", "not_found"),
    413: ("too_large", "malformed"),
}


def add_errors(app: Sanic, pages: Pages) -> None:
    """Answer errors as a page to browsers that go to an address, and as JSON to everything else."""

    def answer(request: Request | None, exception: Exception) -> HTTPResponse:
        status = exception.status_code if isinstance(exception, SanicException) else 500
        code, name = _KNOWN.get(status, ("failed", "failed"))
        if code == "failed":
            # without the address, which may be that of somebody's appointment
            logger.error("A request could not be answered.", exc_info=exception)
        headers = {key: value for key, value in (getattr(exception, "headers", None) or {}).items() if key == "Allow"}
        if request is not None and _wants_page(request):
            return responses.private_page(pages.render("message", name=name), status, headers)
        # what is too large is a message of the chat, of which nobody has read whether it is a cry for help
        words = pages.say("refused.too_large" if code == "too_large" else f"page.{name}.text")
        if request is not None and request.headers.get("Origin") in app.ctx.origins:
            headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
        return responses.error(code, words, status, headers)

    app.error_handler.add(Exception, answer)


def _wants_page(request: Request) -> bool:
    return bool(request.path.startswith("/a/") or "text/html" in request.headers.get("accept", ""))
