"""The filters of the list as an address names them: read strictly, and said in words."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from flask import abort, request

from bot.console.figures import figure_in_address, say_figure
from bot.console.intent_names import INTENTS, intent_name
from bot.console.requests import Unreadable, me, running
from bot.console.week import say_date
from bot.console.wording import CHANNELS, NEEDS, OUTCOMES, REVIEWS
from bot.learn.intents import intents
from bot.store import overview, staff
from bot.store.figures import TOPIC
from bot.store.overview import Filters
from bot.store.staff import Account

NAMES = (
    *("channel", "intent", "low", "outcome", "crisis", "unseen", "needs"),
    *("review", "assignee", "tag", "since", "until", "figure", "week"),
)
ME, NOBODY = "me", "nobody"  # whom a conversation may be assigned to, beside colleagues by their numbers
_DAY = "%Y-%m-%d"
_YEARS = range(2000, 2200)  # of a page's mark: what lies outside was never one


@dataclass(frozen=True)
class Active:
    """A filter that is set, in words, and what an address keeps when it is taken away."""

    words: str
    rest: dict[str, str]


def kept_filters() -> dict[str, Any]:
    """The filters that are asked for, for another address."""
    return {name: value for name in NAMES if (value := _given(name))}


def filters_in_address() -> Filters:
    """What is asked for. What it names wrongly is refused: a list of others than were meant would mislead."""
    assignee = _given("assignee")
    _check_assignee(assignee)
    return Filters(
        channel=_one_of("channel", CHANNELS),
        intent=_intent(),
        low=_is_ticked("low"),
        outcome=_one_of("outcome", OUTCOMES),
        crisis=_is_ticked("crisis"),
        unseen=_is_ticked("unseen"),
        needs=_one_of("needs", NEEDS),
        review=_one_of("review", REVIEWS),
        assignee=None if assignee in ("", NOBODY) else me().id if assignee == ME else int(assignee),
        unassigned=assignee == NOBODY,
        tag=_given("tag") or None,
        since=day("since", _given("since")),
        until=day("until", _given("until"), after=1),
        figure=figure_in_address(),
        before=unmark(request.args.get("before")),
    )


def active(accounts: Sequence[Account]) -> list[Active]:
    """The filters that are set, in the order of the form."""
    kept = kept_filters()
    of_a_topic = kept.get("figure") == TOPIC  # which the intent names
    together = {"figure": ("figure", "week", *(("intent",) if of_a_topic else ()))}
    beside = {"week", *(("intent",) if of_a_topic else ())}
    said = {name: _said(name, value, accounts) for name, value in kept.items() if name not in beside}
    return [
        Active(words, {one: value for one, value in kept.items() if one not in together.get(name, (name,))})
        for name, words in said.items()
    ]


def day(name: str, text: str | None, after: int = 0) -> datetime | None:
    """The beginning of a local day, or of the one `after` it."""
    if not text:
        return None
    try:
        found = datetime.strptime(text, _DAY) + timedelta(days=after)
        return found.replace(tzinfo=running().clinic.zone)
    except (ValueError, OverflowError):
        raise _refusal(name, text) from None


def mark(moment: datetime, identity: str) -> str:
    """Where a page of the list ended, for an address or a form."""
    return base64.urlsafe_b64encode(f"{moment.isoformat()} {identity}".encode()).decode().rstrip("=")


def unmark(text: str | None) -> tuple[datetime, str] | None:
    """The same, read again."""
    if not text:
        return None
    try:
        moment, _, identity = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition(" ")
        at = datetime.fromisoformat(moment)
    except (ValueError, binascii.Error):
        abort(400)
    if at.year not in _YEARS or "\0" in identity:
        abort(400)
    return (at if at.tzinfo else at.replace(tzinfo=timezone.utc)), identity


def _given(name: str) -> str:
    """What the address says; the filters' form of a search says it in its body, beside the words."""
    in_body = "filtering" in request.form and name not in ("figure", "week")
    return (request.form if in_body else request.args).get(name, "").replace("\0", " ")


def _one_of(name: str, known: Collection[str]) -> str | None:
    value = _given(name)
    if value and value not in known:
        raise _refusal(name, value)
    return value or None


def _is_ticked(name: str) -> bool:
    return _one_of(name, ("1",)) is not None


def _intent() -> str | None:
    """One that the assistant knows, or that it knew once: old conversations can still be found by it."""
    value = _given("intent")
    if value and value not in INTENTS and value not in intents():
        with running().store.read() as tx:
            if not overview.is_in_log(tx, value):
                raise _refusal("intent", value)
    return value or None


def _check_assignee(value: str) -> None:
    if value in ("", ME, NOBODY):
        return
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 18 else 0
    with running().store.read() as tx:
        if staff.get(tx, number) is None:
            raise _refusal("assignee", value)


def _refusal(name: str, value: str) -> Unreadable:
    return Unreadable(f'The filter "{name}" does not know "{value[:40]}".')


def _said(name: str, value: str, accounts: Sequence[Account]) -> str:
    names = {ME: "me", NOBODY: "nobody", **{str(one.id): one.name for one in accounts}}
    plain: dict[str, Any] = {
        "channel": lambda: f"Channel: {CHANNELS[value]}",
        "intent": lambda: f"About: {intent_name(value)}",
        "low": lambda: "Poorly understood",
        "outcome": lambda: f"Outcome: {OUTCOMES[value]}",
        "crisis": lambda: "Danger at any time",
        "unseen": lambda: "In danger, not acknowledged",
        "needs": lambda: NEEDS[value].capitalize(),
        "review": lambda: f"Review: {REVIEWS[value]}",
        "assignee": lambda: f"Looked after by: {names.get(value, 'somebody')}",
        "tag": lambda: f"Tag: {value}",
        "since": lambda: f"Active since {_told(value)}",
        "until": lambda: f"Active until {_told(value)}",
        "figure": lambda: say_figure(figure_in_address()),
    }
    return str(plain[name]())


def _told(text: str) -> str:
    on = datetime.strptime(text, _DAY).date()
    return f"{say_date(on)}, {on.year}"
