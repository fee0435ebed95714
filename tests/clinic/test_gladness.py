"""A yes whose "not" takes nothing back, and one whose "not" does."""

from __future__ import annotations

import pytest

from bot.clinic.reading import read_clinician, without_gladness, yes_no


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Yes, I can't wait!", "Yes, !"),
        ("yep book it before somebody else takes it", "yep book it"),
        ("yes and i wont be late", "yes"),
        ("sure, it wouldn't hurt", "sure,"),
        ("perfect, dont give my slot away", "perfect,"),
        ("ok book it b4 i chicken out", "ok book it"),
        ("yeah dont let me miss it", "yeah"),
        ("great! couldnt be happier", "great!"),
    ],
)
def test_what_is_said_in_the_spirit_of_a_yes_is_left_aside(text: str, left: str) -> None:
    assert without_gladness(text) == left and yes_no(left)


@pytest.mark.parametrize(
    "text",
    [
        "yes but don't do it yet",
        "yes no hold on",
        "yes but I can't wait that long",
        "yes cant wait till friday tho",
        "ok but I won't make it",
        "yes if it won't hurt",
        "no, can't wait",
        "cant wait",
        "yes but before I change my mind, what is it?",
        "yes dont forget to ring my wife first",
        "yes, not on that day",
    ],
)
def test_a_condition_or_a_no_is_none_of_it(text: str) -> None:
    assert without_gladness(text) == text


def test_who_forgot_a_name_has_somebody() -> None:
    """At "is there a clinician?", beside a yes; alone it stays open."""
    assert read_clinician("yep, forgot how to spell her surname lol") == "yes"
    assert read_clinician("yes but i dont know their number") == "yes"
    assert read_clinician("no, and I can't remember the last one") != "yes"
