"""The secret addresses at which the staff's own calendar programs read, and what they read there."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.store import staff
from bot.store.booking_rows import Booking, read_booking, select_bookings
from bot.store.engine import Tx
from bot.store.sql import insert, lock_name
from bot.store.staff import Account
from bot.store.tables import booking, calendar_feed

BACK, AHEAD = timedelta(days=30), timedelta(days=90)
NOTED = timedelta(hours=1)  # programs look every few minutes: that they did is noted once in that time
_SHOWN = ("booked", "completed", "no_show", "cancelled")


@dataclass(frozen=True)
class Feed:
    """Whose feed it is, and when it was read, to the hour."""

    account_id: int
    created_at: datetime
    last_read_at: datetime | None


def make(tx: Tx, account_id: int, now: datetime) -> str:
    """A new secret for somebody's feed, which is kept as a hash only; an earlier one opens nothing any more."""
    lock_name(tx, f"feed:{account_id}")
    revoke(tx, account_id)
    token = secrets.token_urlsafe(32)
    insert(tx, calendar_feed, staff_account_id=account_id, token_hash=_hash(token), created_at=now)
    return token


def revoke(tx: Tx, account_id: int) -> bool:
    """Close somebody's feed; whether there was one."""
    query = sa.delete(calendar_feed).where(calendar_feed.c.staff_account_id == account_id)
    return bool(tx.execute(query).rowcount == 1)


def of(tx: Tx, account_id: int) -> Feed | None:
    """Somebody's feed."""
    row = calendar_feed.c
    query = sa.select(row.staff_account_id, row.created_at, row.last_read_at).where(row.staff_account_id == account_id)
    found = tx.execute(query).first()
    return None if found is None else Feed(*found)


def reader(tx: Tx, token: str) -> Account | None:
    """Whose secret it is; None when it is nobody's, or of somebody who may not enter."""
    query = sa.select(calendar_feed.c.staff_account_id).where(calendar_feed.c.token_hash == _hash(token))
    found = tx.execute(query).scalar()
    account = None if found is None else staff.get(tx, int(found))
    return account if account is not None and account.disabled_at is None and account.password_hash else None


def note_read(tx: Tx, account_id: int, now: datetime) -> bool:
    """Note that a feed is read; False when that was noted within the hour."""
    row = calendar_feed.c
    due = sa.or_(row.last_read_at.is_(None), row.last_read_at <= now - NOTED)
    query = sa.update(calendar_feed).where(row.staff_account_id == account_id, due).values(last_read_at=now)
    return bool(tx.execute(query).rowcount == 1)


def entries(tx: Tx, now: datetime) -> list[Booking]:
    """The consultations of a feed, in order; what is only held is none."""
    row = booking.c
    query = select_bookings().where(row.state.in_(_SHOWN), row.starts_at >= now - BACK, row.starts_at <= now + AHEAD)
    return [read_booking(found) for found in tx.execute(query.order_by(row.starts_at, row.id))]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
