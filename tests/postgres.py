"""Databases on a PostgreSQL server, for the tests that need one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.future import create_engine

from bot.context import Assistant, assistant

SERVER = os.environ.get("BOT_TEST_POSTGRES_URL", "postgresql+psycopg2://postgres@127.0.0.1:5432/")


def _on_server(statement: str) -> None:
    server = make_url(SERVER).set(database="postgres")
    engine = create_engine(server, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 5})
    try:
        with engine.connect() as connection:
            connection.execute(sa.text(statement))
    finally:
        engine.dispose()


@pytest.fixture(scope="session")
def new_postgres() -> Iterator[Callable[[], str]]:
    """Makes databases that are dropped at the end; skips when there is no server, but never on CI."""
    made: list[str] = []

    def make() -> str:
        name = f"bot_test_{uuid4().hex}"
        try:
            _on_server(f"CREATE DATABASE {name}")
        except OperationalError as error:
            where = make_url(SERVER).render_as_string(hide_password=True)
            why = f"no PostgreSQL at {where}: {str(error.orig).splitlines()[0]}"
            if os.environ.get("CI", "").lower() == "true":
                pytest.fail(why, pytrace=False)
            pytest.skip(why)
        made.append(name)
        return make_url(SERVER).set(database=name).render_as_string(hide_password=False)

    yield make
    for name in made:
        _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def running(new_postgres: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Assistant]:
    """An assistant on an empty PostgreSQL database of its own."""
    monkeypatch.setenv("BOT_DATABASE_URL", new_postgres())
    assistant.cache_clear()
    made = assistant()
    made.store.migrate()
    yield made
    made.store.close()
    assistant.cache_clear()
