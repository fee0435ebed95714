"""The list of conversations: what needs a person on top, the rest by last activity, filters in the address."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.console.filtering import active, filters_in_address, kept_filters, mark, unmark
from bot.console.intent_names import INTENTS
from bot.console.requests import me, note, now, running
from bot.console.wording import CHANNELS, LEVELS, NEEDS, OUTCOMES, REVIEWS
from bot.store import overview, staff
from bot.store.engine import Tx
from bot.store.figures import TOPIC
from bot.store.overview import Filters, Page, Row

inbox = Blueprint("inbox", __name__)
_LONGEST = 200  # characters of a search


@inbox.get("/")
def index() -> str:
    """One page of the list."""
    filters = filters_in_address()
    with running().store.begin() as tx:
        urgent = [] if filters.before else overview.needing_a_person(tx)
        page, around = overview.conversations(tx, filters, now()), _around(tx)
        note(tx, "read the list")  # last: it keeps others from being recorded until the end
    return _page(page, urgent, filters, around)


@inbox.get("/news")
def news() -> Response:
    """What has come last and how much danger is open, in numbers, for a page that looks by itself."""
    with running().store.read() as tx:
        return jsonify(asdict(overview.newest(tx)))


@inbox.post("/search")
def search() -> str:
    """What is searched for is health information too: it stands in no address and no log, on later pages neither."""
    words = request.form.get("words", "").replace("\0", " ").strip()[:_LONGEST]
    before = unmark(request.form.get("before"))
    filters = replace(filters_in_address(), words=words or None, before=before)
    with running().store.begin() as tx:
        page, around = overview.conversations(tx, filters, now()), _around(tx)
        note(tx, "searched", found=len(page.rows))
    return _page(page, [], filters, around)


def _around(tx: Tx) -> dict[str, Any]:
    """What stands around the list, whatever is listed: numbers, and what can be filtered by."""
    return {
        "counts": overview.counts(tx, now()),
        "mine": overview.assigned_to(tx, me().id),
        "newest": overview.newest(tx),
        "everybody": staff.everybody(tx),
        "tags": overview.tags_in_use(tx),
    }


def _page(page: Page, urgent: list[Row], filters: Filters, around: dict[str, Any]) -> str:
    kept = kept_filters()
    return render_template(
        "inbox.html",
        rows=page.rows,
        reached=page.reached,
        urgent=urgent,
        filters=filters,
        kept=kept,
        active=active(around["everybody"]),
        mark=None if page.next is None else mark(*page.next),
        listing=_address("inbox.index", kept),
        searching=_address("inbox.search", kept),
        # what the form of filters cannot show goes along beside it; the topic of a number it shows as any other
        beside={name: kept[name] for name in ("figure", "week") if name in kept and kept.get("figure") != TOPIC},
        address=_address,
        outcomes=OUTCOMES,
        channels=CHANNELS,
        reviews=REVIEWS,
        levels=LEVELS,
        needs=NEEDS,
        intents=INTENTS,
        **around,
    )


def _address(endpoint: str, kept: dict[str, str], **more: str) -> str:
    """Not by `url_for` alone, which would take some names for orders."""
    query = urlencode({**kept, **more})
    return f"{url_for(endpoint)}?{query}" if query else url_for(endpoint)
