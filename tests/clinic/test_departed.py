"""The clinician who was named has died or left: known by name, by role or by practice, not by an accident of words."""

from __future__ import annotations

import pytest

from bot.clinic.interview.departed import departure, without_departure

KNOWN = {"clinician_name": "Ann Keough", "clinician_practice": "Mar Vista Care", "name": "Buddy Zelnick"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sadly my psychiatrist died this spring", "died"),
        ("Dr. Keough has passed away", "died"),
        ("oh, Ann retired a month ago", "left"),
        ("my doctor isn't working there any more", "left"),
        ("I no longer see Dr. Keough", "left"),
        ("Mar Vista Care shut down in June", "left"),
        ("she left a message", None),
        ("Dr. Keough left me a voicemail", None),
        ("Dr. Keough passed my papers on to you", None),
        ("he passed away last year", None),
        ("my dog died", None),
        ("is Mar Vista Care closed on Fridays?", None),
        ("what if she retired?", None),
        ("Dr. Keough retired, it's Dr. Lee Santos now", None),
    ],
)
def test_how_the_clinician_has_gone(text: str, expected: str | None) -> None:
    """Where another clinician is named the name is put right instead."""
    assert departure(text, KNOWN) == expected


def test_nobody_has_gone_where_none_was_named() -> None:
    assert departure("my psychiatrist retired", {"clinician": "yes"}) is None


def test_what_else_is_said_is_left() -> None:
    assert without_departure("Dr. Keough retired in June. I'm Buddy Zelnick", KNOWN) == "I'm Buddy Zelnick"
