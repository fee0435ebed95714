"""What holds for every reader: any text, quickly, the same in any dress."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clinic import reading
from bot.clinic.reading.lexicon import Lexicon
from bot.clinic.reading.words import LIMIT, normalise, say

SLOTS = ("Tue, Dec 1, 2:00 PM", "Wed, Dec 2, 9:30 AM", "Someone else")
READERS: list[Callable[[str], object]] = [
    reading.clear_no,
    reading.clear_yes,
    reading.command,
    reading.correction_target,
    reading.declines,
    reading.read_adult,
    reading.read_clinician,
    reading.read_consent,
    reading.read_health,
    reading.read_reasons,
    reading.read_safe,
    reading.read_who,
    reading.unsure,
    reading.volunteered_adult,
    reading.volunteered_clinician,
    reading.volunteered_reasons,
    reading.wants_psychiatrist,
    reading.yes_no,
    lambda text: reading.read_choice(text, SLOTS),
]
VOCABULARY = """
    yes no not i im my dont have a an 17 18 45 2 2:30 pm tuesday dec 1st wrong change number doctor therapist wife
    for me but if sure ok maybe depression safe call her ? ! , . - / ' 👍 years old turned in march and or your it
"""
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=20).map(" ".join)))
@settings(max_examples=150, deadline=None)
def test_no_reader_ever_raises(text: str) -> None:
    """Whatever is written, every reader returns."""
    for reader in READERS:
        reader(text)


@given(st.lists(st.text(max_size=20), max_size=5), st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_a_choice_is_one_of_the_offered(labels: list[str], text: str) -> None:
    """Whatever the labels, a pick is a place among them or None."""
    picked = reading.read_choice(text, labels)
    assert picked is None or 0 <= picked < len(labels)


@given(st.lists(WORDS, min_size=1, max_size=8).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_a_clear_yes_is_a_yes_and_never_a_no(text: str) -> None:
    """What books is a yes to every other reader of yes and no, and permits nothing that is refused."""
    if reading.clear_yes(text):
        assert reading.yes_no(text) is True
        assert reading.read_consent(text) is not False
        assert not reading.declines(text)
    if reading.clear_no(text):
        assert reading.yes_no(text) is False
        assert reading.read_consent(text) is not True


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "yes ",
        "xqzwvut ",
        "1 ",
        "not ",
        "depression or ",
        "im 45 ",
        "?!,.",
        "\ufdfa",
        "i have ",
        "my ",
        "aaab",
        "depresssion ",
    ],
)
def test_a_long_message_takes_a_moment_at_most(text: str) -> None:
    """Only the first thousand characters are read, in time that grows with their number alone."""
    long = text * (20_000 // len(text))
    started = time.perf_counter()
    for reader in READERS:
        reader(long)
    assert time.perf_counter() - started < 3, "19 readers together"


def test_what_lies_behind_the_limit_is_not_read() -> None:
    """An answer that begins after a thousand characters is not found."""
    assert reading.yes_no(" " * (LIMIT - 3) + "yes") is True
    assert reading.yes_no(" " * LIMIT + "yes") is None


@pytest.mark.parametrize(
    "dress", [str.upper, str.title, lambda t: f"  {t}  ", lambda t: t.replace("'", "’"), lambda t: t + "!!"]
)
@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (reading.yes_no, "that's right"),
        (reading.read_who, "it's for my mom"),
        (reading.read_adult, "i'm thirty-four"),
        (reading.read_consent, "don't call her"),
        (reading.read_reasons, "i can't get out of bed"),
        (reading.read_clinician, "i don't have one"),
        (reading.command, "let's go on"),
        (reading.correction_target, "that's not my number"),
    ],
)
def test_dress_does_not_matter(reader: Callable[[str], object], text: str, dress: Callable[[str], str]) -> None:
    """Capitals, blanks, curly quotes and exclamation marks change nothing."""
    assert reader(text) is not None
    assert reader(dress(text)) == reader(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Don’t", "dont"),
        ("do not", "dont"),
        ("cannot", "cant"),
        ("yesssss", "yes"),
        ("sooooon", "soon"),
        ("Sí, señor", "si, senor"),
        ("e-mail", "email"),
        ("o'clock", "oclock"),
        ("2 p.m.", "2 pm"),
        ("ＹＥＳ", "yes"),
        ("y\u200bes", "yes"),
        ("thirty-four", "thirty four"),
    ],
)
def test_the_plain_form(text: str, plain: str) -> None:
    """One spelling stands for the many that people use."""
    assert normalise(text) == plain


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("is that ok", True),
        ("do i need one", True),
        ("yes and do I need a referral", True),
        ("what for", True),
        ("ok?", True),
        ("does ptsd qualify", True),
        ("do it", False),
        ("may be", False),
        ("sure why not", False),
        ("when i was 16", False),
        ("will do", False),
    ],
)
def test_questions_are_known_without_their_mark(text: str, asks: bool) -> None:
    """Many leave the question mark out."""
    assert say(text).asks is asks


def test_a_misspelling_is_read_and_a_word_of_its_own_is_not_bent() -> None:
    """A slip in "depression" is forgiven, but meditation is no medication and a thought no thoughts."""
    lexicon = Lexicon({"found": "depression, medication, thoughts, friend"})
    assert lexicon.finds(["depresion"])
    assert lexicon.finds(["medicaton"])
    assert not lexicon.finds(["meditation"])
    assert not lexicon.finds(["thought"])
    assert not lexicon.finds(["fried"])


def test_a_table_that_could_never_match_is_refused() -> None:
    """A phrase with capitals or apostrophes is a slip in the table and stops the start."""
    with pytest.raises(ValueError, match="not a plain phrase"):
        Lexicon({"no": "don't"})
