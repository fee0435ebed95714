"""Staff come to know of a person in danger: at once, again until one has seen it, and without a word of theirs."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.commands import alerts as alerts_command
from bot.context import Assistant
from bot.courier import Courier
from bot.store import tables
from tests.courier.twilio_stand_in import TwilioStandIn
from tests.dialogues.driver import Conversation
from tests.dialogues.test_every_question import ANSWERS, OPENING

T0 = datetime.fromisoformat("2026-11-23T10:05-08:00")
ON_CALL = "+13105550100"


@pytest.fixture
def twilio() -> Iterator[TwilioStandIn]:
    made = TwilioStandIn()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _on_call(twilio: TwilioStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody is on call, and there is an account at Twilio."""
    account = {"BOT_TWILIO_ACCOUNT_SID": "AC1", "BOT_TWILIO_AUTH_TOKEN": "secret", "BOT_TWILIO_FROM": "+13105550101"}
    for name, value in {**account, "BOT_ON_CALL": ON_CALL, "BOT_TWILIO_API_URL": twilio.url}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def at(running: Assistant) -> Callable[[timedelta], Assistant]:
    """The assistant some time after T0."""
    return lambda later: replace(running, settings=replace(running.settings, now=T0 + later))


def rows(running: Assistant, table: sa.Table) -> list[Any]:
    with running.store.read() as tx:
        return list(tx.execute(sa.select(table).order_by(table.c.id)))


async def test_an_alert_leaves_at_once_and_says_nothing_of_the_person(
    chat: Conversation, at: Callable[[timedelta], Assistant], twilio: TwilioStandIn
) -> None:
    """The text names the event and the level, and holds no word, name or number of the person."""
    await chat.say("my name is Tomas, I want to kill myself tonight, call 310-555-0190")
    courier = Courier(at(timedelta(minutes=1)))
    assert courier.work_once()
    (event,) = rows(at(timedelta()), tables.crisis_event)
    (text,) = twilio.texts
    assert text["To"] == ON_CALL
    assert f"alert {event.id}" in text["Body"] and "imminent" in text["Body"]
    assert not any(word in text["Body"] for word in ("Tomas", "0190", "kill", chat.last.text))
    assert not courier.work_once()


async def test_it_is_sent_again_until_somebody_has_seen_it(
    chat: Conversation, at: Callable[[timedelta], Assistant], twilio: TwilioStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After 10, 20 and 30 minutes more, and never after it was acknowledged."""
    await chat.say("I want to kill myself tonight")
    counts = []
    for minutes in (1, 5, 12, 25, 35):
        Courier(at(timedelta(minutes=minutes))).work_once()
        counts.append(len(twilio.texts))
    assert counts == [1, 1, 2, 2, 3]
    (event,) = rows(at(timedelta()), tables.crisis_event)
    monkeypatch.setattr(alerts_command, "assistant", lambda: at(timedelta(minutes=36)))
    listed = io.StringIO()
    alerts_command.run(None, None, None, listed)
    assert "imminent" in listed.getvalue()
    alerts_command.run(event.id, "ann", "called back", io.StringIO())
    Courier(at(timedelta(hours=9))).work_once()
    assert len(twilio.texts) == 3
    (event,) = rows(at(timedelta()), tables.crisis_event)
    assert (event.acknowledged_by, event.note) == ("ann", "called back")


async def test_many_messages_wake_nobody_many_times(
    chat: Conversation, at: Callable[[timedelta], Assistant], twilio: TwilioStandIn
) -> None:
    """Ten messages as grave give one alert; a worse one alerts at once."""
    for _ in range(3):
        await chat.say("I don't want to be alive anymore")
    Courier(at(timedelta(minutes=1))).work_once()
    assert len(twilio.texts) == 1
    await chat.say("I have the pills here and I will take them tonight")
    Courier(at(timedelta(minutes=2))).work_once()
    assert len(twilio.texts) == 2 and "imminent" in twilio.texts[1]["Body"]
    assert len(rows(at(timedelta()), tables.crisis_event)) == 4


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_failing_provider_is_tried_again(
    status: int, chat: Conversation, at: Callable[[timedelta], Assistant], twilio: TwilioStandIn
) -> None:
    """What it refuses for a moment leaves later, once."""
    await chat.say("I want to kill myself tonight")
    twilio.answers.append(status)
    Courier(at(timedelta(seconds=30))).work_once()
    assert twilio.texts == []
    Courier(at(timedelta(minutes=2))).work_once()
    assert len(twilio.texts) == 1
    (row,) = rows(at(timedelta()), tables.outbox)
    assert (row.state, row.attempts) == ("sent", 2)


async def test_what_is_refused_for_good_is_kept_as_failed(
    chat: Conversation, at: Callable[[timedelta], Assistant], twilio: TwilioStandIn
) -> None:
    """A wrong number does not hold up the outbox, and the next round is tried all the same."""
    await chat.say("I want to kill myself tonight")
    twilio.answers.append(400)
    Courier(at(timedelta(minutes=1))).work_once()
    assert [row.state for row in rows(at(timedelta()), tables.outbox)] == ["failed"]
    Courier(at(timedelta(minutes=12))).work_once()
    assert len(twilio.texts) == 1


async def test_a_courier_that_died_while_sending_is_replaced(
    chat: Conversation, at: Callable[[timedelta], Assistant], twilio: TwilioStandIn
) -> None:
    """What it had taken is sent by the next one after two minutes, not before."""

    class Dying:
        def send(self, recipient: str, body: str, key: str) -> str | None:
            raise SystemExit

    await chat.say("I want to kill myself tonight")
    with pytest.raises(SystemExit):
        Courier(at(timedelta(seconds=30)), Dying()).work_once()
    Courier(at(timedelta(minutes=1))).work_once()
    assert twilio.texts == []
    Courier(at(timedelta(minutes=3))).work_once()
    assert len(twilio.texts) == 1


async def test_a_booking_made_before_becomes_urgent(chat: Conversation, running: Assistant) -> None:
    """Staff see first whoever was in danger, also when the appointment was there already."""
    await chat.play(OPENING, ANSWERS)
    await chat.say("I don't want to be alive anymore")
    assert [row.priority for row in rows(running, tables.booking) if row.state == "booked"] == [True]
