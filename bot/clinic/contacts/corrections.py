"""What a message changes of the contact details known so far, in the free wording people correct in."""

from __future__ import annotations

import re
from dataclasses import replace

from rapidfuzz import fuzz

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.correct_emails import corrected_email
from bot.clinic.contacts.correct_names import NAME_FIELDS, corrected_name, meant_names, said_part, with_part
from bot.clinic.contacts.correct_phones import corrected_phone, nearest_phone_field, spoken_phone_field
from bot.clinic.contacts.correct_practices import practice_anew
from bot.clinic.contacts.message import Message
from bot.clinic.contacts.phones import find_phones
from bot.clinic.contacts.reader import read_contacts
from bot.clinic.contacts.renaming import renamed
from bot.clinic.contacts.roles import role_in, with_roles_spelt
from bot.clinic.contacts.spelling import find_spelled, with_spelled_words
from bot.clinic.contacts.spoken import with_digits
from bot.clinic.contacts.text import fold, is_question, sentences, tidy
from bot.clinic.contacts.values import Contacts, PhoneNumber

_LEAD = re.compile(
    r"^(?:\W*(?:no|nope|wait|actually|sorry|oops|oh|hmm|um|hold\s+on|wrong|that'?s\s+(?:wrong|not\s+right|incorrect)|incorrect|correction|typo"
    r"|my\s+(?:mistake|bad)|i\s+(?:meant|mean)|i\s+made\s+a\s+(?:mistake|typo)|not\s+that|edit|sry|please|can\s+you|could\s+you|i'?d\s+like\s+to"
    r"|i\s+(?:want|need)\s+to|let\s+me|change|fix|correct|update|and|but|so|well|yes|yeah|ok|okay)\b[\s,.:;!\-]*)+",
    re.IGNORECASE,
)
_ROLE_SAID = re.compile(
    r"\b(?:she|he|they|doctor|clinician|provider|it|that)(?:'s|'re|\s+is|\s+are|\s+was)"
    r"\s+(?:actually\s+|really\s+|just\s+)?(?:an?|my|the|not)\b|\bnot\s+(?:an?|my|the)\b|\b(?:role|title)\b|\binstead\b",
    re.IGNORECASE,
)
_CORRECTING = re.compile(
    r"\b(?:no|nope|not|isn'?t|wrong|wait|actually|sorry|oops|should|ought|instead|change|correct|correction|fix|update|edit|amend|replace"
    r"|meant|mean|mistake|typo|typed|spell(?:ed|t|ing)?|mis\w+|really|old|now|new|moved|switched|put|use|make|name|swap|alter|error|legal)\b|^\W*\*",
    re.IGNORECASE,
)
_TELLS_OF_CLINICIAN = re.compile(
    r"^\W*(?:my|the)\s+(?:doctor|clinician|provider)(?:'s\s+(?:role|title|job)\s+is|\s+(?:is\s+(?:actually\s+|really\s+)?an?|works)|\s+(?:is\s+)?at)\b",
    re.IGNORECASE,
)
_PRACTICE_SAID = re.compile(
    r"\b(?:practice|clinic|office\s+(?:is|name)|hospital|works?\s+(?:at|for|out\s+of)|working\s+(?:at|for)|moved\s+to|now\s+at|is\s+at|'s\s+at|based\s+at|not\s+at)\b",
    re.IGNORECASE,
)
_CLEARED = re.compile(
    r"\b(?:remove|delete|drop|forget|erase|scratch|take\s+(?:out|off|away)|don'?t\s+(?:use|keep|save|store|need)|get\s+rid\s+of|leave\s+out)\b"
    r"[^.;\n]{0,40}\b(?P<what>e-?\s?mail|fax|npi)\b|\b(?:no|skip\s+the)\s+(?P<also>e-?\s?mail|fax|npi)\b(?:\s+(?:please|after\s+all|then))",
    re.IGNORECASE,
)
_SPEAKS_OF_EMAIL = re.compile(r"\be-?\s?mail\b|@|\bgmail\b", re.IGNORECASE)
_SPEAKS_OF_PHONE = re.compile(r"\b(?:phone|cell|mobile|numbers?|digits?|fax)\b", re.IGNORECASE)
_OF_PATIENT = re.compile(r"\b(?:my|mine|me)\b", re.IGNORECASE)
_REPLACED = re.compile(r"\b(?:instead|another|different|other|new)\b", re.IGNORECASE)
_OF_CLINICIAN = re.compile(
    r"\b(?:dr|doctor|her|his|their|clinician|therapist|psychiatrist|provider|office)(?:'s)?\b", re.IGNORECASE
)
_LETTERS_ONLY = re.compile(r"[A-Za-z](?:-[A-Za-z])+")
_ALIKE = 60.0
"""Likeness in percent (rapidfuzz.fuzz.ratio) from which a name is taken for a better spelling of another."""


def correct(text: str, current: Contacts, question: str | None = None) -> Contacts | None:
    """Return the fields a message changes, with their new values, or None where none can be told.

    `current` is what is known; `question` what was asked last, where that helps to say what is meant.
    A part is enough ("it ends in 0160", ".org not .com", "two l's"): the value returned is whole. A new value
    that cannot be used comes as a problem. Never raises.
    """
    plain = with_roles_spelt(with_spelled_words(with_digits(tidy(text), shortest=3)))
    said = plain[m.end() :] if (m := _LEAD.match(plain)) else plain
    if not plain.strip():
        return None
    changes: dict[str, object] = dict(_said_outright(said, plain, current))
    problems = read_contacts(said, "summary").problems
    asks = is_question(plain) and not changes
    if not asks:
        changes = {**_parts(said, plain, current, question, changes), **changes}
        changes = {**_bare_values(said, plain, current, question, changes), **changes}
    changes = {name: value for name, value in changes.items() if value != getattr(current, name)}
    cleared = () if changes else _cleared(plain, current)
    problems = tuple(p for p in problems if p.code != "several_phones" and not _settled(p.field, changes))
    if not changes and not cleared and not problems:
        return None
    return replace(Contacts(problems=problems, cleared=cleared), **changes)  # type: ignore[arg-type]


def _settled(field: str, changes: dict[str, object]) -> bool:
    """Whether a problem with a number or an address is answered by a change of one."""
    kind = "email" if "email" in field else "phone"
    return field in changes or any(kind in name or (kind == "phone" and "fax" in name) for name in changes)


def _said_outright(said: str, plain: str, current: Contacts) -> dict[str, str | PhoneNumber]:
    """Return what the message says with cues of its own ("my email is", "the doctor's number is wrong: ...")."""
    read = read_contacts(said, "summary").found()
    read.pop("clinician_role", None)
    correcting = _CORRECTING.search(plain) is not None
    asks = any(is_question(plain[start:end]) for start, end in sentences(plain))
    for field in NAME_FIELDS:
        known, new = getattr(current, field), read.get(field)
        if known is not None and isinstance(new, str):
            # "Hello, Estelle here" introduces somebody; it corrects no name that is known already.
            merged = _merged(known, new, plain)
            puts_right = correcting or (field == "clinician_name" and not asks)
            read[field] = merged if puts_right or merged != new else known
    _move_email(read, plain, current)
    told = correcting or _TELLS_OF_CLINICIAN.search(said) is not None
    role = role_in(plain, "clinician_role") if told and not is_question(plain) else None
    if role is not None and role != "doctor" and _ROLE_SAID.search(plain):
        read["clinician_role"] = role
    if "clinician_practice" not in read and told and not asks and _PRACTICE_SAID.search(plain):
        practice = read_contacts(said, "clinician_practice").clinician_practice
        if practice is not None:
            read["clinician_practice"] = practice
    if (practice := practice_anew(plain, current.clinician_practice)) is not None:
        read["clinician_practice"] = practice
    return {**read, **renamed(Message.of(plain), current)}


def _move_email(read: dict[str, str | PhoneNumber], plain: str, current: Contacts) -> None:
    """Give a bare address to the one it is most like."""
    email, known = read.get("email"), current.clinician_email
    if not isinstance(email, str) or known is None or _OF_PATIENT.search(plain):
        return
    if fuzz.ratio(email, known) > fuzz.ratio(email, current.email or ""):
        read["clinician_email"] = read.pop("email")


def _merged(known: str, new: str, text: str) -> str:
    """Return the known name with its likest part replaced, where the new one is only a part of a name."""
    parts = known.split()
    one = len(new.split()) == 1 or new.split()[0].lower() in vocabulary.PARTICLES
    if one and (which := said_part(text)) is not None:
        return with_part(known, new, text, last=which == "last")
    if len(new.split()) > 1 or len(parts) < 2:
        return new
    ratios = [fuzz.ratio(fold(part), fold(new)) for part in parts]
    best = max(range(len(parts)), key=lambda i: ratios[i])
    if re.search(r"\b(?:last\s+name|surname|family\s+name)\b", text, re.IGNORECASE):
        best = len(parts) - 1
    elif ratios[best] < _ALIKE:
        return new
    return " ".join([*parts[:best], new, *parts[best + 1 :]])


def _parts(
    said: str, plain: str, current: Contacts, question: str | None, changes: dict[str, object]
) -> dict[str, object]:
    """Return values mended in a part."""
    found: dict[str, object] = {}
    names_said = {"name", "clinician_name", "clinician_practice"} & set(changes) or _SPEAKS_OF_EMAIL.search(plain)
    phone_said = any(isinstance(value, PhoneNumber) for value in changes.values())
    if not names_said and (name := corrected_name(Message.of(said), current, question)):
        found[name[0]] = name[1]
        return found
    if not phone_said and (phone := corrected_phone(plain, current, question)) is not None:
        found[phone[0]] = phone[1]
        if _SPEAKS_OF_PHONE.search(plain) and not _SPEAKS_OF_EMAIL.search(plain):
            return found  # "my phone is 0149 at the end" puts nothing at the end of an address
    if not {"email", "clinician_email"} & set(changes) and (email := corrected_email(plain, current, question)):
        found[email[0]] = email[1]
    return found


def _bare_values(
    said: str, plain: str, current: Contacts, question: str | None, changes: dict[str, object]
) -> dict[str, object]:
    """Return whole values that stand alone, given to the field they are most like or that was spoken of."""
    found: dict[str, object] = {}
    if not any(isinstance(value, PhoneNumber) for value in changes.values()):
        numbers = [(one.number, (one.start, one.end)) for one in find_phones(said) if one.number is not None]
        if len(numbers) == 1:
            ((number, place),) = numbers
            field = spoken_phone_field(said, question, place) or nearest_phone_field(number, current)
            if field is not None:
                found[field] = number
    if changes or found:
        return found
    return dict(_bare_name(said, plain, current, question))


def _bare_name(said: str, plain: str, current: Contacts, question: str | None) -> dict[str, str]:
    meant = meant_names(plain, current, question)
    said = re.sub(
        r"^[^,:;.]*\b(?:name|doctor|wrong|spelled|spelt|typed?|typo|mistake)\b[^,:;.]*(?:[,:;]|\.(?!\w))\s*",
        "",
        said,
        flags=re.IGNORECASE,
    )
    for field in meant:
        read = read_contacts(said, field)
        new = read.name if field == "name" else read.clinician_name
        known = getattr(current, field)
        if new is None or _LETTERS_ONLY.fullmatch(new):
            continue  # of "with double n" the letters are no name
        spelt = bool(find_spelled(said))
        spoken_of = len(meant) == 1 and (question == field or said != plain or spelt)
        if known is None or spoken_of or fuzz.ratio(fold(known), fold(new)) >= _ALIKE:
            return {field: _merged(known, new, plain) if known is not None else new}
    return {}


def _cleared(text: str, current: Contacts) -> tuple[str, ...]:
    m = _CLEARED.search(text)
    if m is None or _REPLACED.search(text):
        return ()
    what = re.sub(r"[^a-z]", "", (m["what"] or m["also"]).lower())
    whose = "clinician_" if _OF_CLINICIAN.search(text) or what != "email" else ""
    field = {"email": f"{whose}email", "fax": "clinician_fax", "npi": "clinician_npi"}[what]
    return (field,) if getattr(current, field) is not None else ()
