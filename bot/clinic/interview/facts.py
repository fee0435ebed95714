"""What was read of contacts, as the draft keeps it, and the other way round."""

from __future__ import annotations

from typing import Any

from bot.clinic.contacts import Contacts, PhoneNumber
from bot.clinic.contacts.phones import as_number
from bot.clinic.interview.draft import CLINICIAN_FIELDS

EXTENSIONS = {"phone": "phone_extension", "clinician_phone": "clinician_extension"}
"""Where the extension of an office's line is kept, by the field of the number."""


def given(name: str, value: Any) -> dict[str, Any]:
    return {} if value is None else {name: value}


def as_facts(contacts: Contacts) -> dict[str, Any]:
    """Contacts as draft facts: plain strings, phone numbers in E.164."""
    facts: dict[str, Any] = {}
    for name in ("name", "email", *CLINICIAN_FIELDS):
        if name in ("clinician_phone", "clinician_extension", "clinician_fax"):
            continue
        facts.update(given(name, getattr(contacts, name)))
    for name in ("phone", "clinician_phone", "clinician_fax"):
        number: PhoneNumber | None = getattr(contacts, name)
        if number is not None:
            facts[name] = number.e164
            if name in EXTENSIONS and number.extension:
                facts[EXTENSIONS[name]] = number.extension
    return facts


def as_contacts(facts: dict[str, Any]) -> Contacts:
    """The other way round, for corrections that build on what was given."""
    values: dict[str, Any] = {
        n: facts.get(n) for n in ("name", "email", *CLINICIAN_FIELDS) if n != "clinician_extension"
    }
    for name in ("phone", "clinician_phone", "clinician_fax"):
        number = facts.get(name)
        extension = facts.get(EXTENSIONS.get(name, ""))
        values[name] = as_number(number, extension) if number else None
    return Contacts(**values)
