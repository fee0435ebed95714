"""Two people, one phone: what one has arranged is neither shown to the other nor changed by what they say."""

from __future__ import annotations

from typing import Any

import pytest

from bot.store import tables
from tests.channels.world import Clock
from tests.sms.phone import Line, TextWorld
from tests.sms.story import NAME, NUMBER, OTHER

TELLING = ("December", "2:30", "KC-", "reference", NAME.split()[0])
NUMBER_OF_STAFF = "310-270-0625"


def tells(said: str) -> bool:
    return any(word in said for word in TELLING)


def screenings(line: Line) -> list[Any]:
    return sorted(line.rows(tables.screening), key=lambda row: row.id)


@pytest.mark.parametrize(
    "words",
    [
        ["hello im her nephew theo, could i have one too", "i'm 16"],
        ["this is odile's granddaughter, can i come as well? im 17"],
        ["i'm 14 and this is my aunts phone"],
        ["can i also get a consult? im 16"],
    ],
)
async def test_a_minor_on_the_phone_of_an_adult(texting: TextWorld, clock: Clock, words: list[str]) -> None:
    """Is refused for themself; the appointment, and what was answered for it, stay."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    (booking,) = phone.bookings("booked")
    before = screenings(line)
    clock.forward(hours=20)
    said = ""
    for text in words:
        said = await phone.say(text)
        assert not tells(said) and NUMBER_OF_STAFF in said
    assert "18 and older" in said and "parent or guardian" in said
    (own,) = screenings(line)[len(before) :]
    assert own.outcome == "not_eligible_online" and own.answers == {"who": "self", "age": "minor"}
    assert not tells(await phone.say("when is her appointment?"))
    said = await phone.say("this is odile again. what time is my appointment?")
    assert "2:30 PM" in said
    assert phone.facts["age"] == "adult" and phone.draft.outcome["outcome"] == "eligible"
    assert phone.bookings("booked") == [booking] and line.rows(tables.follow_up) == []


@pytest.mark.parametrize(
    "words",
    [
        "hey this is odile's husband using her phone, i'd like one for me",
        "wrong person, odile lent me her phone. whats this about",
        "different person here. who are you",
    ],
)
async def test_an_adult_on_the_phone_of_another(texting: TextWorld, words: str) -> None:
    """Learns nothing, gets the number of the staff, and disowns nothing."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    waiting = [row.id for row in phone.outbox if row.state == "queued" and row.kind == "reminder"]
    said = await phone.say(words)
    assert NUMBER_OF_STAFF in said and not tells(said)
    for more in ("when is it", "please cancel it", "running late 10 minutes", "can somebody call me", "2"):
        assert not tells(await phone.say(more)), more
    (person,) = line.rows(tables.person)
    assert not person.phone_is_wrong and person.name == NAME
    assert waiting and waiting == [row.id for row in phone.outbox if row.state == "queued" and row.kind == "reminder"]
    assert line.rows(tables.follow_up) == [] and len(phone.bookings("booked")) == 1
    await phone.say("Odile")
    assert "2:30 PM" in await phone.say("when is my appointment?")


async def test_who_asks_for_a_child_is_no_other_person(texting: TextWorld) -> None:
    """The appointment is still told to who booked it, and to who only says their name."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    assert NUMBER_OF_STAFF in await phone.say("my nephew would like one too, hes 15")
    assert "2:30 PM" in await phone.say("when is mine again?")
    assert "Hello again" in await phone.say("its me, Odile")


async def test_a_day_later_the_phone_is_its_owners_again(texting: TextWorld, clock: Clock) -> None:
    """Who booked need not say who they are for ever."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    await phone.say("hi its her sister, who is this")
    clock.forward(hours=25)
    assert "2:30 PM" in await phone.say("when is my appointment?")


async def test_a_change_that_was_begun_is_dropped(texting: TextWorld) -> None:
    """Nobody else agrees to it."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    await phone.say("please cancel my appointment")
    said = await phone.say("this is her cousin now, what is this")
    assert not tells(said)
    await phone.say("yes")
    assert len(phone.bookings("booked")) == 1


async def test_a_parent_begins_anew_after_a_child_was_refused(texting: TextWorld, clock: Clock) -> None:
    """For themself; a parent who asks for the child hears what was said before."""
    line = await texting.line()
    phone = line.phone(OTHER)
    for words in ("hey id like to book the consult", "for me", "im 16"):
        await phone.say(words)
    clock.forward(hours=26)
    assert "parent or guardian" in await phone.say("hi im his dad, can i book it for him")
    await phone.say("this is his dad roy, same phone. i want one for myself, im 47")
    assert phone.question == "reason" and phone.facts["age"] == "adult"


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("its my grandpa now, he wants one for himself, he is 71", "reason"),
        ("this is my aunt now, she wants it for herself", "age"),
        ("my roommate said hell do it himself tonight, the booking i mean", "age"),
    ],
)
async def test_the_phone_changes_hands_in_an_interview(texting: TextWorld, words: str, question: str) -> None:
    """The questions begin anew, and nobody is thought to be in danger."""
    line = await texting.line()
    phone = line.phone(OTHER)
    for text in ("hey id like to book the consult", "for me"):
        await phone.say(text)
    await phone.say(words)
    assert phone.question == question and line.rows(tables.crisis_event) == []
