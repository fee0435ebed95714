"""Who takes the permission to text back on the website gets none of what still waits."""

from __future__ import annotations

import pytest

from bot import notices
from bot.context import Assistant
from bot.store import tables
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS, rows

WITH_TEXTS = {**ANSWERS, "texts": "yes"}


def states(running: Assistant) -> set[str]:
    return {row.state for row in rows(running, tables.outbox, tables.outbox.c.kind != "alert")}


@pytest.mark.parametrize("words", ["please don't text me at all", "no more text messages please"])
async def test_all_that_waits_is_withdrawn_with_an_appointment(
    words: str, chat: Conversation, running: Assistant
) -> None:
    """The news that texts are on as well as what is about the appointment."""
    await chat.play("I'd like a consultation", WITH_TEXTS)
    assert "queued" in states(running)
    await chat.say(words)
    assert states(running) == {"withheld"}


async def test_also_before_anything_is_booked(chat: Conversation, running: Assistant) -> None:
    """Right after the yes."""
    await chat.play("I'd like a consultation", WITH_TEXTS, until="when")
    await chat.say("please send me no texts")
    assert "queued" not in states(running)


async def test_what_another_conversation_booked_with_the_number_stays(chat: Conversation, running: Assistant) -> None:
    """Anybody can type a number on the website."""
    await chat.play("I'd like a consultation", WITH_TEXTS)
    before = len(rows(running, tables.outbox, tables.outbox.c.state == "queued"))
    with running.store.begin() as tx:
        notices.texts_are_off(tx, "+13105550132")
    waiting = rows(running, tables.outbox, tables.outbox.c.state == "queued")
    assert len(waiting) == before - 1 and all(row.booking_id is not None for row in waiting)
