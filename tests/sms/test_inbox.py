"""Accepted is answered: once, in order for each sender, whatever ends or fails in between."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.future import create_engine

from bot.channels import danger
from bot.channels.path import MessagePath
from bot.channels.rasa import Handled, Rasa, Understood
from bot.channels.sms import worker as working
from bot.channels.sms.worker import Worker
from bot.clinic.texting import segments
from bot.commands import sms
from bot.commands.errors import CommandError
from bot.settings import ROOT
from bot.store import choices, conversations, inbox, opt_outs, outbox, tables
from bot.store.errors import StoreUnavailable
from tests.channels.faults import fail_at
from tests.channels.test_database import gone
from tests.channels.test_kill import free_port, ready
from tests.channels.world import slow_model
from tests.postgres import SERVER
from tests.sms.phone import PATIENCE_SECONDS, SECRET, Line, Phone, TextWorld, new_sid, until
from tests.sms.story import NUMBER, OTHER

DOWN = StoreUnavailable("a fault on purpose")


def phones(line: Line, count: int) -> list[Phone]:
    return [line.phone(f"+1213555{number:04d}") for number in range(100, 100 + count)]


@pytest.fixture
def handled(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What reached the dialogue, as (conversation, text); in its place stands something quick that repeats the text."""
    found: list[tuple[str, str]] = []

    async def handle(_rasa: Rasa, conversation: str, text: str, *_given: Any) -> Handled:
        await asyncio.sleep(0.001 * (len(found) % 5))
        found.append((conversation, text))
        return Handled([{"text": f"You wrote {text}."}], Understood("greet", 1.0))

    monkeypatch.setattr(Rasa, "handle", handle)
    return found


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a silent worker was at is somebody else's after a moment."""
    monkeypatch.setattr(working, "LEASE", timedelta(seconds=0.3))
    monkeypatch.setattr(working, "RENEWED_SECONDS", 0.1)


def answered_once(phone: Phone, texts: list[str]) -> None:
    """Assert that these texts came in, in this order, and each was answered by one that repeats it."""
    assert phone.texted == texts
    assert phone.received == [f"You wrote {text}." for text in texts]


# Repeats and crowds
async def test_a_webhook_that_comes_ten_times_is_one_text(line: Line) -> None:
    """At once, and again when it was answered: one message, one reply."""
    phone = line.phone(NUMBER)
    form = phone.form("hi, can i book the free consultation?")
    answers = await asyncio.gather(*(line.post(form) for _ in range(10)))
    assert answers == [(204, "")] * 10
    await phone.until_answered()
    for _ in range(3):
        assert await line.post(form) == (204, "")
    await phone.until_answered()
    assert len(line.rows(tables.inbound_text)) == 1
    assert phone.texted == [form["Body"]] and len(phone.received) == 1
    assert phone.question == "who"


async def test_another_text_with_a_known_id_is_that_one(line: Line) -> None:
    """The id is what counts: what Twilio calls the same message is not answered twice, whoever it seems to be from."""
    phone, other = line.phone(NUMBER), line.phone(OTHER)
    sid = await phone.text("hello there")
    await phone.until_answered()
    await phone.text("something else", MessageSid=sid)
    await other.text("hello there", MessageSid=sid)
    await line.until_answered()
    assert phone.texted == ["hello there"] and len(phone.received) == 1
    assert other.received == []


async def test_two_hundred_texts_at_once(line: Line, handled: list[tuple[str, str]]) -> None:
    """From fifty phones: nothing is lost, nothing is answered twice, and each phone is answered in its order."""
    texts = [f"text number {number} of mine" for number in range(4)]

    async def write(phone: Phone) -> None:
        for text in texts:
            await phone.text(text)

    everybody = phones(line, 50)
    await asyncio.gather(*map(write, everybody))
    await line.until_answered()
    assert len(handled) == 200
    for phone in everybody:
        answered_once(phone, texts)


async def test_several_people_at_once_with_the_real_model(line: Line) -> None:
    """Each goes through the questions at their own pace, and nobody hears what is meant for another."""
    lines = ["i want to book the free consultation", "for me", "yes i am", "what about side effects"]

    async def write(phone: Phone, count: int) -> None:
        for text in lines[:count]:
            await phone.text(text)

    everybody = phones(line, 4)
    await asyncio.gather(*(write(phone, 1 + number) for number, phone in enumerate(everybody)))
    await line.until_answered()
    assert [phone.question for phone in everybody] == ["who", "age", "reason", "reason"]
    assert [len(phone.received) for phone in everybody] == [1, 2, 3, 4]
    assert "nausea" in everybody[3].received[3]


async def test_one_phone_is_answered_in_order_while_it_keeps_writing(line: Line) -> None:
    """Texts that come faster than the answers wait for one another."""
    phone = line.phone(NUMBER)
    for text in ("id like the free consultation please", "it's for me", "im 44", "anxiety", "yes i have a therapist"):
        await phone.text(text)
    await phone.until_answered()
    assert phone.question == "consent"
    assert phone.facts["reason"] == ["anxiety"] and phone.facts["clinician"] == "yes"
    assert len(phone.received) == 5


# Two servers
async def test_two_servers_share_the_work(
    texting: TextWorld, new_postgres: Callable[[], str], handled: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sixty texts on PostgreSQL: each is answered once and in its phone's order, whichever server takes it."""
    database = new_postgres()
    first = await texting.line(BOT_DATABASE_URL=database)
    second = await texting.line()
    assert not first.running.store.is_sqlite and first.app is not second.app
    workers: set[int] = set()
    receive = MessagePath.receive

    async def watched(path: MessagePath, inbound: Any) -> Any:
        workers.add(id(path))
        return await receive(path, inbound)

    monkeypatch.setattr(MessagePath, "receive", watched)
    texts = [f"text number {number} of mine" for number in range(5)]

    async def write(phone: Phone) -> None:
        for number, text in enumerate(texts):
            phone.line = (first, second)[number % 2]
            await phone.text(text)

    everybody = phones(first, 12)
    await asyncio.gather(*map(write, everybody))
    await first.until_answered()
    assert Counter(Counter(handled).values()) == {1: 60}
    assert len(workers) == 2
    for phone in everybody:
        answered_once(phone, texts)


async def test_a_text_that_appears_late_waits_for_the_one_at_work(
    texting: TextWorld, new_postgres: Callable[[], str]
) -> None:
    """Two webhooks of one phone race on PostgreSQL: the later id may be seen first, and still one is worked on."""
    line = await texting.line(BOT_DATABASE_URL=new_postgres())
    phone, now = line.phone(NUMBER), line.running.now()
    await phone.say("hello")
    real, lease = datetime.now(timezone.utc), timedelta(hours=1)
    with line.running.store.begin() as slow:
        inbox.accept(slow, "SM1", phone.conversation, "hello", now)
        with line.running.store.begin() as quick:
            inbox.accept(quick, "SM2", phone.conversation, "hello", now)
            assert [one.provider_id for one in inbox.claim(quick, "a", real, lease, 8)] == ["SM2"]
    with line.running.store.begin() as tx:
        assert inbox.claim(tx, "b", real, lease, 8) == [], "two workers are at one conversation"
        inbox.give_back(tx, "a")
        assert [one.provider_id for one in inbox.claim(tx, "b", real, lease, 8)] == ["SM1"]


# Databases that stumble
def end_all_connections(url: str) -> int:
    """What a restart of PostgreSQL does to everybody."""
    engine = create_engine(make_url(SERVER).set(database="postgres"), isolation_level="AUTOCOMMIT")
    statement = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
    try:
        with engine.connect() as connection:
            return len(connection.execute(statement, {"name": make_url(url).database}).all())
    finally:
        engine.dispose()


@pytest.mark.usefixtures("impatient")
async def test_the_database_restarts_under_load(
    texting: TextWorld, new_postgres: Callable[[], str], handled: list[tuple[str, str]]
) -> None:
    """All its connections end again and again; whoever gets 503 is asked once more, and everybody is answered once."""
    database = new_postgres()
    line = await texting.line(BOT_DATABASE_URL=database)
    texts = [f"text number {number} of mine" for number in range(3)]
    ended: list[int] = []

    async def write(phone: Phone) -> None:
        for text in texts:
            form = phone.form(text)
            while (await line.post(form))[0] == 503:  # Twilio uses the fallback address, and people write again
                await asyncio.sleep(0.02)

    async def trouble() -> None:
        for _ in range(8):
            await asyncio.sleep(0.1)
            ended.append(await asyncio.to_thread(end_all_connections, database))

    everybody = phones(line, 10)
    await asyncio.gather(trouble(), *map(write, everybody))
    await line.until_answered()
    assert sum(ended) > 0
    sorry = line.running.texts.say("failed", "sms")
    for phone in everybody:
        assert phone.texted == texts
        assert len(phone.received) == 3
        for text, said in zip(texts, phone.received, strict=True):
            assert said in (f"You wrote {text}.", sorry), said
    assert set(handled) <= {(phone.conversation, text) for phone in everybody for text in texts}


FAULTS = [(conversations, "log_in"), (conversations, "note_understanding"), (conversations, "log_out"), (outbox, "put"),
          (inbox, "done"), (inbox, "claim"), (choices, "last_offer")]  # fmt: skip


@pytest.mark.usefixtures("impatient")
async def test_a_turn_that_the_database_fails_is_taken_up_again(
    texting: TextWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it stumbles once or twice, the answer counts once and one reply is written."""
    for number, (owner, name) in enumerate(FAULTS):
        line = await texting.fresh_line("age")
        phone = line.phone(NUMBER)
        before = len(phone.received)
        with monkeypatch.context() as patch:
            fail_at(patch, owner, name, DOWN, calls=1 + number % 2)
            await phone.text("1")
            await phone.until_answered()
        assert phone.question == "reason", name
        assert phone.facts["age"] == "adult", name
        assert len(phone.received) == before + 1, name
        assert "What brings you in" in phone.received[-1], name
        assert phone.texted.count("1") == 1, name


@pytest.mark.usefixtures("impatient")
async def test_stop_is_not_lost_when_the_database_fails(texting: TextWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried until it is stored; nothing is said meanwhile."""
    for owner, name in ((opt_outs, "record"), (opt_outs, "is_out"), (outbox, "withdraw"), (conversations, "log_in")):
        line = await texting.fresh_line("age")
        phone = line.phone(NUMBER)
        with monkeypatch.context() as patch:
            fail_at(patch, owner, name, DOWN)
            assert await phone.say("STOP") == "", name
        assert phone.opt_outs() == [(True, "keyword", "STOP")], name
        assert phone.leaving == [] and phone.question is None, name


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be stored is tried again at once."""
    monkeypatch.setattr(danger, "PAUSES", (0.05,))


async def test_without_a_database_a_text_is_asked_for_again(line: Line) -> None:
    """503, so that Twilio tries the fallback; when the database is back, the same text is taken."""
    phone = line.phone(NUMBER)
    form = phone.form("hello")
    with gone(line):
        assert (await line.post(form))[0] == 503
        assert (await line.post(phone.form("STOP")))[0] == 503
    assert await line.post(form) == (204, "")
    await phone.until_answered()
    assert len(phone.received) == 1


def told(answer: tuple[int, str]) -> str:
    """What Twilio texts on behalf of the webhook's own answer."""
    status, xml = answer
    assert status == 200, answer
    root = ElementTree.fromstring(xml)  # noqa: S314  our own
    assert root.tag == "Response" and [one.tag for one in root] == ["Message"]
    return str(root[0].text)


@pytest.mark.usefixtures("soon")
async def test_danger_is_answered_without_a_database(line: Line) -> None:
    """The resources come in the webhook's own answer, at most two segments; the staff know once it is back."""
    phone = line.phone(NUMBER)
    with gone(line):
        said = told(await line.post(phone.form("i cant go on, i want to end my life")))
        assert "988" in said and "911" in said
        assert segments(said).count <= 2 and segments(said).encoding == "GSM-7" and "\n\n" not in said
        assert (await line.post(phone.form("nice weather")))[0] == 503
    await until(lambda: line.rows(tables.crisis_event))
    (event,) = line.rows(tables.crisis_event)
    assert event.level in ("risk", "imminent") and event.conversation_id == phone.conversation


@pytest.mark.usefixtures("soon")
async def test_who_was_in_danger_at_first_contact_is_answered_later(line: Line) -> None:
    """The event is stored before the first text of that number is: whoever writes from it is answered all the same."""
    phone = line.phone(NUMBER)
    with gone(line):
        told(await line.post(phone.form("i want to kill myself")))
    await until(lambda: line.rows(tables.crisis_event))
    await phone.text("are you there?")
    await asyncio.wait({asyncio.create_task(phone.until_answered())}, timeout=5)
    assert len(phone.received) == 1, "the number is never answered again"


@pytest.mark.usefixtures("soon")
async def test_the_answer_to_the_safety_question_counts_also_after_the_outage(line: Line) -> None:
    """The question was asked in the webhook's own answer; "3" is its "No" and not a stray number."""
    phone = line.phone(NUMBER)
    await phone.say("hello")
    with gone(line):
        said = told(await line.post(phone.form("i think about killing myself")))
        assert "Are you safe" in said and "3 No" in said
    await until(lambda: line.rows(tables.crisis_event))
    assert "911" in await phone.say("3")


@pytest.mark.usefixtures("impatient", "soon")
async def test_danger_is_noted_once_when_its_turn_is_taken_up_again(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database stumbles while the text is logged: one event, one alert, one reply."""
    phone = line.phone(NUMBER)
    await phone.say("hello")
    fail_at(monkeypatch, conversations, "log_in", DOWN)
    said = await phone.say("i want to kill myself")
    assert "988" in said
    await asyncio.sleep(0.5)  # in which a second event would be stored
    assert len(line.rows(tables.crisis_event)) == 1
    assert len(line.outbox(tables.outbox.c.kind == "alert")) == 1


# Workers and processes that end
async def test_a_worker_stops_when_its_turn_is_over(texting: TextWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is being answered is finished; the rest is free at once for the next process."""
    started: list[Worker] = []
    start = Worker.start
    monkeypatch.setattr(Worker, "start", lambda worker: started.append(worker))
    monkeypatch.setattr(working, "AT_ONCE", 1)
    line = await texting.line()
    begun, go_on = slow_model(monkeypatch)
    phone, other = line.phone(NUMBER), line.phone(OTHER)
    for one in (phone, other):
        await one.text("hello")
    (worker,) = started
    start(worker)
    await begun.wait()
    stopping = asyncio.create_task(worker.stop())
    try:
        await asyncio.wait({stopping}, timeout=0.2)
        assert not stopping.done() and phone.received == []
    finally:
        go_on.set()
    await asyncio.wait_for(stopping, PATIENCE_SECONDS)
    assert len(phone.received) == 1 and phone.waiting() == []
    (left,) = other.waiting()
    assert left.claimed_until is None and left.claimed_by is None and other.received == []


async def test_a_worker_stops_also_when_news_come_at_that_moment(line: Line) -> None:
    """A text or the end of a turn in the very moment of the stop does not keep the server from ending."""
    for _ in range(20):
        worker = Worker(line.running, lambda: line.app.ctx.path)
        worker.start()
        await asyncio.sleep(0.02)
        worker.wake()
        stopping = asyncio.create_task(worker.stop())
        await asyncio.wait({stopping}, timeout=PATIENCE_SECONDS)
        assert stopping.done(), "it never stops"


async def test_what_a_dead_worker_was_at_is_taken_over_in_time(line: Line) -> None:
    """Not while its claim holds, and nothing that comes later from that phone; other phones do not wait."""
    phone, other = line.phone(NUMBER), line.phone(OTHER)
    now, real = line.running.now(), datetime.now(timezone.utc)
    with line.running.store.begin() as tx:
        conversations.ensure(tx, phone.conversation, "sms", now, phone.number)
        inbox.accept(tx, new_sid(), phone.conversation, "i want to book the free consultation", now)
        assert len(inbox.claim(tx, "dead", real, timedelta(hours=1), 8)) == 1
    await phone.text("it's for me")
    assert await other.say("hello")
    assert len(phone.waiting()) == 2 and phone.received == []
    with line.running.store.begin() as tx:
        tx.execute(sa.update(tables.inbound_text).values(claimed_until=real))
    await phone.until_answered()
    assert phone.question == "age" and len(phone.received) == 2


_SERVER = textwrap.dedent(
    """
    import os, signal, sys, time
    from datetime import timedelta
    from pathlib import Path
    from bot.__main__ import main

    def die_when_told(file):
        # With the booking in hand, before its reply is logged. Claims run out sooner, so that the test does not wait.
        from bot.channels.log import Log
        from bot.channels.sms import worker
        worker.LEASE = timedelta(seconds=2)
        answer = Log.answer

        def dying(log, inbound, row, outcome):
            if inbound.text != "1":
                return answer(log, inbound, row, outcome)
            while not file.exists():
                time.sleep(0.01)
            os.kill(os.getpid(), signal.SIGKILL)

        Log.answer = dying

    if __name__ == "__main__":
        die_when_told(Path(sys.argv[1]))
        sys.exit(main(["run", "--no-courier", "--no-console"]))
    """
)


@contextmanager
def server(database: Path, told_to_die: Path) -> Iterator[tuple[str, subprocess.Popen[bytes], Path]]:
    """A real server on a database; it dies in the middle of a booking when the file is there."""
    script, log, port = database.with_name("server.py"), database.with_name("server.log"), free_port()
    script.write_text(_SERVER)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "BOT_DATABASE_URL": f"sqlite:///{database}",
        "BOT_PORT": str(port),
        "BOT_SECRET": SECRET,
        "BOT_NOW": "2026-11-23T10:20-08:00",
    }
    with log.open("wb") as out:
        command = [sys.executable, str(script), str(told_to_die)]
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=out, stderr=out)
    try:
        yield f"http://127.0.0.1:{port}", process, log
    finally:
        process.kill()
        process.wait()


async def test_a_killed_server_loses_and_doubles_nothing(
    texting: TextWorld, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kill -9 with a booking just made and other texts just accepted: the next process answers each of them once."""
    database = Path(texting.folder / "killed.db")
    database.write_bytes(texting.begun["summary"].read_bytes())
    told_to_die = texting.folder / "die"
    clock.forward(minutes=30)
    with server(database, told_to_die) as (base, process, log):
        line = await texting.line(BOT_DATABASE_URL=f"sqlite:///{database}", BOT_PUBLIC_URL=base)
        # the site in this process is the next one; until then it takes nothing
        monkeypatch.setattr(Worker, "_claim", _claim_nothing(Worker._claim, process))
        await ready(line.http, base, process, log)
        dying = Line(line.app, line.running, base, line.http)
        person = dying.phone(NUMBER)
        before = len(person.replies)
        await person.text("1")
        await until(lambda: person.bookings("booked"), lambda: log.read_text()[-2000:])
        others = phones(dying, 5)
        await asyncio.gather(*(one.text("hello, who is this?") for one in others))
        told_to_die.touch()
        assert await asyncio.to_thread(process.wait, PATIENCE_SECONDS) == -signal.SIGKILL
        assert person.waiting(), "it died too late to prove anything"
        await line.until_answered()
    (booking,) = person.bookings("booked")
    assert len(person.replies) == before + 1
    assert booking.reference in person.replies[-1] and "is booked" in person.replies[-1]
    for one in others:
        assert one.texted == ["hello, who is this?"] and len(one.received) == 1
        assert "automated assistant" in one.received[0]


def _claim_nothing(claim: Any, process: subprocess.Popen[bytes]) -> Any:
    def later(worker: Worker, most: int) -> Any:
        return claim(worker, most) if process.poll() is not None else []

    return later


async def test_it_can_be_tried_at_home(texting: TextWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """`python -m bot sms` signs with the installation's own token, shows the answer, and says when there is none."""
    line = await texting.line()
    port = int(line.base.rpartition(":")[2])
    here = replace(line.running, settings=replace(line.running.settings, port=port))
    monkeypatch.setattr(sms, "assistant", lambda: here)
    out = io.StringIO()
    await asyncio.to_thread(sms.run, NUMBER, ["hello there", "STOP"], out)
    assert "automated assistant" in out.getvalue() and out.getvalue().endswith("(no text is sent)\n")
    assert len(line.phone(NUMBER).received) == 1
    with pytest.raises(CommandError):
        await asyncio.to_thread(sms.run, "555", ["hello"], out)
    elsewhere = replace(here, settings=replace(here.settings, public_url="https://elsewhere.example"))
    monkeypatch.setattr(sms, "assistant", lambda: elsewhere)
    with pytest.raises(CommandError, match="403"):
        await asyncio.to_thread(sms.run, NUMBER, ["hello"], out)
