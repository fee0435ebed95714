"""The demonstration: played through the real model and store, never leaving the house, and gone without a trace."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml

from bot.channels.path import MessagePath
from bot.channels.rasa import Rasa
from bot.commands import demo as command
from bot.commands.errors import CommandError
from bot.context import Assistant, assistant
from bot.courier import Courier
from bot.demo import script
from bot.demo.script import FICTIONAL, Script, ScriptError
from bot.store import crises, demo, outbox, staff, tables
from tests.courier.twilio_stand_in import TwilioStandIn
from tests.dialogues.driver import Conversation

NOW = datetime.fromisoformat("2026-11-24T14:30-08:00")  # a Tuesday
SAMPLE = ("tomas", "olivia", "stopped", "dark", "night", "mother", "taken")
LOGGED = ("audit_event", "audit_end")  # nothing is ever taken out of it


@pytest.fixture(scope="module")
def twilio() -> Iterator[TwilioStandIn]:
    made = TwilioStandIn()
    yield made
    made.close()


def environment(patch: pytest.MonkeyPatch, twilio: TwilioStandIn, file: Path) -> Assistant:
    """The assistant that the actions find, too: with an account at Twilio, and somebody on call."""
    account = {"BOT_TWILIO_ACCOUNT_SID": "AC1", "BOT_TWILIO_AUTH_TOKEN": "secret", "BOT_TWILIO_FROM": "+13105550101"}
    more = {"BOT_ON_CALL": "+13105550100", "BOT_TWILIO_API_URL": twilio.url, "BOT_NOW": NOW.isoformat()}
    for name, value in {**account, **more, "BOT_DATABASE_URL": f"sqlite:///{file}"}.items():
        patch.setenv(name, value)
    assistant.cache_clear()
    return assistant()


@pytest.fixture(scope="module")
async def loaded(rasa: Rasa, twilio: TwilioStandIn, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Any]:
    """A handful of the scripts, played once, beside somebody real; and what was there before."""
    with pytest.MonkeyPatch.context() as patch:
        running = environment(patch, twilio, tmp_path_factory.mktemp("demo") / "bot.db")
        running.store.migrate()
        real = Conversation(MessagePath(running, rasa), running, "web:real", NOW - timedelta(hours=1))
        await real.say("How much does it cost?")
        with running.store.begin() as tx:
            staff.add(tx, "bob", "Bob Brown", "reviewer", NOW)
        before = snapshot(running)
        chosen = [one for one in script.load()[1] if one.id in SAMPLE]
        assert await command.play(running, rasa, chosen) == len(SAMPLE)
    assistant.cache_clear()
    yield running, before
    running.store.close()


@pytest.fixture
def copy(
    loaded: Any, twilio: TwilioStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Assistant, dict[str, list[Any]]]]:
    """The same database once more, to be changed."""
    first, before = loaded
    with closing(sqlite3.connect(first.store.url.database)) as source, closing(sqlite3.connect(tmp_path / "b")) as file:
        source.backup(file)
    made = environment(monkeypatch, twilio, tmp_path / "b")
    yield made, before
    made.store.close()
    assistant.cache_clear()


def rows(running: Assistant, table: sa.Table, *where: Any) -> list[Any]:
    with running.store.read() as tx:
        return list(tx.execute(sa.select(table).where(*where).order_by(*table.primary_key.columns)))


def snapshot(running: Assistant) -> dict[str, list[Any]]:
    return {one.name: rows(running, one) for one in tables.metadata.sorted_tables if one.name not in LOGGED}


def test_every_script_can_be_played() -> None:
    """The file has some thirty to forty conversations on both channels, and no number that anybody could have."""
    colleagues, scripts = script.load()
    assert 30 <= len(scripts) <= 40
    assert {one.channel for one in scripts} == {"web", "sms"}
    assert {step.who for one in scripts for step in one.steps} <= {None, *colleagues}
    assert [number for one in scripts for number in one.numbers if not FICTIONAL.fullmatch(number)] == []
    zone = assistant().clinic.zone
    assert all(timedelta() <= NOW - one.begins(NOW, zone) <= timedelta(days=22) for one in scripts)
    phones = [one.phone for one in scripts if one.phone]
    assert len(set(phones)) == len(phones)


@pytest.mark.parametrize(
    "given",
    [
        {"channel": "web", "steps": ["call me at 310 270 0625"]},
        {"channel": "sms", "steps": ["hello"]},
        {"channel": "web", "steps": [{"dance": "now"}]},
        {"channel": "web", "steps": [{"who": "nobody", "note": "x"}]},
        {"channel": "web", "steps": [{"note": "x"}]},
        {"channel": "web", "steps": ["hello"], "colour": "red"},
    ],
)
def test_a_script_that_cannot_be_played_is_named(given: dict[str, Any], tmp_path: Path) -> None:
    """A real number, a missing phone, an unknown act, person or key stops the start with the script's id."""
    file = tmp_path / "conversations.yml"
    file.write_text(yaml.safe_dump({"staff": {"dana": "Dana"}, "conversations": [{"id": "odd", **given}]}))
    with pytest.raises(ScriptError, match="odd"):
        script.load(file)


@pytest.mark.model
def test_the_console_has_something_of_everything(loaded: Any) -> None:
    """Appointments kept and to come, danger seen and open, a call to make, an opt-out, a take-over, staff's words."""
    running, _ = loaded
    assert {one.state for one in rows(running, tables.booking)} == {"completed", "booked"}
    events = rows(running, tables.crisis_event)
    assert {one.acknowledged_by for one in events} == {None, "Dana Whitfield"}
    assert [one.address for one in rows(running, tables.opt_out)] == ["+16615550149"]
    assert {one.state for one in rows(running, tables.follow_up)} >= {"open"}
    assert [one.id for one in rows(running, tables.conversation) if one.paused] == ["web:demo-taken"]
    authors = {one.author for one in rows(running, tables.message)}
    assert len(authors - {None}) == 2
    assert {one.id for one in rows(running, tables.conversation) if not one.demo} == {"web:real"}
    assert max(one.at for one in rows(running, tables.message)) <= NOW


@pytest.mark.model
def test_nothing_of_it_ever_leaves(copy: Any, twilio: TwilioStandIn) -> None:
    """Neither replies, alerts and reminders of it, nor what the staff write there, nor an alert due later."""
    running, _ = copy
    (mine,) = rows(running, tables.conversation, tables.conversation.c.phone == "+18185550190")
    kinds = {(one.kind, one.state, one.error) for one in rows(running, tables.outbox)}
    assert {(kind, "withheld", "demo") for kind in ("alert", "reply", "reminder")} <= kinds
    assert {state for _, state, _ in kinds} == {"withheld"}
    with running.store.begin() as tx:
        outbox.put(tx, "staff:1", "staff", "+18185550190", "hello", NOW, mine.id)
        crises.record(tx, mine.id, "sms", "imminent", "rule-1", NOW)
        outbox.put(tx, "real", "alert", "+13105550100", "somebody real", NOW, "web:real")
    for later in (0, 11, 40, 60 * 24 * 5):
        moment = replace(running, settings=replace(running.settings, now=NOW + timedelta(minutes=later)))
        while Courier(moment).work_once():
            pass
    assert [text["Body"] for text in twilio.texts] == ["somebody real"]
    assert {one.error for one in rows(running, tables.outbox, tables.outbox.c.state == "withheld")} == {
        "demo",
        "opted out",
    }


@pytest.mark.model
def test_it_goes_without_a_trace_and_takes_nothing_along(copy: Any) -> None:
    """Removed, every table holds what it held before, but for the audit log, which says so."""
    running, before = copy
    assert command.take_away(running) >= len(SAMPLE)
    assert snapshot(running) == before
    assert [one.action for one in rows(running, tables.audit_event)] == ["loaded the demo", "removed the demo"]
    assert command.take_away(running) == 0


@pytest.mark.model
def test_an_account_that_somebody_entered_stays(copy: Any) -> None:
    """Whoever was invited to a made-up account and signed up there does not lose it with the demonstration."""
    running, _ = copy
    with running.store.begin() as tx:
        dana = staff.by_login(tx, f"dana{demo.LOGINS}")
        assert dana is not None
        staff.change(tx, dana.id, password_hash="x")
    command.take_away(running)
    assert [one.login for one in rows(running, tables.staff_account)] == ["bob", f"dana{demo.LOGINS}"]


@pytest.mark.model
def test_it_does_not_come_twice(copy: Any) -> None:
    """A second start leaves everything as it is."""
    running, _ = copy
    before = snapshot(running)
    command.run(yes=True)
    assert snapshot(running) == before


@pytest.mark.model
def test_it_does_not_come_among_real_conversations_unasked(copy: Any) -> None:
    """A database with real conversations is left alone unless --yes is said, and told how many there are."""
    running, before = copy
    command.run(remove=True)
    with pytest.raises(CommandError, match="holds 1 real"):
        command.run()
    assert snapshot(running) == before


@pytest.mark.model
async def test_a_real_conversation_is_never_made_part_of_it(copy: Any, rasa: Rasa) -> None:
    """A script whose number has written in earnest is left out, and that conversation stays as it is."""
    running, _ = copy
    command.take_away(running)
    mine = next(one for one in script.load()[1] if one.id == "evening")
    real = running.text_conversation(str(mine.phone))
    chat = Conversation(MessagePath(running, rasa), running, real, NOW, mine.phone)
    await chat.say("Are you open on Saturdays?")
    before = rows(running, tables.message)
    assert await command.play(running, rasa, [mine]) == 0
    assert rows(running, tables.message) == before
    command.take_away(running)
    assert rows(running, tables.message) == before


@pytest.mark.model
async def test_what_fails_in_the_middle_leaves_nothing(copy: Any, rasa: Rasa, monkeypatch: pytest.MonkeyPatch) -> None:
    """When playing fails after some conversations, those are taken away again."""
    running, before = copy
    command.take_away(running)
    played: list[str] = []
    real_play = command.Player.play

    async def play(player: Any, one: Script) -> bool:
        if played:
            raise RuntimeError("the disk is full")
        played.append(one.id)
        return await real_play(player, one)

    monkeypatch.setattr(command.Player, "play", play)
    with pytest.raises(RuntimeError):
        await command.play(running, rasa, [one for one in script.load()[1] if one.id in ("thanks", "evening")])
    assert len(played) == 1 and snapshot(running) == before
