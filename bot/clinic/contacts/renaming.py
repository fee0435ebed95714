"""Names that are given anew in so many words: "change my name to Ann Lee", "Ann, not Paula", "Ann Lee is me"."""

from __future__ import annotations

import re

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.correct_names import meant_names, said_part, with_part
from bot.clinic.contacts.message import Message
from bot.clinic.contacts.name_parts import Trust
from bot.clinic.contacts.names import Name
from bot.clinic.contacts.text import fold, tidy
from bot.clinic.contacts.values import Contacts

_NAME = r"(?:(?P<which>first|given|last|family|sur|maiden|married)[ -]?)?names?"
_TO = re.compile(
    rf"\b(?:full\s+|legal\s+|whole\s+)*{_NAME}\s+(?:(?:over|back)\s+)?(?:to|into|as)\s+(?:be\s+|read\s+|say\s+)?(?:dr\.?\s+)?",
    re.IGNORECASE,
)
_AS = re.compile(
    r"\b(?:put|use|write|set|enter|have)\s+(?:down\s+)?(?:it\s+(?:as|to)\s+)?(?:dr\.?\s+)?(?=\S+(?:\s\S+){0,3}\s+"
    rf"(?:as|for)\s+(?:my|the|her|his)\s+(?:full\s+|legal\s+)*{_NAME}\b)",
    re.IGNORECASE,
)
_INSTEAD_OF = re.compile(
    r"\s*,?\s+(?:and\s+)?(?:not|instead\s+of|rather\s+than)\s+(?:dr\.?\s+)?(?P<old>\S.*)", re.IGNORECASE
)
_SPEAKS_OF_EMAIL = re.compile(r"\be-?\s?mail\b|@", re.IGNORECASE)
_IS_ME = re.compile(r"\s+(?:is|'s|was)\s+(?:me\b|my\s+(?:own\s+)?name\b|the\s+patient\b|myself\b)", re.IGNORECASE)
_IS_CLINICIAN = re.compile(
    r"\s+(?:is|'s|was)\s+(?:my|the|her|his)\s+(?:doctor|dr|clinician|therapist|psychiatrist|psychologist|provider|"
    r"counsell?or|physician|gp|pcp)\b",
    re.IGNORECASE,
)


def renamed(message: Message, current: Contacts) -> dict[str, str]:
    """The names (fields) that a message gives in place of known ones, whole; empty where it gives none so."""
    if _SPEAKS_OF_EMAIL.search(message.text):
        return {}  # "dina, not dana in my e-mail"
    swapped = _told_apart(message)
    if len(swapped) == 2:
        return swapped
    for found in (_TO.search(message.text), _AS.search(message.text)):
        new = message.name_at(found.end(), Trust.ASKED) if found is not None else None
        fields = meant_names(message.text, current, None)
        if found is not None and new is not None:
            field = fields[0] if len(fields) == 1 else "name"
            known, part = getattr(current, field), said_part(message.text)
            if known is not None and " " not in known and new.parts == 1 and part is not None:
                return {field: with_part(known, new.text, message.text, last=part == "last")}
            return {field: _whole(known, new, (found["which"] or "").lower())}
    return _in_place_of(message, current)


def gives_new_name(text: str, current: Contacts) -> bool:
    """Whether a message gives a name in place of a known one in so many words."""
    return bool(renamed(Message.of(tidy(text)), current))


def _told_apart(message: Message) -> dict[str, str]:
    """Who is who, where the two were mixed up."""
    told: dict[str, str] = {}
    for field, cue in (("name", _IS_ME), ("clinician_name", _IS_CLINICIAN)):
        found = cue.search(message.text)
        name = message.name_before(found.start(), Trust.ASKED) if found is not None else None
        if name is not None:
            told[field] = name.text
    return told


def _in_place_of(message: Message, current: Contacts) -> dict[str, str]:
    """The part of a name that stands before one that is denied: "Denise, not Paula"."""
    found = _INSTEAD_OF.search(message.text)
    if found is None:
        return {}
    denied = fold(found["old"].split()[0].strip(" .,!?;:)"))
    new = message.name_before(found.start(), Trust.ASKED)
    for field in meant_names(message.text, current, None):
        parts = (getattr(current, field) or "").split()
        places = [i for i, part in enumerate(parts) if fold(part) == denied]
        if new is None or len(places) != 1 or new.parts > 1:
            continue
        if not vocabulary.is_everyday(fold(new.text)):
            return {field: " ".join([*parts[: places[0]], new.text, *parts[places[0] + 1 :]])}
    return {}


def _whole(known: str | None, new: Name, which: str) -> str:
    """The new name, put into the known one where it is only a part."""
    parts = (known or "").split()
    if new.parts > 1 or len(parts) < 2:
        return new.text
    first = which in ("", "first", "given")  # of two names the first is what one goes by
    return " ".join([new.text, *parts[1:]] if first else [*parts[:-1], new.text])
