"""A booking as a calendar file (RFC 5545) that phones and mail programs add, move or remove."""

from __future__ import annotations

from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vUri

PRODUCT = "-//consultation-bot//booking//EN"


def booking_ics(
    *,
    reference: str,
    uid: str,
    sequence: int,
    starts_at: datetime,
    ends_at: datetime,
    zone: ZoneInfo,
    summary: str,
    description: str,
    cancelled: bool,
    now: datetime,
    location: str = "",
    organizer: str | None = None,
) -> bytes:
    """The calendar file of one booking, with CRLF line ends, in UTF-8.

    A calendar recognises a later file of the same booking by `uid` and takes the one with the higher
    `sequence`, so a move and a cancellation need the UID of the first file and a number above its last.
    People share calendars: callers put nothing about health into the texts, and the event is marked
    private besides.

    The times are written in `zone`, so that a calendar shows the clinic's wall clock; `now` is when the
    file is made. `reference`, which people quote on the phone, ends the description unless it is in
    there. `organizer` is an
    address as a URI, "mailto:..." or "tel:...".

    Raises:
        ValueError: a time without a zone.
    """
    if any(moment.utcoffset() is None for moment in (starts_at, ends_at, now)):
        raise ValueError("a calendar file needs times with a zone")
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", now.astimezone(timezone.utc))
    event.add("dtstart", starts_at.astimezone(zone))
    event.add("dtend", ends_at.astimezone(zone))
    event.add("summary", summary)
    if reference not in description:
        description = f"{description}\n\nReference: {reference}".strip()
    event.add("description", description)
    if location:
        event.add("location", location)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("class", "PRIVATE")
    if organizer:
        event.add("organizer", vUri(organizer))
    return _calendar(event, "CANCEL" if cancelled else "PUBLISH", starts_at.astimezone(zone).year)


def _calendar(event: Event, method: str, year: int) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(event)
    # The zone's rules of the years around are enough; all since 1970 would be most of the file.
    calendar.add_missing_timezones(first_date=date(year - 1, 1, 1), last_date=date(year + 2, 1, 1))
    return bytes(calendar.to_ical())
