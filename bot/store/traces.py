"""What there is of a person: the conversations that hang together by a number, and what stands against erasing them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.store.booking_rows import Booking, read_booking, select_bookings
from bot.store.engine import Tx
from bot.store.tables import booking, conversation, crisis_event, inbound_text, message, person

UNREAD = timedelta(days=1)  # after which a text that nobody could answer stands in nobody's way


@dataclass(frozen=True)
class Trace:
    """One conversation of a person. `verified`: it belongs to a number from which somebody really wrote.

    Otherwise its number was only typed on the website, where anybody can type any.
    """

    id: str
    channel: str
    started_at: datetime
    last_at: datetime
    messages: int
    name: str | None
    verified: bool


def of(tx: Tx, conversation_id: str) -> list[Trace]:
    """A conversation and, after it, those with the same number, on whichever channel; empty when it is unknown."""
    numbers = numbers_of(tx, [conversation_id])
    wrote = _written_from(tx, numbers)
    same = sa.or_(conversation.c.phone.in_(numbers), person.c.phone.in_(numbers))
    count = (
        sa.select(sa.func.count())
        .select_from(message)
        .where(message.c.conversation_id == conversation.c.id)
        .scalar_subquery()
    )
    columns = [conversation.c[name] for name in ("id", "channel", "phone", "started_at", "last_at")]
    query = (
        sa.select(*columns, person.c.name, person.c.phone.label("typed"), count.label("messages"))
        .select_from(conversation.outerjoin(person, person.c.conversation_id == conversation.c.id))
        .where(sa.or_(conversation.c.id == conversation_id, same))
        .order_by(conversation.c.id != conversation_id, conversation.c.last_at.desc())
    )
    return [_read(row, wrote) for row in tx.execute(query)]


def numbers_of(tx: Tx, conversation_ids: Collection[str]) -> list[str]:
    """The numbers (E.164) from which these conversations were written, or which were given in them."""
    ids = list(conversation_ids)
    texted = sa.select(conversation.c.phone).where(conversation.c.id.in_(ids), conversation.c.phone.is_not(None))
    given = sa.select(person.c.phone).where(person.c.conversation_id.in_(ids))
    return sorted({str(number) for query in (texted, given) for number in tx.execute(query).scalars()})


def appointments_to_come(tx: Tx, conversation_ids: Collection[str], now: datetime) -> list[Booking]:
    """What is booked for these conversations and has not begun."""
    own = booking.c.conversation_id.in_(list(conversation_ids))
    query = select_bookings().where(own, booking.c.state == "booked", booking.c.starts_at > now)
    return [read_booking(row) for row in tx.execute(query.order_by(booking.c.starts_at))]


def in_danger(tx: Tx, conversation_ids: Collection[str]) -> bool:
    """Whether they showed danger which nobody of the staff has acknowledged."""
    row = crisis_event.c
    unseen = row.conversation_id.in_(list(conversation_ids)) & row.acknowledged_at.is_(None) & (row.level != "mention")
    return tx.execute(sa.select(row.id).where(unseen).limit(1)).first() is not None


def is_waited_for(tx: Tx, conversation_ids: Collection[str], now: datetime) -> bool:
    """Whether a text is not answered yet: until then nobody has looked whether it shows danger."""
    row = inbound_text.c
    waits = row.conversation_id.in_(list(conversation_ids)) & (row.state == "pending") & (row.at > now - UNREAD)
    return tx.execute(sa.select(row.id).where(waits).limit(1)).first() is not None


def _written_from(tx: Tx, numbers: Collection[str]) -> set[str]:
    incoming = sa.exists().where((message.c.conversation_id == conversation.c.id) & (message.c.direction == "in"))
    query = sa.select(conversation.c.phone).where(conversation.c.phone.in_(list(numbers)), incoming)
    return set(tx.execute(query).scalars())


def _read(row: Any, wrote: Collection[str]) -> Trace:
    verified = row.phone is not None or row.typed in wrote
    return Trace(row.id, row.channel, row.started_at, row.last_at, row.messages, row.name, verified)
