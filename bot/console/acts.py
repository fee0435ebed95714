"""What the staff do with a conversation: acknowledge danger, mark, tag, note, assign, take over, write, hand back."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from bot.clinic.texting import plain
from bot.console.requests import me, note, now, running
from bot.store import conversations, crises, outbox, reviews, staff
from bot.store.conversations import Conversation, Reply
from bot.store.engine import Tx

acts = Blueprint("acts", __name__, url_prefix="/c/<conversation>")
LONGEST = 1500  # characters of a reply or a note


@acts.post("/acknowledge")
def acknowledge(conversation: str) -> Response:
    """Somebody has seen that a person is in danger; what was done about it is written down."""
    event, done = _number("event"), _words("note")
    with running().store.begin() as tx:
        found = crises.find(tx, event)
        if found is None or found.conversation_id != conversation:
            abort(404)
        if not crises.acknowledge(tx, event, me().name, now(), done):
            abort(409)
        note(tx, "acknowledged danger", conversation, event=event)
    return _back(conversation)


@acts.post("/mark")
def mark(conversation: str) -> Response:
    """Reviewed, flagged, or new again."""
    state = request.form.get("state")
    if state not in ("new", "reviewed", "flagged"):
        abort(400)
    with running().store.begin() as tx:
        _found(tx, conversation)
        reviews.mark(tx, conversation, state, now())  # type: ignore[arg-type]  # just checked
        note(tx, f"marked {state}", conversation)
    return _back(conversation)


@acts.post("/tag")
def tag(conversation: str) -> Response:
    """Add a tag, or take one away."""
    with running().store.begin() as tx:
        _found(tx, conversation)
        if request.form.get("remove"):
            reviews.remove_tag(tx, conversation, request.form["remove"])
        else:
            reviews.add_tag(tx, conversation, _words("name"))
        note(tx, "changed tags", conversation)
    return _back(conversation)


@acts.post("/note")
def note_down(conversation: str) -> Response:
    """A note for the other staff."""
    with running().store.begin() as tx:
        _found(tx, conversation)
        reviews.add_note(tx, conversation, me().id, _words("text"), now())
        note(tx, "wrote a note", conversation)
    return _back(conversation)


@acts.post("/assign")
def assign(conversation: str) -> Response:
    """Say who looks after it."""
    with running().store.begin() as tx:
        _found(tx, conversation)
        account = None if request.form.get("account") in (None, "") else staff.get(tx, _number("account"))
        if request.form.get("account") and (account is None or account.disabled_at is not None):
            abort(400)
        reviews.assign(tx, conversation, account.id if account is not None else None, now())
        note(tx, "assigned", conversation, to=account.id if account is not None else None)
    return _back(conversation)


@acts.post("/take-over")
def take_over(conversation: str) -> Response:
    """The assistant is silent from now on, but for danger; the person is told that somebody writes now."""
    with running().store.begin() as tx:
        found = _found(tx, conversation)
        if found.channel == "staff":
            abort(409)  # nobody would read what is written there
        try:
            new = reviews.take_over(tx, conversation, me().id, now())
        except reviews.HeldByOther:
            abort(409)
        if new:
            _write(tx, found, running().texts.say("taken_over", found.channel, name=me().name))
            note(tx, "took over", conversation)
    return _back(conversation)


@acts.post("/reply")
def reply(conversation: str) -> Response:
    """Write to the person; only to whom has taken the conversation over."""
    words = _words("text")
    with running().store.begin() as tx:
        found = _found(tx, conversation)
        if reviews.of(tx, conversation).holder_id != me().id:
            abort(409)
        _write(tx, found, words)
        note(tx, "replied", conversation)
    return _back(conversation)


@acts.post("/hand-back")
def hand_back(conversation: str) -> Response:
    """The assistant goes on where it was. An admin may also end what somebody else holds, who may be gone."""
    with running().store.begin() as tx:
        found = _found(tx, conversation)
        holder = reviews.of(tx, conversation).holder_id
        if holder is None:
            return _back(conversation)
        if holder != me().id and me().role != "admin":
            abort(409)
        try:
            reviews.hand_back(tx, conversation, now(), holder)
        except reviews.HeldByOther:  # who has taken it over since
            abort(409)
        _write(tx, found, running().texts.say("handed_back", found.channel), by_assistant=True)
        if holder == me().id:
            note(tx, "handed back", conversation)
        else:
            note(tx, "handed back for another", conversation, holder=holder)
    return _back(conversation)


def _write(tx: Tx, found: Conversation, words: str, *, by_assistant: bool = False) -> None:
    """Say something in the conversation; by text it leaves through the outbox, whose gate knows who wants none."""
    author = None if by_assistant else me().actor
    (message,) = conversations.log_out(tx, found.id, [Reply(words, author=author)], now())
    if found.phone is not None:
        outbox.put(tx, f"staff:{message}", "staff", found.phone, plain(words), now(), found.id, message_id=message)


def _found(tx: Tx, conversation: str) -> Conversation:
    found = conversations.find(tx, conversation)
    if found is None:
        abort(404)
    return found


def _words(name: str) -> str:
    words = request.form.get(name, "").replace("\0", " ").strip()
    if not words or len(words) > LONGEST:
        abort(400)
    return words


def _number(name: str) -> int:
    value = request.form.get(name, "")
    if not value.isascii() or not value.isdigit() or len(value) > 17:
        abort(400)
    return int(value)


def _back(conversation: str) -> Response:
    return redirect(url_for("transcript.show", conversation=conversation), 303)
