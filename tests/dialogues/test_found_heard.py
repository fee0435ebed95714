"""What must not be passed over: texts that are welcome, messages left by phone, an end, a question."""

from __future__ import annotations

import pytest

from bot.channels.path import MessagePath
from bot.clinic.interview.leaving import welcomes_texts
from bot.context import Assistant
from bot.store import opt_outs, tables
from tests.conftest import T0
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS, rows
from tests.dialogues.test_every_question import OPENING

PHONE = "+13105550199"
FRIDAY = {**ANSWERS, "when": "Friday December 4 at 10 am"}


@pytest.mark.parametrize(
    "words",
    [
        "Iris Vane, iris@example.com, sure to reminders",
        "Iris Vane. no mail. the texts are fine with me",
        "Iris Vane, you can text me reminders, no e-mail tho",
    ],
)
async def test_who_welcomes_texts_is_not_silenced(words: str, path: MessagePath, running: Assistant) -> None:
    """Nothing ends, what else is given is kept, and the permission is asked with its notice as ever."""
    chat = Conversation(path, running, running.text_conversation(PHONE), T0, phone=PHONE)
    await chat.play(OPENING, ANSWERS, until="name")
    turn = await chat.say(words)
    assert turn.facts["name"] == "Iris Vane" and turn.facts.get("texts") != "no"
    assert turn.question in ("email", "texts")
    with running.store.read() as tx:
        assert not opt_outs.is_out(tx, PHONE)


@pytest.mark.parametrize(
    "words",
    [
        "ok stop the texts",
        "fine. no texts",
        "texts are ok, no, stop them",
        "yes please quit texting",
        "I want texts ended",
        "you can text somebody else, leave me alone",
        "yes the messages are fine for her, wrong person here",
    ],
)
def test_an_end_of_texts_is_no_welcome(words: str) -> None:
    """A wish for silence that is missed does harm."""
    assert not welcomes_texts(words)


@pytest.mark.parametrize(
    "words",
    ["will they leave a voicemail? my boss must not hear it", "please don't leave me any messages on the machine"],
)
async def test_how_word_is_left_reaches_the_staff(words: str, chat: Conversation, running: Assistant) -> None:
    """The bot cannot promise it; it says so, and has the staff read it before they call."""
    await chat.play(OPENING, FRIDAY)
    turn = await chat.say(words)
    assert "before they call" in turn.says and "310-270-0625" in turn.says
    (entry,) = rows(running, tables.follow_up)
    assert entry.state == "open" and "read it before you phone" in entry.reasons[0]


async def test_one_detail_is_erased_and_not_all(chat: Conversation, running: Assistant) -> None:
    """Who wants one thing taken out does not lose the rest."""
    await chat.play(OPENING, FRIDAY)
    turn = await chat.say("could you delete my e-mail please")
    assert "nothing else" in turn.says
    (entry,) = rows(running, tables.follow_up)
    assert "one detail" in entry.reasons[0]


async def test_a_cancelled_appointment_is_said_to_be_cancelled(chat: Conversation) -> None:
    """A new one that is spoken of for later begins nothing, and whoever asks again is not met as a stranger."""
    await chat.play(OPENING, FRIDAY)
    turn = await chat.say("sorry, too much going on, can we just cancel. I'd book again next year")
    assert turn.question == "summary" and "Shall I cancel it?" in turn.says
    await chat.say("yes")
    for words in ("what's the status of my appointment?", "so is it cancelled now?"):
        turn = await chat.say(words)
        assert "Friday, December 4" in turn.says and "is cancelled" in turn.says
    assert turn.question is None


async def test_who_is_moving_it_can_ask_when_it_is(chat: Conversation) -> None:
    """And is asked for the new time again."""
    await chat.play(OPENING, FRIDAY)
    await chat.say("I need to move my appointment")
    turn = await chat.say("when is my appointment again?")
    assert "Friday, December 4" in turn.says and turn.question == "when"


@pytest.mark.parametrize(
    "words", ["Iris Vane. who won the election in France?", "Iris Vane, do you sell winter tires?"]
)
async def test_a_question_beside_an_answer_is_not_met_with_silence(words: str, chat: Conversation) -> None:
    """Nobody here knows it, and that is said; the answer counts."""
    await chat.play(OPENING, ANSWERS, until="name")
    turn = await chat.say(words)
    assert turn.facts["name"] == "Iris Vane" and turn.question == "phone" and "no answer to that" in turn.says


async def test_the_only_way_is_not_withdrawn_by_a_question(chat: Conversation, running: Assistant) -> None:
    """Where the staff have to call, "can't I book it here?" keeps the call."""
    await chat.play("I'd like a consultation for my aunt", {**ANSWERS, "who": "my aunt", "when": "mornings"})
    turn = await chat.say("thanks. could I not book it here after all?")
    (entry,) = rows(running, tables.follow_up)
    assert entry.state == "open" and "310-270-0625" in turn.says


@pytest.mark.parametrize(
    ("words", "age"),
    [
        ("for me haha, 31", "adult"),
        ("it is for me, I have 52 years", "adult"),
        ("me sadly. 44 but feel older", "adult"),
    ],
)
async def test_the_age_beside_whom_it_is_for(words: str, age: str, chat: Conversation) -> None:
    """It is not asked for again."""
    await chat.say(OPENING)
    turn = await chat.say(words)
    assert turn.facts["age"] == age and turn.question == "reason"


async def test_something_to_be_set_up_for_a_relative(chat: Conversation) -> None:
    """It is not asked for whom."""
    turn = await chat.say("my sister has been so depressed since the move, can you set something up for her")
    assert turn.facts["who"] == "other"


@pytest.mark.parametrize(
    "words",
    ["who is that?", "the psychiatrist, i mean. must i see them first?", "is he also from your clinic?"],
)
async def test_who_the_psychiatrist_is(words: str, chat: Conversation) -> None:
    """The question about the offer is no answer to it."""
    await chat.play(OPENING, {**ANSWERS, "clinician": "no"}, until="other")
    turn = await chat.say(words)
    assert "psychiatrist of the clinic" in turn.says and turn.question == "other"
    assert "psychiatrist" not in turn.facts and turn.facts["clinician"] == "no"


@pytest.mark.parametrize(
    "words",
    [
        "well my ptsd is managed by now. the main issue these days is depression",
        "but my real problem now is depression",
    ],
)
async def test_the_main_reason_told_later(words: str, chat: Conversation) -> None:
    """It takes the place of the other, and is said back."""
    await chat.play(OPENING, {**ANSWERS, "reason": "ptsd"}, until="clinician")
    turn = await chat.say(words)
    assert turn.facts["reason"] == ["depression"] and "what brings you in" in turn.says
    assert turn.question == "clinician"


@pytest.mark.parametrize("words", ["yes please! but does it hurt?", "Yeah sure. Before that, are there side effects?"])
async def test_a_yes_before_a_question_is_kept(words: str, chat: Conversation) -> None:
    """Who is invited to book and asks something first is not asked again whether they want to."""
    await chat.say("what is spravato?")
    turn = await chat.say(words)
    assert turn.question == "who" and len(turn.outcome.replies) > 1


@pytest.mark.parametrize(
    "words", ["hey, is this the right number to schedule a visit", "is this where people sign up?"]
)
async def test_whether_this_is_the_place_to_book(words: str, chat: Conversation) -> None:
    """It is, and it begins."""
    assert (await chat.say(words)).question == "who"
