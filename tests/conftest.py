"""What all tests share: the trained model once a run, a database for each test, a clock that stands still."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")  # each worker has a core; more threads than cores only wait in circles
os.environ.pop("BOT_NOW", None)

# Libraries that Rasa 3.6.21 pins warn while they are imported; that is theirs, not ours.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from bot.channels.path import MessagePath
    from bot.channels.rasa import Rasa

from bot.clinic.answers import Answers
from bot.commands import train
from bot.context import Assistant, assistant
from bot.settings import Settings
from bot.store import open_store
from tests.dialogues.driver import Conversation
from tests.postgres import new_postgres as new_postgres

T0 = datetime.fromisoformat("2026-11-23T10:05-08:00")


@pytest.fixture(scope="session")
def rasa() -> Rasa:
    """The trained model; trained first if what it is made of has changed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        train.run()
        return Rasa.load(Settings.read().models)


@pytest.fixture(scope="session", autouse=True)
def answers_read_once() -> Iterator[None]:
    """The clinic's own answers are the same in all tests, and reading them takes longer than most of them do."""
    own, load = Settings.read().texts, Answers.load
    kept = cache(load)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Answers, "load", lambda folder: (kept if folder == own else load)(folder))
        yield


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables in it, to be copied: making them takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    store = open_store(f"sqlite:///{path}")
    store.migrate()
    store.close()
    return path


@pytest.fixture
def running(empty_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assistant]:
    """An assistant on an empty database of its own."""
    shutil.copy(empty_file, tmp_path / "bot.db")
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite:///{tmp_path / 'bot.db'}")
    assistant.cache_clear()
    made = assistant()
    yield made
    made.store.close()
    assistant.cache_clear()


@pytest.fixture
def path(running: Assistant, rasa: Rasa) -> MessagePath:
    return MessagePath(running, rasa)


@pytest.fixture
def chat(path: MessagePath, running: Assistant) -> Conversation:
    """A conversation on the website at T0, a Monday morning."""
    return Conversation(path, running, "web:alice", T0)


@pytest.fixture
def other_chat(path: MessagePath, running: Assistant) -> Conversation:
    """Somebody else's conversation at the same time."""
    return Conversation(path, running, "web:bob", T0)


def pytest_configure(config: pytest.Config) -> None:
    if sys.version_info[:2] != (3, 10):
        raise pytest.UsageError("the tests need Python 3.10, as Rasa does; `make test` sets it up")
