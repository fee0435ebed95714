"""What a tester found after a booking and at its summary; in words of its own."""

from __future__ import annotations

import pytest

from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS
from tests.dialogues.test_every_question import OPENING

TUESDAY = {**ANSWERS, "when": "Tuesday December 8 at 11 am"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("would it be ok to come the day after, at the same hour?", "Wednesday, December 9, 2026 at 11:00 AM"),
        ("hm, I'd rather have the following day", "Wednesday, December 9, 2026 at 11:00 AM"),
        ("could we do the day before instead please", "Monday, December 7, 2026 at 11:00 AM"),
        ("keep the same hour but make it Friday", "Friday, December 11, 2026 at 11:00 AM"),
        ("sorry, I'll be late, could you make it an hour later?", "Tuesday, December 8, 2026 at 12:00 PM"),
    ],
)
async def test_a_day_by_the_appointment_is_a_move(words: str, expected: str, chat: Conversation) -> None:
    """The model takes it for what comes after a treatment; the hour stays where none is named."""
    await chat.play(OPENING, TUESDAY)
    turn = await chat.say(words)
    assert turn.question == "summary" and f"to {expected}" in turn.says
    assert turn.booking["starts_at"].startswith("2026-12-08T11:00")


async def test_a_later_time_of_the_day_is_later_than_the_one_that_stands(chat: Conversation) -> None:
    """And of that day."""
    await chat.play(OPENING, TUESDAY)
    turn = await chat.say("do you have any later slots on that day?")
    assert turn.question == "slots" and turn.choices
    assert all(label.startswith("Tue, Dec 8") and ("PM" in label or "11:30" in label) for label in turn.choices)


@pytest.mark.parametrize(
    "words", ["am I allowed to drive the day after?", "what should I eat the day before?", "I'll be 5 minutes late"]
)
async def test_a_question_about_the_day_after_moves_nothing(words: str, chat: Conversation) -> None:
    """Nor a word that one is late."""
    await chat.play(OPENING, TUESDAY)
    turn = await chat.say(words)
    assert turn.question is None and "Shall I move" not in turn.says


@pytest.mark.parametrize(("answer", "expected"), [("move it", "When would suit you"), ("cancel it", "Shall I cancel")])
async def test_a_mere_yes_to_moving_or_cancelling_is_asked_which(
    answer: str, expected: str, chat: Conversation
) -> None:
    """It accepts neither of the two."""
    await chat.play(OPENING, TUESDAY)
    await chat.say("I want to book an appointment")
    turn = await chat.say("sure")
    assert "Which would you like" in turn.says and turn.question is None
    assert expected in (await chat.say(answer)).says


@pytest.mark.parametrize(
    "words",
    ["please contact my counselor instead", "she never answers, could you ask my family doctor instead of her?"],
)
async def test_who_takes_the_place_of_the_clinician_is_asked_for(words: str, chat: Conversation) -> None:
    """After the booking: what is kept stays whole until there is a name, and nothing of the old one is theirs."""
    await chat.play(OPENING, {**TUESDAY, "clinician_role": "psychiatrist"})
    turn = await chat.say(words)
    assert "What is their name?" in turn.says and "permission stands" not in turn.says
    assert turn.facts["clinician_name"] == "Nora Feldman" and turn.facts["clinician_role"] == "psychiatrist"
    named = await chat.say("Ruth Ames, 310-555-0164")
    assert named.facts["clinician_name"] == "Ruth Ames" and named.facts["clinician_phone"] == "+13105550164"
    assert named.facts["clinician_role"] != "psychiatrist" and not named.facts.get("clinician_practice")


async def test_who_takes_their_place_at_the_summary_is_asked_for(chat: Conversation) -> None:
    """And the time that was chosen stays."""
    await chat.play(OPENING, TUESDAY, until="summary")
    turn = await chat.say("hm, I'd prefer my counselor rather than her")
    assert turn.question == "clinician_name" and not turn.facts.get("clinician_phone")
    done = await chat.play("Ruth Ames", {**TUESDAY, "clinician_practice": "skip"}, until="summary")
    assert "Ruth Ames" in done.says and "Harbor" not in done.says and "December 8, 2026 at 11:00 AM" in done.says


async def test_a_role_put_right_replaces_nobody(chat: Conversation) -> None:
    """The same person is meant."""
    await chat.play(OPENING, TUESDAY, until="summary")
    turn = await chat.say("sorry, she is a psychologist, not a psychiatrist")
    assert turn.question == "summary" and turn.facts["clinician_name"] == "Nora Feldman"


@pytest.mark.parametrize("practice", ["Sunrise Wellness Group", "Calm Sleep Clinic"])
async def test_a_practice_put_right_beside_approval_is_no_topic(practice: str, chat: Conversation) -> None:
    """Though one of its words is what people ask about."""
    await chat.play(OPENING, TUESDAY, until="summary")
    turn = await chat.say(f"all good apart from her practice, that should be {practice}")
    assert turn.facts["clinician_practice"] == practice and "Shall I book it?" in turn.says


@pytest.mark.parametrize("words", ["so 11 am or pm?", "is it in the morning or the evening"])
async def test_the_half_of_the_day_is_said_and_the_time_kept(words: str, chat: Conversation) -> None:
    """It is a question about the time that was chosen."""
    await chat.play(OPENING, TUESDAY, until="summary")
    turn = await chat.say(words)
    assert turn.question == "summary" and "11:00 AM" in turn.says


async def test_a_reminder_that_is_wished_beside_the_yes(chat: Conversation) -> None:
    """What was refused before is permitted now, and it can still be booked."""
    await chat.play(OPENING, TUESDAY, until="summary")
    turn = await chat.say("yes, but could you send me a reminder by text?")
    assert turn.facts["texts"] == "yes" and turn.question == "summary"
    assert (await chat.say("yes")).booking["state"] == "booked"


@pytest.mark.parametrize("words", ["please do not confirm it yet", "hold off for now", "not just yet"])
async def test_a_booking_that_is_to_wait_waits(words: str, chat: Conversation) -> None:
    """Nothing is booked, and the time is not kept for ever."""
    await chat.play(OPENING, TUESDAY, until="summary")
    turn = await chat.say(words)
    assert "for a while" in turn.says and turn.booking is None and turn.question == "summary"


async def test_who_is_contacted_first_is_said(chat: Conversation) -> None:
    """And it is no question about the address."""
    await chat.play(OPENING, TUESDAY)
    turn = await chat.say("whom will your staff call first?")
    assert "Nora Feldman first" in turn.says


async def test_a_word_of_approval_gets_a_friendly_line(chat: Conversation) -> None:
    """It asks for nothing."""
    await chat.play(OPENING, TUESDAY)
    assert "if you need anything else" in (await chat.say("neat, good to know")).says


async def test_another_day_at_the_summary_keeps_the_hour(chat: Conversation) -> None:
    """Where it is free; who asks what there is sees a list."""
    await chat.play(OPENING, TUESDAY, until="summary")
    turn = await chat.say("sorry, can you change it to the 9th")
    assert turn.question == "summary" and "December 9, 2026 at 11:00 AM" in turn.says
    listed = await chat.say("which times do you have on the 10th?")
    assert listed.question == "slots" and len(listed.choices) > 1


async def test_an_hour_too_late_in_the_day_hears_the_last_start(chat: Conversation) -> None:
    """The closing hour is within the hours that are told."""
    await chat.play(OPENING, TUESDAY, until="when")
    turn = await chat.say("December 8 at 5 pm")
    assert "4:30 PM" in turn.says and turn.question == "slots"


async def test_no_time_after_lunch_ends_the_day_at_noon(chat: Conversation) -> None:
    """Also not the hour of lunch."""
    await chat.play(OPENING, TUESDAY, until="when")
    turn = await chat.say("Tuesday December 8, but not before 9:30 and nothing past lunch")
    assert turn.choices and not any(
        hour in label for label in turn.choices for hour in (" 12:30", " 1:", " 2:", " 9:00")
    )
