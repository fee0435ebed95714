"""Permission to contact the clinician, said while something else is asked: withdrawn, limited, given after all."""

from __future__ import annotations

import pytest

from bot.clinic.interview.message import Part
from bot.clinic.interview.permission import grants_permission, limits_permission, withdraws_permission


@pytest.mark.parametrize(
    "text",
    [
        "please don't call my therapist",
        "I no longer want him contacted",
        "I don't want you to phone her",
        "oh, and you may not write to my doctor",
        "nobody should contact Dr. Holm",
        "I'd rather you didn't talk to her",
        "don't call her, after all",
    ],
)
def test_withdrawn(text: str) -> None:
    """However it is worded, nobody contacts them."""
    assert withdraws_permission(text) and not limits_permission(text) and not grants_permission(text)


@pytest.mark.parametrize(
    "text",
    [
        "but don't call her before Tuesday",
        "please don't ring him at home",
        "don't contact my doctor without telling me first",
        "you can't call her in the morning",
        "I don't want her called on weekends",
    ],
)
def test_limited(text: str) -> None:
    """A wish about when or how takes no permission back."""
    assert limits_permission(text) and not withdraws_permission(text)


@pytest.mark.parametrize(
    "text",
    ["you can call my therapist after all", "hm, no. well, you may contact Dr. Lund", "I give you my permission"],
)
def test_given(text: str) -> None:
    """Said outright, it is a permission also when it is not asked for."""
    assert grants_permission(text)


@pytest.mark.parametrize(
    "text", ["I can call her myself", "you can call me", "you may call her if I am there", "can you call her?"]
)
def test_neither(text: str) -> None:
    """Only who says without a condition that staff may call them gives a permission."""
    assert not grants_permission(text) and not withdraws_permission(text)


def test_no_contact_with_the_clinician_is_no_opt_out() -> None:
    """Messages to the person are another matter."""
    assert not Part("I don't want my therapist contacted anymore", "opt_out", 0.9).is_aside
    assert Part("please stop texting me", "opt_out", 0.9).is_aside
