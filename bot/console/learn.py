"""Correcting what was understood: one message in its conversation, or many that are alike on a work list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.clinic.contacts.text import is_question
from bot.console.filtering import day, kept_filters
from bot.console.requests import me, note, now, running
from bot.learn.grouping import grouped
from bot.learn.intents import CRISIS, intents
from bot.store import conversations, corrections, reviews, transcripts
from bot.store.corrections import MOST, CannotCorrect, Settled, Unclear
from bot.store.engine import Tx

learn = Blueprint("learn", __name__)
SHOWN, MEMBERS = 40, 100  # groups on a page, messages of a group
OFFERED = 3  # of what the model thought, each with a key of its own


@learn.get("/learn")
def index() -> str:
    """What was not understood and nobody has corrected, in groups of messages that are alike."""
    given = request.args
    since, until = day("since", given.get("since")), day("until", given.get("until"), after=1)
    answers = given.get("answers") == "1"
    with running().store.begin() as tx:
        rows = corrections.not_understood(tx, since, until)
        note(tx, "read what was not understood", rows=len(rows))
    messages = [one for one in rows if answers or not _is_answer(one)]
    skipped = given.get("skipped", "")
    return render_template(
        "learn.html",
        groups=grouped(messages),
        total=len(messages),
        capped=len(rows) == MOST,
        most=MOST,
        shown=SHOWN,
        members=MEMBERS,
        answers=answers,
        skipped=int(skipped) if skipped.isascii() and skipped.isdigit() and len(skipped) < 6 else 0,
        intents=intents(),
    )


@learn.post("/c/<conversation>/correct")
def correct(conversation: str) -> Response:
    """Say what one message wanted."""
    message = _number(request.form.get("message", ""))
    with running().store.begin() as tx:
        if conversations.find(tx, conversation) is None:
            abort(404)
        found = {one.id: one.intent for one in transcripts.messages(tx, conversation) if one.direction == "in"}
        if message not in found:
            abort(404)
        intent = _wanted(found[message])
        try:
            corrections.correct(tx, message, intent, me().id, now(), before=request.form.get("before") or None)
        except CannotCorrect:
            abort(400)
        except Settled:
            abort(409)
        _tell(tx, conversation, [message], intent)
    return redirect(url_for("transcript.show", conversation=conversation, **kept_filters(), _anchor=f"m{message}"), 303)


@learn.post("/learn/correct")
def correct_many() -> Response:
    """Say what the ticked messages of a group wanted; those that somebody else has corrected stay as they are."""
    ids = [_number(one) for one in request.form.getlist("message")[:MEMBERS]]
    if not ids:
        abort(400)
    skipped, done = 0, dict[tuple[str, str | None], list[int]]()
    with running().store.begin() as tx:
        for message, conversation, own in corrections.whose(tx, ids):
            intent = _wanted(own)
            try:
                corrections.correct(tx, message, intent, me().id, now())
            except (CannotCorrect, Settled):
                skipped += 1
            else:
                done.setdefault((conversation, intent), []).append(message)
        for (conversation, intent), messages in done.items():
            _tell(tx, conversation, messages, intent)
    kept: dict[str, Any] = {name: request.args.get(name) or None for name in ("since", "until", "answers")}
    return redirect(url_for("learn.index", **kept, skipped=skipped or None), 303)


@learn.app_template_global()
def offered(alternatives: Iterable[str], own: str | None = None) -> list[str]:
    """What the model thought of beside what it said, as far as these intents still exist."""
    return [name for name in alternatives if name != own and name in intents()][:OFFERED]


def _wanted(own: str | None) -> str | None:
    """What the form says that a message wanted, which the model took for its `own`; None: nothing to learn."""
    to = request.form.get("to", "")
    if to == "nothing" or (to == "right" and own not in intents()):
        return None
    wanted = own if to == "right" else request.form.get("intent") if to == "chosen" else to
    if wanted not in intents():
        abort(400)
    return wanted


def _tell(tx: Tx, conversation: str, messages: list[int], intent: str | None) -> None:
    """Into the audit log; and a cry for help that was missed must not wait in a list of training data."""
    if intent == CRISIS:
        reviews.mark(tx, conversation, "flagged", now())
    note(tx, "corrected", conversation, messages=messages, intent=intent)


def _is_answer(one: Unclear) -> bool:
    """Whether it was said to an open question, and is itself none: names and numbers are not for the model."""
    return one.question is not None and not is_question(one.text)


def _number(value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 15:
        abort(400)
    return int(value)
