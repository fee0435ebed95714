"""What sixty invented conversations with very different people have found; each in words of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.context import Assistant
from bot.store import tables
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS, rows
from tests.dialogues.test_every_question import OPENING, open_at


async def test_no_to_a_summary_with_another_time_shows_the_new_summary_first(
    chat: Conversation, running: Assistant
) -> None:
    """Nobody is booked at a time that no summary has named."""
    await open_at(chat, "summary")
    turn = await chat.say("no, make that 2 pm")
    assert turn.question == "summary" and "2:00 PM" in turn.says and "Shall I book it?" in turn.says
    assert turn.booking is None
    done = await chat.say("yes")
    assert "2:00 PM" in done.says and done.booking["starts_at"].startswith("2026-12-03T14:00")


async def test_no_to_a_summary_with_another_detail_shows_the_new_summary_first(chat: Conversation) -> None:
    """The same holds for a name or a number."""
    await open_at(chat, "summary")
    turn = await chat.say("nope, my phone should be 310-555-0174")
    assert turn.question == "summary" and "Phone: 310-555-0174" in turn.says


@pytest.mark.parametrize("words", ["the third one instead", "the early one", "number 2 instead please"])
async def test_a_pick_in_other_words_changes_no_earlier_answer(words: str, chat: Conversation) -> None:
    """The words "one" and "instead" do not open the health question again."""
    await chat.play(OPENING, {**ANSWERS, "when": "December 3, afternoon"}, until="slots")
    turn = await chat.say(words)
    assert turn.question == "summary" and turn.facts["health"] == "none"


async def test_later_of_times_on_offer_is_no_farewell(chat: Conversation) -> None:
    """Other times are shown."""
    await chat.play(OPENING, {**ANSWERS, "when": "December 3"}, until="slots")
    turn = await chat.say("later")
    assert turn.question == "slots" and turn.choices


async def test_a_question_for_other_times_is_a_wish(chat: Conversation) -> None:
    """Whether there is anything around noon asks for a time, not about the clinic's services."""
    await chat.play(OPENING, {**ANSWERS, "when": "December 3"}, until="slots")
    turn = await chat.say("would you have something around noon?")
    assert "services" not in turn.says and any("12:00 PM" in label for label in turn.choices)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("clinician_contact", "310-555-0172. will you phone him tomorrow?"),
        ("phone", "310-555-0173, could you text me instead of calling?"),
        ("name", "Greta Hahn, my friends say I am called by my middle name"),
    ],
)
async def test_a_call_to_somebody_else_is_no_wish_for_one(question: str, words: str, chat: Conversation) -> None:
    """The booking goes on, and nobody is asked when to call."""
    await open_at(chat, question)
    turn = await chat.say(words)
    assert "Our staff can call you" not in turn.says
    assert turn.question not in (None, question)


@pytest.mark.parametrize(
    "words", ["sorry, the baby woke up. where were we?", "i forgot the question", "hello, are you still there?"]
)
async def test_who_was_away_hears_the_question(words: str, chat: Conversation) -> None:
    """Neither the clinic's address nor a scolding."""
    await open_at(chat, "phone")
    turn = await chat.say(words, after=timedelta(days=1))
    assert turn.question == "phone" and "what phone number" in turn.says.lower() and "Los Angeles" not in turn.says


async def test_somebody_is_there_when_nothing_is_asked(chat: Conversation) -> None:
    """Also before anything has begun."""
    await chat.say("hi")
    turn = await chat.say("are you there")
    assert "I'm here." in turn.says and "How can I help?" in turn.says


async def test_a_yes_to_book_is_never_met_by_anything_else(chat: Conversation) -> None:
    """Loose words in between do not lose the way to the consultation."""
    await chat.say("do I need a referral from my doctor?")
    await chat.say("how would I do that")
    turn = await chat.say("ok, book it")
    assert turn.question == "who"


async def test_booking_again_after_cancelling_begins_anew(chat: Conversation) -> None:
    """There is nothing to move then, and what was given is kept."""
    await chat.play(OPENING, ANSWERS)
    await chat.say("please cancel my appointment")
    await chat.say("yes, cancel it")
    turn = await chat.say("could I rebook for december 9 at 10?")
    assert turn.question == "summary" and "December 9" in turn.says


async def test_only_another_hour_keeps_the_day_of_the_appointment(chat: Conversation) -> None:
    """Who asks whether they may come at two means the same day."""
    await chat.play(OPENING, ANSWERS)
    turn = await chat.say("could I come at 2 pm instead?")
    assert "Thursday, December 3, 2026 at 2:00 PM" in turn.says and turn.question == "summary"


async def test_who_asks_whether_it_went_through_is_told(chat: Conversation) -> None:
    """The appointment answers, not "anything else?"."""
    await chat.play(OPENING, ANSWERS)
    turn = await chat.say("did that go through?")
    assert "December 3" in turn.says


async def test_a_follow_up_that_was_left_is_not_asked_for_again(chat: Conversation, running: Assistant) -> None:
    """The staff know already; neither the reasons nor the time for a call are gone through twice."""
    await chat.play("I'd like a consultation for my nephew", {**ANSWERS, "who": "my nephew", "when": "mornings"})
    turn = await chat.say("can he be booked at all?")
    assert turn.question is None and len(rows(running, tables.follow_up)) == 1
    assert "When is a good time" not in turn.says


async def test_a_death_is_answered_before_anything_else(chat: Conversation) -> None:
    """Once, and without taking the next best topic for what was meant."""
    turn = await chat.say("my wife died last winter. could ketamine help somebody who is depressed since then?")
    assert "I'm sorry for your loss." in turn.says
    assert "sorry for your loss" not in (await chat.say("we buried my wife in the rain")).says


async def test_who_has_had_enough_is_offered_a_person(chat: Conversation) -> None:
    """Not the sentence that is for other topics."""
    await chat.say("what is spravato?")
    turn = await chat.say("this is so stupid, you bots are useless")
    assert "call you?" in turn.says
    assert "call" in (await chat.say("yes")).says and chat.question == "name"


async def test_a_death_by_ones_own_hand_is_condoled_too(chat: Conversation) -> None:
    """It is a loss before it is a topic."""
    turn = await chat.say("my uncle took his own life in August and I am down ever since")
    assert "I'm sorry for your loss." in turn.says


@pytest.mark.parametrize("words", ["my phone died", "my husband passed out drunk", "I lost my wife's number"])
async def test_what_is_no_death_is_not_condoled(words: str, chat: Conversation) -> None:
    """The words alone do not tell of a loss."""
    assert "loss" not in (await chat.say(words)).says


async def test_a_question_for_the_day_shows_it_and_changes_nothing(chat: Conversation) -> None:
    """Who asks whether it is a Friday is shown the time that is kept."""
    await open_at(chat, "summary")
    turn = await chat.say("wait, is that a Friday?")
    assert turn.question == "summary" and "Thursday, December 3, 2026 at 12:00 PM" in turn.says


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("make it an hour later", "Thursday, December 3, 2026 at 1:00 PM"),
        ("half an hour earlier please", "Thursday, December 3, 2026 at 11:30 AM"),
        ("could we do December 4, same time", "Friday, December 4, 2026 at 12:00 PM"),
    ],
)
async def test_a_time_said_by_the_one_in_hand_is_understood(words: str, expected: str, chat: Conversation) -> None:
    """An hour later than what the summary says."""
    await open_at(chat, "summary")
    turn = await chat.say(words)
    assert turn.question == "summary" and expected in turn.says


async def test_an_appointment_is_moved_by_its_own_time(chat: Conversation) -> None:
    """The same hour of another day is the one that is booked now."""
    await chat.play(OPENING, ANSWERS)
    turn = await chat.say("something came up, could we do Friday the 4th, same time?")
    assert "Friday, December 4, 2026 at 11:00 AM" in turn.says and turn.question == "summary"


async def test_a_cancel_with_a_reason_cancels_the_appointment(chat: Conversation) -> None:
    """After the question whether to."""
    await chat.play(OPENING, ANSWERS)
    turn = await chat.say("cancel it, I was half asleep")
    assert turn.question == "summary" and "Shall I cancel it?" in turn.says


async def test_a_greeting_before_the_first_question_asks_nothing_of_its_own(chat: Conversation) -> None:
    """What they want is said already."""
    turn = await chat.say("good afternoon. my husband would like an appointment")
    assert "How can I help" not in turn.says and turn.question is not None


async def test_a_consultation_asked_for_in_worry_is_taken_up_when_they_are_safe(chat: Conversation) -> None:
    """What was asked beside the answer to "are they safe?" is not lost."""
    await chat.say("my sister says she wants to vanish for good")
    await chat.say("she sits here with me. can I book a consultation for her?")
    turn = await chat.say("yes she is safe")
    assert "glad they're safe" in turn.says and "arranged with you by our staff" in turn.says
    assert turn.facts["who"] == "other" and turn.question == "name"
    assert (await chat.say("yes please")).question in ("who", "name")


async def test_a_yes_after_a_refused_summary_sees_it_again(chat: Conversation) -> None:
    """Who has just said no is not booked by the next yes, which may answer something else."""
    await open_at(chat, "summary")
    refused = await chat.say("no thanks")
    assert "haven't booked" in refused.says
    turn = await chat.say("ok yes")
    assert turn.booking is None and "Shall I book it?" in turn.says
    assert (await chat.say("yes, book it")).booking is not None


async def test_are_you_there_in_the_letters_of_a_thumb(chat: Conversation) -> None:
    """Not a question about opening hours."""
    await open_at(chat, "age")
    turn = await chat.say("r u still there")
    assert "I'm here." in turn.says and turn.question == "age"
