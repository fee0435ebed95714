"""One person, a phone and the website: what was booked with a number is for whoever texts from it."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from bot.store import tables
from tests.channels.client import Client
from tests.channels.world import Clock
from tests.sms.conftest import Begun
from tests.sms.phone import Line, TextWorld, book_on_the_website, chat_with, let_leave, open_question
from tests.sms.story import ANSWERS, CLINICIAN, NAME, NUMBER, OPENING, OTHER

SAID = "Wednesday, December 2, 2026 at 2:30 PM Pacific time"
STARTS = datetime(2026, 12, 2, 22, 30, tzinfo=timezone.utc)
OTHER_START = datetime(2026, 12, 4, 18, 30, tzinfo=timezone.utc)  # Friday, 10:30 AM in Los Angeles


@pytest.fixture
async def line(texting: TextWorld) -> Line:
    """An assistant with whom the story's appointment was booked on the website, with the story's number."""
    return await texting.line("on the website")


@pytest.fixture
def chat(line: Line, begun: Begun) -> Client:
    """The chat in which that was."""
    client = Client(line.http, line.base, begun.chat[0], begun.chat[1][-1]["id"], list(begun.chat[1]))
    assert client.shown[-1]["card"]["kind"] == "booked" and SAID in client.shown[-1]["text"]
    return client


def the_booking(line: Line) -> Any:
    (row,) = line.rows(tables.booking, tables.booking.c.reference.isnot(None))
    return row


# From the number it was booked with
async def test_a_booking_of_the_website_is_shown_by_text(line: Line, chat: Client) -> None:
    """When it is and its reference, to that number."""
    said = await line.phone(NUMBER).say("when is my appointment again")
    assert SAID in said and the_booking(line).reference in said


async def test_it_is_moved_by_text_and_the_chat_hears_of_it(line: Line, chat: Client) -> None:
    """After a yes: the row has the new time, the old one is free, nothing is held, and the chat shows the news."""
    phone = line.phone(NUMBER)
    await phone.say("i need to move my appointment to friday dec 4 at 10:30 am")
    assert the_booking(line).starts_at == STARTS
    said = phone.replies[-1]
    if phone.question == "slots":
        said = await phone.say("1")
    assert SAID[:27] in said and "Friday, December 4" in said, said
    assert "moved to Friday, December 4, 2026 at 10:30 AM Pacific" in await phone.say("1")
    row = the_booking(line)
    assert (row.starts_at, row.state) == (OTHER_START, "booked")
    cells = line.rows(tables.claim)
    assert {one.booking_id for one in cells} == {row.id} and len(cells) == 2
    assert line.held() == []
    news = (await chat.poll()).messages[-1]
    assert news["card"]["kind"] == "moved" and "December 4, 2026 at 10:30 AM" in news["text"]


async def test_it_is_cancelled_by_text_and_the_chat_hears_of_it(line: Line, chat: Client) -> None:
    """After a yes the time is free, and the chat does not show it as booked any more."""
    phone = line.phone(NUMBER)
    assert SAID in await phone.say("i cant make it, please cancel my consultation")
    assert "cancelled" in await phone.say("yes, cancel it")
    assert the_booking(line).state == "cancelled" and line.rows(tables.claim) == []
    assert (await chat.poll()).messages[-1]["card"]["kind"] == "cancelled"
    said = await chat_with(chat, "when is my appointment?")
    assert "December 2" in said and "is cancelled" in said
    assert not any(row.state in ("queued", "sending") and row.kind == "reminder" for row in phone.outbox)


async def test_a_change_that_both_begin_happens_once(line: Line, chat: Client) -> None:
    """Cancelled by text while the chat still asks whether to move it: the chat moves nothing."""
    await chat_with(chat, "i want to move my appointment to friday december 4 at 10:30 am")
    phone = line.phone(NUMBER)
    await phone.say("please cancel my appointment")
    await phone.say("1")
    await chat_with(chat, "yes, move it")
    row = the_booking(line)
    assert (row.state, row.starts_at) == ("cancelled", STARTS) and line.rows(tables.claim) == []


# From anywhere else
ASKING = ["when is my appointment?", "please cancel my appointment", "i need to move my appointment to friday"]


@pytest.mark.parametrize("asked", ASKING)
async def test_another_number_learns_and_changes_nothing(line: Line, chat: Client, asked: str) -> None:
    """Not by asking, nor by name, reference or a number that is typed, nor by saying yes to all of it."""
    row = the_booking(line)
    stranger = line.phone(OTHER)
    for text in (asked, f"my name is {NAME}", f"my reference is {row.reference}", f"{row.reference}",
                 f"my phone number is {NUMBER[2:]}", asked, "1", "yes"):  # fmt: skip
        said = await stranger.say(text)
        for secret in ("December 2", "Dec 2", "2:30", row.reference if row.reference not in text else SAID, CLINICIAN):
            assert secret not in said, (text, said)
    now = the_booking(line)
    assert (now.state, now.starts_at, now.version) == ("booked", STARTS, row.version)


async def test_the_website_does_not_show_what_was_booked_by_text(texting: TextWorld) -> None:
    """Anybody can type a number there: name, reference and number open nothing; the link goes to the number only."""
    line = await texting.line("booked")
    row, client = the_booking(line), await line.begun()
    said = ""
    for text in ("when is my appointment?", f"i'm {NAME}", f"my reference is {row.reference}", row.reference,
                 "cancel my appointment", "yes", NUMBER[2:], "yes"):  # fmt: skip
        said = await chat_with(client, text)
        assert "December 2" not in said and "Dec 2" not in said and "2:30" not in said, (text, said)
    links = line.outbox(tables.outbox.c.kind == "link")
    assert {link.recipient for link in links} <= {NUMBER} and len(links) <= 1
    assert the_booking(line).state == "booked"


async def test_the_link_of_an_appointment_is_not_texted_to_who_is_out(texting: TextWorld) -> None:
    """Who typed the number learns nothing of that."""
    line = await texting.line("booked")
    client, phone = await line.begun(), line.phone(NUMBER)
    await phone.say("STOP")
    told = await chat_with(client, "when is my appointment?", "yes please", NUMBER[2:])
    assert phone.leaving == [] or all(row.kind == "link" for row in phone.leaving)
    assert let_leave(line) == [] and "STOP" not in told and "out" not in told.split()


# Booking again
async def test_a_second_booking_by_text_names_the_first(line: Line, chat: Client) -> None:
    """Whoever texts from the number of an appointment hears of it instead of booking another one."""
    phone = line.phone(NUMBER)
    said = await phone.say("hi i want to book a free consultation")
    assert SAID in said and the_booking(line).reference in said
    assert phone.question is None and len(line.booked()) == 1


async def test_a_booking_made_on_the_website_meanwhile_is_named_at_the_end(texting: TextWorld) -> None:
    """The text conversation is at its summary when the website books with the same number: one stands, and is named."""
    line = await texting.line("summary")
    client, phone = await line.begun(), line.phone(NUMBER)
    await book_on_the_website(client, line, when="friday december 4 at 10:30 am", slots="the first one")
    assert [row.channel for row in line.booked()] == ["web"]
    said = await phone.say("1")
    assert "December 4, 2026 at 10:30 AM" in said, said
    assert len(line.booked()) == 1 and line.held() == [], "the time of the text conversation is still kept"


async def test_another_person_with_that_number_on_the_website_is_told_nothing(texting: TextWorld) -> None:
    """A booking by text stands; the website books no second one with its number and does not say when the first is."""
    line = await texting.line("booked")
    client = await line.begun()
    await book_on_the_website(client, line, when="friday december 4 at 10:30 am", slots="the first one")
    assert len(line.booked()) == 1
    assert not any("December 2" in message["text"] for message in client.shown if message["from"] != "you")
    assert line.held() == []


async def test_the_number_of_a_text_is_not_asked_for(texting: TextWorld) -> None:
    """It is known, and can be corrected: then it opens nothing that was booked with the other one."""
    line = await texting.line()
    phone = line.phone(OTHER)
    await phone.play(ANSWERS, OPENING, stop_at="name")
    assert phone.facts["phone"] == OTHER
    await phone.say("Ambrose Quill")
    assert phone.question == "email"


async def test_a_typed_number_opens_no_booking_of_it(line: Line, chat: Client) -> None:
    """Who gives the number of somebody with an appointment by text is not told whose it is or when."""
    phone = line.phone(OTHER)
    await phone.play(ANSWERS, OPENING, stop_at="summary")
    await phone.say(f"my phone number is {NUMBER[2:]}")
    said = await phone.say("yes")
    for text in (*phone.replies[-3:], said):
        assert the_booking(line).reference not in text, text
    assert len(line.booked()) == 1


# Holds
async def test_times_that_a_text_conversation_keeps_are_taken_for_others(texting: TextWorld, clock: Clock) -> None:
    """While it decides, the website does not offer them; when it is over half an hour, it does."""
    line = await texting.line("summary")
    client = await line.begun()
    given = {**ANSWERS, "phone": OTHER[2:], "when": "wednesday december 2 at 2:30 pm"}
    await client.say(OPENING)
    while (question := open_question(line)) not in ("slots", "summary"):
        await client.say(given[str(question)])
    assert question == "slots" and "Dec 2, 2:30 PM" not in str(client.offer["choices"])
    clock.forward(minutes=31)
    await chat_with(client, "wednesday december 2 at 2:30 pm")
    assert open_question(line) == "summary"
    said = await line.phone(NUMBER).say("1")
    assert "no longer free" in said, said
    assert line.booked() == []


async def test_a_hold_is_used_up_by_the_booking(texting: TextWorld) -> None:
    """What was kept becomes the booking; no second row claims the time."""
    line = await texting.line("summary")
    phone = line.phone(NUMBER)
    (held,) = phone.bookings("held")
    await phone.say("1")
    (booked,) = phone.bookings("booked")
    assert booked.id == held.id and len(line.rows(tables.claim)) == 2
    assert [row.state for row in phone.bookings()] == ["booked"]


async def test_two_phones_at_one_time_get_it_once(texting: TextWorld) -> None:
    """Both pick the same time: one is booked, the other hears that it is gone and is offered others."""
    line = await texting.line()
    first, second = line.phone(NUMBER), line.phone(OTHER)
    for phone in (first, second):
        await phone.play({**ANSWERS, "texts": "no"}, OPENING, stop_at="slots")
    for phone in (first, second):
        await phone.text("2")
    await line.until_answered()
    kept = [phone for phone in (first, second) if phone.question == "summary"]
    assert len(kept) == 1
    (late,) = [phone for phone in (first, second) if phone not in kept]
    assert "no longer free" in late.replies[-1] and late.question == "slots"
    await kept[0].say("1")
    await late.say("1")
    await late.say("1")
    starts = [row.starts_at for row in line.booked()]
    assert len(starts) == 2 == len(set(starts))
