"""What somebody says of an appointment to come; late in whatever words, also on the way."""

from __future__ import annotations

import pytest

from bot.clinic.texting.attendance import Attendance, attendance_of


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("runnin a lil late", None),
        ("im gonna b late sorry", None),
        ("sorry running 20 min late is that ok", 20),
        ("running behind, 5 mins", 5),
        ("late by 15", 15),
        ("my uber is delayed", None),
        ("there's terrible traffic, sorry", None),
        ("stuck on the 101", None),
        ("get there in like 15", None),
        ("8 min away", None),
        ("got held up at work", None),
        ("I'll be 10m late", 10),
    ],
)
def test_late(words: str, minutes: int | None) -> None:
    """With the minutes, where it is said how late."""
    assert attendance_of(words) == Attendance("late", minutes)


@pytest.mark.parametrize(
    "words",
    [
        "what if i am late?",
        "is traffic bad there in the morning?",
        "i work late on mondays",
        "be there in 10 days",
        "is there a late afternoon slot",
        "i won't be late",
        "can we do a later time",
        "i stayed up late again",
    ],
)
def test_not_late(words: str) -> None:
    """A question, other late hours, and who is in time."""
    found = attendance_of(words)
    assert found is None or found.kind != "late"
