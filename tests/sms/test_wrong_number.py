"""The number that was given on the website is a stranger's: they learn nothing, and the staff learn of it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.store import bookings, people, tables
from tests.channels.world import Clock
from tests.sms.phone import Line, TextWorld
from tests.sms.story import NAME, NUMBER, OTHER
from tests.sms.test_menus import reminded

TELLING = ("appointment", "consultation on", "December", "2:30", NAME.split()[0])


def entries(line: Line) -> list[Any]:
    return line.rows(tables.follow_up, tables.follow_up.c.state == "open")


def unsent(line: Line) -> list[Any]:
    return [row for row in line.outbox() if row.state in ("queued", "sending") and row.kind not in ("reply", "opt_out")]


@pytest.mark.parametrize(
    "words", ["I think you got the wrong person", "who dis? I never signed up", "esta equivocado", "I'm not Odile!"]
)
async def test_nothing_goes_there_any_more(texting: TextWorld, words: str) -> None:
    """What waits is withheld, nothing is told, it is no opt-out, and the staff do not call there in vain."""
    line = await texting.line("on the website")
    assert unsent(line)
    phone = line.phone(NUMBER)
    said = await phone.say(words)
    assert "mix-up" in said and not any(word in said for word in TELLING), said
    assert unsent(line) == [] and line.rows(tables.opt_out) == []
    (booking,) = line.rows(tables.booking, tables.booking.c.state == "booked")
    (entry,) = entries(line)
    assert entry.conversation_id == booking.conversation_id and "not call" in entry.reasons[0]
    assert "can't see an appointment" in await phone.say("when is my appointment?")
    assert "Nothing is waiting" in await phone.say("told you, wrong number")


async def test_the_end_of_all_texts_tells_no_more(texting: TextWorld) -> None:
    """In the same text or later: the one confirmation speaks of no appointment, and a stranger is no work for staff."""
    line = await texting.line("on the website")
    phone = line.phone(NUMBER)
    said = await phone.say("wrong number, please remove me")
    assert "no more texts" in said and not any(word in said for word in TELLING)
    assert len(line.rows(tables.opt_out)) == 1 and unsent(line) == []
    assert [entry.conversation_id == phone.conversation for entry in entries(line)] == [False]


async def test_a_no_to_a_reminder_changes_nothing(texting: TextWorld, clock: Clock) -> None:
    """A stranger who is reminded says no, and does not begin to move the appointment."""
    line, phone, booking = await reminded(texting, clock)
    said = await phone.say("no, wrong number")
    assert "mix-up" in said and phone.question is None
    assert line.rows(tables.booking, tables.booking.c.id == booking.id)[0].state == "booked"


async def test_where_nothing_waits_that_is_said(texting: TextWorld) -> None:
    """A number that nobody gave: no staff are troubled."""
    line = await texting.line("on the website")
    said = await line.phone(OTHER).say("wrong number")
    assert "Nothing is waiting" in said and entries(line) == [] and unsent(line)


async def test_another_number_is_texted_again(texting: TextWorld) -> None:
    """The wrong one stays wrong while it is given again; a new one is the person's own."""
    line = await texting.line("on the website")
    await line.phone(NUMBER).say("wrong number")
    (booking,) = line.rows(tables.booking, tables.booking.c.state == "booked")
    with line.running.store.begin() as tx:
        for number, wrong in ((NUMBER, True), (OTHER, False)):
            people.save_person(tx, booking.conversation_id, NAME, number, None, line.running.now())
            found = people.person_of(tx, booking.conversation_id)
            assert found is not None and found.phone_is_wrong is wrong
        assert len(bookings.active_for(tx, "sms:other", OTHER, line.running.now())) == 1
