"""The database goes away, is locked or breaks: a sentence for the person, nothing false, and later the retry works."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from bot.channels.rasa import Rasa
from bot.store import bookings, conversations, drafts, engine, sessions, transcripts
from bot.store.errors import StoreUnavailable
from tests.channels.client import Answer, new_id
from tests.channels.faults import fail_at
from tests.channels.world import Site, World

DOWN = StoreUnavailable("a fault on purpose")


def unavailable(answer: Answer) -> None:
    """Assert the documented refusal: when to come back, whom to call, and nothing of the inside."""
    assert (answer.status, answer.body.get("error")) == (503, "unavailable"), answer.text
    assert int(answer.headers["Retry-After"]) >= 1
    assert "310-270-0625" in answer.said and "988" in answer.said
    assert not any(word in answer.text for word in ("sqlite", "Error", "locked", "bot.db", "on purpose"))


@contextmanager
def gone(site: Site) -> Iterator[None]:
    """The database's files are somewhere else."""
    away = site.file.parent / "away"
    away.mkdir()
    files = list(site.file.parent.glob("bot.db*"))
    for file in files:
        file.rename(away / file.name)
    yield
    for file in files:
        (away / file.name).rename(file)


@contextmanager
def locked(site: Site) -> Iterator[None]:
    """Another program writes, and does not come to an end."""
    with closing(sqlite3.connect(site.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def broken(site: Site) -> Iterator[None]:
    """The files are rubbish."""
    site.running.store.close()
    kept = site.file.parent / "kept"
    kept.mkdir()
    files = list(site.file.parent.glob("bot.db*"))
    for file in files:
        shutil.copy(file, kept / file.name)
        file.unlink()
    site.file.write_bytes(b"this is no database " * 500)
    yield
    site.running.store.close()
    for file in site.file.parent.glob("bot.db*"):
        file.unlink()
    for file in kept.iterdir():
        shutil.copy(file, site.file.parent / file.name)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for locks a moment only."""
    monkeypatch.setattr(engine, "LOCK_SECONDS", 0.2)


@pytest.mark.parametrize("trouble", [gone, broken], ids=lambda trouble: str(trouble.__name__))
async def test_without_a_database_every_request_says_so(world: World, trouble: Any) -> None:
    """503 for each of them; when it is back, the same message is taken, once."""
    site = await world.site("summary")
    person, message = site.person, new_id()
    with trouble(site):
        unavailable(await person.say("yes, book it", id=message))
        unavailable(await person.choose(1))
        unavailable(await person.poll())
        unavailable(await person.end())
        unavailable(await site.client().begin())
    done = await person.say("yes, book it", id=message)
    assert "is booked" in done.said and len(site.booked()) == 1
    assert site.sent().count("yes, book it") == 1


@pytest.mark.usefixtures("impatient")
async def test_a_locked_database_takes_no_message_and_says_so(world: World) -> None:
    """Reading goes on; a message that could not be logged is refused, so that the browser sends it again."""
    site = await world.site("summary")
    person, message = site.person, new_id()
    with locked(site):
        assert (await person.poll()).status == 200
        unavailable(await person.say("yes, book it", id=message))
        unavailable(await site.client().begin())
        unavailable(await person.end())
    done = await person.say("yes, book it", id=message)
    assert "is booked" in done.said and len(site.booked()) == 1


@pytest.mark.parametrize("name", ["ensure", "log_in"])
async def test_a_message_that_could_not_be_logged_is_not_passed_over_in_silence(
    world: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The database stumbles at the first step and is back at the last: the person hears of it, and the retry works."""
    site = await world.site("age")
    person, message = site.person, new_id()
    fail_at(monkeypatch, conversations, name, DOWN)
    answer = await person.say("yes, I'm 41", id=message)
    assert answer.said, "no word to the person"
    again = await person.say("yes, I'm 41", id=message)
    assert "What brings you in" in again.said and site.question() == "reason"


async def test_what_was_said_is_told_although_it_could_not_be_logged(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The turn is done and its words are true: the answer has them, and the retry has no others."""
    site = await world.site("age")
    person, message = site.person, new_id()
    fail_at(monkeypatch, conversations, "log_out", DOWN)
    answer = await person.say("yes, I'm 41", id=message)
    assert "What brings you in" in answer.text
    again = await person.say("yes, I'm 41", id=message)
    assert again.status == 200 and site.question() == "reason"
    texts = [m["text"] for m in await person.history() if m["from"] == "assistant"]
    assert sum("What brings you in" in text for text in texts) == 1


@pytest.mark.parametrize("calls", [1, 100], ids=["for a moment", "until the end"])
async def test_a_booking_is_told_although_it_could_not_be_logged(
    world: World, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    """The row is written: the person hears time and reference in that very answer, and finds the card later on."""
    site = await world.site("summary")
    person, message = site.person, new_id()
    with monkeypatch.context() as patch:
        fail_at(patch, conversations, "log_out", DOWN, calls)
        if calls > 1:
            fail_at(patch, sessions, "touch", DOWN, calls)
        answer = await person.say("yes, book it", id=message)
    (booking,) = site.booked()
    assert booking.reference in answer.text and "December 1, 2026 at 1:30 PM" in answer.text
    again = await person.say("yes, book it", id=message, after=site.person.seen)
    assert "Nothing has been booked" not in again.said
    cards = [m["card"]["reference"] for m in await person.history() if "card" in m]
    assert cards == [booking.reference] and len(site.booked()) == 1


@pytest.mark.parametrize(
    ("owner", "name"),
    [(bookings, "confirm"), (bookings, "hold"), (drafts, "save"), (drafts, "load")],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_booking_that_failed_is_not_told_and_can_be_made_again(
    world: World, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str
) -> None:
    """Nothing says "booked" without a row; the person is told to try again, and that works."""
    site = await world.site("summary")
    person = site.person
    with monkeypatch.context() as patch:
        fail_at(patch, owner, name, DOWN)
        answer = await person.say("yes, book it")
    assert site.booked() == [] and "is booked" not in answer.text and answer.said
    done = await person.say("yes, book it")
    assert "is booked" in done.said and len(site.booked()) == 1


async def test_words_that_were_said_without_being_read_back_are_not_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log is written and cannot be read at that moment: the answer has the words, and polling has them once."""
    site = await world.site("age")
    person = site.person
    fail_at(monkeypatch, transcripts, "messages", DOWN)
    answer = await person.say("yes, I'm 41")
    assert answer.status == 503 or "What brings you in" in answer.said
    later = await person.poll()
    assert sum("What brings you in" in m["text"] for m in later.messages) == 1


@pytest.mark.parametrize("place", ["find", "messages", "handle"])
async def test_a_fault_of_the_program_shows_nothing_of_itself(
    world: World, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Whatever raises, the person gets a sentence, and neither names nor places of the code."""
    site = await world.site("age")
    owner = {"find": sessions, "messages": transcripts, "handle": Rasa}[place]

    def faulty(*_: Any, **__: Any) -> Any:
        raise RuntimeError("secret detail of Rosa Delgado")

    monkeypatch.setattr(owner, place, faulty)
    answer = await site.person.say("yes, I'm 41")
    assert answer.status == (200 if place == "handle" else 500)
    assert "went wrong" in answer.said and "310-270-0625" in answer.said
    assert not any(word in answer.text for word in ("secret", "Rosa", "RuntimeError", "Traceback", ".py"))
    assert answer.headers["Cache-Control"] == "no-store"


async def test_a_fault_before_the_answer_loses_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a 500 the retry brings the replies of the turn that was done."""
    site = await world.site("age")
    person, message = site.person, new_id()

    def faulty(*_: Any, **__: Any) -> Any:
        raise RuntimeError("a fault on purpose")

    with monkeypatch.context() as patch:
        patch.setattr(transcripts, "messages", faulty)
        assert (await person.say("yes, I'm 41", id=message)).status == 500
    again = await person.say("yes, I'm 41", id=message)
    assert "What brings you in" in again.said and site.sent().count("yes, I'm 41") == 1


async def test_another_database_opens_no_conversation(world: World) -> None:
    """Restored from an older copy: the token is unknown there, and the person can begin anew."""
    site = await world.site("age")
    site.running.store.close()
    for file in site.file.parent.glob("bot.db*"):
        file.unlink()
    shutil.copy(world.empty, site.file)
    assert (await site.person.poll()).status == 401
    assert (await (await site.begun()).say("hello")).status == 200
