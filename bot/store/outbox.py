"""What is to leave the house: written in the transaction that causes it, sent afterwards by the courier.

At least once: a text that was being sent when the courier died is sent again after SENDING. The key makes that
whatever is caused twice is written once. Texts to one number leave in their order: one that fails is waited for.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from bot.clinic.texting import segments
from bot.store import deliveries
from bot.store.engine import Tx
from bot.store.sql import try_insert
from bot.store.tables import outbox

SENDING = timedelta(minutes=2)  # how long one worker may take; longer than the provider's timeout
Kind = Literal["alert", "reply", "opt_out", "confirmation", "reminder", "link", "staff"]
_WAITING = ("queued", "sending")


@dataclass(frozen=True)
class Outgoing:
    """One text to be sent: `recipient` is a number in E.164 form, `attempts` counts this one too.

    `booking_id` and `starts_at` say which appointment it speaks of, and which start it names; `message_id` is where it
    stands in the log.
    """

    id: int
    kind: Kind
    conversation_id: str | None
    recipient: str
    body: str
    message_id: int | None
    dedupe_key: str
    attempts: int
    booking_id: int | None
    starts_at: datetime | None
    expires_at: datetime | None


def put(
    tx: Tx,
    dedupe_key: str,
    kind: Kind,
    recipient: str,
    body: str,
    now: datetime,
    conversation_id: str | None = None,
    *,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    message_id: int | None = None,
    booking_id: int | None = None,
    starts_at: datetime | None = None,
    revive: bool = False,
) -> bool:
    """Write a text to be sent; False when one with this key was written before, which then stands.

    With `revive` one that was withheld is written anew: what stood against it is gone.
    """
    due = due_at or now
    values: dict[str, Any] = {
        "kind": kind,
        "recipient": recipient,
        "body": body,
        "segments": segments(body).count,
        "conversation_id": conversation_id,
        "message_id": message_id,
        "booking_id": booking_id,
        "starts_at": starts_at,
        "due_at": due,
        "next_at": due,
        "expires_at": expires_at,
    }
    if try_insert(tx, outbox, dedupe_key=dedupe_key, created_at=now, **values):
        return True
    if not revive:
        return False
    withheld = (outbox.c.dedupe_key == dedupe_key) & (outbox.c.state == "withheld")
    changed = tx.execute(sa.update(outbox).where(withheld).values(state="queued", error=None, **values))
    return bool(changed.rowcount == 1)


def is_due(tx: Tx, now: datetime) -> bool:
    """Whether anything is to be sent now; a look that locks nothing."""
    return tx.execute(_due(sa.select(outbox.c.id), now).limit(1)).first() is not None


def _due(query: Any, now: datetime) -> Any:
    """What may be sent now: of each number only the first that waits."""
    earlier = outbox.alias()
    before = sa.tuple_(earlier.c.due_at, earlier.c.id) < sa.tuple_(outbox.c.due_at, outbox.c.id)
    waiting = earlier.c.state.in_(_WAITING) & (earlier.c.due_at <= now)
    waits = sa.exists().where((earlier.c.recipient == outbox.c.recipient) & waiting & before)
    return query.where(outbox.c.state.in_(_WAITING), outbox.c.due_at <= now, outbox.c.next_at <= now, ~waits)


def take(tx: Tx, now: datetime, limit: int) -> list[Outgoing]:
    """Take what is due, for this worker alone until SENDING is over: alerts first, then what has waited longest.

    By the next attempt and not by age, so that what fails again and again takes nobody else's turn.
    """
    due = (
        _due(sa.select(outbox), now)
        .order_by(outbox.c.kind != "alert", outbox.c.next_at, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=outbox)  # SQLite has one writer at a time anyway
    )
    rows = tx.execute(due).all()
    if rows:
        tx.execute(
            sa.update(outbox)
            .where(outbox.c.id.in_([row.id for row in rows]))
            .values(state="sending", next_at=now + SENDING, attempts=outbox.c.attempts + 1)
        )
    return [_read(row) for row in rows]


def keep(tx: Tx, taken: Outgoing, now: datetime) -> bool:
    """Begin with a text that was taken some time ago; False when somebody else has taken it since."""
    return _finish(tx, taken, next_at=now + SENDING)


def note_logged(tx: Tx, taken: Outgoing, message_id: int | None) -> None:
    """It stands in the log as this message, or as none any more."""
    tx.execute(sa.update(outbox).where(outbox.c.id == taken.id).values(message_id=message_id))


def sent(tx: Tx, taken: Outgoing, now: datetime, provider_id: str | None) -> None:
    """It has left; `provider_id` is the provider's own id of it."""
    _finish(tx, taken, state="sent", sent_at=now, provider_id=provider_id, error=None)


def try_again(tx: Tx, taken: Outgoing, at: datetime, error: str) -> bool:
    """It did not leave and may later; `error` names class and code, never what the message says.

    False when somebody else has taken it since.
    """
    return _finish(tx, taken, state="queued", next_at=at, error=error)


def put_off(tx: Tx, taken: Outgoing, until: datetime) -> None:
    """It must not leave at this hour; what comes after it to the same number does not wait for it."""
    _finish(tx, taken, state="queued", due_at=until, next_at=until, attempts=taken.attempts - 1)


def put_back(tx: Tx, taken: Outgoing, now: datetime) -> None:
    """The worker stops before it came to this one: somebody else may send it at once."""
    _finish(tx, taken, state="queued", next_at=now, attempts=taken.attempts - 1)


def give_up(tx: Tx, taken: Outgoing, now: datetime, error: str) -> bool:
    """It will never leave; staff see it. False when somebody else has taken it since, who has the say."""
    given_up = _finish(tx, taken, state="failed", error=error)
    if given_up:
        deliveries.note_undelivered(tx, taken.id, now)
    return given_up


def withhold(tx: Tx, taken: Outgoing, reason: str) -> None:
    """It must not leave any more, and why."""
    _finish(tx, taken, state="withheld", error=reason, attempts=taken.attempts - 1)


def withdraw(
    tx: Tx,
    reason: str,
    *,
    recipient: str | None = None,
    booking_id: int | None = None,
    kinds: Collection[Kind] = (),
    unbooked: bool = False,
) -> int:
    """Hold back what waits to be sent to a number or about an appointment, of these kinds or all but alerts.

    `unbooked` leaves what is about any appointment, which may be that of somebody else with the same number.
    What is just being sent cannot be stopped. Returns how many.
    """
    chosen = [outbox.c.state == "queued", outbox.c.kind.in_(kinds) if kinds else outbox.c.kind != "alert"]
    if recipient is not None:
        chosen.append(outbox.c.recipient == recipient)
    if booking_id is not None:
        chosen.append(outbox.c.booking_id == booking_id)
    if unbooked:
        chosen.append(outbox.c.booking_id.is_(None))
    return int(tx.execute(sa.update(outbox).where(*chosen).values(state="withheld", error=reason)).rowcount)


def _finish(tx: Tx, taken: Outgoing, **values: object) -> bool:
    # Somebody who took it later, because this worker was slow, has the say.
    own = (outbox.c.id == taken.id) & (outbox.c.attempts == taken.attempts) & (outbox.c.state == "sending")
    return bool(tx.execute(sa.update(outbox).where(own).values(**values)).rowcount == 1)


def _read(row: Any) -> Outgoing:
    """A row as it is now that it was taken."""
    values = {name: row._mapping[name] for name in Outgoing.__dataclass_fields__}
    return Outgoing(**{**values, "attempts": row.attempts + 1})
