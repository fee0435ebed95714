"""One conversation: both sides, what was understood, and all that hangs on it. Every look at it is in the audit log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, jsonify, render_template, request
from werkzeug.wrappers import Response

from bot.console.filtering import filters_in_address, kept_filters
from bot.console.intent_names import intent_name
from bot.console.known import answers, known
from bot.console.requests import me, note, now, running
from bot.console.wording import plain
from bot.learn.intents import intents
from bot.store import (
    audit,
    bookings,
    conversations,
    corrections,
    crises,
    deliveries,
    drafts,
    opt_outs,
    overview,
    people,
    reviews,
    staff,
    transcripts,
)
from bot.store.engine import Tx
from bot.store.overview.needs import FALLBACK
from bot.store.tables import booking, consent, crisis_event, follow_up, outbox, screening
from bot.store.transcripts import Message

transcript = Blueprint("transcript", __name__)
LOOKS = 20  # of the audit log, on the page
READING = timedelta(minutes=15)  # within it, what comes while the page is open is part of the same look
TURN = timedelta(minutes=1)  # by then a message is understood, or never will be


@transcript.get("/c/<conversation>")
def show(conversation: str) -> str:
    """The whole conversation."""
    with running().store.begin() as tx:
        if conversations.find(tx, conversation) is None:
            abort(404)
        reviews.note_activity(tx, conversation, me().id, now())
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
    """What the open page does not show yet: later messages, and who writes now if that is somebody else than before.

    `after` is the last message on the page, `holder` who wrote then; `typing` says that somebody is typing there.
    """
    after, holder = request.args.get("after", ""), request.args.get("holder", "")
    with running().store.read() as tx:
        found = conversations.find(tx, conversation)
        if found is None:
            abort(404)
        later = transcripts.messages(tx, conversation, _number(after))
        changed = str(reviews.of(tx, conversation).holder_id or "") != holder
    if later or request.args.get("typing") == "1":
        with running().store.begin() as tx:
            if request.args.get("typing") == "1":
                reviews.note_activity(tx, conversation, me().id, now())
            if later and not audit.has_lately(tx, me().actor, conversation, now() - READING):
                note(tx, "read on", conversation)
    if not later and not changed:
        return jsonify(messages="", writing=None)
    with running().store.read() as tx:
        values = {**_writing(tx, conversation), **_said(tx, conversation, later), "conversation": found}
    values |= {"path": conversation, "kept": kept_filters()}
    return jsonify(
        messages=render_template("_messages.html", **values) if later else "",
        last=_settled(later) or _number(after),
        writing=render_template("_writing.html", **values) if changed else None,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _settled(messages: list[Message]) -> int | None:
    """The last message after which all may be asked for: what has just come may not be understood yet."""
    open_ones = [one.id for one in messages if one.direction == "in" and not one.intent and one.at > now() - TURN]
    return min(open_ones) - 1 if open_ones else messages[-1].id if messages else None


def _writing(tx: Tx, conversation: str) -> dict[str, Any]:
    review = reviews.of(tx, conversation)
    holder = None if review.holder_id is None else staff.get(tx, review.holder_id)
    return {"review": review, "holder": holder, "mine": review.holder_id == me().id}


def _said(tx: Tx, conversation: str, messages: list[Message]) -> dict[str, Any]:
    return {
        "messages": messages,
        "last": _settled(messages) or 0,
        "names": {account.actor: account.name for account in staff.everybody(tx)},
        "corrections": corrections.of(tx, conversation),
        "intents": intents(),
        "delivered": _deliveries(tx, conversation),
    }


def _everything(tx: Tx, conversation: str) -> dict[str, Any]:
    newer, older = overview.neighbours(tx, conversation, filters_in_address(), now())
    messages = transcripts.messages(tx, conversation)
    results = _all(tx, screening, conversation)
    clinic = running().clinic
    own = booking.c.conversation_id == conversation
    shown = own & booking.c.state.not_in(("held", "expired"))
    booked = [bookings.get(tx, row.id) for row in tx.execute(sa.select(booking.c.id).where(shown))]
    return {
        **_said(tx, conversation, messages),
        **_writing(tx, conversation),
        "kept": kept_filters(),
        "known": known(drafts.load(tx, conversation).body, messages, clinic),
        "answers": {one.id: answers(one.answers, clinic) for one in results},
        "permissions": _all(tx, consent, conversation),
        # what a message has settled is stored with its own moment
        "came": {one.at: one.id for one in messages if one.direction == "in"},
        "events": _all(tx, crisis_event, conversation),
        "screenings": results,
        "follow_ups": _all(tx, follow_up, conversation),
        "bookings": booked,
        "person": people.person_of(tx, conversation),
        "clinician": people.clinician_of(tx, conversation),
        "accounts": [account for account in staff.everybody(tx) if account.disabled_at is None],
        "tags": reviews.tags_of(tx, conversation),
        "notes": reviews.notes_of(tx, conversation),
        "looks": audit.latest(tx, LOOKS, subject=conversation),
        "newer": newer,
        "older": older,
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
        status = plain(deliveries.status_of(tx, row.id) or row.state)
        found[row.message_id] = f"{status} ({plain(row.error)})" if row.error else status
    return found


def _all(tx: Tx, table: sa.Table, conversation: str) -> list[Any]:
    return list(tx.execute(sa.select(table).where(table.c.conversation_id == conversation).order_by(table.c.id)))


def besides(message: Message) -> str:
    """What the model thought besides what was chosen: the next that differs, or its best where another was chosen."""
    ranked = [(name, score) for name, score in message.alternatives if name != FALLBACK]
    others = [(name, score) for name, score in ranked if name != message.intent]
    if not others:
        return ""
    told = "next" if ranked[0][0] == message.intent else "the model's best was"
    return f", {told} {intent_name(others[0][0])} {others[0][1]:.2f}"
