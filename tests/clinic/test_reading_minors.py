"""What somebody says who was turned away for their age: how it goes on, or that they leave it at that."""

from __future__ import annotations

import pytest

from bot.clinic.interview.inquiries import inquiries
from bot.clinic.interview.message import Message
from bot.clinic.reading import asks_for_way, gives_in


@pytest.mark.parametrize(
    "text",
    [
        "and what should my dad do now",
        "would you phone my mom?",
        "how can she reach you",
        "so then what",
        "does my guardian have to come",
    ],
)
def test_how_it_goes_on(text: str) -> None:
    assert asks_for_way(text)


@pytest.mark.parametrize("text", ["what does ketamine do", "does my mom have to pay", "can she book it", "is it safe?"])
def test_other_questions_are_not_that(text: str) -> None:
    assert not asks_for_way(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("okay then", True),
        ("oh well, got it", True),
        ("sure, be that way", True),
        ("ok but can you make an exception", False),
        ("ok?", False),
        ("no", False),
    ],
)
def test_they_leave_it_at_that(text: str, said: bool) -> None:
    assert gives_in(text) is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("could I sign for my daughter?", True),
        ("can't I consent on her behalf", True),
        ("do I have to sign a form?", False),
        ("I sign for him all the time", False),
    ],
)
def test_a_parent_who_would_sign(text: str, said: bool) -> None:
    asked, _ = inquiries(Message(text), "name")
    assert (bool(asked) and asked[0][0] == "parent_signs") is said
