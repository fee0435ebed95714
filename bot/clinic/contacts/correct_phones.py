"""Numbers corrected in part: "it ends in 0160", "area code 323, not 310", "0160 instead of 0121"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.clinic.contacts.mentions import Line, Owner, find_mentions, line_in
from bot.clinic.contacts.phones import as_number
from bot.clinic.contacts.text import anyof
from bot.clinic.contacts.values import CLINICIAN_QUESTIONS, Contacts, PhoneNumber

PHONE_FIELDS = ("phone", "clinician_phone", "clinician_fax")

_IS = (
    r"(?:\s+(?:digits?|numbers?|part))*(?:\s*"
    + anyof("is", "are", "was", "were", "should be", "should have been", "to", "with", "in", "on", ":", "=", "as",
            "actually", "really", "supposed to be", ",", "-")
    + r")*\s*"
)  # fmt: skip
_OF_LINE = r"(?:\s+(?:of|on|in|for)\s+(?:\w+(?:'s)?\s+){1,3}?(?:numbers?|(?:tele)?phone|cell|mobile|fax))?"
_LAST = rf"last(?:\s+(?:one|two|three|four|five|six|seven|[1-7]))?(?:\s+digits?)?{_OF_LINE}"
_END = re.compile(
    rf"\b(?:end(?:s|ing|ed)?|finish(?:es|ing)?|terminat(?:es?|ing)|(?:mine|hers|his|theirs|doctor's)(?=\s+in\b)|{_LAST}){_IS}(\d(?:[\s\-]?\d){{0,6}})(?!\d)",
    re.IGNORECASE,
)
_AT_END = re.compile(r"(?<!\d)(\d{2,7})\s+(?:at\s+the\s+end|for\s+the\s+last)", re.IGNORECASE)
_START = re.compile(
    rf"\b(?:start(?:s|ing)?|begin(?:s|ning)?|first(?:\s+(?:three|six|[36]))?){_IS}(\d{{3}}(?:[\s\-]?\d{{3}})?)(?!\d)",
    re.IGNORECASE,
)
_AREA = re.compile(
    rf"\barea\s+code(?:\s+(?:for|of|on|at)(?:\s+[^\W\d][\w']*){{1,4}}?)?{_IS}\(?(\d{{3}})(?!\d)|(?<!\d)\(?(\d{{3}})\)?\s+area(?:\s+code)?\b|\b(?:it'?s|use|a)\s+an?\s+(\d{{3}})\s+number",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    rf"\bext(?:ension|n)?\b\.?(?:\s+(?:for|of|on)(?:\s+[^\W\d][\w']*){{1,4}}?)?(?:\s+(?:is|was)\s+wrong[,;.]?)?"
    rf"(?:\s+it'?s|\s+it)?(?:\s+(?:is|now)\b)*{_IS}(\d{{1,6}})(?!\d)",
    re.IGNORECASE,
)
_MIDDLE = re.compile(rf"\b(?:middle|prefix|exchange)(?:\s+(?:three|3))?{_IS}(\d{{3}})(?!\d)", re.IGNORECASE)
_DIGITS = r"(?<![\d:/.])(\d(?:[\s\-]?\d){0,6})(?![\d:/%]|\s?[ap]\.?m|st\b|nd\b|rd\b|th\b)"
_NEW_NOT_OLD = re.compile(
    rf"{_DIGITS}\s*[,.(]?\s*(?:and\s+)?(?:not|instead\s+of|rather\s+than|isn'?t)\s+(?:an?\s+|the\s+)?{_DIGITS}",
    re.IGNORECASE,
)
_OLD_TO_NEW = re.compile(
    rf"\b(?:not|change|switch|replace|swap)\s+(?:the\s+|an?\s+)?{_DIGITS}\s*[,;.\-]?\s*(?:it'?s|but|to|with|for|by|should\s+be)?\s*(?:an?\s+)?{_DIGITS}"
    rf"|{_DIGITS}\s+(?:should|was\s+supposed\s+to|is\s+supposed\s+to|needs\s+to|must)\s+(?:be|have\s+been|read|say)\s+(?:an?\s+)?{_DIGITS}",
    re.IGNORECASE,
)
_ABOUT_DIGITS = re.compile(r"\b(?:digits?|numbers?|(?:tele)?phone|tel|cell|mobile|fax)\b", re.IGNORECASE)
_BREAK = re.compile(r"[.;!?\n]+(?=\s|$)|,\s|\s(?:and|but|also|oh)\s", re.IGNORECASE)
_BEHIND = re.compile(
    r"\b(?:digits?|numbers?|(?:tele)?phone|cell|mobile|fax|hers|his|theirs|mine|(?:doctor|dr)'?s|that'?s|i\s+mean)\b",
    re.IGNORECASE,
)
"""In words behind a number that may still say whose it is."""
_DENIED = re.compile(r"(?:\bnot|n['\u2019]?t|\bnever)\s+$", re.IGNORECASE)
_MY = re.compile(r"\bmy\b(?!\s+(?:bad|mistake|fault|god)\b)", re.IGNORECASE)


_LOCAL = re.compile(r"(?<![\d\-.(])(?<!\d\s)\d{3}[\s.\-]\d{4}(?![\d\-])")


_RELUCTANCE = 1.5
"""How many digits nearer the clinician's number must be than the patient's to be the one that is meant."""


@dataclass(frozen=True)
class _Replacement:
    """Digits that give way to others: where in the number ("end", "start", "middle", "any"), where in the text."""

    old: str | None
    new: str
    at: str
    place: tuple[int, int]


def corrected_phone(text: str, current: Contacts, question: str | None) -> tuple[str, PhoneNumber] | None:
    """Return the field and the whole number after a correction of a part of it, or None.

    Only numbers of ten digits are mended; of a patient's and a clinician's number the one spoken of is
    meant, else the one that the old digits are in or that differs least, else the patient's.
    """
    if (extended := _extended(text, current, question)) is not None:
        return extended
    for one in _replacements(text):
        hit = _replaced(text, current, question, one)
        if hit is not None:
            return hit
    return None


def _extended(text: str, current: Contacts, question: str | None) -> tuple[str, PhoneNumber] | None:
    """The number that is meant with the extension said for it, where nothing else of it is."""
    said = _EXTENSION.search(text)
    if said is None or re.search(r"\d", text[: said.start(1)] + text[said.end(1) :]):
        return None
    fields = [field for field in _meant(text, current, question, said.span()) if field != "clinician_fax"]
    local = _local(current, fields[0]) if len(fields) == 1 else None
    number = as_number(local, said[1]) if local is not None else None
    return (fields[0], number) if number is not None else None


def _replacements(text: str) -> Iterator[_Replacement]:
    """Yield what digits give way to what."""
    pairs = [(m[2], m[1], m.span()) for m in _NEW_NOT_OLD.finditer(text)]
    for m in _OLD_TO_NEW.finditer(text):
        old, new = (m[1], m[2]) if m[1] else (m[3], m[4])
        pairs.append((old, new, m.span()))
    told: list[tuple[int, int]] = []
    for old, new, place in pairs:
        said = text[slice(*_clause(text, place))]
        at = (
            "end"
            if _END.search(said) or _AT_END.search(said)
            else "start"
            if _AREA.search(said) or _START.search(said)
            else "any"
        )
        before, after = re.sub(r"\D", "", old), re.sub(r"\D", "", new)
        told.append(place)
        if before != after and (len(before) >= 3 or at == "end" or _ABOUT_DIGITS.search(text)):
            yield _Replacement(before, after, at, place)
    # "555-0134 is the old one, it's 555-0143": the last one said, and without the area code.
    for m in reversed(list(_LOCAL.finditer(text))):
        yield _Replacement(None, re.sub(r"\D", "", m[0]), "local", m.span())
    for pattern, at in (
        (_END, "end"),
        (_AT_END, "end"),
        (_AREA, "start"),
        (_START, "start"),
        (_MIDDLE, "middle"),
    ):
        for m in pattern.finditer(text):
            # "22, not 21" is said of a number that ends in 21, and of no other
            again = any(m.start() < end and start < m.end() for start, end in told)
            if not (again or _DENIED.search(text[: m.start()])):
                new = re.sub(r"\D", "", next(group for group in m.groups() if group))
                yield _Replacement(None, new, at, m.span())


def _replaced(text: str, current: Contacts, question: str | None, one: _Replacement) -> tuple[str, PhoneNumber] | None:
    if one.old is None and spoken_phone_field(text, None, one.place) is None:
        known = [local for field in PHONE_FIELDS if (local := _local(current, field)) is not None]
        if any(_mended(local, None, one.new, one.at) == local for local in known):
            return None  # "it ends in 21", as one of them does: nothing is to be changed
    options: list[tuple[float, str, str]] = []
    for rank, field in enumerate(_meant(text, current, question, one.place)):
        local = _local(current, field)
        changed = _mended(local, one.old, one.new, one.at) if local is not None else None
        if local is not None and changed is not None and changed != local:
            differing = sum(a != b for a, b in zip(local, changed, strict=True))
            options.append((differing + rank * _RELUCTANCE, field, changed))
    if not options:
        return None
    _, field, changed = min(options)
    number = as_number(changed, getattr(current, field).extension)
    return (field, number) if number is not None and changed[0] not in "01" else None


def _mended(local: str, old: str | None, new: str, at: str) -> str | None:
    if old is not None:
        if len(old) != len(new):
            return None
        if at in ("end", "start"):
            there = local.endswith(old) if at == "end" else local.startswith(old)
            return (local[: -len(old)] + new if at == "end" else new + local[len(old) :]) if there else None
        count = local.count(old)
        if not count or (len(old) == 1 and count > 1):
            return None
        place = local.find(old) if len(old) == 3 and local.startswith(old) else local.rfind(old)
        return local[:place] + new + local[place + len(old) :]
    if at == "local":
        # Only where the exchange stays: another one may lie in another area.
        return local[:3] + new if local[3:6] == new[:3] else None
    if at == "end":
        return local[: 10 - len(new)] + new if len(new) <= 7 else None
    if at == "start":
        return new + local[len(new) :]
    return local[:3] + new + local[6:]


def _local(current: Contacts, field: str) -> str | None:
    number: PhoneNumber | None = getattr(current, field)
    if number is None or not number.e164.startswith("+1") or len(number.e164) != 12:
        return None
    return number.e164[2:]


def _meant(text: str, current: Contacts, question: str | None, place: tuple[int, int]) -> list[str]:
    """Return the fields a correction may mean: the ones spoken of, or all that are known."""
    known = [field for field in PHONE_FIELDS if getattr(current, field) is not None]
    field = spoken_phone_field(text, question, place)
    return [field] if field in known else _without_fax(known)


def _without_fax(known: list[str]) -> list[str]:
    """Return the fields that a number nobody named may be meant for: a fax is called so, unless it is all there is."""
    return [field for field in known if field != "clinician_fax"] or known


def spoken_phone_field(text: str, question: str | None, place: tuple[int, int]) -> str | None:
    """Return the field of the number that the words around a place of a message speak of, or None.

    What its own clause says counts first, then what was said last before it; of what comes behind only words that
    speak of numbers, too: "mine ends in 22, and the doctor is at Oak House".
    """
    start, end = _clause(text, place)
    field = _said_in(text[start:end], question, place[0] - start)
    while field is None and start > 0:
        start, until = _clause(text, (start - 1, start - 1))
        field = _said_in(text[start:until], question, until - start)
    if field is None and _BEHIND.search(text, end):
        field = _said_in(text[end:], question, 0)
    if field is None and question in CLINICIAN_QUESTIONS:
        return "clinician_phone"
    return "phone" if field is None and question == "phone" else field


def _clause(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """Return where the clause around a place of a text begins and ends."""
    starts = [m.end() for m in _BREAK.finditer(text) if m.end() <= place[0]]
    behind = _BREAK.search(text, place[1])
    return (starts[-1] if starts else 0), (behind.start() if behind is not None else len(text))


def _said_in(said: str, question: str | None, at: int) -> str | None:
    """Return the field of the number that a clause speaks of, before the place `at` of it rather than behind."""
    if line_in(said) is Line.FAX:
        return "clinician_fax"
    # with both people's numbers known, "her number" is the clinician's, whatever is asked
    known_person = question if question in CLINICIAN_QUESTIONS else "summary"
    mentions = [
        one
        for one in find_mentions(said, known_person, ())
        if one.owner in _FIELD_OF and not _DENIED.search(said[: one.start])
    ]
    if not mentions:
        return "phone" if _MY.search(said) else None
    before = [one for one in mentions if one.start < at]
    return _FIELD_OF[(before[-1] if before else mentions[0]).owner]


_FIELD_OF = {Owner.CLINICIAN: "clinician_phone", Owner.PATIENT: "phone"}


def nearest_phone_field(number: PhoneNumber, current: Contacts) -> str | None:
    """Return the field whose number a whole new number is most like (eight digits in place or more), or None.

    Where only one number is known at all, it is that one.
    """
    known = _without_fax([field for field in PHONE_FIELDS if getattr(current, field) is not None])
    if len(known) == 1:
        return known[0]
    alike = {field: _alike(number, getattr(current, field)) for field in known}
    ranked = sorted(alike, key=lambda field: -alike[field])
    if not ranked or alike[ranked[0]] < 8:
        return None
    return ranked[0] if len(ranked) == 1 or alike[ranked[0]] > alike[ranked[1]] else None


def _alike(one: PhoneNumber, other: PhoneNumber) -> int:
    return sum(a == b for a, b in zip(one.e164[-10:], other.e164[-10:], strict=False))
