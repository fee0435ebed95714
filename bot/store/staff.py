"""Accounts of the staff: invitation, sessions, recovery codes, and what slows down whoever guesses.

Secrets are kept as hashes; `now` decides what has run out.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.errors import StoreFault
from bot.store.sql import insert, lock_name, try_insert
from bot.store.tables import sign_in_failure, staff_account, staff_invitation, staff_recovery_code, staff_session

Role = Literal["viewer", "reviewer", "admin"]
INVITATION = timedelta(hours=24)
IDLE, LONGEST = timedelta(minutes=15), timedelta(hours=12)  # ends of a session
RECOVERY_CODES = 10


NAME_LENGTH = 60  # characters; it stands in texts to visitors


class LoginTaken(ValueError):
    """There is an account of that name."""


@dataclass(frozen=True)
class Account:
    """Somebody of the staff. Without `password_hash` they are invited and have not signed up."""

    id: int
    login: str
    name: str
    role: Role
    password_hash: str | None
    totp_secret: str | None
    totp_step: int
    created_at: datetime
    disabled_at: datetime | None

    @property
    def actor(self) -> str:
        """How logs name them."""
        return f"staff:{self.id}"


@dataclass(frozen=True)
class Session:
    """A session of a browser, and whose it is."""

    account: Account
    started_at: datetime
    last_at: datetime
    confirmed_at: datetime


_JOINERS = "\u200c\u200d"
_ACCOUNT = [staff_account.c[name] for name in Account.__dataclass_fields__]


def add(tx: Tx, login: str, name: str, role: Role, now: datetime) -> Account:
    """An account that nobody can enter yet: it takes an invitation. Raises LoginTaken."""
    folded = login.strip().casefold()
    if not try_insert(tx, staff_account, login=folded, name=name.strip(), role=role, created_at=now):
        raise LoginTaken(folded)
    found = by_login(tx, folded)
    if found is None:
        raise StoreFault("an account that was just made is gone")
    return found


def count(tx: Tx) -> int:
    """How many accounts can be entered."""
    query = sa.select(sa.func.count()).where(
        staff_account.c.password_hash.is_not(None), staff_account.c.disabled_at.is_(None)
    )
    return int(tx.execute(query).scalar_one())


def everybody(tx: Tx) -> list[Account]:
    """All accounts, by name."""
    return [Account(**row._mapping) for row in tx.execute(sa.select(*_ACCOUNT).order_by(staff_account.c.login))]


def get(tx: Tx, account_id: int) -> Account | None:
    """One account."""
    row = tx.execute(sa.select(*_ACCOUNT).where(staff_account.c.id == account_id)).first()
    return None if row is None else Account(**row._mapping)


def by_login(tx: Tx, login: str) -> Account | None:
    """The account of that name."""
    row = tx.execute(sa.select(*_ACCOUNT).where(staff_account.c.login == login.strip().casefold())).first()
    return None if row is None else Account(**row._mapping)


def change(tx: Tx, account_id: int, **values: Any) -> None:
    """Change an account; a disabled one, a new role or new factors end its sessions."""
    tx.execute(sa.update(staff_account).where(staff_account.c.id == account_id).values(**values))


def name_problem(name: str) -> str | None:
    """The id of the text that says why nobody can be called that; None: they can. Visitors read it, as do all staff."""
    told = " ".join(name.split())
    if not any(sign.isalpha() for sign in told):
        return "name_missing"
    if len(told) > NAME_LENGTH:
        return "name_long"
    # control characters, and those that turn the writing round or cannot be seen; two of them join letters of Persian
    # and the languages of India
    if any(unicodedata.category(sign).startswith("C") and sign not in _JOINERS for sign in name):
        return "name_odd"
    return None


def rename(tx: Tx, account_id: int, name: str) -> tuple[str, str]:
    """Call somebody otherwise; gives the name before and now. Raises ValueError: nobody can be called that."""
    problem = name_problem(name)
    if problem is not None:
        raise ValueError(problem)
    found = get(tx, account_id)
    if found is None:
        raise StoreFault("there is no such account")
    told = " ".join(name.split())
    change(tx, account_id, name=told)
    return found.name, told


def use_step(tx: Tx, account_id: int, step: int) -> bool:
    """Use up a time step of the one-time codes; False when it, or a later one, was used before."""
    later = (staff_account.c.id == account_id) & (staff_account.c.totp_step < step)
    return bool(tx.execute(sa.update(staff_account).where(later).values(totp_step=step)).rowcount == 1)


# ---- invitations


def invite(tx: Tx, account_id: int, now: datetime) -> str:
    """A secret that opens the account once within a day; earlier ones work no more."""
    tx.execute(sa.delete(staff_invitation).where(staff_invitation.c.staff_account_id == account_id))
    token = secrets.token_urlsafe(32)
    values = {"staff_account_id": account_id, "created_at": now, "expires_at": now + INVITATION}
    tx.execute(sa.insert(staff_invitation).values(token_hash=_hash(token), **values))
    return token


def invited(tx: Tx, token: str, now: datetime) -> Account | None:
    """Whom an invitation is for, while it works."""
    row = staff_invitation.c
    valid = (row.token_hash == _hash(token)) & row.used_at.is_(None) & (row.expires_at > now)
    found = tx.execute(sa.select(row.staff_account_id).where(valid)).scalar()
    account = None if found is None else get(tx, int(found))
    return account if account is not None and account.disabled_at is None else None


def use_invitation(tx: Tx, token: str, now: datetime) -> bool:
    """Use it up; False when somebody was quicker, or it has run out."""
    row = staff_invitation.c
    valid = (row.token_hash == _hash(token)) & row.used_at.is_(None) & (row.expires_at > now)
    return bool(tx.execute(sa.update(staff_invitation).where(valid).values(used_at=now)).rowcount == 1)


# ---- recovery codes


def new_recovery_codes(tx: Tx, account_id: int) -> list[str]:
    """Codes for when the phone is gone, each for once; earlier ones work no more."""
    tx.execute(sa.delete(staff_recovery_code).where(staff_recovery_code.c.staff_account_id == account_id))
    codes = ["-".join(secrets.token_hex(5)[part : part + 5] for part in (0, 5)) for _ in range(RECOVERY_CODES)]
    for code in codes:
        insert(tx, staff_recovery_code, staff_account_id=account_id, code_hash=_hash(code))
    return codes


def use_recovery_code(tx: Tx, account_id: int, code: str, now: datetime) -> bool:
    """Use one up; False when there is none like it."""
    row = staff_recovery_code.c
    mine = (row.staff_account_id == account_id) & (row.code_hash == _hash(code.strip().lower())) & row.used_at.is_(None)
    return bool(tx.execute(sa.update(staff_recovery_code).where(mine).values(used_at=now)).rowcount == 1)


# ---- sessions


def begin_session(tx: Tx, account_id: int, now: datetime) -> str:
    """A new session, whose secret goes into the browser's cookie."""
    token = secrets.token_urlsafe(32)
    values = {"staff_account_id": account_id, "started_at": now, "last_at": now, "confirmed_at": now}
    tx.execute(sa.insert(staff_session).values(token_hash=_hash(token), **values))
    return token


def session(tx: Tx, token: str, now: datetime) -> Session | None:
    """The session of a secret, unless it has ended: signed out, idle, too old, or its account is disabled."""
    own = (staff_session.c.token_hash == _hash(token)) & alive(now)
    found = tx.execute(sa.select(staff_session).where(own)).first()
    account = None if found is None else get(tx, int(found.staff_account_id))
    if found is None or account is None or account.disabled_at is not None or account.password_hash is None:
        return None
    return Session(account, found.started_at, found.last_at, found.confirmed_at)


def alive(now: datetime) -> Any:
    """Whether a session has not ended, is not idle and not too old: a condition on its row."""
    row = staff_session.c
    return row.ended_at.is_(None) & (row.last_at > now - IDLE) & (row.started_at > now - LONGEST)


def is_here(tx: Tx, account_id: int, now: datetime) -> bool:
    """Whether they are signed in anywhere."""
    own = staff_session.c.staff_account_id == account_id
    return tx.execute(sa.select(staff_session.c.token_hash).where(own, alive(now)).limit(1)).first() is not None


def touch_session(tx: Tx, token: str, now: datetime, *, confirmed: bool = False) -> None:
    """It is in use; `confirmed` says that password and code were given anew."""
    values = {"last_at": now, **({"confirmed_at": now} if confirmed else {})}
    tx.execute(sa.update(staff_session).where(staff_session.c.token_hash == _hash(token)).values(**values))


def end_session(tx: Tx, token: str, now: datetime) -> None:
    """Sign out."""
    _end(tx, now, staff_session.c.token_hash == _hash(token))


def end_sessions(tx: Tx, account_id: int, now: datetime) -> int:
    """Sign out everywhere; returns how many sessions that ended."""
    return _end(tx, now, staff_session.c.staff_account_id == account_id)


def _end(tx: Tx, now: datetime, which: Any) -> int:
    query = sa.update(staff_session).where(which, staff_session.c.ended_at.is_(None)).values(ended_at=now)
    return int(tx.execute(query).rowcount)


# ---- who guesses


def count_attempt(tx: Tx, limits: Mapping[str, int], now: datetime, window: timedelta) -> list[int] | None:
    """Count an attempt as failed before it is looked at, so that many at once are no more than one after the other.

    `limits` says how many may fail within the window, by source: "login:<name>", "address:<ip>", "confirm:<id>".
    Returns what to forget when it succeeds; None when it must not be looked at. What is older than a day is forgotten.
    """
    for source in limits:
        lock_name(tx, f"attempts:{source}")
    if any(_failures(tx, source, now - window) >= limit for source, limit in limits.items()):
        return None
    tx.execute(sa.delete(sign_in_failure).where(sign_in_failure.c.at < now - timedelta(days=1)))
    return [insert(tx, sign_in_failure, source=source, at=now) for source in limits]


def forget_attempts(tx: Tx, attempts: Collection[int], source: str | None = None) -> None:
    """The right person got in: these were no failures; nor do earlier ones of a `source` count any more."""
    own: Any = sign_in_failure.c.id.in_(list(attempts))
    tx.execute(sa.delete(sign_in_failure).where(sa.or_(own, sign_in_failure.c.source == source)))


def _failures(tx: Tx, source: str, since: datetime) -> int:
    query = sa.select(sa.func.count()).where(sign_in_failure.c.source == source, sign_in_failure.c.at > since)
    return int(tx.execute(query).scalar_one())


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
