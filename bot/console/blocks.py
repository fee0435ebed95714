"""The staff block time, for an hour or for days off, and open it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from bot.clinic.calendar import local
from bot.console.calendar import week_page
from bot.console.requests import me, note, now, running
from bot.console.week import STAFF_DAYS, week_name
from bot.store import agenda
from bot.store import blocks as stored

blocks = Blueprint("blocks", __name__, url_prefix="/calendar/blocks")
LONGEST = 100  # characters of a label


@dataclass(frozen=True)
class _Asked:
    """What a form wants blocked, in UTC."""

    starts_at: datetime
    ends_at: datetime
    label: str


class _Refused(Exception):
    """The form cannot be used as it is; its argument names why, for the page to say."""


@blocks.post("")
def add() -> Response | tuple[str, int]:
    """Block a time. What is booked in it stays, and the page lists it, to be moved or cancelled."""
    consultant = request.form.get("consultant") or None
    if consultant is not None and consultant not in {one.id for one in running().clinic.consultants}:
        abort(400)
    try:
        asked = _read(request.form, running().clinic.zone, now())
    except _Refused as refused:
        return week_page(str(refused)), 422
    with running().store.begin() as tx:
        made = stored.add(tx, asked.starts_at, asked.ends_at, consultant, asked.label, me().id, now())
        note(
            tx,
            "blocked time",
            f"block:{made}",
            starts=asked.starts_at.isoformat(),
            ends=asked.ends_at.isoformat(),
            consultant=consultant,
            inside=len(agenda.in_blocks(tx, now())),
        )
    return _week(local(asked.starts_at, running().clinic.zone).date())


@blocks.post("/<int(max=9007199254740991):block>/remove")
def remove(block: int) -> Response:
    """Open a blocked time again."""
    with running().store.begin() as tx:
        gone = stored.remove(tx, block)
        if gone is None:
            abort(404)
        note(
            tx,
            "opened blocked time",
            f"block:{block}",
            starts=gone.starts_at.isoformat(),
            ends=gone.ends_at.isoformat(),
        )
    return _week(local(gone.starts_at, running().clinic.zone).date())


def _read(form: Mapping[str, str], zone: ZoneInfo, at: datetime) -> _Asked:
    """Read the local dates and times of a form. Raises _Refused."""
    label = form.get("label", "").replace("\0", " ").strip()
    first = _day(form.get("first"))
    last = _day(form.get("last")) if form.get("last") else first
    if form.get("whole") == "1":
        begins, ends = _moment(first, time(), zone), _moment(last + timedelta(days=1), time(), zone)
    else:
        begins, ends = _moment(first, _clock(form.get("from")), zone), _moment(last, _clock(form.get("until")), zone)
    if ends <= begins:
        raise _Refused("order")
    if ends <= at:
        raise _Refused("over")
    if ends - begins > timedelta(days=STAFF_DAYS) or begins > at + timedelta(days=STAFF_DAYS):
        raise _Refused("far")
    if not label or len(label) > LONGEST:
        raise _Refused("label")
    return _Asked(begins, ends, label)


def _day(text: str | None) -> date:
    try:
        day = datetime.strptime(text or "", "%Y-%m-%d").date()
    except ValueError as error:
        raise _Refused("day") from error
    if not 2000 <= day.year < 2200:
        raise _Refused("day")
    return day


def _clock(text: str | None) -> time:
    try:
        return datetime.strptime(text or "", "%H:%M").time()
    except ValueError as error:
        raise _Refused("clock") from error


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(timezone.utc)


def _week(day: date) -> Response:
    return redirect(url_for("calendar.index", week=week_name(day), _anchor="blocked"), 303)
