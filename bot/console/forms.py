"""What the forms of a conversation's page give, and the way back to it, in the list that one came from."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from bot.console.filtering import kept_filters
from bot.store import conversations
from bot.store.conversations import Conversation
from bot.store.engine import Tx

LONGEST = 1500  # characters of a reply or a note


def found(tx: Tx, conversation: str) -> Conversation:
    """The conversation of the address, or 404."""
    one = conversations.find(tx, conversation)
    if one is None:
        abort(404)
    return one


def words(name: str) -> str:
    """What was written in a field: something, and no whole story."""
    given = request.form.get(name, "").replace("\0", " ").strip()
    if not given or len(given) > LONGEST:
        abort(400)
    return given


def number(name: str) -> int:
    """An id in a field."""
    value = request.form.get(name, "")
    if not value.isascii() or not value.isdigit() or len(value) > 17:
        abort(400)
    return int(value)


def back(conversation: str) -> Response:
    """To the page of the conversation."""
    return redirect(url_for("transcript.show", conversation=conversation, **kept_filters()), 303)
