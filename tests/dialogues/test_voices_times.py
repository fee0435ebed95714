"""Times as people of many kinds have said them in invented conversations; each in words of its own."""

from __future__ import annotations

from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS
from tests.dialogues.test_every_question import OPENING


async def test_a_weekday_whose_hour_has_passed_today_is_the_next_one(chat: Conversation) -> None:
    """At 10 on a Monday, "Monday at 9" leaves no question which Monday."""
    turn = await chat.play(OPENING, {**ANSWERS, "when": "Monday at 9 am"}, until="summary")
    assert "Monday, November 30" in turn.says


async def test_next_next_is_the_one_after_next(chat: Conversation) -> None:
    """As people say it whose first language is another one."""
    turn = await chat.play(OPENING, {**ANSWERS, "when": "next next Monday 2 pm"}, until="summary")
    assert "Monday, December 7" in turn.says


async def test_a_time_that_is_named_instead_of_an_answer_is_kept_and_said_to_be(chat: Conversation) -> None:
    """The question comes again, and not as if nothing had been said."""
    await chat.play(OPENING, ANSWERS, until="clinician")
    turn = await chat.say("the 3rd at 11 would be perfect")
    assert "come to the time" in turn.says and turn.question == "clinician"
    turn = await chat.play("yes", ANSWERS, until="summary")
    assert "Thursday, December 3, 2026 at 11:00 AM" in turn.says
