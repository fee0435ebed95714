"""What a tester found at "are you safe right now?", and what is asked about texts and calls, in words of its own."""

from __future__ import annotations

import pytest

from bot.context import Assistant
from bot.store import tables
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import rows
from tests.dialogues.test_every_question import open_at

RISK = "some days I just don't want to be alive anymore"


@pytest.mark.parametrize(
    "words", ["nope, I'm alright", "no reason to worry, I'm okay", "nah I'm not going to do anything stupid"]
)
async def test_a_no_that_waves_the_worry_aside_is_safe(words: str, chat: Conversation, running: Assistant) -> None:
    """The booking goes on, and nothing worse is stored."""
    await open_at(chat, "name")
    await chat.say(RISK)
    turn = await chat.say(words)
    assert turn.question == "name" and "glad you're safe" in turn.says
    assert [row.level for row in rows(running, tables.crisis_event)] == ["risk"]


@pytest.mark.parametrize("words", ["no", "no I'm not ok", "no, not safe"])
async def test_a_no_that_means_it_stays_one(words: str, chat: Conversation) -> None:
    """Nothing else is asked then."""
    await open_at(chat, "name")
    await chat.say(RISK)
    turn = await chat.say(words)
    assert turn.question is None and "911" in turn.says and turn.outcome.crisis.name == "imminent"


async def test_who_asks_why_they_are_asked_hears_a_reason(chat: Conversation) -> None:
    """And is asked once more."""
    await chat.say(RISK)
    turn = await chat.say("why are you asking me that?")
    assert "worries me" in turn.says and "Are you safe right now?" in turn.says and turn.question == "safe"


@pytest.mark.parametrize("words", ["just let me be", "leave me in peace", "no plan at all, only tired of everything"])
async def test_whatever_else_is_said_there_is_no_topic_and_no_opt_out(
    words: str, chat: Conversation, running: Assistant
) -> None:
    """The question stands once more."""
    await chat.say(RISK)
    turn = await chat.say(words)
    assert turn.question == "safe" and "no more messages" not in turn.says and "The clinic says" not in turn.says
    assert not rows(running, tables.opt_out) and not rows(running, tables.follow_up)
