"""What every request goes through: whose it is, from where it comes, what it may, and the headers of its answer.

OWASP ASVS 5.0: sessions 7.2 and 7.3, cookies 3.3, headers 3.4, origins 3.5, access 8.2 and 8.3.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from bot.console.permissions import is_allowed, is_public
from bot.context import Assistant
from bot.store import audit, staff
from bot.store.engine import Tx
from bot.store.staff import Account, Session

COOKIE = "__Host-staff"
_BY_THEMSELVES = ("inbox.news", "transcript.news")  # a page that looks by itself keeps nobody in
_SAFE = ("GET", "HEAD", "OPTIONS")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Strict-Transport-Security": "max-age=31536000",
}


class Unreadable(BadRequest):
    """What was sent cannot be read; `line` says to whoever sent it what and why."""

    def __init__(self, line: str) -> None:
        super().__init__()
        self.line = line


def guard(app: Flask) -> None:
    """Let every request through these checks."""
    app.before_request(_check_text)
    app.before_request(_check_origin)
    app.before_request(_check_permission)
    app.after_request(_add_headers)


def running() -> Assistant:
    """The assistant that this console belongs to."""
    found: Assistant = current_app.config["ASSISTANT"]
    return found


def now() -> datetime:
    return running().now()


def me() -> Account:
    """Who is signed in; only where the table of permissions wants somebody."""
    found: Account = g.session.account
    return found


def current_session() -> Session | None:
    found: Session | None = g.get("session")
    return found


def note(tx: Tx, action: str, subject: str | None = None, **detail: Any) -> None:
    """Add to the audit log what is being done, by whom, from where."""
    session = current_session()
    actor = session.account.actor if session is not None else "unknown"
    audit.record(tx, actor, action, now(), subject=subject, detail=detail or None, address=request.remote_addr)


def keep_signed_in(response: AnyResponse, token: str) -> AnyResponse:
    """Put a session's secret into the browser. It ends with the browser, and before that on our side."""
    response.set_cookie(COOKIE, token, secure=True, httponly=True, samesite="Strict", path="/")
    return response


def _check_text() -> None:
    """No database stores a NUL, and nobody types one."""
    if "\0" in request.path or any("\0" in value for value in request.args.values()):
        abort(400)


def _check_origin() -> None:
    """A page of another site must not make a browser change anything here."""
    if request.method in _SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        allowed = site in ("same-origin", "none")
    else:
        allowed = urlsplit(request.headers.get("Origin", "")).netloc == request.host
    if not allowed:
        abort(403)


def _check_permission() -> AnyResponse | None:
    g.session = None
    endpoint = request.endpoint
    if endpoint is None:
        return None  # there is no such address; that is said without asking who wants to know
    if endpoint == "static":
        return None
    token = request.cookies.get(COOKIE)
    if token:
        with running().store.read() as tx:
            g.session = staff.session(tx, token, now())
    session = current_session()
    if session is None and not is_public(endpoint):
        if request.method in _SAFE:
            return redirect(url_for("door.sign_in"))
        abort(401)
    if not is_allowed(endpoint, session.account.role if session is not None else None):
        with running().store.begin() as tx:
            note(tx, "denied", endpoint)
        abort(403)
    # but whoever types in it is at work: a long reply must not end with the session
    if session is not None and token and (endpoint not in _BY_THEMSELVES or request.args.get("typing") == "1"):
        with running().store.begin() as tx:
            staff.touch_session(tx, token, now())
    return None


def _add_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
