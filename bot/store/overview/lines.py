"""All conversations that fit, one line each, for a spreadsheet: what became of them, and no word of anybody's.

Read in batches by where a conversation stands (when it began, then its id), which never changes: what happens while
they are read moves none, and what began since is not among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store import opt_outs
from bot.store.engine import Tx
from bot.store.funnel import STEPS
from bot.store.overview.filters import Filters, conditions
from bot.store.tables import (
    CRISIS_LEVELS,
    booking,
    conversation,
    crisis_event,
    follow_up,
    message,
    person,
    screening,
    tag,
)

BATCH = 500
# Of several appointments the line tells of the first of these, and among equals of the latest.
_STATES = ("completed", "booked", "no_show", "cancelled")

Mark = tuple[datetime, str]


@dataclass(frozen=True)
class Line:
    """One conversation; the names are those of the columns, in their order."""

    id: str
    channel: str
    started: datetime
    last: datetime
    messages_in: int
    messages_out: int
    step: str | None  # the furthest, see funnel.py
    outcome: str | None  # of the latest screening
    reasons: tuple[str, ...]  # ids of its rules
    reference: str | None
    appointment_start: datetime | None
    appointment_state: str | None
    wanted_person: bool  # asked to be called, ever
    crisis: str  # the highest level ever
    review: str
    tags: tuple[str, ...]
    staff_replied: bool
    opted_out: bool  # wants no texts, now
    demo: bool


@dataclass(frozen=True)
class Extent:
    """How many lines there are, and where the last stands; None: there is none."""

    lines: int
    last: Mark | None


def extent(tx: Tx, filters: Filters, now: datetime) -> Extent:
    """What fits now, whatever page of the list was looked at."""
    where = conditions(filters, now)
    row = conversation.c
    number = tx.execute(sa.select(sa.func.count()).select_from(conversation).where(*where)).scalar_one()
    backwards = sa.select(row.started_at, row.id).where(*where).order_by(row.started_at.desc(), row.id.desc())
    last = tx.execute(backwards.limit(1)).first()
    return Extent(int(number), None if last is None else (last.started_at, last.id))


def batch(tx: Tx, filters: Filters, now: datetime, after: Mark | None, last: Mark, limit: int = BATCH) -> list[Line]:
    """The next lines after a place, up to the last one."""
    row = conversation.c
    where = [*conditions(filters, now), _place() <= _bound(last)]
    if after is not None:
        where.append(_place() > _bound(after))
    columns = (row.id, row.channel, row.started_at, row.last_at, row.progress, row.review, row.phone, row.demo)
    query = sa.select(*columns).where(*where).order_by(row.started_at, row.id).limit(limit)
    return list(_lines(tx, tx.execute(query).all()))


def _place() -> Any:
    return sa.tuple_(conversation.c.started_at, conversation.c.id)


def _bound(where: Mark) -> Any:
    moment, identity = where
    return sa.tuple_(sa.bindparam(None, moment, type_=conversation.c.started_at.type), sa.literal(identity))


def _lines(tx: Tx, rows: Collection[Any]) -> Iterator[Line]:
    ids = [row.id for row in rows]
    said, results, levels = _messages(tx, ids), _screenings(tx, ids), _levels(tx, ids)
    appointments, tags, callers, out = _appointments(tx, ids), _tags(tx, ids), _callers(tx, ids), _out(tx, rows)
    for row in rows:
        own, result, appointment = said.get(row.id), results.get(row.id), appointments.get(row.id)
        came = appointment is not None and appointment.state == "completed"
        yield Line(
            id=row.id,
            channel=row.channel,
            started=row.started_at,
            last=row.last_at,
            messages_in=own.received if own is not None else 0,
            messages_out=own.sent if own is not None else 0,
            step="attended" if came else STEPS[row.progress - 1] if row.progress else None,
            outcome=result.outcome if result is not None else None,
            reasons=tuple(result.rule_ids) if result is not None else (),
            reference=appointment.reference if appointment is not None else None,
            appointment_start=appointment.starts_at if appointment is not None else None,
            appointment_state=appointment.state if appointment is not None else None,
            wanted_person=row.id in callers,
            crisis=max(levels[row.id], key=CRISIS_LEVELS.index, default="none"),
            review=row.review,
            tags=tuple(tags[row.id]),
            staff_replied=own is not None and bool(own.staff),
            opted_out=row.id in out,
            demo=row.demo,
        )


def _messages(tx: Tx, ids: list[str]) -> dict[str, Any]:
    row = message.c
    query = sa.select(
        row.conversation_id,
        _sum(row.direction == "in").label("received"),
        _sum(row.direction == "out").label("sent"),
        _sum(row.author.startswith("staff:")).label("staff"),
    )
    found = tx.execute(query.where(row.conversation_id.in_(ids)).group_by(row.conversation_id))
    return {one.conversation_id: one for one in found}


def _sum(condition: Any) -> Any:
    counted: Any = sa.case((condition, 1), else_=0)
    return sa.func.sum(counted)


def _screenings(tx: Tx, ids: list[str]) -> dict[str, Any]:
    row = screening.c
    query = sa.select(row.conversation_id, row.outcome, row.rule_ids).where(row.conversation_id.in_(ids))
    return {one.conversation_id: one for one in tx.execute(query.order_by(row.id))}  # the latest stays


def _appointments(tx: Tx, ids: list[str]) -> dict[str, Any]:
    row = booking.c
    rank: Any = sa.case(*((row.state == state, place) for place, state in enumerate(_STATES)), else_=len(_STATES))
    query = sa.select(row.conversation_id, row.reference, row.starts_at, row.state)
    query = query.where(row.conversation_id.in_(ids), row.state.in_(_STATES)).order_by(rank.desc(), row.id)
    return {one.conversation_id: one for one in tx.execute(query)}  # the last stays


def _levels(tx: Tx, ids: list[str]) -> defaultdict[str, list[str]]:
    row = crisis_event.c
    return _listed(tx, sa.select(row.conversation_id, row.level).where(row.conversation_id.in_(ids)).distinct())


def _tags(tx: Tx, ids: list[str]) -> defaultdict[str, list[str]]:
    query = sa.select(tag.c.conversation_id, tag.c.name).where(tag.c.conversation_id.in_(ids))
    return _listed(tx, query.order_by(tag.c.name))


def _listed(tx: Tx, query: Any) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for identity, value in tx.execute(query):
        found[identity].append(value)
    return found


def _callers(tx: Tx, ids: list[str]) -> set[str]:
    row = follow_up.c
    query = sa.select(row.conversation_id).where(row.conversation_id.in_(ids), row.kind == "callback")
    return set(tx.execute(query).scalars())


def _out(tx: Tx, rows: Collection[Any]) -> set[str]:
    """Conversations whose person wants no texts, by any address that is known of them."""
    ids = [row.id for row in rows]
    query = sa.select(person.c.conversation_id, person.c.phone).where(person.c.conversation_id.in_(ids))
    given = {one.conversation_id: one.phone for one in tx.execute(query)}
    addresses = {row.id: {row.id, row.phone, given.get(row.id)} - {None} for row in rows}
    out = opt_outs.those_out(tx, set().union(*addresses.values()))
    return {identity for identity, known in addresses.items() if known & out}
