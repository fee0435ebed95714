"""Whole conversations with danger in them, and some that only sound like it, on the website and by text.

The driver checks the rules of tests/dialogues/rules.py on every turn.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.store import tables
from tests.safety.world import ANSWERS, CHANNELS, IMMINENT, OPENING, RISK, World

both = pytest.mark.parametrize("channel", CHANNELS)


def everything_but_the_log(world: World) -> str:
    """All that is stored, except what was said word by word: there a cry for help stands as it was written."""
    kept = [table for table in tables.metadata.sorted_tables if table.name not in ("message", "inbox")]
    return "\n".join(str(row) for table in kept for row in world.rows(table))


def events(world: World) -> list[tuple[Any, ...]]:
    """Level, kind and whether somebody of the staff has seen it."""
    return [(row.level, row.kind, row.acknowledged_at is not None) for row in world.rows(tables.crisis_event)]


@both
async def test_danger_where_a_name_was_asked_for_then_safe_then_booked(channel: str, world: World) -> None:
    """It resumes at the name, without the resources again; the booking is an ordinary one that staff see first."""
    chat = world.chat(channel)
    words = "why bother with a name. most nights I wish I would just not wake up"
    await chat.play(OPENING, {**ANSWERS, "reason": "depression"}, until="name")
    given = chat.last.facts
    danger = await chat.say(words)
    assert danger.outcome.crisis.name == "risk" and danger.question == "safe"
    assert all(number in danger.says for number in ("988", "741741", "911"))
    assert "can still book" in danger.says
    assert channel == "web" or "start a new text" in danger.says
    back = await chat.say("yes I'm safe, just worn out. let's get this done")
    assert back.question == "name" and back.facts == given
    assert "988" in back.says and "741741" not in back.says and "ER" not in back.says
    assert "?" in back.says and "name" in back.says
    done = await chat.play("Walter Lindqvist", {**ANSWERS, "when": "Friday December 4 at 9:30 am"})
    assert done.screening is not None and done.screening["outcome"] == "eligible"
    (booking,) = world.rows(tables.booking)
    assert (booking.state, booking.priority) == ("booked", True)
    assert [row.name for row in world.rows(tables.person)] == ["Walter Lindqvist"]
    assert events(world) == [("risk", "self", False)]
    assert "wake up" not in everything_but_the_log(world)


IDIOMS = {
    "reason": "depression, and the commute alone is soul-crushing",
    "clinician": "yes, a therapist, and her waiting list is killing me",
    "phone": "my old phone bit the dust, take 818-555-0127",
    "email": "shoot a mail to artie.k@example.com",
    "when": "I'd give my right arm for 10 am on December 10",
    "summary": "yes, before this form is the death of me",
}


@both
async def test_idioms_and_jokes_alone_raise_nothing(channel: str, world: World) -> None:
    """No crisis text, no question for safety, no event at any of them; the last one is a yes."""
    chat = world.chat(channel)
    opening = await chat.say("I'm dying to hear how soon people feel something")
    assert "third infusion" in opening.says
    done = await chat.play("ok, " + OPENING, {**ANSWERS, "name": "Artie Kowalczyk", **IDIOMS})
    assert done.booking is not None and done.booking["state"] == "booked"
    assert done.booking["starts_at"].startswith("2026-12-10T10:00")
    said = [turn.text for turn in chat.turns]
    assert [idiom for question, idiom in IDIOMS.items() if idiom not in said] == (
        [] if channel == "web" else [IDIOMS["phone"]]  # who texts is not asked for the number
    )
    assert {turn.outcome.crisis.name for turn in chat.turns} == {"none"}
    assert not any("988" in turn.says for turn in chat.turns[1:])
    assert events(world) == []
    (person,) = world.rows(tables.person)
    assert person.email == "artie.k@example.com"
    assert person.phone == ("+18185550127" if channel == "web" else chat.phone)


@both
async def test_another_person_in_danger_then_a_booking(channel: str, world: World) -> None:
    """The question is about them, and who asked for help can still book for themselves."""
    chat = world.chat(channel)
    danger = await chat.say("my brother says he wants to end his life and I have no idea what to do")
    assert "Are they safe right now?" in danger.says and danger.choices[0] == "They're safe"
    safe = await chat.say("he is safe, my mother is with him")
    assert "glad they're safe" in safe.says
    done = await chat.play("can I book a consultation for myself?", ANSWERS)
    assert done.booking is not None and done.booking["state"] == "booked"
    assert events(world) == [("risk", "other", False)]
    (booking,) = world.rows(tables.booking)
    assert booking.priority


@both
async def test_danger_now_asks_nothing_and_continue_resumes(channel: str, world: World) -> None:
    """Everything is there in one reply; later "continue" takes up the question that was open, and it is booked."""
    chat = world.chat(channel)
    await chat.play(OPENING, ANSWERS, until="clinician_practice")
    given = chat.last.facts
    danger = await chat.say("tonight is my last night, the pills are on my nightstand")
    for words in ("911", "ER", "988", "with someone", "use to hurt yourself", "new text", "alerted our staff"):
        assert words in danger.says, words
    assert "cannot connect you" in danger.says
    back = await chat.say("continue", after=timedelta(hours=3))
    assert back.question == "clinician_practice" and back.facts == given
    done = await chat.play("Palm Court Psychiatry", ANSWERS)
    assert done.booking is not None and done.booking["state"] == "booked"
    assert events(world) == [("imminent", "self", False)]
    (booking,) = world.rows(tables.booking)
    assert booking.priority
    (alert,) = [row.body for row in world.rows(tables.outbox) if row.kind == "alert"]
    secret = ("Maren", "Ostrow", "Calloway", "0172", "0181", "pills", "nightstand", chat.id)
    assert "imminent" in alert and not any(words in alert for words in secret)


@both
async def test_at_night_nobody_is_said_to_read_along(channel: str, world: World) -> None:
    """Outside the hours of the clinic the person hears that nobody reads live."""
    world.moment += timedelta(hours=13)
    chat = world.chat(channel)
    await chat.say("hello")
    turn = await chat.say(IMMINENT)
    assert "reading live" in turn.says and "alerted" in turn.says


@both
async def test_suicidal_thoughts_as_the_reason_are_an_ordinary_reason(channel: str, world: World) -> None:
    """One line with the number beside the next question, and the booking goes on to an ordinary outcome."""
    chat = world.chat(channel)
    await chat.play(OPENING, ANSWERS, until="reason")
    turn = await chat.say("it's because of suicidal thoughts I have had for years")
    assert turn.question == "clinician" and turn.outcome.crisis.name == "mention"
    assert turn.says.count("988") == 1 and "741741" not in turn.says and "safe right now" not in turn.says
    done = await chat.play("yes, there is one", ANSWERS)
    assert done.booking is not None and done.booking["state"] == "booked"
    assert done.screening is not None and done.screening["outcome"] == "eligible"
    (screening,) = world.rows(tables.screening)
    assert screening.answers["reason"] == ["suicidal_thoughts"]
    assert events(world) == [("mention", "self", False)]
    assert not any("safe right now" in turn.says for turn in chat.turns)


@both
async def test_a_question_about_such_thoughts_is_answered(channel: str, world: World) -> None:
    """The clinic's answer, with the number once, and no question for safety."""
    turn = await world.chat(channel).say("can someone with suicidal thoughts come to you?")
    assert "suicidal" in turn.says and "clinic" in turn.says
    assert turn.outcome.replies[-1].text.count("988") + turn.outcome.replies[-2].text.count("988") == 1
    assert turn.question is None


@both
async def test_taking_it_back_clears_nothing(channel: str, world: World) -> None:
    """Staff still see the event, and the booking stays one to look at first; but nobody is shut out."""
    chat = world.chat(channel)
    await chat.play(OPENING, ANSWERS, until="age")
    await chat.say("I just want to be dead")
    asked = await chat.say("lol just kidding")
    assert asked.question == "safe"
    back = await chat.say("for real, I was joking")
    assert back.question == "age" and "988" in back.says
    done = await chat.play("yes, I'm 37", ANSWERS)
    assert done.booking is not None and done.booking["state"] == "booked"
    assert events(world) == [("risk", "self", False)]
    (booking,) = world.rows(tables.booking)
    assert booking.priority


@both
@pytest.mark.parametrize("words", ["988", "HOME", "home.", "text HOME to 741741", "911"])
async def test_a_word_meant_for_a_crisis_line_is_sent_on(words: str, channel: str, world: World) -> None:
    """Here no counselor reads it: the person is told to start a new text; the open question still takes its answer."""
    chat = world.chat(channel)
    await chat.play(OPENING, ANSWERS, until="reason")
    given = chat.last.facts
    turn = await chat.say(words)
    assert "new text to 988" in turn.says.lower() and "911" in turn.says and "counselor" in turn.says
    assert turn.question == "reason" and turn.facts == given
    assert (await chat.say("anxiety")).question == "clinician"


@both
async def test_nobody_is_told_of_a_booking_that_was_never_made(channel: str, world: World) -> None:
    """Somebody whose first words are of danger has booked nothing; the way to it stays open."""
    turn = await world.chat(channel).say(RISK)
    assert "our booking" not in turn.says and "can still book" in turn.says


@both
async def test_in_spanish(channel: str, world: World) -> None:
    """The line in Spanish comes with the resources, a Spanish yes is one, and the booking goes on."""
    chat = world.chat(channel)
    await chat.play("hola, quiero una consulta", ANSWERS, until="name")
    danger = await chat.say("ya no aguanto mas, quiero quitarme la vida")
    assert "AYUDA" in danger.says and "marque 2" in danger.says and danger.question == "safe"
    safe = await chat.say("sí, estoy a salvo")
    assert safe.question == "name" and "988" in safe.says
    done = await chat.play("Maren Ostrow", ANSWERS)
    assert done.booking is not None and done.booking["state"] == "booked"
    now = await chat.say("me voy a matar esta noche, tengo una pistola")
    assert "AYUDA" in now.says and "911" in now.says and now.question is None


@both
@pytest.mark.parametrize("answer", ["2", "3", "not sure", "no", "I have a knife in my hand"])
async def test_anything_but_a_yes_to_are_you_safe_is_danger(answer: str, channel: str, world: World) -> None:
    """By number and in words: 911, nothing asked, an event that is worse; and "continue" still goes on."""
    chat = world.chat(channel)
    await chat.play(OPENING, ANSWERS, until="health")
    await chat.say(RISK)
    turn = await chat.say(answer)
    assert "911" in turn.says and "with someone" in turn.says and turn.question is None
    assert events(world) == [("risk", "self", False), ("imminent", "self", False)]
    assert len([row for row in world.rows(tables.outbox) if row.kind == "alert"]) == 2
    assert (await chat.say("continue")).question == "health"


@both
@pytest.mark.parametrize("words", ["hello? anybody there", "thank you", "bye", "hm", "sdfkjh"])
async def test_small_talk_after_danger_gets_no_cheerful_phrase(words: str, channel: str, world: World) -> None:
    """It says again whom they can reach, and asks and offers nothing."""
    chat = world.chat(channel)
    await chat.play(OPENING, ANSWERS, until="health")
    await chat.say(IMMINENT)
    turn = await chat.say(words)
    assert "988" in turn.says and "still here" in turn.says and turn.question is None
    assert "help you" not in turn.says and "!" not in turn.says


@both
async def test_who_answers_something_else_is_asked_once_more_and_then_let_go_on(channel: str, world: World) -> None:
    """No loop: the question for safety twice, then a last reminder and the question that was open."""
    chat = world.chat(channel)
    await chat.play(OPENING, ANSWERS, until="name")
    await chat.say(RISK)
    once = await chat.say("what are the side effects?")
    assert once.question == "safe" and "nausea" in once.says
    twice = await chat.say("my garden is dry this year")
    assert twice.question == "name" and "988" in twice.says and "911" in twice.says
    assert (await chat.say("Maren Ostrow")).facts["name"] == "Maren Ostrow"


@both
async def test_the_full_resources_come_again_when_it_gets_worse_or_after_hours(channel: str, world: World) -> None:
    """A reminder within the same hours; everything again six hours later, and at once when the level rises."""
    chat = world.chat(channel)
    first = await chat.say(RISK)
    soon = await chat.say("I still want to die")
    later = await chat.say("I still want to die", after=timedelta(hours=6, minutes=1))
    worse = await chat.say(IMMINENT)
    assert ["741741" in turn.says for turn in (first, soon, later)] == [True, False, True]
    assert "ER" in worse.says and "with someone" in worse.says
    assert [level for level, *_ in events(world)] == ["risk", "risk", "risk", "imminent"]


async def test_who_wants_no_texts_gets_none_but_the_staff_hear(world: World) -> None:
    """After STOP nothing may be sent to the number; a cry for help still alerts those on call, unchanged by it."""
    chat = world.chat("sms")
    await chat.play(OPENING, ANSWERS, until="email")
    path = world.path()
    assert (await world.send(path, chat.id, "STOP", "stop")).replies == []
    assert (await world.send(path, chat.id, RISK, "danger")).replies == []
    assert events(world) == [("risk", "self", False)]
    assert [row.kind for row in world.rows(tables.outbox) if row.kind != "alert"] == []
    assert len(world.rows(tables.outbox)) == 1
    back = await world.send(path, chat.id, "START", "start")
    assert back.replies
    turn = await world.send(path, chat.id, RISK, "again")
    assert "988" in turn.replies[0].text and "741741" in turn.replies[0].text
