"""What was read: a telephone number, a problem with a value, and the contact details of both people."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class PhoneNumber:
    """A telephone number as it is dialled and as it is shown.

    `e164` is "+13105550188"; `national` is "310-555-0188" (numbers of other countries: "+44 20 7946 0018"),
    with " ext. 4" at its end where there is an extension.
    """

    e164: str
    extension: str | None
    national: str


@dataclass(frozen=True)
class Problem:
    """Something that was meant as a contact detail and cannot be used as it stands.

    `field` is the name of a field of Contacts, `value` what the person wrote, `suggestion` the whole value
    they may have meant. Codes:
    phone_too_short (also: no area code), phone_too_long, phone_invalid (no such area code or country),
    several_phones (whose is which cannot be told), email_invalid, email_typo, several_emails,
    npi_check_digit, npi_invalid (not ten digits), name_unreadable (no letters of a name in it).
    """

    field: str
    code: str
    value: str
    suggestion: str | None = None


@dataclass(frozen=True)
class Contacts:
    """What a message says of the patient and of the clinician who treats them; None is "not said".

    `cleared` names optional fields the person wants taken out again ("forget my e-mail").
    """

    name: str | None = None
    phone: PhoneNumber | None = None
    email: str | None = None
    clinician_name: str | None = None
    clinician_role: str | None = None
    clinician_practice: str | None = None
    clinician_phone: PhoneNumber | None = None
    clinician_email: str | None = None
    clinician_fax: PhoneNumber | None = None
    clinician_npi: str | None = None
    problems: tuple[Problem, ...] = ()
    cleared: tuple[str, ...] = ()

    def found(self) -> dict[str, str | PhoneNumber]:
        """Return the values that were said, by the names of their fields."""
        values = {name: getattr(self, name) for name in VALUE_FIELDS}
        return {name: value for name, value in values.items() if value is not None}


VALUE_FIELDS = tuple(field.name for field in fields(Contacts) if field.name not in {"problems", "cleared"})
CLINICIAN_QUESTIONS = frozenset(
    {"clinician", "clinician_name", "clinician_role", "clinician_practice", "clinician_contact"}
)
PATIENT_QUESTIONS = frozenset({"name", "phone", "email"})
