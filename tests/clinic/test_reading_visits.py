"""A visit or a call, somebody under age, and what is held back: what is asked for, and what only sounds like it."""

from __future__ import annotations

import pytest

from bot.clinic import reading as answers
from bot.clinic.interview.inquiries import inquiries
from bot.clinic.interview.loose import of_parent
from bot.clinic.interview.message import Message


@pytest.mark.parametrize(
    "text",
    [
        "I'd sooner you didn't ring, can I have an appointment",
        "could I just schedule a visit",
        "book me in for Friday, no phone call",
        "how do I sign up? I want the consultation",
        "let's go back to the booking",
        "maybe I could come and speak with someone",
        "appointment please",
    ],
)
def test_a_visit_is_asked_for(text: str) -> None:
    assert answers.wants_visit(text)


@pytest.mark.parametrize(
    "text",
    [
        "schedule the call for Friday",
        "when is my consultation?",
        "I don't need an appointment",
        "please move my appointment",
        "phone me about the appointment",
        "mornings",
        "is that an appointment?",
        "can you ring before the consultation",
    ],
)
def test_other_words_of_visits_ask_for_none(text: str) -> None:
    assert not answers.wants_visit(text)


@pytest.mark.parametrize("text", ["no phone call please", "forget the callback", "I don't want anybody to ring me"])
def test_a_call_is_refused(text: str) -> None:
    assert answers.refuses_call(text)


@pytest.mark.parametrize(
    "text", ["no calls before noon", "don't ring me at work", "don't call my doctor", "no phone", "please call"]
)
def test_a_limit_refuses_no_call(text: str) -> None:
    assert not answers.refuses_call(text)


@pytest.mark.parametrize(
    "text", ["have somebody phone me", "I need a human", "can your staff call?", "put me through to your team"]
)
def test_a_call_is_asked_for_in_clear_words(text: str) -> None:
    assert answers.asks_for_call(text)


@pytest.mark.parametrize(
    "text", ["yes, and your doctor had better be good", "is it in person", "phone Dr. Ruiz after me"]
)
def test_a_guess_at_a_call_is_not_clear(text: str) -> None:
    assert not answers.asks_for_call(text)


@pytest.mark.parametrize(
    "text",
    [
        "almost, I turn 18 on Jan 9",
        "not yet. ten days",
        "not quite, in february",
        "I'm not 18",
        "nearly!",
        "not until March",
        "im not 18 yet",
    ],
)
def test_a_birthday_to_come_is_not_old_enough(text: str) -> None:
    assert answers.read_adult(text) is False


@pytest.mark.parametrize(
    "text", ["not yet, one moment", "almost done", "I'm not 18 anymore", "used to be 18", "I have to be 18, right"]
)
def test_other_words_of_not_yet_say_no_age(text: str) -> None:
    assert answers.read_adult(text) is not False


@pytest.mark.parametrize("text", ["I'm not 18", "oh, I turn 18 in June", "I am only 17 years old"])
def test_a_minor_who_says_so_unasked_is_heard(text: str) -> None:
    assert answers.volunteered_adult(text) is False


@pytest.mark.parametrize(
    ("text", "old_enough"),
    [
        ("he's fourteen", False),
        ("my 17 year old niece", False),
        ("my daughter, 13", False),
        ("she is a minor", False),
        ("our teenage son", False),
        ("my son is 31", True),
        ("she has had it for 12 years", None),
        ("he is 10 minutes away", None),
        ("I'm at home with my two kids, 4 and 6", None),
        ("my minor anxiety", None),
    ],
)
def test_the_age_of_who_is_to_be_treated(text: str, old_enough: bool | None) -> None:
    assert answers.patient_age(text) is old_enough


@pytest.mark.parametrize("text", ["Do you see teenagers?", "is a 14 year old allowed?", "what's the minimum age?"])
def test_it_is_asked_whether_minors_may_come(text: str) -> None:
    assert inquiries(Message(text), None)[0][0][0] == "age_limit"


@pytest.mark.parametrize("text", ["can I bring my kids along?", "do you treat minor depression?", "is 30 too late?"])
def test_other_questions_are_not_about_minors(text: str) -> None:
    assert "age_limit" not in [kind for kind, _ in inquiries(Message(text), None)[0]]


def test_how_a_consultation_is_held_is_a_question_of_its_own() -> None:
    """It wants no call."""
    assert inquiries(Message("is it by phone or in person?"), "summary")[0][0][0] == "how_held"
    assert not inquiries(Message("can somebody phone me?"), "summary")[0]


@pytest.mark.parametrize("text", ["can my father sign for me?", "this is her mother, may I book it?"])
def test_a_parent_is_spoken_of(text: str) -> None:
    assert of_parent(text)


@pytest.mark.parametrize("text", ["my mom makes me feel sad", "please book it anyway"])
def test_other_pleas_are_not_about_a_parent(text: str) -> None:
    assert not of_parent(text)


@pytest.mark.parametrize("text", ["nope, mail only", "do I have to?", "rather not", "I said no number"])
def test_a_number_is_held_back(text: str) -> None:
    assert answers.holds_back(text)


@pytest.mark.parametrize("text", ["310-555-0199", "no, it's 310-555-0199", "Nora"])
def test_a_number_that_is_given_is_not_held_back(text: str) -> None:
    assert not answers.holds_back(text)


@pytest.mark.parametrize("text", ["worn out and stressed", "burned out", "so overwhelmed, cannot sleep"])
def test_words_that_name_no_condition(text: str) -> None:
    assert answers.names_no_condition(text)


@pytest.mark.parametrize("text", ["stress and depression", "OCD", "something else", "9", "I don't know"])
def test_words_that_answer_what_brings_somebody_in(text: str) -> None:
    assert not answers.names_no_condition(text)
