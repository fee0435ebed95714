"""Figures: how far conversations come, by channel and week, each number a link to its conversations; how long people
wait for one of the staff; and what they write about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, render_template, request, url_for

from bot.clinic.weeks import Week, Weeks
from bot.console import waits
from bot.console.intent_names import intent_name
from bot.console.requests import note, now, running
from bot.console.week import say_weeks
from bot.console.wording import CHANNELS as CHANNEL_NAMES
from bot.console.wording import NEEDS
from bot.store import funnel, overview, topics
from bot.store import waits as stored_waits
from bot.store.engine import Tx
from bot.store.figures import NAMES, TOPIC, Figure
from bot.store.funnel import BESIDE, STEPS, Count

figures = Blueprint("figures", __name__)
WEEKS, MOST = 8, 53  # shown at first, and at most
OPEN = ("danger", "callback", "screening", "booking")  # of what needs a person, that for which somebody waits
CHANNELS = ("web", "sms", "staff")  # staff: made by them, of whom they had on the phone
LABELS = {
    "began": "Wrote to us",
    "screening": "Began the screening",
    "screened": "Had a result",
    "eligible": "May book",
    "offered": "Were shown times",
    "held": "Chose a time",
    "booked": "Booked",
    "attended": "Came",
    "asked": "Asked something",
    "outcome_eligible": "Result: may book",
    "outcome_eligible_with_note": "Result: may book, with a note",
    "outcome_staff_follow_up": "Result: the staff call",
    "outcome_not_eligible_online": "Result: not online",
    "permitted": "We may contact their clinician",
    "clinician": "Named a clinician whom we can call",
    "coming": "Booked, to come or not settled",
    "cancelled": "Cancelled",
    "no_show": "Did not come",
    "moved": "Moved",
    "wishes": "Wanted one of us",
    "wishes_open": "Wanted one of us, not answered yet",
    "dangers": "In danger",
    "dangers_open": "In danger, not acknowledged yet",
    TOPIC: "Wrote about",
}


@dataclass(frozen=True)
class Cell:
    """A number, the list of its conversations, and what share of those who wrote it is, in percent."""

    number: int
    link: str
    share: float


@dataclass(frozen=True)
class Row:
    """A number of all, by channel, and by week."""

    label: str
    total: Cell
    channels: list[Cell]
    weeks: list[Cell]


@figures.get("/figures")
def index() -> str:
    """The weeks that the address names; the last eight otherwise."""
    span, channel = _asked()
    bounds = span.bounds(running().clinic.zone)
    with running().store.begin() as tx:
        note(tx, "read the figures")
    with running().store.read() as tx:  # counting may take seconds, in which others must be able to write
        counts = funnel.count(tx, bounds)
        rest = _waits(tx, span, bounds, channel)
    days = running().clinic.retention_days.unfinished
    table = _Table(counts, span, channel)
    return render_template(
        "figures.html",
        steps=[table.row(name) for name in STEPS],
        beside=[table.row(name) for name in BESIDE],
        weeks=span.each(),
        thinned=bounds[0] < now() - timedelta(days=days),
        days=days,
        **_form(span, channel),
        **rest,
    )


@figures.get("/figures/topics")
def about() -> str:
    """What people wrote about: a page of its own, since every message of the weeks is read for it."""
    span, channel = _asked()
    with running().store.begin() as tx:
        note(tx, "read the topics")
    with running().store.read() as tx:
        found = topics.topics(tx, span.bounds(running().clinic.zone), channel)
    return render_template(
        "topics.html",
        topics=found,
        low_confidence=overview.LOW_CONFIDENCE,
        since=span.first.monday,
        until=span.last.monday + timedelta(days=6),
        **_form(span, channel),
    )


def _form(span: Weeks, channel: str | None) -> dict[str, Any]:
    """What the form at the head of the pages shows."""
    choices = sorted({4, 8, 13, 26, 52, len(span)})
    return {"span": span, "channel": channel, "channels": CHANNELS, "channel_names": CHANNEL_NAMES, "choices": choices}


def _waits(tx: Tx, span: Weeks, bounds: Sequence[datetime], channel: str | None) -> dict[str, Any]:
    clinic = running().clinic
    return {
        "wishes": waits.rows(stored_waits.wishes(tx, bounds, channel), span, clinic, now()),
        "dangers": waits.rows(stored_waits.dangers(tx, bounds, channel), span, clinic, now()),
        "open": overview.counts(tx, now(), OPEN),
        "needs": NEEDS,
    }


def figure_in_address() -> Figure | None:
    """The number whose conversations the address asks for, by `figure` and `week`."""
    name, week = request.args.get("figure"), request.args.get("week")
    if not name and not week:
        return None
    if name not in NAMES:
        abort(400)
    try:
        weeks = Weeks.parse(week or "")
    except ValueError:
        abort(400)
    bounds = weeks.bounds(running().clinic.zone)
    intent = request.args.get("intent", "")
    if name == TOPIC and not intent:
        abort(400)
    return Figure(name, bounds[0], bounds[-1], intent if name == TOPIC else "")


def say_figure(figure: Figure | None) -> str:
    """What the list of a number in the address has, as in "Booked, began in the week of Nov 23, 2026"; else nothing."""
    if figure is None:
        return ""
    weeks, label = say_weeks(Weeks.parse(request.args.get("week", ""))), LABELS[figure.name]
    if figure.name == TOPIC:
        return f"{label} {intent_name(figure.intent)} in {weeks}"
    return f"{label}, {'' if figure.name in stored_waits.NAMES else 'began '}in {weeks}"


def _asked() -> tuple[Weeks, str | None]:
    """The weeks and the channel that the address names."""
    channel = request.args.get("channel") or None
    if channel not in (None, *CHANNELS):
        abort(400)
    return _span(), channel


def _span() -> Weeks:
    """`weeks` of them up to the week `last`, which is this one if it is not named."""
    count, last = request.args.get("weeks") or str(WEEKS), request.args.get("last")
    if not (count.isascii() and count.isdigit() and len(count) < 4 and 1 <= int(count) <= MOST):
        abort(400)
    try:
        week = Week.parse(last) if last else Week.of(now(), running().clinic.zone)
    except ValueError:
        abort(400)
    return Weeks.up_to(week, int(count))


class _Table:
    """The counts, ready to be asked for."""

    def __init__(self, counts: list[Count], span: Weeks, channel: str | None) -> None:
        self._counts = {(one.name, one.week, one.channel): one.conversations for one in counts}
        self._channels = sorted({*CHANNELS, *(one.channel for one in counts)})
        self._span, self._channel = span, channel
        self._list = url_for("inbox.index")  # once: there are hundreds of links

    def row(self, name: str) -> Row:
        """All columns of a number; those of the weeks are of the chosen channel."""
        weeks = self._span.each()
        return Row(
            LABELS[name],
            self._cell(name, None, None),
            [self._cell(name, None, channel) for channel in CHANNELS],
            [self._cell(name, place, self._channel) for place in range(len(weeks))],
        )

    def _cell(self, name: str, week: int | None, channel: str | None) -> Cell:
        number, wrote = self._sum(name, week, channel), self._sum("began", week, channel)
        weeks = self._span if week is None else self._span.each()[week]
        where = {"figure": name, "week": str(weeks), **({"channel": channel} if channel else {})}
        return Cell(number, f"{self._list}?{urlencode(where)}", 100 * number / wrote if wrote else 0)

    def _sum(self, name: str, week: int | None, channel: str | None) -> int:
        weeks = range(len(self._span)) if week is None else (week,)
        channels = self._channels if channel is None else (channel,)
        return sum(self._counts.get((name, one, other), 0) for one in weeks for other in channels)
