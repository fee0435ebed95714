"""What is taken back within one message: "Karen Holt, sorry, Karen Whitfield now".

A word of correction alone says little, for people are sorry about many things; so it counts only where the
words before it and those after it give the same field. Then the later value is meant, and where that one
cannot be used, none: better asked again than wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rapidfuzz import fuzz

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.roles import find_roles
from bot.clinic.contacts.text import anyof, fold
from bot.clinic.contacts.values import Contacts, PhoneNumber

_CUE = re.compile(
    "|".join((
        "\\b" + anyof(r"sorry(?! (?:for|about|to|that|if|but)\b)", "i (?:mean|meant)", "wait", "hang on",
                      "hold on", "scratch that", "strike that", "forget that", "make that", "correction",
                      "my (?:bad|mistake)", "w?oops", "actually", "or rather", "(?:but|and) now", "nope") + "\\b",
        r"(?<=\d)\s+no\s+(?=\d)",
        r"[,.;!…\-–—]\s*(?:no|now)\b(?=\s*[,.…\-–—!:])",
        r"(?<=[,.;])\s*now\b",
        r"\*",
    )),
    re.IGNORECASE,
)  # fmt: skip
_WHICH = anyof("full", "last", "legal", "married", "new")
_LEAD = re.compile(
    r"^(?:[\W_]+|\b" + anyof(
        "no", "nope", "wait", "sorry", "oh", "um", "uh", "now", "actually", "it'?s", "it is", "it was", "is", "that'?s",
        "i'?m", "i am", "she'?s", "he'?s", "they'?re", "name'?s?", "called", "named", "dra?", "doctor", "the", "at",
        rf"(?:my|her|his|the|their) (?:{_WHICH} )*(?:name|doctor)(?:'?s| is)?", "with", "use", "i", "mean", "meant",
        "go by", "make that", "works? at", "meant to (?:say|write|put|type)",
    ) + r"\b)+",
    re.IGNORECASE,
)  # fmt: skip
_NOWADAYS = re.compile(r"\s+(?:now|instead|these days)\b", re.IGNORECASE)
_ENDS = re.compile(
    r"(?=.*\b(?:end(?:s|ing)?|last)\b)\W*(?:(?:no|it'?s|it|is|the|last|four|4|digits|are|end(?:s|ing)?|in|with|at|should|be)\W+)*"
    r"(?P<digits>\d{2}|\d{4})(?:\W+(?:at|the|end|last|instead|not|\d{2,4}))*\W*",
    re.IGNORECASE,
)
"""The last digits of a number said anew: "sorry, it ends in 0134"."""
_MOST_CUES = 6
_ALIKE = 60.0
"""Likeness in percent (rapidfuzz.fuzz.ratio) from which a part of a name is said anew, not another one."""
_NAMES = ("name", "clinician_name")
_LINES = ("phone", "email", "clinician_phone", "clinician_email", "clinician_fax")


def with_second_thoughts(text: str, whole: Contacts, read: Callable[[str], Contacts]) -> Contacts:
    """Return what a message gives with every field that it corrects itself; `whole` is how it reads as it stands.

    `read` reads a part of the text by itself.
    """
    for cue in list(_CUE.finditer(text))[-_MOST_CUES:]:
        if not text[: cue.start()].strip() or not text[cue.end() :].strip():
            continue
        before, after = read(text[: cue.start()]), read(_NOWADAYS.sub("", text[cue.end() :]))
        for field in _LINES:
            whole = _later_line(whole, before, after, field, text[cue.end() :])
        for field in _NAMES:
            whole = _later_name(whole, before, after, field, text[cue.end() :])
        whole = _later_practice(whole, before, after, text[cue.end() :])
        whole = _later_role(whole, before, after, text[cue.end() :])
    return whole


def _later_line(whole: Contacts, before: Contacts, after: Contacts, field: str, said: str) -> Contacts:
    """A number, its last digits, or an address; one that cannot be used takes the earlier one back all the same."""
    old, new = getattr(before, field), getattr(after, field)
    if isinstance(old, PhoneNumber) and new is None and (ends := _ENDS.fullmatch(said)) and not old.extension:
        return _with(whole, field, _ending_in(old, ends["digits"]))
    trouble = tuple(p for p in after.problems if p.field == field)
    if old is None or (new is None and not trouble):
        return whole
    others = tuple(p for p in whole.problems if p.field != field)
    if new is not None and isinstance(new, PhoneNumber) and isinstance(old, PhoneNumber) and new.e164 == old.e164:
        return whole
    return _with(replace(whole, problems=(*others, *(trouble if new is None else ()))), field, new)


def _ending_in(number: PhoneNumber, digits: str) -> PhoneNumber:
    cut = -len(digits)
    if number.national[cut:] != number.e164[cut:]:
        return number
    return replace(number, e164=number.e164[:cut] + digits, national=number.national[:cut] + digits)


def _later_name(whole: Contacts, before: Contacts, after: Contacts, field: str, said: str) -> Contacts:
    old, new = getattr(before, field), getattr(after, field)
    if old is None or new is None or not _begins_with(said, new):
        return whole
    return _with(whole, field, in_full(old, new))


def _later_practice(whole: Contacts, before: Contacts, after: Contacts, said: str) -> Contacts:
    new = after.clinician_practice
    told = before.clinician_practice is not None or whole.clinician_practice is None
    if new is None or not told or not _begins_with(said, new):
        return whole
    return _with(whole, "clinician_practice", new)


def _later_role(whole: Contacts, before: Contacts, after: Contacts, said: str) -> Contacts:
    """What somebody is, where it is the first that is said: "psychiatrist, no wait, a psychologist"."""
    old, new = before.clinician_role, after.clinician_role
    lead = _LEAD.match(said)
    rest = said[lead.end() if lead else 0 :]
    begins = any(start <= len("an ") for start, *_ in find_roles(rest, asked=True))
    return whole if old is None or new is None or not begins else _with(whole, "clinician_role", new)


def _begins_with(said: str, value: str) -> bool:
    """Whether a value is the first that is said, but for "it's" and the like: not "sorry, can Maria call"."""
    lead = _LEAD.match(said)
    rest = fold(said[lead.end() if lead else 0 :])
    return rest.startswith(fold(value).split()[0])


def alike(one: str, other: str) -> bool:
    """Whether a part of a name is another one said anew."""
    return bool(fuzz.ratio(fold(one), fold(other)) >= _ALIKE)


def in_full(old: str, new: str) -> str:
    """The whole name, where only its first or its last part was said anew."""
    parts = old.split()
    if len(parts) < 2 or len(new.split()) > 1:
        return new
    low = fold(new)
    alike = [fuzz.ratio(fold(part), low) for part in parts]
    if max(alike) >= _ALIKE:
        best = alike.index(max(alike))
        return " ".join([*parts[:best], new, *parts[best + 1 :]])
    if low in vocabulary.GIVEN and low not in vocabulary.SURNAMES:
        return " ".join([new, *parts[1:]])
    if low in vocabulary.SURNAMES and low not in vocabulary.GIVEN:
        return " ".join([*parts[:-1], new])
    return new


def _with(contacts: Contacts, field: str, value: object) -> Contacts:
    return replace(contacts, **{field: value})  # type: ignore[arg-type]
