"""Somebody who writes in Spanish is understood as far as it goes, and gets a call where they want one."""

from __future__ import annotations

import pytest

from bot.context import Assistant
from bot.store import tables
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS, rows

NOTICE = "pedir que le llamen"


async def test_a_booking_begins_beside_the_language(chat: Conversation) -> None:
    """The notice is in Spanish, and what else the message wants is not lost."""
    turn = await chat.say("buenas, busco la consulta gratis pero mi ingles es malo")
    assert NOTICE in turn.says and turn.question == "who"
    turn = await chat.say("tengo mas de 21 anos")
    assert turn.facts["age"] == "adult" and turn.question == "who" and NOTICE not in turn.says
    assert (await chat.say("para mi")).question == "reason"


async def test_what_an_opening_tells_is_not_asked_again(chat: Conversation) -> None:
    """For whom and what for, as in English."""
    turn = await chat.say("hola, quisiera una consulta para mi, por la ansiedad, y tengo 41 anos")
    assert turn.question == "clinician" and turn.facts["reason"] == ["anxiety"]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("who", "no hablo ingles, me podrian llamar?"),
        ("clinician", "quisiera hablar con una persona"),
        ("when", "preferiria que me llamen"),
        ("slots", "mejor una llamada"),
        ("summary", "pueden llamarme por favor?"),
    ],
)
async def test_a_call_is_arranged_at_any_question(
    chat: Conversation, running: Assistant, question: str, words: str
) -> None:
    """As it is in English; the staff see in which language the person writes."""
    await chat.play("I'd like to book a consultation", ANSWERS, until=question)
    await chat.say(words)
    turn = chat.last
    for _ in range(3):
        if turn.question is None or not turn.question.startswith(("name", "phone", "when")):
            break
        turn = await chat.say({"name": "Lea Okafor", "phone": "310-555-0147", "when": "mornings"}[turn.question])
    (entry,) = rows(running, tables.follow_up)
    assert (entry.kind, entry.reasons) == ("callback", ["writes in Spanish"])


async def test_a_call_after_the_booking(chat: Conversation, running: Assistant) -> None:
    """Also in the words of an English question about the language."""
    await chat.play("I'd like to book a consultation", ANSWERS)
    turn = await chat.say("could somebody call me in spanish?")
    assert NOTICE in turn.says and turn.question == "when"
    await chat.say("any time")
    (entry,) = rows(running, tables.follow_up)
    assert entry.kind == "callback"
