"""The answer to the open question in one clause of a message, and what its other clauses say."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.clinic.interview.clauses import clauses_of, unstressed
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.hours import opening_hours
from bot.clinic.interview.message import Message, Part
from bot.clinic.interview.reading import Reading, read
from bot.clinic.interview.update import take
from bot.clinic.profile import load_clinic

CLINIC = load_clinic(Path(__file__).parents[2] / "clinic.yml")
NOW = datetime(2026, 11, 23, 10, 5, tzinfo=ZoneInfo("America/Los_Angeles"))
HOURS = opening_hours(CLINIC, date(2026, 11, 23))
GIVEN: dict[str, dict[str, Any]] = {
    "who": {"who": "self"},
    "age": {"age": "adult"},
    "reason": {"reason": ["depression"]},
    "clinician": {"clinician": "yes"},
    "consent": {"consent": "yes"},
    "clinician_name": {"clinician_name": "Ruth Ibarra"},
    "clinician_role": {"clinician_role": "psychiatrist"},
    "clinician_practice": {"clinician_practice": "Larkspur Psychiatry"},
    "clinician_contact": {"clinician_phone": "+13105550140"},
    "health": {"health": "none"},
    "name": {"name": "Owen Tran"},
    "phone": {"phone": "+13105550141"},
    "email": {"email": "owen@larkspur.example"},
    "texts": {"texts": "no"},
}


def draft_at(question: str) -> Draft:
    """Everything before the question is answered."""
    draft = Draft(goal="consultation", question=question)
    if question == "other":
        draft.facts = {**GIVEN["who"], **GIVEN["age"], **GIVEN["reason"], "clinician": "no"}
        return draft
    for name, facts in GIVEN.items():
        if name == question:
            break
        draft.facts.update(facts)
    if question == "slots":
        labels = ("Wed, Dec 2, 1:00 PM", "Thu, Dec 3, 10:30 AM", "Fri, Dec 11, 4:00 PM")
        start = "2026-12-02T21:00:00+00:00"
        draft.offers = [{"start": start, "end": start, "consultant": "a", "label": label} for label in labels]
    return draft


def read_at(question: str, text: str, *parts: Part) -> Reading:
    return read(draft_at(question), Message(text, parts=parts), CLINIC, HOURS, NOW)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("3. monday the 7th", ["3", "monday the 7th"]),
        ("Dr. Ruth Ibarra, no e-mail and no texts", ["Dr. Ruth Ibarra", "no e-mail", "no texts"]),
        ("J. Ferris - ferris@oak.example. she knows", ["J. Ferris", "ferris@oak.example", "she knows"]),
        ("it is 2.5 years", ["it is 2.5 years"]),
        ("2 how much is it", ["2", "how much is it"]),
        ("2 kids", ["2 kids"]),
    ],
)
def test_a_message_is_cut_where_a_clause_ends(text: str, clauses: list[str]) -> None:
    assert [clause.text for clause in clauses_of(text)] == clauses


def test_stress_is_no_answer() -> None:
    assert unstressed("1, as i told you already") == "1"
    assert unstressed("whatever") == "whatever"


@pytest.mark.parametrize(
    ("question", "text", "fact", "value"),
    [
        ("texts", "2. monday the 7th, early?", "texts", "no"),
        ("texts", "nope. thursday dec 3 quarter past two", "texts", "no"),
        ("texts", "1 for heaven's sake. how long is it", "texts", None),
        ("texts", "1 ffs", "texts", "yes"),
        ("texts", "no sms thank you; could I ask what it is like?", "texts", "no"),
        ("texts", "ok. monday at 2", "texts", None),  # a nod that leads on permits nothing
        ("texts", "no, her name is Carla", "texts", None),
        ("who", "me n im 44", "who", "self"),
        ("who", "for my nephew. no wait. for me", "who", "self"),
        ("age", "im 52 n dont ask why", "age", "adult"),
        ("age", "sixty-four years of age", "age", "adult"),
        ("age", "fifteen years of age", "age", "minor"),
        ("reason", "2 as i said", "reason", ["treatment_resistant_depression"]),
        ("reason", "number 3 and also 4", "reason", ["anxiety", "ptsd"]),
        ("reason", "4. but panic too", "reason", ["ptsd", "anxiety"]),
        ("reason", "1. anxiety", "reason", ["anxiety"]),  # a list of one's own
        ("health", "yes or no for the lot?? no", "health", "none"),
        ("health", "None of it. Just sleep badly. Who gets to see this?", "health", "none"),
        ("health", "no. but I did have a stroke", "health", "some"),
        ("health", "no, I'd rather not say", "health", None),
        ("clinician", "1 but i havent got his number with me", "clinician", "yes"),
        ("clinician", "nobody treats me rn", "clinician", "no"),
        ("clinician", "i had one until september, she moved away", "clinician", "yes"),
        ("clinician", "no doctor. the psychiatrist is fine", "clinician", "no"),
        ("clinician", "the psychiatrist is great", "clinician", "yes"),
        ("other", "fine, yea psychiatrist is ok. is it free", "psychiatrist", "yes"),
        ("other", "whatever, yep", "psychiatrist", "yes"),
        ("other", "sure, I'd rather talk to yours", "psychiatrist", "yes"),
        ("clinician_name", "1. Inez Duarte as i said", "clinician_name", "Inez Duarte"),
        ("clinician_name", "dr marsh. Colin marsh", "clinician_name", "Colin Marsh"),
        ("clinician_name", "ya dr vale, lou vale hes a psychiatrist", "clinician_name", "Lou Vale"),
        ("clinician", "yes, tim banks, hes a therapist at kaiser", "clinician_name", "Tim Banks"),
        (
            "clinician_practice",
            "still river clinic i guess. how long is a visit",
            "clinician_practice",
            "Still River Clinic",
        ),
        ("clinician_practice", "dunes psych", "clinician_practice", "Dunes Psych"),
        ("clinician_practice", "a private practice, Ferris Counseling", "clinician_practice", "Ferris Counseling"),
        ("clinician_practice", "private practice", "clinician_practice", "private practice"),
        ("clinician_practice", "shes at Tall Pines", "clinician_practice", "Tall Pines"),
        ("clinician_practice", "some local clinic", "clinician_practice", None),
        ("name", "Ned Vale", "name", "Ned Vale"),
        ("name", "Si Brennan", "name", "Si Brennan"),
        ("name", "si claro", "name", None),
        ("name", "jesus. ok. Ann Lund", "name", "Ann Lund"),
        ("name", "Jesus Lund", "name", "Jesus Lund"),
    ],
)
def test_the_clause_that_answers_counts(question: str, text: str, fact: str, value: object) -> None:
    assert read_at(question, text).facts.get(fact) == value


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("email", "no email. is it by video?"),
        ("email", "I have no e-mail, my daughter reads mine."),
        ("email", "skip. how long is it, and can my sister come?"),
        ("email", "I do not want to give it. And no texts."),
        ("clinician_practice", "skip. 323-555-0131 is her office"),
        ("clinician_practice", "cant remember, and idk his number either"),
        ("clinician_practice", "skip the rest"),
    ],
)
def test_a_clause_may_leave_the_question_out(question: str, text: str) -> None:
    assert read_at(question, text).declined


def test_who_asks_what_for_has_not_declined() -> None:
    assert not read_at("age", "rather not. why do you need that?").declined


@pytest.mark.parametrize(
    ("question", "text", "wish"),
    [
        ("texts", "2. wed dec 9 morning works", "Wednesday, December 9, in the morning"),
        ("texts", "no. I'd like December 10th, 3 in the afternoon", "Thursday, December 10, at 3 pm"),
        ("email", "no email. can you do wednesday the 9th", "Wednesday, December 9"),
        ("email", "nah. no texts either. when can i come? wed or thu next wk", "Wednesday, December 2 or Thursday"),
        ("name", "Ira Lund, no texts, Thursday Dec 10 at 11:30", "Thursday, December 10, at 11:30 am"),
        ("phone", "310-555-0143. mornings are best", "mornings"),
        ("name", "April May", ""),
        ("age", "over 18", ""),
        ("health", "none, I had surgery in march", ""),
        ("health", "no. I take pills in the morning", ""),
        ("email", "no thanks, she works Mondays", ""),
        ("clinician_practice", "Larkspur Clinic, open Tuesday", ""),
        ("name", "Ira Lund, call after 3", ""),  # the time of a call is none for an appointment
    ],
)
def test_a_wish_for_a_time_is_kept(question: str, text: str, wish: str) -> None:
    found = read_at(question, text).wish
    assert (found.describe() if found else "").startswith(wish) and bool(found) == bool(wish)


def test_a_good_time_is_kept_for_the_call_that_is_arranged() -> None:
    draft = Draft(goal="callback", question="name")
    reading = read(draft, Message("Ira Lund, call after 3 pls"), CLINIC, HOURS, NOW)
    assert reading.facts["name"] == "Ira Lund" and reading.wish is not None
    assert reading.wish.describe() == "from 3 pm on"


@pytest.mark.parametrize(
    ("question", "text", "texts", "left_out"),
    [
        ("name", "Ira Lund & no reminder txts plz", "no", ()),
        ("name", "Ira Lund. no email or texts", "no", ("email",)),
        ("phone", "310-555-0143, dont have email", None, ("email",)),
        ("email", "ira@oak.example , yes to reminders", None, ()),  # its words have not been shown yet
        ("email", "ira@oak.example, text is ok", None, ()),  # how to write back, and no permission for reminders
        ("phone", "call or text me at 310-555-0143", None, ()),
        (
            "clinician_role",
            "psychiatrist. idk the office or number",
            None,
            ("clinician_practice", "clinician_contact"),
        ),
        ("clinician_name", "Ruth Ibarra, I don't have her number on me", None, ()),
        ("email", "skip the rest", None, ("texts",)),
    ],
)
def test_what_is_left_out_before_its_turn_is_not_asked(
    question: str, text: str, texts: str | None, left_out: tuple[str, ...]
) -> None:
    draft = draft_at(question)
    reading = read(draft, Message(text), CLINIC, HOURS, NOW)
    assert reading.facts.get("texts") == texts and reading.left_out == left_out
    take(draft, reading)
    assert all(draft.has(name) for name in left_out)


def test_ones_own_number_is_not_the_clinicians() -> None:
    facts = read_at("name", "Ira Lund, 310-555-0143, ira@oak.example, no texts, Thursday Dec 10 at 11:30").facts
    assert facts["phone"] == "+13105550143" and facts["email"] == "ira@oak.example"
    assert "clinician_phone" not in facts


def test_nobody_treats_them_and_nothing_about_a_clinician_is_kept() -> None:
    facts = read_at("clinician", "no one is seeing me rn, and yes your psychiatrist please").facts
    assert facts["clinician"] == "no" and facts["psychiatrist"] == "yes" and "clinician_role" not in facts


def test_an_oath_is_no_name() -> None:
    assert "name" not in read_at("email", "NO MAIL. nothing instead. jesus this hurts").facts


def test_what_the_answer_says_is_no_request() -> None:
    """Who will talk to "your guy" takes the psychiatrist, and asks for no call by staff."""
    text = "sure ill talk to ur guy"
    part = Part(text, "talk_to_person", 0.9)
    reading = read(draft_at("other"), Message(text, "talk_to_person", 0.9, parts=(part,)), CLINIC, HOURS, NOW)
    assert reading.facts["psychiatrist"] == "yes" and not reading.asides


def test_a_question_beside_a_refusal_is_answered_too() -> None:
    question = Part("is it by video?", "faq/format", 0.9)
    reading = read_at("email", "no email. is it by video?", Part("no email.", "deny", 0.9), question)
    assert reading.declined and reading.asides == (question,)


@pytest.mark.parametrize(
    ("text", "pick"),
    [
        ("the first one. no wait number 2", 1),
        ("the first... no the 11th", 2),
        ("2 my cell is this one", 1),
        ("1 or 3", None),
        ("the second but at 4", None),
        ("2. actually monday", None),
    ],
)
def test_of_times_the_one_named_last_is_picked(text: str, pick: int | None) -> None:
    assert read_at("slots", text).pick == pick
