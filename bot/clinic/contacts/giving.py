"""The numbers and addresses of a message, each given to its field, or a problem made of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.clinic.contacts.attribution import Attribution, attribute
from bot.clinic.contacts.emails import FoundEmail
from bot.clinic.contacts.mentions import Line, Mention, Owner
from bot.clinic.contacts.phones import FoundPhone
from bot.clinic.contacts.values import CLINICIAN_QUESTIONS, PhoneNumber, Problem

_EITHER = re.compile(
    r"^\W*(?:or|or\s+else|or\s+try|alternatively|alt|backup|otherwise|else)\b|^\s*/\s*$", re.IGNORECASE
)


_DENIED = re.compile(
    r"\b(?:don'?t|do\s+not|never|stop)\s+(?:call|text|use|dial|ring)(?:ing)?(?:\s+(?:me|it|at|on|my|the|old|work|home|number|phone|cell))*\W*$"
    r"|\b(?:not|instead\s+of|rather\s+than|no\s+longer)\s+$",
    re.IGNORECASE,
)


_HELPER = re.compile(
    r"\b(?:nurse(?!\s+pract)|assistant|receptionist|secretary|scheduler|office\s+manager)\b[^.;\n]{0,40}$",
    re.IGNORECASE,
)


@dataclass
class Given:
    """What was given so far, by field, and what could not be."""

    phones: dict[str, PhoneNumber] = field(default_factory=dict)
    emails: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def give(
    text: str,
    phones: Sequence[FoundPhone],
    emails: Sequence[FoundEmail],
    question: str | None,
    names: Sequence[Mention],
) -> Given:
    """Give every number and address of a text (with holes in their places) to the person it belongs to."""
    found: list[FoundPhone | FoundEmail] = sorted([*phones, *emails], key=lambda one: one.start)
    told = attribute(text, [(one.start, one.end) for one in found], question, names)
    given = Given()
    pairs = list(zip(found, told, strict=True))
    _give_phones([(one, a) for one, a in pairs if isinstance(one, FoundPhone)], text, question, given)
    _give_emails([(one, a) for one, a in pairs if isinstance(one, FoundEmail)], text, question, given)
    return given


def _is_helpers(text: str, start: int) -> bool:
    return _HELPER.search(text[max(0, start - 60) : start]) is not None


def _give_phones(
    pairs: Sequence[tuple[FoundPhone, Attribution]], text: str, question: str | None, given: Given
) -> None:
    loose: list[FoundPhone] = []
    others: list[FoundPhone] = []
    seen: set[str] = set()
    previous, unspoken = 0, True
    for phone, about in pairs:
        if _DENIED.search(text[max(0, phone.start - 40) : phone.start]):
            continue
        key = phone.number.e164 if phone.number is not None else phone.raw
        repeated, either = (
            key in seen,
            bool(seen) and _EITHER.search(text[previous : phone.start]) is not None,
        )
        previous = phone.end
        field_name = _phone_field(about, question)
        taken = field_name in given.phones if field_name else False
        mobile = about.line is Line.CELL and field_name == "phone"
        seen.add(key)
        if about.owner in {Owner.OTHER, Owner.UNKNOWN}:
            others += [phone] if about.owner is Owner.OTHER else []
        elif field_name is None or (taken and not about.told):
            # "310-... or 310-...": either will do, and the first is the one they would rather have.
            unspoken &= about.owner is None
            loose += [] if either or (repeated and field_name is None) else [phone]
        elif not taken or mobile:
            _set_phone(given, field_name, phone)
            if about.line is Line.PHONE_AND_FAX:
                _set_phone(given, "clinician_fax", phone)
    if not given.phones and not loose and len(others) == 1 and question == "phone":
        loose = others  # "my wife's cell is best": the number that was asked for
    _settle(loose, question, given, unspoken)


def _set_phone(given: Given, field_name: str, phone: FoundPhone) -> None:
    if phone.number is not None:
        given.phones[field_name] = phone.number
    else:
        given.problems.append(Problem(field_name, phone.code or "phone_invalid", phone.raw))


def _phone_field(about: Attribution, question: str | None) -> str | None:
    """Return the field a number goes to, or None where neither words nor question tell."""
    if about.line is Line.FAX:
        return "clinician_fax" if about.owner in {None, Owner.CLINICIAN} else "phone"
    if about.owner is Owner.CLINICIAN:
        return "clinician_phone"
    if about.owner is Owner.PATIENT:
        return "phone"
    if about.line is None:
        return None
    if question in CLINICIAN_QUESTIONS or about.line is Line.PHONE_AND_FAX:
        return "clinician_phone"
    return "phone" if question == "phone" or about.line is Line.CELL else None


def _settle(loose: Sequence[FoundPhone], question: str | None, given: Given, unspoken: bool) -> None:
    """Give the numbers nobody claimed: one to whom the question is about; of several it cannot be told.

    `unspoken`: nobody was spoken of before them, so beside a clinician's number one is the patient's.
    """
    target = "clinician_phone" if question in CLINICIAN_QUESTIONS else "phone"
    usable = [phone for phone in loose if phone.number is not None]
    asked = question in CLINICIAN_QUESTIONS | {"phone"}
    if len(usable) > 1 or (usable and given.phones and not asked and not unspoken):
        if target not in given.phones:
            shown = ", ".join(one.number.national for one in usable if one.number is not None)
            given.problems.append(Problem(target, "several_phones", shown))
        return
    # A bare number at the summary corrects one of those shown, which is for `correct` to say.
    if target not in given.phones and question != "summary" and not any(p.field == target for p in given.problems):
        for phone in usable or loose[:1]:
            _set_phone(given, target, phone)


def _give_emails(
    pairs: Sequence[tuple[FoundEmail, Attribution]], text: str, question: str | None, given: Given
) -> None:
    target = "clinician_email" if question in CLINICIAN_QUESTIONS else "email"
    loose: list[str] = []
    for email, about in pairs:
        if about.owner is Owner.UNKNOWN or (about.owner is Owner.OTHER and question != "email"):
            continue
        if about.owner is not Owner.PATIENT and "clinician_phone" in given.phones and _is_helpers(text, email.start):
            continue  # a nurse's own address is kept only where there is no other way to the clinician
        field_name = target
        if about.owner in {Owner.PATIENT, Owner.CLINICIAN}:
            field_name = "clinician_email" if about.owner is Owner.CLINICIAN else "email"
        elif email.address is not None:
            loose.append(email.address)
        if email.address is None:
            problem = Problem(field_name, email.code or "email_invalid", email.raw, email.suggestion)
            given.problems.append(problem)
        else:
            given.emails.setdefault(field_name, email.address)
    if len(set(loose)) > 1 and question not in CLINICIAN_QUESTIONS | {"email"}:
        given.emails.pop(target, None)
        given.problems.append(Problem(target, "several_emails", ", ".join(dict.fromkeys(loose))))
