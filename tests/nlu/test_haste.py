"""Copies of examples in haste: what is changed in them, and what never is."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from bot.nlu.haste import SHORTEST, hasty, with_slips


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.integers())
def test_a_hasty_copy_is_still_the_message(text: str, seed: int) -> None:
    """A few letters differ, however odd the message is; the same dice give the same copy."""
    copy = with_slips(text, random.Random(seed))
    assert copy == with_slips(text, random.Random(seed))
    assert DamerauLevenshtein.distance(text, copy) <= 2 * (1 + len(text) // 40)
    hasty(text, random.Random(seed))


@pytest.mark.parametrize("text", ["", "y", "no", "stop", "si", "yes !"])
def test_short_messages_stay_as_they_are(text: str) -> None:
    """A slip in "no" may make another answer of it."""
    assert len(text) < SHORTEST
    assert {hasty(text, random.Random(seed)) for seed in range(50)} == {text}


def test_short_forms_stand_for_whole_words_only() -> None:
    """The word "to" becomes "2", and "tomorrow" does not become "2morrow"."""
    copies = {hasty("can you come to the total", random.Random(seed)) for seed in range(200)}
    assert any(" u " in copy for copy in copies) and any(" 2 " in copy for copy in copies)
    assert not any("2tal" in copy for copy in copies)
