"""Choices in a text message: how they are written, and which reply picks one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clinic.interview.menus import SAFE_MENUS, SUMMARY_MENUS
from bot.clinic.profile import load_clinic
from bot.clinic.texting import keyword_of, picked, plain, segments, with_choices
from bot.settings import ROOT

CLINIC = load_clinic(ROOT / "clinic.yml")
MENUS = [
    *(tuple(label for _, label in menu) for menu in (*SAFE_MENUS.values(), *SUMMARY_MENUS.values())),
    *(tuple(answers.values()) for answers in CLINIC.screening.answers.values()),
]
TIMES = ("Tue, Dec 1, 2:00 PM", "Wed, Dec 2, 9:30 AM")


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("I'm safe", "I'm not sure", "No"), "Are you?\nReply 1 I'm safe, 2 I'm not sure, 3 No"),
        (("Yes", "No"), "Are you?\nReply 1 Yes, 2 No"),
        (("Yes, book it", "Change"), "Are you?\n1 Yes, book it\n2 Change"),
        (TIMES, "Are you?\n1 Tue, Dec 1, 2:00 PM\n2 Wed, Dec 2, 9:30 AM"),
        (("a" * 38,), f"Are you?\nReply 1 {'a' * 38}"),
        (("a" * 39,), f"Are you?\n1 {'a' * 39}"),
        ((" Two \n lines ",), "Are you?\nReply 1 Two lines"),
        ((), "Are you?"),
    ],
)
def test_few_short_choices_share_a_line(labels: tuple[str, ...], expected: str) -> None:
    """Up to 40 characters with their numbers and without commas of their own; others have a line each."""
    assert with_choices("Are you?", labels) == expected


def test_choices_may_stand_alone() -> None:
    """Without a text there is no empty line, and at the end of a text no second one."""
    assert with_choices("", ("Yes", "No")) == "Reply 1 Yes, 2 No"
    assert with_choices("Ready?\n\n", ("Yes", "No")) == "Ready?\nReply 1 Yes, 2 No"


@pytest.mark.parametrize("labels", MENUS)
def test_no_menu_of_ours_invites_a_keyword(labels: tuple[str, ...]) -> None:
    """A number is asked for, it picks its own label, no label is a keyword, and all is GSM-7 without a blank line."""
    text = with_choices("Which?", labels)
    asked_for = re.findall(r"(?:Reply|,) ([0-9]) |^([0-9]+) ", text, re.MULTILINE)
    numbers = [inline or line for inline, line in asked_for]
    assert [picked(number, len(labels)) for number in numbers] == list(range(len(labels)))
    assert not re.search(r"(?i)\b(?:reply|text|send|say|type|write) (?!1 )", text)
    assert all(found is None or found.needs_opt_out for found in map(keyword_of, labels))
    assert plain(text) == text and segments(text).encoding == "GSM-7"


PICKS = """
    2|2.|2)|(2)|[2]|#2|# 2|"2"|“2”|*2*| 2 |2!|no. 2|No.2|number 2|Number two|two|Two.|TWO|second|Second
    the second|the second one|the second one please|second one|2nd|the 2nd|2nd one|the 2nd option|option 2
    Option two|option #2|option number 2|choice 2|2 please|2, please|two please|two pls|2️⃣|2⃣|２|②|2 🙏
    dos|Dos por favor|segunda|segundo|la segunda|el segundo|la segunda por favor|opción 2|opcion dos|número 2
"""
OTHERS = """
    2:30|2 pm|2pm|2 p.m.|at 2|december 2|dec 2nd|2nd dec|the second of december|2 kids|two weeks|22 years|2 or 3
    1 2|1, 2|1 and 2|2 2|2?|two?|2.5|2.0|2/3|1/2|2-3|½|$2|€2|2€|2%|+2|<2|>2|2x|x2|2's|2 is bad|not 2|no 2|no, 2
    ok 2|yes|no|b|the one|the two|one second|a second|in a second|just a second|seconds|second thoughts
    twenty second|to|too|2 please call|2 thanks|option|option b|the option|please|🙏|📞|988|911|la|las dos
    a las 2|dos hijos|

"""


def cases(table: str) -> list[str]:
    return [case for line in table.strip("\n").split("\n") for case in line.removeprefix("    ").split("|")]


@pytest.mark.parametrize("text", cases(PICKS))
def test_a_number_picks_its_choice(text: str) -> None:
    """In figures or words, with its sign or a courtesy, in English or Spanish: the place is counted from 0."""
    assert picked(text, 3) == 1
    assert picked(text, 2) == 1
    assert picked(text, 1) is None


@pytest.mark.parametrize("text", cases(OTHERS))
def test_whatever_says_more_picks_nothing(text: str) -> None:
    """Times, dates, amounts, questions and sentences are for the reader that knows what was asked."""
    assert picked(text, 99) is None


@pytest.mark.parametrize(
    ("text", "count", "expected"),
    [
        *[("1", 1, 0), ("one", 3, 0), ("first", 3, 0), ("the first one", 3, 0), ("number one", 3, 0), ("uno", 3, 0)],
        *[("9", 9, 8), ("10", 9, None), ("10", 10, 9), ("0", 3, None), ("4", 3, None), ("fourth", 3, None)],
        *[("1", 0, None), ("", 3, None)],
    ],
)
def test_only_what_was_offered_can_be_picked(text: str, count: int, expected: int | None) -> None:
    """A number out of range is no pick, however it is written."""
    assert picked(text, count) == expected


def test_a_long_message_is_no_pick() -> None:
    """Not even one that begins with a number and goes on where the readers of words stop reading."""
    assert picked("2" + " " * 2_000 + "kids", 3) is None
    assert picked("2" + " " * 2_000, 3) == 1


@settings(max_examples=200, deadline=None)
@given(st.text(st.one_of(st.sampled_from("0123459 .#()tweohsndcr"), st.characters()), max_size=50), st.integers(0, 9))
def test_any_text_is_taken(text: str, count: int) -> None:
    """Nothing is raised, and what is picked was offered."""
    place = picked(text, count)
    assert place is None or 0 <= place < count
