"""Whole conversations by text, and what each of their texts must be like."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from bot.clinic.texting import segments
from bot.store import conversations, tables
from tests.channels.world import Clock
from tests.sms.phone import Line, Phone, TextWorld, let_leave
from tests.sms.rules import invites_a_keyword
from tests.sms.story import ANSWERS, NUMBER, OPENING
from tests.sms.test_keywords import QUESTIONS

# A florist, who hears of the place from a customer.
FLORIST = "+17475550133"
FLORIST_SAYS = {
    "who": "me",
    "age": "yes 38",
    "reason": "depression",
    "clinician": "i do, a psychiatrist",
    "consent": "sure",
    "clinician_name": "dr wendell oakes",
    "clinician_role": "psychiatrist",
    "clinician_practice": "Echo Park Psychiatric Group",
    "clinician_contact": "747-555-0135",
    "health": "none",
    "name": "Priya Lindqvist",
    "email": "skip",
    "texts": "no thx",
    "when": "thurs dec 10 at 3",
    "slots": "1",
    "summary": "1",
}


def local(row: Any, line: Line) -> str:
    at: datetime = row.starts_at.astimezone(line.running.clinic.zone)
    return f"{at:%a %d %b %H:%M}"


# Whole conversations
async def test_stop_and_start_on_the_way_to_a_booking(texting: TextWorld, clock: Clock) -> None:
    """A stop word for an answer, a text an hour later, START the next day, and the rest as if nothing had been."""
    line = await texting.line()
    phone = line.stranger(FLORIST)
    await phone.play(FLORIST_SAYS, "can i get set up for the free talk with you guys", stop_at="clinician")
    given = phone.facts
    assert await phone.say("Unsubscribe!") == ""
    assert phone.leaving == [] and phone.opt_outs() == [(True, "keyword", "UNSUBSCRIBE")]
    clock.forward(hours=1)
    assert await phone.say("any news for me?") == ""
    clock.now = datetime(2026, 11, 24, 19, 0, tzinfo=timezone.utc)
    assert "again" in await phone.say("Start")
    assert phone.facts == given and phone.question is None
    await phone.say("ok lets go on")
    assert phone.question == "clinician" and phone.facts == given
    await phone.play(FLORIST_SAYS)
    (booking,) = phone.bookings("booked")
    assert local(booking, line) == "Thu 10 Dec 15:00"
    (person,) = line.rows(tables.person)
    assert (person.name, person.phone, person.email) == ("Priya Lindqvist", FLORIST, None)
    assert sum("again" in body and "KCLA" in body for body in phone.replies) == 1


@pytest.mark.parametrize("yes", ["1", "y", "yep cancel it"])
async def test_an_appointment_is_dropped_in_other_words(texting: TextWorld, yes: str) -> None:
    """It is named, cancelled after a clear yes, and a question about a fee gets no invented answer."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    said = await phone.say("hey gotta drop my appt, ill be away on a job that week")
    assert "Wednesday, December 2, 2026 at 2:30 PM Pacific" in said and said.count("?") == 1
    assert len(phone.bookings("booked")) == 1 and phone.opt_outs() == []
    said = await phone.say(yes)
    assert "is cancelled" in said
    assert phone.bookings("booked") == [] and line.rows(tables.claim) == []
    said = await phone.say("do u charge me for cancelling?")
    assert "310-270-0625" in said and "$" not in said
    assert not any(word in said.lower() for word in ("no fee", "no charge", "is free", "you will not be charged"))
    assert line.rows(tables.crisis_event) == [] and phone.opt_outs() == []
    free = line.phone(FLORIST)
    await free.play({**FLORIST_SAYS, "when": "wednesday december 2 at 2:30 pm"}, "book me a consultation please")
    assert [local(row, line) for row in free.bookings("booked")] == ["Wed 02 Dec 14:30"]


async def test_an_appointment_is_kept_after_a_no(texting: TextWorld) -> None:
    """A "2" keeps it, and that is said."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    await phone.say("thinking of calling off my consultation, can you take me off the calendar")
    assert "stays" in await phone.say("2")
    assert len(phone.bookings("booked")) == 1


async def test_without_a_clinician_the_psychiatrist_comes_in(line: Line) -> None:
    """No refusal in the first reply; booked in the afternoon with a note, and without a clinician."""
    phone = line.stranger("+15625550147")
    said = await phone.say(
        "hi i havent seen any dr or therapist in ages, could i come anyway and talk to your psychiatrist?"
    )
    assert "psychiatrist" in said and "can't" not in said
    given = {
        **FLORIST_SAYS,
        "clinician": "nobody",
        "other": "yes pls",
        "name": "Sunniva Bell",
        "when": "mon dec 7 at 4",
    }
    if phone.question is None:
        await phone.say("ok book me in")
    await phone.play(given)
    (booking,) = phone.bookings("booked")
    assert local(booking, line) == "Mon 07 Dec 16:00" and booking.treating_clinician_id is None
    (screening,) = line.rows(tables.screening)
    assert screening.outcome == "eligible_with_note" and "staff_psychiatrist" in screening.notes
    (person,) = line.rows(tables.person)
    assert (person.name, person.phone) == ("Sunniva Bell", "+15625550147")
    assert line.rows(tables.treating_clinician) == []


async def test_a_time_is_taken_between_offer_and_pick(line: Line) -> None:
    """The first offer goes to somebody else: that is said, others are offered, and one of them is booked."""
    slow, quick = line.stranger("+12135550186"), line.stranger("+14245550138")
    given = {**FLORIST_SAYS, "when": "tuesday december 1 in the afternoon"}
    said = await slow.play(
        given, "do you people handle meds too? and put me down for the free consult", stop_at="slots"
    )
    assert "edication management" in slow.replies[0]
    first = next(row[2:] for row in said.splitlines() if row.startswith("1 "))
    when = f"tuesday december 1 at {first.rpartition(', ')[2]}"
    await quick.play({**given, "when": when, "slots": "1"}, "id like the consultation")
    taken = quick.bookings("booked")[0]
    assert first.endswith(f"{taken.starts_at.astimezone(line.running.clinic.zone):%I:%M %p}".lstrip("0")), first
    said = await slow.say("1")
    assert "no longer free" in said and first not in said and slow.bookings("held", "booked") == []
    await slow.say("1")
    assert slow.question == "summary"
    await slow.say("1")
    (booked,) = slow.bookings("booked")
    assert booked.starts_at != taken.starts_at and len(line.booked()) == 2


async def test_questions_in_between_lose_nothing(line: Line) -> None:
    """Asked at every second question, answered, and the same question again."""
    phone = line.stranger("+18185550152")
    await phone.say("i want that free consultation")
    asides = [
        "what are the side effects",
        "how fast does it work",
        "is it addictive",
        "do i need a referral",
        "where r u",
    ]
    while phone.question is not None:
        if len(phone.texted) % 3 == 1 and asides and phone.question != "summary":
            question, given = phone.question, phone.facts
            assert await phone.say(asides.pop())
            assert phone.question == question and phone.facts == given
        await phone.say(FLORIST_SAYS[phone.question])
    assert asides == [] and len(phone.bookings("booked")) == 1


async def test_a_person_of_the_staff_writes(texting: TextWorld) -> None:
    """While somebody has taken over the assistant is silent, but for danger and STOP."""
    line = await texting.line("name")
    phone = line.phone(NUMBER)
    line.do(lambda tx: conversations.set_paused(tx, phone.conversation, True))
    assert await phone.say("Odile Marchbanks") == ""
    assert "988" in await phone.say("i want to kill myself")
    assert await phone.say("STOP") == "" and phone.is_out


# What a text is like
async def test_every_text_has_one_answer_in_the_outbox(texting: TextWorld) -> None:
    """One row for each text that came in, in their order, with its key, its kind and when it is too late."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    rows = [row for row in phone.outbox if row.kind == "reply"]
    assert [row.dedupe_key for row in rows] == [f"reply:{asked.id}" for asked in phone.log("in")]
    assert len(rows) == len(phone.texted) > 14
    for row in rows:
        assert row.state == "queued" and row.conversation_id == phone.conversation and row.expires_at > row.due_at
        assert segments(row.body).encoding == "GSM-7" and segments(row.body).count == row.segments
        assert "\n\n" not in row.body and row.body == row.body.strip()


FIRST = {"a picture": ("", {"NumMedia": "1"}), "nothing": ("", {}), "too much": ("hello " * 900, {}),
         "a command": ("/restart", {}), "a sign": ("?", {}), "a number": ("1", {}), "an emoji": ("🙏", {}),
         "a keyboard's": ("asdf", {}), "danger": ("i want to die", {}), "thanks": ("ty", {})}  # fmt: skip


@pytest.mark.parametrize("first", FIRST)
async def test_whatever_comes_first_the_answer_says_what_it_is(line: Line, first: str) -> None:
    """An automated assistant."""
    text, fields = FIRST[first]
    assert "automated assistant" in await line.phone(NUMBER).say(text, **fields)


async def test_pictures_and_empty_texts_get_a_kind_word(texting: TextWorld) -> None:
    """The question stays open; words that come with a picture are read."""
    line = await texting.line("reason")
    phone = line.phone(NUMBER)
    said = await phone.say("", NumMedia="2")
    assert "can't see pictures" in said and "310-270-0625" in said
    assert "empty" in await phone.say(" \n ")
    assert phone.question == "reason"
    await phone.say("anxiety", NumMedia="1")
    assert phone.facts["reason"] == ["anxiety"]


DANGER = {
    "risk": "lately i keep thinking id be better off dead",
    "imminent": "i have a rope here and im going to hang myself tonight",
    "other": "my brother says he wants to kill himself, im scared for him",
    "medical": "i took way too many of my pills and cant stay awake",
    "spanish": "ya no quiero vivir, me quiero matar",
}


@pytest.mark.parametrize("question", [*QUESTIONS, "booked"])
async def test_danger_is_answered_in_two_segments(texting: TextWorld, clock: Clock, question: str) -> None:
    """In every state, at every level, the first time and again, by day and by night: resources, choices and all."""
    line = await texting.line(question)
    if [*QUESTIONS, "booked"].index(question) % 2:
        clock.forward(hours=10)  # when nobody reads
    phone = line.phone(NUMBER)
    given = phone.facts
    for name, text in (*DANGER.items(), *reversed(DANGER.items())):
        said = await phone.say(text)
        assert phone.outbox[-1].segments <= 2, f"{name}: {segments(said)} {said}"
        assert ("988" in said and "911" in said) or (name == "spanish" and "988" in said), f"{name}: {said}"
        assert phone.question in ("safe", None)
        if phone.question == "safe":
            assert "Are you safe right now?" in said or "Are they safe right now?" in said
            assert said.rstrip().endswith("3 No") and "Reply 1" in said
    assert phone.facts == given
    events = [row.level for row in line.rows(tables.crisis_event)]
    assert len(events) == 2 * len(DANGER) and not {"none", "mention"} & set(events)
    assert len(phone.bookings("booked")) == (question == "booked")


async def test_danger_as_the_very_first_text(line: Line) -> None:
    """Who, where to turn, one question with its choices, two segments."""
    for tail, (name, text) in enumerate(DANGER.items()):
        phone = line.phone(f"+1310555016{tail}")
        said = await phone.say(text)
        assert "988" in said and phone.outbox[-1].segments <= 2, f"{name}: {said}"


async def test_after_danger_the_booking_goes_on(texting: TextWorld) -> None:
    """Safe: the same question; not safe: nothing is asked until they want to go on."""
    line = await texting.line("email")
    phone = line.phone(NUMBER)
    await phone.say(DANGER["risk"])
    await phone.say("1")
    assert phone.question == "email"
    await phone.say(DANGER["imminent"])
    assert phone.question is None
    await phone.say("continue")
    assert phone.question == "email"
    await phone.play(ANSWERS)
    (booking,) = phone.bookings("booked")
    assert booking.priority


async def test_a_turn_is_never_longer_than_twilio_takes(line: Line) -> None:
    """Three questions at once: one text below 1,600 characters, its choices at the end of it."""
    phone = line.phone(NUMBER)
    for text in ("what are the side effects? how does it work? is it addictive?",
                 "is it safe, how long does it last, do you take insurance, and what is spravato?",
                 "tell me everything: the risks, the long term effects, other meds and the price"):  # fmt: skip
        said = await phone.say(text)
        assert len(said) < 1600 and phone.outbox[-1].segments <= 8, segments(said)
    await phone.say(OPENING)
    said = await phone.say("what are the side effects? how does it work? is it addictive?")
    assert said.endswith("Reply 1 For me, 2 For someone else"), said


def test_no_template_asks_for_a_word_on_which_carriers_act(begun: Any) -> None:
    """Of all that can be said by text; the notices about texts themselves must name STOP and HELP."""
    texts = begun.assistant.texts
    # texts_noted tells who has opted out how they get texts again
    only_on_the_website = ("site", "widget", "refused", "appointment", "console", "page", "staff", "texts_noted")
    spoken = {
        name: forms.get("sms", forms["web"])
        for name, forms in texts._forms.items()
        if not name.startswith(only_on_the_website)
    }
    assert len(spoken) > 100
    found = {name: invites_a_keyword(text) for name, text in spoken.items()}
    assert {name: what for name, what in found.items() if what} == {}


async def test_the_hint_of_the_summary_asks_for_a_number(texting: TextWorld) -> None:
    """What cannot be understood there is answered by what can be said, not by the word YES."""
    line = await texting.line("summary")
    phone = line.phone(NUMBER)
    said = await phone.say("hmm let me see what my wife thinks of it")
    assert phone.bookings("booked") == [] and invites_a_keyword(said) is None, said


async def test_replies_that_come_too_late_are_not_sent(texting: TextWorld, clock: Clock) -> None:
    """An answer that nobody could send for hours would only puzzle."""
    line = await texting.line()
    phone: Phone = line.phone(NUMBER)
    await phone.say("hello")
    clock.now += timedelta(hours=5)
    await phone.say("are you there?")
    assert let_leave(line) == [phone.received[1]]
    assert [row.state for row in phone.outbox] == ["withheld", "sent"]


async def test_a_corrected_number_of_the_clinician_is_said_back_by_its_end(texting: TextWorld) -> None:
    """The screen of a phone shows no more of it; whose it is stays off the screen."""
    line = await texting.line()
    phone = line.stranger(FLORIST)
    await phone.play(FLORIST_SAYS, "can i get set up for the free talk with you guys", stop_at="name")
    told = await phone.say("sorry, his office number is 747-555-0136, I was one off")
    assert "...0136" in told and "747-555" not in told and "Oakes" not in told
    assert phone.facts["clinician_phone"] == "+17475550136"
