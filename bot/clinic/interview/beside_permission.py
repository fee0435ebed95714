"""Who the clinician is, where, and at what number, told beside the permission to contact them."""

from __future__ import annotations

import re
from typing import Any

from bot.clinic import reading as answers
from bot.clinic.contacts import read_contacts
from bot.clinic.contacts.correct_practices import names_kind
from bot.clinic.contacts.patient_names import names_relative
from bot.clinic.contacts.roles import PERSON_WORDS
from bot.clinic.interview.clauses import clauses_of
from bot.clinic.interview.facts import as_facts
from bot.clinic.interview.permission import speaks_of_contacting

_LEAD = re.compile(
    r"^\W*(?:(?:s?he.?s|(?:her|his|the) name(?:.?s| is)?|s?he is|it.?s|called|named|that.?s|dr\.?|doctor)\b\W*)+",
    re.IGNORECASE,
)
_OF_ONESELF = re.compile(rf"\b(?:i|i.?m|i.?ve|me|we|mine)\b|\bmy\b(?!\s+{PERSON_WORDS}\b)", re.IGNORECASE)


def details_beside(text: str) -> dict[str, Any]:
    """The clinician's details that the other clauses of a permission give: "ok call him. Ann Lee, Oak Clinic, 310-...".

    A full name counts where a clause is nothing else, a place where it says that it is one; a number alone is nobody's.
    """
    clauses = [one for one in clauses_of(text, at_and=False) if not _OF_ONESELF.search(one.text)]
    pieces = [one for one in clauses if not _only_permits(one.text)]
    rest = ", ".join(one.text for one in pieces)
    if names_relative(text) or any(one.asks for one in clauses):
        return {}
    named = next((name for one in pieces if (name := _full_name(one.text))), None)
    told = as_facts(read_contacts(rest, "clinician_name" if named else "clinician_contact"))
    place = next((found for one in clauses if (found := _place(one.text))), None)
    if place is not None:
        told["clinician_practice"] = place
    of_them = {name: value for name, value in told.items() if name.startswith("clinician_")}
    of_them.pop("clinician_name", None)
    if named:
        of_them["clinician_name"] = named
    return of_them if named or place else {}


def _only_permits(text: str) -> bool:
    return speaks_of_contacting(text) or answers.yes_no(text) is not None


def _full_name(text: str) -> str | None:
    bare = _LEAD.sub("", text).strip(" .!")
    name = read_contacts(bare, "clinician_name").clinician_name
    whole = name is not None and len(name.split()) > 1 and len(bare.split()) <= len(name.split())
    return name if whole else None


def _place(text: str) -> str | None:
    place = read_contacts(text, "clinician_practice").clinician_practice
    return place if place is not None and names_kind(place) else None
