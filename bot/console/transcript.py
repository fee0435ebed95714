"""One conversation: both sides, what was understood, and all that hangs on it. Every look at it is in the audit log."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, jsonify, render_template, request
from werkzeug.wrappers import Response

from bot.console.requests import me, note, now, running
from bot.learn.intents import intents
from bot.store import (
    audit,
    bookings,
    conversations,
    corrections,
    crises,
    deliveries,
    opt_outs,
    people,
    reviews,
    staff,
)
from bot.store.engine import Tx
from bot.store.tables import booking, crisis_event, follow_up, outbox, screening

transcript = Blueprint("transcript", __name__)
LOOKS = 20  # of the audit log, on the page


@transcript.get("/c/<conversation>")
def show(conversation: str) -> str:
    """The whole conversation."""
    with running().store.begin() as tx:
        if conversations.find(tx, conversation) is None:
            abort(404)
        note(tx, "read", conversation)
    # in a transaction of its own: reading much must not keep others from being recorded
    with running().store.read() as tx:
        found = conversations.find(tx, conversation)
        if found is None:
            abort(404)
        values = _everything(tx, conversation)
        values["wants_no_texts"] = found.phone is not None and opt_outs.is_out(tx, found.phone)
    return render_template("transcript.html", conversation=found, **values)


@transcript.get("/c/<conversation>/news")
def news(conversation: str) -> Response:
    """Whether there is something that the open page does not show."""
    after = request.args.get("after", "0")
    number = int(after) if after.isascii() and after.isdigit() and len(after) < 18 else 0
    with running().store.read() as tx:
        later = conversations.transcript(tx, conversation, number, 1)
    return jsonify(new=bool(later))


def _everything(tx: Tx, conversation: str) -> dict[str, Any]:
    newer, older = reviews.neighbours(tx, conversation)
    own = booking.c.conversation_id == conversation
    shown = own & booking.c.state.not_in(("held", "expired"))
    booked = [bookings.get(tx, row.id) for row in tx.execute(sa.select(booking.c.id).where(shown))]
    review = reviews.of(tx, conversation)
    accounts = {account.id: account for account in staff.everybody(tx)}
    names = {account.actor: account.name for account in accounts.values()}
    return {
        "messages": conversations.transcript(tx, conversation),
        "corrections": corrections.of(tx, conversation),
        "intents": intents(),
        "delivered": _deliveries(tx, conversation),
        "events": _all(tx, crisis_event, conversation),
        "screenings": _all(tx, screening, conversation),
        "follow_ups": _all(tx, follow_up, conversation),
        "bookings": booked,
        "person": people.person_of(tx, conversation),
        "clinician": people.clinician_of(tx, conversation),
        "review": review,
        "holder": accounts.get(review.holder_id or 0),
        "accounts": [account for account in accounts.values() if account.disabled_at is None],
        "tags": reviews.tags_of(tx, conversation),
        "notes": reviews.notes_of(tx, conversation),
        "looks": audit.latest(tx, LOOKS, subject=conversation),
        "names": names,
        "newer": newer,
        "older": older,
        "mine": review.holder_id == me().id,
        "at": now(),
        "open_events": [event for event in crises.unacknowledged(tx) if event.conversation_id == conversation],
    }


def _deliveries(tx: Tx, conversation: str) -> dict[int, str]:
    """What became of the texts that carried messages, by the message's id."""
    rows = tx.execute(
        sa.select(outbox).where(outbox.c.conversation_id == conversation, outbox.c.message_id.is_not(None))
    )
    found = {}
    for row in rows:
        status = deliveries.status_of(tx, row.id) or row.state
        found[row.message_id] = f"{status}: {row.error}" if row.error else status
    return found


def _all(tx: Tx, table: sa.Table, conversation: str) -> list[Any]:
    return list(tx.execute(sa.select(table).where(table.c.conversation_id == conversation).order_by(table.c.id)))
