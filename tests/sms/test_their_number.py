"""Who writes for somebody else gives that one's number: it is said back and kept, never lost."""

from __future__ import annotations

import pytest

from bot.store import tables
from tests.sms.phone import TextWorld
from tests.sms.story import NUMBER

OPENING = "hello, my sister wants a consultation, she has anxiety"


@pytest.mark.parametrize("words", ["please call her on 310-555-0187", "reach her at her mobile, (310) 555-0187"])
async def test_a_number_that_is_to_be_used_is_the_one_to_call(texting: TextWorld, words: str) -> None:
    """The staff call it."""
    line = await texting.line()
    phone = line.phone(NUMBER)
    for text in (OPENING, "Rita Sandoval"):
        await phone.say(text)
    said = await phone.say(words)
    assert "310-555-0187" in said and "good time" in said
    await phone.say("afternoons")
    (person,) = line.rows(tables.person)
    assert person.phone == "+13105550187" and person.name == "Rita Sandoval"


async def test_a_number_beside_a_name_is_noted_for_the_staff(texting: TextWorld) -> None:
    """And the writer's own stays the one to call."""
    line = await texting.line()
    phone = line.phone(NUMBER)
    await phone.say(OPENING)
    said = await phone.say("Rita Sandoval, my sister's number is 310-555-0187")
    assert "310-555-0187" in said and "good time" in said
    await phone.say("afternoons")
    (person,) = line.rows(tables.person)
    (entry,) = line.rows(tables.follow_up)
    assert person.phone == NUMBER and any("310-555-0187" in reason for reason in entry.reasons)
