"""Turns that fail: once, a few times, and for ever. The person is never left without a word, nor their later texts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa

from actions import interview
from bot.channels import path as message_path
from bot.channels.log import Log
from bot.channels.message import Inbound
from bot.channels.path import MessagePath
from bot.channels.sms import worker as working
from bot.store import conversations, follow_ups, inbox, outbox, tables
from bot.store.errors import StoreFault
from tests.sms.phone import Line, TextWorld
from tests.sms.story import NUMBER, OTHER

POISON = "this one is poison"
REFUSED = StoreFault("a fault on purpose")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails is tried again at once, as often as ever."""
    monkeypatch.setattr(working, "LEASE", timedelta(seconds=0.3))
    monkeypatch.setattr(working, "RENEWED_SECONDS", 0.05)
    monkeypatch.setattr(working, "PAUSES", (0.01,) * len(working.PAUSES))
    monkeypatch.setattr(message_path, "AGAIN_AFTER_SECONDS", 0.01)


def state_of(line: Line, sid: str) -> Any:
    (row,) = line.rows(tables.inbound_text, tables.inbound_text.c.provider_id == sid)
    return row


def to_the_staff(line: Line) -> list[Any]:
    return line.rows(tables.follow_up, tables.follow_up.c.kind == "change", tables.follow_up.c.state == "open")


def poison(patch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """Let every turn of texts with one of these words raise; gives the texts whose turns were begun."""
    receive, begun = MessagePath._receive, []

    async def failing(path: MessagePath, inbound: Inbound) -> Any:
        begun.append(inbound.text)
        if any(word in inbound.text for word in words):
            raise RuntimeError("a fault on purpose")
        return await receive(path, inbound)

    patch.setattr(MessagePath, "_receive", failing)
    return begun


# For ever
async def test_a_text_that_always_fails_is_given_up(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the person hears whom to call, the staff see it, and what came after it is answered in its order."""
    begun = poison(monkeypatch, "poison")
    phone, other = line.phone(NUMBER), line.phone(OTHER)
    sid = await phone.text(POISON)
    await phone.text("hello?")
    await phone.text("what are the side effects")
    assert await other.say("hello")
    await phone.until_answered()
    assert [text for text in begun if text == POISON] == [POISON] * (len(working.PAUSES) + 1)
    assert begun.index("hello?") > begun.index(POISON)
    sorry, hello, effects = phone.received
    assert "310-270-0625" in sorry and "went wrong" in sorry
    assert "automated assistant" in hello and "nausea" in effects
    assert phone.texted == [POISON, "hello?", "what are the side effects"]
    row = state_of(line, sid)
    assert row.state == "failed" and row.body == "" and row.claimed_until is None
    (entry,) = to_the_staff(line)
    assert entry.conversation_id == phone.conversation and "phone" in entry.reasons[0] and not entry.priority


async def test_a_text_that_ends_the_process_is_given_up(line: Line) -> None:
    """Its turns never come to an end, so that only the claims count; the next one goes on."""
    phone, now = line.phone(NUMBER), line.running.now()
    with line.running.store.begin() as tx:
        conversations.ensure(tx, phone.conversation, "sms", now, phone.number)
        inbox.accept(tx, "SMdeadly", phone.conversation, POISON, now)
        tx.execute(sa.update(tables.inbound_text).values(attempts=len(working.PAUSES) + 1))
    await phone.text("hello")
    await phone.until_answered()
    sorry, hello = phone.received
    assert "went wrong" in sorry and "automated assistant" in hello
    assert state_of(line, "SMdeadly").state == "failed"


async def test_it_may_fail_almost_as_often(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn that works at last is answered as ever: nobody is told of the trouble, nothing is said twice."""
    left = len(working.PAUSES)
    receive = MessagePath._receive

    async def failing(path: MessagePath, inbound: Inbound) -> Any:
        nonlocal left
        left -= 1
        if left >= 0:
            raise RuntimeError("a fault on purpose")
        return await receive(path, inbound)

    monkeypatch.setattr(MessagePath, "_receive", failing)
    phone = line.phone(NUMBER)
    assert "automated assistant" in await phone.say("hello")
    assert left == -1 and len(phone.received) == 1 and to_the_staff(line) == []


def refuse(patch: pytest.MonkeyPatch, owner: Any, name: str, when: Callable[..., bool] = lambda *_: True) -> None:
    """Let a function of the store refuse what it is given."""
    original = getattr(owner, name)

    def failing(*given: Any, **named: Any) -> Any:
        if when(*given):
            raise REFUSED
        return original(*given, **named)

    patch.setattr(owner, name, failing)


async def test_a_text_that_cannot_be_logged_is_kept(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database refuses its words: they stay where they were accepted, for whoever looks after the machine."""
    refuse(monkeypatch, conversations, "log_in", lambda _tx, _own, text, *_: text == POISON)
    phone = line.phone(NUMBER)
    sid = await phone.text(POISON)
    await phone.until_answered()
    assert "automated assistant" in await phone.say("hello")
    assert phone.texted == ["hello"] and "went wrong" in phone.received[0]
    row = state_of(line, sid)
    assert row.state == "failed" and row.body == POISON
    assert len(to_the_staff(line)) == 1


async def test_what_was_done_is_said_when_the_answer_cannot_be_logged(
    texting: TextWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The turn books, and only then fails for ever: the person hears "booked", which is true, and not "went wrong"."""
    line = await texting.line("summary")
    phone = line.phone(NUMBER)
    refuse(monkeypatch, Log, "answer")
    said = await phone.say("1")
    (booking,) = phone.bookings("booked")
    assert booking.reference in said and "is booked" in said
    assert len(to_the_staff(line)) == 1


async def test_danger_in_a_text_that_fails_is_answered(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """After one more try, with the resources; the staff are alerted, once."""
    begun = poison(monkeypatch, "kill myself")
    phone = line.phone(NUMBER)
    said = await phone.say("i am going to kill myself tonight")
    assert "988" in said and "911" in said and "went wrong" not in said
    assert len(begun) == 2
    assert phone.texted == ["i am going to kill myself tonight"]
    (event,) = line.rows(tables.crisis_event)
    assert event.level == "imminent" and event.conversation_id == phone.conversation
    assert len(line.outbox(tables.outbox.c.kind == "alert")) == 1
    (entry,) = to_the_staff(line)
    assert entry.priority


async def test_danger_that_cannot_be_logged_is_answered(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even its words can be stored: the resources leave, and the staff are alerted, once."""
    refuse(monkeypatch, conversations, "log_in")
    phone = line.phone(NUMBER)
    await phone.text("i want to end my life")
    await phone.until_answered()
    (said,) = phone.received
    assert "988" in said and "911" in said
    await asyncio.sleep(1.5)  # in which the event that waits to be stored would be, too
    assert len(line.rows(tables.crisis_event)) == 1
    assert len(line.outbox(tables.outbox.c.kind == "alert")) == 1


async def test_danger_behind_a_text_that_fails_is_answered(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits for its turn, which comes."""
    poison(monkeypatch, "poison")
    phone = line.phone(NUMBER)
    await phone.text(POISON)
    await phone.text("i want to die")
    await phone.until_answered()
    sorry, said = phone.received
    assert "went wrong" in sorry and "Are you safe" in said


async def test_stop_holds_although_its_turn_fails(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is sent from then on, and no apology either."""
    phone = line.phone(NUMBER)
    await phone.say("hello")
    poison(monkeypatch, "STOP")
    with line.running.store.begin() as tx:
        outbox.put(tx, "waits", "staff", NUMBER, "hello", line.running.now(), phone.conversation)
    assert await phone.say("STOP") == ""
    assert phone.is_out and phone.opt_outs() == [(True, "keyword", "STOP")]
    assert [row.state for row in phone.outbox if row.dedupe_key == "waits"] == ["withheld"]


async def test_nobody_is_interrupted_who_talks_with_the_staff(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a person of the staff writes, they get the follow-up, and the assistant stays silent."""
    phone = line.phone(NUMBER)
    await phone.say("hello")
    line.do(lambda tx: conversations.set_paused(tx, phone.conversation, True))
    poison(monkeypatch, "poison")
    assert await phone.say(POISON) == ""
    assert phone.texted[-1] == POISON and len(to_the_staff(line)) == 1


async def test_giving_up_does_what_it_can(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever step fails as well, the others are done, and the next text is answered."""
    for number, (owner, name) in enumerate(
        ((conversations, "log_in"), (conversations, "log_out"), (follow_ups, "upsert_open"), (outbox, "put"))
    ):
        phone = line.phone(f"+1415555012{number}")
        with monkeypatch.context() as patch:
            poison(patch, "poison")
            refuse(patch, owner, name)
            sid = await phone.text(POISON)
            await phone.until_answered()
        assert state_of(line, sid).state == "failed", name
        assert len(phone.received) == (name not in ("log_out", "put")), name
        assert await phone.say("hello"), name
    assert len(to_the_staff(line)) == 3


async def test_a_database_that_is_down_uses_up_no_attempts(line: Line) -> None:
    """Giving up is no answer to an outage: while nothing can be claimed, nothing is counted."""
    phone, now = line.phone(NUMBER), line.running.now()
    real = datetime.now(timezone.utc)
    with line.running.store.begin() as tx:
        conversations.ensure(tx, phone.conversation, "sms", now, phone.number)
        inbox.accept(tx, "SM1", phone.conversation, "hello", now)
        (first,) = inbox.claim(tx, "a", real, timedelta(seconds=1), 8)
        inbox.try_again(tx, first.id, real + timedelta(hours=1))
        assert inbox.claim(tx, "a", real, timedelta(seconds=1), 8) == []
        inbox.accept(tx, "SM2", phone.conversation, "later", now)
        assert inbox.claim(tx, "a", real, timedelta(seconds=1), 8) == [], "a later text went first"
        later = real + timedelta(hours=2)
        (again,) = inbox.claim(tx, "b", later, timedelta(seconds=1), 8)
        assert (first.attempts, again.attempts, again.provider_id) == (1, 2, "SM1")
        inbox.done(tx, again.id)
        assert not inbox.give_up(tx, again.id, logged=True), "what is answered cannot fail any more"


# Once
def failing_once(patch: pytest.MonkeyPatch, owner: Any, name: str, after: bool = False) -> list[str]:
    """Let a function of an action fail the first time, before or after its work; gives its calls."""
    original, calls = getattr(owner, name), []

    def failing(*given: Any, **named: Any) -> Any:
        calls.append(name)
        if len(calls) > 1:
            return original(*given, **named)
        if after:
            original(*given, **named)
        raise RuntimeError("a fault on purpose")

    patch.setattr(owner, name, failing)
    return calls


@pytest.mark.parametrize("after", [False, True])
async def test_a_turn_that_failed_and_wrote_nothing_is_begun_once_more(
    texting: TextWorld, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    """A passing fault of an action: the answer counts once, and the person never knows."""
    line = await texting.line("age")
    phone = line.phone(NUMBER)
    calls = failing_once(monkeypatch, interview, "converse", after)
    said = await phone.say("1")
    assert len(calls) == 2 and "went wrong" not in said and "What brings you in" in said
    assert phone.question == "reason" and phone.facts["age"] == "adult" and phone.draft.order.count("age") == 1
