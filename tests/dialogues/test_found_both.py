"""Who writes for somebody else and then wants one as well: no call that was promised is lost."""

from __future__ import annotations

from typing import Any

import pytest

from actions.besides import ANOTHER
from bot.context import Assistant
from bot.store import tables
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS, rows

PERSON = {"name": "Rosa Quintero", "phone": "310-555-0162"}


def entries(running: Assistant) -> list[Any]:
    return rows(running, tables.follow_up)


@pytest.mark.parametrize(
    "words",
    [
        "id like one for myself too",
        "and could i get one for me as well?",
        "and what about me",
        "i want one for me also",
    ],
)
async def test_the_promised_call_is_stored_when_the_writer_is_known(
    words: str, chat: Conversation, running: Assistant
) -> None:
    """With their name and number, a reason that tells whom it is about, and open after their own is booked."""
    await chat.say("I'd like a consultation for my aunt")
    turn = await chat.say(words)
    assert "both" in turn.says and turn.facts["who"] == "self" and turn.question == "age" and entries(running) == []
    done = await chat.play("yes", {**ANSWERS, **PERSON})
    assert done.booking is not None and done.booking["state"] == "booked"
    (entry,) = entries(running)
    assert entry.state == "open" and ANOTHER in entry.reasons and entry.person_id is not None
    (person,) = rows(running, tables.person)
    assert (person.name, person.phone) == ("Rosa Quintero", "+13105550162")


async def test_it_is_stored_before_the_rest_is_answered(chat: Conversation, running: Assistant) -> None:
    """Whoever leaves after name and number is called about the other one."""
    await chat.say("can you see my daughter")
    await chat.say("shes 16")
    await chat.say("and could i have one for myself as well")
    await chat.play("yes", {**ANSWERS, **PERSON}, until="email")
    (entry,) = entries(running)
    assert ANOTHER in entry.reasons and "the patient is under 18" in entry.reasons


async def test_a_call_that_was_noted_stays_when_the_writer_books(chat: Conversation, running: Assistant) -> None:
    """It is about somebody else."""
    await chat.play("I'd like a consultation for my aunt", {**ANSWERS, **PERSON, "who": "my aunt", "when": "mornings"})
    turn = await chat.say("and i want one for me as well")
    assert "both" in turn.says
    done = await chat.play("yes", ANSWERS)
    assert done.booking is not None
    (entry,) = entries(running)
    assert entry.state == "open" and entry.preferred_time == "mornings"


@pytest.mark.parametrize("words", ["sorry i meant for me", "can i come myself instead, its for me"])
async def test_who_wants_it_instead_is_promised_nothing(words: str, chat: Conversation, running: Assistant) -> None:
    """One that is put right is one."""
    await chat.say("I'd like a consultation for my aunt")
    turn = await chat.say(words)
    assert "both" not in turn.says and turn.facts["who"] == "self"
    await chat.play("yes", {**ANSWERS, **PERSON})
    assert entries(running) == []
