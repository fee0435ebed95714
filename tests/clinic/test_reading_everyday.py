"""Reasons told without the name of a condition, and refusals in plain words."""

from __future__ import annotations

import pytest

from bot.clinic.reading import command, declines, read_reasons

TOLD = {
    "depression": """
        since my sister moved away I've been so low|in a really dark headspace|I'm just not myself any more, not myself
        |not been right since retiring|the doctor calls it the black dog|stuck in bed most of the week
        |nothing makes me smile|life feels grey|feeling pretty blue|no joy left|I cry every night|down|low and empty
        |ando muy decaída|sin ganas de nada|dead inside tbh|im a mess, cant function
    """,
    "anxiety": """
        my nerves are shot, love|bundle of nerves|I worry about everything|cant stop overthinking|always on edge
        |scared to leave the house|my mind wont stop|sufro de los nervios|constant dread
    """,
    "ptsd": """
        nightmares about the crash|it keeps coming back, since the fire|my ex beat me up for years|bad memories of iraq
        |I was molested|jumpy since the robbery
    """,
    "bipolar": "highs and lows, for years|ups and downs mostly|tengo altibajos muy fuertes|up one week, down the next",
    "chronic_pain": "hurting all over|my back is killing me|everything hurts|me duele todo|a slipped disc",
    "other_mood": "I miss my husband so much|I get moody|my emotions are all over the place",
}


@pytest.mark.parametrize(
    ("text", "reason"),
    [(" ".join(text.split()), reason) for reason, texts in TOLD.items() for text in texts.split("|")],
)
def test_a_condition_is_read_from_how_it_is_told(text: str, reason: str) -> None:
    """Old and young, in both languages."""
    assert reason in read_reasons(text)


@pytest.mark.parametrize(
    "text",
    ["low blood pressure", "my internet is down", "my blue car", "write it down", "my wife is low", "I don't care"],
)
def test_the_same_words_about_something_else_are_no_condition(text: str) -> None:
    """A word alone says it only where it is all that is said."""
    assert read_reasons(text) == ()


def test_all_that_is_named_is_kept() -> None:
    """Also where only one of them has its name."""
    assert read_reasons("ocd, and I'm feeling so empty") == ("depression", "other")


@pytest.mark.parametrize(
    "text",
    [
        "none of your damn business",
        "not ur fucking business",
        "confidential",
        "I'm not getting into that",
        "that's between me and my doctor",
        "I'd rather discuss it in person",
        "hard pass",
        "es privado",
    ],
)
def test_a_plain_refusal_leaves_the_question_out(text: str) -> None:
    """However it is put."""
    assert declines(text)


@pytest.mark.parametrize("text", ["why do you care?", "what do you care", "do I have to say?", "must I?"])
def test_who_asks_what_it_is_for_is_told(text: str) -> None:
    """Before it counts as a refusal."""
    assert command(text) == "why" and not declines(text)
