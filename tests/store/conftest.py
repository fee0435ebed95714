"""Every test of the store runs on SQLite and on PostgreSQL, each run in a database of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.store import Store, open_store
from bot.store.keys import Keys
from bot.store.tables import metadata

KEYS = Keys(audit=b"a" * 32, addresses=b"b" * 32)
both = pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])


@pytest.fixture(scope="session")
def migrated_postgres(new_postgres: Callable[[], str]) -> str:
    """A database with the tables in it, to be emptied after each test."""
    store = open_store(new_postgres())
    store.migrate()
    store.close()
    return store.url.render_as_string(hide_password=False)


@both
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with empty tables."""
    if request.param == "sqlite":
        path = tmp_path / "bot.db"
        shutil.copy(request.getfixturevalue("empty_file"), path)
        yield f"sqlite:///{path}"
    else:
        address: str = request.getfixturevalue("migrated_postgres")
        yield address
        store = open_store(address)
        names = ", ".join(table.name for table in metadata.sorted_tables)
        with store.begin() as tx:
            tx.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY"))
        store.close()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open store with empty tables."""
    opened = open_store(url, KEYS)
    yield opened
    opened.close()


@both
def bare_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store without any tables."""
    if request.param == "sqlite":
        opened = open_store(f"sqlite:///{tmp_path}/folder/new.db")
    else:
        opened = open_store(request.getfixturevalue("new_postgres")())
    yield opened
    opened.close()
