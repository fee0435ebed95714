"""Reading two times of a day, however people type them."""

from __future__ import annotations

from datetime import time

import pytest

from bot.clinic.wall_times import read_times, say_clock


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("09:00-17:00", "9:00 AM", "5:00 PM"),
        ("9am-12pm", "9:00 AM", "12:00 PM"),
        ("9-5pm", "9:00 AM", "5:00 PM"),
        ("1-5pm", "1:00 PM", "5:00 PM"),
        ("11-1pm", "11:00 AM", "1:00 PM"),
        ("10-12pm", "10:00 AM", "12:00 PM"),
        ("12-5pm", "12:00 PM", "5:00 PM"),
        ("9am-5", "9:00 AM", "5:00 PM"),
        ("9am-11", "9:00 AM", "11:00 AM"),
        ("9 A.M. to 5 P.M.", "9:00 AM", "5:00 PM"),
        ("9:30 am \u2013 4:15 pm", "9:30 AM", "4:15 PM"),
        ("9.30am until noon", "9:30 AM", "12:00 PM"),
        ("12 noon-1", "12:00 PM", "1:00 PM"),
        ("9am-17:00", "9:00 AM", "5:00 PM"),
        ("12am-8am", "12:00 AM", "8:00 AM"),
        ("9:00 AM-5:00 PM", "9:00 AM", "5:00 PM"),
        ("8-12", "8:00 AM", "12:00 PM"),
    ],
)
def test_times_that_are_understood(text: str, opens: str, closes: str) -> None:
    """With 24 hours and with 12, and with the half of the day on one of them only."""
    assert tuple(map(say_clock, read_times(text))) == (opens, closes)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not of the form"),
        ("9", "not of the form"),
        ("9am-10am-11am", "not of the form"),
        ("13pm-2pm", "not of the form"),
        ("0am-2am", "not of the form"),
        ("09:60-10:00", "not of the form"),
        ("25:00-26:00", "not of the form"),
        ("9-5", "please add am and pm"),
        ("9pm-5am", "ends before it begins$"),
        ("9am-9am", "ends before it begins$"),
    ],
)
def test_times_that_are_none(text: str, why: str) -> None:
    """What is wrong with them is said."""
    with pytest.raises(ValueError, match=why):
        read_times(text)


def test_noon_and_midnight() -> None:
    """They are 12."""
    assert (say_clock(time(12, 0)), say_clock(time(0, 5))) == ("12:00 PM", "12:05 AM")
