"""The same conversations on PostgreSQL, as in production."""

from __future__ import annotations

import pytest

from bot.context import Assistant
from bot.store import tables
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS, rows
from tests.postgres import running as running

pytestmark = pytest.mark.postgres


async def test_a_consultation_is_booked_moved_and_cancelled(chat: Conversation, running: Assistant) -> None:
    """From hello to booked, then to another time, then off; each said only of the row in that state."""
    answers = {**ANSWERS, "phone": ["what are the side effects?", "310-555-0132"]}
    booked = await chat.play("hello, a free consultation please", answers)
    assert booked.booking["state"] == "booked"
    await chat.say("can you move my appointment to December 4 at 10 am?")
    moved = await chat.say("yes")
    assert moved.booking["starts_at"].startswith("2026-12-04T10:00")
    await chat.say("please cancel my appointment")
    cancelled = await chat.say("yes")
    assert cancelled.booking["state"] == "cancelled"
    assert rows(running, tables.claim) == []


async def test_two_people_cannot_have_the_same_time(chat: Conversation, other_chat: Conversation) -> None:
    """Whoever picks second hears that the time is gone."""
    answers = {**ANSWERS, "when": "Tuesday December 1 in the afternoon"}
    turn = await chat.play("book a consultation", answers, until="slots")
    other = await other_chat.play("book a consultation", {**answers, "phone": "213-555-0177"}, until="slots")
    assert other.choices == turn.choices
    await other_chat.choose(1)
    assert other_chat.question == "summary"
    lost = await chat.choose(1)
    assert "no longer free" in lost.says and lost.question == "slots"
