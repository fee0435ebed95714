"""Taking a conversation over, writing in it, and handing it back; and what those hear who do not hold it any more."""

from __future__ import annotations

from typing import Literal

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from bot import takeovers
from bot.console.filtering import kept_filters
from bot.console.forms import back, found, number, words
from bot.console.requests import me, note, now, running
from bot.store import reviews, staff
from bot.store.engine import Tx
from bot.store.reviews import HeldByOther
from bot.store.sql import lock_conversation

holding = Blueprint("holding", __name__, url_prefix="/c/<conversation>")
Answer = Response | tuple[str, int]
Failed = Literal["reply", "take_over", "hand_back"]


@holding.get("/holder")
def ask(conversation: str) -> Response | str:
    """Who holds it and since when, before somebody else ends that."""
    with running().store.begin() as tx:
        one = found(tx, conversation)
        review = reviews.of(tx, conversation)
        if one.channel == "staff" or review.holder_id in (None, me().id):
            return back(conversation)
        note(tx, "asked who holds it", conversation)
        return _page(tx, conversation, None)


@holding.post("/take-over")
def take_over(conversation: str) -> Answer:
    """The assistant is silent from now on, but for danger; the person is told that somebody writes now."""
    with running().store.begin() as tx:
        try:
            _take(tx, conversation)
        except HeldByOther:
            return _page(tx, conversation, "take_over"), 409
    return back(conversation)


@holding.post("/reply")
def reply(conversation: str) -> Answer:
    """Write to the person; only who holds it can, or takes it over with these words (`take`)."""
    said = words("text")
    with running().store.begin() as tx:
        one = found(tx, conversation)
        lock_conversation(tx, conversation)  # or it might be taken over between the look and the words
        try:
            if "take" in request.form:
                _take(tx, conversation)
            elif reviews.of(tx, conversation).holder_id != me().id:
                return _page(tx, conversation, "reply", said), 409
        except HeldByOther:
            return _page(tx, conversation, "reply", said), 409
        at = now()
        takeovers.write(tx, one, said, at, me().actor)
        reviews.note_activity(tx, conversation, me().id, at)
        note(tx, "replied", conversation)
    return back(conversation)


@holding.post("/hand-back")
def hand_back(conversation: str) -> Answer:
    """The assistant goes on where it was. `holder` names whom one ends it for, as their page has said."""
    with running().store.begin() as tx:
        one = found(tx, conversation)
        lock_conversation(tx, conversation)
        holder = reviews.of(tx, conversation).holder_id
        if holder is None:
            return back(conversation)
        if holder not in (me().id, _named_holder()):
            return _page(tx, conversation, "hand_back"), 409
        takeovers.hand_back(tx, running(), one, holder, now())
        if holder == me().id:
            note(tx, "handed back", conversation)
        else:
            note(tx, "handed back for another", conversation, holder=holder)
    return back(conversation)


def _take(tx: Tx, conversation: str) -> None:
    """Take it over, from whom the form names if anybody holds it. Raises HeldByOther."""
    one = found(tx, conversation)
    if one.channel == "staff":
        abort(409)  # nobody would read what is written there
    lock_conversation(tx, conversation)
    before = reviews.of(tx, conversation).holder_id
    if not takeovers.take_over(tx, running(), one, me(), now(), _named_holder()):
        return
    if before is None:
        note(tx, "took over", conversation)
    else:
        note(tx, "took over from another", conversation, holder=before)


def _named_holder() -> int | None:
    """Whom the page has named as the holder; what is meant is that one, not who may hold it meanwhile."""
    return number("holder") if request.form.get("holder") else None


def _page(tx: Tx, conversation: str, failed: Failed | None, said: str = "") -> str:
    """Who holds it, since when, and what one can do; with what was written and not sent."""
    review = reviews.of(tx, conversation)
    holder = None if review.holder_id is None else staff.get(tx, review.holder_id)
    return render_template(
        "holder.html",
        conversation=conversation,
        holder=holder,
        since=review.held_since,
        mine=review.holder_id == me().id,
        failed=failed,
        said=said,
        kept=kept_filters(),
    )
