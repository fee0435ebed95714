"""Questions about texts, calls and what was given are told from wishes, and leave the rest of a message to be read."""

from __future__ import annotations

import pytest

from bot.clinic.interview.inquiries import asks_about_texts, inquiries
from bot.clinic.interview.message import Message, Part, calls_nobody


def kinds(text: str, question: str | None = None, goal: str | None = None) -> list[str]:
    return [kind for kind, _ in inquiries(Message(text), question, goal)[0]]


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("how many reminders do people get?", None, ["texts.often"]),
        ("how often?", "texts", ["texts.often"]),
        ("and what is in them?", "texts", ["texts.about"]),
        ("do I have to pay for these?", "texts", ["texts.cost"]),
        ("is it possible to turn them off again?", "texts", ["texts.end"]),
        ("are the texts encrypted?", None, ["texts.private"]),
        ("do you send a reminder before the day?", None, ["reminder"]),
        ("who is going to phone me?", "phone", ["call_me"]),
        ("what time would somebody call?", "summary", ["call_me"]),
        ("will you phone her today?", "consent", ["call_clinician"]),
        ("which e-mail did I give you?", None, ["given"]),
        ("do you have my number on file?", None, ["given"]),
        ("is it ok if I arrive five minutes late?", None, ["late"]),
        ("I'm running a bit late", None, ["late"]),
        ("until when may I still cancel?", None, ["change_until"]),
        ("why will you not let me sign up?", "name", ["why_not_online"]),
        ("so is this a booking?", "phone", ["is_booked"]),
        ("is the clinic part of any walk for suicide prevention?", None, ["no_answer"]),
        ("can one donate to you for PTSD awareness day?", None, ["no_answer"]),
        ("has Ines Calder got a booking with you?", None, ["others_private"]),
        ("is Tom Vale a patient there", None, ["others_private"]),
    ],
)
def test_a_question_around_the_booking_is_known_by_its_words(
    text: str, question: str | None, expected: list[str]
) -> None:
    assert kinds(text, question) == expected


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("could you please stop texting me?", None),
        ("stop the reminders", None),
        ("yes", "texts"),
        ("no texts please", "texts"),
        ("how many sessions are there?", "texts"),
        ("is depression better after a day?", None),
        ("do I lose awareness during the infusion?", None),
        ("can somebody call me?", "phone"),
        ("would you call me tomorrow?", "phone"),
        ("what number do I have to call?", None),
        ("when can I reach you by phone?", None),
        ("is it too late to book?", None),
        ("late afternoon would be good", "when"),
        ("do you charge for cancelling?", "name"),
        ("what is your phone number?", None),
        ("does ketamine have to be booked there?", None),
        ("is my daughter booked with you?", None),
        ("sorry, I put the wrong number", "phone"),
    ],
)
def test_a_wish_or_another_question_is_none_of_them(text: str, question: str | None) -> None:
    assert kinds(text, question) == []


def test_a_fee_for_a_change_is_asked_about_where_one_is_open() -> None:
    assert kinds("would that cost me anything?", "summary", "cancel") == ["fee"]


def test_what_else_a_message_says_is_left_to_be_read() -> None:
    """The number is still an answer, and the part that asked is gone."""
    parts = (Part("213-555-0166", "", 0.0), Part("when would somebody ring?", "talk_to_person", 0.9))
    asked, rest = inquiries(
        Message("213-555-0166 - when would somebody ring?", "talk_to_person", 0.9, parts=parts), "phone"
    )
    assert [kind for kind, _ in asked] == ["call_me"]
    assert rest.text == "213-555-0166" and not rest.asides


@pytest.mark.parametrize("text", ["how do I end these?", "would you text me much?"])
def test_a_question_is_no_wish_for_the_end_of_texts(text: str) -> None:
    assert asks_about_texts(text)


@pytest.mark.parametrize(
    "text",
    [
        "please take me off your list",
        "can you quit texting me?",
        "no more of this",
        "what did you ask? and no texts please, I never see them",
    ],
)
def test_a_wish_for_the_end_of_texts_is_no_question(text: str) -> None:
    assert not asks_about_texts(text)


@pytest.mark.parametrize(
    "text", ["people call me Bo", "just call me Greta", "you can call me jo", "i'll call you back"]
)
def test_a_name_to_be_called_by_asks_for_no_call(text: str) -> None:
    assert calls_nobody(text)


@pytest.mark.parametrize("text", ["you can call me tomorrow", "call me Tuesday", "just call me please", "call me"])
def test_a_call_that_is_asked_for_is_one(text: str) -> None:
    assert not calls_nobody(text)
