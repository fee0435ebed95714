"""Who asks for a moment, comes back, or tells how bad it is, instead of answering."""

from __future__ import annotations

import pytest

from bot.clinic.interview.inquiries import inquiries
from bot.clinic.interview.loose import tells_of_suffering
from bot.clinic.interview.message import Message
from bot.clinic.reading import asks_to_pause, asks_to_wait, comes_back, command


@pytest.mark.parametrize(
    "text", ["just a sec", "hang on a minute pls", "brb", "gimme a min", "let me check", "un momento"]
)
def test_a_moment_is_a_command(text: str) -> None:
    assert command(text) == "wait"


@pytest.mark.parametrize(
    "text", ["brb my dog", "sorry hold on someone's at the door", "wait still looking for the card"]
)
def test_a_moment_with_its_reason(text: str) -> None:
    assert command(text) is None and asks_to_wait(text)


@pytest.mark.parametrize(
    "text", ["a second opinion", "one minute I'm okay, the next I'm not", "I can't hold on any longer", "wait, Tuesday"]
)
def test_what_asks_for_no_moment(text: str) -> None:
    assert command(text) != "wait" and not asks_to_wait(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("let's pause here and finish it on Sunday", True),
        ("stop, I have to think about it", True),
        ("could we stop for now, I'll come back tonight", True),
        ("I can't stop thinking about it", False),
        ("the voices don't stop", False),
        ("go on please", False),
    ],
)
def test_who_leaves_off(text: str, said: bool) -> None:
    assert asks_to_pause(text) is said


def test_who_comes_back() -> None:
    assert comes_back("ok I'm back") and comes_back("hi, where were we?")
    assert not comes_back("continue") and not comes_back("go back")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I'm just crying all day", True),
        ("the panic won't let go", True),
        ("I feel so alone", True),
        ("numbers I'd rather not give", False),
        ("please book me, I'm desperate", False),
        ("is crying normal?", False),
    ],
)
def test_somebody_tells_how_bad_it_is(text: str, said: bool) -> None:
    assert tells_of_suffering(text) is said


@pytest.mark.parametrize(
    ("text", "goal", "fee"),
    [
        ("so what do I owe", "cancel", True),
        ("will you bill me", "cancel", True),
        ("how much does an infusion cost me", "cancel", False),
        ("how much notice do you need", "move", False),
        ("what does it cost", None, False),
    ],
)
def test_what_a_change_costs(text: str, goal: str | None, fee: bool) -> None:
    """Right after one nothing else is meant, unless it is named."""
    asked, _ = inquiries(Message(text), None, goal)
    assert ("fee" in dict(asked)) is fee
