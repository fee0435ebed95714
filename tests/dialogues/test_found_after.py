"""What a tester found after a booking and at its summary; in words of its own."""

from __future__ import annotations

import pytest

from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS
from tests.dialogues.test_every_question import OPENING

TUESDAY = {**ANSWERS, "when": "Tuesday December 8 at 11 am"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("would it be ok to come the day after, at the same hour?", "Wednesday, December 9, 2026 at 11:00 AM"),
        ("hm, I'd rather have the following day", "Wednesday, December 9, 2026 at 11:00 AM"),
        ("could we do the day before instead please", "Monday, December 7, 2026 at 11:00 AM"),
        ("keep the same hour but make it Friday", "Friday, December 11, 2026 at 11:00 AM"),
        ("sorry, I'll be late, could you make it an hour later?", "Tuesday, December 8, 2026 at 12:00 PM"),
    ],
)
async def test_a_day_by_the_appointment_is_a_move(words: str, expected: str, chat: Conversation) -> None:
    """The model takes it for what comes after a treatment; the hour stays where none is named."""
    await chat.play(OPENING, TUESDAY)
    turn = await chat.say(words)
    assert turn.question == "summary" and f"to {expected}" in turn.says
    assert turn.booking["starts_at"].startswith("2026-12-08T11:00")


async def test_a_later_time_of_the_day_is_later_than_the_one_that_stands(chat: Conversation) -> None:
    """And of that day."""
    await chat.play(OPENING, TUESDAY)
    turn = await chat.say("do you have any later slots on that day?")
    assert turn.question == "slots" and turn.choices
    assert all(label.startswith("Tue, Dec 8") and ("PM" in label or "11:30" in label) for label in turn.choices)


@pytest.mark.parametrize(
    "words", ["am I allowed to drive the day after?", "what should I eat the day before?", "I'll be 5 minutes late"]
)
async def test_a_question_about_the_day_after_moves_nothing(words: str, chat: Conversation) -> None:
    """Nor a word that one is late."""
    await chat.play(OPENING, TUESDAY)
    turn = await chat.say(words)
    assert turn.question is None and "Shall I move" not in turn.says


@pytest.mark.parametrize(("answer", "expected"), [("move it", "When would suit you"), ("cancel it", "Shall I cancel")])
async def test_a_mere_yes_to_moving_or_cancelling_is_asked_which(
    answer: str, expected: str, chat: Conversation
) -> None:
    """It accepts neither of the two."""
    await chat.play(OPENING, TUESDAY)
    await chat.say("I want to book an appointment")
    turn = await chat.say("sure")
    assert "Which would you like" in turn.says and turn.question is None
    assert expected in (await chat.say(answer)).says
