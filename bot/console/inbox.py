"""The list of conversations: what needs a person on top, the rest by last activity, filters in the address."""

from __future__ import annotations

import base64
import binascii
from dataclasses import asdict, replace
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.console.figures import CHANNELS, figure_in_address, say_figure
from bot.console.requests import note, now, running
from bot.console.wording import NEEDS
from bot.store import overview
from bot.store.overview import Filters, Newest, Page, Row

inbox = Blueprint("inbox", __name__)
_FILTERS = (
    *("channel", "intent", "low", "outcome", "crisis", "unseen", "needs"),
    *("review", "assignee", "tag", "since", "until", "figure", "week"),
)
_YEARS = range(2000, 2200)  # of a page's mark: what lies outside was never one
_LONGEST = 200  # characters of a search


@inbox.get("/")
def index() -> str:
    """One page of the list."""
    filters = filters_in_address()
    with running().store.begin() as tx:
        urgent = [] if filters.before else overview.needing_a_person(tx)
        page = overview.conversations(tx, filters, now())
        counts, newest = overview.counts(tx, now()), overview.newest(tx)
        note(tx, "read the list")  # last: it keeps others from being recorded until the end
    return _page(page, urgent, counts, newest, filters)


@inbox.get("/news")
def news() -> Response:
    """What has come last and how much danger is open, in numbers, for a page that looks by itself."""
    with running().store.read() as tx:
        return jsonify(asdict(overview.newest(tx)))


@inbox.post("/search")
def search() -> str:
    """What is searched for is health information too: it stands in no address and no log, on later pages neither."""
    words = request.form.get("words", "").replace("\0", " ").strip()[:_LONGEST]
    before = _unmark(request.form.get("before"))
    filters = replace(filters_in_address(), words=words or None, before=before)
    with running().store.begin() as tx:
        page = overview.conversations(tx, filters, now())
        counts, newest = overview.counts(tx, now()), overview.newest(tx)
        note(tx, "searched", found=len(page.rows))
    return _page(page, [], counts, newest, filters)


def _page(page: Page, urgent: list[Row], counts: dict[str, int], newest: Newest, filters: Filters) -> str:
    kept = urlencode(kept_filters())
    mark = None if page.next is None else _mark(*page.next)
    return render_template(
        "inbox.html",
        rows=page.rows,
        reached=page.reached,
        urgent=urgent,
        counts=counts,
        newest=newest,
        filters=filters,
        listing=f"{url_for('inbox.index')}?{kept}&" if kept else f"{url_for('inbox.index')}?",
        searching=f"{url_for('inbox.search')}?{kept}" if kept else url_for("inbox.search"),
        mark=mark,
        outcomes=overview.OUTCOMES,
        figure=say_figure(filters.figure) if filters.figure is not None else None,
        channels=CHANNELS,
        needs=NEEDS,
        kept=kept_filters(),
    )


def kept_filters() -> dict[str, Any]:
    """The filters that the address names, for another address."""
    return {name: value for name, value in request.args.items() if name in _FILTERS and value}


def filters_in_address() -> Filters:
    """What the address asks for; what it names wrongly it does not ask for."""
    given = request.args
    assignee = given.get("assignee", "")
    return Filters(
        channel=given.get("channel") if given.get("channel") in CHANNELS else None,
        intent=given.get("intent") or None,
        low=given.get("low") == "1",
        outcome=given.get("outcome") if given.get("outcome") in overview.OUTCOMES else None,
        crisis=given.get("crisis") == "1",
        unseen=given.get("unseen") == "1",
        needs=given.get("needs") if given.get("needs") in overview.NEEDS else None,
        review=given.get("review") if given.get("review") in ("new", "reviewed", "flagged") else None,
        assignee=int(assignee) if assignee.isascii() and assignee.isdigit() and len(assignee) < 18 else None,
        tag=given.get("tag") or None,
        since=_day(given.get("since")),
        until=_day(given.get("until"), after=1),
        figure=figure_in_address(),
        before=_unmark(given.get("before")),
    )


def _day(text: str | None, after: int = 0) -> datetime | None:
    """The beginning of a local day, or of the one `after` it."""
    if not text:
        return None
    try:
        day = datetime.strptime(text, "%Y-%m-%d") + timedelta(days=after)
    except (ValueError, OverflowError):
        abort(400)
    return day.replace(tzinfo=running().clinic.zone)


def _mark(moment: datetime, identity: str) -> str:
    return base64.urlsafe_b64encode(f"{moment.isoformat()} {identity}".encode()).decode().rstrip("=")


def _unmark(text: str | None) -> tuple[datetime, str] | None:
    if not text:
        return None
    try:
        moment, _, identity = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition(" ")
        at = datetime.fromisoformat(moment)
    except (ValueError, binascii.Error):
        abort(400)
    if at.year not in _YEARS or "\0" in identity:
        abort(400)
    return (at if at.tzinfo else at.replace(tzinfo=timezone.utc)), identity
