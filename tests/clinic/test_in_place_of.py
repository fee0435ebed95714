"""Another clinician in place of the known one: denied or gone, and the other named."""

from __future__ import annotations

import pytest

from bot.clinic.interview.held_after_all import has_none
from bot.clinic.interview.in_place_of import named_in_place

KNOWN = {"clinician_name": "Irma Boyle", "name": "Rita Lowe"}


@pytest.mark.parametrize(
    "text",
    [
        "not Irma, she quit. it's Saul Denning now",
        "irma left the office in may, saul denning took over",
        "I no longer see Irma. my new counselor is Saul Denning",
        "instead of Irma Boyle put Saul Denning",
        "Saul Denning, not Irma Boyle",
        "she moved away. now I go to Dr. Saul Denning",
        "i dont see irma any more, i see a new one now, saul denning",
    ],
)
def test_another_is_named(text: str) -> None:
    """However the two are told."""
    assert named_in_place(text, KNOWN) == "Saul Denning"


@pytest.mark.parametrize(
    "text",
    [
        "she left me a voicemail",
        "not Irma's number, mine",
        "Irma retired from Cedars, she's at Oak House",
        "my name is Rita, not Irma",
        "Irma isn't in on Mondays, Tuesday is fine",
        "not Irma? is it Saul Denning then?",
        "please don't call Irma, call me",
        "she retired. Lena Foss",
    ],
)
def test_no_other_is_named(text: str) -> None:
    """Nobody is denied, or nobody named: it is better asked."""
    assert named_in_place(text, KNOWN) is None


def test_a_part_said_anew_keeps_the_rest() -> None:
    """A better spelling is no other person; another surname behind "Dr." is."""
    assert named_in_place("Boyle is wrong, it's Boyl", KNOWN) == "Irma Boyl"
    assert named_in_place("not Dr. Boyle, it's Dr. Denning", KNOWN) == "Denning"


def test_at_the_question_for_ones_own_name() -> None:
    """A name behind "she retired" may be the writer's."""
    assert named_in_place("she retired. it's Lena Foss", KNOWN, "name") is None
    assert named_in_place("Irma retired, I see Saul Denning now", KNOWN, "name") == "Saul Denning"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no, I don't have any doctor", True),
        ("nope, no counselor like I said", True),
        ("no, I don't want one", False),
        ("no doctor", False),
        ("yes, I have no therapist", False),
    ],
)
def test_only_said_again_that_there_is_none(text: str, said: bool) -> None:
    assert has_none(text) is said
