"""The staff change the hours: those of the week from a day on, and those of single dates; both can be taken back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.clinic.calendar import DAYS, local
from bot.clinic.consultants import WEEKDAYS, TimeRange, WeeklyHours, read_ranges
from bot.console.opening import holidays_of, singles_of, weeks_of
from bot.console.requests import me, note, now, running
from bot.console.week import STAFF_DAYS, say_date, say_ranges
from bot.store import agenda
from bot.store import hours as stored
from bot.store.engine import Tx

hours = Blueprint("hours", __name__, url_prefix="/calendar/hours")
_AND = re.compile(r"[,;&]|\band\b", re.IGNORECASE)  # between the hours of a day
LONGEST = 100  # characters of a label, and of what is typed for a day
KEY = "<int(max=9007199254740991):entry>"
Answer = Response | tuple[str, int]


@dataclass(frozen=True)
class Problem:
    """Why a form cannot be used: which form, which of its fields, and a sentence for whoever filled it in."""

    form: str
    field: str
    words: str


class _Refused(Exception):
    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field, self.words = field, words


@hours.get("", endpoint="index")
def show() -> str:
    """The hours in force and to come, single dates and holidays."""
    return _page()


@hours.post("/weekly")
def set_weekly() -> Answer:
    """Set somebody's weekly hours from a day on. What is booked stays, and the calendar lists what is outside."""
    consultant = request.form.get("consultant", "")
    if consultant not in _consultants():
        abort(400)
    try:
        first, week = _day(request.form.get("first"), "first"), _week(request.form)
    except _Refused as refused:
        return _page(Problem(consultant, refused.field, refused.words)), 422
    with running().store.begin() as tx:
        made = stored.add_weekly(tx, consultant, first, week, me().id, now())
        _note(tx, "changed the weekly hours", f"weekly-hours:{made}", first, consultant)
    return _shown("weekly", made)


@hours.post("/single")
def set_single() -> Answer:
    """Set the hours of a single date, or close it. What is booked stays, and the calendar lists what is outside."""
    consultant = request.form.get("consultant") or None
    if consultant is not None and consultant not in _consultants():
        abort(400)
    label = request.form.get("label", "").replace("\0", " ").strip()
    try:
        day, ranges = _day(request.form.get("day"), "day"), _ranges(request.form.get("hours", ""), "hours", "Hours")
        if not label or len(label) > LONGEST:
            raise _Refused("label", f"Please say in a few words why, {LONGEST} characters at most.")
    except _Refused as refused:
        return _page(Problem("single", refused.field, refused.words)), 422
    with running().store.begin() as tx:
        made = stored.add_special(tx, consultant, day, ranges, label, me().id, now())
        _note(tx, "changed the hours of a date", f"special-hours:{made}", day, consultant)
    return _shown("single", made)


@hours.post(f"/weekly/{KEY}/take-back")
def take_back_weekly(entry: int) -> Answer:
    """Take weekly hours back; what was before them counts again."""
    with running().store.begin() as tx:
        gone = stored.take_back_weekly(tx, entry)
        if gone is None:
            abort(404)
        _note(tx, "took back weekly hours", f"weekly-hours:{entry}", gone.first_day, gone.consultant_id)
    return _shown("weekly")


@hours.post(f"/single/{KEY}/take-back")
def take_back_single(entry: int) -> Answer:
    """Take the hours of a single date back; what was before them counts again."""
    with running().store.begin() as tx:
        gone = stored.take_back_special(tx, entry)
        if gone is None:
            abort(404)
        _note(tx, "took back the hours of a date", f"special-hours:{entry}", gone.day, gone.consultant_id)
    return _shown("single")


def _page(problem: Problem | None = None) -> str:
    clinic, today = running().clinic, _today()
    with running().store.read() as tx:
        weekly, special = stored.weekly(tx), stored.special(tx, today)
        in_force = running().clinic_at(tx, now())
        outside = len(agenda.outside_hours(tx, in_force, now()))
    return render_template(
        "hours.html",
        weeks=[weeks_of(one, weekly, today) for one in clinic.consultants],
        singles=singles_of(clinic, special, today),
        holidays=holidays_of(in_force, today),
        names=list(zip(WEEKDAYS, DAYS, strict=True)),
        consultants=_consultants(),
        outside=outside,
        saved=_saved(weekly, special) if problem is None else None,
        problem=problem,
        today=today,
        longest=LONGEST,
    )


def _note(tx: Tx, action: str, subject: str, day: date, consultant: str | None) -> None:
    outside = len(agenda.outside_hours(tx, running().clinic_at(tx, now()), now()))
    note(tx, action, subject, day=day.isoformat(), consultant=consultant, outside=outside)


def _consultants() -> list[str]:
    return [one.id for one in running().clinic.consultants]


def _today() -> date:
    return local(now(), running().clinic.zone).date()


def _week(form: Mapping[str, str]) -> WeeklyHours:
    told = zip(WEEKDAYS, DAYS, strict=True)
    return WeeklyHours(days={field: _ranges(form.get(field, ""), field, name) for field, name in told})


def _ranges(text: str, field: str, name: str) -> tuple[TimeRange, ...]:
    """Read what was typed for a day; "closed" is as good as nothing. Raises _Refused."""
    if len(text) > LONGEST:
        raise _Refused(field, f"{name}: this is too long.")
    try:
        return read_ranges(part for part in _AND.split(text) if part.strip() and part.strip().lower() != "closed")
    except ValueError as error:
        raise _Refused(field, f"{name}: {error}.") from error


def _day(text: str | None, field: str) -> date:
    try:
        day = datetime.strptime(text or "", "%Y-%m-%d").date()
    except ValueError as error:
        raise _Refused(field, "Please give a date.") from error
    if day < _today():
        raise _Refused(field, "This day is over already.")
    if day > _today() + timedelta(days=STAFF_DAYS):
        raise _Refused(field, "Please give a day within the coming year.")
    return day


def _shown(part: str, made: int | None = None) -> Response:
    """Back to the page, which says how what was just `made` has been understood."""
    return redirect(url_for("hours.index", saved=f"{part}-{made}" if made else None, _anchor=part), 303)


def _saved(weekly: list[stored.Weekly], special: list[stored.Special]) -> str | None:
    """What has just been set, as it was understood."""
    made = request.args.get("saved")
    for week in weekly:
        if made == f"weekly-{week.id}":
            days = [week.parsed().hours.days.get(day, ()) for day in WEEKDAYS]
            told = "; ".join(f"{name} {say_ranges(day)}" for name, day in zip(DAYS, days, strict=True))
            return f"from {say_date(week.first_day)}, {week.first_day.year}: {told}"
    for single in special:
        if made == f"single-{single.id}":
            return f"{say_date(single.day)}, {single.day.year}: {say_ranges(single.parsed().hours)}"
    return None
