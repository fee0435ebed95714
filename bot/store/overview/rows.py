"""One line of the list: what is shown of a conversation, looked up only for those on the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.tables import booking, conversation, crisis_event, follow_up, message, person, review, staff_account

URGENT = 30  # shown above the list


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
    danger_text: str | None = None  # what the person wrote that shows it, where that is asked for


def needing_a_person(tx: Tx, limit: int = URGENT) -> list[Row]:
    """Conversations with danger that nobody of the staff has seen, the worst and then the oldest first.

    What the demonstration made up comes last: it must take nobody's place.
    """
    unseen = crisis_event.c.acknowledged_at.is_(None) & (crisis_event.c.level != "mention")
    worst = sa.func.min(sa.case((crisis_event.c.level == "imminent", 0), else_=1))
    query = (
        sa.select(conversation.c.id)
        .join(crisis_event, crisis_event.c.conversation_id == conversation.c.id)
        .where(unseen)
        .group_by(conversation.c.id, conversation.c.last_at, conversation.c.demo)
        .order_by(conversation.c.demo, worst, conversation.c.last_at)
        .limit(limit)
    )
    ids = list(tx.execute(query).scalars())
    written = _grave_words(tx, ids)
    return [replace(row, danger_text=written.get(row.id)) for row in read(tx, ids)]


def _grave_words(tx: Tx, ids: list[str]) -> dict[str, str]:
    """What was written last in each conversation at the gravest level since danger was first left unseen.

    An answer to "are you safe?" that raised the level ("I don't know") says nothing alone; what led to it does.
    """
    event, said = crisis_event.c, message.c
    unseen = event.conversation_id.in_(ids) & event.acknowledged_at.is_(None) & (event.level != "mention")
    first = sa.select(event.conversation_id, sa.func.min(event.at).label("at")).where(unseen)
    since = first.group_by(event.conversation_id).subquery()
    rank: Any = sa.case((said.crisis == "imminent", 1), else_=0)
    speaks: Any = sa.case((sa.func.coalesce(said.intent, "crisis") == "crisis", 1), else_=0)
    query = (
        sa.select(said.conversation_id, said.text)
        .join(since, since.c.conversation_id == said.conversation_id)
        .where(said.direction == "in", said.crisis.in_(("risk", "imminent")), said.at >= since.c.at)
        .order_by(speaks, rank, said.id)
    )
    return {row.conversation_id: row.text for row in tx.execute(query)}  # the last stays


def read(tx: Tx, ids: list[str]) -> list[Row]:
    """What is shown of these, in their order."""
    found = {row.id: Row(**row._mapping) for row in tx.execute(_rows().where(conversation.c.id.in_(ids)))}
    return [found[one] for one in ids if one in found]


def _rows() -> Any:
    newest = message.alias()
    own = message.c.conversation_id == conversation.c.id
    last = sa.select(sa.func.max(message.c.id)).where(own).correlate(conversation).scalar_subquery()
    worst = (
        sa.select(crisis_event.c.level)
        .where(crisis_event.c.conversation_id == conversation.c.id, crisis_event.c.acknowledged_at.is_(None))
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
        conversation.c.review,
        staff_account.c.name.label("assignee"),
    ).select_from(joined)
