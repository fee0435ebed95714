"""Who says that we write to the wrong person, and who only mistyped a number of their own."""

from __future__ import annotations

import pytest

from bot.clinic.reading.wrong_number import ends_texts, never_signed_up, says_wrong_number

NAMES = ["Odile Marchbanks"]


@pytest.mark.parametrize(
    "words",
    [
        "hey, wrong number",
        "pretty sure you've got the wrong gal here",
        "rong number bud",
        "wrong #!!",
        "this isn't Odile's cell",
        "Odile no longer has this number",
        "I am not Odile",
        "who the heck is odile?",
        "not Odile",
        "there's no one here called that",
        "this phone doesn't belong to her",
        "tiene el número equivocado",
        "se ha equivocado de persona",
        "no soy Odile",
        "wrong person. remove me please",
    ],
)
def test_somebody_else_has_the_number(words: str) -> None:
    """In whatever words, and in Spanish; by the name as well, where it is known who gave the number."""
    assert says_wrong_number(words, NAMES)


@pytest.mark.parametrize(
    "words",
    [
        "sorry, I gave you the wrong number",
        "wrong number, it's 323-555-0142",
        "that's not my number",
        "oops, wrong number, I meant to text my boss",
        "you have the wrong number for my therapist",
        "this is not Odile, it's her husband. she can't come",
        "is that the wrong day?",
        "I'm not sure",
        "I'm not on any meds",
        "nobody by my side",
        "Odile here",
    ],
)
def test_the_number_is_theirs(words: str) -> None:
    """A slip of their own, a shared phone, and what only sounds alike."""
    assert not says_wrong_number(words, NAMES)


def test_a_name_counts_only_where_it_is_known() -> None:
    """Of a name that nobody gave, "I'm not ..." says nothing."""
    assert not says_wrong_number("I am not Odile")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("I never signed up with you people", True),
        ("didn't register for this", True),
        ("I never signed up for reminders", False),
        ("haven't I signed up yet?", False),
    ],
)
def test_somebody_who_asked_for_nothing(words: str, said: bool) -> None:
    """They say it as a fact, and of more than the reminders."""
    assert never_signed_up(words) is said


def test_the_end_of_texts_beside_it() -> None:
    """It is wanted only where it is said."""
    assert ends_texts("wrong number, quit texting me") and not ends_texts("wrong number")
