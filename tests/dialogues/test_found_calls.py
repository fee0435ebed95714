"""What a tester found in calls that the staff were asked for; in words of its own."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from bot.context import Assistant
from bot.store import follow_ups, tables
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS, rows

FOR_ANOTHER = {**ANSWERS, "who": "my aunt", "when": "mornings"}


def entries(running: Assistant) -> list[Any]:
    return rows(running, tables.follow_up)


async def test_the_time_of_a_call_can_be_changed(chat: Conversation, running: Assistant) -> None:
    """In the one entry that the staff see; what the person says of it is said back."""
    await chat.play("I'd like a consultation for my aunt", FOR_ANOTHER)
    turn = await chat.say("could you make that afternoons instead?")
    assert "afternoons" in turn.says and "not an appointment" in turn.says
    (entry,) = entries(running)
    assert (entry.state, entry.preferred_time) == ("open", "afternoons")
    asked = await chat.say("I have to change the time of the call")
    assert asked.question == "when" and "call you" in asked.says
    await chat.say("any day after 3 pm")
    (entry,) = entries(running)
    assert entry.state == "open" and "3 pm" in entry.preferred_time


async def test_a_call_can_be_withdrawn(chat: Conversation, running: Assistant) -> None:
    """The entry is done, with a note of why; a new wish opens another."""
    await chat.play("can one of your people phone me?", {**ANSWERS, "when": "tomorrow"})
    turn = await chat.say("thinking of it, you needn't ring me")
    assert "no call" in turn.says and turn.question is None
    (entry,) = entries(running)
    assert entry.state == "done"
    with running.store.begin() as tx:
        (listed,) = follow_ups.listed(tx, "done")
    assert "no call" in (listed.steps[0].note or "") and listed.steps[0].by is None
    again = await chat.say("hm, please do have somebody call me")
    assert again.question == "when"


async def test_a_call_is_no_appointment(chat: Conversation) -> None:
    """Who asks whether it is settled hears what is true."""
    await chat.play("I'd like a consultation for my aunt", FOR_ANOTHER)
    for words in ("has she got an appointment now?", "at what time exactly?"):
        turn = await chat.say(words)
        assert "Our staff" in turn.says and "text its link" not in turn.says


async def test_a_wish_for_now_is_kept(chat: Conversation, running: Assistant) -> None:
    """As soon as possible is no "any time"."""
    await chat.play("can one of your people phone me?", {**ANSWERS, "when": "right now, or else tomorrow afternoon"})
    (time,) = (row.preferred_time for row in rows(running, tables.follow_up, sa.true()))
    assert time.startswith("as soon as possible, or Tuesday") and "afternoon" in time


async def test_a_call_to_come_is_asked_for_once(chat: Conversation, running: Assistant) -> None:
    """Whoever asks again hears that it is noted, and when; the staff see one entry."""
    await chat.play("I'd like a consultation for my aunt", FOR_ANOTHER)
    turn = await chat.say("please let a real person handle this")
    assert "have your wish for a call" in turn.says and "mornings" in turn.says and turn.question is None
    (entry,) = entries(running)
    assert (entry.kind, entry.preferred_time) == ("screening", "mornings")


@pytest.mark.parametrize(
    "words",
    [
        "ok forget the person, let's do this right here",
        "hm, fine, you may as well handle it",
        "nah, I don't need an actual person after all",
    ],
)
async def test_who_asked_for_a_person_and_relents_is_not_held_to_the_call(words: str, chat: Conversation) -> None:
    """The call is dropped, which is said; what was told is kept, and the consultation begins."""
    await chat.say("let me speak with a real person")
    await chat.say("Gwen Tully")
    turn = await chat.say(words)
    assert "no call" in turn.says and turn.question == "who"
    done = await chat.play("for me", ANSWERS)
    assert "Gwen Tully" in done.facts.values() and done.booking is not None


async def test_who_stops_before_the_call_and_then_wants_to_book_is_not_led_back_to_it(chat: Conversation) -> None:
    """A call would be noted against their will, and no screening would run."""
    await chat.say("let me speak with a real person")
    await chat.say("stop")
    turn = await chat.say("actually just book the consultation for me here")
    assert "no call" in turn.says and turn.question in ("who", "age")


async def test_when_not_to_ring_the_patient_is_no_word_on_a_clinician(chat: Conversation, running: Assistant) -> None:
    """Of the patient's clinician nothing was asked; the time of the call is what was said."""
    await chat.say("I'm writing for my sister, she needs a consultation")
    await chat.say("Ida Morgan")
    await chat.say("310-555-0147")
    turn = chat.last
    while turn.question not in ("when", None):
        turn = await chat.say("no thanks")
    turn = await chat.say("afternoons, but please don't call her at her job")
    assert "Nobody will contact" not in turn.says
    (entry,) = rows(running, tables.follow_up)
    assert "afternoon" in entry.preferred_time
