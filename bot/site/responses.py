"""Responses with the headers that every page and file of the site carries."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from sanic.request import Request
from sanic.response import HTTPResponse, json

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGE = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# What is of one person: kept by no cache, found by no search engine.
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
# Whatever other sites may load: the widget.
SHARED = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
JAVASCRIPT = "text/javascript; charset=utf-8"


def page(markup: str, status: int = 200, headers: Mapping[str, str] | None = None) -> HTTPResponse:
    """An HTML page; it is looked for anew at each visit unless `headers` say otherwise."""
    return HTTPResponse(
        markup,
        status=status,
        headers={**PAGE, "Cache-Control": "no-cache", **(headers or {})},
        content_type="text/html; charset=utf-8",
    )


def private_page(markup: str, status: int = 200, headers: Mapping[str, str] | None = None) -> HTTPResponse:
    """A page about one person's appointment."""
    return page(markup, status, {**PRIVATE, **(headers or {})})


def see_other(address: str) -> HTTPResponse:
    """On to another page of the site, with GET: so a reload repeats nothing."""
    return HTTPResponse("", status=303, headers={**PAGE, **PRIVATE, "Location": address})


def download(content: bytes, name: str, content_type: str) -> HTTPResponse:
    """A private file to be saved; `name` is plain ASCII without quotes."""
    headers = {**PAGE, **PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
    return HTTPResponse(content, headers=headers, content_type=content_type)


def error(code: str, message: str, status: int, headers: Mapping[str, str] | None = None) -> HTTPResponse:
    """What cannot be done, as JSON in the form of docs/website.md; `message` is for the person."""
    return json(
        {"error": code, "message": message},
        status=status,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", **(headers or {})},
    )


def file(request: Request, content: bytes, content_type: str, headers: Mapping[str, str] | None = None) -> HTTPResponse:
    """A file that is asked after at every use and sent only when it has changed."""
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    every = {"ETag": tag, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff", **(headers or {})}
    known = {part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        return HTTPResponse("", status=304, headers=every)
    return HTTPResponse(content, headers=every, content_type=content_type)
