"""One row a conversation as CSV (RFC 4180), streamed: what became of each, without anybody's words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import astuple, fields, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from bot.clinic.calendar import local
from bot.console.confirming import is_fresh
from bot.console.filtering import active, filters_in_address, kept_filters
from bot.console.requests import note, now, running
from bot.context import Assistant
from bot.store import overview, staff
from bot.store.overview import Filters, Line

spreadsheet = Blueprint("spreadsheet", __name__)
HEADINGS = {
    "id": "Conversation",
    "channel": "Channel",
    "started": "Began",
    "last": "Last message",
    "messages_in": "Messages of the person",
    "messages_out": "Messages of ours",
    "step": "Furthest step",
    "outcome": "Screening result",
    "reasons": "Rules behind the result",
    "reference": "Reference",
    "appointment_start": "Appointment begins",
    "appointment_state": "Appointment state",
    "wanted_person": "Asked for a call",
    "crisis": "Highest danger",
    "review": "Review",
    "tags": "Tags",
    "staff_replied": "Staff wrote",
    "opted_out": "Wants no texts",
    "demo": "Made up",
}
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for something older
COLUMNS = tuple(HEADINGS[field.name] for field in fields(Line))
BETWEEN = " | "  # what a cell holds several of
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # a program for spreadsheets would work out what begins so


@spreadsheet.get("/export")
def index() -> str:
    """How many rows there would be, and the button."""
    filters = replace(filters_in_address(), before=None)
    with running().store.begin() as tx:
        found, accounts = overview.extent(tx, filters, now()), staff.everybody(tx)
        note(tx, "looked at what to export", rows=found.lines)
    return render_template(
        "spreadsheet.html",
        rows=found.lines,
        columns=COLUMNS,
        kept=kept_filters(),
        active=active(accounts),
        confirmed=is_fresh(),
    )


@spreadsheet.post("/export.csv")
def write() -> AnyResponse:
    """The file itself; password and code are asked for anew. That it was taken is recorded before its first byte."""
    if not is_fresh():  # back to the page, which has all filters in its address: a download leaves no page behind it
        return redirect(url_for("door.confirm", to=url_for("spreadsheet.index", **kept_filters())), 303)
    filters, at = replace(filters_in_address(), before=None), now()
    with running().store.begin() as tx:
        found = overview.extent(tx, filters, at)
        note(tx, "exported", rows=found.lines)
    name = f"conversations-{local(at, running().clinic.zone):%Y-%m-%d}.csv"
    response = Response(_stream(running(), filters, at, found.last), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _stream(assistant: Assistant, filters: Filters, at: datetime, last: tuple[datetime, str] | None) -> Iterator[str]:
    """The file by batches, each read in a transaction of its own: nobody waits for whoever downloads slowly."""
    zone = assistant.clinic.zone
    yield BYTE_ORDER_MARK + _written([COLUMNS])
    after: tuple[datetime, str] | None = None
    while last is not None and after != last:
        with assistant.store.read() as tx:
            lines = overview.batch(tx, filters, at, after, last)
        if not lines:  # the last one was erased, or does not fit any more
            return
        after = (lines[-1].started, lines[-1].id)
        yield _written([[_cell(value, zone) for value in astuple(line)] for line in lines])


def _written(rows: Any) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _cell(value: Any, zone: ZoneInfo) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return local(value, zone).isoformat(timespec="seconds")
    text = BETWEEN.join(value) if isinstance(value, tuple) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
