"""The database is down while somebody is in danger: they are helped at once, and the staff hear when it is back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channels import danger
from bot.channels.path import Inbound, MessagePath, Outcome
from bot.courier import Courier
from bot.store import crises, drafts, tables
from tests.channels.faults import fail_at
from tests.courier.twilio_stand_in import TwilioStandIn
from tests.dialogues.rules import sms_complaints
from tests.safety.conftest import Recorded
from tests.safety.world import CHANNELS, DOWN, IMMINENT, PHONE, RISK, T0, World

ON_CALL = "+13105550100"
both = pytest.mark.parametrize("channel", CHANNELS)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried again at once, not after seconds."""
    monkeypatch.setattr(danger, "PAUSES", (0.001,))


@pytest.fixture
def twilio() -> Iterator[TwilioStandIn]:
    made = TwilioStandIn()
    yield made
    made.close()


@pytest.fixture
def on_call(world: World, twilio: TwilioStandIn) -> World:
    """The same world, with somebody on call and an account at Twilio."""
    settings = replace(type(world.running.settings).read(_environment(twilio)), models=world.running.settings.models)
    world.running = replace(world.running, settings=replace(settings, now=T0 + timedelta(minutes=5)))
    return world


def _environment(twilio: TwilioStandIn) -> dict[str, str]:
    account = {"BOT_TWILIO_ACCOUNT_SID": "AC1", "BOT_TWILIO_AUTH_TOKEN": "secret", "BOT_TWILIO_FROM": "+13105550101"}
    return {**account, "BOT_ON_CALL": ON_CALL, "BOT_TWILIO_API_URL": twilio.url}


@contextmanager
def away(world: World) -> Iterator[None]:
    """While this lasts, the database is not where it was."""
    world.running.store.close()
    moved = [(Path(f"{world.file}{end}"), Path(f"{world.file}{end}.away")) for end in ("", "-wal", "-shm")]
    for here, there in moved:
        if here.exists():
            here.rename(there)
    yield
    for here, there in moved:
        if there.exists():
            there.rename(here)


def message(channel: str, text: str, client_id: str, minutes: int = 2) -> Inbound:
    phone = PHONE if channel == "sms" else None
    now = T0 + timedelta(minutes=minutes)
    return Inbound(f"{channel}:someone", channel, text, now, client_id=client_id, phone=phone)  # type: ignore[arg-type]


def told(outcome: Outcome) -> str:
    return "\n".join(said.text for said in outcome.replies)


async def settled(path: MessagePath) -> None:
    """Wait until nothing is left to be stored."""
    waiting: set[asyncio.Task[Any]] = set(path._watch._waiting)
    while waiting:
        await asyncio.wait(waiting)
        waiting = set(path._watch._waiting)


@both
@pytest.mark.parametrize(("text", "level"), [(RISK, "risk"), (IMMINENT, "imminent")])
async def test_the_staff_hear_when_the_database_is_back(
    channel: str, text: str, level: str, on_call: World, recorded: Recorded, twilio: TwilioStandIn
) -> None:
    """The person is told that nobody was reached; then the event is there, and who is on call gets one text."""
    on_call.restore(recorded.states[channel]["name"])
    path = on_call.path()
    with away(on_call):
        outcome = await path.receive(message(channel, text, "one"))
        says = told(outcome)
        assert "988" in says and "911" in says and not outcome.logged_in
        assert "alerted" not in says and ("can't reach our staff" in says or "can't be reached" in says)
        assert channel == "web" or not sms_complaints(says)
    await settled(path)
    (event,) = on_call.rows(tables.crisis_event)
    assert (event.level, event.channel, event.kind, event.acknowledged_at) == (level, channel, "self", None)
    assert event.at == T0 + timedelta(minutes=2)
    assert Courier(on_call.running).work_once()
    (alert,) = twilio.texts
    assert alert["To"] == ON_CALL and f"alert {event.id}" in alert["Body"] and level in alert["Body"]
    assert on_call.look(f"{channel}:someone").draft == recorded.states[channel]["name"].draft


@both
async def test_a_message_that_is_repeated_leaves_one_event(channel: str, on_call: World, recorded: Recorded) -> None:
    """A browser sends again what was not taken: while the database is down, and once more when it is back."""
    on_call.restore(recorded.states[channel]["name"])
    path = on_call.path()
    with away(on_call):
        for minutes in (2, 3, 4):
            outcome = await path.receive(message(channel, RISK, "the same", minutes))
            assert "988" in told(outcome) and not outcome.logged_in
    await settled(path)
    outcome = await path.receive(message(channel, RISK, "the same", 5))
    assert "988" in told(outcome) and "alerted" in told(outcome) and outcome.logged_in
    await settled(path)
    repeated = await path.receive(message(channel, RISK, "the same", 6))
    assert repeated.repeated and told(repeated) == told(outcome)
    (event,) = on_call.rows(tables.crisis_event)
    assert event.level == "risk"
    alerts = [row for row in on_call.rows(tables.outbox) if row.kind == "alert"]
    assert len(alerts) == 1
    assert [row.text for row in on_call.rows(tables.message)].count(RISK) == 1


async def test_the_repeated_message_may_be_quicker_than_what_waits(
    on_call: World, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message is taken before the event was tried again: then there is nothing left to store."""
    on_call.restore(recorded.states["web"]["name"])
    monkeypatch.setattr(danger, "PAUSES", (0.2,))
    path = on_call.path()
    with away(on_call):
        await path.receive(message("web", IMMINENT, "the same"))
    outcome = await path.receive(message("web", IMMINENT, "the same", 3))
    assert outcome.logged_in and "alerted" in told(outcome)
    await settled(path)
    assert [row.level for row in on_call.rows(tables.crisis_event)] == ["imminent"]


async def test_another_message_while_the_database_is_down_is_not_swallowed(on_call: World, recorded: Recorded) -> None:
    """What is worse than what waits is stored as well, and each conversation has an event of its own."""
    on_call.restore(recorded.states["web"]["name"])
    path = on_call.path()
    with away(on_call):
        await path.receive(message("web", RISK, "one"))
        await path.receive(message("web", IMMINENT, "two", 3))
        await path.receive(message("sms", RISK, "three", 3))
    await settled(path)
    stored = sorted((row.conversation_id, row.level) for row in on_call.rows(tables.crisis_event))
    assert stored == [("sms:someone", "risk"), ("web:someone", "imminent"), ("web:someone", "risk")]


async def test_danger_after_the_staff_have_seen_the_first_alerts_again(on_call: World, recorded: Recorded) -> None:
    """The same words a second time are a new cry for help once somebody has acknowledged the first."""
    on_call.restore(recorded.states["web"]["name"])
    path = on_call.path()
    with away(on_call):
        await path.receive(message("web", RISK, "one"))
    await settled(path)
    (event,) = on_call.rows(tables.crisis_event)
    with on_call.running.store.begin() as tx:
        assert crises.acknowledge(tx, event.id, "ann", T0 + timedelta(minutes=10))
    await path.receive(message("web", RISK, "two", 20))
    _, second = on_call.rows(tables.crisis_event)
    assert second.acknowledged_at is None
    assert len([row for row in on_call.rows(tables.outbox) if f"alert {second.id}:" in row.body]) == 1


@pytest.mark.parametrize("error", [DOWN, KeyError("a mistake in a text")], ids=["database", "mistake"])
async def test_what_fails_for_some_time_is_tried_until_it_works(
    error: Any, on_call: World, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty failures are not too many, whatever they are, and leave one event."""
    on_call.restore(recorded.states["web"]["name"])
    path = on_call.path()
    with away(on_call):
        await path.receive(message("web", RISK, "one"))
        fail_at(monkeypatch, crises, "record", error, calls=20)
    await settled(path)
    assert [row.level for row in on_call.rows(tables.crisis_event)] == ["risk"]


@both
@pytest.mark.parametrize(
    "broken",
    [
        {"resources_at": "yesterday", "resources_given": "risk"},
        {"resources_at": "2026-11-23T18:00:00+00:00", "resources_given": "much"},
        {"crisis": "?"},
        {"facts": None},
    ],
    ids=str,
)
async def test_a_draft_that_cannot_be_read_keeps_nobody_from_help(
    broken: dict[str, Any], channel: str, world: World, recorded: Recorded
) -> None:
    """Whatever another version has written there: the resources in full, and the event."""
    world.restore(recorded.states[channel]["name"])
    conversation = f"{channel}:someone"
    with world.running.store.begin() as tx:
        stored = drafts.load(tx, conversation)
        drafts.save(tx, conversation, {**stored.body, **broken}, stored.version, T0)
    for text in (RISK, IMMINENT):
        says = told(await world.path().receive(message(channel, text, text)))
        assert "988" in says and "911" in says
    assert [row.level for row in world.rows(tables.crisis_event)] == ["risk", "imminent"]
