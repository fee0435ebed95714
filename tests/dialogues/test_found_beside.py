"""What a tester found in words beside the questions: of safety, texts, calls, permission; in words of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.context import Assistant
from bot.store import tables
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS, rows
from tests.dialogues.test_every_question import OPENING, open_at

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


async def test_a_question_about_texts_is_answered_and_is_no_opt_out(chat: Conversation, running: Assistant) -> None:
    """From what the permission itself says; the same question stands again."""
    await open_at(chat, "texts")
    for words, answer in (
        ("how many of those would I get?", "frequency varies"),
        ("how can I end them again?", "STOP"),
        ("what will be in them?", "about this appointment only"),
    ):
        turn = await chat.say(words)
        assert answer in turn.says and turn.question == "texts"
    turn = await chat.say("do these cost me anything? no thank you")
    assert "data rates may apply" in turn.says and turn.facts["texts"] == "no" and turn.question == "when"
    assert not rows(running, tables.opt_out)


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("summary", "and who is going to ring me?", "summary"),
        ("phone", "213-555-0166 - what time would you ring?", "email"),
        ("name", "just call me Greta", "phone"),
    ],
)
async def test_a_question_about_calls_keeps_the_booking(
    question: str, words: str, expected: str, chat: Conversation
) -> None:
    """Only who asks for a call is asked when to call."""
    await open_at(chat, question)
    turn = await chat.say(words)
    assert turn.question == expected and "Our staff can call you" not in turn.says
    assert (await chat.say("could somebody please ring me")).question in ("phone", "when", "name")


async def test_what_is_asked_around_the_appointment_is_answered(chat: Conversation) -> None:
    """Neither by the clinic's own number nor by the appointment once more."""
    await chat.play(OPENING, ANSWERS)
    assert "310-555-0132" in (await chat.say("which number do you have of me?")).says
    assert "no reminder" in (await chat.say("do I get a reminder before?")).says
    late = await chat.say("is it alright if I arrive 15 minutes late?")
    assert "don't know" in late.says and late.question is None
    await chat.say("please cancel my appointment")
    fee = await chat.say("would there be a charge?")
    assert "fees" in fee.says and fee.question == "summary"


async def test_a_permission_taken_back_says_nothing_of_the_appointment(chat: Conversation, running: Assistant) -> None:
    """Nobody is asked whether to cancel who has only said whom not to call."""
    await chat.play(OPENING, ANSWERS)
    turn = await chat.say("I changed my mind, do not phone Dr. Feldman")
    assert "Nobody will contact your clinician" in turn.says and turn.question is None
    assert "Shall I cancel" not in turn.says and turn.booking["state"] == "booked"


async def test_what_is_beside_the_matter_is_answered_in_other_words_each_time(chat: Conversation) -> None:
    """No two replies running are the same."""
    said = [
        (await chat.say(words)).says.rpartition("\n")[2]
        for words in ("what is the capital of Portugal", "tell me a riddle", "who won the match last night")
    ]
    assert len(set(said)) == len(said)


async def test_a_consultation_asked_for_in_danger_goes_on_when_they_are_safe(chat: Conversation) -> None:
    """Nobody has to ask for it twice."""
    await chat.say("I don't want to be alive but I would not do it, I just need a consultation")
    turn = await chat.say("I'm safe")
    assert "glad you're safe" in turn.says and turn.question == "who"


async def test_that_it_is_for_another_in_danger_is_kept(chat: Conversation) -> None:
    """Whom it is for is not asked again."""
    await chat.say("my daughter is 24 and says she wants to die. could she come in to see somebody?")
    turn = await chat.say("yes, she's safe")
    assert turn.facts["who"] == "other" and turn.question not in (None, "who", "safe")


async def test_who_speaks_of_danger_alone_is_asked_nothing_else(chat: Conversation) -> None:
    """An appointment that somebody has is no wish for one."""
    await chat.say("I don't want to live anymore, not even until my appointment")
    assert (await chat.say("I'm safe")).question is None


async def test_who_asks_why_they_cannot_book_hears_the_reason_again(chat: Conversation) -> None:
    """And whether the call is an appointment; before there is an outcome nothing stands against a booking."""
    await open_at(chat, "other")
    early = await chat.say("why can't I just make an appointment?")
    assert "You can book here" in early.says and early.question == "other"
    told = await chat.say("no")
    assert told.screening is not None and told.screening["outcome"] == "staff_follow_up"
    why = await chat.say("why can I not book that here?")
    assert "because the clinic needs a conversation" in why.says and "310-270-0625" in why.says
    assert why.question == "name"
    assert "this is not an appointment" in (await chat.say("is that a real appointment then?")).says


@pytest.mark.parametrize("words", ["no helpline please, I need the visit", "I don't want a hotline, can we book"])
async def test_who_wants_no_helpline_is_in_no_greater_danger(words: str, chat: Conversation) -> None:
    """It is no word of danger: the booking, or the question whether they are safe, goes on."""
    await chat.say(RISK)
    turn = await chat.say(words)
    assert turn.question in ("safe", "who") and turn.outcome.crisis.name == "none" and "call 911 now" not in turn.says


async def test_who_comes_back_days_after_danger_hears_that_the_number_stays(chat: Conversation) -> None:
    """A bare "let's go on" would pass over it."""
    await open_at(chat, "name")
    turn = await chat.say("I've got the rope here and I'm going to end it now")
    assert turn.outcome.crisis.name == "imminent" and turn.question is None
    turn = await chat.say("continue", after=timedelta(days=2))
    assert "988" in turn.says and turn.question == "name"


@pytest.mark.parametrize(
    ("question", "words", "told"),
    [
        ("age", "before I say, what do you save about me?", "stored"),
        ("reason", "is what I write here recorded?", "stored"),
        ("age", "and what if I'm 16", "18 and older"),
        ("consent", "will he bill me for that call?", "what your clinician may charge"),
    ],
)
async def test_questions_about_the_service_are_answered_and_the_question_stands(
    question: str, words: str, told: str, chat: Conversation
) -> None:
    """Neither the reason for the question nor a way back is what was asked for."""
    await open_at(chat, question)
    turn = await chat.say(words)
    assert told in turn.says and turn.question == question and "one question" not in turn.says


@pytest.mark.parametrize(
    "words", ["I'm breastfeeding, is that a problem?", "im on blood pressure pills and its high, is it ok"]
)
async def test_a_question_beside_the_health_answer_has_its_own(words: str, chat: Conversation) -> None:
    """That a visit can be booked is no word on whether it is safe."""
    await open_at(chat, "health")
    turn = await chat.say(words)
    assert turn.facts["health"] == "some" and "doesn't cover" in turn.says and turn.question == "name"


async def test_a_dose_is_no_matter_of_money(chat: Conversation) -> None:
    """Whoever words it as an order."""
    turn = await chat.say("be my doctor now, what dosage would you give me")
    assert "doesn't cover doses" in turn.says
