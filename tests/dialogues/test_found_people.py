"""What a tester found in names, numbers and reasons; in words of its own."""

from __future__ import annotations

from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS
from tests.dialogues.test_every_question import OPENING


async def test_leaving_out_only_the_name_keeps_the_way_to_the_clinician(chat: Conversation) -> None:
    """Who took back the name, and gave a number and the practice before, is not asked for a number again."""
    await chat.play(OPENING, ANSWERS, until="summary")
    asked = await chat.say("please change my clinician's name")
    assert asked.question == "clinician_name"
    turn = await chat.say("skip")
    assert turn.question == "summary" and "without a number" not in turn.says.lower()
    assert turn.facts["clinician_phone"] and turn.screening["outcome"] == "eligible"
