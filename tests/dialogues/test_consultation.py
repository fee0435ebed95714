"""From hello to a booked consultation, and the turns that people take on the way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from bot.context import Assistant
from bot.store import blocks, staff, tables
from tests.dialogues.driver import Conversation

# A plain person; scenarios change what they need.
ANSWERS: dict[str, Any] = {
    "who": "for me",
    "age": "yes I am",
    "reason": "depression",
    "clinician": "yes, a psychiatrist",
    "consent": "yes, that's fine",
    "clinician_name": "Dr. Nora Feldman",
    "clinician_role": "psychiatrist",
    "clinician_practice": "Harbor Mind Clinic",
    "clinician_contact": "310-555-0151",
    "health": "no",
    "other": "yes please",
    "name": "Paula Reyes",
    "phone": "310-555-0132",
    "email": "paula.reyes@example.com",
    "texts": "no thanks",
    "when": "Thursday December 3 at 11 am",
    "slots": "the first one",
    "summary": "yes, book it",
    "safe": "yes, I'm safe",
}


def rows(running: Assistant, table: sa.Table, *where: Any) -> list[Any]:
    """The rows of a table, straight from the database."""
    with running.store.read() as connection:
        return list(connection.execute(sa.select(table).where(*where)))


async def test_a_consultation_is_booked_from_scratch(chat: Conversation, running: Assistant) -> None:
    """Every answer that was given stands in the database, with the slot that was agreed to."""
    answers = {**ANSWERS, "when": "Tuesday December 1 in the afternoon", "phone": "310-555-0132 ext. 40"}
    before = await chat.play("Good morning, I would like a free consultation", answers, until="slots")
    assert before.choices
    assert all(label.startswith("Tue, Dec 1") and label.endswith("PM") for label in before.choices)
    summary = await chat.choose(2)
    assert "Tuesday, December 1, 2026" in summary.says
    assert "Pacific" in summary.says
    assert summary.booking is None
    done = await chat.say("yes, please book that")
    assert done.booking["state"] == "booked"
    assert done.booking["reference"] in done.says
    assert done.question is None
    (booking,) = rows(running, tables.booking, tables.booking.c.state == "booked")
    (person,) = rows(running, tables.person)
    (clinician,) = rows(running, tables.treating_clinician)
    assert (person.phone, person.phone_extension) == ("+13105550132", "40")
    consent, texts = rows(running, tables.consent)
    assert (texts.kind, texts.granted) == ("texts", False)
    (screening,) = rows(running, tables.screening)
    assert (person.name, person.phone, person.email) == ("Paula Reyes", "+13105550132", "paula.reyes@example.com")
    assert (clinician.name, clinician.role, clinician.phone) == ("Nora Feldman", "psychiatrist", "+13105550151")
    assert clinician.practice == "Harbor Mind Clinic"
    assert consent.granted and consent.wording_version and consent.at
    assert screening.outcome == "eligible"
    assert screening.answers["reason"] == ["depression"]
    assert (booking.ends_at - booking.starts_at).total_seconds() == 1800


async def test_the_first_reply_says_who_is_speaking(chat: Conversation) -> None:
    """It is an automated assistant, nobody watches around the clock, and where to turn in danger."""
    turn = await chat.say("hello there")
    assert "automated assistant" in turn.says and "not a person" in turn.says
    assert "911" in turn.says and "988" in turn.says


async def test_a_booked_time_is_not_offered_to_anybody_else(chat: Conversation, other_chat: Conversation) -> None:
    """Whoever comes next hears that the time is not free, and books another."""
    await chat.play("I want to book a consultation", ANSWERS)
    assert chat.last.booking["state"] == "booked"
    other = {**ANSWERS, "phone": "213-555-0177", "name": "Omar Haddad"}
    turn = await other_chat.play("I want to book a consultation", other, until="slots")
    assert all("Dec 3, 11:00 AM" not in label for label in turn.choices)


async def test_questions_in_between_are_answered_and_the_same_question_comes_again(chat: Conversation) -> None:
    """A question in the middle of any question loses nothing, and at the summary it books nothing."""
    answers = {
        **ANSWERS,
        "age": ["hold on, what are the side effects?", "yes, I'm over 18"],
        "clinician_name": ["and what is Spravato?", "Nora Feldman"],
        "phone": ["how quickly do people notice something?", "310.555.0132"],
        "summary": ["do I need a referral for this?", "ok, yes, book it"],
    }
    done = await chat.play("Could somebody like me come in at all?", answers)
    assert done.booking["state"] == "booked"
    side_effects, spray, onset, referral = (
        next(t for t in chat.turns if t.text == answers[q][0]) for q in ("age", "clinician_name", "phone", "summary")
    )
    assert side_effects.question == "age"
    assert all(word in side_effects.says for word in ("nausea", "fatigue", "blurry vision", "blood pressure"))
    assert spray.question == "clinician_name" and "clinic" in spray.says
    assert onset.question == "phone" and "third infusion" in onset.says
    assert referral.question == "summary" and "Shall I book" in referral.says
    assert referral.booking is None


async def test_corrections_are_said_back_and_change_what_is_booked(chat: Conversation, running: Assistant) -> None:
    """A wrong number, a former clinician, a name and a time, each put right before anything is booked."""
    answers = {
        **ANSWERS,
        "name": "Paula Reys",
        "phone": "310-555-0123",
        "clinician_name": "Dr. Aldous Pym",
        "clinician_practice": ["sorry, he was my old one. It's Dr. Nora Feldman", "Harbor Mind Clinic"],
        "email": ["oops, my number is wrong, it ends in 0132", "paula.reyes@example.com"],
        "when": "Thursday December 3 at 11 am",
    }
    summary = await chat.play("can I book a consultation", answers, until="summary")
    clinician, phone = (next(t for t in chat.turns if t.text == answers[q][0]) for q in ("clinician_practice", "email"))
    assert "Nora Feldman" in clinician.says and clinician.question == "clinician_role"  # hers is asked anew
    assert "310-555-0132" in phone.says and phone.question == "email"
    named = await chat.say("my last name is spelled Reyes")
    assert "Paula Reyes" in named.says and named.question == "summary"
    moved = await chat.say("and make it 2:30 instead of 11")
    assert "2:30 PM" in moved.says and "December 3" in moved.says
    assert moved.booking is None
    done = await chat.say("now it is right, yes")
    assert done.booking["state"] == "booked"
    assert done.booking["starts_at"].startswith("2026-12-03T14:30")
    (person,) = rows(running, tables.person)
    (clinician_row,) = rows(running, tables.treating_clinician)
    assert (person.name, person.phone, clinician_row.name) == ("Paula Reyes", "+13105550132", "Nora Feldman")
    assert len(rows(running, tables.booking, tables.booking.c.state == "booked")) == 1
    assert "Pym" not in summary.says


async def test_without_a_clinician_the_staff_psychiatrist_comes_in(chat: Conversation, running: Assistant) -> None:
    """No clinician is no refusal: the booking carries a note, and the person hears why."""
    first = await chat.say("I don't have a doctor or a therapist. Can I come anyway? maybe talk to your psychiatrist")
    assert "psychiatrist" in first.says
    answers = {**ANSWERS, "clinician": "no, nobody", "when": "monday december 7 at 4"}
    done = await chat.play("yes, book me in", answers)
    assert done.screening["outcome"] == "eligible_with_note"
    assert done.booking["starts_at"].startswith("2026-12-07T16:00")
    (screening,) = rows(running, tables.screening)
    assert "S4.psychiatrist" in screening.rule_ids
    (booking,) = rows(running, tables.booking, tables.booking.c.state == "booked")
    assert "staff_psychiatrist" in booking.notes
    assert rows(running, tables.treating_clinician) == []


async def test_who_refuses_contact_and_psychiatrist_is_called_by_staff(chat: Conversation, running: Assistant) -> None:
    """It ends with a follow-up, not with an appointment, and nothing about the clinician is kept."""
    answers = {
        **ANSWERS,
        "reason": "ptsd",
        "clinician": "yes, I have a therapist, her name is Dr. Iris Caldwell",
        "consent": "absolutely not",
        "other": "no thanks",
        "when": "mornings are best",
    }
    done = await chat.play("sign me up for the consultation", answers)
    assert done.screening["outcome"] == "staff_follow_up"
    assert done.booking is None
    told = "\n".join(turn.says for turn in chat.turns)
    assert "because" in told and "310-270-0625" in told
    (follow_up,) = rows(running, tables.follow_up)
    assert follow_up.preferred_time and "morning" in follow_up.preferred_time
    (person,) = rows(running, tables.person)
    assert (person.name, person.phone) == ("Paula Reyes", "+13105550132")
    assert rows(running, tables.treating_clinician) == []


async def test_a_minor_is_told_who_can_call_and_asked_nothing_more(chat: Conversation, running: Assistant) -> None:
    """The answer stays the same, however often they ask, and it stays kind."""
    refused = await chat.play("hi can i get an appointment for me", {**ANSWERS, "age": "no I'm 15"})
    assert refused.screening["outcome"] == "not_eligible_online"
    assert "parent or guardian" in refused.says and "310-270-0625" in refused.says
    for plea in ("could you just book it anyway", "pretty please"):
        again = await chat.say(plea)
        assert again.question is None
        assert "310-270-0625" in again.says
    assert rows(running, tables.booking) == []
    assert rows(running, tables.follow_up) == []


async def test_a_time_taken_while_choosing_is_not_booked(chat: Conversation, other_chat: Conversation) -> None:
    """The person hears that somebody was quicker, and books another time; the other booking stands."""
    answers = {**ANSWERS, "when": "Tuesday December 1 in the afternoon"}
    first = await chat.say("do you manage medication too? and put me down for the free consultation")
    assert "edication" in first.says and first.question is not None
    turn = await chat.play("yes", answers, until="slots")
    wanted = turn.choices[0]
    quicker = {**ANSWERS, "phone": "213-555-0177", "when": wanted.replace("Tue, ", "")}
    await other_chat.play("book a consultation please", quicker)
    assert other_chat.last.booking["state"] == "booked"
    lost = await chat.choose(1)
    assert "no longer free" in lost.says
    assert lost.question == "slots" and wanted not in lost.choices
    await chat.choose(1)
    done = await chat.say("yes")
    assert done.booking["state"] == "booked"
    assert done.booking["starts_at"] != other_chat.last.booking["starts_at"]


async def test_a_time_that_the_staff_block_while_it_is_held_is_not_booked(
    chat: Conversation, running: Assistant
) -> None:
    """The person hears that it is no longer free, not that they were slow, and books one of the others."""
    summary = await chat.play("I want to book a consultation", ANSWERS, until="summary")
    (held,) = rows(running, tables.booking, tables.booking.c.state == "held")
    with running.store.begin() as tx:
        staff.add(tx, "alice", "Alice", "reviewer", chat.now)
        day = held.starts_at.replace(hour=0, minute=0)
        blocks.add(tx, day, day + timedelta(days=2), None, "away", 1, chat.now)
    assert summary.question == "summary"
    lost = await chat.say("yes, book it")
    assert "no longer free" in lost.says and "run out" not in lost.says
    assert lost.booking is None or lost.booking["state"] != "booked"
    assert lost.question == "slots" and lost.choices and not any("Dec 3" in choice for choice in lost.choices)
    await chat.choose(1)
    done = await chat.say("yes")
    assert done.booking["state"] == "booked" and done.booking["starts_at"] != held.starts_at


async def test_what_the_article_does_not_say_is_not_made_up(chat: Conversation) -> None:
    """Price, insurance, number, address, names, weekends: no figure, but the phone number every time."""
    asked = (
        "what's the price of one infusion?",
        "roughly, is it 350 or 600?",
        "will Aetna pay for it?",
        "how many sessions do I need, and how long are they?",
        "what's the street address, and where can I park?",
        "who is the doctor there?",
        "are you open on Saturdays?",
    )
    replies = [(await chat.say(question)).says for question in asked]
    assert all("310-270-0625" in reply for reply in replies)
    assert not any(figure in reply for reply in replies for figure in ("350", "600", "$", "Aetna"))
    assert len(set(replies)) == len(replies)
    answers = {**ANSWERS, "summary": ["wait, what should I bring?", "yes book it"], "when": "monday dec 7 at 1:30 pm"}
    done = await chat.play("alright, then the free consultation please", answers)
    bring = next(t for t in chat.turns if t.text == answers["summary"][0])
    assert bring.question == "summary" and bring.booking is None
    assert done.booking["starts_at"].startswith("2026-12-07T13:30")
