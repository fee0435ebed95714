"""The feed for the staff's own calendar programs, which know no session: the secret of its address opens it.

It says when there is a consultation and leads to its page, and nothing of the person: such programs share what they
read with other devices, other people and their makers.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from bot.clinic.ics import FeedEvent, feed_ics
from bot.console.calendar import week_page
from bot.console.requests import me, note, now, running
from bot.store import audit, feeds
from bot.store.bookings import Booking

feed = Blueprint("feed", __name__)


@feed.get("/feed/<secret>.ics")
def read(secret: str) -> Response:
    """The consultations of the last thirty days and the next ninety; that it was read is recorded once an hour."""
    with running().store.read() as tx:  # whoever guesses does not keep others from writing
        if feeds.reader(tx, secret) is None:
            abort(404)
    with running().store.begin() as tx:
        account = feeds.reader(tx, secret)
        if account is None:
            abort(404)
        found = feeds.entries(tx, now())
        if feeds.note_read(tx, account.id, now()):
            audit.record(
                tx, account.actor, "read the feed", now(), detail={"rows": len(found)}, address=request.remote_addr
            )
    facts = running().clinic.clinic
    content = feed_ics([_event(one) for one in found], running().clinic.zone, f"{facts.short_name} consultations")
    return Response(content, content_type="text/calendar; charset=utf-8")


@feed.post("/calendar/feed")
def make() -> str:
    """A feed of one's own, or a new address for it; it is shown once."""
    with running().store.begin() as tx:
        secret = feeds.make(tx, me().id, now())
        note(tx, "made a feed")
    return week_page(feed_address=f"{running().settings.console_url}/feed/{secret}.ics")


@feed.post("/calendar/feed/revoke")
def revoke() -> AnyResponse:
    """Close one's feed."""
    with running().store.begin() as tx:
        if feeds.revoke(tx, me().id):
            note(tx, "revoked a feed")
    return redirect(url_for("calendar.index", _anchor="feed"), 303)


def _event(one: Booking) -> FeedEvent:
    return FeedEvent(
        uid=one.public_id,
        sequence=one.sequence,
        changed_at=one.updated_at,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        summary="Consultation",
        description=f"Reference: {one.reference}" if one.reference else "",
        url=f"{running().settings.console_url}/calendar/{one.id}",
        cancelled=one.state == "cancelled",
    )
