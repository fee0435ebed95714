"""What needs a person of the staff, by kind. Each number is that of a list: both are made of one condition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.store import clinicians
from bot.store.engine import Tx
from bot.store.tables import (
    booking,
    conversation,
    crisis_event,
    follow_up,
    message,
    opt_out,
    outbox,
    person,
    review,
)

# The gravest first. alert: to those on call, did not arrive; callback: wants to be called; screening: a person must
# decide; booking: trouble with one, a wish to change it, or their clinician must not be asked any more; clinician: is
# to be called, as on the list of clinicians; opted_out: has an appointment, wants no texts;
# undelivered: a text to the person; not_understood: lately, and nobody has reviewed it.
NEEDS = (
    "danger",
    "alert",
    "callback",
    "screening",
    "booking",
    "clinician",
    "opted_out",
    "undelivered",
    "taken_over",
    "not_understood",
)
LOW_CONFIDENCE = 0.4
LATELY = timedelta(days=14)
FALLBACK = "nlu_fallback"  # the intent of what the model rejects
_UNSEEN = crisis_event.c.acknowledged_at.is_(None) & (crisis_event.c.level != "mention")
_FOLLOW_UPS = {
    "callback": ("callback",),
    "screening": ("screening",),
    "booking": ("booking_trouble", "change", "clinician"),
}


def counts(tx: Tx, now: datetime, kinds: Iterable[str] = NEEDS) -> dict[str, int]:
    """How many conversations wait for the staff, by kind."""
    everyone = sa.select(sa.func.count()).select_from(conversation)
    return {name: int(tx.execute(everyone.where(condition(name, now))).scalar_one()) for name in kinds}


@dataclass(frozen=True)
class Newest:
    """What has come last, by id, and in how many conversations danger is open."""

    message: int
    event: int
    danger: int


def newest(tx: Tx) -> Newest:
    """For pages that look again and again: it reads the ends of indexes, however much there is."""
    messages = tx.execute(sa.select(sa.func.max(message.c.id))).scalar()
    open_ones = sa.select(sa.func.max(crisis_event.c.id), sa.func.count(sa.distinct(crisis_event.c.conversation_id)))
    last, danger = tx.execute(open_ones.where(_UNSEEN)).one()
    return Newest(messages or 0, last or 0, danger)


def condition(name: str, now: datetime) -> Any:
    """Whether a conversation waits for the staff because of this."""
    if name == "taken_over":
        return conversation.c.paused == sa.true()
    if name == "not_understood":
        return _not_understood(now)
    return conversation.c.id.in_(_waiting(name, now))


def _waiting(name: str, now: datetime) -> Any:
    if name == "danger":
        return sa.select(crisis_event.c.conversation_id).where(_UNSEEN)
    if name in _FOLLOW_UPS:
        open_ones = (follow_up.c.state == "open") & follow_up.c.kind.in_(_FOLLOW_UPS[name])
        return sa.select(follow_up.c.conversation_id).where(open_ones)
    if name == "clinician":
        return clinicians.waiting("to_call", now)
    if name == "opted_out":
        return _opted_out(now)
    return _undelivered(outbox.c.kind == "alert" if name == "alert" else outbox.c.kind != "alert")


def _undelivered(kind: Any) -> Any:
    """Texts that did not arrive, unless the conversation was reviewed after that."""
    row = outbox.c
    own = (review.c.conversation_id == row.conversation_id) & (review.c.state == "reviewed")
    since = sa.exists().where(own & (review.c.updated_at > row.undelivered_at))
    return sa.select(row.conversation_id).where(
        row.undelivered_at.is_not(None), row.conversation_id.is_not(None), kind, ~since
    )


def _opted_out(now: datetime) -> Any:
    """The latest word of an address counts; which are asked is as where texts leave."""
    later = opt_out.alias()
    last = ~sa.exists().where((later.c.address == opt_out.c.address) & (later.c.id > opt_out.c.id))
    mine = conversation.alias()
    addresses = (person.c.phone, mine.c.phone, mine.c.id)
    out = sa.or_(
        *(sa.exists().where((opt_out.c.address == one) & (opt_out.c.out == sa.true()) & last) for one in addresses)
    )
    return (
        sa.select(booking.c.conversation_id)
        .select_from(
            booking.join(mine, mine.c.id == booking.c.conversation_id).outerjoin(
                person, person.c.id == booking.c.person_id
            )
        )
        .where(booking.c.state == "booked", booking.c.starts_at > now, out)
    )


def _not_understood(now: datetime) -> Any:
    row = conversation.c
    poorly = sa.or_(row.lowest < LOW_CONFIDENCE, row.intents.contains(f" {FALLBACK} ", autoescape=True))
    return (row.last_at >= now - LATELY) & (row.review == "new") & poorly
