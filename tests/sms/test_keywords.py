"""Whoever wants no texts gets none, in whatever words and state; and START brings back everything that was said."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from bot.channels.rasa import Rasa
from bot.commands import talk
from bot.store import tables
from tests.sms.phone import Line, Phone, TextWorld, book_on_the_website, chat_with, let_leave
from tests.sms.story import NUMBER, OTHER

STOP_WORDS = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"]  # Twilio answers them
OUR_STOP_WORDS = {"OPT OUT": "OPTOUT", "STOP ALL": "STOPALL", "ALTO": "ALTO", "PARAR": "PARAR"}  # it does not
FORMS = [
    "{}",
    "{lower}.",
    "  {title} \n",
    '"{lower}"',
    "{title}!!",
    "({lower})",
    "{lower} 🛑",
    "\u200b{}\ufeff",
    "*{}*",
]
QUESTIONS = ["who", "age", "reason", "clinician", "consent", "clinician_name", "clinician_role", "clinician_practice",
             "clinician_contact", "health", "name", "email", "texts", "when", "slots", "summary"]  # fmt: skip


def written(form: str, word: str) -> str:
    return form.format(word, lower=word.lower(), title=word.title())


def numbers(line: Line, count: int) -> list[Phone]:
    return [line.phone(f"+1310555{number:04d}") for number in range(120, 120 + count)]


def one_confirmation(phone: Phone) -> None:
    """Assert that this phone is out and that one text says so, which asks for nothing."""
    assert phone.is_out
    assert [row.kind for row in phone.leaving] == ["opt_out"], phone.leaving
    (row,) = phone.leaving
    assert "no more texts" in row.body and "KCLA" in row.body and row.segments == 1, row.body
    assert "?" not in row.body and "\n1 " not in row.body and "Reply" not in row.body, row.body
    assert (row.expires_at - row.created_at).total_seconds() <= 300


# The words
async def test_every_stop_word_ends_all_texts(line: Line) -> None:
    """Whatever its case and the signs around it; Twilio has answered, so nothing is said, and the word is kept."""
    cases = [(word, form) for place, word in enumerate(STOP_WORDS) for form in (FORMS[place], FORMS[-1 - place])]
    for phone, (word, form) in zip(numbers(line, len(cases)), cases, strict=True):
        assert await phone.say(written(form, word)) == "", (word, form)
        assert phone.opt_outs() == [(True, "keyword", word)], (word, form)
    assert line.outbox() == []


async def test_words_that_twilio_does_not_know_are_confirmed_once(line: Line) -> None:
    """OPT OUT, STOP ALL and the Spanish ones: nobody but us has understood them."""
    forms = ["{}", "{lower}.", "{title}!", " {lower} "]
    for phone, (form, (words, kept)) in zip(
        numbers(line, 4), zip(forms, OUR_STOP_WORDS.items(), strict=True), strict=True
    ):
        await phone.say(written(form, words))
        one_confirmation(phone)
        assert phone.opt_outs() == [(True, "keyword", kept)]
        for again in (words, "STOP", "opt-out", "please stop texting me"):
            assert await phone.say(again) == "", again
        one_confirmation(phone)
        assert len(phone.opt_outs()) == 1


MORE = ["stop it please", "cancel my appointment", "end of next week", "I quit smoking", "dont stop", "help me choose",
        "yes please", "st.op", "stopp", "start over"]  # fmt: skip


async def test_a_courteous_stop_is_confirmed_once(texting: TextWorld) -> None:
    """At an open question, too; but who is asked whether they are safe wants an end of that question."""
    line = await texting.line("age")
    phone = line.phone(NUMBER)
    await phone.say("would you stop pls")
    one_confirmation(phone)
    assert phone.opt_outs() == [(True, "keyword", "STOP")]
    line = await texting.fresh_line("name")
    phone = line.phone(NUMBER)
    await phone.say("i dont want to be alive anymore")
    assert await phone.say("please stop")
    assert phone.opt_outs() == []


KEPT = [
    "pls dont kick me off ur list",
    "noo dont quit texting me",
    "dont hang up, go on",
    "i didnt mean to unsubscribe",
]


async def test_who_wants_no_end_of_the_texts_is_not_opted_out(texting: TextWorld) -> None:
    """The model hears "quit" and not the "dont" before it; the open question is asked again."""
    line = await texting.fresh_line("clinician")
    phone = line.phone(NUMBER)
    for text in KEPT:
        said = await phone.say(text)
        assert "clinician" in said and phone.question == "clinician", (text, said)
    assert phone.opt_outs() == []
    await phone.say("we dont want ur texts")
    one_confirmation(phone)


async def test_who_does_not_want_to_cancel_keeps_the_appointment(texting: TextWorld) -> None:
    """Nothing is asked about, and it is said that it stays."""
    line = await texting.fresh_line("summary")
    phone = line.phone(NUMBER)
    await phone.say("yes")
    for text in ("pls dont cancel my spot ok?", "dont take me off the calendar list"):
        said = await phone.say(text)
        assert "stays on" in said and phone.question is None, (text, said)
    assert phone.opt_outs() == [] and phone.bookings("booked")


async def test_who_wants_texts_again_is_no_task_any_more(line: Line) -> None:
    """The staff's entry about the end of texts is closed; one that holds something else says so."""
    phone, other = numbers(line, 2)
    await phone.say("a free consult for me please, im 52")
    await phone.say("please stop texting me")
    await other.say("erase everything you have about me")
    await other.say("please stop texting me")
    for one in (phone, other):
        await one.say("START")
    done, still = sorted(line.rows(tables.follow_up), key=lambda row: row.id)
    assert (done.state, still.state) == ("done", "open") and "wants texts again" in still.reasons


async def test_more_than_the_word_is_no_keyword(line: Line) -> None:
    """Such texts are read as what they say, and answered."""
    for phone, text in zip(numbers(line, len(MORE)), MORE, strict=True):
        assert await phone.say(text), text
        assert phone.opt_outs() == [], text


async def test_twilio_says_what_it_has_answered(line: Line) -> None:
    """With Advanced Opt-Out its own reading counts, whatever the words; what it has answered is not answered twice."""
    stopped, helped, both = numbers(line, 3)
    assert await stopped.say("Arrêt", OptOutType="STOP") == ""
    assert stopped.is_out
    assert await stopped.say("go", OptOutType="START")
    assert not stopped.is_out
    assert await helped.say("HELP", OptOutType="HELP") == ""
    assert "988" in await helped.say("HELP")
    assert await both.say("hello", OptOutType="") and await both.say("hello", OptOutType="MAYBE")
    assert not helped.is_out and not both.is_out


async def test_help_says_who_we_are_in_the_middle_of_a_question(texting: TextWorld) -> None:
    """HELP and INFO in any form: name, staff, 911, 988 and how to end; the question stays and can be answered."""
    for question, text, answer in (("slots", "Help.", "2"), ("texts", "info", "2"), ("summary", "HELP!", "1")):
        line = await texting.fresh_line(question)
        phone = line.phone(NUMBER)
        given = phone.facts
        said = await phone.say(text)
        assert all(words in said for words in ("KCLA", "310-270-0625", "911", "988", "STOP")), said
        assert phone.question == question and phone.facts == given
        await phone.say(answer)
        assert phone.question != question, f"{answer!r} after {text!r} is not understood"
    assert phone.bookings("booked")


async def test_help_is_no_keyword_for_who_is_out(line: Line) -> None:
    """While somebody is out nothing is sent."""
    phone = line.phone(NUMBER)
    await phone.say("STOP")
    for text in ("HELP", "info", "hello", "what does it cost?", "1", ""):
        assert await phone.say(text) == "", text
    assert phone.outbox == []


# In the middle of a question
@pytest.mark.parametrize("question", QUESTIONS)
async def test_stop_in_the_middle_of_a_question(texting: TextWorld, question: str) -> None:
    """Nothing leaves and nothing is an answer, not STOP, not what follows, not START; then the same question again."""
    line = await texting.line(question)
    phone = line.phone(NUMBER)
    given, place = phone.facts, QUESTIONS.index(question)
    word = STOP_WORDS[place % len(STOP_WORDS)]
    assert await phone.say(written(FORMS[place % len(FORMS)], word)) == ""
    assert phone.question is None and phone.leaving == [] and phone.bookings("held", "booked") == []
    assert await phone.say("whats happening with my thing") == ""
    assert await phone.say("2") == ""
    assert phone.leaving == [] and phone.facts == given
    back = await phone.say(("START", "start.", "unstop", "YES")[place % 4])
    assert "KCLA" in back and "you get texts from us again" in back
    assert not phone.is_out and phone.facts == given and phone.question is None
    said = await phone.say("ok go on")
    # the time that was kept for them is free again, so that it is chosen once more
    assert phone.question == ("slots" if question == "summary" else question), said
    assert phone.facts == given and phone.bookings("booked") == []
    assert [row.kind for row in phone.leaving] == ["reply", "reply"]


async def test_stop_at_the_question_for_safety(texting: TextWorld) -> None:
    """The person hears nothing more from us, and the staff still have the event."""
    line = await texting.line("name")
    phone = line.phone(NUMBER)
    await phone.say("i dont want to be alive anymore")
    assert phone.question == "safe"
    assert await phone.say("STOP") == ""
    assert phone.leaving == []
    (event,) = line.rows(tables.crisis_event)
    assert event.acknowledged_at is None
    assert [row.state for row in line.outbox(tables.outbox.c.kind == "alert")] == ["queued"]
    await phone.say("START")
    assert await phone.say("ok go on")
    assert phone.facts.get("name") is None


@pytest.mark.parametrize("goal", ["cancel my appointment please", "i need to move my appointment"])
async def test_stop_in_the_middle_of_a_change(texting: TextWorld, goal: str) -> None:
    """The appointment stays as it is, also after START and a yes."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    await phone.say(goal)
    assert phone.question is not None
    assert await phone.say("Quit") == ""
    await phone.say("START")
    await phone.say("yes")
    assert len(phone.bookings("booked")) == 1
    assert phone.question is None


async def test_yes_is_an_answer_unless_somebody_is_out(texting: TextWorld) -> None:
    """The same word at the same question: consent, or only texts again."""
    line = await texting.line("consent")
    phone = line.phone(NUMBER)
    await phone.say("STOP")
    assert "again" in await phone.say("YES")
    assert "consent" not in phone.facts and line.rows(tables.consent) == []
    await phone.say("continue")
    assert phone.question == "consent"
    await phone.say("YES")
    assert phone.facts["consent"] == "yes" and len(phone.opt_outs()) == 2


async def test_start_of_who_is_not_out_is_answered_and_answers_nothing(texting: TextWorld) -> None:
    """START at "who is it for?" or at a summary is neither."""
    for question in ("consent", "summary"):
        line = await texting.fresh_line(question)
        phone = line.phone(NUMBER)
        given = phone.facts
        assert await phone.say("START")
        assert phone.facts == given and phone.question == question and phone.bookings("booked") == []
        assert phone.opt_outs() == []


# Danger while out
async def test_danger_of_who_is_out_reaches_the_staff_and_not_the_person(texting: TextWorld) -> None:
    """Event and alert, urgent, and no text to that number."""
    line = await texting.line("booked", BOT_ON_CALL=OTHER)
    phone = line.phone(NUMBER)
    await phone.say("STOP")
    assert await phone.say("i bought pills and tonight i will end it") == ""
    assert phone.leaving == []
    (event,) = line.rows(tables.crisis_event)
    assert event.level == "imminent" and event.conversation_id == phone.conversation
    (alert,) = line.outbox(tables.outbox.c.kind == "alert")
    assert (alert.recipient, alert.state) == (OTHER, "queued")
    assert phone.bookings("booked")[0].priority
    assert phone.log("in")[-1].crisis == "imminent" and len(phone.log("in")) > 1


async def test_danger_together_with_a_stop_word(line: Line) -> None:
    """STOP alone is what ends texts; danger in the same text is answered like danger."""
    phone = line.phone(NUMBER)
    said = await phone.say("stop. i just want to die")
    assert "988" in said and not phone.is_out


# An appointment
async def test_cancel_alone_keeps_the_appointment(texting: TextWorld) -> None:
    """CANCEL is a stop word of the carrier: the booking and its time stay, and the staff are to phone, once."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    assert await phone.say("Cancel.") == ""
    (booking,) = phone.bookings("booked")
    assert line.rows(tables.claim, tables.claim.c.booking_id == booking.id)
    (entry,) = line.rows(tables.follow_up)
    assert entry.kind == "change" and entry.state == "open" and "phone" in str(entry.reasons)
    assert phone.leaving == [], "a reminder would still be sent"
    assert await phone.say("CANCEL") == ""
    assert len(line.rows(tables.follow_up)) == 1 and len(phone.opt_outs()) == 1


async def test_cancel_in_other_words_is_about_the_appointment(texting: TextWorld) -> None:
    """It is named, and nothing happens before a yes."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    said = await phone.say("pls cancel the consultation, something came up")
    assert "Wednesday, December 2, 2026 at 2:30 PM Pacific" in said
    assert phone.bookings("booked") and phone.opt_outs() == []
    assert "cancelled" in await phone.say("1")
    assert phone.bookings("cancelled")


# In one's own words
WORDINGS = ["please stop texting me", "do not text this number again", "take my number off your list",
            "i dont want any more texts from you", "quit messaging me"]  # fmt: skip
LIKE_A_NO = "No more messages, please."  # what begins like an answer is none


def wordings(question: str) -> list[str]:
    """Those that are tried at a question; "no more" to "may we text you?" may be its answer."""
    place = [*QUESTIONS, "booked"].index(question)
    chosen = WORDINGS[1:4] if question == "consent" else [WORDINGS[place % len(WORDINGS)]]
    return chosen if question == "texts" else [*chosen, LIKE_A_NO]


# Fails at some questions: what begins with a "no" or a "don't" is taken for their answer, and nobody is opted out.
@pytest.mark.parametrize("question", [*QUESTIONS, "booked"])
async def test_an_opt_out_in_ones_own_words(texting: TextWorld, question: str) -> None:
    """In the middle of any question it is an opt-out and no answer, with one confirmation that asks for nothing."""
    for wording in wordings(question):
        line = await texting.fresh_line(question)
        phone = line.phone(NUMBER)
        given = phone.facts
        said = await phone.say(wording)
        assert phone.is_out, f"{wording!r} is answered by {said!r}"
        assert phone.opt_outs() == [(True, "wording", None)]
        one_confirmation(phone)
        assert phone.question is None and phone.facts == given, wording
        assert await phone.say("hello?") == ""
        one_confirmation(phone)
        assert len(phone.bookings("booked")) == (question == "booked")
        if question == "booked":
            assert "appointment stays" in said
            assert "phone" in str(line.rows(tables.follow_up)[0].reasons)


async def test_an_opt_out_as_the_very_first_text(line: Line) -> None:
    """Somebody who never wanted anything is told so once, and nothing else."""
    for phone, wording in zip(numbers(line, 4), ["wrong number, stop texting me", *WORDINGS[1:4]], strict=True):
        await phone.say(wording)
        one_confirmation(phone)


async def test_after_an_opt_out_in_words_start_goes_on_with_the_same_question(texting: TextWorld) -> None:
    """As after STOP."""
    line = await texting.line("name")
    phone = line.phone(NUMBER)
    given = phone.facts
    await phone.say("stop texting me please")
    await phone.say("START")
    assert await phone.say("ok lets go on")
    assert phone.question == "name" and phone.facts == given


# The website
async def test_on_the_website_they_are_ordinary_words(line: Line) -> None:
    """Each is answered in the chat, and nobody is opted out of anything by a word that carriers act on."""
    for word in ("stop", "cancel", "end", "quit", "help", "info", "start", "unsubscribe", "revoke"):
        client = await line.begun()
        await chat_with(client, "id like to book the free consultation")
        assert (await chat_with(client, word)).strip(), word
        assert await chat_with(client, "what are the side effects?"), word
    assert [row for row in line.rows(tables.opt_out) if row.source == "keyword"] == []
    assert line.outbox() == []


async def test_who_is_out_by_text_gets_no_texts_from_a_booking_on_the_website(texting: TextWorld) -> None:
    """STOP by text holds for the number, also when the website is told that texts are welcome."""
    line = await texting.line()
    phone, client = line.phone(NUMBER), await line.begun()
    await phone.say("STOP")
    await book_on_the_website(client, line)
    assert client.shown[-1]["card"]["kind"] == "booked"
    assert let_leave(line) == [], "a text left to a number whose owner wants none"
    assert not any(row.state == "sent" for row in phone.outbox)


async def test_an_opt_out_on_the_website_ends_its_reminders(texting: TextWorld) -> None:
    """Whoever permits texts in a chat and takes it back there gets none about that appointment."""
    line = await texting.line()
    client = await line.begun()
    await book_on_the_website(client, line)
    assert {row.kind for row in line.outbox()} >= {"reminder", "confirmation"}
    await chat_with(client, "please dont send me any more text messages")
    sent = let_leave(line)
    assert not any("consultation" in body for body in sent), sent
    assert len(line.booked()) == 1


# The terminal
async def test_in_the_terminal_it_is_the_same(texting: TextWorld, rasa: Rasa) -> None:
    """`talk --channel sms --sender +1...` shares the conversation and the opt-outs with the phone."""
    line = await texting.line("clinician")
    phone = line.phone(NUMBER)

    async def say(*texts: str) -> list[dict[str, Any]]:
        lines = io.StringIO("".join(json.dumps({"text": text}) + "\n" for text in texts))
        out, clock = io.StringIO(), talk.Clock(line.running, None)
        person = talk._Person(line.running, "sms", NUMBER)
        await talk._jsonl(line.app.ctx.path, clock, person, lines, out)
        return [json.loads(told) for told in out.getvalue().splitlines()]

    stopped, silent, back, went_on = await say(" stop ", "are you there", "Start", "go on")
    assert stopped["replies"] == [] == silent["replies"] and stopped["question"] is None
    assert len(back["replies"]) == 1 and "again" in back["replies"][0]["text"]
    assert went_on["question"] == "clinician" and len(went_on["replies"]) == 1
    assert "\n\n" not in went_on["replies"][0]["text"] and went_on["replies"][0]["choices"]
    (picked,) = await say("1")
    assert picked["question"] == "consent"
    assert phone.opt_outs() == [(True, "keyword", "STOP"), (False, "keyword", "START")]
    await phone.say("STOP")
    assert [told["replies"] for told in await say("hello", "HELP")] == [[], []]


@pytest.mark.parametrize("at", ["reason", "summary", "booked"])
@pytest.mark.parametrize("words", ["erase my number", "take this number off your list please"])
async def test_a_number_to_be_taken_off_ends_the_texts(texting: TextWorld, at: str, words: str) -> None:
    """It is no erasure: one confirmation, then silence, and an appointment stays."""
    line = await texting.line(at)
    phone = line.phone(NUMBER)
    booked = len(phone.bookings("booked"))
    assert "no more texts" in await phone.say(words)
    assert phone.is_out and phone.question is None and len(phone.bookings("booked")) == booked
    assert await phone.say("hello?") == ""
