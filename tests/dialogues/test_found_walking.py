"""What walking through the interview has found, each in words of its own; see walk_steps.py and test_random_walk.py."""

from __future__ import annotations

import pytest

from bot.context import Assistant
from bot.store import tables
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS, rows
from tests.dialogues.test_every_question import OPENING, open_at


async def test_who_is_safe_in_words_that_sound_grave_is_asked_on(chat: Conversation) -> None:
    """The safety model alone takes "lets finish this" for danger; beside a plain "I am safe" it is none."""
    await open_at(chat, "phone")
    await chat.say("I want to die")
    turn = await chat.say("i am safe. just done with today. lets finish this")
    assert turn.question == "phone" and "phone number" in turn.says
    assert "741741" not in turn.says and turn.outcome.crisis.name == "none"


async def test_the_time_that_is_named_with_the_wish_for_a_call_is_not_asked(
    chat: Conversation, running: Assistant
) -> None:
    """Whoever wants to be called on Thursday afternoon has said so."""
    await chat.say("could one of your people phone me thursday after 1?")
    await chat.say("Paula Reyes")
    done = await chat.say("310-555-0132")
    assert done.question is None and "Thursday" in done.says
    (follow_up,) = rows(running, tables.follow_up)
    assert "Thursday" in follow_up.preferred_time


async def test_the_title_of_another_clinician_is_not_taken_for_their_role(chat: Conversation) -> None:
    """Who puts the name right while the role is asked has not said what the role is."""
    await open_at(chat, "clinician_role")
    turn = await chat.say("wait, wrong one, it's Dr. Odile Marsh")
    assert "Odile Marsh" in turn.says and turn.question == "clinician_role"


async def test_a_correction_that_is_said_twice_is_kept(chat: Conversation) -> None:
    """The value that it has already is said back; it is not forgotten and asked for again."""
    await open_at(chat, "texts")
    words = "my number is wrong, it should be 310-555-0187"
    first = await chat.say(words)
    again = await chat.say(words)
    assert "310-555-0187" in first.says and "310-555-0187" in again.says
    assert again.facts["phone"] == "+13105550187" and again.question == "texts"


@pytest.mark.parametrize("words", ["back please", "take me one question back"])
async def test_going_back_while_an_appointment_is_changed_keeps_what_was_given_before(
    words: str, chat: Conversation
) -> None:
    """Nothing comes before the first question of a change; the answers of the booking are not opened again."""
    await chat.play(OPENING, ANSWERS)
    asked = await chat.say("please cancel my appointment")
    back = await chat.say(words)
    assert back.question == "summary" and "nothing before it" in back.says
    assert back.facts == asked.facts


async def test_a_question_about_a_referral_is_no_role(chat: Conversation) -> None:
    """The words "from my GP" name a role, but nobody's."""
    await open_at(chat, "clinician_role")
    turn = await chat.say("would I need a referral from my GP?")
    assert "referral" in turn.says and turn.question == "clinician_role"


async def test_words_of_parting_are_no_wish_for_a_time(chat: Conversation) -> None:
    """The word "later" is no time for a consultation when somebody has to go."""
    await open_at(chat, "when")
    turn = await chat.say("gotta stop here now, later")
    assert turn.question is None and "continue" in turn.says


async def test_asking_for_more_times_again_and_again_names_the_staff(chat: Conversation) -> None:
    """Who finds none that suits hears who else can find one."""
    await open_at(chat, "slots")
    told = [(await chat.say("more times please")).says for _ in range(4)]
    assert any("310-270-0625" in says for says in told)


async def test_a_question_in_the_same_words_comes_with_another_way(chat: Conversation) -> None:
    """Who only has it repeated does not get on with it; the staff are named with the fourth time."""
    await open_at(chat, "name")
    told = [(await chat.say(words)).says for words in ("pardon?", "what was that?", "say that again", "once more?")]
    assert "310-270-0625" in told[-1] and "310-270-0625" not in told[0]


async def test_a_time_that_has_gone_is_not_offered_again(chat: Conversation, other_chat: Conversation) -> None:
    """A question in between shows the times once more: those that are free by then."""
    await open_at(chat, "slots")
    gone = chat.last.choices[0]
    await other_chat.play(OPENING, {**ANSWERS, "phone": "213-555-0177", "when": gone.replace("Thu, ", "")})
    assert other_chat.last.booking["state"] == "booked"
    turn = await chat.say("what are the side effects?")
    assert turn.question == "slots" and turn.choices and gone not in turn.choices
    assert "still free" in turn.says
