"""Permission to contact the clinician, from the first word about it until after the booking."""

from __future__ import annotations

import pytest

from bot.context import Assistant
from bot.store import tables
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS, rows
from tests.dialogues.test_every_question import OPENING, open_at


def granted(running: Assistant) -> list[bool]:
    return [row.granted for row in rows(running, tables.consent, tables.consent.c.kind == "contact_clinician")]


@pytest.mark.parametrize(
    "words",
    [
        "ok. his - sorry, her name is dr Edda Lorne, she's my neurologist, i can't find the number",
        "1, and he's a family therapist",
        "yes, he may be called. is it free?",
    ],
)
async def test_a_yes_counts_with_what_stands_beside_it(words: str, chat: Conversation, running: Assistant) -> None:
    """It is never stored as a refusal, and not asked for again."""
    await open_at(chat, "consent")
    turn = await chat.say(words)
    assert turn.facts["consent"] == "yes" and granted(running) == [True]


async def test_no_condition_is_kept_and_that_is_said(chat: Conversation, running: Assistant) -> None:
    """A condition and a question about it get an answer, and the question stays open."""
    await open_at(chat, "consent")
    turn = await chat.say("only when you have rung me before him")
    assert "can't promise a condition" in turn.says and turn.question == "consent"
    turn = await chat.say("and what happens if I refuse?")
    assert "staff psychiatrist" in turn.says and turn.question == "consent"
    turn = await chat.say("what would they tell him about me?")
    assert "whether a consultation suits you" in turn.says and turn.question == "consent"
    turn = await chat.say("alright, yes. His office is 213-555-0177")
    assert turn.facts["clinician_phone"] == "+12135550177" and granted(running) == [True]


async def test_permission_comes_and_goes(chat: Conversation, running: Assistant) -> None:
    """Whatever is open, a withdrawal is a withdrawal: no row of the clinician stays, and staff hear of it."""
    await open_at(chat, "clinician")
    turn = await chat.say("yes, Nora Feldman, a psychologist at Bay Clinic, 310-555-0144. u can call her")
    assert turn.facts["consent"] == "yes" and turn.question == "health" and "change your mind" in turn.says
    await chat.play("none", ANSWERS, until="summary")
    turn = await chat.say("hm, don't ring dr feldman. he is away")
    assert turn.question == "other" and "Nobody will contact" in turn.says
    turn = await chat.say("well, do ask Dr. Feldman please, I take back my no")
    assert turn.facts["consent"] == "yes" and turn.facts["clinician_name"] == "Feldman"
    await chat.play("I'd rather skip that", ANSWERS)
    assert chat.last.booking["state"] == "booked" and len(rows(running, tables.treating_clinician)) == 1
    for withdrawal in ("pls don't phone feldman any more, we had a fight", "I withdraw my ok about my doctor"):
        turn = await chat.say(withdrawal)
        assert "Nobody will contact" in turn.says and turn.booking["state"] == "booked" and turn.question is None
        assert not granted(running)[-1] and not rows(running, tables.treating_clinician)
        (entry,) = rows(running, tables.follow_up)
        assert entry.kind == "clinician" and entry.person_id is not None
        turn = await chat.say("Feldman may be contacted, I changed my mind")
        assert granted(running)[-1] and "may contact your clinician again" in turn.says
    await chat.say("cancel my appointment")
    turn = await chat.say("No, keep the appointment. Only don't call my psychologist.")
    assert turn.booking["state"] == "booked" and not granted(running)[-1] and turn.question is None
    await chat.say("you can call Dr. Feldman after all")
    turn = await chat.say("nobody should call Feldman until my brother has told her")
    assert not granted(running)[-1] and "for now nobody" in turn.says


async def test_a_number_that_is_not_known_is_no_refusal(chat: Conversation, running: Assistant) -> None:
    """Why the psychiatrist is offered is said, and who declines books with a note; the staff have the name."""
    await open_at(chat, "clinician_contact")
    turn = await chat.say("skip")
    assert turn.question == "other" and "Without a number" in turn.says
    await chat.play("no thanks", ANSWERS)
    assert chat.last.booking["state"] == "booked" and chat.last.screening["rule_ids"] == ["S4.unreached"]
    (clinician,) = rows(running, tables.treating_clinician)
    assert clinician.name == "Nora Feldman" and clinician.phone is None


async def test_a_condition_named_later_is_asked_about(chat: Conversation) -> None:
    await open_at(chat, "email")
    turn = await chat.say("don't let anyone ring Feldman until my sister has told her. otherwise fine")
    assert turn.question == "consent" and "can't promise a condition" in turn.says


async def test_a_time_is_picked_and_permission_given_in_one_message(chat: Conversation) -> None:
    await chat.play(OPENING, {**ANSWERS, "clinician": "yes", "consent": "no", "when": "December 3"}, until="slots")
    turn = await chat.say("the first one works. Thinking about it, you may speak to Dr. Sole after all")
    assert turn.facts["consent"] == "yes" and turn.facts["clinician_name"] == "Sole"
    assert turn.question == "clinician_role"
