"""Words with a "not" in them that were taken for the opposite, each in words of its own."""

from __future__ import annotations

import pytest

from bot.context import Assistant
from bot.store import tables
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import rows
from tests.dialogues.test_every_question import open_at


@pytest.mark.parametrize(
    "words", ["please don't hang up yet", "no no, I don't want to pause now", "dont give up on me"]
)
async def test_who_wants_no_end_is_asked_on(words: str, chat: Conversation) -> None:
    """Neither a pause nor danger, whatever is being asked."""
    await open_at(chat, "clinician")
    turn = await chat.say(words)
    assert turn.question == "clinician" and "let's go on" in turn.says
    assert turn.outcome.crisis.name == "none"


@pytest.mark.parametrize(
    "words",
    [
        "yes! can't wait",
        "yep, can't stop grinning, book it",
        "yeah, don't cancel on me haha",
        "ok book it b4 i chicken out",
    ],
)
async def test_a_glad_yes_books(words: str, chat: Conversation, running: Assistant) -> None:
    """A "not" that belongs to no refusal."""
    await open_at(chat, "summary")
    await chat.say(words)
    assert [row.state for row in rows(running, tables.booking)] == ["booked"]


@pytest.mark.parametrize("words", ["yes but don't book it now", "yes no hold on", "yeah, not on that day"])
async def test_a_yes_that_is_none_books_nothing(words: str, chat: Conversation, running: Assistant) -> None:
    """A false booking is worse than a question."""
    await open_at(chat, "summary")
    await chat.say(words)
    assert "booked" not in [row.state for row in rows(running, tables.booking)]


@pytest.mark.parametrize("words", ["yeah don't let me miss it haha", "sure, wouldn't hurt"])
async def test_a_glad_yes_to_reminders_is_one(words: str, chat: Conversation) -> None:
    """At "may we text you?"."""
    await open_at(chat, "texts")
    turn = await chat.say(words)
    assert turn.facts["texts"] == "yes" and turn.question != "texts"


@pytest.mark.parametrize(
    "words", ["alright, back on topic", "so, back to that form then", "lets get back to the booking"]
)
async def test_back_to_what_is_asked_is_not_one_question_back(words: str, chat: Conversation) -> None:
    """The open question is asked, and not the one before it."""
    await open_at(chat, "phone")
    turn = await chat.say(words)
    assert turn.question == "phone" and "one question" not in turn.says
    assert (await chat.say("no wait, back one question")).question == "name"


@pytest.mark.parametrize("words", ["sure but pls don't mention everything to him", "ok, only keep it brief with her"])
async def test_what_may_be_told_is_a_condition_and_no_refusal(words: str, chat: Conversation) -> None:
    """It cannot be promised, so the question is put once more."""
    await open_at(chat, "consent")
    turn = await chat.say(words)
    assert turn.question == "consent" and "can't promise a condition" in turn.says and "consent" not in turn.facts


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Hmm, that sounds creepy. What exactly would you say to him?", "would discuss whether"),
        ("could I make up my mind about that another time?", "change your answer later"),
        ("i'll decide that one later", "change your answer later"),
    ],
)
async def test_a_doubt_about_the_permission_is_answered_and_asked_again(
    words: str, said: str, chat: Conversation, running: Assistant
) -> None:
    """Neither the end of the interview nor a refusal."""
    await open_at(chat, "consent")
    turn = await chat.say(words)
    assert turn.question == "consent" and said in turn.says and "consent" not in turn.facts
    assert not [row for row in rows(running, tables.consent) if not row.granted]


async def test_a_refusal_beside_the_name_is_heard(chat: Conversation) -> None:
    """Nobody is contacted, whoever was named."""
    await open_at(chat, "clinician")
    turn = await chat.say("Dr. Odile Marsh, though I wouldn't feel comfortable with your staff calling her")
    assert turn.facts["consent"] == "no" and turn.question == "other"


@pytest.mark.parametrize("words", ["*Reyez", "reyez*", "oops, Reyez"])
async def test_a_slip_in_a_name_is_put_right_with_a_star(words: str, chat: Conversation) -> None:
    """The part most like it, said back; the open question is asked again."""
    await open_at(chat, "email")
    turn = await chat.say(words)
    assert turn.facts["name"] == "Paula Reyez" and "Reyez" in turn.says and turn.question == "email"


@pytest.mark.parametrize("name", ["Dawn Early", "Bo Morning"])
async def test_a_name_of_plain_words_is_taken_for_the_clinician(name: str, chat: Conversation) -> None:
    """Typed with capitals at that very question."""
    await open_at(chat, "clinician_name")
    turn = await chat.say(name)
    assert turn.facts["clinician_name"] == name and turn.question != "clinician_name"
