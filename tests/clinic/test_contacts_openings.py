"""Full first messages: every detail is kept, for the right person."""

from __future__ import annotations

import pytest

from bot.clinic.contacts import read_contacts
from tests.clinic.test_contacts import shown

OPENINGS = [
    (
        "Could you book me in? Lena Ortiz, 323-555-0142, lena@example.com, I have PTSD",
        {"name": "Lena Ortiz", "phone": "323-555-0142", "email": "lena@example.com"},
    ),
    ("omar haddad, 323 555 0150, consult for anxiety", {"name": "Omar Haddad", "phone": "323-555-0150"}),
    (
        "My therapist, Dr. Nina Roth, says I should try. Could you ring her?",
        {"clinician_name": "Nina Roth", "clinician_role": "therapist"},
    ),
    (
        "I see a psychiatrist, Dr. Paul Lund, and I would like to book",
        {"clinician_name": "Paul Lund", "clinician_role": "psychiatrist"},
    ),
    (
        "Dr. Nina Roth is my therapist, will you talk to her?",
        {"clinician_name": "Nina Roth", "clinician_role": "therapist"},
    ),
    ("A consult please. My counselor: Eva Lind, 323-555-0177", {"clinician_name": "Eva Lind"}),
    ("I need an appointment, 323-555-0142, Lena Ortiz", {"name": "Lena Ortiz", "phone": "323-555-0142"}),
    ("I'd like to come in. Santa Monica, 323-555-0142", {"phone": "323-555-0142"}),
    ("Please ask my cousin, Lena Ortiz, 323-555-0142", {}),
]


@pytest.mark.parametrize(("text", "expected"), OPENINGS)
def test_a_full_first_message(text: str, expected: dict[str, str]) -> None:
    """A name right before a number is the writer's, and a role beside the clinician's name is the clinician's."""
    found = shown(read_contacts(text, None))
    assert {name: found.get(name) for name in ("name", *expected)} == {"name": None, **expected}


@pytest.mark.parametrize(
    ("text", "practice"),
    [
        ("therapist, Larch Lane Counseling, 323-555-0155", "Larch Lane Counseling"),
        ("psychiatrist at UCLA", "UCLA"),
        ("psychologist, very kind", None),
    ],
)
def test_a_practice_given_with_the_role(text: str, practice: str | None) -> None:
    """Asked for the role, a place behind it is where they work."""
    assert read_contacts(text, "clinician_role").clinician_practice == practice


def test_a_helpers_address_is_kept_only_in_need() -> None:
    """A nurse's address is a way to the clinician, but no better than the office's number; she changes no role."""
    both = read_contacts("her nurse is at may@example.com, office 323-555-0155", "clinician_contact")
    assert both.clinician_email is None and both.clinician_phone is not None
    alone = read_contacts("her nurse is at may@example.com", "clinician_contact")
    assert alone.clinician_email == "may@example.com" and alone.clinician_role is None


def test_ones_own_address_is_not_the_clinicians() -> None:
    """Also where the clinician's was asked for."""
    found = read_contacts("mine is may@example.com, hers I could not say", "clinician_contact")
    assert found.email == "may@example.com" and found.clinician_email is None
