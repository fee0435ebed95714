"""Whole messages: whose each detail is, the clinician's role and practice, and any text at all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clinic.contacts import Contacts, PhoneNumber, correct, read_contacts
from bot.clinic.contacts.described_practices import described_practice

QUESTIONS = (
    None, "name", "phone", "email", "clinician", "clinician_name", "clinician_role", "clinician_practice",
    "clinician_contact", "summary", "when", "slots",
)  # fmt: skip


def shown(found: Contacts) -> dict[str, str]:
    """Return the values as people read them."""
    return {
        field: value.national if isinstance(value, PhoneNumber) else value for field, value in found.found().items()
    }


MESSAGES: list[tuple[str | None, str, dict[str, str]]] = [
    (
        None,
        "I'm Dana Whitlock, 310-555-0121, d.w@example.com; my psychiatrist is Dr. Sam Orlov at Westside Behavioral "
        "Group, 310-555-0188, fax 310 555 0189",
        {
            "name": "Dana Whitlock",
            "phone": "310-555-0121",
            "email": "d.w@example.com",
            "clinician_name": "Sam Orlov",
            "clinician_role": "psychiatrist",
            "clinician_practice": "Westside Behavioral Group",
            "clinician_phone": "310-555-0188",
            "clinician_fax": "310-555-0189",
        },
    ),
    (
        "name",
        "dana whitlock 3105550121 dw@example.com",
        {"name": "Dana Whitlock", "phone": "310-555-0121", "email": "dw@example.com"},
    ),
    (
        None,
        "Name: Beth Sandoval\nPhone: 310-555-0121\nEmail: beth@example.com\nDoctor: Anil Mehta\n"
        "Practice: Echo Park Psychiatry\nDoctor phone: 310-555-0188\nFax: 310-555-0189",
        {
            "name": "Beth Sandoval",
            "phone": "310-555-0121",
            "email": "beth@example.com",
            "clinician_name": "Anil Mehta",
            "clinician_practice": "Echo Park Psychiatry",
            "clinician_phone": "310-555-0188",
            "clinician_fax": "310-555-0189",
        },
    ),
    (
        None,
        "my cell is 310-555-0121 and Dr. Orlov's office is 310-555-0188",
        {"phone": "310-555-0121", "clinician_name": "Orlov", "clinician_phone": "310-555-0188"},
    ),
    (
        None,
        "Dr. Orlov 310-555-0188, me 310-555-0121",
        {"phone": "310-555-0121", "clinician_name": "Orlov", "clinician_phone": "310-555-0188"},
    ),
    (
        "phone",
        "310-555-0121 (my cell) or 310-555-0188 (dr orlov)",
        {"phone": "310-555-0121", "clinician_name": "Orlov", "clinician_phone": "310-555-0188"},
    ),
    (
        "phone",
        "the doctor's is 310-555-0188, mine's 310-555-0121",
        {"phone": "310-555-0121", "clinician_phone": "310-555-0188"},
    ),
    (
        "clinician_contact",
        "her office is 310-555-0188 and mine is 310-555-0121",
        {"phone": "310-555-0121", "clinician_phone": "310-555-0188"},
    ),
    (
        None,
        "my psychiatrist Dr. Anil Mehta, his email is anil@mehta.example and his cell 310 555 0188. "
        "Mine is 310-555-0121",
        {
            "phone": "310-555-0121",
            "clinician_name": "Anil Mehta",
            "clinician_role": "psychiatrist",
            "clinician_phone": "310-555-0188",
            "clinician_email": "anil@mehta.example",
        },
    ),
    ("phone", "310-555-0121", {"phone": "310-555-0121"}),
    ("clinician_contact", "310-555-0188", {"clinician_phone": "310-555-0188"}),
    (
        "clinician_name",
        "Lindner 310-555-0188",
        {"clinician_name": "Lindner", "clinician_phone": "310-555-0188"},
    ),
    ("clinician_contact", "my number is 310-555-0121", {"phone": "310-555-0121"}),
    ("phone", "her fax is 310-555-0189 my doctor's i mean", {"clinician_fax": "310-555-0189"}),
    ("clinician_contact", "fax 310-555-0189", {"clinician_fax": "310-555-0189"}),
    ("clinician_contact", "310-555-0189 (fax)", {"clinician_fax": "310-555-0189"}),
    (
        "clinician_contact",
        "310-555-0188 fax 310-555-0189",
        {"clinician_phone": "310-555-0188", "clinician_fax": "310-555-0189"},
    ),
    (
        "clinician_contact",
        "P: 310-555-0188 F: 310-555-0189",
        {"clinician_phone": "310-555-0188", "clinician_fax": "310-555-0189"},
    ),
    (
        "clinician_contact",
        "310-555-0188 is the office number and 310-555-0189 is the fax",
        {"clinician_phone": "310-555-0188", "clinician_fax": "310-555-0189"},
    ),
    (
        "clinician_contact",
        "phone/fax 310-555-0188",
        {"clinician_phone": "310-555-0188", "clinician_fax": "310-555-0188"},
    ),
    ("clinician_contact", "no fax, phone 310-555-0188", {"clinician_phone": "310-555-0188"}),
    (
        "clinician_contact",
        "she doesn't have a fax, 310-555-0188 is the office",
        {"clinician_phone": "310-555-0188"},
    ),
    ("clinician_contact", "the front desk is 310-555-0188 ext 2", {"clinician_phone": "310-555-0188 ext. 2"}),
    ("clinician_contact", "office@westside.example", {"clinician_email": "office@westside.example"}),
    (
        "clinician_contact",
        "shoot him a line at orlov@westside.example",
        {"clinician_email": "orlov@westside.example"},
    ),
    (
        "clinician_contact",
        "orlov@westside.example or 310-555-0188",
        {"clinician_email": "orlov@westside.example", "clinician_phone": "310-555-0188"},
    ),
    ("email", "my doctor's is anil@mehta.example", {"clinician_email": "anil@mehta.example"}),
    (
        "email",
        "d@example.com, and my cell is 310-555-0121",
        {"email": "d@example.com", "phone": "310-555-0121"},
    ),
    (None, "reach me at d@example.com or 310-555-0121", {"email": "d@example.com", "phone": "310-555-0121"}),
    (None, "use work: 310-555-0121", {"phone": "310-555-0121"}),
    (None, "call me at my office 310-555-0121", {"phone": "310-555-0121"}),
    (None, "want to book, 310-555-0121", {"phone": "310-555-0121"}),
    (None, "my wife's number is 310-555-0123", {}),
    (None, "her number is 310-555-0123", {}),
    (None, "is your number 310-555-0100?", {}),
    (None, "I called 310-555-0100 and nobody answered", {}),
    (
        None,
        "My husband's cell is 310-555-0123 but call me on 310-555-0121",
        {"phone": "310-555-0121"},
    ),
    (
        None,
        "My therapist is Beth Lin LCSW, beth@lin.example",
        {"clinician_name": "Beth Lin", "clinician_role": "therapist", "clinician_email": "beth@lin.example"},
    ),
    (
        "clinician_name",
        "Sam Orlov, PhD, at Westside, 310 555 0188",
        {
            "clinician_name": "Sam Orlov",
            "clinician_role": "psychologist",
            "clinician_practice": "Westside",
            "clinician_phone": "310-555-0188",
        },
    ),
    (
        "clinician_name",
        "Dr. Mark Day, May Street Clinic",
        {"clinician_name": "Mark Day", "clinician_practice": "May Street Clinic"},
    ),
    (
        "clinician_name",
        "my NP is Kelly Tran over at LifeStance",
        {
            "clinician_name": "Kelly Tran",
            "clinician_role": "nurse practitioner",
            "clinician_practice": "LifeStance",
        },
    ),
    (
        "clinician_practice",
        "Westside Behavioral Group, 310-555-0188",
        {"clinician_practice": "Westside Behavioral Group", "clinician_phone": "310-555-0188"},
    ),
    (
        "clinician_role",
        "psychiatrist, Dr. Mehta",
        {"clinician_role": "psychiatrist", "clinician_name": "Mehta"},
    ),
    ("name", "Beth, and my doctor is Dr. Smith", {"name": "Beth", "clinician_name": "Smith"}),
    ("phone", "don't call 310-555-0123, that's my work. use 310-555-0121", {"phone": "310-555-0121"}),
    ("summary", "her number is 310-555-0188", {"clinician_phone": "310-555-0188"}),
    ("summary", "yes", {}),
    ("summary", "310-555-0160", {}),
    (
        None,
        "soy Ana López, mi celular es 310 555 0121 y mi psiquiatra es la doctora Ruiz",
        {
            "name": "Ana López",
            "phone": "310-555-0121",
            "clinician_name": "Ruiz",
            "clinician_role": "psychiatrist",
        },
    ),
]


@pytest.mark.parametrize(("question", "text", "expected"), MESSAGES)
def test_a_whole_message(question: str | None, text: str, expected: dict[str, str]) -> None:
    """Every detail of a message goes to the right person, and nothing else is read."""
    assert shown(read_contacts(text, question)) == expected


@pytest.mark.parametrize(
    ("question", "text", "problem"),
    [
        (None, "310-555-0121 and 310-555-0188", ("phone", "310-555-0121, 310-555-0188")),
        ("phone", "310-555-0121, 310-555-0188", ("phone", "310-555-0121, 310-555-0188")),
        (
            "clinician_contact",
            "310-555-0188, 310-555-0189",
            ("clinician_phone", "310-555-0188, 310-555-0189"),
        ),
    ],
)
def test_two_numbers_nobody_can_tell_apart(question: str | None, text: str, problem: tuple[str, str]) -> None:
    """Two numbers without a word about them are not guessed at."""
    found = read_contacts(text, question)
    assert not found.found()
    assert [(p.field, p.code, p.value) for p in found.problems] == [(problem[0], "several_phones", problem[1])]


@pytest.mark.parametrize(
    ("text", "role"),
    {
        "psychiatrist": "psychiatrist",
        "a psychaitrist": "psychiatrist",
        "pyschiatrist": "psychiatrist",
        "phychiatrist": "psychiatrist",
        "my shrink": "psychiatrist",
        "psych": "psychiatrist",
        "psychologist": "psychologist",
        "psycologist": "psychologist",
        "she has a PhD, psychologist": "psychologist",
        "therapist": "therapist",
        "therpist": "therapist",
        "LMFT": "therapist",
        "psychotherapist": "therapist",
        "counsellor": "counselor",
        "councelor": "counselor",
        "LPCC": "counselor",
        "my GP": "primary care doctor",
        "pcp": "primary care doctor",
        "just my regular doctor": "primary care doctor",
        "family dr": "primary care doctor",
        "primary": "primary care doctor",
        "an internist": "primary care doctor",
        "nurse practitioner": "nurse practitioner",
        "he's a psych NP": "nurse practitioner",
        "PMHNP": "nurse practitioner",
        "physician's assistant": "physician assistant",
        "PA": "physician assistant",
        "LCSW": "clinical social worker",
        "social worker": "clinical social worker",
        "neurologist": "neurologist",
        "pain management": "pain specialist",
        "pain doc": "pain specialist",
        "cardiologist": "other clinician",
        "other": "other clinician",
        "doctor": "doctor",
        "not a psychiatrist, a therapist": "therapist",
        "psiquiatra": "psychiatrist",
        "He is my Psychiatrist.": "psychiatrist",
    }.items(),
)
def test_the_role_asked_for(text: str, role: str) -> None:
    """Asked for, what the clinician is has one label, however it is called or spelt."""
    assert read_contacts(text, "clinician_role").clinician_role == role


@pytest.mark.parametrize(
    "text",
    [
        "I don't know",
        "what do you mean?",
        "do you mean psychiatrist or therapist?",
        "she prescribes my meds",
        "talk therapy",
        "skip",
        "do I need one",
    ],
)
def test_no_role_where_none_was_said(text: str) -> None:
    """A question, a refusal or a treatment is no role."""
    assert read_contacts(text, "clinician_role").clinician_role is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a free clinic in compton", "Free clinic in compton"),
        ("forgot the name, it's on Olympic near the park", "On Olympic near the park"),
        ("he sees people from his house", "private practice"),
        ("teletherapy, through the Brightside app", "Teletherapy, through the Brightside app"),
        ("the place is called Cedar Row", "Cedar Row"),
        ("idk, some student health center", "Student health center"),
        ("the name of the clinic is", None),
        ("do you have an office in Pasadena?", None),
        ("I feel low at the office", None),
        ("no idea", None),
        ("call the office on 310-555-0100", None),
    ],
)
def test_a_place_that_is_described_will_do(text: str, place: str | None) -> None:
    """Staff can find it; a question, a number or half a sentence is none."""
    assert described_practice(text) == place


def test_a_role_in_passing_is_left() -> None:
    """Outside the questions about the clinician, a role counts only beside a name, a number or a practice."""
    assert read_contacts("I need a psychiatrist", None).clinician_role is None
    assert read_contacts("my psychiatrist thinks it may help", None).clinician_role is None
    assert read_contacts("my psychiatrist is Dr. Lee", None).clinician_role == "psychiatrist"
    assert read_contacts("I see a therapist", "clinician").clinician_role == "therapist"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("my therapist moved to Ohio, my family doctor looks after it now", "primary care doctor"),
        ("yes, I had a psychologist but she quit, so it's an NP", "nurse practitioner"),
        ("my former psychiatrist referred me to a therapist", "therapist"),
        ("my psychiatrist retired in May", "psychiatrist"),
    ],
)
def test_who_is_gone_gives_no_role_while_another_looks_after_it(text: str, role: str) -> None:
    """The one who manages the condition now is meant."""
    assert read_contacts(text, "clinician").clinician_role == role


@pytest.mark.parametrize(
    ("text", "practice"),
    {
        "Westside Behavioral Group": "Westside Behavioral Group",
        "westside behavioral group": "Westside Behavioral Group",
        "WESTSIDE BEHAVIORAL GROUP": "Westside Behavioral Group",
        "at Echo Park Psychiatry": "Echo Park Psychiatry",
        "she works out of Kaiser on Sunset": "Kaiser on Sunset",
        "kaiser": "Kaiser",
        "the VA": "the VA",
        "ucla": "UCLA",
        "USC Keck": "USC Keck",
        "cedars sinai": "Cedars Sinai",
        "private practice": "private practice",
        "her own office": "private practice",
        "she has her own practice": "private practice",
        "solo": "private practice",
        "it's called Blue Sky Wellness": "Blue Sky Wellness",
        "I think it's called Grow Therapy": "Grow Therapy",
        "she's at Mind & Body Clinic on Pico": "Mind & Body Clinic on Pico",
        "Sunset Medical Group in Santa Monica": "Sunset Medical Group in Santa Monica",
        "New Leaf": "New Leaf",
        "Lotus": "Lotus",
        "Family Therapy Center": "Family Therapy Center",
        "westside behavioral group, their number is 310-555-0188": "Westside Behavioral Group",
        "the practice is Echo Park Psychiatry": "Echo Park Psychiatry",
        "she moved to Kaiser": "Kaiser",
        "Kaiser?": "Kaiser",
        "st johns health center": "St Johns Health Center",
        "Providence St. Joseph": "Providence St. Joseph",
        "County mental health": "County mental health",
        "dr mehta's office": "Dr Mehta's Office",
    }.items(),
)
def test_the_practice_asked_for(text: str, practice: str) -> None:
    """Asked for, the practice is read without its lead and what trails it."""
    assert read_contacts(text, "clinician_practice").clinician_practice == practice


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine Clinics Los Angeles",
        "your clinic",
        "a clinic",
        "the hospital",
        "mental health",
        "she doesn't have one",
        "no practice",
        "Burbank",
        "at home",
    ],
)
def test_what_is_no_practice(text: str) -> None:
    """A kind of place alone, a town or this clinic itself is not the clinician's practice."""
    assert read_contacts(text, "clinician_practice").clinician_practice is None


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=300), question=st.sampled_from(QUESTIONS))
def test_any_text_is_read_without_an_error(text: str, question: str | None) -> None:
    """No text makes reading fail, and what is read is never empty."""
    found = read_contacts(text, question)
    assert all(value for value in found.found().values())


WORDS = (
    "my name is Dr. Lee , . ; \n 310-555-0121 555-0121 fax @ example.com at dot ( ) ' - NPI 1234567893 K-R-A-U-S-E not "
    "wrong ends in 0160 her doctor Beth y de la Jr MD call me & Kaiser clinic two l's .org it's no area code 323 é 李"
)
PIECES = st.sampled_from([*WORDS.split(" "), "\ue000"])


@settings(max_examples=300, deadline=None)
@given(pieces=st.lists(PIECES, max_size=25), question=st.sampled_from(QUESTIONS))
def test_any_mixture_of_cues_is_read_and_corrected_without_an_error(pieces: list[str], question: str | None) -> None:
    """Cues and values in any order make neither reading nor correcting fail."""
    text = " ".join(pieces)
    found = read_contacts(text, question)
    changed = correct(text, found, question)
    assert changed is None or isinstance(changed, Contacts)


@pytest.mark.parametrize(
    "piece", ["a", "Dr. ", "310-", "1 ", "K-", "my doctor is ", "at ", "x@", "one ", "'", "(", "not "]
)
def test_a_very_long_message_is_read_in_a_moment(piece: str) -> None:
    """A message of any length is read in well under a second: only its beginning counts."""
    started = time.perf_counter()
    read_contacts(piece * 20_000, "clinician_name")
    assert time.perf_counter() - started < 1.0


def test_what_follows_the_limit_is_not_read() -> None:
    """Only the first 2,000 characters are read."""
    assert read_contacts("a " * 1_100 + "my number is 310-555-0121", None).phone is None
