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
