"""Permission to contact the clinician, said while something else is asked: withdrawn, limited, given after all."""

from __future__ import annotations

import pytest

from bot.clinic.interview.inquiries import inquiries
from bot.clinic.interview.message import Message, Part
from bot.clinic.interview.permission import (
    grants_permission,
    limits_permission,
    office,
    suspends_permission,
    withdraws_permission,
)

KNOWN = {"name": "Hanna Brück", "clinician_name": "Edith Kowal"}


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
        "id prefer that u dont contact him",
        "my counselor is Bea Holm, but i'd rather ya not speak to her",
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


@pytest.mark.parametrize(
    "text",
    [
        "pls dont ring edith any longer",
        "Kowal is not to be called. please don't phone Dr. Kowal",
        "I withdraw my ok, tell them not to phone my gyn",
        "i take back the permission",
        "I am taking my yes back",
        "consent withdrawn",
        "take Dr. Kowal off, thanks",
        "keep Edith out of this",
        "I no more allow that you contact Kowal",
        "only don't call my therapist",
    ],
)
def test_withdrawn_by_name(text: str) -> None:
    """The clinician is known by each of their names, and a consent by other words."""
    assert withdraws_permission(text, KNOWN) and not grants_permission(text, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "don't call me Edith",
        "don't ring Hanna",
        "I don't want to phone Edith myself",
        "I can't call my doctor from work",
        "cancel, ok?",
        "please cancel my appointment",
        "stop calling me",
        "not sure that counts, I speak with a school counselor now and then",
        "take back my no",
    ],
)
def test_not_withdrawn(text: str) -> None:
    """What is said of oneself, of one's own calls or of the appointment is another matter."""
    assert not withdraws_permission(text, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "nobody should call Kowal until my brother has told her",
        "don't contact my therapist unless I say so",
        "please don't phone Edith before I've spoken to her",
    ],
)
def test_what_must_happen_first_suspends_it(text: str) -> None:
    """It is a condition, and none can be kept; a time of day is none."""
    assert suspends_permission(text, KNOWN) and not withdraws_permission(text, KNOWN)
    assert not suspends_permission("don't call Edith before noon", KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "fine, do ask Dr. Kowal, I take back my no",
        "then ask Dr. Sole in place of nobody, ok, call her",
        "go on, ring Abiola",
        "Abiola may be contacted",
        "my counselor may be called",
        "thinking about it, you may speak to Dr. Kowal after all",
        "Ask Dr. Kowal instead of your psychiatrist",
        "my therapist is Tess Lang, u can call her",
        "psychologist Ed Moss, 310-555-0191, fine to contact",
    ],
)
def test_given_by_name(text: str) -> None:
    """Also where the name is not known any more."""
    assert grants_permission(text, {"name": "Hanna Brück"})


@pytest.mark.parametrize(
    "text",
    [
        "call Mom instead",
        "my mother may be contacted",
        "ask Hanna",
        "my therapist said you may call her",
        "I will ask Dr. Kowal",
        "ask Dr. Kowal first, then decide",
        "you can call her but not before Friday",
        "don't call Edith before noon",
    ],
)
def test_not_given(text: str) -> None:
    """Others than the clinician, hearsay, one's own plans and conditions give none."""
    assert not grants_permission(text, KNOWN)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("what happens if i refuse?", "consent_if_no"),
        ("can I still come if I don't want that?", "consent_if_no"),
        ("will he hear what I typed?", "consent_said"),
        ("would you share my story with my therapist?", "consent_said"),
        ("yes, what are you going to tell him?", "consent_said"),
        ("does my shrink bill me for the call?", "consent_fee"),
        ("would I have to pay him?", "consent_fee"),
    ],
)
def test_asked_about(text: str, kind: str) -> None:
    """A question about the permission is answered, and a yes beside it is put once more."""
    asked, rest = inquiries(Message(text), "consent", "consultation")
    assert [found for found, _ in asked] == [kind] and not rest.text


def test_a_question_about_something_else_is_no_matter_of_the_permission() -> None:
    for text in ("do you talk to my insurance?", "does it hurt?", "what do you need to know?"):
        assert not inquiries(Message(text), "consent", "consultation")[0]


def test_the_office_said_with_the_permission_is_kept() -> None:
    assert office("ok, her office is 213-555-0133") == {"clinician_phone": "+12135550133"}
