"""The version of the tables: Alembic, run from here so that no alembic.ini is needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.exc import OperationalError
from sqlalchemy.future import Connection

from bot.store import triggers
from bot.store.errors import StoreFault, StoreUnavailable

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK_KEY = 7_264_910_518_332  # any number that no other program takes as an advisory lock in this database

LATER = "it was set up by a later version of this program"


def upgrade(connection: Connection, progress: Callable[[str], None] | None = None) -> None:
    """Run what is missing up to the newest revision, within the connection's open transaction.

    Raises:
        StoreUnavailable: the database is at a revision that this version does not have.
    """
    missing = difference(connection)
    if missing == LATER:
        raise StoreUnavailable(f"the database cannot be used: {LATER}")
    if missing is not None:
        triggers.remove(connection)
        command.upgrade(config(connection, progress), "head")
        triggers.install(connection)
    _check_references(connection)


def downgrade(connection: Connection, revision: str) -> None:
    """Go back to a revision, "base" for none, within the connection's open transaction."""
    triggers.remove(connection)
    command.downgrade(config(connection), revision)
    if triggers.fit(connection):
        triggers.install(connection)


def difference(connection: Connection) -> str | None:
    """What keeps this version of the program from using these tables, or None."""
    scripts = ScriptDirectory.from_config(config(connection))
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None:
        return "it is not set up yet"
    if current == scripts.get_current_head():
        return None
    try:
        scripts.get_revision(current)
    except CommandError:
        return LATER
    return f"it is at revision {current} and must be brought up to {scripts.get_current_head()}"


def _check_references(connection: Connection) -> None:
    """SQLite does not watch references during a migration (see engine), so they are checked at its end."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            tables = sorted({row[0] for row in broken})
            raise StoreFault(f"the migration would leave references to nothing in: {', '.join(tables)}")


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether Alembic should compare it: all but the tables in which SQLite counts ids and keeps words."""
    return kind != "table" or name is None or not (name == "sqlite_sequence" or "_words" in name)


def is_writable(connection: Connection) -> bool:
    """Whether rows can be changed; SQLite says so only when one is."""
    if connection.dialect.name == "postgresql":
        return connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "off"
    trial = connection.begin_nested()
    try:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
    except OperationalError as error:
        if "readonly" in str(error.orig):
            return False
        raise
    finally:
        trial.rollback()
    return True


def config(connection: Connection, progress: Callable[[str], None] | None = None) -> Config:
    """Alembic's settings for work on an open connection; env.py finds both in its attributes."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.attributes["connection"] = connection
    settings.attributes["progress"] = progress
    return settings
