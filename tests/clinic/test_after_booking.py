"""What people put right, ask and say after the booking or in between, and what only looks alike."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from bot.clinic.interview.agreement import agreed
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.hours import opening_hours
from bot.clinic.interview.inquiries import inquiries
from bot.clinic.interview.leaving import calls_off, without_texts
from bot.clinic.interview.mending import Mended, mended
from bot.clinic.interview.message import Message
from bot.clinic.interview.reading import read
from bot.clinic.interview.spanish import (
    asks_for_call,
    books_in_spanish,
    finds_english_hard,
    is_spanish,
    told_in_booking,
    without_that,
)
from bot.clinic.interview.update import of_another_clinician
from bot.clinic.reading import tells_of_loss
from bot.context import Assistant

NOW = datetime.fromisoformat("2026-11-23T10:05-08:00")
FACTS: dict[str, Any] = {
    "who": "self", "age": "adult", "reason": ["depression"], "clinician": "yes", "consent": "yes",
    "clinician_name": "Nora Feldman", "clinician_role": "psychiatrist", "clinician_phone": "+13105550151",
    "health": "some", "name": "Paula Reyes", "phone": "+13105550132", "email": "paula.reyes@example.com", "texts": "no",
}  # fmt: skip
SUMMED = "consultation\nName: Paula Reyes\nThursday, December 3, 2026 at 11:00 AM Pacific time (Los Angeles)"


def put_right(text: str, running: Assistant, asked: str | None = None) -> Mended | None:
    clinic = running.clinic
    return mended(Draft(facts=dict(FACTS)), Message(text), asked, clinic, opening_hours(clinic, NOW.date()), NOW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My last name is misspelled. Please change my name to Paula Ashdown-Lee.", {"name": "Paula Ashdown-Lee"}),
        ("my surname is mistyped, it's Reyez", {"name": "Paula Reyez"}),
        ("can you update my name to Lucia Moretti", {"name": "Lucia Moretti"}),
        ("please put Lucia Moretti as my name", {"name": "Lucia Moretti"}),
        ("change my last name to Moretti", {"name": "Paula Moretti"}),
        ("it's Paola, not Paula", {"name": "Paola Reyes"}),
        ("oops, I gave the wrong phone, it ends in 0177", {"phone": "+13105550177"}),
        ("my email is wrong, it's pr@example.org", {"email": "pr@example.org"}),
        ("actually Dr Feldman is retiring, it's Dr. Omar Haddad now", {"clinician_name": "Omar Haddad"}),
        (
            "Dr Feldman has left, Dr. Omar Haddad has taken over, 213-555-0166",
            {"clinician_name": "Omar Haddad", "clinician_phone": "+12135550166"},
        ),
        ("I switched doctors. Dr Omar Haddad, not Nora Feldman", {"clinician_name": "Omar Haddad"}),
        ("my new doctor is Omar Haddad", {"clinician_name": "Omar Haddad"}),
        ("my health answer should be no", {"health": "none"}),
        ("it's really more anxiety than depression", {"reason": ["anxiety"]}),
        ("Ida Brandt is the doctor. Lucia Moretti is me", {"clinician_name": "Ida Brandt", "name": "Lucia Moretti"}),
    ],
)
def test_a_detail_is_put_right_by_its_words_alone(text: str, expected: dict[str, Any], running: Assistant) -> None:
    found = put_right(text, running)
    assert found is not None and found.facts == expected


@pytest.mark.parametrize(
    "text",
    ["Dr. Lowe told me that it is safe", "my husband Tom Vale will drive me", "my therapist changed my dose",
     "thanks, now I feel better", "will Dr. Haddad be there?", "my sister has anxiety too", "I changed my mind"],
)  # fmt: skip
def test_what_is_only_mentioned_changes_nothing(text: str, running: Assistant) -> None:
    assert put_right(text, running) is None


def test_a_value_that_is_not_said_is_asked_for_and_then_taken_bare(running: Assistant) -> None:
    assert put_right("my surname is wrong", running) == Mended({}, "name")
    found = put_right("No! Ashdown. Paula Ashdown.", running, asked="name")
    assert found is not None and found.facts == {"name": "Paula Ashdown"}
    assert put_right("Ashdown", running, asked="name") == Mended({"name": "Paula Ashdown"})
    assert put_right("No, thanks", running, asked="name") is None


@pytest.mark.parametrize(
    ("name", "other"), [("Omar Haddad", True), ("Nora Feldmann", False), ("Norah Feldmann", False)]
)
def test_a_better_spelling_is_no_other_clinician(name: str, *, other: bool) -> None:
    assert of_another_clinician(Draft(facts=dict(FACTS)), {"clinician_name": name}) is other


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("please erase my information", "erase"),
        ("can you wipe everything you have about me", "erase"),
        ("delete the phone number", "erase"),
        ("where did you get my number", "my_number"),
        ("what kind of place is this", "place"),
        ("what is my info used for", "data_use"),
        ("is my number passed on to anyone else", "data_use"),
        ("how long until somebody calls", "call_me"),
        ("can my brother come along", "companion"),
        ("could I bring a friend?", "companion"),
        ("is it in person or a video thing?", "how_held"),
        ("what time zone is that", "zone"),
        ("is that your time or mine", "zone"),
        ("did you update my doctor?", "given"),
        ("is my visit booked yet?", "is_booked"),
        ("is it still on?", "is_booked"),
        ("am I all set?", "is_booked"),
        ("if I fall ill how do I cancel", "change_until"),
        ("si me enfermo como cancelo?", "change_until"),
        ("do you speak spanish?", "spanish"),
    ],
)
def test_a_question_about_the_service_is_known(text: str, kind: str) -> None:
    assert [found for found, _ in inquiries(Message(text), None)[0]] == [kind]


@pytest.mark.parametrize(
    "text",
    ["take me off your list", "delete my appointment", "is Monday booked up?", "can I have ketamine by video?",
     "can my husband come in for a consultation?", "can I talk to someone by phone", "what should I bring?",
     "how do I cancel", "why do you need my number", "oh no, I typed the wrong number, it ends in 0142"],
)  # fmt: skip
def test_a_wish_or_another_matter_is_none_of_them(text: str) -> None:
    assert inquiries(Message(text), None)[0] == []


@pytest.mark.parametrize(
    "text",
    ["Entirely correct. Kindly proceed.", "proceed", "go", "yes, 11 is good. Book.", "Yes, Thursday at 11 am works",
     "yes the 3rd at 11:00 Pacific, book it"],
)  # fmt: skip
def test_a_plain_yes_books_also_with_the_same_time_said_back(text: str) -> None:
    assert agreed("summary", Draft(goal="consultation", summed_up=SUMMED), Message(text)) is True


@pytest.mark.parametrize(
    "text",
    ["yes at 3", "yes, 11 pm", "yes, Friday at 11", "yes 11:30", "yes but 11 is early", "is 11 good?", "go back",
     "yes if it is free", "not correct"],
)  # fmt: skip
def test_another_time_or_a_condition_does_not(text: str) -> None:
    assert agreed("summary", Draft(goal="consultation", summed_up=SUMMED), Message(text)) is not True


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ok cancel it anyway", True), ("please cancel", True), ("no, keep it", False), ("don't cancel", None),
     ("no wait, cancel that", None)],
)  # fmt: skip
def test_the_act_itself_agrees_to_a_cancellation(text: str, *, expected: bool | None) -> None:
    draft = Draft(goal="cancel", old_time="Thursday, December 3, 2026 at 11:00 AM Pacific time (Los Angeles)")
    found = agreed("summary", draft, Message(text))
    assert (found is True) is (expected is True)


def test_what_ends_the_texts_is_told_from_what_is_called_off() -> None:
    assert without_texts("yes. and no more promo texts") == "yes"
    assert calls_off(without_texts("cancel my visit and stop texting me"))
    assert not calls_off(without_texts("cancel these texts please"))


@pytest.mark.parametrize(
    "text", ["hola, quisiera pedir una cita", "me da una cita por favor", "necesito hacer una cita para mi hija"]
)
def test_an_appointment_is_asked_for_in_spanish(text: str) -> None:
    assert is_spanish(text) and books_in_spanish(text)


@pytest.mark.parametrize(
    "text", ["quiero cambiar mi cita", "Luis de la Vega, Los Angeles", "para mi", "no", "El Paso clinic"]
)
def test_a_few_spanish_words_ask_for_none(text: str) -> None:
    assert not books_in_spanish(text)


def test_who_knows_little_english_still_answers() -> None:
    assert finds_english_hard("no hablo mucho ingles. es para mi")
    assert without_that("no hablo mucho ingles. es para mi") == "es para mi"
    assert without_that("hola, lo siento pero no hablo ingles") == "hola"
    assert "cita" in without_that("busco la cita gratis porque no entiendo ingles")
    assert not finds_english_hard("my English teacher")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("podrian llamarme mas tarde?", "call"),
        ("mejor una llamada", "call"),
        ("necesito hablar con alguna persona", "person"),
        ("no quiero una llamada", None),
        ("pueden llamar a mi terapeuta", None),
        ("me llamo Ana", None),
    ],
)
def test_a_call_is_asked_for_in_spanish(text: str, wanted: str | None) -> None:
    assert asks_for_call(text) == wanted


def test_what_is_told_with_the_wish_for_an_appointment_in_spanish() -> None:
    assert told_in_booking("quisiera una cita para mi hermano, tiene ansiedad") == {
        "who": "other",
        "reason": ["anxiety"],
    }
    assert told_in_booking("busco la consulta para mi, por depresion") == {"who": "self", "reason": ["depression"]}
    assert told_in_booking("la ketamina ayuda con la depresion?") == {}


@pytest.mark.parametrize("text", ["I had a miscarriage", "I was pregnant but I lost it", "we lost the baby in May"])
def test_a_pregnancy_that_was_lost_is_a_loss(text: str) -> None:
    assert tells_of_loss(text)


@pytest.mark.parametrize("text", ["I lost it with him", "I'm pregnant", "I lost the number"])
def test_other_things_are_lost_too(text: str) -> None:
    assert not tells_of_loss(text)


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("phone", "wait, the answer about health was wrong, it should be no", {"health": "none"}),
        ("email", "oh and I have ptsd too", {"reason": ["depression", "ptsd"]}),
        ("summary", "I said depression but it's really anxiety", {"reason": ["anxiety"]}),
        ("summary", "yes but can you put Lucia not Paula", {"name": "Lucia Reyes"}),
        ("when", "also Tuesday is fine", {}),
    ],
)
def test_an_earlier_answer_is_put_right_in_between(
    question: str, text: str, expected: dict[str, Any], running: Assistant
) -> None:
    draft = Draft(goal="consultation", question=question, facts=dict(FACTS))
    clinic = running.clinic
    assert read(draft, Message(text), clinic, opening_hours(clinic, NOW.date()), NOW).facts == expected
