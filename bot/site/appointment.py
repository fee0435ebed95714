"""The appointment page `/a/<token>`: shows a booking, gives its calendar file, moves and cancels it. No script needed.

Nothing is changed by GET: each change is shown first and made by a POST of the page's own form, after which the
browser is sent back to the page. The page says when the appointment is and nothing of the person or their health.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.appointments import ChangedMeanwhile
from bot.clinic.appointment import calendar_file
from bot.clinic.calendar import Slot, local, say_day, say_time
from bot.clinic.times import days_of, read_start, times_of, write_start
from bot.context import Assistant
from bot.site import responses
from bot.site.changes import Appointments, TokenExpired, UnknownToken
from bot.site.rendering import Pages
from bot.store import bookings
from bot.store.bookings import Booking
from bot.store.errors import StoreError

logger = logging.getLogger(__name__)
View = Callable[[Request, str], Awaitable[HTTPResponse]]
_READ = ("GET", "HEAD")


class AppointmentPages:
    """The views; each waits for the database in a thread, so that a slow one does not stop the server."""

    def __init__(self, running: Assistant, pages: Pages) -> None:
        self._running = running
        self._pages = pages
        self._appointments = Appointments(running)

    def add_to(self, app: Sanic) -> None:
        """Add the routes."""
        for name, path, view, methods in (
            ("appointment", "/a/<token>", self._show, _READ),
            ("appointment_calendar", "/a/<token>/calendar.ics", self._calendar, _READ),
            ("appointment_move", "/a/<token>/move", self._choose, _READ),
            ("appointment_move_it", "/a/<token>/move", self._move, ("POST",)),
            ("appointment_cancel", "/a/<token>/cancel", self._ask_to_cancel, _READ),
            ("appointment_cancel_it", "/a/<token>/cancel", self._cancel, ("POST",)),
        ):
            app.add_route(self._guarded(view), path, methods=methods, name=name)

    def _guarded(self, view: View) -> View:
        """The view, with a page for each reason why it cannot be shown."""

        async def handle(request: Request, token: str) -> HTTPResponse:
            if request.method == "POST" and not self._is_own(request):
                return self._message("foreign", 403)
            try:
                return await view(request, token)
            except UnknownToken:
                return self._unknown(request)
            except TokenExpired:
                return self._message("expired", 410)
            except bookings.TooLate:
                return self._message("too_late", 409)
            except StoreError:
                logger.exception("An appointment could not be shown or changed.")
                return self._message("unavailable", 503, {"Retry-After": "30"})

        return handle

    def _unknown(self, _request: Request) -> HTTPResponse:
        """The one answer to every token that opens nothing: where guessing can be counted and slowed down."""
        return self._message("not_found", 404)

    async def _show(self, request: Request, token: str) -> HTTPResponse:
        booking = await asyncio.to_thread(self._appointments.find, token)
        # said of the row, not of the address: "moved" is only said while it is booked and was changed
        moved = request.args.get("done") == "moved" and booking.state == "booked" and booking.sequence > 0
        return self._page("appointment", token, booking, moved=moved)

    async def _calendar(self, _request: Request, token: str) -> HTTPResponse:
        booking = await asyncio.to_thread(self._appointments.find, token)
        content = calendar_file(self._running.clinic, booking, self._running.now())
        return responses.download(content, f"{booking.reference}.ics", "text/calendar; charset=utf-8")

    async def _choose(self, request: Request, token: str) -> HTTPResponse:
        """First a time, then whether it is to be that one: the same address, with and without `start`."""
        booking, slots = await asyncio.to_thread(self._appointments.find_with_times, token)
        if not self._is_open(booking):
            return responses.see_other(_address(token))
        start = read_start(request.args.get("start"))
        if start is not None:
            return self._proposal(token, booking, slots, start, 200)
        notice = "pick" if "chosen" in request.args else None
        return self._times(token, booking, slots, _day(request.args.get("day")), notice, 400 if notice else 200)

    async def _move(self, request: Request, token: str) -> HTTPResponse:
        start, sequence = read_start(request.form.get("start")), _number(request.form.get("sequence"))
        if start is None:
            return responses.see_other(_address(token, "move"))
        try:
            booking = await asyncio.to_thread(self._appointments.move, token, start, sequence)
        except (bookings.SlotTaken, ChangedMeanwhile) as problem:
            booking, slots = await asyncio.to_thread(self._appointments.find_with_times, token)
            if not self._is_open(booking):
                return responses.see_other(_address(token))
            changed = isinstance(problem, ChangedMeanwhile)
            return self._proposal(token, booking, slots, start, 409, "changed" if changed else None)
        moved = booking.state == "booked" and booking.starts_at == start
        return responses.see_other(_address(token) + ("?done=moved" if moved else ""))

    async def _ask_to_cancel(self, _request: Request, token: str) -> HTTPResponse:
        booking = await asyncio.to_thread(self._appointments.find, token)
        if not self._is_open(booking):
            return responses.see_other(_address(token))
        return self._page("cancel", token, booking, notice=None)

    async def _cancel(self, request: Request, token: str) -> HTTPResponse:
        try:
            await asyncio.to_thread(self._appointments.cancel, token, _number(request.form.get("sequence")))
        except ChangedMeanwhile:
            booking = await asyncio.to_thread(self._appointments.find, token)
            return self._page("cancel", token, booking, 409, notice="changed")
        return responses.see_other(_address(token))

    def _proposal(
        self, token: str, booking: Booking, slots: list[Slot], start: datetime, status: int, notice: str | None = None
    ) -> HTTPResponse:
        """Whether it is to be that time; when it is not free, the times that are."""
        clinic = self._running.clinic
        slot = next((slot for slot in slots if slot.starts_at == start), None)
        day = local(start, clinic.zone).date()
        if slot is None:
            return self._times(token, booking, slots, day, "taken", 409)
        values = {"start": write_start(slot.starts_at), "new": say_time(slot.starts_at, clinic), "day": day.isoformat()}
        return self._page("move_confirm", token, booking, status, notice=notice, **values)

    def _times(
        self, token: str, booking: Booking, slots: list[Slot], day: date | None, notice: str | None, status: int
    ) -> HTTPResponse:
        """The free times of a day, and the other days that have some."""
        zone = self._running.clinic.zone
        wished = day or local(booking.starts_at, zone).date()
        days = days_of(slots, zone)
        # the wished day, or the next one that has times, or else the last
        shown = next((one for one in days if one.date >= wished), days[-1] if days else None)
        if notice is None and day is not None and shown is not None and shown.date != day:
            notice = "no_day"
        values = {
            "days": days,
            "shown": shown,
            "times": times_of(slots, shown.date, zone) if shown else {},
            "wished": say_day(wished),
        }
        return self._page("move", token, booking, status, notice=notice, **values)

    def _page(self, name: str, token: str, booking: Booking, status: int = 200, **values: Any) -> HTTPResponse:
        state = booking.state
        values["state"] = "begun" if state == "booked" and not self._is_open(booking) else state
        values["minutes"] = (booking.ends_at - booking.starts_at) // timedelta(minutes=1)
        values["when"] = say_time(booking.starts_at, self._running.clinic)
        markup = self._pages.render(name, token=token, base=_address(token), booking=booking, **values)
        return responses.private_page(markup, status)

    def _message(self, name: str, status: int, headers: dict[str, str] | None = None) -> HTTPResponse:
        return responses.private_page(self._pages.render("message", name=name), status, headers)

    def _is_open(self, booking: Booking) -> bool:
        """Whether it can still be moved or cancelled."""
        return booking.state == "booked" and booking.starts_at > self._running.now()

    def _is_own(self, request: Request) -> bool:
        """Whether a form of this very site sent it, as far as the browser says. The token is the secret anyway."""
        if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return False
        origin = request.headers.get("origin", "null")  # our pages send no referrer, and "null" goes with that
        there, public = urlsplit(origin), urlsplit(self._running.settings.public_url)
        own = (there.scheme, there.netloc) == (public.scheme, public.netloc)
        return origin == "null" or own or there.netloc == request.headers.get("host")


def _address(token: str, part: str = "") -> str:
    return f"/a/{token}/{part}".rstrip("/")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else -1
