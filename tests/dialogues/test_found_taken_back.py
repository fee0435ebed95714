"""What a message takes back itself: the last that is said counts, at every question; in words of its own."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.path import MessagePath
from bot.context import Assistant
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS
from tests.dialogues.test_every_question import OPENING, open_at

ELEVEN = {**ANSWERS, "when": "Tuesday December 8 at 11 am"}


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("could u do 2? oh wait no 11 is right", "11:00 AM"),
        ("make it noon. actually no, stick with 11", "11:00 AM"),
        ("9:30 maybe... nah 11 is good", "11:00 AM"),
        ("can we do thursday instead? hm actually no leave it", "11:00 AM"),
        ("change it to 3, nvm", "11:00 AM"),
        ("i'd rather have 1. scratch that, yes", "11:00 AM"),
        ("make it 2 no wait 3", "3:00 PM"),
        ("no make it 1. wait no 2", "2:00 PM"),
        ("yes. no wait make it 4", "4:00 PM"),
    ],
)
async def test_a_wish_taken_back_at_the_summary(words: str, hour: str, chat: Conversation) -> None:
    """The time that is said last is shown, and nothing is booked by it."""
    await chat.play(OPENING, ELEVEN, until="summary")
    turn = await chat.say(words)
    assert turn.question == "summary" and f"December 8, 2026 at {hour}" in turn.says
    assert turn.booking is None or turn.booking["state"] != "booked"


async def test_a_yes_that_is_taken_back_books_nothing(chat: Conversation) -> None:
    """And the other way round the yes must be said again."""
    await chat.play(OPENING, ELEVEN, until="summary")
    for words in ("yes. no wait, no", "no. oh wait, yes"):
        turn = await chat.say(words)
        assert turn.booking is None or turn.booking["state"] != "booked"


async def test_a_new_time_taken_back_while_moving(chat: Conversation) -> None:
    """The time proposed stays, and the appointment as well until the yes."""
    await chat.play(OPENING, ELEVEN)
    await chat.say("move my appointment to December 10 at 2 pm")
    turn = await chat.say("hm 3:30? no, keep 2")
    assert turn.question == "summary" and "to Thursday, December 10, 2026 at 2:00 PM" in turn.says
    assert turn.booking["starts_at"].startswith("2026-12-08T11:00")


@pytest.mark.parametrize(
    ("words", "day"),
    [("mon dec 7... no keep wednesday", "Wed"), ("friday the 4th. no sorry, wednesday", "Wed")],
)
async def test_a_day_taken_back(words: str, day: str, chat: Conversation) -> None:
    """At the question when, and among the times on offer."""
    await chat.play(OPENING, {**ANSWERS, "when": "December 2 to 4"}, until="slots")
    turn = await chat.say(words)
    assert turn.choices and all(label.startswith(day) for label in turn.choices)


async def test_an_offer_taken_back(chat: Conversation) -> None:
    """The one named last is chosen."""
    await chat.play(OPENING, {**ANSWERS, "when": "Tuesday December 8"}, until="slots")
    second = chat.last.choices[1]
    turn = await chat.say("the first one, sorry, the second one")
    assert turn.question == "summary" and second.rpartition(", ")[2] in turn.says


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("who", "for me. hang on no, my daughter", {"who": "other"}),
        ("who", "my husband, oops i mean me", {"who": "self"}),
        ("age", "17. no sorry 27", {"age": "adult"}),
        ("age", "yes. no wait, no", {"age": "minor"}),
        ("reason", "anxiety... no wait, depression", {"reason": ["depression"]}),
        ("reason", "anxiety, wait, also ptsd", {"reason": ["ptsd", "anxiety"]}),
        ("clinician", "no wait yes i do", {"clinician": "yes"}),
        ("consent", "yes you may... actually no", {"consent": "no"}),
        ("consent", "yes. hold on, no", {"consent": "no"}),
        ("clinician_name", "Dr. Lena Orr no wait Dr. Ida Marsh", {"clinician_name": "Ida Marsh"}),
        (
            "clinician_name",
            "Ida Marsh, counselor no wait psychologist",
            {"clinician_name": "Ida Marsh", "clinician_role": "psychologist"},
        ),
        ("clinician_role", "counselor... no sorry, nurse practitioner", {"clinician_role": "nurse practitioner"}),
        ("clinician_role", "family doctor, well actually she's a psychiatrist", {"clinician_role": "psychiatrist"}),
        ("clinician_role", "psychologist, no, a therapist", {"clinician_role": "therapist"}),
        ("clinician_practice", "Elm House, no wait, Oak House", {"clinician_practice": "Oak House"}),
        ("clinician_contact", "310-555-0153... sorry it ends in 0154", {"clinician_phone": "+13105550154"}),
        ("health", "yes. no wait no", {"health": "none"}),
        ("health", "no i mean yes", {"health": "some"}),
        ("name", "Paula Reyes no wait Paula Rios", {"name": "Paula Rios"}),
        ("phone", "310-555-0132 no wait 310-555-0133", {"phone": "+13105550133"}),
        ("email", "paula@example.com actually skip it", {"email": None}),
        ("texts", "yes pls. hmm actually no", {"texts": "no"}),
        ("other", "yes. no wait, no", {"psychiatrist": "no"}),
    ],
)
async def test_the_last_answer_counts(question: str, words: str, expected: dict[str, Any], chat: Conversation) -> None:
    """Never silently the first."""
    await open_at(chat, question)
    turn = await chat.say(words)
    told = {name: turn.facts.get(name) for name in expected}
    assert {k: sorted(v) if isinstance(v, list) else v for k, v in told.items()} == {
        k: sorted(v) if isinstance(v, list) else v for k, v in expected.items()
    }


async def test_an_answer_taken_back_at_once_is_asked_again(chat: Conversation) -> None:
    """Nothing is stored."""
    await open_at(chat, "clinician_practice")
    turn = await chat.say("Elm House. no wait")
    assert turn.question == "clinician_practice" and not turn.facts.get("clinician_practice")


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("reason", "depression, no anxiety", {"reason": ["depression"]}),
        ("clinician", "no, sorry", {"clinician": "no"}),
        ("clinician_role", "psychiatrist, no therapist", {"clinician_role": "psychiatrist"}),
        ("name", "Paula Reyes, sorry for the wait", {"name": "Paula Reyes"}),
    ],
)
async def test_what_takes_nothing_back(question: str, words: str, expected: dict[str, Any], chat: Conversation) -> None:
    """A no to something else, and an excuse."""
    await open_at(chat, question)
    turn = await chat.say(words)
    assert {name: turn.facts.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("my name is Paula Rios, no wait, Paula Riordan", "Paula Riordan"),
        ("her role is therapist, no sorry, psychologist", "psychologist"),
        ("my number is 310-555-0134, sorry, 310-555-0135", "310-555-0135"),
    ],
)
async def test_a_correction_taken_back(words: str, said: str, chat: Conversation) -> None:
    """At the summary the value that is said last is put right."""
    await chat.play(OPENING, ELEVEN, until="summary")
    turn = await chat.say(words)
    assert turn.question == "summary" and f": {said}." in turn.says


@pytest.mark.parametrize(
    "words",
    [
        "oops 2 r's, Petra Harrold",
        "sorry its Petra Harrold",
        "two r's. Petra Harrold",
        "typo, petra harrold",
        "Petra Harrold, double r",
    ],
)
async def test_a_name_put_right_with_a_remark_is_stored_whole(
    words: str, path: MessagePath, running: Assistant, chat: Conversation
) -> None:
    """Its given name as well; and said back, also by text message."""
    number = "+13105550161"
    texter = Conversation(path, running, running.text_conversation(number), chat.now, phone=number)
    await texter.play(OPENING, {**ANSWERS, "clinician": "yes", "clinician_name": "Dr Harold"}, until="clinician_role")
    turn = await texter.say(words)
    assert turn.facts["clinician_name"] == "Petra Harrold" and "Petra Harrold" in turn.says
    assert turn.question == "clinician_role"
