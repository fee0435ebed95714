"""What testers found around danger, each as it should be."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clinic.interview.hours import opening_hours
from bot.clinic.wishes import Kind, read_wish
from bot.store import tables
from bot.store.engine import Store
from tests.safety.conftest import Recorded
from tests.safety.world import ANSWERS, CHANNELS, DOWN, IMMINENT, OPENING, RISK, T0, World

both = pytest.mark.parametrize("channel", CHANNELS)


@pytest.mark.parametrize("word", ["HELP", "help"])
async def test_help_is_a_no_to_are_you_safe(word: str, world: World, recorded: Recorded) -> None:
    """By text as on the website: whoever asks for help when asked whether they are safe is in danger."""
    chat = world.chat_from(recorded.states["sms"]["safe"])
    await chat.say(word)
    assert [row.level for row in world.rows(tables.crisis_event)] == ["risk", "imminent"]


async def test_by_text_nobody_in_danger_waits_for_a_locked_database_twice(
    world: World, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One attempt, which may take as long as a lock is waited for; then the person is answered."""
    world.restore(recorded.states["sms"]["name"])
    attempts: list[str] = []

    def locked(_: Store) -> Any:
        attempts.append("waited")
        raise DOWN

    monkeypatch.setattr(Store, "begin", locked)
    monkeypatch.setattr(Store, "read", locked)
    outcome = await world.send(world.path(), "sms:someone", RISK, "one")
    said = outcome.replies[0].text
    waited = len(attempts)  # the event is tried again later, beside the conversation
    assert "988" in said and waited == 1


async def test_who_begins_with_danger_by_text_still_learns_that_nobody_writes(world: World) -> None:
    """Whatever comes first, the first two replies say that it is an automated assistant."""
    path = world.path()
    first = await world.send(path, "sms:someone", IMMINENT, "one")
    second = await world.send(path, "sms:someone", "I want to book a consultation", "two")
    says = "\n".join(said.text for outcome in (first, second) for said in outcome.replies)
    assert "automated assistant" in says


@both
async def test_a_question_beside_the_answer_that_one_is_safe_is_answered(
    channel: str, world: World, recorded: Recorded
) -> None:
    """Every question gets its answer."""
    chat = world.chat_from(recorded.states[channel]["safe"])
    turn = await chat.say("yes I'm safe. could you tell me how soon people feel something?")
    assert turn.question == "name" and "third infusion" in turn.says


async def test_an_answer_beside_the_answer_that_one_is_safe_is_taken(world: World) -> None:
    """Nobody is asked again for what was clearly given."""
    chat = world.chat("web")
    await chat.play(OPENING, ANSWERS, until="age")
    await chat.say(RISK)
    turn = await chat.say("I'm safe. and yes, I am over 18")
    assert turn.question == "reason"


@pytest.mark.parametrize(
    "words", ["yes I'm safe, only worn out. let's go on", "I'm safe but tired", "I'm safe, only joking before"]
)
async def test_a_plain_yes_with_a_reason_is_a_yes(words: str, world: World, recorded: Recorded) -> None:
    """Who says that they are safe, and why they wrote that, goes on."""
    turn = await world.chat_from(recorded.states["web"]["safe"]).say(words)
    assert turn.question == "name" and "nearest ER" not in turn.says


async def test_an_idiom_is_not_answered_as_danger(world: World, recorded: Recorded) -> None:
    """In the middle of a booking."""
    turn = await world.chat_from(recorded.states["web"]["name"]).say("kill me now lol, more questions?")
    assert turn.outcome.crisis.name in ("none", "mention")


async def test_who_takes_leave_of_everybody_is_asked_whether_they_are_safe(world: World, recorded: Recorded) -> None:
    """It may be said lightly, so it is asked about, and not answered as a danger of this moment."""
    turn = await world.chat_from(recorded.states["web"]["name"]).say("goodbye everyone")
    assert turn.outcome.crisis.name == "risk" and turn.question == "safe"


async def test_who_is_with_somebody_asks_nothing_by_it(world: World, recorded: Recorded) -> None:
    """Company is no question about who may come along."""
    turn = await world.chat_from(recorded.states["web"]["safe"]).say("yes I'm safe. my husband is home")
    assert turn.question == "name" and "310-270-0625" not in turn.says


@pytest.mark.parametrize(
    ("words", "known"),
    [("I'm safe, my name is Ann Ferreira", {"name": "Ann Ferreira"}), ("I'm safe. just tired, no plans", {})],
)
async def test_only_an_answer_is_taken_beside_that_one_is_safe(
    words: str, known: dict[str, str], world: World, recorded: Recorded
) -> None:
    """What says how one is looked after answers no question of the booking."""
    chat = world.chat_from(recorded.states["web"]["safe"])
    before = world.look(chat.id).draft.facts
    turn = await chat.say(words)
    assert world.look(chat.id).draft.facts == {**before, **known}
    assert turn.question == ("phone" if known else "name")


async def test_a_leap_for_coffee_is_no_danger(world: World, recorded: Recorded) -> None:
    """In the middle of a booking."""
    turn = await world.chat_from(recorded.states["web"]["name"]).say("I would jump off a cliff for a coffee")
    assert turn.outcome.crisis.name in ("none", "mention")


async def test_ok_to_call_911_is_not_a_wish_to_go_on(world: World, recorded: Recorded) -> None:
    """Who is told to call 911 and says ok is not asked the next question of a form."""
    chat = world.chat_from(recorded.states["web"]["clinician"])
    await chat.say(IMMINENT)
    assert (await chat.say("ok")).question is None


async def test_the_log_knows_that_a_no_to_are_you_safe_is_danger(world: World, recorded: Recorded) -> None:
    """The message that was answered as danger of the moment is logged as that."""
    chat = world.chat_from(recorded.states["web"]["safe"])
    turn = await chat.say("no")
    assert "911" in turn.says and "with someone" in turn.says
    assert turn.outcome.crisis.name == "imminent" and world.look(chat.id).levels[-1] == "imminent"


@pytest.mark.parametrize(
    "words", ["I'd kill for a 10 am on December 10", "I'd murder for a slot at 10 am on December 10"]
)
def test_a_time_behind_an_idiom_is_read(words: str, world: World) -> None:
    """The day and the hour."""
    wish = read_wish(words, T0, opening_hours(world.running.clinic, T0.date()))
    assert wish.kind is not Kind.none
    assert wish.clauses[0].times == ((600, 600),)
