"""What the staff type when they book for somebody: read by the same readers as what people write themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.clinic.contacts.emails import likely_host, valid_address
from bot.clinic.contacts.phones import find_phones

LONGEST = 100  # characters of a name
LONGEST_NOTE = 1500


@dataclass(frozen=True)
class Details:
    """The person's details, the staff's note, and whether texts are permitted; `problems` by field."""

    name: str
    phone: str
    email: str | None
    note: str
    texts: bool
    problems: dict[str, str] = field(default_factory=dict)


def read_details(form: Mapping[str, str]) -> Details:
    """Read a form. What cannot be used is named in `problems`, in words for whoever typed it."""
    given = {key: form.get(key, "").replace("\0", " ").strip() for key in ("name", "phone", "email", "note")}
    problems: dict[str, str] = {}
    if not given["name"]:
        problems["name"] = "Please give a name."
    elif len(given["name"]) > LONGEST:
        problems["name"] = f"Please use {LONGEST} characters at most."
    if len(given["note"]) > LONGEST_NOTE:
        problems["note"] = f"Please use {LONGEST_NOTE} characters at most."
    phone = _phone(given["phone"][:LONGEST])
    if phone is None:
        problems["phone"] = "Please give one telephone number with its area code, such as 310-555-0100."
    email, complaint = _email(given["email"][:300])
    if complaint is not None:
        problems["email"] = complaint
    return Details(given["name"], phone or "", email, given["note"], form.get("texts") == "1", problems)


def _phone(text: str) -> str | None:
    """In E.164 form, if it is one number."""
    found = find_phones(text)
    number = found[0].number if len(found) == 1 else None
    return None if number is None or number.extension is not None else number.e164


def _email(text: str) -> tuple[str | None, str | None]:
    """The address, or what is wrong with it; neither when there is none."""
    if not text:
        return None, None
    address = valid_address(text)
    better = None if address is None else likely_host(address.rpartition("@")[2])
    if address is not None and better is None:
        return address, None
    if address is not None:
        return None, f"Is it {address.rpartition('@')[0]}@{better}?"
    return None, "This address cannot be right. It may be left out."
