"""Reminders end and come back while the appointment stays; nobody is opted out by it."""

from __future__ import annotations

import pytest

from bot.store import people, tables
from tests.sms.phone import Phone, TextWorld
from tests.sms.story import NUMBER


def waiting(phone: Phone) -> int:
    return len([row for row in phone.outbox if row.kind == "reminder" and row.state == "queued"])


def permitted(phone: Phone) -> bool:
    with phone.line.running.store.read() as tx:
        consent = people.latest_consent(tx, phone.bookings()[0].conversation_id, "texts")
    return consent is not None and consent.granted


@pytest.mark.parametrize(
    "words",
    [
        "no need for reminders but i'm still coming",
        "pls don't send me the reminders, the appointment is fine",
        "you can drop the reminders, see you there",
        "changed my mind about the reminder texts. no",
    ],
)
async def test_reminders_end_and_the_appointment_stays(texting: TextWorld, words: str) -> None:
    """Both are said; a later wish brings them back."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    assert waiting(phone) and permitted(phone)
    said = await phone.say(words)
    assert "no reminders" in said and "stays on" in said and "2:30 PM" in said
    assert waiting(phone) == 0 and not permitted(phone) and phone.opt_outs() == []
    assert len(phone.bookings("booked")) == 1 and phone.question is None and line.rows(tables.follow_up) == []
    assert "a day before, and one 2 hours before" in await phone.say("ok actually i do want the reminders")
    assert waiting(phone) and permitted(phone)


async def test_a_cancellation_that_was_only_of_reminders_is_dropped(texting: TextWorld) -> None:
    """Who meant the reminders is not asked again whether to cancel."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    await phone.say("cancel it please")
    assert phone.question == "summary"
    await phone.say("sorry, i only wanted to stop the reminders")
    assert phone.question is None and waiting(phone) == 0 and len(phone.bookings("booked")) == 1


async def test_a_condition_is_not_passed_over(texting: TextWorld) -> None:
    """What is sent is said, and a no is still open."""
    line = await texting.line("texts")
    phone = line.phone(NUMBER)
    said = await phone.say("fine but only the evening before")
    assert "can't choose" in said and "a day before, and one 2 hours before" in said
    assert phone.facts["texts"] == "yes"
    assert "no reminders" in await phone.say("no reminders then")
    assert phone.facts["texts"] == "no"
