"""All the contact details of one message, each given to the right person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.clinic.contacts import clinician_names, patient_names, vocabulary
from bot.clinic.contacts.clinician_names import spoken_name
from bot.clinic.contacts.emails import FoundEmail, find_emails
from bot.clinic.contacts.giving import give
from bot.clinic.contacts.mentions import Mention, Owner
from bot.clinic.contacts.message import Message
from bot.clinic.contacts.names import Name
from bot.clinic.contacts.npi import find_npis
from bot.clinic.contacts.patient_names import Spans, introduced_name
from bot.clinic.contacts.phones import FoundPhone, find_phones
from bot.clinic.contacts.practices import practice_in
from bot.clinic.contacts.roles import ROLES, find_roles, role_beside, role_in, with_roles_spelt
from bot.clinic.contacts.second_thoughts import with_second_thoughts
from bot.clinic.contacts.spelling import with_spelled_words
from bot.clinic.contacts.spoken import with_digits
from bot.clinic.contacts.text import HOLE, punch, sentences, tidy
from bot.clinic.contacts.values import CLINICIAN_QUESTIONS, Contacts, Problem

_PHONE_WORDS = re.compile(
    r"\b(?:phone|number|cell|mobile|call|text|reach|tel|telephone|fax|ph|contact|celular|tel[eé]fono|landline|digits)\b",
    re.IGNORECASE,
)


_OTHER_ROLE = next(role.label for role in ROLES if role.id == "other")


@dataclass(frozen=True)
class _Values:
    """The numbers and addresses of a message, and its text with holes where they stand."""

    phones: list[FoundPhone]
    emails: list[FoundEmail]
    npi: str | None
    problems: list[Problem]
    text: str


def read_contacts(text: str, question: str | None) -> Contacts:
    """Return the contact details a message gives.

    `question` is the id of what was asked last ("name", "phone", "email", "clinician_name", "clinician_role",
    "clinician_practice", "clinician_contact", any other, or None); it decides whose a bare value is. Words
    that say so themselves ("my doctor is", "her fax is") count more than the question. Never raises.
    """
    plain = with_roles_spelt(with_spelled_words(with_digits(tidy(text))))
    return with_second_thoughts(plain, _read(plain, question), lambda part: _read(part, question))


_EXCLAIMED = re.compile(r"^\W*(?:jesus(?: christ)?|oh god|god)(?:\W*[.!\u2026]\s+|,? christ\W+)(?=\S)", re.IGNORECASE)


def _read(plain: str, question: str | None) -> Contacts:
    if question in ("name", "clinician_name"):
        plain = _EXCLAIMED.sub("", plain)  # "jesus. fine. Ann Lee"
    values = _values(plain, question)
    message = Message.of(values.text)
    patient, clinician = _names(message, question)
    place = _place_of(message, clinician)
    practice = practice_in(message, question, place or _place_of_role(message, question))
    given = give(values.text, values.phones, values.emails, question, _mentions(message, patient, clinician))
    phones, emails = given.phones, given.emails
    about_clinician = clinician or practice or any(name.startswith("clinician") for name in [*phones, *emails])
    role = None
    if question in CLINICIAN_QUESTIONS or about_clinician:
        # "Harbor Family Medicine" is where they work, and not what they are
        said = values.text.replace(practice, " ") if practice and question == "clinician_practice" else values.text
        role = role_in(said, question)
    if role is None and clinician is not None and clinician.role is not None:
        role = clinician.role.label
    if role is None and place is not None:
        role = role_beside(values.text, *place)
    if question == "clinician_contact" and role == _OTHER_ROLE:
        role = None  # "her nurse is at ..." tells who answers, not what the clinician is
    contacts = Contacts(
        name=patient.text if patient is not None else None,
        phone=phones.get("phone"),
        email=emails.get("email"),
        clinician_name=clinician.text if clinician is not None else None,
        clinician_role=role,
        clinician_practice=practice,
        clinician_phone=phones.get("clinician_phone"),
        clinician_email=emails.get("clinician_email"),
        clinician_fax=phones.get("clinician_fax"),
        clinician_npi=values.npi,
        problems=(*given.problems, *values.problems),
    )
    return _with_unreadable_name(contacts, message, question)


def _names(message: Message, question: str | None) -> tuple[Name | None, Name | None]:
    """Return the patient's and the clinician's name; words that say whose it is come before the question."""
    clinician = spoken_name(message, question)
    if clinician is not None and question == "name" and _is_own_title(message, clinician):
        clinician = None
    patient = introduced_name(message, question, _span(clinician))
    if clinician is None and question == "clinician_name":
        clinician = clinician_names.answered_name(message, _span(patient))
    if patient is None:
        patient = patient_names.answered_name(message, question, _span(clinician))
    return patient, clinician


def _span(name: Name | None) -> Spans:
    return ((name.first, name.after),) if name is not None else ()


def _values(text: str, question: str | None) -> _Values:
    npis = find_npis(text)
    emails = find_emails(text, expected=question in {"email", "clinician_contact"})
    hollow = punch(text, [(npi.start, npi.end) for npi in npis] + [(email.start, email.end) for email in emails])
    phones = [one for one in find_phones(hollow) if one.sure or _is_expected(hollow, one, question)]
    hollow = punch(hollow, [(one.start, one.end) for one in phones])
    problems = [Problem("clinician_npi", one.code, one.raw) for one in npis if one.code is not None]
    number = next((one.number for one in npis if one.number is not None), None)
    return _Values(phones, emails, number, problems, hollow)


def _is_expected(text: str, phone: FoundPhone, question: str | None) -> bool:
    """Whether digits that are no whole number were meant as one: a number was asked for, or announced."""
    start = max((a for a, b in sentences(text) if a <= phone.start < b), default=0)
    announced = _PHONE_WORDS.search(text[start : phone.start]) is not None
    digits = sum(c.isdigit() for c in phone.raw)
    alone = not any(c.isalpha() for c in text[: phone.start] + text[phone.end :])
    if question in {"phone", "clinician_contact"}:
        return announced or alone or digits >= 7
    return announced and digits >= 7


def _is_own_title(message: Message, clinician: Name) -> bool:
    """Whether "Dr. Lena Whitfield" answers the question for the patient's own name."""
    rest = [word for word in message.row[: clinician.first] if word.letters]
    return (
        len(rest) <= 3
        and (clinician.titled or clinician.lettered)
        and all(word.low in _OWN_LEADS for word in rest)
        and not clinician.possessive
    )


_OWN_LEADS = frozenset(
    {"it's", "its", "i'm", "im", "i", "am", "my", "name", "is", "hi", "hello", "yes", "sure", "this", "ok"}
)


def _place_of(message: Message, name: Name | None) -> tuple[int, int] | None:
    if name is None:
        return None
    return message.row[name.first].start, message.row[name.after - 1].end


def _place_of_role(message: Message, question: str | None) -> tuple[int, int] | None:
    """Where the role stands in an answer to the question for it: a place behind it is the clinician's."""
    found = find_roles(message.text, asked=True) if question == "clinician_role" else []
    return (found[0][0], found[0][1]) if found else None


def _mentions(message: Message, patient: Name | None, clinician: Name | None) -> list[Mention]:
    """Return where the two people are named, so that what stands beside a name is given to its bearer."""
    found = []
    for name, owner in ((patient, Owner.PATIENT), (clinician, Owner.CLINICIAN)):
        place = _place_of(message, name)
        if place is not None:
            found.append(Mention(*place, owner))
    return found


def _with_unreadable_name(contacts: Contacts, message: Message, question: str | None) -> Contacts:
    """Say so where a name was asked for and what came is neither a name nor anything else one could say."""
    if question not in {"name", "clinician_name"} or contacts.found() or contacts.problems:
        return contacts
    words = [word for word in message.row if word.letters or word.text[0].isdigit()]
    if not words or len(words) > 4 or HOLE in message.text or (len(words) == 1 and len(words[0].text) == 1):
        return contacts
    sentence = any(
        vocabulary.is_plain(w.low) or vocabulary.is_grammar(w.low) or vocabulary.is_misspelt_everyday(w.low)
        for w in words
    )
    if sentence:
        return contacts
    problem = Problem(question, "name_unreadable", message.text.strip())
    return Contacts(**{**contacts.__dict__, "problems": (problem,)})
