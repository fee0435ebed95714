"""Surnames that are also words: short ones, abbreviations, words of grammar."""

from __future__ import annotations

import pytest

from bot.clinic.contacts import Contacts, correct, read_contacts

SURNAMES = [
    *("Abt", "Ng", "Wu", "Oh", "Li", "Au", "Day", "Ok", "Im", "So", "Ma", "Can", "Will", "May"),
    *("Her", "Do", "Tu", "Yu", "Bui", "Vu", "Up", "At", "By"),
]


@pytest.mark.parametrize("surname", SURNAMES)
@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("clinician_name", "Dr. Renate {}."),
        ("clinician_name", "Renate {}"),
        ("clinician_name", "it's Renate {}"),
        ("clinician_name", "Dr. Renate {} at Oak House"),
        ("name", "Renate {}"),
        ("name", "My name is Renate {}."),
    ],
)
def test_behind_a_given_name_any_word_is_a_surname(surname: str, question: str, words: str) -> None:
    """A capital letter and the end of what is said tell it from a word of the sentence."""
    contacts = read_contacts(words.format(surname), question)
    assert f"Renate {surname}" in (contacts.name, contacts.clinician_name)


@pytest.mark.parametrize("surname", ["Abt", "Im", "Can", "Her", "Oh", "Tu"])
def test_behind_a_title_any_word_is_a_surname(surname: str) -> None:
    """Where it ends what is said."""
    assert read_contacts(f"Dr. {surname}", "clinician_name").clinician_name == surname


@pytest.mark.parametrize("words", ["simone abt", "SIMONE ABT", "dr simone abt"])
def test_a_word_that_ends_no_sentence_needs_no_capital(words: str) -> None:
    """So it can only be the surname."""
    assert read_contacts(words, "clinician_name").clinician_name == "Simone Abt"


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("name", "Renate Thanks", "Renate"),
        ("name", "Renate here", "Renate"),
        ("name", "Renate. So", "Renate"),
        ("name", "Will Do", None),
        ("name", "Go Back", None),
        ("clinician_name", "I have no Dr. Sorry", None),
        ("clinician_name", "my Dr. Her hours are short", None),
        ("clinician_name", "Dr. Renate At 310-555-0144", "Renate"),
        ("clinician_name", "Dr. Renate Can Be Reached At Oak House", "Renate"),
    ],
)
def test_words_beside_a_name_stay_words(question: str, words: str, expected: str | None) -> None:
    """Courtesies, and words with which the sentence goes on."""
    contacts = read_contacts(words, question)
    assert (contacts.name if question == "name" else contacts.clinician_name) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Her name is Renate Abt.", "Renate Abt"),
        ("the doctor's last name is Abt, can you fix it", "Ilse Abt"),
        ("clinician's surname is wrong, it's Im", "Ilse Im"),
        ("His name is Per Dalgaard", "Per Dalgaard"),
        ("her name is misspelled", None),
    ],
)
def test_a_name_is_put_right_by_such_a_surname(words: str, expected: str | None) -> None:
    """Whole, or only the last name."""
    changed = correct(words, Contacts(name="Olga Brandt", clinician_name="Ilse Keller"), "summary")
    assert (changed.clinician_name if changed else None) == expected
