"""Telephone numbers in free text, in any of the ways people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumberFormat

from bot.clinic.contacts.text import punch
from bot.clinic.contacts.values import PhoneNumber

REGION = "US"

_SOFT = r"[ .\-–—/·_~*()\[\]]"
_RUN = re.compile(
    rf"(?<![\w@#$€£.%])(?:\+\s?|\(\+?)?\d(?:{_SOFT}{{0,3}}\d|, ?\d){{2,30}}"
    rf"(?!(?!x\d|ext)[\w@%]|[.,]\d|{_SOFT}{{1,3}}\d)",
    re.IGNORECASE,
)
_GROUP = re.compile(r"\d+")
_EXTENSION = re.compile(
    r"\s*[,;(.\-–—]?\s*(?:(?:and|then|at|with|plus|use|dial|press|enter|ask\s+for|the|my|it'?s|its|it|is|you|you'll|have|need|to"
    r"|when\s+asked)\s+){0,6}(?:(?:ext(?:ension|n|en)?|extention|xt|x)[.:]?(?:\s*(?:is|number|no\.?|#))?|#)\s*(\d{1,6})\b\)?",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"(?<![\d.\-/+(])(?:\d{1,2}([/.\-])\d{1,2}\1(?:19|20)?\d{2}|(?:19|20)\d{2}([/.\-])\d{1,2}\2\d{1,2})(?![\d/\-]|\.\d)"
    r"|(?<![\d.\-])\d{1,2}:\d{2}(?!\d)"
)
_OTHER_NUMBER = re.compile(r"\d{3}-\d{2}-\d{4}|\d{4}([ -])\d{4}\1\d{4}\1\d{4}|\d{5}-\d{4}")  # SSN, card, ZIP+4
_IDENTIFIER_BEFORE = re.compile(
    r"\b(?:member|policy|account|acct|case|claim|order|ref(?:erence)?|confirmation|mrn|record|group|license|licence"
    r"|booking|invoice|ssn|social|card|dea|zip|id|born|birthday|dob)\b(?:\s+(?:number|no|num|id|code))?[#:.\s]*(?:is\s*)?$",
    re.IGNORECASE,
)
_SEVEN = re.compile(r"\d{3}\s?[-.]\s?\d{4}")


@dataclass(frozen=True)
class FoundPhone:
    """A number at a place of the text; where it cannot be dialled, `code` says why and `number` is None.

    `sure` is false for a row of digits that is too short or too long and might be something else: it counts
    only where a number was asked for or announced.
    """

    start: int
    end: int
    raw: str
    number: PhoneNumber | None
    code: str | None = None
    sure: bool = True


def find_phones(text: str) -> list[FoundPhone]:
    """Return the telephone numbers of a text (see spoken.with_digits for dictated ones), in order.

    Numbers of ten digits need no more than an area code that does not begin with 0 or 1: the exchange is not
    checked against the numbering plan, for it changes and a person's own number must not be refused.
    """
    found: list[FoundPhone] = []
    text = punch(text, [m.span() for m in _MOMENT.finditer(text)])
    for m in _RUN.finditer(text):
        if not _IDENTIFIER_BEFORE.search(text[max(0, m.start() - 40) : m.start()]):
            found += _in_run(text, m.start(), m.end())
    return [_with_extension(text, phone) for phone in found]


def _in_run(text: str, start: int, end: int) -> list[FoundPhone]:
    raw = text[start:end]
    if _OTHER_NUMBER.fullmatch(raw) or len(raw) > 60:
        return []
    abroad = _abroad(text, start, end)
    if abroad is not None:
        return [abroad]
    groups = [(start + m.start(), start + m.end()) for m in _GROUP.finditer(raw)]
    found, rest_from = [], 0
    while (hit := _next_american(text, groups, rest_from)) is not None:
        first, last = hit
        found += _leftover(text, groups[rest_from:first])
        found.append(_american(text, groups[first][0], groups[last][1]))
        rest_from = last + 1
    return found + _leftover(text, groups[rest_from:], alone=not found)


def _next_american(text: str, groups: list[tuple[int, int]], first: int) -> tuple[int, int] | None:
    """Return the next groups that make ten digits, or eleven with a leading 1; 3-3-4 before any other cut."""
    sizes = [end - start for start, end in groups]
    for i in range(first, len(groups)):
        if sizes[i : i + 3] == [3, 3, 4]:
            leading = i > first and sizes[i - 1] == 1 and text[groups[i - 1][0]] == "1"
            return (i - 1 if leading else i), i + 2
    for i in range(first, len(groups)):
        total = 0
        for j in range(i, min(len(groups), i + 11)):
            if j > i and "," in text[groups[j - 1][1] : groups[j][0]]:
                break
            total += sizes[j]
            one = text[groups[i][0]] == "1"
            whole = (total == 10 and not one) or (total == 11 and one) or (total == 10 and i == j)
            if whole and _cut_like_a_number(sizes[i : j + 1], one):
                return i, j
    return None


def _cut_like_a_number(sizes: list[int], one: bool) -> bool:
    """Whether groups of digits have the area code to themselves, or are dictated in ones and twos.

    A year, a time and a price in a row make ten digits as well; they are cut otherwise.
    """
    if len(sizes) == 1 or max(sizes) <= 2 or sizes[-2:] == [6, 4]:
        return True
    ends = [sum(sizes[: k + 1]) for k in range(len(sizes))]
    return (4 if one else 3) in ends


def _american(text: str, start: int, end: int) -> FoundPhone:
    digits = "".join(c for c in text[start:end] if c.isdigit())
    local = digits[1:] if len(digits) == 11 else digits
    opening = text.rfind("(", max(0, start - 2), start)
    begin = opening if opening >= 0 else start
    closing = end + 1 if opening >= 0 and text[end : end + 1] == ")" and ")" not in text[start:end] else end
    if local[0] in "01" or len(set(local)) == 1:
        return FoundPhone(begin, closing, text[begin:closing], None, "phone_invalid")
    return FoundPhone(begin, closing, text[begin:closing], as_number(local))


def as_number(local: str, extension: str | None = None) -> PhoneNumber | None:
    """Return a number of the region from its ten digits, or None where it cannot be one."""
    try:
        parsed = phonenumbers.parse(local, REGION)
    except phonenumbers.NumberParseException:
        return None
    return _shown(parsed, extension) if phonenumbers.is_possible_number(parsed) else None


def _shown(parsed: phonenumbers.PhoneNumber, extension: str | None) -> PhoneNumber:
    e164 = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    if parsed.country_code == 1:
        national = f"{e164[2:5]}-{e164[5:8]}-{e164[8:]}"
    else:
        national = phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)
    return PhoneNumber(e164, extension, f"{national} ext. {extension}" if extension else national)


def _abroad(text: str, start: int, end: int) -> FoundPhone | None:
    """Read a number with a country code: "+44 ...", "011 44 ..."; None where there is none."""
    raw = text[start:end]
    digits = re.sub(r"\D", "", raw)
    if "+" in raw[:2]:
        prefixed = "+" + digits
    elif digits.startswith("011") and len(digits) > 11:
        prefixed = "+" + digits[3:]
    elif digits.startswith("00") and len(digits) > 10:
        prefixed = "+" + digits[2:]
    else:
        return None
    if prefixed.startswith("+1"):
        return None if len(digits) > 11 else _plus_one(raw, start, end, prefixed[2:])
    try:
        parsed = phonenumbers.parse(prefixed, None)
    except phonenumbers.NumberParseException:
        return FoundPhone(start, end, raw, None, "phone_invalid")
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if reason == phonenumbers.ValidationResult.IS_POSSIBLE:
        return FoundPhone(start, end, raw, _shown(parsed, None))
    code = {
        phonenumbers.ValidationResult.TOO_SHORT: "phone_too_short",
        phonenumbers.ValidationResult.TOO_LONG: "phone_too_long",
    }.get(reason, "phone_invalid")
    return FoundPhone(start, end, raw, None, code)


def _plus_one(raw: str, start: int, end: int, local: str) -> FoundPhone:
    if len(local) < 10:
        return FoundPhone(start, end, raw, None, "phone_too_short")
    if local[0] in "01":
        return FoundPhone(start, end, raw, None, "phone_invalid")
    return FoundPhone(start, end, raw, as_number(local))


def _leftover(text: str, groups: list[tuple[int, int]], alone: bool = False) -> list[FoundPhone]:
    """Judge digits that make no number: too short or too long, or nothing to do with telephones."""
    if not groups or not alone:
        return []
    start, end = groups[0][0], groups[-1][1]
    raw = text[start:end]
    if "," in raw:
        return []
    count = sum(b - a for a, b in groups)
    if count < 4 or (count < 7 and len(groups) > 2):
        return []
    code = "phone_too_short" if count < 10 else "phone_too_long"
    return [FoundPhone(start, end, raw, None, code, sure=_SEVEN.fullmatch(raw) is not None)]


def _with_extension(text: str, phone: FoundPhone) -> FoundPhone:
    m = _EXTENSION.match(text, phone.end)
    if phone.number is None or m is None:
        return phone
    number = phone.number
    shown = PhoneNumber(number.e164, m[1], f"{number.national} ext. {m[1]}")
    return FoundPhone(phone.start, m.end(), text[phone.start : m.end()], shown)
