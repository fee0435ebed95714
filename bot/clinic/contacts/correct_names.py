"""Names corrected: spelt out, with a letter more or less, one part of them, or the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.mentions import Owner, find_mentions
from bot.clinic.contacts.message import Message
from bot.clinic.contacts.name_parts import Trust
from bot.clinic.contacts.name_style import written
from bot.clinic.contacts.text import Word, fold
from bot.clinic.contacts.values import CLINICIAN_QUESTIONS, Contacts

NAME_FIELDS = ("name", "clinician_name")

_PART = re.compile(
    r"\b(?P<which>last|first|family|given|sur)\s?names?(?:'s)?\b(?:\s+(?:is|was|should\s+be|should\s+have\s+been|to))?"
    r"(?:\s+(?:actually|really|all|spelled|spelt|wrong(?:ly)?|incorrect(?:ly)?|not\s+right|mis-?\s?\w+|a\s+(?:typo|mistake)))*"
    r"\s*[,:;.\-]?\s*(?:it'?s|it\s+is|should\s+be|is)?\s*",
    re.IGNORECASE,
)
_IS_PART = re.compile(
    r"\s+(?:is|'s|was)\s+(?:my|his|her|their|the)\s+(?:doctor's\s+)?(?P<which>last|first|family|given|sur)\s?name\b",
    re.IGNORECASE,
)
"""Behind a part of a name: "Ann is her first name"."""
_WRONG_PART = re.compile(
    r"\b(?:wrong(?:ly)?|not|isn'?t|wasn'?t|incorrect(?:ly)?|should|mis\w+|typo|instead|rather|spelled|spelt)\b",
    re.IGNORECASE,
)
_LAST_PART = frozenset({"last", "family", "sur"})
_SHOULD = re.compile(
    r"\b(?:(?:should|ought\s+to|must|has\s+to|needs\s+to)\s+(?:be|read|say)|mi\s+apellido\s+es|make\s+it)\s*:?\s*",
    re.IGNORECASE,
)
_LAST = re.compile(r"\b(?:last|family|maiden|married)\s?name\b|\bsurname\b|\bapellido\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:not|instead\s+of|rather\s+than|isn'?t|wasn'?t|no\s+longer)\s+(?:dr\.?\s+|with\s+)?$", re.IGNORECASE
)
_LETTER = r"(?:an?\s+|the\s+)?[\"']?([a-z])[\"']?(?:'?s)?\b"
_DOUBLED = re.compile(rf"\b(?:two|double|2)\s+{_LETTER}", re.IGNORECASE)
_SINGLE = re.compile(rf"\b(?:one|single|only\s+one|just\s+one|1)\s+{_LETTER}", re.IGNORECASE)
_WITH_NOT = re.compile(
    rf"\b(?:with|it'?s|is|spell?(?:ed|t)\s+with|has)\s+{_LETTER}[\s,]*(?:and\s+)?(?:not|instead\s+of|rather\s+than)\s+(?:with\s+)?{_LETTER}",
    re.IGNORECASE,
)
_WITHOUT = re.compile(rf"\b(?:no|without|there'?s\s+no|drop)\s+{_LETTER}(?:\s+(?:in|at)\b|\W*$)", re.IGNORECASE)
_AT_END = re.compile(
    rf"\b(?:with|has|ends\s+(?:in|with)|add|there'?s)\s+{_LETTER}(?:\s+(?:at|on)\s+the\s+end)?(?=\W*$|\s+(?:at|on)\s+the\s+end)",
    re.IGNORECASE,
)
_SAID_END = re.compile(r"\bat\s+the\s+end\b|\bends\s+(?:in|with)\b", re.IGNORECASE)


def meant_names(text: str, current: Contacts, question: str | None) -> list[str]:
    """Return the names (fields) a correction may be about: the one spoken of, or both."""
    known = [field for field in NAME_FIELDS if getattr(current, field) is not None]
    # with both people's names known, "her name" is the clinician's, whatever is asked
    asked = question if question in CLINICIAN_QUESTIONS else "summary"
    mentions = {one.owner for one in find_mentions(text, asked, ())}
    if Owner.CLINICIAN in mentions:
        return ["clinician_name"]
    if re.search(
        r"\bmy\s+(?:own\s+|full\s+|first\s+|last\s+|sur|family\s+|maiden\s+)*(?:sur)?name\b|\bmine\b|\bmi\s+(?:apellido|nombre)\b",
        text,
        re.IGNORECASE,
    ):
        return ["name"]
    if question in CLINICIAN_QUESTIONS:
        return ["clinician_name"]
    return ["name"] if question == "name" else known


def corrected_name(message: Message, current: Contacts, question: str | None) -> tuple[str, str] | None:
    """Return the field and the whole name after a correction of a part of it, or None."""
    fields = meant_names(message.text, current, question)
    known = {field: name for field in fields if (name := getattr(current, field)) is not None}
    for field, name in known.items():
        changed = _by_part(message, name, only=len(fields) == 1) or _by_likeness(message, name)
        changed = changed or _as_it_should_be(message, name, only=len(fields) == 1)
        if changed is not None and changed != name:
            return field, changed
    respelt = {field: changed for field, name in known.items() if (changed := _by_letters(message, name))}
    named = {field: changed for field, changed in respelt.items() if _shared_part(message, known[field]) is not None}
    options = list((named or respelt).items())
    return options[0] if len(options) == 1 else None


def _shared_part(message: Message, name: str) -> int | None:
    """Return which part of a name the message says as it is, or None."""
    said = {word.low for word in message.row}
    return next((i for i, part in enumerate(name.split()) if fold(part) in said), None)


def _by_part(message: Message, name: str, only: bool) -> str | None:
    """Apply "last name is Castellano", "first name Jon, not John"."""
    found = [
        (m["which"], message.name_at(m.end(), Trust.LABELLED if m["which"].lower() in _LAST_PART else Trust.ASKED))
        for m in _PART.finditer(message.text)
    ]
    found += [(m["which"], message.name_before(m.start(), Trust.ASKED)) for m in _IS_PART.finditer(message.text)]
    for which, new in found:
        # a name that is known in part lacks the other part: "first name is Ann"
        if new is not None and (only or _similar_part(name, new.text) or " " not in name):
            return with_part(name, new.text, message.text, last=which.lower() in _LAST_PART)
    return None


def with_part(known: str, new: str, text: str, *, last: bool) -> str:
    """The known name with its first or its last part as it is said, which may be the one that it lacked so far.

    "Her last name is Moss" goes behind a "Dana" that is known alone, unless `text` says that what is known is wrong.
    """
    parts = known.split()
    if len(parts) > 1:
        return " ".join([*_given_parts(parts), new] if last else [new, *parts[1:]])
    low = fold(known)
    if low in fold(new).split():
        return new
    same = OSA.distance(low, fold(new)) <= max(1, len(new) // 3)
    # a word in no list is most likely a surname
    its_kind = low not in vocabulary.GIVEN if last else low in vocabulary.GIVEN and low not in vocabulary.SURNAMES
    other_kind = low in vocabulary.GIVEN and low not in vocabulary.SURNAMES if last else low not in vocabulary.GIVEN
    if same or its_kind or (_WRONG_PART.search(text) and not other_kind):
        return new
    return f"{known} {new}" if last else f"{new} {known}"


def said_part(text: str) -> str | None:
    """Which part of a name a message says that it gives ("first", "last"), where it is one."""
    m = _PART.search(text) or _IS_PART.search(text)
    return None if m is None else "last" if m["which"].lower() in _LAST_PART else "first"


def _as_it_should_be(message: Message, name: str, only: bool) -> str | None:
    """Apply "it ought to be Hollis", where a name is spoken of."""
    m = _SHOULD.search(message.text)
    new = message.name_at(m.end(), Trust.ASKED) if m is not None else None
    if new is None or not (only or _similar_part(name, new.text)):
        return None
    parts = name.split()
    if new.parts == 1 and len(parts) > 1:
        if _LAST.search(message.text):
            return " ".join([*_given_parts(parts), new.text])
        return None
    return new.text


def _given_parts(parts: Sequence[str]) -> Sequence[str]:
    """Return what stands before the surname, whose particles belong to it."""
    if len(parts) < 2:
        return []
    cut = len(parts) - 1
    while cut > 1 and parts[cut - 1].lower() in vocabulary.PARTICLES:
        cut -= 1
    return parts[:cut]


def _by_likeness(message: Message, name: str) -> str | None:
    """Apply "Mehta with an h", "it's Whitlocke", "*Lena": the word most like a part of the name replaces it."""
    best: tuple[float, int, str] | None = None
    parts = name.split()
    words = list(_name_words(message))
    for at, word in enumerate(words):
        for i, part in enumerate(parts):
            distance = OSA.distance(fold(part), word.low)
            near = distance <= max(1, min(len(word.low), len(part)) // 3)
            whole = i == len(parts) - 1 and at > 0 and _is_given(words[at - 1], word, parts[:-1])
            if word.text != part and near and (best is None or distance < best[0] + whole):
                text = written([word.text]) if fold(part) != word.low or word.capital else part
                if whole:
                    return written([words[at - 1].text, word.text])  # "2 n's, Lucia Fennimore": the whole name
                best = (distance, i, text)
    if best is None or any(fold(part) == fold(best[2]) and part == best[2] for part in parts):
        return None
    return " ".join([*parts[: best[1]], best[2], *parts[best[1] + 1 :]])


def _is_given(before: Word, word: Word, known: Sequence[str]) -> bool:
    """Whether the word right before a surname is a given name, and not the one that is known."""
    beside = word.start - before.end == 1
    unknown = before.capital and word.capital and not vocabulary.is_plain(before.low)
    return beside and (before.low in vocabulary.GIVEN or unknown) and all(fold(part) != before.low for part in known)


def _name_words(message: Message) -> Iterator[Word]:
    for word in message.row:
        if not word.letters or len(word.low) < 2 or word.low.endswith("'s"):
            continue
        if vocabulary.is_everyday(word.low) or (vocabulary.is_plain(word.low) and not word.capital):
            continue
        if not _NOT.search(message.text[max(0, word.start - 30) : word.start]):
            yield word


def _similar_part(name: str, new: str) -> bool:
    said = {fold(piece) for piece in new.split()}
    parts = [fold(part) for part in name.split()]
    return not said.isdisjoint(parts) or any(OSA.distance(part, fold(new)) <= max(2, len(new) // 2) for part in parts)


def _by_letters(message: Message, name: str) -> str | None:
    """Apply "two l's", "with a k, not a c", "no h", where it can mean one letter of one part only."""
    parts = name.split()
    which = _PART.search(message.text)
    if which is not None and len(parts) > 1:
        places = [len(parts) - 1 if which["which"].lower() in _LAST_PART else 0]
    elif (shared := _shared_part(message, name)) is not None:
        places = [shared]
    else:
        places = list(range(len(parts)))
    options = [(i, changed) for i in places if (changed := _respelt(message.text, parts[i])) is not None]
    if len(options) != 1:
        return None
    i, changed = options[0]
    return " ".join([*parts[:i], changed, *parts[i + 1 :]])


def _respelt(text: str, part: str) -> str | None:
    low = part.lower()
    if m := _WITH_NOT.search(text):
        return _once(part, m[2].lower(), m[1].lower()) if low.count(m[2].lower()) == 1 else None
    if m := _DOUBLED.search(text):
        letter = m[1].lower()
        return _once(part, letter, letter * 2) if low.count(letter) == 1 else None
    if m := _SINGLE.search(text):
        letter = m[1].lower()
        return _once(part, letter * 2, letter) if low.count(letter * 2) == 1 else None
    if m := _WITHOUT.search(text):
        return _once(part, m[1].lower(), "") if low.count(m[1].lower()) == 1 else None
    if (m := _AT_END.search(text)) and _SAID_END.search(text):
        return part + m[1].lower() if not low.endswith(m[1].lower()) else None
    return None


def _once(part: str, old: str, new: str) -> str:
    place = part.lower().find(old)
    changed = part[:place] + new + part[place + len(old) :]
    return changed[0].upper() + changed[1:] if changed and place == 0 else changed
