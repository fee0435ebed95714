"""Answers and reasons that fit where they are said: the consultation's length, a child's reason, and text messages."""

from __future__ import annotations

import pytest

from bot.channels.path import MessagePath
from bot.context import Assistant
from tests.conftest import T0
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS
from tests.dialogues.test_every_question import OPENING

TUESDAY = {**ANSWERS, "when": "Tuesday December 8 at 11 am"}


@pytest.mark.parametrize(
    "words",
    ["how long will I need to be there?", "and how much time does it take", "how long is it. and can I park there"],
)
async def test_how_long_it_takes_after_a_booking(words: str, chat: Conversation) -> None:
    """It is the consultation, whose length is known."""
    await chat.play(OPENING, TUESDAY)
    turn = await chat.say(words)
    assert "30 minutes" in turn.says


@pytest.mark.parametrize("words", ["how long does an infusion take?", "how long is each treatment"])
async def test_how_long_a_treatment_takes_is_not_the_consultation(words: str, chat: Conversation) -> None:
    """Nor where it is asked about right after the treatment."""
    await chat.play(OPENING, TUESDAY)
    assert "30 minutes" not in (await chat.say(words)).says
    await chat.say("what are the side effects of ketamine?")
    assert "30 minutes" not in (await chat.say("and how long does it take?")).says


async def test_a_parent_hears_one_reason(chat: Conversation) -> None:
    """Of somebody else and of a child, only the child's is told; both rules are stored."""
    turn = await chat.say("please book a consultation for my daughter, she's 14")
    assert "because for someone under age, our staff arrange it with you" in turn.says
    assert "someone else" not in turn.says and turn.screening is not None
    assert turn.screening["rule_ids"] == ["S1.other", "S1.minor"]


@pytest.mark.parametrize("words", ["a consultation for my brother please", "book me in. I'm 15"])
async def test_no_text_message_speaks_of_online(words: str, path: MessagePath, running: Assistant) -> None:
    """On the phone nobody is online."""
    phone = "+13105550199"
    chat = Conversation(path, running, running.text_conversation(phone), T0, phone=phone)
    turn = await chat.say(words)
    assert "because" in turn.says and "online" not in turn.says.lower()
