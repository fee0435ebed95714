"""What is said about a call by the staff: when, not any more, and whether anything is booked."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from bot.clinic.interview.calls import asks_whether_booked, call_wish, withdraws_call
from bot.clinic.interview.hours import opening_hours
from bot.clinic.interview.message import Message
from bot.clinic.profile import load_clinic

CLINIC = load_clinic(Path(__file__).parents[2] / "clinic.yml")
HOURS = opening_hours(CLINIC, date(2026, 11, 23))
NOW = datetime.fromisoformat("2026-11-23T10:05-08:00")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("asap please", "as soon as possible"),
        ("right away or tomorrow morning", "as soon as possible, or Tuesday, November 24, in the morning"),
        ("could you switch it to afternoons", "afternoons"),
        ("after 6 pm", "from 6 pm on"),
        ("hello", ""),
    ],
)
def test_the_wish_for_a_call_is_kept_as_far_as_it_is_understood(text: str, expected: str) -> None:
    assert call_wish(text, NOW, HOURS) == expected


@pytest.mark.parametrize(
    "text", ["please drop the call", "you needn't ring me", "scratch that callback", "no phone call then"]
)
def test_a_call_that_is_not_wanted_any_more_is_withdrawn(text: str) -> None:
    assert withdraws_call(Message(text))


@pytest.mark.parametrize(
    "text", ["no calls and no texts", "don't call my therapist", "why has nobody called?", "call me"]
)
def test_other_words_of_calls_withdraw_none(text: str) -> None:
    assert not withdraws_call(Message(text))


@pytest.mark.parametrize("text", ["is he scheduled yet?", "and when exactly?", "was she booked"])
def test_whether_anything_is_booked_is_asked(text: str) -> None:
    assert asks_whether_booked(Message(text))
