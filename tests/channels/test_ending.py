"""Ending a conversation: the token is dead, a kept time is free, and the clinic keeps what it has noted."""

from __future__ import annotations

import asyncio

import pytest

from bot.store import tables
from tests.channels.client import new_id
from tests.channels.test_choices import offered
from tests.channels.world import Clock, Site, World, slow_model


async def test_an_ended_conversation_is_closed_for_good(world: World) -> None:
    """Nothing can be written or read, in no window, and a retry of an old message is refused, too."""
    site = await world.site("age")
    person, other_window, message = site.person, site.person, new_id()
    await person.say("yes, I'm 41", id=message)
    assert (await person.end()).status == 204
    for window in (person, other_window):
        assert (await window.poll(0)).status == 401
        assert (await window.say("hello")).status == 401
        assert (await window.say("yes, I'm 41", id=message)).status == 401
        assert (await window.choose(1)).status == 401


@pytest.mark.parametrize("token", ["", "A" * 43, "x", "0" * 64])
async def test_ending_with_a_wrong_token_is_refused(site: Site, token: str) -> None:
    """As the contract says of every request: 401, and the others go on."""
    person = await site.begun()
    answer = await site.client(token).end()
    assert (answer.status, answer.body and answer.error) == (401, "token")
    assert (await person.poll()).status == 200


async def test_ending_twice_is_refused(site: Site) -> None:
    """The second time the token opens nothing any more."""
    person = await site.begun()
    assert (await person.end()).status == 204
    assert (await person.end()).status == 401


async def test_ending_an_expired_conversation_is_refused(site: Site, clock: Clock) -> None:
    """It has ended by itself."""
    person = await site.begun()
    clock.forward(hours=73)
    assert (await person.end()).status == 401


async def test_what_the_clinic_has_noted_stays(world: World) -> None:
    """The log, the answers and the permission are the clinic's record, whether the person closes the chat or not."""
    site = await world.site("summary")
    before = {name: site.rows(table) for name, table in tables.metadata.tables.items() if name not in _CHANGED}
    await site.person.end()
    assert {name: site.rows(table) for name, table in tables.metadata.tables.items() if name not in _CHANGED} == before
    assert len(site.rows(tables.message)) == site.person.seen


_CHANGED = ("web_session", "booking", "claim", "booking_event")


async def test_a_booking_stays_booked(world: World) -> None:
    """Closing the chat cancels nothing."""
    site = await world.site("booked")
    await site.person.end()
    assert len(site.booked()) == 1
    assert site.rows(tables.claim)


async def test_a_kept_time_is_free_for_others_at_once(world: World) -> None:
    """Somebody who is choosing at that moment can take it."""
    site = await world.site("summary")
    kept = "Tue, Dec 1, 1:30 PM"
    other = await offered(site)
    assert kept not in other.offer["choices"]
    assert (await site.person.end()).status == 204
    assert site.held() == [] and site.rows(tables.claim) == []
    await other.say("Tuesday December 1 at 1:30 pm")
    done = await other.say("yes, book it")
    assert "1:30 PM" in done.said and len(site.booked()) == 1


async def test_ending_while_a_turn_is_at_work_keeps_no_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody taps a time and closes the chat at once: the time is not kept for nobody."""
    site = await world.site("slots")
    begun, go_on = slow_model(monkeypatch)
    tapped = asyncio.create_task(site.person.choose(1))
    await begun.wait()
    ending = asyncio.create_task(site.person.end())
    await asyncio.wait({ending}, timeout=0.3)
    go_on.set()
    await asyncio.gather(tapped, ending)
    assert ending.result().status == 204
    assert site.held() == []


async def test_a_message_that_waited_behind_the_end_is_not_taken(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """It came while a turn and the end were at work; when its turn comes, the token opens nothing any more."""
    site = await world.site("slots")
    begun, go_on = slow_model(monkeypatch)
    at_work = asyncio.create_task(site.person.say("do I need a referral?"))
    await begun.wait()
    ending = asyncio.create_task(site.person.end())
    await asyncio.wait({ending}, timeout=0.2)
    behind = asyncio.create_task(site.person.say("the first one"))
    await asyncio.wait({behind}, timeout=0.2)
    go_on.set()
    await asyncio.gather(at_work, ending, behind)
    assert (ending.result().status, behind.result().status) == (204, 401)
    assert site.held() == [] and "the first one" not in site.sent()


async def test_after_the_end_a_new_conversation_knows_nothing_of_the_old(world: World) -> None:
    """On a shared computer the next person begins at the beginning."""
    site = await world.site("booked")
    await site.person.end()
    fresh = await site.begun()
    first = await fresh.say("when is my appointment?")
    assert "automated assistant" in first.said
    assert site.booked()[0].reference not in first.said and "1:30" not in first.said
