"""What is wanted of the reminders, and what is only asked or said of them."""

from __future__ import annotations

from typing import Literal

import pytest

from bot.clinic.reading.reminding import reminders_wanted, wants_them_otherwise


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("no need for reminders, i have it in my calendar", "off"),
        ("you don't have to send me those reminders, I still come", "off"),
        ("please turn the reminders off", "off"),
        ("leave out the reminder texts", "off"),
        ("about the reminders, i changed my mind about reminders so no", "off"),
        ("could you drop the reminder", "off"),
        ("hm i said no reminders but i would like the reminders now", "on"),
        ("switch the reminders on again", "on"),
        ("i'd take those reminders after all", "on"),
        ("please remind me", "on"),
        ("everything right, and text me the day before", "on"),
        ("looks good, remind me via text", "on"),
        ("don't text me the day before", None),
        ("do reminders come by mail?", None),
        ("i never got a reminder", None),
        ("not sure if i need a reminder", None),
        ("please remind me when it is", None),
        ("no more messages at all, no reminders, unsubscribe me", None),
        ("text me anything but the reminders", None),
    ],
)
def test_wish(words: str, wanted: Literal["on", "off"] | None) -> None:
    """The end of all texts is another wish, and a question is none."""
    assert reminders_wanted(words) == wanted


@pytest.mark.parametrize(
    ("words", "otherwise"),
    [
        ("sure but only the evening before", True),
        ("yes just once", True),
        ("ok 3 hours before", True),
        ("yes please", False),
        ("that's fine", False),
    ],
)
def test_condition(words: str, otherwise: bool) -> None:
    """A yes that says when or how many."""
    assert wants_them_otherwise(words) is otherwise
