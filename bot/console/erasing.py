"""Erasing a person for good: what will go is shown first, and it takes a fresh confirmation and a typed word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.console.confirming import ask_first, is_fresh
from bot.console.requests import me, note, now, running
from bot.store import erasure, overwriting, reviews, staff, traces
from bot.store.bookings import Booking
from bot.store.engine import Tx
from bot.store.errors import UnknownConversation
from bot.store.traces import Trace

erasing = Blueprint("erasing", __name__, url_prefix="/c/<conversation>")
WORD = "erase"  # to be typed


@dataclass(frozen=True)
class Shown:
    """What the page shows: the conversation and those with its number, their appointments to come, what stands
    against erasing it, and who of the staff writes in one of them.
    """

    traces: list[Trace]
    to_come: list[Booking]
    obstacle: str | None
    holders: list[str]


@erasing.get("/erase")
def show(conversation: str) -> Response | str:
    """What there is of this person, and what will become of it."""
    if not is_fresh():
        return redirect(url_for("door.confirm", to=url_for("erasing.show", conversation=conversation)), 303)
    with running().store.read() as tx:
        shown = _look(tx, conversation)
    with running().store.begin() as tx:
        note(tx, "looked at what to erase", conversation)
    ticked = [one.id for one in shown.traces if one.id == conversation or one.verified]
    return _page(conversation, shown, ticked)


@erasing.post("/erase")
def erase(conversation: str) -> str | tuple[str, int]:
    """Erase what was ticked; nothing of it when something has changed since it was shown."""
    asked = ask_first("Then the person is erased for good, as you have ticked it.")
    if asked is not None:
        return asked
    with running().store.read() as tx:
        shown = _look(tx, conversation)
    ticked = sorted({conversation, *request.form.getlist("conversation")})
    if not set(ticked) <= {one.id for one in shown.traces}:
        abort(409)
    if request.form.get("word", "").strip().casefold() != WORD:
        return _page(conversation, shown, ticked, "word"), 422
    try:
        with running().store.begin() as tx:
            counts = erasure.erase(tx, ticked, now(), _named(), me().actor)
            note(tx, "erased", conversation, **counts)
            for other in ticked:
                if other != conversation:
                    note(tx, "erased", other, together_with=conversation)
    except UnknownConversation:
        abort(409)
    except erasure.NotErased as error:
        with running().store.read() as tx:
            return _page(conversation, _look(tx, conversation), ticked, error.why), 409
    overwritten = overwriting.finish(running().store)
    return render_template("erased.html", counts=counts, overwritten=overwritten)


def _look(tx: Tx, conversation: str) -> Shown:
    found = traces.of(tx, conversation)
    if not found or found[0].id != conversation:
        abort(404)
    ids = [one.id for one in found]
    in_danger, waits = traces.in_danger(tx, [conversation]), traces.is_waited_for(tx, [conversation], now())
    holding = {reviews.of(tx, one).holder_id for one in ids} - {None, me().id}
    holders = [account.name for account in staff.everybody(tx) if account.id in holding]
    obstacle = "danger" if in_danger else "waiting" if waits else None
    return Shown(found, traces.appointments_to_come(tx, ids, now()), obstacle, holders)


def _named() -> list[tuple[int, int]]:
    """The appointments that were shown, as id:sequence."""
    pairs = [value.split(":") for value in request.form.getlist("appointment")]
    if not all(
        len(pair) == 2 and all(part.isascii() and part.isdigit() and len(part) < 18 for part in pair) for pair in pairs
    ):
        abort(400)
    return [(int(booking), int(sequence)) for booking, sequence in pairs]


def _page(conversation: str, shown: Shown, ticked: list[str], problem: str | None = None) -> str:
    values: dict[str, Any] = {"conversation": conversation, "shown": shown, "ticked": ticked, "word": WORD}
    return render_template("erase.html", problem=problem, **values)
