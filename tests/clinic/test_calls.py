"""What is said about a call by the staff: when, not any more, and whether anything is booked."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from bot.clinic.interview.calls import (
    asks_whether_booked,
    call_time_beside,
    call_wish,
    told_of_time,
    waits_for_call,
    withdraws_call,
)
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


SATURDAY = "Saturday, November 28, in the morning"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no, I said Wednesday at 3, not Friday", "Wednesday, November 25, at 3 pm"),
        ("friday, until 2 or so", "Friday, November 27, before 2 pm"),
        ("lunch is best, like 12-1", "Saturday, November 28, around lunch"),
        ("not before 9", "Saturday, November 28, from 9 am on"),
        ("any time but mornings", "any time but mornings"),
        ("could they ring on Tuesday instead?", "Tuesday, November 24"),
        ("so they ring on Tuesday, yes? should I stay home today", ""),
        ("I'd like to book for Tuesday at 3", ""),
        ("is Friday a holiday?", ""),
    ],
)
def test_a_call_that_stands_gets_another_time_only_by_what_is_told(text: str, expected: str) -> None:
    assert call_wish(told_of_time(text), NOW, HOURS, SATURDAY) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("310-555-0107. Wednesdays after three.", None, "Wednesday, from 3 pm on"),
        ("Ida Voss, ring me any afternoon", "Ida Voss", "afternoons"),
        ("Wednesday Cole", "Wednesday Cole", ""),
        ("April Lane, 310.555.0107", "April Lane", ""),
        ("310-555-0107. do you ring on weekends?", None, ""),
    ],
)
def test_the_time_of_a_call_is_found_beside_a_name_or_number(text: str, name: str | None, expected: str) -> None:
    assert call_time_beside(text, name, NOW, HOURS) == expected


@pytest.mark.parametrize("text", ["no one has rung me", "did your staff see my request?", "still waiting"])
def test_somebody_wonders_what_became_of_the_call(text: str) -> None:
    assert waits_for_call(text)


@pytest.mark.parametrize("text", ["nobody understands me", "did you say Tuesday?"])
def test_other_words_wonder_about_no_call(text: str) -> None:
    assert not waits_for_call(text)


@pytest.mark.parametrize(
    ("text", "off"), [("can you cancel that, sorry", True), ("if I cancel it, is there a fee", False)]
)
def test_it_may_be_cancelled_without_its_name(text: str, off: bool) -> None:
    assert withdraws_call(Message(text)) is off
