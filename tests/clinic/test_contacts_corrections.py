"""Corrections in free wording: a part of a value, another value, or none at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.clinic.contacts import Contacts, PhoneNumber, correct, read_contacts
from bot.clinic.interview.facts import as_contacts, as_facts
from bot.clinic.interview.named import by_role

SENTENCES = [
    line
    for line in Path(__file__).with_name("contacts_silence.txt").read_text(encoding="utf-8").splitlines()
    if line and line[0] not in "[#"
]


def number(local: str) -> PhoneNumber:
    """Return a number as it is read from an answer."""
    phone = read_contacts(local, "phone").phone
    assert phone is not None
    return phone


KNOWN = Contacts(
    name="Dana Krauss",
    phone=number("310-555-0121"),
    email="dana.k@example.com",
    clinician_name="Anil Meta",
    clinician_role="therapist",
    clinician_practice="Westside Behavioral Group",
    clinician_phone=number("310-555-0188 ext. 2"),
    clinician_fax=number("310-555-0189"),
)


def shown(changed: Contacts | None) -> dict[str, str]:
    """Return the changed values as people read them."""
    assert changed is not None
    return {
        field: value.national if isinstance(value, PhoneNumber) else value for field, value in changed.found().items()
    }


CORRECTIONS = {
    # numbers, in part
    "wait I typed my number wrong, it ends in 0160": {"phone": "310-555-0160"},
    "it ends in 0160": {"phone": "310-555-0160"},
    "should end with 60": {"phone": "310-555-0160"},
    "last four are 0160": {"phone": "310-555-0160"},
    "the last four digits should be 0160": {"phone": "310-555-0160"},
    "the last digit is 3": {"phone": "310-555-0123"},
    "ends in oh one six oh": {"phone": "310-555-0160"},
    "ends in 60 not 21": {"phone": "310-555-0160"},
    "0160 not 0121": {"phone": "310-555-0160"},
    "it's 0160, not 0121": {"phone": "310-555-0160"},
    "not 0121, 0160": {"phone": "310-555-0160"},
    "change 0121 to 0160": {"phone": "310-555-0160"},
    "0121 should be 0160": {"phone": "310-555-0160"},
    "0177 instead of 0188": {"clinician_phone": "310-555-0177 ext. 2"},
    "the doctor's number ends in 0199": {"clinician_phone": "310-555-0199 ext. 2"},
    "her fax ends in 0190": {"clinician_fax": "310-555-0190"},
    "my therapist's number ends in 81 not 88": {"clinician_phone": "310-555-0181 ext. 2"},
    "area code is 323": {"phone": "323-555-0121"},
    "the area code should be 424, not 310": {"phone": "424-555-0121"},
    "323 not 310": {"phone": "323-555-0121"},
    "my number should be 555-0199": {"phone": "310-555-0199"},
    "I told you 555-0121, that's the old house. It's 555-0143 now": {"phone": "310-555-0143"},
    # numbers, whole
    "the doctor's number is wrong: 310-555-0177": {"clinician_phone": "310-555-0177"},
    "her number is 310-555-0177": {"clinician_phone": "310-555-0177"},
    "can you change my phone to 310-555-0160?": {"phone": "310-555-0160"},
    "sorry I meant 310 555 0122": {"phone": "310-555-0122"},
    "310-555-0122": {"phone": "310-555-0122"},
    "310-555-0178": {"clinician_phone": "310-555-0178"},
    "actually use my work number 424-555-0100": {"phone": "424-555-0100"},
    "i gave you my old number. new one is 424 555 0100": {"phone": "424-555-0100"},
    "the fax is 310-555-0190": {"clinician_fax": "310-555-0190"},
    "that was my husband's number. Mine is 310-555-0172.": {"phone": "310-555-0172"},
    # addresses
    "my email is .org not .com": {"email": "dana.k@example.org"},
    "it's dot org not dot com": {"email": "dana.k@example.org"},
    "gmail not example": {"email": "dana.k@gmail.com"},
    "my email should end in .net": {"email": "dana.k@example.net"},
    "wrong email, it's at gmail": {"email": "dana.k@gmail.com"},
    "underscore not dot": {"email": "dana_k@example.com"},
    "email: no dot": {"email": "danak@example.com"},
    "dina not dana in my email": {"email": "dina.k@example.com"},
    "I put the wrong email, use dk@example.com": {"email": "dk@example.com"},
    "it's dana_k at example dot com": {"email": "dana_k@example.com"},
    "her email is orlov@westside.example": {"clinician_email": "orlov@westside.example"},
    # names
    "it's spelled K-R-A-U-S-E": {"name": "Dana Krause"},
    "k r a u s e": {"name": "Dana Krause"},
    "it's Krause": {"name": "Dana Krause"},
    "*Krause": {"name": "Dana Krause"},
    "Krause with an e": {"name": "Dana Krause"},
    "one s in Krauss": {"name": "Dana Kraus"},
    "my last name has only one s": {"name": "Dana Kraus"},
    "with a c not a k": {"name": "Dana Crauss"},
    "my last name is Castellano": {"name": "Dana Castellano"},
    "my last name has two l's, Castellano": {"name": "Dana Castellano"},
    "surname should be Krause": {"name": "Dana Krause"},
    "that's my maiden name. It ought to be Hollis.": {"name": "Dana Hollis"},
    "my first name is Dayna": {"name": "Dayna Krauss"},
    "it's not Dana, it's Dayna": {"name": "Dayna Krauss"},
    "Dayna": {"name": "Dayna Krauss"},
    "I spelled my name wrong, it's Dana Krouse": {"name": "Dana Krouse"},
    "my name is Beth Sandoval": {"name": "Beth Sandoval"},
    "no, Mehta with an h": {"clinician_name": "Anil Mehta"},
    "Mehta, not Meta": {"clinician_name": "Anil Mehta"},
    "his last name is Mehta": {"clinician_name": "Anil Mehta"},
    "the h is missing in Mehta": {"clinician_name": "Anil Mehta"},
    "Meta with two t's": {"clinician_name": "Anil Metta"},
    "Dr. Mehta": {"clinician_name": "Anil Mehta"},
    "wrong doctor, it's Dr. Ana Ruiz": {"clinician_name": "Ana Ruiz"},
    "that was my old one. It's Dr. Ana Ruiz": {"clinician_name": "Ana Ruiz"},
    "Replace Dr. Meta by Dr. Lauer": {"clinician_name": "Lauer"},
    "my doctor's name is wrong, it's Lindner": {"clinician_name": "Lindner"},
    "The summary says Dr. Meta. It should be Dr. Bell.": {"clinician_name": "Bell"},
    # role and practice
    "she's a psychologist not a therapist": {"clinician_role": "psychologist"},
    "he's actually a nurse practitioner": {"clinician_role": "nurse practitioner"},
    "she moved to Kaiser": {"clinician_practice": "Kaiser"},
    "practice is Echo Park Psychiatry": {"clinician_practice": "Echo Park Psychiatry"},
    # several
    "sorry, my doctor is Dr. Beth Lin at Kaiser, 310-555-0144": {
        "clinician_name": "Beth Lin",
        "clinician_practice": "Kaiser",
        "clinician_phone": "310-555-0144",
    },
}


@pytest.mark.parametrize(("text", "expected"), CORRECTIONS.items())
def test_a_correction(text: str, expected: dict[str, str]) -> None:
    """Only what a correction changes comes back, as a whole value."""
    assert shown(correct(text, KNOWN)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "that's wrong",
        "change my number",
        "wrong email",
        "my name is spelled wrong",
        "I put the wrong doctor",
        "Tuesday not Monday",
        "3pm not 4pm",
        "make it 10 not 11",
        "not 17, 71. I'm 71",
        "is that right?",
        "What's my number?",
        "my phone is 310-555-0121",
        "my name is Dana Krauss",
        "323-555-0199",
        "Beth Sandoval",
        "",
    ],
)
def test_nothing_can_be_told(text: str) -> None:
    """Without a new value, or with the old one, or with one nobody can place, nothing changes."""
    assert correct(text, KNOWN) is None


@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_is_no_correction_changes_nothing(sentence: str) -> None:
    """A sentence without contact details corrects none."""
    for question in (None, "summary", "name", "clinician_name"):
        assert correct(sentence, KNOWN, question) is None, question


def test_a_new_value_that_cannot_be_used_is_said_so() -> None:
    """A new number without an area code comes back as a problem, where its exchange is another one."""
    changed = correct("my number is 444-0199", KNOWN)
    assert changed is not None
    assert not changed.found()
    assert [(p.field, p.code) for p in changed.problems] == [("phone", "phone_too_short")]


@pytest.mark.parametrize(
    ("text", "field"),
    {
        "remove my email": "email",
        "please delete her fax": "clinician_fax",
        "don't use my e-mail": "email",
    }.items(),
)
def test_a_value_is_taken_out(text: str, field: str) -> None:
    """An optional value one wants taken out is named, and nothing else changes."""
    changed = correct(text, KNOWN)
    assert changed is not None
    assert changed.cleared == (field,)
    assert not changed.found()


def test_a_value_that_is_not_known_cannot_be_taken_out() -> None:
    """What was never given needs no taking out."""
    assert correct("remove my email", replace(KNOWN, email=None)) is None


def test_the_only_number_known_is_the_one_meant() -> None:
    """With one number known, a new one without a word replaces it."""
    only = Contacts(name="Dana Krauss", phone=number("310-555-0121"))
    assert shown(correct("213-555-0199", only)) == {"phone": "213-555-0199"}
    clinic_only = Contacts(clinician_phone=number("310-555-0188"))
    assert shown(correct("it ends in 0199", clinic_only)) == {"clinician_phone": "310-555-0199"}


def test_the_question_says_which_is_meant() -> None:
    """Where words do not tell, what was asked last does."""
    assert shown(correct("it ends in 0160", KNOWN, "clinician_contact")) == {"clinician_phone": "310-555-0160 ext. 2"}
    assert shown(correct("Lindner", KNOWN, "clinician_name")) == {"clinician_name": "Lindner"}
    assert shown(correct("Beth Sandoval", KNOWN, "name")) == {"name": "Beth Sandoval"}


BOTH = {
    "name": "Olga Brandt",
    "phone": "+13105550121",
    "clinician_name": "Ilse Keller",
    "clinician_practice": "Elm Court Clinic",
    "clinician_phone": "+13105550189",
    "clinician_email": "ilse@elmcourt.org",
}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Keller's number ends in 0144", {"clinician_phone": "+13105550144"}),
        ("ilse kellers number is 310-555-0144", {"clinician_phone": "+13105550144"}),
        ("Dr. Keller's last four should be 0144", {"clinician_phone": "+13105550144"}),
        ("the number for Elm Court is 310-555-0144", {"clinician_phone": "+13105550144"}),
        ("Elm Court Clinic's area code is 424", {"clinician_phone": "+14245550189"}),
        ("area code for the clinic is 424", {"clinician_phone": "+14245550189"}),
        ("Olga's number ends in 0144", {"phone": "+13105550144"}),
        ("Keller's e-mail is .com not .org", {"clinician_email": "ilse@elmcourt.com"}),
        ("Keller's ext is 7", {"clinician_phone": "+13105550189", "clinician_extension": "7"}),
        ("Keller is a social worker", {"clinician_role": "clinical social worker"}),
        ("Ilse works at Pine House", {"clinician_practice": "Pine House"}),
        ("Keller's last name is Kellner", {"clinician_name": "Ilse Kellner"}),
    ],
)
def test_a_known_name_says_whose_it_is(words: str, expected: dict[str, str]) -> None:
    """The clinician's, their practice's, or one's own, with an "s" or in other ways that say so."""
    changed = correct(by_role(words, BOTH), as_contacts(BOTH), "summary")
    assert changed is not None and as_facts(changed) == expected
