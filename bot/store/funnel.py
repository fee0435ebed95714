"""How far conversations come, from the first message to the consultation: what counts, in one place.

The unit is a conversation. It belongs to the week in which it began (`conversation.started_at`), whenever the rest
happened, and counts at most once in each number. By text a number has one conversation for good.

STEPS follow one another; whoever has come to one has come to all before it, so no step counts more than the one before,
also where a part was done by telephone. How far a conversation has come is kept with it (`conversation.progress`),
written in the transaction of what shows it, so that nobody counts a million messages:

    began      the person has written at least one message
    screening  they were asked a question that is only asked for a consultation
    screened   the screening had a result, whatever it was
    eligible   a result said that they may book, with or without a note for the staff
    offered    times to choose from were shown to them
    held       a time was kept for them, whatever became of it
    booked     an appointment was made, whatever became of it
    attended   the staff have noted of an appointment that they came

BESIDE are numbers that do not follow from one another:

    asked      a message was understood as a question about the treatment, the clinic, or whether they may come
    outcome_*  the latest result of the screening, by what it was
    permitted  the last word about contacting their clinician was yes
    clinician  there is a clinician of theirs whom the staff can call
    coming     booked, and nobody has noted yet whether they came
    cancelled  every appointment was cancelled
    no_show    the staff have noted that they did not come, and nothing else is booked
    moved      an appointment was moved at least once

Attended, coming, no_show and cancelled together are booked. A conversation that was erased is in no number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.clinic.interview.flow import CLINICIAN, SCREENING
from bot.clinic.profile import Outcome
from bot.store.engine import Tx
from bot.store.tables import booking, booking_event, consent, conversation, screening, treating_clinician

STEPS = ("began", "screening", "screened", "eligible", "offered", "held", "booked", "attended")
BESIDE = (
    "asked",
    *(f"outcome_{outcome.value}" for outcome in reversed(Outcome)),
    "permitted",
    "clinician",
    "coming",
    "cancelled",
    "no_show",
    "moved",
)
_QUESTIONS = (*SCREENING, "consent", *CLINICIAN, "other", "health")
# What became of the consultation where a conversation had several: the first that is true of any of them.
_FATES = {
    "attended": ("completed", 4),
    "coming": ("booked", 3),
    "no_show": ("no_show", 2),
    "cancelled": ("cancelled", 1),
}


@dataclass(frozen=True)
class Count:
    """So many conversations of a channel that began in a week (its place among the bounds) are in a number."""

    name: str
    week: int
    channel: str
    conversations: int


def place(step: str) -> int:
    """Where a step stands, as `conversation.progress` has it; 0 is before the first."""
    return STEPS.index(step) + 1


def reach(tx: Tx, conversation_id: str, step: str, *, after: str | None = None) -> None:
    """Keep that a conversation has come to a step, if it had not come further; `after`: only if it had come to that."""
    progress = conversation.c.progress
    behind = (conversation.c.id == conversation_id) & (progress < place(step))
    if after is not None:
        behind &= progress >= place(after)
    tx.execute(sa.update(conversation).where(behind).values(progress=place(step)))


def note_question(tx: Tx, conversation_id: str, question: str | None) -> None:
    """Keep what a question that is put now shows of the conversation."""
    if question == "slots":  # who moves an appointment by text is shown times as well
        reach(tx, conversation_id, "offered", after="eligible")
    elif question in _QUESTIONS:
        reach(tx, conversation_id, "screening")


def note_intent(tx: Tx, conversation_id: str, intent: str | None) -> None:
    """Keep what an understood message shows of the conversation."""
    if intent is not None and (intent.startswith("faq/") or intent == "ask_eligibility"):
        new = (conversation.c.id == conversation_id) & conversation.c.asked.is_(sa.false())
        tx.execute(sa.update(conversation).where(new).values(asked=True))


def condition(name: str) -> Any:
    """Whether a conversation is in the number of this name, one of STEPS or BESIDE."""
    if name == "asked":
        return conversation.c.asked
    if name in STEPS and name != "attended":
        return conversation.c.progress >= place(name)
    return conversation.c.id.in_(_fate(name) if name in _FATES else _ids()[name])


def count(tx: Tx, bounds: Sequence[datetime]) -> list[Count]:
    """All numbers of the weeks between these moments, without those that are 0."""
    return [*_count_progress(tx, bounds), *_count_rest(tx, bounds)]


def _count_progress(tx: Tx, bounds: Sequence[datetime]) -> list[Count]:
    began = _began(bounds)
    groups = (began.c.week, began.c.channel, began.c.progress, began.c.asked)
    sums: dict[tuple[str, int, str], int] = {}
    for week, channel, progress, asked, conversations in tx.execute(
        sa.select(*groups, sa.func.count()).group_by(*groups)
    ):
        for name in (*STEPS[:progress], *(("asked",) if asked else ())):
            sums[name, week, channel] = sums.get((name, week, channel), 0) + conversations
    return [Count(*key, conversations) for key, conversations in sums.items()]


def _count_rest(tx: Tx, bounds: Sequence[datetime]) -> list[Count]:
    began = _began(bounds)
    named = [query.add_columns(sa.literal(name).label("name")) for name, query in _ids().items()]
    lately = sa.select(began.c.id)
    every = sa.union_all(*(one.where(one.selected_columns.id.in_(lately)) for one in (*named, _fates()))).subquery()
    groups = (every.c.name, began.c.week, began.c.channel)
    joined = began.join(every, every.c.id == began.c.id)
    query = sa.select(*groups, sa.func.count()).select_from(joined).group_by(*groups)
    return [Count(*row) for row in tx.execute(query)]


def _began(bounds: Sequence[datetime]) -> Any:
    """The conversations between the bounds, with their week's place among them."""
    row = conversation.c
    weeks: Any = sa.case(*((row.started_at < after, number) for number, after in enumerate(bounds[1:])), else_=-1)
    query = sa.select(row.id, row.channel, row.progress, row.asked, weeks.label("week"))
    return query.where(row.started_at >= bounds[0], row.started_at < bounds[-1]).subquery()


def _ids() -> dict[str, Any]:
    """The numbers that are neither kept with the conversation nor a fate, by name: selects of ids, each id once."""
    of_screening = screening.c.conversation_id.label("id")
    newest = sa.select(sa.func.max(screening.c.id)).group_by(screening.c.conversation_id)
    result = sa.select(of_screening).where(screening.c.id.in_(newest))
    about = consent.c.kind == "contact_clinician"
    said = sa.select(sa.func.max(consent.c.id)).where(about).group_by(consent.c.conversation_id)
    granted = sa.select(consent.c.conversation_id.label("id")).where(consent.c.granted.is_(sa.true()))
    moves = booking.join(booking_event, booking_event.c.booking_id == booking.c.id)
    moved = sa.select(booking.c.conversation_id.label("id")).select_from(moves).distinct()
    return {
        **{f"outcome_{one.value}": result.where(screening.c.outcome == one.value) for one in Outcome},
        "permitted": granted.where(consent.c.id.in_(said)),
        "clinician": sa.select(treating_clinician.c.conversation_id.label("id")),
        "moved": moved.where(booking_event.c.action == "move"),
    }


def _fate(name: str) -> Any:
    """The conversations whose bookings came to this, at best."""
    fates = _fates().subquery()
    return sa.select(fates.c.id).where(fates.c.name == name)


def _fates() -> Any:
    """What the bookings of each conversation came to, at best; all in one, since every booking must be read for it."""
    rank = sa.func.max(sa.case(*((booking.c.state == state, rank) for state, rank in _FATES.values()), else_=0))
    names: Any = sa.case(*((rank == number, name) for name, (_, number) in _FATES.items()))
    query = sa.select(booking.c.conversation_id.label("id"), names.label("name"))
    return query.group_by(booking.c.conversation_id).having(rank > 0)
