"""What a tester found in times that have passed and appointments that are changed; in words of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS
from tests.dialogues.test_every_question import OPENING, open_at

FRIDAY = {**ANSWERS, "when": "Friday December 4 at 10 am"}


@pytest.mark.parametrize("words", ["so sorry, I dozed off. yes please book that", "yes", "what are the side effects?"])
async def test_a_time_that_passed_meanwhile_is_offered_no_more(words: str, chat: Conversation) -> None:
    """Whatever is said then, the person hears so at once and gets what is free near it."""
    await chat.play(OPENING, {**ANSWERS, "when": "today at 2 pm"}, until="summary")
    turn = await chat.say(words, after=timedelta(hours=4))
    assert "That time has passed" in turn.says and turn.question == "slots" and turn.booking is None
    assert turn.choices[0].startswith("Mon, Nov 23")
    done = await chat.say("the first one")
    assert done.question == "summary" and "Shall I book it?" in done.says


async def test_a_move_to_a_time_that_passed_meanwhile_keeps_the_appointment(chat: Conversation) -> None:
    """The old one stands, and other times are offered."""
    await chat.play(OPENING, FRIDAY)
    await chat.say("could you move it to today at 2 pm?")
    turn = await chat.say("yes", after=timedelta(hours=4))
    assert "That time has passed" in turn.says and turn.question == "slots"
    assert turn.booking["starts_at"].startswith("2026-12-04T10:00")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("could it be the following Wednesday at 2 pm?", "Wednesday, December 9, 2026 at 2:00 PM"),
        ("please push it back an hour", "Friday, December 4, 2026 at 11:00 AM"),
        ("can you bring it forward by half an hour?", "Friday, December 4, 2026 at 9:30 AM"),
    ],
)
async def test_a_move_counts_from_the_appointment(words: str, expected: str, chat: Conversation) -> None:
    """Not from today."""
    await chat.play(OPENING, FRIDAY)
    turn = await chat.say(words)
    assert turn.question == "summary" and f"to {expected}" in turn.says


@pytest.mark.parametrize("words", ["oh forget it, leave it as it was", "no, I'd rather keep the old time"])
async def test_who_wants_the_old_time_after_all_keeps_it(words: str, chat: Conversation) -> None:
    """And hears when it is."""
    await chat.play(OPENING, FRIDAY)
    await chat.say("I'd like to move it to December 9")
    turn = await chat.say(words)
    assert "stays on Friday, December 4, 2026 at 10:00 AM" in turn.says and turn.question is None


async def test_after_a_move_the_whole_can_be_cancelled(chat: Conversation) -> None:
    """In loose words as well; after a question."""
    await chat.play(OPENING, FRIDAY)
    await chat.say("please push it back an hour")
    await chat.say("yes, move it")
    turn = await chat.say("hm, just cancel everything")
    assert turn.question == "summary" and "Shall I cancel it?" in turn.says


async def test_a_time_that_is_still_to_come_is_booked_after_a_while(chat: Conversation) -> None:
    """However long it took, as long as it is free."""
    await open_at(chat, "summary")
    turn = await chat.say("yes, book it", after=timedelta(hours=5))
    assert turn.booking is not None


@pytest.mark.parametrize(
    ("move", "words"),
    [
        ("can I come on the Monday after instead?", "sorry, I think I need to call the whole thing off"),
        ("I want to change my appointment", "wait, scratch that. cancel it please"),
        ("I want to change my appointment", "you know what, I don't think I want to come any more"),
        ("please make it December 7 at 2 pm", "no, cancel the appointment altogether"),
    ],
)
async def test_who_was_moving_can_cancel(move: str, words: str, chat: Conversation) -> None:
    """Wherever the move stands, also days later; what is cancelled is named first."""
    await chat.play(OPENING, FRIDAY)
    await chat.say(move)
    turn = await chat.say(words, after=timedelta(days=3))
    assert turn.question == "summary" and "December 4, 2026 at 10:00 AM" in turn.says
    assert "Shall I cancel it?" in turn.says
    done = await chat.say("yes, cancel it")
    assert done.booking["state"] == "cancelled"


@pytest.mark.parametrize(
    "words", ["cancel that change please", "cancel the switch, I'll keep Friday", "oh don't cancel, just leave it"]
)
async def test_who_drops_the_move_keeps_the_appointment(words: str, chat: Conversation) -> None:
    """It is the change that is called off."""
    await chat.play(OPENING, FRIDAY)
    await chat.say("I want to change my appointment")
    turn = await chat.say(words)
    assert "stays on Friday, December 4, 2026 at 10:00 AM" in turn.says and turn.booking["state"] == "booked"


async def test_who_was_cancelling_can_move(chat: Conversation) -> None:
    """Asked whether to cancel, somebody would rather have another day."""
    await chat.play(OPENING, FRIDAY)
    await chat.say("please cancel my consultation")
    turn = await chat.say("hm, or could you move it to December 8 at 1 pm instead?")
    assert turn.question == "summary" and "to Tuesday, December 8, 2026 at 1:00 PM" in turn.says


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("shift it one day later but keep the same time", "Saturday"),
        ("a week later, same hour please", "Friday, December 11, 2026 at 10:00 AM"),
        ("could we do a week later, at 3 pm?", "Friday, December 11, 2026 at 3:00 PM"),
        ("same time on the Wednesday before", "Wednesday, December 2, 2026 at 10:00 AM"),
    ],
)
async def test_the_hour_that_is_said_beside_a_shift_counts(words: str, expected: str, chat: Conversation) -> None:
    """The same one, or another."""
    await chat.play(OPENING, FRIDAY)
    turn = await chat.say(f"I need to move my appointment. {words}")
    assert expected in turn.says or (expected == "Saturday" and turn.question == "slots")


async def test_the_same_time_is_that_of_the_appointment(chat: Conversation) -> None:
    """Not that of the times on offer for the move."""
    await chat.play(OPENING, FRIDAY)
    await chat.say("could you move it to another day the week after?")
    turn = await chat.say("Tuesday, the same time as it is now")
    assert turn.question == "summary" and "to Tuesday, December 8, 2026 at 10:00 AM" in turn.says


@pytest.mark.parametrize(
    "words", ["hm, could I maybe come in on December 9 then?", "can I book again for another day?"]
)
async def test_after_a_cancellation_another_time_can_be_asked_for(words: str, chat: Conversation) -> None:
    """Which is a new booking, and no question about further treatments."""
    await chat.play(OPENING, FRIDAY)
    await chat.say("cancel my consultation")
    await chat.say("yes, cancel it")
    turn = await chat.say(words)
    assert turn.question in ("when", "slots")


@pytest.mark.parametrize(
    "words",
    [
        "please put my new doctor there instead, Dr. Ingrid Falk, 310-555-0166",
        "my doctor is Dr. Ingrid Falk now. Her number is 310-555-0166",
    ],
)
async def test_another_clinician_has_nothing_of_the_one_before(words: str, chat: Conversation) -> None:
    """Neither the role nor the practice; they are left out, and the summary stands."""
    await open_at(chat, "summary")
    old = dict(chat.last.facts)
    turn = await chat.say(words)
    assert turn.facts["clinician_name"] == "Ingrid Falk" and turn.facts["clinician_phone"] == "+13105550166"
    kept = ("clinician_role", "clinician_practice", "clinician_email")
    assert any(old.get(name) for name in kept) and not any(turn.facts.get(name) for name in kept)
    assert turn.question == "summary" and "Ingrid Falk, 310-555-0166" in turn.says


async def test_a_clinician_asked_for_anew_has_nothing_of_the_one_before(chat: Conversation) -> None:
    """Also where the new name is said one message later."""
    await open_at(chat, "summary")
    turn = await chat.say("I need to change my clinician")
    assert turn.question == "clinician_name"
    turn = await chat.say("Dr. Ingrid Falk")
    assert turn.facts["clinician_name"] == "Ingrid Falk"
    assert not turn.facts.get("clinician_phone") and not turn.facts.get("clinician_practice")
    assert turn.question == "clinician_contact"


async def test_a_slip_in_the_name_keeps_what_the_clinician_is(chat: Conversation) -> None:
    """Who says that the name was wrong speaks of the same person, however unlike the names are."""
    await open_at(chat, "summary")
    old = dict(chat.last.facts)
    turn = await chat.say("my clinician's name is a mistake, it should be Dr. Ingrid Falk")
    assert turn.question == "summary" and turn.facts["clinician_name"] == "Ingrid Falk"
    assert turn.facts["clinician_phone"] == old["clinician_phone"]


async def test_a_better_spelling_keeps_what_the_clinician_is(chat: Conversation) -> None:
    """It is the same person."""
    await open_at(chat, "summary")
    old = dict(chat.last.facts)
    first, last = old["clinician_name"].split()
    turn = await chat.say(f"oops, it is spelt Dr. {first} {last}e")
    assert turn.question == "summary" and turn.facts["clinician_name"] == f"{first} {last}e"
    assert {**turn.facts, "clinician_name": None} == {**old, "clinician_name": None}


async def test_an_hour_of_elsewhere_at_which_nobody_consults_is_explained(chat: Conversation) -> None:
    """What it is here comes first: "closed then" alone would be a riddle."""
    await open_at(chat, "when")
    turn = await chat.say("december 3 at 9:30 am Dallas time")
    assert "7:30 AM Pacific time is 9:30 AM Chicago time" in turn.says and turn.question == "slots"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("on the 3rd, at 8 o'clock", "Thu, Dec 3, 9:00 AM"),
        ("8:30 on december 3", "Thu, Dec 3, 9:00 AM"),
    ],
)
async def test_an_hour_just_before_the_first_visit_is_not_the_evening(
    words: str, first: str, chat: Conversation
) -> None:
    """So the first ones of that day are near it."""
    await open_at(chat, "when")
    turn = await chat.say(words)
    assert first in turn.choices and not any(choice.endswith("4:30 PM") for choice in turn.choices)


async def test_the_last_slot_of_a_day_is_one(chat: Conversation) -> None:
    """And not the half hour before it as well."""
    await open_at(chat, "when")
    turn = await chat.say("could I have the latest appointment on Tuesday December 1?")
    assert turn.question == "summary" and "December 1, 2026 at 4:30 PM" in turn.says


@pytest.mark.parametrize("words", ["Thanksgiving?", "how about Thanksgiving afternoon?"])
async def test_a_holiday_named_among_the_offers_is_a_wish(words: str, chat: Conversation) -> None:
    """It is closed then, and the nearest days are offered."""
    await open_at(chat, "when")
    await chat.say("afternoons next week")
    turn = await chat.say(words)
    assert "November 26" in turn.says and turn.choices[0].startswith("Wed, Nov 25")


@pytest.mark.parametrize(
    ("words", "yes"),
    [
        ("and that's 10 o'clock Pacific?", True),
        ("is this in your time?", True),
        ("is that 5 pm your time?", False),
        ("is that my time or yours?", False),
    ],
)
async def test_whether_a_time_is_that_of_the_clinic_is_answered_plainly(
    words: str, yes: bool, chat: Conversation
) -> None:
    """With a yes where it is one."""
    await open_at(chat, "when")
    await chat.say("december 4 at 10 am")
    turn = await chat.say(words)
    assert ("Yes, all times here are Pacific time" in turn.says) is yes and turn.question == "summary"
