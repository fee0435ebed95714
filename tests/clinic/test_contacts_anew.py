"""A part of a name, a number or a practice said after the rest of it was given."""

from __future__ import annotations

import pytest

from bot.clinic.contacts import correct, read_contacts
from bot.clinic.contacts.correct_practices import gives_new_practice, said_as
from bot.clinic.interview.beside_permission import details_beside
from bot.clinic.interview.facts import as_contacts, as_facts

BOTH = {
    "name": "Olga Brandt",
    "phone": "+13105550143",
    "clinician_name": "Wexford",
    "clinician_practice": "Monte Verde Clinic",
    "clinician_phone": "+13105550158",
}


def changed(words: str, **known: str) -> dict[str, str]:
    """Return the facts that a correction changes."""
    told = correct(words, as_contacts({**BOTH, **known}), "summary")
    return as_facts(told) if told is not None else {}


@pytest.mark.parametrize(
    ("known", "words", "name"),
    [
        ("Wexford", "her first name is Greta", "Greta Wexford"),
        ("Wexford", "Greta is her first name", "Greta Wexford"),
        ("Wexford", "first name: Greta", "Greta Wexford"),
        ("Wexford", "her last name is Wexforth", "Wexforth"),
        ("Wexford", "her last name is wrong, it's Tilden", "Tilden"),
        ("Greta", "her last name is Tilden", "Greta Tilden"),
        ("Greta", "her surname is de la Torre", "Greta de la Torre"),
        ("Greta", "her first name is Gretel", "Gretel"),
        ("Greta Wexford", "her first name is Hilda", "Hilda Wexford"),
    ],
)
def test_a_part_of_a_name(known: str, words: str, name: str) -> None:
    """It is put beside the other part, or in the place of what was known of it."""
    assert changed(words, clinician_name=known) == {"clinician_name": name}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("my phone ends in 44, not 43, and my doctor is nice", {"phone": "+13105550144"}),
        ("mine ends in 44 and my doctor's in 59", {"phone": "+13105550144"}),
        ("the doctor's number, not mine, ends in 59", {"clinician_phone": "+13105550159"}),
        ("ends in 59, my doctor's number I mean", {"clinician_phone": "+13105550159"}),
        ("it's 44 not 43 at the end", {"phone": "+13105550144"}),
        ("the last two digits of my doctor's number are 59", {"clinician_phone": "+13105550159"}),
        ("her number ends in 44 not 43", {}),
        ("it ends in 62 not 61", {}),
        ("it ends in 58", {}),
        ("it doesn't end in 43", {}),
    ],
)
def test_the_number_of_the_clause(words: str, expected: dict[str, str]) -> None:
    """Whose it is its own clause says; what it is not must be what it was."""
    assert changed(words) == expected


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("the practice is Oak House now", True),
        ("my doctor works in Oak Clinic", True),
        ("Oak House instead of Monte Verde", True),
        ("the practice is Monte Verde Clinic", False),
        ("is the practice Oak House?", False),
        ("she works in pediatrics", False),
        ("the clinic is near Oak House", False),
    ],
)
def test_a_new_practice(text: str, new: bool) -> None:
    """It is named in so many words, and not the known one."""
    assert gives_new_practice(text, BOTH["clinician_practice"]) is new


def test_what_a_practice_is_called() -> None:
    """Not by what it is alone."""
    assert said_as("Monte Verde Clinic") == ["Monte Verde Clinic", "Verde Clinic", "Monte Verde", "Monte"]
    assert said_as("Kaiser") == ["Kaiser"]


@pytest.mark.parametrize(
    ("text", "practice"),
    [
        ("at the va in west la", "VA in West LA"),
        ("Kaiser in la", "Kaiser in LA"),
        ("the clinic at casa de la luz", None),
    ],
)
def test_a_town_in_short(text: str, practice: str | None) -> None:
    """It is the end of a name."""
    read = read_contacts(text, "clinician_practice").clinician_practice
    assert read == practice or (practice is None and not str(read).endswith(" la"))


def test_details_beside_a_permission() -> None:
    """A number alone, a remark and what is one's own are no details."""
    assert details_beside("you may call her. She is at Oak Clinic, 310-555-0158") == {
        "clinician_practice": "Oak Clinic",
        "clinician_phone": "+13105550158",
    }
    for text in ("yes. 310-555-0158", "yes. No Problem", "yes, I work at Oak Clinic", "ok, is she at Oak Clinic?"):
        assert details_beside(text) == {}
