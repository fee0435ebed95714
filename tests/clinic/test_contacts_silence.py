"""Sentences without a contact detail: whatever was asked, no name, number, address or practice comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.clinic.contacts import read_contacts

QUESTIONS = (
    None, "name", "phone", "email", "clinician", "clinician_name", "clinician_role", "clinician_practice",
    "clinician_contact", "summary", "when",
)  # fmt: skip
VALUES = (
    "name", "phone", "email", "clinician_name", "clinician_practice", "clinician_phone", "clinician_email",
    "clinician_fax", "clinician_npi",
)  # fmt: skip


def sentences() -> dict[str, list[str]]:
    """Return the sentences of contacts_silence.txt by section."""
    found: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("contacts_silence.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            found[line.strip("[]")] = []
        elif line and not line.startswith("#"):
            list(found.values())[-1].append(line)
    return found


SENTENCES = [line for section in sentences().values() for line in section]
WITHOUT_NUMBERS = [line for name, section in sentences().items() if name != "dates and numbers" for line in section]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_nothing_is_read_where_nothing_was_given(sentence: str) -> None:
    """A sentence without contact details fills no name, number, address or practice, whatever was asked."""
    for question in QUESTIONS:
        found = {field: v for field, v in read_contacts(sentence, question).found().items() if field in VALUES}
        assert not found, question


@pytest.mark.parametrize("sentence", WITHOUT_NUMBERS)
def test_no_problem_is_made_of_a_sentence(sentence: str) -> None:
    """A sentence without contact details is not complained about either, whatever was asked."""
    for question in QUESTIONS:
        assert not read_contacts(sentence, question).problems, question


def test_the_table_is_rich_enough() -> None:
    """The sentences without details are many, and no two are the same."""
    assert len(SENTENCES) >= 200
    assert len(set(SENTENCES)) == len(SENTENCES)
