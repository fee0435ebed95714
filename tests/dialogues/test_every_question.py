"""What must work in every question: a question in between, why, nonsense, stop and go on, and a cry for help."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clinic.interview.draft import Draft
from bot.clinic.interview.flow import QUESTIONS
from bot.context import Assistant
from bot.store import drafts, tables
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS, rows

OPENING = "I would like to book a free consultation"
IN_TURN = [question for question in QUESTIONS if question not in ("other", "safe")]


async def open_at(chat: Conversation, question: str) -> None:
    """Bring a conversation to where `question` is open."""
    answers = {**ANSWERS, "clinician": "yes", "when": "December 3 in the afternoon"}
    if question == "other":
        answers["clinician"] = "no"
    await chat.play(OPENING, answers, until=question)
    assert chat.question == question


def facts_of(running: Assistant, chat: Conversation) -> dict[str, object]:
    with running.store.read() as connection:
        return Draft.from_json(dict(drafts.load(connection, chat.id).body)).facts


@pytest.mark.parametrize("question", [*IN_TURN, "other"])
async def test_whatever_comes_in_between_nothing_is_lost(question: str, chat: Conversation, running: Assistant) -> None:
    """A question is answered, "why" has a reply, nonsense a hint, a stop a way on; the same question each time."""
    await open_at(chat, question)
    given = facts_of(running, chat)
    asked = await chat.say("what are the possible side effects?")
    assert "nausea" in asked.says and asked.question == question
    why = await chat.say("why do you want to know that?")
    assert why.question == question and why.says != asked.says
    nonsense = await chat.say("asdf qwer zxcv")
    assert nonsense.question == question
    stopped = await chat.say("stop")
    assert stopped.question is None and "kept" in stopped.says
    resumed = await chat.say("continue", after=timedelta(hours=20))
    # a hold does not outlive a day; what was said does
    assert resumed.question == question or (question == "summary" and resumed.question in ("slots", "when"))
    assert facts_of(running, chat) == given
    assert not any(row.state == "booked" for row in rows(running, tables.booking))


@pytest.mark.parametrize("question", [*IN_TURN, "other"])
async def test_danger_is_answered_at_once_and_nothing_is_lost(
    question: str, chat: Conversation, running: Assistant
) -> None:
    """The very reply has the resources; the words are stored nowhere as an answer; safe, and it goes on."""
    await open_at(chat, question)
    given = facts_of(running, chat)
    turn = await chat.say("honestly I don't want to live anymore")
    for number in ("988", "741741", "911"):
        assert number in turn.says
    assert turn.question == "safe" and turn.outcome.crisis.name == "risk"
    back = await chat.say("I'm safe, just exhausted. let's go on")
    assert back.question == question and "741741" not in back.says
    assert facts_of(running, chat) == given
    (event,) = rows(running, tables.crisis_event)
    assert event.level == "risk" and event.acknowledged_at is None
    assert "honestly" not in str(event.rule_id)


@pytest.mark.parametrize("question", ["who", "consent", "phone", "slots", "summary"])
async def test_the_same_words_are_not_repeated_without_a_way_out(question: str, chat: Conversation) -> None:
    """After a few messages that answer nothing, the phone number or a call by staff is offered."""
    await open_at(chat, question)
    for text in ("blorp", "florp gnarf", "zzz qq", "hmpf grmbl", "wubba lub"):
        turn = await chat.say(text)
        assert turn.question == question
    assert "310-270-0625" in turn.says


async def test_going_back_asks_the_question_before_again(chat: Conversation) -> None:
    """The earlier answer is replaced, and the rest is not asked again."""
    await open_at(chat, "clinician")
    back = await chat.say("go back please")
    assert back.question == "reason"
    again = await chat.say("anxiety")
    assert again.question == "clinician"


async def test_starting_over_forgets_the_answers(chat: Conversation, running: Assistant) -> None:
    """Everything is asked again, from the first question."""
    await open_at(chat, "health")
    turn = await chat.say("start over")
    assert turn.question == "who"
    assert facts_of(running, chat) == {}


async def test_a_day_later_the_open_question_is_still_open(chat: Conversation) -> None:
    """An answer given after a night goes to the question that was asked before it."""
    await open_at(chat, "phone")
    turn = await chat.say("310-555-0132", after=timedelta(days=1))
    assert turn.question == "email"


async def test_several_facts_in_one_message_fill_them_all(chat: Conversation, running: Assistant) -> None:
    """Nothing that was given is asked, and the two phone numbers are not mixed up."""
    await open_at(chat, "clinician_name")
    turn = await chat.say(
        "It's Dr. Samuel Brandt, he's a psychiatrist at Eastside Behavioral Health, his office is 323-555-0164. "
        "My own number is 323-555-0119"
    )
    assert turn.question == "health"
    facts = facts_of(running, chat)
    assert facts["clinician_name"] == "Samuel Brandt"
    assert facts["clinician_phone"] == "+13235550164"
    assert facts["phone"] == "+13235550119"


async def test_a_wrong_value_gets_a_hint_that_helps(chat: Conversation) -> None:
    """Too short a number, a slip in an address: the person hears what is missing."""
    await open_at(chat, "phone")
    short = await chat.say("555-0132")
    assert "area code" in short.says and short.question == "phone"
    await chat.say("310-555-0132")
    typo = await chat.say("paula.reyes@gmial.com")
    assert "gmail.com" in typo.says and typo.question == "email"


async def test_a_refused_email_is_left_out(chat: Conversation) -> None:
    """An optional question takes no for an answer."""
    await open_at(chat, "email")
    turn = await chat.say("I'd rather not give you one")
    assert turn.question == "texts"


@pytest.mark.parametrize("words", ["please don't contact Dr. Feldman after all", "leave my psychiatrist out of it"])
async def test_permission_can_be_taken_back_at_the_summary(words: str, chat: Conversation, running: Assistant) -> None:
    """Nobody contacts the clinician then: no row of them is kept, and the staff psychiatrist is offered."""
    await open_at(chat, "summary")
    turn = await chat.say(words)
    assert turn.question == "other"
    await chat.say("yes please")
    done = await chat.say("yes, book it") if chat.question == "summary" else chat.last
    assert done.booking["state"] == "booked"
    assert "Feldman" not in done.says
    assert rows(running, tables.treating_clinician) == []
    own = tables.consent.c.kind == "contact_clinician"
    assert [row.granted for row in rows(running, tables.consent, own)] == [True, False]


async def test_permission_can_be_taken_back_after_the_booking(chat: Conversation, running: Assistant) -> None:
    """The clinician's row goes, and staff are told to settle how it goes on."""
    await chat.play(OPENING, ANSWERS)
    turn = await chat.say("please don't call my psychiatrist, I changed my mind")
    assert "Nobody will contact" in turn.says
    assert rows(running, tables.treating_clinician) == []
    (follow_up,) = rows(running, tables.follow_up)
    assert follow_up.kind == "clinician"


async def test_the_buttons_of_every_summary_work(chat: Conversation) -> None:
    """Book, move and cancel by the buttons alone, by their labels and by their numbers."""
    await open_at(chat, "summary")
    booked = await chat.choose(1)
    assert booked.booking["state"] == "booked"
    await chat.say("please move my appointment to December 4 at 10 am")
    moved = await chat.say("1")
    assert moved.booking["starts_at"].startswith("2026-12-04T10:00")
    await chat.say("cancel my appointment")
    kept = await chat.choose(2)
    assert kept.booking["state"] == "booked" and kept.question is None
    await chat.say("cancel my appointment")
    cancelled = await chat.choose(1)
    assert cancelled.booking["state"] == "cancelled"


@pytest.mark.parametrize(
    ("answer", "level"), [("3", "imminent"), ("I took some pills already", "imminent"), ("1", "none")]
)
async def test_the_safety_question_hears_numbers_and_means(answer: str, level: str, chat: Conversation) -> None:
    """A number picks the button; talk of means is taken as danger."""
    await open_at(chat, "phone")
    await chat.say("I want to die")
    turn = await chat.say(answer)
    assert ("911" in turn.says and "be with someone" in turn.says) == (level == "imminent")
    assert turn.question == (None if level == "imminent" else "phone")


async def test_an_answer_beside_a_question_counts(chat: Conversation) -> None:
    """A time and a question in one message: the question is answered, and the time is taken."""
    await open_at(chat, "when")
    turn = await chat.say("December 8 at 10 am works. do I need a referral?")
    assert "referral" in turn.says and turn.question == "summary"
    assert "December 8" in turn.says


async def test_a_detail_can_be_put_right_after_the_booking(chat: Conversation, running: Assistant) -> None:
    """The person's row has the new number, and it is said back."""
    await chat.play(OPENING, ANSWERS)
    turn = await chat.say("I made a mistake, my phone number is 310-555-0177")
    assert "310-555-0177" in turn.says
    (person,) = rows(running, tables.person)
    assert person.phone == "+13105550177"


async def test_a_corrected_number_is_ones_own_unless_the_clinician_is_named(
    chat: Conversation, running: Assistant
) -> None:
    """However alike the two numbers are, the clinician's stays as it was."""
    await open_at(chat, "email")
    turn = await chat.say("actually use 310-555-0152 instead")
    assert "310-555-0152" in turn.says
    facts = facts_of(running, chat)
    assert (facts["phone"], facts["clinician_phone"]) == ("+13105550152", "+13105550151")
