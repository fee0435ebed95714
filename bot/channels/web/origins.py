"""Which pages may use the channel: those of the assistant itself, and those of the configured sites."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from sanic.request import Request
from sanic.response import HTTPResponse

_METHODS = "GET, POST, DELETE"
_HEADERS = "Authorization, Content-Type"
_MAX_AGE = "600"  # seconds for which a browser may remember the answer


def is_allowed(request: Request, origins: Collection[str]) -> bool:
    """Whether the page that sent the request may. What is no browser names no origin, and needs a token anyway."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site") in (None, "none", "same-origin")
    return origin.lower() in origins or _is_own(origin, request)


def allow(request: Request, response: HTTPResponse, origins: Collection[str]) -> None:
    """Let the page of another site read the response, if it is one of the configured."""
    response.headers["Vary"] = "Origin"
    origin = request.headers.get("Origin")
    if origin is None or origin.lower() not in origins:
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = "Retry-After"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = _METHODS
        response.headers["Access-Control-Allow-Headers"] = _HEADERS
        response.headers["Access-Control-Max-Age"] = _MAX_AGE


def _is_own(origin: str, request: Request) -> bool:
    """The same host and port as was asked; a page can fake that only on its own address, where it has no token."""
    try:
        asked = urlsplit(origin).netloc.lower()
    except ValueError:
        return False
    return bool(asked) and asked == str(request.headers.get("Host", "")).lower()
