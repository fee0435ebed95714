"""A minor who was turned away, and a parent, hear what can be done, and why it takes a call."""

from __future__ import annotations

import pytest

from tests.dialogues.driver import Conversation


@pytest.mark.parametrize("words", ["what should my dad do now", "would you ring my mom?", "now what"])
async def test_how_it_goes_on_after_the_refusal(chat: Conversation, words: str) -> None:
    """A parent phones; nothing offers the minor a booking."""
    await chat.say("I'd like to book a consultation for me, I'm 14")
    turn = await chat.say(words)
    assert "310-270-0625 and say that it is for you" in turn.says and "18 and older" in turn.says
    assert turn.question is None and not turn.choices


async def test_who_gives_in_is_left_in_peace(chat: Conversation) -> None:
    """One friendly sentence, and not the refusal again; who pleads hears that it stays."""
    await chat.say("I'd like to book a consultation for me, I'm 14")
    turn = await chat.say("okay then")
    assert "Take care" in turn.says and "stays the same" not in turn.says
    assert "stays the same" in (await chat.say("please make an exception")).says


async def test_a_parent_cannot_sign(chat: Conversation) -> None:
    """They hear why, and that the staff talk with them."""
    await chat.say("I need an appointment for my daughter, she is 14")
    turn = await chat.say("I'm her dad, can't I sign for her?")
    assert "18 and older" in turn.says and "talk with you as the parent" in turn.says and turn.question == "name"
