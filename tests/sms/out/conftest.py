"""An assistant with an account at Twilio's stand-in and a clock that is moved; all that it texts is looked through."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from aiohttp import ClientSession

from bot import context
from bot.channels.rasa import Rasa
from bot.clinic.answers import Answers
from bot.clinic.profile import Clinic, load_clinic
from bot.clinic.texts import Texts
from bot.context import Assistant, assistant
from bot.settings import Settings
from bot.store import open_store, tables
from bot.store.tables import metadata
from tests.channels.client import Client
from tests.courier.twilio_stand_in import TwilioStandIn
from tests.sms.out.words import faults
from tests.sms.out.world import SETTINGS, STAGES, Clock, Desk, Served, Stage, record, serve


@pytest.fixture(scope="session")
def postgres_database(new_postgres: Callable[[], str]) -> str:
    """A database with the tables in it, to be emptied after each test."""
    store = open_store(new_postgres())
    store.migrate()
    store.close()
    return store.url.render_as_string(hide_password=False)


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database: an empty file, unless a test asks for PostgreSQL or for a stage of a consultation."""
    wanted = getattr(request, "param", "sqlite")
    if wanted != "postgres":
        path = tmp_path / "bot.db"
        stages = request.getfixturevalue("stages") if wanted in STAGES else {}
        shutil.copy(stages[wanted].file if stages else request.getfixturevalue("empty_file"), path)
        yield f"sqlite:///{path}"
        return
    address: str = request.getfixturevalue("postgres_database")
    yield address
    store = open_store(address)
    names = ", ".join(table.name for table in metadata.sorted_tables)
    with store.begin() as tx:
        tx.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY"))
    store.close()


@pytest.fixture
def twilio(monkeypatch: pytest.MonkeyPatch) -> Iterator[TwilioStandIn]:
    made = TwilioStandIn()
    monkeypatch.setenv("BOT_TWILIO_API_URL", made.url)
    yield made
    made.close()


@dataclass(frozen=True)
class Loaded:
    """What takes longer to read than most tests to run."""

    clinic: Clinic
    texts: Texts
    answers: Answers


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    settings = Settings.read()
    clinic = load_clinic(settings.clinic_file)
    return Loaded(clinic, Texts.load(settings.texts, clinic), Answers.load(settings.texts))


@pytest.fixture
def clock() -> Clock:
    """A Monday morning, until a test moves it on."""
    return Clock()


def open_assistant(database: str, clock: Clock, loaded: Loaded, patch: pytest.MonkeyPatch) -> Assistant:
    """The assistant of this process, with an account and that clock."""
    for name, value in {**SETTINGS, "BOT_DATABASE_URL": database}.items():
        patch.setenv(name, value)
    patch.setattr(Assistant, "now", lambda _: clock.now)
    patch.setattr(context, "load_clinic", lambda _: loaded.clinic)
    patch.setattr(context, "Texts", SimpleNamespace(load=lambda *_: loaded.texts))
    patch.setattr(context, "Answers", SimpleNamespace(load=lambda *_: loaded.answers))
    assistant.cache_clear()
    return assistant()


@pytest.fixture
def running(
    database: str, twilio: TwilioStandIn, clock: Clock, loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Assistant]:
    """The assistant of this test. In the end all that it wrote on its own is looked through."""
    made = open_assistant(database, clock, loaded, monkeypatch)
    yield made
    with made.store.read() as tx:
        written = tx.execute(sa.select(tables.outbox).where(tables.outbox.c.kind != "reply")).all()
    made.store.close()
    assistant.cache_clear()
    wrong = {row.body: found for row in written if (found := faults(row.body))}
    assert not wrong, wrong


@pytest.fixture
def desk(running: Assistant, clock: Clock, twilio: TwilioStandIn) -> Desk:
    return Desk(running, clock, twilio)


@pytest.fixture(scope="session")
async def stages(
    rasa: Rasa, empty_file: Path, loaded: Loaded, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Stage]:
    """The databases of a consultation with permission to text: at that question, at the summary, and booked."""
    folder, clock = tmp_path_factory.mktemp("stages"), Clock()
    shutil.copy(empty_file, folder / "played.db")
    with pytest.MonkeyPatch.context() as patch:
        made = open_assistant(f"sqlite:///{folder / 'played.db'}", clock, loaded, patch)
        twilio = TwilioStandIn()
        async with serve(Desk(made, clock, twilio), rasa, folder, patch) as site, ClientSession() as http:
            found = await record(site, http, folder)
        twilio.close()
        made.store.close()
        assistant.cache_clear()
    return found


@pytest.fixture
async def site(desk: Desk, rasa: Rasa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Served]:
    """The whole assistant on a port."""
    async with serve(desk, rasa, tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    """A browser without cookies."""
    async with ClientSession() as made:
        yield made


@pytest.fixture
def window(site: Served, stages: dict[str, Stage], http: ClientSession, request: pytest.FixtureRequest) -> Client:
    """The person's chat on the website, at the stage that the database of the test is of."""
    wanted: str = request.node.callspec.params["database"]
    return stages[wanted].window(http, site)
