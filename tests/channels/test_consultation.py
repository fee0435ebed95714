"""From hello to booked, over HTTP and through the real model."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

import pytest

from bot.store import tables
from tests.channels.client import Client, new_id
from tests.channels.world import Clock, Site, World, play

# What the database knows of a message and the person must not be shown.
_INTERNAL = re.compile(
    r"intent\b|confidence|reply_to|public_id|eligible_|not_eligible|staff_follow_up|S\d\.\w|faq/|slot_|utter_|action_"
    r"|web:|\bNone\b|\bnull\b|nlu_|[{}]",
)
_FIELDS = {"id", "from", "text", "at", "choices", "card", "client_id"}


def check_shown(client: Client) -> None:
    """Assert that every message has the documented fields, and nothing else."""
    for message in client.shown:
        assert set(message) <= _FIELDS, message
        assert message["from"] in ("you", "assistant", "staff")
        assert ("client_id" in message) == (message["from"] == "you")
        assert isinstance(message["id"], int) and message["at"].endswith("+00:00")
        if message["from"] == "assistant":
            assert message["text"].strip() and not _INTERNAL.search(message["text"]), message
            assert all(isinstance(choice, str) and choice for choice in message.get("choices", ["-"]))
        if "card" in message:
            assert set(message["card"]) == {"kind", "when", "reference", "minutes", "page", "calendar"}
    assert [m["id"] for m in client.shown] == sorted({m["id"] for m in client.shown}), "twice, or not in order"


async def test_from_hello_to_booked_with_questions_in_the_middle(site: Site) -> None:
    """Somebody types, taps, asks in between, and ends with a booked time and a card of it."""
    person = await site.begun()
    first = await person.say("hey, good morning")
    assert "automated assistant" in first.said and "988" in first.said
    asked = await person.say("i've been feeling really low for months. could i set up one of those free consultations")
    assert person.offer["choices"] == ["Yes, 18 or older", "No"]  # for whom it is has been said
    assert asked.messages[0]["from"] == "you"
    aside = await person.say("before we go on, does it hurt or have side effects?")
    assert "nausea" in aside.said and "18" in aside.said, aside.said
    await person.choose(1)
    await person.choose(1)
    await person.say("my family doctor looks after me")
    await person.choose(1)
    await person.say("Samuel Okafor")
    if "role" in person.shown[-1]["text"]:
        await person.say("family doctor")
    await person.say("Hilltop Family Practice")
    await person.say("his office is 424-555-0173")
    assert "high blood pressure" in person.shown[-1]["text"]
    await person.choose(1)
    await person.say("Lena Marsh")
    await person.say("(626) 555-0191")
    await person.say("skip")
    await person.choose(2)
    offered = await person.say("could i come on wednesday dec 2, in the morning?")
    assert all(label.startswith("Wed, Dec 2") and label.endswith("AM") for label in person.offer["choices"]), offered
    summary = await person.choose(2)
    assert "Lena Marsh" in summary.said and "626-555-0191" in summary.said and "Samuel Okafor" in summary.said
    assert not any("card" in message for message in person.shown)
    waiting = await person.say("is it covered by insurance, the treatment i mean?")
    assert "Shall I book" in waiting.said and site.booked() == []
    done = await person.say("ok please go ahead and book it")
    (booking,) = site.booked()
    (card,) = [message["card"] for message in done.messages if "card" in message]
    assert (card["kind"], card["reference"], card["minutes"]) == ("booked", booking.reference, 30)
    assert card["when"].startswith("Wednesday, December 2, 2026 at ") and "Pacific" in card["when"]
    assert card["when"] in done.said and booking.reference in done.said
    check_shown(person)
    assert await person.history() == person.shown


async def test_the_links_of_the_card_lead_to_the_appointment(world: World) -> None:
    """Its page and its calendar file are those of this booking, at the public address."""
    site = await world.site("booked", environment={"BOT_PUBLIC_URL": "https://chat.example.org"})
    (card,) = [m["card"] for m in await site.person.history() if "card" in m]
    assert re.fullmatch(r"https://chat\.example\.org/a/[\w-]{43}", card["page"])
    assert card["calendar"] == card["page"] + "/calendar.ics"
    local = site.base + card["page"].removeprefix("https://chat.example.org")
    async with site.http.get(local) as page:
        assert page.status == 200 and card["reference"] in await page.text()
    async with site.http.get(local + "/calendar.ics") as calendar:
        assert calendar.status == 200
        assert "DTSTART;TZID=America/Los_Angeles:20261201T133000" in await calendar.text()


async def test_moving_and_cancelling_bring_cards_of_their_own(world: World) -> None:
    """The card says what was done: moved with the same reference, then cancelled."""
    site = await world.site("booked")
    person = site.person
    reference = site.booked()[0].reference
    await person.say("I need to move my appointment to Thursday December 3 at 10 am")
    moved = await person.say("yes")
    (card,) = [m["card"] for m in moved.messages if "card" in m]
    assert (card["kind"], card["reference"]) == ("moved", reference)
    assert card["when"].startswith("Thursday, December 3, 2026 at 10:00 AM")
    await person.say("please cancel my appointment")
    cancelled = await person.say("yes, cancel it")
    (card,) = [m["card"] for m in cancelled.messages if "card" in m]
    assert (card["kind"], card["reference"]) == ("cancelled", reference)
    assert site.booked() == []
    check_shown(person)


async def test_nothing_that_the_log_notes_is_shown(world: World, clock: Clock) -> None:
    """Intents, crisis levels, staff names and other notes stay inside, in every answer of the channel."""
    site = await world.site("booked")
    person = site.person
    clock.forward(minutes=1)
    answers = [await person.say("I sometimes wish I was dead"), await person.say("I'm safe"), await person.poll(0)]
    logged = site.rows(tables.message, tables.message.c.intent.isnot(None))
    assert logged, "the log notes nothing, so this test tests nothing"
    for answer in answers:
        keys = set(re.findall(r'"(\w+)":', answer.text))
        assert keys <= _FIELDS | {
            "messages",
            "person",
            "more",
            "kind",
            "when",
            "reference",
            "minutes",
            "page",
            "calendar",
        }
        assert not any(f'"{row.intent}"' in answer.text for row in logged)
        assert site.conversation() not in answer.text and site.booked()[0].public_id not in answer.text


@pytest.mark.postgres
async def test_the_same_on_postgresql(world: World, new_postgres: Callable[[], str], clock: Clock) -> None:
    """Booked, sent again, read again, ended and expired as on SQLite."""
    site = await world.site(environment={"BOT_DATABASE_URL": new_postgres()})
    site.running.store.migrate()
    person, message = await site.begun(), new_id()
    await play(site, person, until="slots")
    taps = await asyncio.gather(*[site.client(person.token).choose(1, person.offer["id"]) for _ in range(3)])
    assert sorted(tap.status for tap in taps) == [200, 409, 409]
    await person.poll()
    before = person.seen
    first = await person.say("yes, book it", id=message)
    again = await person.say("yes, book it", id=message, after=before)
    assert first.body == again.body and [m for m in first.messages if "card" in m]
    assert len(site.booked()) == 1
    assert [m["id"] for m in await person.history()] == sorted({m["id"] for m in person.shown})
    other = await site.begun()
    await other.say("hello")
    assert (await other.end()).status == 204
    assert (await other.poll()).status == 401
    clock.forward(hours=73)
    assert (await person.poll()).status == 401
