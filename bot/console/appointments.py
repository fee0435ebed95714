"""What the staff do in the calendar: book, hold, release, move, cancel, and note who came.

Each act says which version of the appointment its page showed; when it has changed since, nothing is done, and the
page shows what is true now.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any, cast

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot import appointments as whole
from bot.appointments import Acting, ChangedMeanwhile
from bot.clinic.calendar import cells_of, local
from bot.clinic.times import days_of, read_start, times_of
from bot.console.calendar import appointment_page, week_of_request, weeks_around
from bot.console.requests import me, note, now, running
from bot.console.week import for_staff, monday_of, week_name
from bot.store import bookings, conversations, reviews
from bot.store.bookings import Booking
from bot.store.engine import Tx
from bot.store.free_slots import free_slots

appointments = Blueprint("appointments", __name__, url_prefix="/calendar")
HOLD_MINUTES = (15, 30, 60, 120, 24 * 60)
LOOK_AHEAD = timedelta(weeks=8)  # for the next week in which something is free
LONGEST = 1500  # characters of a reason
OUTCOMES = ("completed", "no_show", "booked")
Answer = Response | tuple[str, int] | str
KEY = "<int(max=9007199254740991):booking>"


@appointments.get("/times")
def times() -> str:
    """The free times of a week, to book one; for a conversation, if the address names one."""
    conversation = request.args.get("conversation")
    with running().store.begin() as tx:
        if conversation is not None and conversations.find(tx, conversation) is None:
            abort(404)
    return _times(None, conversation, None)


@appointments.post("/hold")
def hold() -> Answer:
    """Keep a time for somebody, for so many minutes."""
    start, words = read_start(request.form.get("start")), _words("label", 100)
    minutes = request.form.get("minutes", "")
    if start is None or minutes not in map(str, HOLD_MINUTES) or not words:
        abort(400)
    try:
        with running().store.begin() as tx:
            clinic = for_staff(running().clinic_at(tx, now()))
            conversation = begin_conversation(tx)
            slot = whole.free_slot(tx, clinic, start, conversation, now())
            cells = cells_of(slot, clinic.consultation)
            held = bookings.hold(
                tx, slot, cells, conversation, "staff", now(), int(minutes), me().actor, running().clinic
            )
            reviews.add_note(tx, conversation, me().id, words, now())
            note(tx, "held a time", conversation, booking=held.id, minutes=int(minutes))
    except bookings.SlotTaken:
        return _times(None, None, "taken", start), 409
    return _shown(held.id)


@appointments.post(f"/{KEY}/release")
def release(booking: int) -> Answer:
    """Give up a time that the staff hold; what a person holds runs out by itself."""
    try:
        with running().store.begin() as tx:
            before = as_seen(tx, booking)
            if before.channel != "staff" or not bookings.release(tx, before.conversation_id, now(), me().actor):
                raise ChangedMeanwhile
            note(tx, "released a time", before.conversation_id, booking=booking)
    except ChangedMeanwhile:
        return appointment_page(booking, "changed"), 409
    return redirect(url_for("calendar.index", week=_week(before)), 303)


@appointments.get(f"/{KEY}/move")
def choose(booking: int) -> Answer:
    """The free times of a week, to move a consultation to one."""
    found = _found(booking)
    if found.state != "booked" or found.starts_at <= now():
        return redirect(url_for("calendar.show", booking=booking))
    return _times(found, None, None)


@appointments.post(f"/{KEY}/move")
def move(booking: int) -> Answer:
    """Move it; the person is told."""
    start = read_start(request.form.get("start"))
    if start is None:
        return _times(_found(booking), None, "pick"), 400
    try:
        with running().store.begin() as tx:
            before = as_seen(tx, booking)
            if before.state != "booked":
                raise ChangedMeanwhile
            slot = whole.free_slot(tx, for_staff(running().clinic_at(tx, now())), start, before.conversation_id, now())
            after = whole.move(tx, running(), before, slot, now(), acting())
            note(tx, "moved an appointment", before.conversation_id, booking=booking, sequence=after.sequence)
    except bookings.SlotTaken:
        return _times(_found(booking), None, "taken", start), 409
    except (ChangedMeanwhile, bookings.UnknownBooking, bookings.TooLate) as problem:
        return appointment_page(booking, _name(problem)), 409
    return _shown(booking)


@appointments.post(f"/{KEY}/cancel")
def cancel(booking: int) -> Answer:
    """Cancel it with a reason, which only the staff see; the person is told that it is cancelled."""
    reason = _words("reason")
    if not reason:
        abort(400)
    try:
        with running().store.begin() as tx:
            before = as_seen(tx, booking)
            if before.state != "booked":
                raise ChangedMeanwhile
            after = whole.cancel(tx, running(), before, now(), acting())
            reviews.add_note(tx, before.conversation_id, me().id, f"{before.reference} cancelled: {reason}", now())
            note(tx, "cancelled an appointment", before.conversation_id, booking=booking, sequence=after.sequence)
    except (ChangedMeanwhile, bookings.UnknownBooking, bookings.TooLate) as problem:
        return appointment_page(booking, _name(problem)), 409
    return _shown(booking)


@appointments.post(f"/{KEY}/settle")
def settle(booking: int) -> Answer:
    """Note whether the person came, once it has begun; "booked" takes that back."""
    outcome = request.form.get("outcome")
    if outcome not in OUTCOMES:
        abort(400)
    try:
        with running().store.begin() as tx:
            before = as_seen(tx, booking)
            if before.starts_at > now():
                raise ChangedMeanwhile
            bookings.settle(tx, booking, cast(Any, outcome), now(), me().actor)
            note(tx, f"noted {outcome}", before.conversation_id, booking=booking)
    except (ChangedMeanwhile, bookings.UnknownBooking) as problem:
        return appointment_page(booking, _name(problem)), 409
    return _shown(booking)


def acting() -> Acting:
    return Acting(me().actor, "staff")


def begin_conversation(tx: Tx) -> str:
    """A conversation for somebody who has not written to us: the staff have them on the phone."""
    return conversations.ensure(tx, f"staff:{secrets.token_urlsafe(16)}", "staff", now()).id


def as_seen(tx: Tx, booking: int) -> Booking:
    """The appointment, locked, if it is still what the page showed. Raises ChangedMeanwhile."""
    try:
        found = whole.locked(tx, booking)
    except bookings.UnknownBooking:
        abort(404)
    if str(found.version) != request.form.get("version"):
        raise ChangedMeanwhile
    return found


def _times(moving: Booking | None, conversation: str | None, problem: str | None, start: datetime | None = None) -> str:
    """The free times of a week; of the one in the address, or that of `start`, or of what is to be moved.

    Where nothing is free in it and no address asks for it, it is the next week in which something is.
    """
    zone = running().clinic.zone
    today = local(now(), zone).date()
    near = max(start or (moving.starts_at if moving else now()), now())
    monday = week_of_request(local(near, zone).date())
    with running().store.begin() as tx:
        own = moving.conversation_id if moving is not None else conversation
        clinic = for_staff(running().clinic_at(tx, now()))
        free = free_slots(tx, clinic, now(), own, monday, monday + timedelta(days=6))
        if not free and not request.args.get("week"):
            later = free_slots(tx, clinic, now(), own, monday, monday + LOOK_AHEAD)
            monday = monday_of(local(later[0].starts_at, zone).date()) if later else monday
            free = [slot for slot in later if local(slot.starts_at, zone).date() < monday + timedelta(days=7)]
        note(tx, "read the free times", own, week=week_name(monday))
    days = {day: times_of(free, day.date, zone) for day in days_of(free, zone)}
    values = {"moving": moving, "conversation": conversation, "problem": problem}
    return render_template("times.html", days=days, **values, **weeks_around(monday, today))


def _name(problem: Exception) -> str:
    return "begun" if isinstance(problem, bookings.TooLate) else "changed"


def _found(booking: int) -> Booking:
    try:
        with running().store.read() as tx:
            return bookings.get(tx, booking)
    except bookings.UnknownBooking:
        abort(404)


def _words(name: str, longest: int = LONGEST) -> str:
    words = request.form.get(name, "").replace("\0", " ").strip()
    if len(words) > longest:
        abort(400)
    return words


def _week(booking: Booking) -> str:
    return week_name(local(booking.starts_at, running().clinic.zone).date())


def _shown(booking: int) -> Response:
    return redirect(url_for("calendar.show", booking=booking), 303)
