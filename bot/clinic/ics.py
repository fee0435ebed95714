"""Bookings as calendar files (RFC 5545): one that phones and mail programs add, move or remove, and many as a feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class FeedEvent:
    """An event of a feed: `uid` and `sequence` as in the file of the booking, `changed_at` when it was last changed."""

    uid: str
    sequence: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    url: str
    cancelled: bool


def feed_ics(events: Sequence[FeedEvent], zone: ZoneInfo, name: str) -> bytes:
    """A calendar that programs subscribe to, in UTF-8; `name` is what they call it. Times are written in UTC."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone.key)
    for one in events:
        event = Event()
        event.add("uid", one.uid)
        event.add("sequence", one.sequence)
        event.add("dtstamp", one.changed_at.astimezone(timezone.utc))
        event.add("dtstart", one.starts_at.astimezone(timezone.utc))
        event.add("dtend", one.ends_at.astimezone(timezone.utc))
        event.add("summary", one.summary)
        if one.description:
            event.add("description", one.description)
        event.add("url", vUri(one.url))
        event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
        event.add("transp", "TRANSPARENT" if one.cancelled else "OPAQUE")
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


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
