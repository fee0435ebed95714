"""The console's application: pages, checks, and errors that say nothing of what failed."""

from __future__ import annotations

import logging
from datetime import date, datetime, time
from typing import Any

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException

from bot.clinic.calendar import local, say_clock
from bot.clinic.times import write_start
from bot.console.account import account
from bot.console.accounts import accounts
from bot.console.acts import acts
from bot.console.appointments import appointments
from bot.console.audit_log import audit_log
from bot.console.blocks import blocks
from bot.console.booking import booking
from bot.console.calendar import calendar
from bot.console.door import door
from bot.console.erasing import erasing
from bot.console.exports import exports
from bot.console.feed import feed
from bot.console.figures import figures
from bot.console.holding import holding
from bot.console.hours import hours
from bot.console.inbox import inbox
from bot.console.intent_names import intent_name
from bot.console.learn import learn
from bot.console.permissions import is_allowed
from bot.console.requests import Unreadable, current_session, guard
from bot.console.spreadsheet import spreadsheet
from bot.console.transcript import besides, transcript
from bot.console.week import say_date, say_monday, say_weeks
from bot.console.wording import dial, plain
from bot.console.work import work
from bot.context import Assistant
from bot.store.errors import StoreError

logger = logging.getLogger(__name__)
_WRITTEN = ("text", "note", "reason")  # fields in which somebody writes more than a word
_KNOWN = (400, 401, 403, 404, 405, 409, 413, 429)


def create_console(running: Assistant) -> Flask:
    """The application for one assistant's store, ready to be served by waitress."""
    app = Flask(__name__, static_url_path="/static")
    app.config.update(
        ASSISTANT=running,
        MAX_CONTENT_LENGTH=256 * 1024,
        TRAP_HTTP_EXCEPTIONS=False,
        PROPAGATE_EXCEPTIONS=False,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    guard(app)
    parts = (door, inbox, transcript, acts, holding, learn, exports, erasing, work, calendar, booking, appointments)
    for part in (*parts, figures, spreadsheet, blocks, hours, feed, account, accounts, audit_log):
        app.register_blueprint(part)
    _add_helpers(app, running)
    _add_errors(app)
    return app


def _add_helpers(app: Flask, running: Assistant) -> None:
    zone = running.clinic.zone

    def moment(at: datetime | None) -> str:
        """In the clinic's zone, as in "Tue, Dec 1, 2026, 2:05 PM"."""
        return "" if at is None else f"{day(local(at, zone).date())}, {clock(at)}"

    def brief(at: datetime | None) -> str:
        """The same for a list: only what sets it apart from today, as in "2:05 PM" or "Tue, Dec 1, 2:05 PM"."""
        if at is None:
            return ""
        here, today = local(at, zone), local(running.now(), zone)
        if here.date() == today.date():
            return clock(at)
        return f"{say_date(here.date())}, {clock(at)}" if here.year == today.year else moment(at)

    def clock(at: datetime | time) -> str:
        """As everywhere, "2:05 PM"; of a moment in the clinic's zone."""
        return say_clock(local(at, zone) if isinstance(at, datetime) else at)

    def day(on: date) -> str:
        """As in "Tue, Dec 1, 2026"."""
        return f"{say_date(on)}, {on.year}"

    def may(endpoint: str) -> bool:
        session = current_session()
        return is_allowed(endpoint, session.account.role if session is not None else None)

    def hidden(text: str | None) -> str:
        """A number or an address as it may stand on a page: enough to tell two apart."""
        return "" if not text else f"{'*' * 6}{text[-2:]}"

    @app.context_processor
    def values() -> dict[str, Any]:
        session = current_session()
        facts = running.clinic.clinic
        return {"me": session.account if session else None, "clinic": facts, "zone_label": facts.time_zone_label}

    app.jinja_env.globals.update(may=may)
    app.jinja_env.filters.update(moment=moment, brief=brief, clock=clock, day=day, start=write_start, hidden=hidden)
    app.jinja_env.filters.update(intent=intent_name, besides=besides, plain=plain, dial=dial)
    app.jinja_env.filters.update(monday=say_monday, weeks=say_weeks)


def _add_errors(app: Flask) -> None:
    def answer(error: Exception) -> tuple[str, int]:
        status = error.code if isinstance(error, HTTPException) and error.code in _KNOWN else 500
        if isinstance(error, StoreError):
            status = 503
        if status >= 500:
            # without the address: it may name a conversation
            logger.error("A page of the console failed (%s).", request.endpoint, exc_info=error)
        line = error.line if isinstance(error, Unreadable) else None
        name = "gone" if status == 404 and "conversation" in (request.view_args or {}) else f"error_{status}"
        return render_template("message.html", name=name, line=line, typed=_typed(status)), status

    app.register_error_handler(Exception, answer)


def _typed(status: int) -> list[str]:
    """What somebody wrote in a form that came after the end of their session: it is theirs, and would be lost."""
    if status != 401 or request.method != "POST":
        return []
    try:
        return [words for words in map(request.form.get, _WRITTEN) if words and words.strip()]
    except HTTPException:  # too much of it
        return []
