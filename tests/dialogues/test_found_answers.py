"""Answers in words that no reader knows, and words about the dialogue that only look like answers."""

from __future__ import annotations

import pytest

from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS
from tests.dialogues.test_every_question import OPENING


@pytest.mark.parametrize(
    ("question", "words", "fact", "value", "then"),
    [
        ("clinician", "nobody has looked at me since my thirties", "clinician", "no", "other"),
        ("clinician", "there's a lady at the county office I talk to every month", "clinician", "yes", "consent"),
        ("consent", "I'd be happier with her left in the dark about this", "consent", "no", "other"),
        ("health", "fit as a fiddle, none of those ever came up", "health", "none", "name"),
        ("texts", "spare my phone, I'll write it on the fridge", "texts", "no", "when"),
    ],
)
async def test_an_answer_in_ones_own_words(
    question: str, words: str, fact: str, value: str, then: str, chat: Conversation
) -> None:
    """It is taken, and the next question comes."""
    await chat.play(OPENING, ANSWERS, until=question)
    turn = await chat.say(words)
    assert (turn.facts.get(fact), turn.question) == (value, then)


@pytest.mark.parametrize("words", ["well I suppose that would do nicely", "I'll gladly take you up on that"])
async def test_the_psychiatrist_in_ones_own_words(words: str, chat: Conversation) -> None:
    """A yes to the offer is none to anything else."""
    await chat.play(OPENING, {**ANSWERS, "clinician": "no"}, until="other")
    turn = await chat.say(words)
    assert turn.facts.get("psychiatrist") == "yes" and turn.question == "health"


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("let the whole thing drop, I've decided against it", "Shall I cancel it?"),
        ("please strike me from your calendar for good", "Shall I cancel it?"),
        ("that hour won't work for me any more, they moved my shift", "When would suit you"),
    ],
)
async def test_an_appointment_is_changed_in_ones_own_words(words: str, asked: str, chat: Conversation) -> None:
    """Only after a yes, or a new time."""
    await chat.play(OPENING, ANSWERS)
    turn = await chat.say(words)
    assert asked in turn.says
    assert turn.booking is not None and turn.booking["state"] == "booked"


@pytest.mark.parametrize("words", ["let's take a break here", "hold that, I have to run now"])
@pytest.mark.parametrize("question", ["consent", "email", "summary"])
async def test_a_pause_is_no_answer(words: str, question: str, chat: Conversation) -> None:
    """However much it sounds like a no."""
    await chat.play(OPENING, ANSWERS, until=question)
    before = chat.last.facts
    turn = await chat.say(words)
    assert turn.facts == before and turn.booking is None
    assert turn.question in (None, question)


async def test_what_would_be_asked_of_the_clinician_is_said_beside_the_offer_too(chat: Conversation) -> None:
    """After a no as well, since it may still become a yes."""
    await chat.play(OPENING, ANSWERS, until="consent")
    await chat.say("no thanks")
    turn = await chat.say("so what would you even talk to him about?")
    assert "whether a consultation suits you" in turn.says and turn.question == "other"


async def test_a_question_beside_a_wish_in_spanish(chat: Conversation) -> None:
    """It is answered before the first question."""
    turn = await chat.say("buenas, quisiera una cita por favor. do I need a referral for it?")
    assert "referral" in turn.says and turn.question in ("who", "age")


async def test_a_new_hour_replaces_what_was_ruled_out(chat: Conversation) -> None:
    """What somebody asks for by name they do not mean to leave out."""
    await chat.play(OPENING, ANSWERS, until="when")
    await chat.say("next friday, but nothing after 2")
    turn = await chat.say("hm, could it be December 4 at 4 pm")
    assert "Friday, December 4, 2026 at 4:00 PM" in turn.says
