"""What people answer to a reminder, by number and in words, also twice, late, and while something else is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.store import bookings, tables
from tests.channels.world import Clock
from tests.sms.phone import Line, Phone, TextWorld, let_leave
from tests.sms.story import NUMBER
from tests.sms.test_menus import STARTS, reminded, row_of

COMES = ["confirm", "yes I'll be there", "ok see you then", "See you tomorrow!", "sounds good"]
CANNOT = ["can't make it", "sorry, I won't be able to come", "something came up"]
LATE = {"running late 10 minutes": "10 minutes late", "I'll be a bit late, sorry": "late"}


def entries(line: Line, kind: str) -> list[Any]:
    return line.rows(tables.follow_up, tables.follow_up.c.kind == kind, tables.follow_up.c.state == "open")


@pytest.mark.parametrize("words", COMES)
async def test_words_confirm(texting: TextWorld, clock: Clock, words: str) -> None:
    """Whoever says so will come, and hears the time."""
    line, phone, booking = await reminded(texting, clock)
    said = await phone.say(words)
    assert "noted" in said and "2:30 PM" in said
    assert row_of(line, booking.id).confirmed_at is not None


async def test_a_second_one_is_answered_kindly(texting: TextWorld, clock: Clock) -> None:
    """The same number again, at once or later: it is noted already; and "2" still changes the appointment."""
    line, phone, booking = await reminded(texting, clock)
    await phone.say("1")
    first = row_of(line, booking.id).confirmed_at
    for answer in ("1", "confirm"):
        said = await phone.say(answer)
        assert "noted already" in said and "2:30 PM" in said
    assert row_of(line, booking.id).confirmed_at == first
    await phone.say("thanks")
    clock.forward(hours=10)
    await phone.say("2")
    assert phone.question == "when" and row_of(line, booking.id).state == "booked"


async def test_a_second_one_answers_no_open_question(texting: TextWorld, clock: Clock) -> None:
    """A reminder comes while a cancellation is being agreed to: "1" and "1" again cancel nothing."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    clock.now = STARTS - timedelta(hours=24, minutes=5)
    assert "1 " in await phone.say("please cancel my appointment") and phone.question == "summary"
    clock.now = STARTS - timedelta(hours=24)
    assert any("a reminder of" in body for body in let_leave(line))
    for _ in range(3):
        assert "noted" in await phone.say("1")
    (booking,) = phone.bookings("booked")
    assert booking.state == "booked" and booking.confirmed_at is not None


async def test_after_the_booking_a_number_says_how_things_stand(texting: TextWorld) -> None:
    """The second "1" of somebody impatient is no riddle to the assistant."""
    line = await texting.line("summary")
    phone = line.phone(NUMBER)
    assert "is booked" in await phone.say("1")
    said = await phone.say("1")
    assert "2:30 PM" in said and "nothing to choose" in said
    assert len(phone.bookings("booked")) == 1


async def test_three_asks_the_staff_to_call(texting: TextWorld, clock: Clock) -> None:
    """At once, without a question more, and with what is true of the staff at that moment."""
    line, phone, booking = await reminded(texting, clock)
    said = await phone.say("3")
    assert "310-270-0625" in said and "in right now" in said and "not in" not in said
    (entry,) = entries(line, "callback")
    assert entry.conversation_id == phone.conversation and entry.person_id == booking.person_id
    assert phone.question is None and row_of(line, booking.id).state == "booked"
    clock.forward(hours=9)
    later = await phone.say("3")
    assert "not in right now" in later and "988" in later
    assert len(entries(line, "callback")) == 1


@pytest.mark.parametrize("words", CANNOT)
async def test_who_cannot_come_may_move_or_cancel(texting: TextWorld, clock: Clock, words: str) -> None:
    """Both are offered by number, and until one is agreed to the appointment stays."""
    line, phone, booking = await reminded(texting, clock)
    said = await phone.say(words)
    assert "stays on" in said and "1 Move my appointment" in said and "2 Cancel my appointment" in said
    assert row_of(line, booking.id).state == "booked" and row_of(line, booking.id).confirmed_at is None
    if words == CANNOT[0]:
        await phone.say("2")
        assert phone.question == "summary" and row_of(line, booking.id).state == "booked"
        assert "is cancelled" in await phone.say("1")
    else:
        await phone.say("1")
        assert phone.question == "when"


@pytest.mark.parametrize("words", LATE)
async def test_who_is_late_is_passed_on(texting: TextWorld, clock: Clock, words: str) -> None:
    """As what was understood and not in their words; nobody says that it is all right."""
    line, phone, booking = await reminded(texting, clock)
    said = await phone.say(words)
    assert "310-270-0625" in said and "can't say" in said
    (entry,) = entries(line, "change")
    assert LATE[words] in entry.reasons[0] and "2:30 PM" in entry.reasons[0]
    assert row_of(line, booking.id).confirmed_at is None


@pytest.mark.parametrize(
    "words", ["yes but can i move it to friday?", "is it still on tomorrow?", "how late are you open?"]
)
async def test_a_question_confirms_nothing(texting: TextWorld, clock: Clock, words: str) -> None:
    """Whatever asks is answered as ever."""
    line, phone, booking = await reminded(texting, clock)
    assert "noted" not in await phone.say(words)
    assert row_of(line, booking.id).confirmed_at is None and entries(line, "change") == []


async def test_an_old_reminder_says_how_to_go_on(texting: TextWorld, clock: Clock) -> None:
    """Its numbers are over after a day, and so are words that meant it."""
    line, phone, booking = await reminded(texting, clock)
    line.do(lambda tx: bookings.cancel(tx, booking.id, line.running.now(), actor="staff:1"))
    clock.forward(hours=25)
    assert "a while ago" in await phone.say("1")


async def test_danger_in_an_answer_comes_first(texting: TextWorld, clock: Clock) -> None:
    """A three after a reminder and a cry for help is the answer to the question for safety."""
    line, phone, booking = await reminded(texting, clock)
    assert "3 No" in await phone.say("i can't make it, i want to kill myself")
    assert "911" in await phone.say("3")
    assert row_of(line, booking.id).confirmed_at is None and entries(line, "callback") == []


async def test_words_without_a_reminder_confirm_nothing(texting: TextWorld) -> None:
    """Long before any reminder "see you then" is a farewell; "running late" of no appointment is no news."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    await phone.say("ok see you then")
    (booking,) = phone.bookings("booked")
    assert booking.confirmed_at is None
    stranger: Phone = line.phone("+14155550134")
    await stranger.say("running late 10 minutes")
    assert [entry for entry in entries(line, "change") if entry.conversation_id == stranger.conversation] == []


@pytest.mark.parametrize(
    "words", ["runnin late sorry", "get there in 15, terrible traffic", "stuck in traffic on the 10"]
)
async def test_who_is_late_without_a_reminder_is_passed_on(texting: TextWorld, clock: Clock, words: str) -> None:
    """The staff hear of it, also where no minutes are told; moved or cancelled, it is no news any more."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    clock.now = STARTS - timedelta(minutes=10)
    assert "can't say" in await phone.say(words)
    (entry,) = entries(line, "change")
    assert entry.reasons[0].startswith("will be late for the consultation")
    await phone.say("sorry can we do friday dec 4 at 11 instead")
    assert "moved" in await phone.say("1")
    assert entries(line, "change") == []
