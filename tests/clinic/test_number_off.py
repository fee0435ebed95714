"""Who wants their number off our list, which by text is the end of all texts, and who wants something else."""

from __future__ import annotations

import pytest

from bot.clinic.interview.leaving import takes_number_off


@pytest.mark.parametrize(
    "words",
    [
        "erase this number please",
        "can you take my cell off your list",
        "drop my number now!!",
        "stop. delete my phone number",
        "i want you to forget this number",
        "take me off your contacts",
        "pls get rid of my number thx",
        "borre mi numero por favor",
    ],
)
def test_the_number_is_to_go(words: str) -> None:
    """In whatever words, if it is all they say."""
    assert takes_number_off(words)


@pytest.mark.parametrize(
    "words",
    [
        "delete my number, use 323-555-0164",
        "erase everything you know about me",
        "delete my records",
        "remove the number of my doctor",
        "forget me not",
        "take me in please",
        "ok take my number",
        "remove my email",
        "did you delete my number and what else do you keep",
    ],
)
def test_something_else_is_to_go(words: str) -> None:
    """A number that is put right, what is kept, or the clinician's."""
    assert not takes_number_off(words)
