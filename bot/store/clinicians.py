"""The staff's list of treating clinicians: whom to call before a consultation, how far that has come, and by whom.

A clinician is to be called while a consultation is to come and the person permits it; both may end at any moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store import steps
from bot.store.engine import Tx
from bot.store.people import Clinician
from bot.store.sql import lock_conversation
from bot.store.steps import Step
from bot.store.tables import booking, consent, person, treating_clinician

STATES = ("to_call", "called", "spoken", "declined")
# The lists: the first two are of those who still have to be reached; what is of no use any more is in "other".
GROUPS = (*STATES, "other")
_PENDING = ("to_call", "called")
MOST = 200  # of a list
_KIND = "contact_clinician"


@dataclass(frozen=True)
class Call:
    """A clinician with all that somebody needs who calls them.

    `starts_at` is that of the next consultation, else of the last one, whose state is then something else than
    booked. `permitted_at`: since when the person permits it; None: they do not.
    """

    clinician: Clinician
    person: str | None
    starts_at: datetime | None
    booking_state: str | None
    is_coming: bool
    permitted_at: datetime | None
    steps: tuple[Step, ...]

    @property
    def last(self) -> int:
        """The newest step, by which a page says what it has shown; 0: there is none."""
        return self.steps[0].id if self.steps else 0

    @property
    def group(self) -> str:
        """On which of the lists it stands."""
        open_ = self.is_coming and self.permitted_at is not None
        return "other" if self.clinician.status in _PENDING and not open_ else self.clinician.status


class NotPermitted(Exception):
    """The person does not permit that their clinician is contacted."""


class StepMeanwhile(Exception):
    """Somebody else has done something about it since the page was made."""


def waiting(status: str, now: datetime) -> Any:
    """The conversations whose clinician is in this state, one of the first two, and has still to be reached."""
    coming, row = _coming(now), treating_clinician.c
    joined = treating_clinician.join(coming, coming.c.id == row.id)
    return sa.select(row.conversation_id).select_from(joined).where(row.status == status, _is_permitted())


def counts(tx: Tx, now: datetime) -> dict[str, int]:
    """How many stand on the lists of those who still have to be reached."""
    return {
        status: int(tx.execute(sa.select(sa.func.count()).select_from(waiting(status, now).subquery())).scalar_one())
        for status in _PENDING
    }


def listed(tx: Tx, group: str, now: datetime) -> list[Call]:
    """A list: those with a consultation to come by its date, then the others, the latest first."""
    coming, row = _coming(now), treating_clinician.c
    soon = sa.select(row.id).select_from(treating_clinician.join(coming, coming.c.id == row.id))
    soon = soon.order_by(coming.c.starts_at, row.id).limit(MOST)
    later = sa.select(row.id).where(row.id.not_in(sa.select(coming.c.id))).order_by(row.id.desc()).limit(MOST)
    if group in _PENDING:
        queries = [soon.where(row.status == group, _is_permitted())]
    elif group == "other":
        pending = row.status.in_(_PENDING)
        queries = [soon.where(pending, ~_is_permitted()), later.where(pending)]
    else:
        queries = [soon.where(row.status == group), later.where(row.status == group)]
    ids = [one for query in queries for one in tx.execute(query).scalars()][:MOST]
    return _read(tx, ids, now)


def find(tx: Tx, clinician_id: int, now: datetime) -> Call | None:
    """One of them."""
    return next(iter(_read(tx, [clinician_id], now)), None)


def note(
    tx: Tx, clinician_id: int, status: str, by: int | None, now: datetime, words: str = "", seen: int | None = None
) -> Call:
    """Note how far it has come, with a word on it. `seen`: the newest step that whoever notes it knew of.

    Raises:
        LookupError: there is no such clinician, or no longer.
        NotPermitted: they are not to be contacted.
        StepMeanwhile: `seen` is not the newest any more.
    """
    own = treating_clinician.c.id == clinician_id
    conversation = tx.execute(sa.select(treating_clinician.c.conversation_id).where(own)).scalar()
    if conversation is not None:
        lock_conversation(tx, conversation)
    found = find(tx, clinician_id, now)
    if conversation is None or found is None:
        raise LookupError(f"no clinician {clinician_id}")
    if found.permitted_at is None:
        raise NotPermitted
    if seen is not None and seen != found.last:
        raise StepMeanwhile
    tx.execute(sa.update(treating_clinician).where(own).values(status=status))
    steps.add(tx, conversation, status, now, clinician=clinician_id, by=by, note=words)
    after = find(tx, clinician_id, now)
    assert after is not None  # noqa: S101  it is locked
    return after


def _coming(now: datetime) -> Any:
    """Each clinician with a consultation to come, and when the next one is; few, whatever there has been."""
    row = booking.c
    return (
        sa.select(row.treating_clinician_id.label("id"), sa.func.min(row.starts_at).label("starts_at"))
        .where(row.state == "booked", row.starts_at > now, row.treating_clinician_id.is_not(None))
        .group_by(row.treating_clinician_id)
        .subquery()
    )


def _is_permitted() -> Any:
    """The last word counts; without one nobody is contacted."""
    own = (consent.c.conversation_id == treating_clinician.c.conversation_id) & (consent.c.kind == _KIND)
    last = sa.select(consent.c.granted).where(own).order_by(consent.c.id.desc()).limit(1)
    return sa.func.coalesce(last.correlate(treating_clinician).scalar_subquery(), sa.false()) == sa.true()


def _read(tx: Tx, ids: list[int], now: datetime) -> list[Call]:
    named = treating_clinician.outerjoin(person, person.c.conversation_id == treating_clinician.c.conversation_id)
    query = sa.select(treating_clinician, person.c.name.label("of")).select_from(named)
    rows = {row.id: row for row in tx.execute(query.where(treating_clinician.c.id.in_(ids)))}
    appointments, permitted, done = _appointments(tx, ids, now), _permissions(tx, ids), steps.of_clinicians(tx, ids)
    found = []
    for one in ids:
        if one not in rows:
            continue
        clinician = Clinician(**{name: getattr(rows[one], name) for name in Clinician.__dataclass_fields__})
        at, state = appointments.get(one, (None, None))
        coming = at is not None and state == "booked" and at > now
        since = permitted.get(clinician.conversation_id)
        found.append(Call(clinician, rows[one].of, at, state, coming, since, tuple(done.get(one, ()))))
    return found


def _appointments(tx: Tx, ids: list[int], now: datetime) -> dict[int, tuple[datetime, str]]:
    """The next consultation of each that is to come, else the last one."""
    row = booking.c
    query = sa.select(row.treating_clinician_id, row.starts_at, row.state)
    query = query.where(row.treating_clinician_id.in_(ids), row.state.not_in(("held", "expired")))
    found: dict[int, tuple[datetime, str]] = {}
    coming: dict[int, tuple[datetime, str]] = {}
    for owner, at, state in tx.execute(query.order_by(row.starts_at)):
        found[owner] = (at, state)
        if state == "booked" and at > now:
            coming.setdefault(owner, (at, state))
    return found | coming


def _permissions(tx: Tx, ids: list[int]) -> dict[str, datetime]:
    """Since when contacting them is permitted, by conversation; those that are not permitted are left out."""
    own = sa.select(treating_clinician.c.conversation_id).where(treating_clinician.c.id.in_(ids))
    row = consent.c
    query = sa.select(row.conversation_id, row.granted, row.at).where(row.kind == _KIND, row.conversation_id.in_(own))
    found: dict[str, datetime] = {}
    for conversation, granted, at in tx.execute(query.order_by(row.id)):
        if not granted:
            found.pop(conversation, None)
        else:
            found.setdefault(conversation, at)
    return found
