"""Small talk around the questions: a moment, a return, a refusal without a no, distress, and after a cancellation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS

NO_CLINICIAN = {**ANSWERS, "clinician": "no, nobody"}


@pytest.mark.parametrize("question", ["age", "clinician_name", "phone", "slots"])
async def test_a_moment_is_given(chat: Conversation, question: str) -> None:
    """The question stays open, and its answer needs no word to go on."""
    given = {**ANSWERS, "when": "next week", "slots": "the first one"}
    await chat.play("I'd like to book a consultation", given, until=question)
    for words in ("just a sec", "sorry hold on, my bus"):
        turn = await chat.say(words)
        assert "Take your time" in turn.says and turn.question == question, turn.says
    assert (await chat.say(given[question])).question != question


async def test_who_comes_back_is_welcomed(chat: Conversation) -> None:
    """The day after, at a question whose first words led over from the one before."""
    await chat.play("I'd like to book a consultation", NO_CLINICIAN, until="other")
    turn = await chat.say("ok I'm back now", after=timedelta(hours=26))
    assert "Welcome back" in turn.says and "no problem" not in turn.says and turn.question == "other"


@pytest.mark.parametrize("words", ["I'm not that keen", "meh, nope", "I don't really want to see yours"])
async def test_what_is_offered_is_turned_down_without_a_no(chat: Conversation, words: str) -> None:
    await chat.play("I'd like to book a consultation", NO_CLINICIAN, until="other")
    assert (await chat.say(words)).facts.get("psychiatrist") == "no"


@pytest.mark.parametrize("question", ["age", "name"])
async def test_distress_is_answered_warmly(chat: Conversation, question: str) -> None:
    """Nothing is said of thoughts that nobody spoke of, nor of the form of an answer."""
    await chat.play("I'd like to book a consultation", ANSWERS, until=question)
    turn = await chat.say("I keep sobbing and feel so empty")
    assert "I'm sorry it is so hard" in turn.says and "such thoughts" not in turn.says
    assert turn.question == question


async def test_nothing_is_sold_after_a_cancellation(chat: Conversation) -> None:
    """And what it costs is what cancelling costs."""
    await chat.play("I'd like to book a consultation", ANSWERS)
    await chat.say("cancel my appointment")
    await chat.say("yes, cancel it")
    turn = await chat.say("so what do I owe you")
    assert "fees for a change" in turn.says and "Would you like to book" not in turn.says
    assert "Would you like to book" not in (await chat.say("how does ketamine work?")).says
