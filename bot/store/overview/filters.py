"""What is to be listed. All of it but tags and needs stands in the conversation's own row, see triggers.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.figures import TOPIC, Figure
from bot.store.listed import is_listed
from bot.store.overview import needs
from bot.store.overview.words import HasWord
from bot.store.tables import conversation, review, tag

LOW_CONFIDENCE = needs.LOW_CONFIDENCE
OUTCOMES = ("booked", "cancelled", "follow_up", "open")


@dataclass(frozen=True)
class Filters:
    """What is to be listed; empty fields mean: all. `before` is where the page before ended, (moment, id)."""

    channel: str | None = None
    intent: str | None = None
    low: bool = False  # some message was understood with little confidence
    outcome: str | None = None
    crisis: bool = False  # it ever showed danger
    unseen: bool = False  # it did, and nobody of the staff has acknowledged that
    needs: str | None = None  # one of NEEDS
    review: str | None = None
    assignee: int | None = None
    unassigned: bool = False  # nobody looks after it
    tag: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    figure: Figure | None = None  # what a number on the page of figures stands for
    words: str | None = None
    before: tuple[datetime, str] | None = None


def conditions(filters: Filters, now: datetime) -> list[Any]:
    """All but `words`. A conversation without anything in it is only listed where a number counts it."""
    row = conversation.c
    found: list[Any] = [] if filters.needs or filters.figure is not None else [is_listed()]
    if filters.channel:
        found.append(row.channel == filters.channel)
    if filters.intent and (filters.figure is None or filters.figure.name != TOPIC):
        # names of intents have no spaces: what has some is none
        found.append(_met(filters.intent) if len(filters.intent.split()) == 1 else sa.false())
    if filters.low:
        found.append(row.lowest < LOW_CONFIDENCE)
    if filters.crisis:
        found.append(row.danger == sa.true())
    if filters.unseen:
        found.append(needs.condition("danger", now))
    if filters.needs:
        found.append(needs.condition(filters.needs, now))
    if filters.outcome in OUTCOMES:
        found += _outcome(filters.outcome)
    if filters.review:
        found.append(row.review == filters.review)
    if filters.assignee is not None:
        found.append(row.assignee_id == filters.assignee)
    if filters.unassigned:
        found.append(row.assignee_id.is_(None))
    if filters.tag:
        found.append(row.id.in_(sa.select(tag.c.conversation_id).where(tag.c.name == filters.tag)))
    if filters.since is not None:
        found.append(row.last_at >= filters.since)
    if filters.until is not None:
        found.append(row.last_at < filters.until)
    if filters.figure is not None:
        found.append(filters.figure.condition())
    if filters.before is not None:
        found.append(place() < bound(filters.before))
    return found


def assigned_to(tx: Tx, account_id: int) -> int:
    """How many conversations somebody of the staff looks after."""
    query = sa.select(sa.func.count()).select_from(review).where(review.c.assignee_id == account_id)
    return int(tx.execute(query).scalar_one())


def tags_in_use(tx: Tx) -> list[str]:
    """All tags that some conversation has."""
    return list(tx.execute(sa.select(tag.c.name).distinct().order_by(tag.c.name)).scalars())


def is_in_log(tx: Tx, intent: str) -> bool:
    """Whether some message was ever taken for this, whatever the assistant knows today."""
    if len(intent.split()) != 1:
        return False
    return (
        tx.execute(sa.select(sa.literal(1)).select_from(conversation).where(_met(intent)).limit(1)).first() is not None
    )


def _met(intent: str) -> Any:
    return HasWord(conversation.c.intents, intent)


def place() -> Any:
    """Where a conversation stands in the list."""
    return sa.tuple_(conversation.c.last_at, conversation.c.id)


def bound(where: tuple[datetime, str]) -> Any:
    """A place in the list, to compare with."""
    moment, identity = where
    return sa.tuple_(sa.bindparam(None, moment, type_=conversation.c.last_at.type), sa.literal(identity))


def _outcome(outcome: str) -> list[Any]:
    row = conversation.c
    wanted = {
        "booked": {row.booked: True},
        "cancelled": {row.booked: False, row.cancelled: True},
        "follow_up": {row.booked: False, row.followed_up: True},
        "open": {row.booked: False, row.cancelled: False, row.followed_up: False},
    }[outcome]
    return [column == (sa.true() if value else sa.false()) for column, value in wanted.items()]
