"""What can go wrong, in words for a log: never SQL, parameters or what a person wrote."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError


class StoreError(Exception):
    """Whatever keeps the store from doing its work; outcomes of a booking are no such errors."""


class StoreUnavailable(StoreError):
    """The database cannot be used now: missing, unreachable, locked, full, read-only, another version."""


class StoreFault(StoreError):
    """The database refused a statement; a mistake in this program, not in the world."""


class UnknownConversation(StoreError):
    """There is no such conversation: `conversations.ensure` comes first."""


class StaleDraft(StoreError):
    """Somebody saved the draft after it was loaded: load it again and repeat the change."""


# SQLite gives no code in Python 3.10; the texts are those of sqlite3ErrStr and of its WAL and pager.
_SQLITE_DOWN = (
    "unable to open database file",
    "database is locked",
    "database table is locked",
    "database or disk is full",
    "disk I/O error",
    "attempt to write a readonly database",
    "database disk image is malformed",
    "file is not a database",
    "no such table",  # an empty file, or one that was never migrated
)

# Classes and codes of https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES_DOWN = (
    "08",  # connection exception
    "25006",  # read-only transaction: a standby
    "28",  # invalid authorization
    "3D",  # no such database
    "40P01",  # deadlock
    "42P01",  # no such table: never migrated
    "53",  # insufficient resources, a full disk among them
    "55P03",  # lock not available in time
    "57",  # shut down, starting up, statement cancelled
    "58",  # system error
)


def code_of(error: DBAPIError) -> str:
    """PostgreSQL's five-character code, or nothing."""
    return getattr(error.orig, "pgcode", None) or ""


def translated(url: sa.engine.URL, error: DBAPIError) -> StoreError:
    """The store's error for a driver's, with its first line only: further ones may quote a row."""
    text = str(error.orig).strip() or type(error.orig).__name__
    first = text.splitlines()[0]
    where = url.render_as_string(hide_password=True)
    if _is_down(url, error, first):
        return StoreUnavailable(f"the database {where} cannot be used: {first}")
    return StoreFault(f"{type(error.orig).__name__}: {first}")


def _is_down(url: sa.engine.URL, error: DBAPIError, first: str) -> bool:
    if url.get_backend_name() == "sqlite":
        return any(first.startswith(text) for text in _SQLITE_DOWN)
    code = code_of(error)
    if code:
        return code.startswith(_POSTGRES_DOWN)
    # Without a code it comes from the client: no connection, or one that was lost.
    return isinstance(error, (OperationalError, InterfaceError))
