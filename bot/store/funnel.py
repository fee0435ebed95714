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

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.clinic.interview.flow import CLINICIAN, SCREENING
from bot.clinic.profile import Outcome
from bot.store.engine import Tx
from bot.store.tables import booking, booking_event, consent, conversation, screening, treating_clinician

STEPS = ("began", "screening", "screened", "eligible", "offered", "held", "booked", "attended")
_OUTCOMES = [f"outcome_{outcome.value}" for outcome in reversed(Outcome)]
BESIDE = (
    "asked",
    *_OUTCOMES,
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


def condition(name: str, since: datetime, until: datetime) -> Any:
    """Whether a conversation began between these moments and is in the number of this name, one of STEPS or BESIDE."""
    row = conversation.c
    if name in STEPS and name != "attended":
        is_in = row.progress >= place(name)
    elif name == "asked":
        is_in = row.asked == sa.true()
    else:
        began = _began((since, until))
        one = next(query for names, query in _rest(began) if name in names).subquery("rest")
        is_in = row.id.in_(sa.select(one.c.id).where(one.c.name == name))
    return sa.and_(row.started_at >= since, row.started_at < until, is_in)


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
    rest = sa.union_all(*(query for _, query in _rest(began))).subquery("rest")
    groups = (rest.c.name, began.c.week, began.c.channel)
    joined = began.join(rest, rest.c.id == began.c.id)
    query = sa.select(*groups, sa.func.count()).select_from(joined).group_by(*groups)
    return [Count(*row) for row in tx.execute(query)]


def _began(bounds: Sequence[datetime]) -> Any:
    """The conversations between the bounds, with their week's place among them."""
    row = conversation.c
    weeks: Any = sa.case(*((row.started_at < after, number) for number, after in enumerate(bounds[1:])), else_=-1)
    query = sa.select(row.id, row.channel, row.progress, row.asked, weeks.label("week"))
    # named, since a copy's made-up name may become another's
    began = query.where(row.started_at >= bounds[0], row.started_at < bounds[-1]).cte("began")
    # SQLite is quicker to work it out once, PostgreSQL to see whose rows they are: else it expects thousands of doubles
    return began.prefix_with("NOT MATERIALIZED", dialect="postgresql")


def _rest(began: Any) -> list[tuple[Collection[str], Any]]:
    """The numbers that are not kept with the conversation: their names, and a select of ids with the name of each."""

    def since(step: str, who: Any) -> Any:
        """Only of conversations that have come so far: to no other can it have happened, and they are few."""
        return who.in_(sa.select(began.c.id).where(began.c.progress >= place(step)))

    result, consented, meeting = screening.c, consent.c, booking.c
    latest = sa.select(sa.func.max(result.id)).where(since("screened", result.conversation_id))
    outcomes = sa.select(result.conversation_id.label("id"), (sa.literal("outcome_") + result.outcome).label("name"))
    said = sa.select(sa.func.max(consented.id)).where(
        consented.kind == "contact_clinician", since("screening", consented.conversation_id)
    )
    permitted = _named("permitted", consented.conversation_id).where(consented.granted == sa.true())
    named = _named("clinician", treating_clinician.c.conversation_id)
    moves = booking.join(booking_event, booking_event.c.booking_id == meeting.id)
    moved = _named("moved", meeting.conversation_id).select_from(moves).where(booking_event.c.action == "move")
    # all in one, since every booking must be read for it
    rank = sa.func.max(sa.case(*((meeting.state == state, rank) for state, rank in _FATES.values()), else_=0))
    fate: Any = sa.case(*((rank == number, name) for name, (_, number) in _FATES.items()))
    fates = sa.select(meeting.conversation_id.label("id"), fate.label("name")).group_by(meeting.conversation_id)
    return [
        (_OUTCOMES, outcomes.where(result.id.in_(latest.group_by(result.conversation_id)))),
        (("permitted",), permitted.where(consented.id.in_(said.group_by(consented.conversation_id)))),
        (("clinician",), named.where(since("screening", treating_clinician.c.conversation_id))),
        (("moved",), moved.where(since("booked", meeting.conversation_id)).distinct()),
        (_FATES, fates.where(since("booked", meeting.conversation_id)).having(rank > 0)),
    ]


def _named(name: str, who: Any) -> Any:
    return sa.select(who.label("id"), sa.literal(name).label("name"))
