"""A console for each test, on a copy of a database in which three colleagues have signed up once."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import argon2
import pytest
import sqlalchemy as sa

from bot.console import passwords
from bot.context import Assistant, assistant
from bot.secret import store_keys
from bot.store import open_store, tables
from tests.browser_support import browser as browser
from tests.console.desk import NOW, Desk, Staff, copy_rows, desk_of, fill, hire

_FOLDERS = count()


@dataclass(frozen=True)
class Template:
    """A database to be copied, its assistant, and the colleagues in it."""

    running: Assistant
    file: Path
    staff: Staff


@pytest.fixture(scope="session")
def cheap_hashes() -> Iterator[argon2.PasswordHasher]:
    """Passwords are hashed quickly in this process, to save a minute; gives the real hasher."""
    with pytest.MonkeyPatch.context() as patch:
        real = passwords._hasher
        patch.setattr(passwords, "_hasher", argon2.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        passwords._decoy.cache_clear()
        yield real
    passwords._decoy.cache_clear()


@pytest.fixture(scope="session")
def template(cheap_hashes: argon2.PasswordHasher, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """Three colleagues who came by real invitations and are signed in, and three conversations."""
    folder = tmp_path_factory.mktemp("console")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOT_DATABASE_URL", f"sqlite:///{folder / 'first.db'}")
        patch.setenv("BOT_SECRET", "a secret of the console's tests only")
        patch.setenv("BOT_NOW", NOW.isoformat())
        assistant.cache_clear()
        made = assistant()
        assistant.cache_clear()
    made.store.migrate()
    hired = hire(made)
    with made.store.begin() as tx:
        fill(tx, made)
    file = folder / "template.db"
    with closing(sqlite3.connect(folder / "first.db")) as source, closing(sqlite3.connect(file)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")
    yield Template(made, file, hired)
    made.store.close()


def _on(template: Template, url: str) -> Assistant:
    # exports are files: each test has a folder of its own for them
    learned = template.file.parent / f"learned-{next(_FOLDERS)}"
    settings = replace(template.running.settings, database_url=url, now=NOW, learned=learned)
    return replace(template.running, settings=settings, store=open_store(url, store_keys(template.running.secret)))


@pytest.fixture
def desk(template: Template, tmp_path: Path) -> Iterator[Desk]:
    """A console on a SQLite database of its own."""
    shutil.copy(template.file, tmp_path / "desk.db")
    running = _on(template, f"sqlite:///{tmp_path / 'desk.db'}")
    yield desk_of(running, template.staff)
    running.store.close()


@pytest.fixture(scope="session")
def server(new_postgres: Callable[[], str]) -> str:
    """One database on PostgreSQL for all tests here, since making and dropping one takes a second or more."""
    url = new_postgres()
    store = open_store(url)
    store.migrate()
    store.close()
    return url


@pytest.fixture
def postgres_desk(template: Template, server: str) -> Iterator[Desk]:
    """The same on PostgreSQL, emptied and filled anew."""
    running = _on(template, server)
    with running.store.begin() as tx:
        names = ", ".join(table.name for table in tables.metadata.sorted_tables)
        tx.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    copy_rows(template.running, running)
    yield desk_of(running, template.staff)
    running.store.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def either_desk(request: pytest.FixtureRequest) -> Desk:
    """The same on each of the two databases."""
    found: Desk = request.getfixturevalue("desk" if request.param == "sqlite" else "postgres_desk")
    return found


@pytest.fixture
def empty(template: Template, empty_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assistant]:
    """The assistant that the commands find: the tables are there, and nobody in them."""
    running = _on(template, f"sqlite:///{shutil.copy(empty_file, tmp_path / 'empty.db')}")
    for where in ("bot.commands.console.assistant", "bot.context.assistant"):
        monkeypatch.setattr(where, lambda: running)
    yield running
    running.store.close()
