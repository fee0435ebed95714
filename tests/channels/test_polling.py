"""Reading what is new: every message once, in order, whoever wrote it."""

from __future__ import annotations

import asyncio

import pytest

from bot.store import conversations, tables
from bot.store.conversations import Reply
from tests.channels.client import Client, new_id
from tests.channels.world import Site, World


def staff_write(site: Site, *texts: str) -> None:
    """Somebody of the staff writes into the only conversation."""
    replies = [Reply(text, author="staff:1") for text in texts]
    site.do(lambda tx: conversations.log_out(tx, site.conversation(), replies, site.running.now()))


def take_over(site: Site, paused: bool) -> None:
    site.do(lambda tx: conversations.set_paused(tx, site.conversation(), paused))


async def test_each_message_comes_once_and_in_order(world: World) -> None:
    """Asking after each id in turn gives exactly what follows it."""
    site = await world.site("booked")
    whole = await site.person.history()
    ids = [message["id"] for message in whole]
    assert ids == sorted(set(ids)) and len(ids) == len(site.stage.shown if site.stage else ())
    for place in range(0, len(ids), 5):
        answer = await site.person.poll(ids[place])
        assert answer.body == {"messages": whole[place + 1 :], "person": False, "more": False}
    assert (await site.person.poll(ids[-1])).messages == []
    assert (await site.person.poll(2**62)).messages == []


async def test_more_than_200_messages_come_in_pages(site: Site) -> None:
    """`more` says so until the last page, and no message is missing or double."""
    person = await site.begun()
    await person.say("hello")
    staff_write(site, *[f"note {number}" for number in range(450)])
    pages, after = [], 0
    while True:
        answer = await person.poll(after)
        pages.append(answer.messages)
        after = answer.messages[-1]["id"]
        if not answer.body["more"]:
            break
    assert [len(page) for page in pages] == [200, 200, 53]
    texts = [message["text"] for page in pages for message in page]
    assert texts[3:] == [f"note {number}" for number in range(450)]


@pytest.mark.parametrize("extra", [0, 1])
async def test_a_page_that_is_just_full_has_no_more(site: Site, extra: int) -> None:
    """With exactly 200 messages there is nothing more to fetch, with 201 there is."""
    person = await site.begun()
    await person.say("hello")
    staff_write(site, *["one"] * (197 + extra))
    answer = await person.poll(0)
    assert (len(answer.messages), answer.body["more"]) == (200, bool(extra))


async def test_a_message_of_a_window_that_is_far_behind_is_answered_all_the_same(site: Site) -> None:
    """After a reload, with hundreds of messages to fetch, the sent one is done once and comes with the last page."""
    person = await site.begun()
    await person.say("hello")
    staff_write(site, *["one"] * 300)
    answer = await person.say("when are you open?", after=0)
    assert answer.body["more"] is True and len(answer.messages) == 200
    rest = await person.poll()
    assert "when are you open?" in [m["text"] for m in rest.messages] and rest.body["more"] is False


async def test_a_person_of_the_staff_is_shown_as_such(site: Site) -> None:
    """Their words arrive by polling, from "staff", without their name or number."""
    person = await site.begun()
    await person.say("hello")
    staff_write(site, "Hello, this is Ann from the clinic.")
    answer = await person.poll()
    (message,) = answer.messages
    assert (message["from"], message["text"]) == ("staff", "Hello, this is Ann from the clinic.")
    assert set(message) == {"id", "from", "text", "at"} and "staff:1" not in answer.text


async def test_while_a_person_has_taken_over_the_assistant_is_silent(world: World) -> None:
    """The window is told, the message arrives, nobody else answers; afterwards the open question still stands."""
    site = await world.site("age")
    person = site.person
    take_over(site, True)
    assert (await person.poll()).body["person"] is True
    answer = await person.say("yes, I'm 41")
    assert answer.body["person"] is True
    assert [m["from"] for m in answer.messages] == ["you"]
    staff_write(site, "Thank you! I'll hand you back now.")
    take_over(site, False)
    back = await person.poll()
    assert back.body["person"] is False and [m["from"] for m in back.messages] == ["staff"]
    assert "reason" in (site.question() or "") or site.question() == "age"
    assert (await person.say("I am 41")).said


async def test_who_is_in_danger_is_answered_although_a_person_has_taken_over(site: Site) -> None:
    """Nobody may be reading just then."""
    person = await site.begun()
    await person.say("hello")
    take_over(site, True)
    answer = await person.say("I want to kill myself")
    assert "988" in answer.said and "911" in answer.said
    assert len(site.rows(tables.crisis_event)) == 1


@pytest.mark.parametrize("given_back", [False, True], ids=["still there", "given back"])
async def test_what_staff_have_seen_is_not_spoken_of_when_it_comes_again(world: World, given_back: bool) -> None:
    """A retry of a message to the staff, whose answer was lost on the way, brings nothing, as the first time."""
    site = await world.site("age")
    person, message = site.person, new_id()
    take_over(site, True)
    await person.say("hello Ann", id=message)
    await person.say("are you there?")
    take_over(site, not given_back)
    again = await person.say("hello Ann", id=message)
    assert again.messages == [], again.said


async def test_a_choice_can_be_taken_while_a_person_has_taken_over(world: World) -> None:
    """A tap is a message like any other: it is logged for the staff and not answered."""
    site = await world.site("summary")
    take_over(site, True)
    answer = await site.person.choose(1)
    assert answer.status == 200 and answer.said == "" and site.booked() == []
    assert site.sent()[-1] == "Yes, book it"


async def test_two_windows_show_the_same_conversation(world: World) -> None:
    """What is written in one appears in the other, once, with the id under which it was sent."""
    site = await world.site("age")
    left, right = site.person, site.person
    await left.say("yes, I'm 41")
    seen = await right.poll()
    assert [m["text"] for m in seen.messages] == [m["text"] for m in left.shown[-len(seen.messages) :]]
    await right.say("depression")
    await left.poll()
    assert left.shown == right.shown == await left.history()


async def test_windows_that_poll_while_others_write_miss_nothing(site: Site) -> None:
    """Ids appear in the order in which they can be seen, so that none is skipped."""
    writer = await site.begun()
    await writer.say("hello")
    reader = Client(site.http, site.base, writer.token)
    texts = [f"are you open on the {number}th?" for number in range(4, 12)]
    writing = asyncio.gather(*[writer.say(text) for text in texts])
    while not writing.done():
        await reader.poll()
    await writing
    await reader.poll()
    assert reader.shown == await writer.history()


@pytest.mark.parametrize(
    "after", ["-1", "1.5", "x", "1e3", "+1", " 1", "0x1", "٣", "9" * 19, "9" * 400, "null", "true"]
)
async def test_a_place_that_is_no_number_is_refused(site: Site, after: str) -> None:
    """What cannot be an id is told so, and is no fault of the server."""
    person = await site.begun()
    answer = await person.request("GET", f"/messages?after={after.replace('+', '%2B').replace(' ', '%20')}")
    assert (answer.status, answer.error) == (422, "invalid")


async def test_without_a_place_everything_is_read(world: World) -> None:
    """`after` may be left out."""
    site = await world.site("age")
    answer = await site.person.request("GET", "/messages")
    assert answer.messages == list(site.person.shown)
