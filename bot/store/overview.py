"""What the staff console lists: conversations by last activity, page by page, and what needs a person first.

Plain reads; what may be seen by whom is the console's matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.figures import Figure
from bot.store.tables import (
    booking,
    conversation,
    crisis_event,
    delivery,
    follow_up,
    message,
    opt_out,
    outbox,
    person,
    review,
    staff_account,
    tag,
)

PAGE = 30
LOW_CONFIDENCE = 0.4
_DIGITS = 4  # from which on a search may be one for a number
OUTCOMES = ("booked", "cancelled", "follow_up", "open")
_UNSEEN = (crisis_event.c.conversation_id == conversation.c.id) & crisis_event.c.acknowledged_at.is_(None)
_GRAVE = crisis_event.c.level != "mention"


@dataclass(frozen=True)
class Filters:
    """What is to be listed; empty fields mean: all. `before` is the last row of the page before, (moment, id)."""

    channel: str | None = None
    intent: str | None = None
    low: bool = False  # some message was understood with little confidence
    outcome: str | None = None
    crisis: bool = False  # it ever showed danger
    unseen: bool = False  # it did, and nobody of the staff has acknowledged that
    review: str | None = None
    assignee: int | None = None
    tag: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    figure: Figure | None = None  # what a number on the page of figures stands for
    words: str | None = None
    before: tuple[datetime, str] | None = None


@dataclass(frozen=True)
class Row:
    """One conversation in the list."""

    id: str
    channel: str
    name: str | None  # as the person gave it
    last_at: datetime
    paused: bool
    demo: bool
    last_text: str | None
    last_direction: str | None
    crisis: str | None  # the highest level that nobody has acknowledged
    wants_person: bool
    booked_at: datetime | None
    review: str
    assignee: str | None


def conversations(tx: Tx, filters: Filters, limit: int = PAGE) -> list[Row]:
    """A page of conversations, the latest first."""
    latest = conversation.c.last_at
    query = _rows().order_by(latest.desc(), conversation.c.id.desc()).limit(limit)
    for condition in _conditions(filters):
        query = query.where(condition)
    if filters.before is not None:
        query = query.where(sa.tuple_(latest, conversation.c.id) < sa.tuple_(*_bound(filters.before)))
    return [_read(row) for row in tx.execute(query)]


def needing_a_person(tx: Tx, limit: int = PAGE) -> list[Row]:
    """Conversations with danger that nobody of the staff has seen, the worst and then the oldest first."""
    worst: Any = sa.case((sa.exists().where(_UNSEEN & (crisis_event.c.level == "imminent")), 0), else_=1)
    query = _rows().where(sa.exists().where(_UNSEEN & _GRAVE)).order_by(worst, conversation.c.last_at).limit(limit)
    return [_read(row) for row in tx.execute(query)]


def counts(tx: Tx) -> dict[str, int]:
    """How much waits for the staff, by kind."""
    texts = (outbox.c.state == "failed") & (outbox.c.kind != "alert")
    undelivered = delivery.c.status.in_(("undelivered", "failed"))
    kinds: dict[str, Any] = {
        "crisis": sa.select(sa.func.count(sa.distinct(crisis_event.c.conversation_id))).where(
            crisis_event.c.acknowledged_at.is_(None), _GRAVE
        ),
        "follow_ups": sa.select(sa.func.count()).select_from(follow_up).where(follow_up.c.state == "open"),
        "taken_over": sa.select(sa.func.count()).select_from(conversation).where(conversation.c.paused.is_(sa.true())),
        "undelivered": sa.select(sa.func.count(sa.distinct(outbox.c.id)))
        .select_from(outbox.outerjoin(delivery, delivery.c.outbox_id == outbox.c.id))
        .where(sa.or_(texts, undelivered)),
    }
    return {name: int(tx.execute(query).scalar_one()) for name, query in kinds.items()}


@dataclass(frozen=True)
class Newest:
    """What has come last, by id, and in how many conversations danger is open."""

    message: int
    event: int
    danger: int


def newest(tx: Tx) -> Newest:
    """For pages that look again and again: it reads the ends of indexes, however much there is."""
    messages = tx.execute(sa.select(sa.func.max(message.c.id))).scalar()
    event = crisis_event.c
    open_ones = sa.select(sa.func.max(event.id), sa.func.count(sa.distinct(event.conversation_id)))
    last, danger = tx.execute(open_ones.where(event.acknowledged_at.is_(None), _GRAVE)).one()
    return Newest(messages or 0, last or 0, danger)


def is_opted_out(tx: Tx, phone: str | None) -> bool:
    """Whether the number of a conversation wants no texts."""
    query = sa.select(opt_out.c.out).where(opt_out.c.address == (phone or "")).order_by(opt_out.c.id.desc()).limit(1)
    return bool(tx.execute(query).scalar())


def _rows() -> Any:
    newest = message.alias()
    own = message.c.conversation_id == conversation.c.id
    last = sa.select(sa.func.max(message.c.id)).where(own).correlate(conversation).scalar_subquery()
    worst = (
        sa.select(crisis_event.c.level)
        .where(_UNSEEN)
        .order_by(sa.case((crisis_event.c.level == "imminent", 0), (crisis_event.c.level == "risk", 1), else_=2))
        .limit(1)
        .scalar_subquery()
    )
    callback = (follow_up.c.conversation_id == conversation.c.id) & (follow_up.c.state == "open")
    coming = (
        sa.select(sa.func.min(booking.c.starts_at))
        .where(booking.c.conversation_id == conversation.c.id, booking.c.state == "booked")
        .scalar_subquery()
    )
    name = sa.select(person.c.name).where(person.c.conversation_id == conversation.c.id).scalar_subquery()
    joined = (
        conversation.outerjoin(newest, newest.c.id == last)
        .outerjoin(review, review.c.conversation_id == conversation.c.id)
        .outerjoin(staff_account, staff_account.c.id == review.c.assignee_id)
    )
    return sa.select(
        conversation.c.id,
        conversation.c.channel,
        name.label("name"),
        conversation.c.last_at,
        conversation.c.paused,
        conversation.c.demo,
        newest.c.text.label("last_text"),
        newest.c.direction.label("last_direction"),
        worst.label("crisis"),
        sa.exists().where(callback & (follow_up.c.kind == "callback")).label("wants_person"),
        coming.label("booked_at"),
        sa.func.coalesce(review.c.state, "new").label("review"),
        staff_account.c.name.label("assignee"),
    ).select_from(joined)


def _conditions(filters: Filters) -> list[Any]:
    own = message.c.conversation_id == conversation.c.id
    found: list[Any] = []
    if filters.channel:
        found.append(conversation.c.channel == filters.channel)
    if filters.intent:
        found.append(sa.exists().where(own & (message.c.intent == filters.intent)))
    if filters.low:
        found.append(sa.exists().where(own & (message.c.confidence < LOW_CONFIDENCE)))
    if filters.crisis:
        found.append(sa.exists().where(crisis_event.c.conversation_id == conversation.c.id))
    if filters.unseen:
        found.append(sa.exists().where(_UNSEEN & _GRAVE))
    if filters.outcome in OUTCOMES:
        found.append(_outcome(filters.outcome))
    if filters.review:
        found.append(sa.func.coalesce(review.c.state, "new") == filters.review)
    if filters.assignee is not None:
        found.append(review.c.assignee_id == filters.assignee)
    if filters.tag:
        found.append(sa.exists().where((tag.c.conversation_id == conversation.c.id) & (tag.c.name == filters.tag)))
    if filters.since is not None:
        found.append(conversation.c.last_at >= filters.since)
    if filters.until is not None:
        found.append(conversation.c.last_at < filters.until)
    if filters.figure is not None:
        found.append(filters.figure.condition())
    if filters.words:
        found.append(_says(filters.words))
    return found


def _outcome(outcome: str) -> Any:
    has_booked = sa.exists().where((booking.c.conversation_id == conversation.c.id) & (booking.c.state == "booked"))
    cancelled = sa.exists().where((booking.c.conversation_id == conversation.c.id) & (booking.c.state == "cancelled"))
    to_call = sa.exists().where(follow_up.c.conversation_id == conversation.c.id)
    return {
        "booked": has_booked,
        "cancelled": cancelled & ~has_booked,
        "follow_up": to_call & ~has_booked,
        "open": ~has_booked & ~cancelled & ~to_call,
    }[outcome]


def _says(words: str) -> Any:
    """Each word stands in some message, or in the person's name or address; a number in any way of writing it."""
    digits = re.sub(r"\D", "", words)
    if len(digits) >= _DIGITS and not re.search(r"[^\W\d]", words):
        mine = (person.c.conversation_id == conversation.c.id) & person.c.phone.contains(digits)
        return sa.or_(sa.exists().where(mine), conversation.c.phone.contains(digits), _each_word(words))
    return _each_word(words)


def _each_word(words: str) -> Any:
    found = []
    for word in words.split()[:8]:
        said = (message.c.conversation_id == conversation.c.id) & _has(message.c.text, word)
        named = (person.c.conversation_id == conversation.c.id) & sa.or_(
            _has(person.c.name, word), _has(person.c.phone, word), _has(person.c.email, word)
        )
        found.append(sa.or_(sa.exists().where(said), sa.exists().where(named), _has(conversation.c.phone, word)))
    return sa.and_(*found)


def _has(column: Any, word: str) -> Any:
    return sa.func.lower(column).contains(word.lower(), autoescape=True)


def _bound(before: tuple[datetime, str]) -> tuple[Any, Any]:
    moment, identity = before
    return sa.bindparam(None, moment, type_=conversation.c.last_at.type), identity


def _read(row: Any) -> Row:
    return Row(**row._mapping)
