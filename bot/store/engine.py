"""Opening the database: one store by URL, SQLite and PostgreSQL alike."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.future import Connection, Engine, create_engine
from sqlalchemy.pool import QueuePool

from bot.store import schema
from bot.store.errors import StoreUnavailable, translated
from bot.store.keys import OPTION, Keys

Tx = Connection
"""An open transaction: what the functions of this package work on."""

LOCK_SECONDS = 5  # how long to wait for a lock, or for a connection of the pool
CONNECT_SECONDS = 3  # how long to wait for a PostgreSQL server; people in danger may be waiting as well
IDLE_SECONDS = 60  # after which PostgreSQL ends a transaction whose process was stopped in it
PATIENCE_MILLISECONDS = 100  # how long to wait for those who read, before the log is emptied another time
SPARE_BYTES = 16 * 1024 * 1024  # free disk under which SQLite's folder counts as full


class Store:
    """One database. Threads may share it; a forked process opens its own."""

    def __init__(self, url: URL, engine: Engine) -> None:
        self.url = url
        self._engine = engine

    @property
    def is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def begin(self) -> Iterator[Tx]:
        """A write transaction: committed at the end of the block, rolled back when it raises.

        On SQLite it is the only one at a time (BEGIN IMMEDIATE), on PostgreSQL it is READ COMMITTED.
        Blocks must be short and never nested in one thread.

        Raises:
            StoreUnavailable: the database is down, locked, full or not set up.
            StoreFault: it refused a statement.
        """
        with self._connected(writes=True) as tx, tx.begin():
            yield tx

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """A connection for reading; writing on it fails. Raises as `begin` does."""
        with self._connected(writes=False) as tx, tx.begin():
            yield tx

    def migrate(self, progress: Callable[[str], None] | None = None) -> None:
        """Bring the tables up to this version; starters at the same time wait for one another.

        Raises:
            StoreUnavailable: as `begin`, or the tables were made by a later version.
        """
        if self.is_sqlite:
            self._make_file()
        with self._connected(writes=True, migrates=True) as tx, tx.begin():
            if not self.is_sqlite:
                tx.execute(sa.text("SET LOCAL lock_timeout = '10min'"))
                tx.execute(sa.select(sa.func.pg_advisory_xact_lock(schema.LOCK_KEY)))
            schema.upgrade(tx, progress)

    def check(self) -> None:
        """Return when a booking could be written now.

        Raises:
            StoreUnavailable: with one line for whoever runs the assistant.
        """
        if self.is_sqlite:
            self._check_disk()
        with self.begin() as tx:
            wrong = schema.difference(tx)
            if wrong is None and not schema.is_writable(tx):
                wrong = "it is read-only"
        if wrong:
            raise self._unavailable(wrong)

    def empty_log(self) -> bool:
        """Empty the write-ahead log of SQLite; False when somebody who reads was in the way."""
        with self._connected(writes=True) as connection:
            raw: Any = connection.connection
            raw.execute(f"PRAGMA busy_timeout={PATIENCE_MILLISECONDS}")  # who writes waits meanwhile
            try:
                return bool(raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
            finally:
                raw.execute(f"PRAGMA busy_timeout={LOCK_SECONDS * 1000}")

    def close(self) -> None:
        """Close all connections; a store used afterwards opens new ones."""
        self._engine.dispose()

    def _unavailable(self, why: str) -> StoreUnavailable:
        name = self.url.render_as_string(hide_password=True)
        return StoreUnavailable(f"the database {name} cannot be used: {why}")

    @contextmanager
    def _connected(self, writes: bool, migrates: bool = False) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                if not writes and not self.is_sqlite:  # SQLite's flag is set by `_begin_sqlite`
                    connection = connection.execution_options(postgresql_readonly=True)
                yield connection.execution_options(writes=writes, migrates=migrates)
        except PoolTimeout:
            raise self._unavailable("all connections are busy") from None
        except DBAPIError as error:
            # The cause stays out of the log, because its text may quote a row; its traceback is kept.
            raise translated(self.url, error).with_traceback(error.__traceback__) from None

    def _make_file(self) -> None:
        path = Path(str(self.url.database))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=LOCK_SECONDS, isolation_level=None)
            try:
                # WAL is a property of the file, so it is set once: changing it wants the file for itself.
                if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                    connection.execute("PRAGMA journal_mode=WAL")
            finally:
                connection.close()
        except (OSError, sqlite3.Error) as error:
            raise self._unavailable(str(error)) from None

    def _check_disk(self) -> None:
        path = Path(str(self.url.database))
        if not path.exists():
            raise self._unavailable("there is no such file")
        if shutil.disk_usage(path.parent).free < SPARE_BYTES:
            raise self._unavailable("the disk is full")


def open_store(url: str, keys: Keys | None = None) -> Store:
    """The store behind "sqlite:///folder/file.db" or "postgresql://user:password@host/name".

    Nothing is connected to yet: `migrate` sets the database up, `check` says whether it can be used. Without `keys`
    neither the audit log nor opt-outs can be used.

    Raises:
        StoreUnavailable: the URL cannot be read, or names a database that is neither of the two.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreUnavailable("the database's URL cannot be read; it has the form sqlite:///file.db") from None
    backend = parsed.get_backend_name()
    if backend == "sqlite" and parsed.database not in (None, "", ":memory:"):
        parsed = parsed.set(database=str(Path(str(parsed.database)).absolute()))
        return Store(parsed, _sqlite(parsed, keys))
    if backend == "postgresql":
        return Store(parsed, _postgres(parsed, keys))
    raise StoreUnavailable(
        f"the database {parsed.render_as_string(hide_password=True)} cannot be used: "
        "the URL must begin with sqlite:/// and name a file, or with postgresql://"
    )


def _sqlite(url: URL, keys: Keys | None) -> Engine:
    path = Path(str(url.database))
    # Without the right to create: a file that was removed is an error, not a new and empty calendar.
    address = f"file:{quote(str(path))}?mode={url.query.get('mode', 'rw')}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=LOCK_SECONDS, isolation_level=None, check_same_thread=False)

    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_timeout=LOCK_SECONDS,
        hide_parameters=True,
        execution_options={OPTION: keys},
    )

    def prepare(connection: sqlite3.Connection, record: Any) -> None:
        connection.execute(f"PRAGMA busy_timeout={LOCK_SECONDS * 1000}")
        # With WAL, NORMAL may lose the last commits when the power fails: people were told "booked" by then.
        connection.execute("PRAGMA synchronous=FULL")
        # What is erased is overwritten, and not only marked as free.
        connection.execute("PRAGMA secure_delete=ON")
        # SQLite's own knows only the letters of ASCII
        connection.create_function("lower", 1, lambda text: text.lower() if isinstance(text, str) else text)
        record.info["file"] = _identity(path)

    def same_file(_connection: sqlite3.Connection, record: Any, _proxy: Any) -> None:
        # An open connection goes on writing into a file that was removed or replaced, and all is lost.
        if record.info.get("file") != _identity(path):
            raise DisconnectionError("the file was removed or replaced")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "checkout", same_file)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    writes = options.get("writes", True)
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    # A migration copies tables and drops the old ones, which would delete the rows that refer to them.
    connection.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if options.get('migrates') else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116  on every checkout, so the cheapest
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _postgres(url: URL, keys: Keys | None) -> Engine:
    engine = create_engine(
        url,
        connect_args={"connect_timeout": CONNECT_SECONDS},
        isolation_level="READ COMMITTED",  # whatever the server's default: the locks count on it
        pool_pre_ping=True,
        pool_timeout=LOCK_SECONDS,
        hide_parameters=True,
        execution_options={OPTION: keys},
    )
    event.listen(engine, "connect", _prepare_postgres)
    return engine


def _prepare_postgres(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        cursor.execute(f"SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'")
        # The server's default is for a disk that turns, on which reading a whole table beats many looks at an index.
        cursor.execute("SET random_page_cost = 1.1")
        cursor.execute("SET jit = off")  # no statement here is long enough to be worth compiling
    connection.commit()
