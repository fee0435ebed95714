"""Sent again, sent at once, sent and hung up: each message is done once, and answered the same way every time."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from bot.store import conversations, tables
from tests.channels.client import Client, new_id
from tests.channels.world import OPENING, Site, World, slow_model


async def settled(site: Site) -> None:
    """Wait until every turn that was begun is over."""
    turns: set[Any] = site.app.ctx.path._turns
    while turns:
        await asyncio.wait(set(turns))


async def test_a_message_sent_again_is_answered_as_the_first_time(world: World) -> None:
    """The answer is the same to the letter, and nothing is logged a second time."""
    site = await world.site("summary")
    person, retried = site.person, new_id()
    before = person.seen
    first = await person.say("yes, book it", id=retried)
    again = await person.say("yes, book it", id=retried, after=before)
    assert again.body == first.body
    assert len(site.booked()) == 1 and site.sent().count("yes, book it") == 1


async def test_a_message_sent_again_after_a_restart_is_answered_as_the_first_time(world: World) -> None:
    """A new process knows what the old one answered, links included."""
    site = await world.site("summary")
    person, retried = site.person, new_id()
    before = person.seen
    first = await person.say("yes, book it", id=retried)
    site.running.store.close()
    restarted = await world.site()
    person.base = restarted.base
    again = await person.say("yes, book it", id=retried, after=before)
    assert again.body == first.body
    assert len(site.booked()) == 1


async def test_a_known_id_with_another_text_does_nothing_new(world: World) -> None:
    """The first text counts: a faulty client cannot make two messages of one id."""
    site = await world.site("age")
    person, retried = site.person, new_id()
    before = person.seen
    first = await person.say("yes, I'm 41", id=retried)
    for body in (
        {"id": retried, "text": "no, I am 12", "after": before},
        {"id": retried, "text": "", "after": before},
        {"id": retried, "choice": {"message": 1, "number": 1}, "after": before},
    ):
        assert (await person.post(body)).body == first.body
    assert site.question() == "reason"
    assert "no, I am 12" not in site.sent()


async def test_ten_copies_at_once_are_one_message(world: World) -> None:
    """Ten connections with the same message: one booking, and ten times the same answer."""
    site = await world.site("summary")
    person, retried = site.person, new_id()
    windows = [Client(site.http, site.base, person.token, person.seen) for _ in range(10)]
    answers = await asyncio.gather(*[window.say("yes, book it", id=retried) for window in windows])
    assert all(answer.body == answers[0].body for answer in answers)
    assert len(site.booked()) == 1 and site.sent().count("yes, book it") == 1
    assert len([m for m in await person.history() if "card" in m]) == 1


async def test_two_messages_at_once_are_both_answered_in_one_order(site: Site) -> None:
    """Each is followed by its own replies, and nothing of one stands between those of the other."""
    person = await site.begun()
    await person.say("hello")
    texts = ["does it have side effects?", "what does it cost?", "do you treat ptsd?", "when are you open?"]
    await asyncio.gather(*[person.say(text) for text in texts])
    history = await person.history()
    asked = [message["text"] for message in history if message["from"] == "you"][1:]
    assert sorted(asked) == sorted(texts)
    replies = {row.id: row for row in site.rows(tables.message)}
    for message in history:
        if message["from"] == "assistant":
            assert replies[message["id"]].reply_to is not None
    for text in texts:
        question = next(m["id"] for m in history if m["text"] == text)
        assert any(row.reply_to == question for row in replies.values()), f"no answer to {text}"


async def test_two_answers_at_once_are_taken_one_after_the_other(world: World) -> None:
    """Nothing given is lost when two windows write at the same moment."""
    site = await world.site("name")
    person = site.person
    await asyncio.gather(person.say("Rosa Delgado"), person.say("my number is 323-555-0119"))
    assert site.question() == "email"


async def test_conversations_do_not_wait_for_each_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one person's message is at work, another is answered."""
    site = await world.site()
    slow, quick = await site.begun(), await site.begun()
    begun, go_on = slow_model(monkeypatch)
    waiting = asyncio.create_task(slow.say(OPENING))
    await begun.wait()
    try:
        answer = await quick.say("when are you open?", timeout=20)
        assert "310-270-0625" in answer.said or "Monday" in answer.said
    finally:
        go_on.set()
        await waiting


@pytest.mark.parametrize("retry", ["while it is at work", "afterwards"])
async def test_who_hangs_up_in_the_middle_finds_the_turn_finished(
    world: World, monkeypatch: pytest.MonkeyPatch, retry: str
) -> None:
    """The connection breaks while the booking is made: the retry hears of it, once."""
    site = await world.site("summary")
    person, retried = site.person, new_id()
    begun, go_on = slow_model(monkeypatch)
    broken = asyncio.create_task(person.say("yes, book it", id=retried))
    await begun.wait()
    broken.cancel()
    await asyncio.gather(broken, return_exceptions=True)
    if retry == "afterwards":
        go_on.set()
        await settled(site)
        again = await person.say("yes, book it", id=retried)
    else:
        waiting = asyncio.create_task(person.say("yes, book it", id=retried))
        await asyncio.sleep(0)
        go_on.set()
        again = await waiting
    assert "is booked" in again.said and [m for m in again.messages if "card" in m]
    assert len(site.booked()) == 1 and site.sent().count("yes, book it") == 1
    assert [m["text"] for m in await person.history()].count(again.messages[-1]["text"]) == 1


async def test_who_closes_the_socket_at_once_finds_the_turn_finished(world: World) -> None:
    """The bytes were sent and the phone went into a tunnel: nothing is lost and nothing is said twice."""
    site = await world.site("age")
    person, retried = site.person, new_id()
    body = json.dumps({"id": retried, "text": "yes, I'm 41", "after": person.seen}).encode()
    await person.raw(person.head("POST", "/messages", {"Content-Length": str(len(body))}) + body, hang_up=True)
    await settled(site)
    again = await person.say("yes, I'm 41", id=retried)
    assert site.question() == "reason"
    assert "What brings you in" in again.said
    assert site.sent().count("yes, I'm 41") == 1
    assert sum("What brings you in" in m["text"] for m in await person.history()) == 1


async def test_half_a_request_is_no_message(site: Site) -> None:
    """A body that breaks off does nothing, and the server goes on."""
    person = await site.begun()
    head = person.head("POST", "/messages", {"Content-Length": "500"})
    await person.raw(head + f'{{"id": "{new_id()}", "text": "hel'.encode(), hang_up=True)
    await settled(site)
    assert (await person.say("hello")).status == 200
    assert site.sent() == ["hello"]


async def test_a_client_that_gives_up_after_a_moment_gets_the_replies_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow answer times out in the browser; polling brings it, without any retry."""
    site = await world.site("age")
    person = site.person
    begun, go_on = slow_model(monkeypatch)
    with pytest.raises((asyncio.TimeoutError, aiohttp.ClientError)):
        await person.say("yes, I'm 41", timeout=0.3)
    await begun.wait()
    go_on.set()
    await settled(site)
    assert "What brings you in" in (await person.poll()).said


async def test_a_message_that_staff_left_unanswered_does_nothing_when_it_comes_again(world: World) -> None:
    """A "yes" that was written to a person of the staff must not book when it is sent again after they gave back."""
    site = await world.site("summary")
    person, retried = site.person, new_id()
    site.do(lambda tx: conversations.set_paused(tx, site.conversation(), True))
    first = await person.say("yes, book it", id=retried)
    assert first.said == "" and site.booked() == []
    site.do(
        lambda tx: conversations.log_out(tx, site.conversation(), [staff("Let me look first.")], site.running.now())
    )
    site.do(lambda tx: conversations.set_paused(tx, site.conversation(), False))
    await person.poll()
    again = await person.say("yes, book it", id=retried)
    assert site.booked() == [] and again.said == ""


def staff(text: str) -> conversations.Reply:
    return conversations.Reply(text, author="staff:1")
