"""An appointment that was made elsewhere: its link goes to its number, and nothing is told on the way."""

from __future__ import annotations

from typing import Any

import pytest

from bot.context import Assistant
from bot.store import tables
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS, rows

OPENING = "I would like to book a free consultation"


def links(running: Assistant) -> list[Any]:
    return rows(running, tables.outbox, tables.outbox.c.kind == "link")


@pytest.mark.parametrize("words", ["when is my appointment?", "I need to cancel my appointment"])
async def test_the_link_goes_to_the_number_that_booked(
    words: str, chat: Conversation, other_chat: Conversation, running: Assistant
) -> None:
    """Somebody else who types that number learns nothing; its owner gets the page by text, once."""
    await chat.play(OPENING, ANSWERS)
    offered = await other_chat.say(words)
    assert offered.choices and "Thursday" not in offered.says
    asked = await other_chat.choose(1)
    assert asked.question == "phone"
    told = await other_chat.say("310-555-0132")
    assert told.question is None and "December" not in told.says
    (link,) = links(running)
    assert link.recipient == "+13105550132"
    (booking,) = rows(running, tables.booking, tables.booking.c.state == "booked")
    assert running.appointment_token(booking.public_id) in link.body
    await other_chat.say(words)
    await other_chat.choose(1)
    await other_chat.say("310-555-0132")
    assert len(links(running)) == 1


async def test_a_number_without_an_appointment_gets_the_same_answer(chat: Conversation, running: Assistant) -> None:
    """Nobody can find out by it who has an appointment."""
    await chat.say("show my appointment please")
    await chat.say("yes")
    told = await chat.say("310-555-0177")
    assert "310-555-0177" in told.says and told.question is None
    assert links(running) == []


async def test_no_thanks_is_fine(chat: Conversation, running: Assistant) -> None:
    """The offer is not repeated, and a question in between is answered."""
    await chat.say("show my appointment please")
    turn = await chat.say("no thanks")
    assert turn.question is None and links(running) == []
    again = await chat.say("do I need a referral?")
    assert "referral" in again.says
