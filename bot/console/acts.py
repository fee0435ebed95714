"""What the staff do with a conversation: acknowledge danger, mark, tag, note, assign. Taking over is in holding.py."""

from __future__ import annotations

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from bot.console.forms import back, found, number, words
from bot.console.requests import me, note, now, running
from bot.store import crises, reviews, staff

acts = Blueprint("acts", __name__, url_prefix="/c/<conversation>")


@acts.post("/acknowledge")
def acknowledge(conversation: str) -> Response:
    """Somebody has seen that a person is in danger; what was done about it is written down."""
    event, done = number("event"), words("note")
    with running().store.begin() as tx:
        known = crises.find(tx, event)
        if known is None or known.conversation_id != conversation:
            abort(404)
        if not crises.acknowledge(tx, event, me().name, now(), done):
            abort(409)
        note(tx, "acknowledged danger", conversation, event=event)
    return back(conversation)


@acts.post("/mark")
def mark(conversation: str) -> Response:
    """Reviewed, flagged, or new again."""
    state = request.form.get("state")
    if state not in ("new", "reviewed", "flagged"):
        abort(400)
    with running().store.begin() as tx:
        found(tx, conversation)
        reviews.mark(tx, conversation, state, now())  # type: ignore[arg-type]  # just checked
        note(tx, f"marked {state}", conversation)
    return back(conversation)


@acts.post("/tag")
def tag(conversation: str) -> Response:
    """Add a tag, or take one away."""
    with running().store.begin() as tx:
        found(tx, conversation)
        if request.form.get("remove"):
            reviews.remove_tag(tx, conversation, request.form["remove"])
        else:
            reviews.add_tag(tx, conversation, words("name"))
        note(tx, "changed tags", conversation)
    return back(conversation)


@acts.post("/note")
def note_down(conversation: str) -> Response:
    """A note for the other staff."""
    with running().store.begin() as tx:
        found(tx, conversation)
        reviews.add_note(tx, conversation, me().id, words("text"), now())
        note(tx, "wrote a note", conversation)
    return back(conversation)


@acts.post("/assign")
def assign(conversation: str) -> Response:
    """Say who looks after it."""
    with running().store.begin() as tx:
        found(tx, conversation)
        account = None if request.form.get("account") in (None, "") else staff.get(tx, number("account"))
        if request.form.get("account") and (account is None or account.disabled_at is not None):
            abort(400)
        reviews.assign(tx, conversation, account.id if account is not None else None, now())
        note(tx, "assigned", conversation, to=account.id if account is not None else None)
    return back(conversation)
