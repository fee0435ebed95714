"""Who may read and continue a conversation: whoever holds its token, and nobody else."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest

from bot.store import tables
from tests.channels.client import Answer, Client, new_id
from tests.channels.world import Clock, Site, World


def refused(answer: Answer) -> None:
    """Assert that the token opened nothing, in the form that the widget reads."""
    assert answer.status == 401, answer.text
    assert answer.error == "token" and answer.said
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


async def everywhere_refused(client: Client, **options: Any) -> None:
    """Assert that it neither writes nor reads; what ending does is told in test_ending.py."""
    for answer in (await client.say("hello", **options), await client.poll(**options)):
        refused(answer)


async def test_a_token_has_256_bits_and_is_never_the_same(site: Site) -> None:
    """Each conversation gets 32 random bytes of its own."""
    tokens = [(await site.begun()).token or "" for _ in range(20)]
    assert len(set(tokens)) == 20
    assert all(len(base64.urlsafe_b64decode(token + "=")) == 32 for token in tokens)
    assert all(len({token[place] for token in tokens}) > 5 for place in range(40)), "hardly random"


async def test_the_database_holds_the_hash_of_a_token_only(world: World) -> None:
    """Whoever reads the whole file cannot continue a conversation."""
    site = await world.site("summary")
    await site.person.say("what does it cost?")
    token = site.person.token or ""
    files = [file.read_bytes() for file in site.file.parent.glob("bot.db*")]
    assert any(hashlib.sha256(token.encode()).hexdigest().encode() in content for content in files)
    raw = base64.urlsafe_b64decode(token + "=")
    for content in files:
        assert token.encode() not in content and raw not in content and raw.hex().encode() not in content


async def test_the_token_in_the_database_opens_nothing(site: Site) -> None:
    """The stored hash and the id of the conversation are no keys."""
    client = await site.begun()
    await client.say("hello")
    (session,) = site.rows(tables.web_session)
    for found in (session.token_hash, session.conversation_id, session.conversation_id.partition(":")[2]):
        await everywhere_refused(site.client(found))


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer  x",
        "Basic {token}",
        "{token}",
        "Bearer {token}x",
        "Bearer x{token}",
        "Bearer {token},{token}",
        "Bearer {token} {token}",
        'Bearer "{token}"',
        "Bearer 0",
        "Bearer %",
        "Bearer ' OR 1=1 --",
        "Bearer " + "A" * 43,
        "Bearer " + "A" * 5000,
    ],
    ids=lambda header: str(header)[:24],
)
async def test_a_missing_or_wrong_token_is_refused(site: Site, header: str | None) -> None:
    """Writing, reading and ending need the very token, and a refusal does nothing."""
    known = await site.begun()
    await known.say("hello")
    before = await known.history()
    stranger = site.client()
    headers = {} if header is None else {"Authorization": header.format(token=known.token)}
    await everywhere_refused(stranger, headers=headers)
    assert await known.history() == before
    assert len(site.rows(tables.conversation)) == 1


@pytest.mark.parametrize("value", [b"Bearer \xff\xfe", "Bearer ключ".encode(), b"Bearer \xed\xa0\x80"])
async def test_a_token_of_odd_bytes_is_refused(site: Site, value: bytes) -> None:
    """What is no text is a wrong token, not a fault of the server."""
    known = await site.begun()
    request = known.head("GET", "/messages", {"Authorization": "HERE"}).replace(b"HERE", value)
    refused(await known.raw(request))


async def test_a_token_in_the_address_or_body_is_not_accepted(site: Site) -> None:
    """Addresses end up in logs and histories, so a token there opens nothing."""
    known = await site.begun()
    await known.say("hello")
    stranger = site.client()
    for name in ("token", "access_token", "authorization", "Authorization", "bearer"):
        address = f"?{name}={known.token}"
        refused(await stranger.request("GET", f"/messages{address}"))
        refused(await stranger.request("DELETE", f"/conversations{address}"))
        body = {"id": new_id(), "text": "hi", "after": 0, name: known.token}
        refused(await stranger.request("POST", f"/messages{address}", body))
    refused(await stranger.request("GET", "/messages", headers={"Cookie": f"token={known.token}"}))


async def test_no_answer_sets_a_cookie_or_says_the_token_again(world: World) -> None:
    """The token is told once, when it is made."""
    site = await world.site("summary")
    person = site.person
    for answer in (await person.say("yes, book it"), await person.poll(0), await person.end(), await person.poll()):
        assert str(person.token) not in answer.text + str(answer.headers)
        assert "Set-Cookie" not in answer.headers


async def test_two_conversations_never_show_each_other(world: World) -> None:
    """With another's token one reads and continues one's own conversation only."""
    site = await world.site("summary")
    rosa, other = site.person, await site.begun()
    await other.say("hello, are you open on Saturdays?")
    seen = "\n".join(message["text"] for message in await other.history())
    assert not any(word in seen for word in ("Rosa", "Delgado", "323-555", "Adler", "Lakeside", "depression"))
    answer = await other.say("yes, book it")
    assert site.booked() == []
    assert "Shall I book it" not in answer.said
    assert [m["text"] for m in await rosa.history()] == [m["text"] for m in rosa.shown]


async def test_message_ids_of_one_conversation_mean_nothing_in_another(site: Site) -> None:
    """The same client id in two conversations is two messages."""
    alice, bob = await site.begun(), await site.begun()
    shared = new_id()
    first = await alice.say("My name is Alice Adams, when are you open?", id=shared)
    second = await bob.say("do you treat ptsd?", id=shared)
    assert "Alice" not in second.text
    assert first.said != second.said
    assert second.messages[0]["text"] == "do you treat ptsd?"


async def test_nothing_is_stored_of_a_conversation_before_its_first_message(site: Site) -> None:
    """Opening the chat leaves no conversation behind, and reading it does not either."""
    client = await site.begun()
    assert (await client.poll()).body == {"messages": [], "person": False, "more": False}
    assert site.rows(tables.conversation) == [] and site.rows(tables.message) == []
    assert (await client.end()).status == 204
    assert site.rows(tables.conversation) == []
    refused(await client.poll())


async def test_a_refused_first_message_stores_nothing(site: Site) -> None:
    """What was not taken begins no conversation."""
    client = await site.begun()
    assert (await client.post({"id": new_id(), "text": 7})).status == 422
    assert (await client.choose(1, message=1)).status == 422
    assert site.rows(tables.conversation) == [] and site.rows(tables.message) == []


async def test_a_token_ends_after_three_days_without_a_message(site: Site, clock: Clock) -> None:
    """71 hours later the conversation goes on, 73 hours after that it is over."""
    client = await site.begun()
    await client.say("hello")
    clock.forward(hours=71)
    assert (await client.say("when are you open?")).status == 200
    clock.forward(hours=71)
    assert (await client.poll()).status == 200
    clock.forward(hours=2)
    await everywhere_refused(client)


async def test_reading_alone_keeps_no_conversation_open(site: Site, clock: Clock) -> None:
    """A window that was left open on a shared computer ends although it goes on asking."""
    client = await site.begun()
    await client.say("hello")
    for _ in range(7):
        clock.forward(hours=10)
        assert (await client.poll()).status == 200
    clock.forward(hours=3)
    refused(await client.poll())


async def test_a_token_ends_after_thirty_days_however_busy(site: Site, clock: Clock) -> None:
    """Somebody who writes every other day is asked to begin anew after a month."""
    client = await site.begun()
    for _ in range(15):
        assert (await client.say("hello")).status == 200
        clock.forward(hours=47)
    clock.forward(hours=14)
    assert (await client.say("hello")).status == 200
    clock.forward(hours=2)
    await everywhere_refused(client)


async def test_a_replayed_message_cannot_revive_an_expired_token(site: Site, clock: Clock) -> None:
    """A retry that comes days later is told that the chat has ended."""
    client = await site.begun()
    retried = new_id()
    await client.say("hello", id=retried)
    clock.forward(hours=73)
    refused(await client.say("hello", id=retried))
