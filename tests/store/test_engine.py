"""Opening, migrating and checking the database, and what is said when it cannot be used."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import StatementError
from store_world import NOW, book, conversation, slot

from bot.store import Store, StoreFault, StoreUnavailable, bookings, conversations, open_store, schema
from bot.store.tables import conversation as conversation_table
from bot.store.tables import metadata


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_migrated_tables_are_those_of_the_code(bare_store: Store) -> None:
    """Alembic finds nothing to do between the migrations and tables.py."""
    bare_store.migrate()
    with bare_store.read() as tx:
        opts = {"compare_type": True, "compare_server_default": True, "include_name": schema.is_ours}
        context = MigrationContext.configure(tx, opts=opts)
        assert compare_metadata(context, metadata) == []


@pytest.mark.postgres
def test_migrations_build_what_the_code_says_to_the_letter(new_postgres: Callable[[], str]) -> None:
    """Also checks, partial indexes and rules for deletion agree, which Alembic does not compare."""
    by_hand, migrated = open_store(new_postgres()), open_store(new_postgres())
    with by_hand.begin() as tx:
        metadata.create_all(tx)
        wanted = described(tx)
    migrated.migrate()
    with migrated.read() as tx:
        assert described(tx) == wanted
    assert len(wanted["constraints"]) > 30
    by_hand.close()
    migrated.close()


def described(tx: sa.engine.Connection) -> dict[str, set[str]]:
    """Constraints and indexes as PostgreSQL words them."""
    queries = {
        "constraints": """
            SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
        "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    }
    found = {what: set(tx.execute(sa.text(sql)).scalars()) for what, sql in queries.items()}
    return {what: {line for line in lines if "alembic_version" not in line} for what, lines in found.items()}


def test_downgrade_leaves_nothing_and_upgrade_works_again(bare_store: Store) -> None:
    """All the way up, down and up again; twice up is once up."""
    told: list[str] = []
    bare_store.migrate(told.append)
    assert told[0] == "database upgraded to 0001: The first tables."
    assert [line.split()[3].strip(":") for line in told] == revisions()
    with bare_store.begin() as tx:
        schema.downgrade(tx, "base")
        assert set(sa.inspect(tx).get_table_names()) - {"sqlite_sequence"} == {"alembic_version"}
    bare_store.migrate()
    bare_store.migrate(told.append)
    bare_store.check()
    assert len(told) == len(revisions())


def test_two_starters_migrate_once(bare_store: Store) -> None:
    """Several processes that start together do not get into each other's way."""
    told: list[str] = []
    stores = [open_store(bare_store.url.render_as_string(hide_password=False)) for _ in range(4)]
    with ThreadPoolExecutor(len(stores)) as pool:
        list(pool.map(lambda store: store.migrate(told.append), stores))
    for store in stores:
        store.close()
    bare_store.check()
    assert len(told) == len(revisions())


def revisions() -> list[str]:
    """All revisions, the oldest first."""
    return sorted(path.name.partition("_")[0] for path in (schema.MIGRATIONS / "versions").glob("0*.py"))


def test_failed_migration_leaves_nothing_behind(bare_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration happens as a whole or not at all, on SQLite too."""

    def fail(*_: object) -> None:
        raise RuntimeError("half way")

    with monkeypatch.context() as broken:
        broken.setattr(schema, "_check_references", fail)
        with pytest.raises(RuntimeError):
            bare_store.migrate()
    with bare_store.read() as tx:
        assert sa.inspect(tx).get_table_names() == []


def test_database_without_tables_is_not_ready(bare_store: Store) -> None:
    """Before the first migration, `check` says what is missing."""
    if bare_store.is_sqlite:
        with pytest.raises(StoreUnavailable, match="no such file"):
            bare_store.check()
        bare_store._make_file()
    with pytest.raises(StoreUnavailable, match="not set up yet"):
        bare_store.check()
    with pytest.raises(StoreUnavailable), bare_store.begin() as tx:
        conversation(tx)


def test_database_of_a_later_version_is_left_alone(store: Store) -> None:
    """An older program neither uses nor migrates a newer database."""
    set_version(store, "9999")
    try:
        for action in (store.check, store.migrate):
            with pytest.raises(StoreUnavailable, match="later version"):
                action()
    finally:
        set_version(store, revisions()[-1])
    store.check()


def set_version(store: Store, revision: str) -> None:
    with store.begin() as tx:
        tx.execute(sa.text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_times_keep_their_moment_and_their_order(store: Store) -> None:
    """Whatever zone a time comes in, it comes back in UTC and is compared as a moment."""
    morning = datetime(2026, 11, 18, 9, 0, tzinfo=ZoneInfo("America/Los_Angeles"))  # 17:00 in UTC
    noon = datetime(2026, 11, 18, 12, 0, tzinfo=timezone.utc)
    with store.begin() as tx:
        began = conversations.ensure(tx, "web:1", "web", morning)
        earlier = sa.select(conversation_table.c.id).where(conversation_table.c.started_at < noon)
        assert tx.execute(earlier).first() is None
    assert began.started_at == morning
    assert began.started_at.utcoffset() == timedelta(0)


def test_time_without_a_zone_is_refused(store: Store) -> None:
    """Nobody knows which moment a naive time is."""
    with pytest.raises(StatementError, match="without a zone"), store.begin() as tx:
        conversations.ensure(tx, "web:1", "web", datetime(2026, 11, 18, 9, 0))


def test_error_in_the_block_undoes_all_of_it(store: Store) -> None:
    """A transaction is committed as a whole or not at all."""
    with pytest.raises(LookupError), store.begin() as tx:
        bookings.cancel(tx, len(conversation(tx, "web:1")), NOW)
    with store.read() as tx:
        assert conversations.find(tx, "web:1") is None


def test_reading_connection_does_not_write(store: Store) -> None:
    """Whoever only reads cannot change anything by mistake, and writing works again afterwards."""
    with pytest.raises((StoreFault, StoreUnavailable)), store.read() as tx:
        conversation(tx, "web:1")
    with store.begin() as tx:
        conversation(tx, "web:1")


def test_refused_statement_is_told_without_what_was_in_it(store: Store) -> None:
    """The error of the database is passed on without SQL, parameters and rows: they are people's words."""
    with store.begin() as tx:
        who = conversation(tx)
    with pytest.raises(StoreFault) as fault, store.begin() as tx:
        conversations.log_in(tx, who, "my secret", NOW, crisis="nonsense")  # type: ignore[arg-type]
    assert "secret" not in str(fault.value)
    assert fault.value.__suppress_context__


def test_postgres_that_is_not_there_is_unavailable() -> None:
    """A closed port gives one clear line without the password, and quickly."""
    store = open_store("postgresql://bot:hunter2@127.0.0.1:1/bot")
    for action in (
        store.check,
        store.migrate,
        lambda: store.begin().__enter__(),
        lambda: store.read().__enter__(),
    ):
        with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1") as unavailable:
            action()
        assert "hunter2" not in str(unavailable.value)
        assert "\n" not in str(unavailable.value)


@pytest.mark.postgres
def test_postgres_database_that_is_missing_is_unavailable(new_postgres: Callable[[], str]) -> None:
    """A server without that database says so."""
    store = open_store(new_postgres() + "_not")
    with pytest.raises(StoreUnavailable, match="does not exist"):
        store.check()


@pytest.mark.postgres
def test_postgres_that_was_restarted_is_used_again(new_postgres: Callable[[], str]) -> None:
    """Connections that the server closed are replaced; one that is lost in the middle is told."""
    store = open_store(new_postgres())
    store.migrate()
    ends_all = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()")
    with pytest.raises(StoreUnavailable), store.begin() as tx:
        tx.execute(ends_all)
    store.check()
    store.close()


@pytest.mark.postgres
def test_postgres_that_is_read_only_is_not_ready(new_postgres: Callable[[], str]) -> None:
    """A standby can be read but not booked in."""
    address = new_postgres()
    store = open_store(address)
    store.migrate()
    name = store.url.database
    with store.begin() as tx:
        tx.execute(sa.text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    store.close()
    with pytest.raises(StoreUnavailable, match="read-only"):
        store.check()
    with pytest.raises(StoreUnavailable, match="read-only"), store.begin() as tx:
        conversation(tx)
    store.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A SQLite database in a folder that did not exist."""
    path = tmp_path / "some" / "folder" / "bot.db"
    store = open_store(f"sqlite:///{path}")
    store.migrate()
    store.close()
    return path


def test_sqlite_file_is_made_with_its_folders_and_in_wal_mode(file: Path) -> None:
    """Readers do not wait for a writer."""
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_sqlite_file_that_was_removed_is_unavailable(file: Path) -> None:
    """An open store does not go on writing into a file that is gone, nor begin an empty one."""
    store = open_store(f"sqlite:///{file}")
    with store.begin() as tx:
        conversation(tx)
    for path in file.parent.iterdir():
        path.unlink()
    for open_it in (store.begin, store.read):
        with pytest.raises(StoreUnavailable, match="unable to open"), open_it() as tx:
            conversation(tx)
    with pytest.raises(StoreUnavailable, match="no such file"):
        store.check()
    assert not file.exists()
    store.migrate()
    store.check()
    store.close()


def test_sqlite_file_that_is_read_only_is_unavailable(file: Path) -> None:
    """It can be read, but not booked in."""
    store = open_store(f"sqlite:///{file}?mode=ro")
    with store.read() as tx:
        assert conversations.ids(tx) == []
    with pytest.raises(StoreUnavailable, match="read-only"):
        store.check()
    store.close()


def test_sqlite_that_is_full_is_unavailable(file: Path) -> None:
    """A disk without room is not an error of the program."""
    store = open_store(f"sqlite:///{file}")
    with store.begin() as tx:
        pages = tx.exec_driver_sql("PRAGMA page_count").scalar()
        tx.exec_driver_sql(f"PRAGMA max_page_count={pages}")  # of this connection, as a full disk would be
    with pytest.raises(StoreUnavailable, match="full"), store.begin() as tx:
        conversations.log_out(tx, conversation(tx), ["long " * 100_000], NOW)
    store.close()


def test_little_free_disk_is_told_before_it_is_none(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` speaks up while there is still room to tidy up."""
    monkeypatch.setattr("bot.store.engine.SPARE_BYTES", 1 << 60)
    store = open_store(f"sqlite:///{file}")
    with pytest.raises(StoreUnavailable, match="disk is full"):
        store.check()


def test_sqlite_that_stays_locked_is_unavailable(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting for a lock has an end."""
    monkeypatch.setattr("bot.store.engine.LOCK_SECONDS", 0.1)
    store = open_store(f"sqlite:///{file}")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="locked"), store.begin() as tx:
        conversation(tx)
    with store.read() as tx:  # reading goes on meanwhile
        assert conversations.ids(tx) == []
    other.close()
    store.check()
    store.close()


def test_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    """Any other file is named as such."""
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(StoreUnavailable, match="not a database"):
        open_store(f"sqlite:///{path}").migrate()


def test_folder_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    """A file where the folder should be is told, not raised as an error of the system."""
    (tmp_path / "here").write_text("")
    with pytest.raises(StoreUnavailable, match="here"):
        open_store(f"sqlite:///{tmp_path}/here/bot.db").migrate()


@pytest.mark.parametrize("address", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://host/name"])
def test_address_of_another_kind_is_refused(address: str) -> None:
    """Only a file of SQLite and PostgreSQL will do, and the message says so."""
    with pytest.raises(StoreUnavailable, match="sqlite:///"):
        open_store(address)


def test_removal_of_a_referenced_row_is_refused(store: Store) -> None:
    """The database watches references, on SQLite too."""
    with store.begin() as tx:
        book(tx, slot())
    with pytest.raises(StoreFault, match=r"(?i)foreign key"), store.begin() as tx:
        tx.execute(sa.delete(conversation_table))
