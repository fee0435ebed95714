"""A number that is the patient's and not the writer's: "use his cell, 310-555-0100"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.clinic.contacts import read_contacts
from bot.clinic.contacts.roles import PERSON_WORDS

_KIN = (
    r"husband|wife|spouse|partner|mom|mum|mother|dad|father|son|daughter|brother|sister|friend|boyfriend|girlfriend"
    r"|fianc\w+|parents?|grand\w+|aunt|uncle|cousin|nephew|niece|roommate"
)
_THEIRS = re.compile(
    rf"\b(?:his|hers?|their|theirs|(?:{_KIN})['\u2019]?s)\b|\b(?:him|her|them|he|she|they|my\s+(?:{_KIN}))\b",
    re.IGNORECASE,
)
_TO_BE_USED = re.compile(
    r"\b(?:use|using|call|try|reach\w*|ring|phone\s+(?:him|her|them)|contact|dial|instead|rather|better|best)\b",
    re.IGNORECASE,
)
_NOT_TO_BE = re.compile(r"\b(?:don.?t|do\s+not|never|not)\b", re.IGNORECASE)
_ANOTHERS = re.compile(rf"\b(?:{PERSON_WORDS}|doc|dr|office|practice|clinic|pharmacy|lawyer)\b", re.IGNORECASE)
_DIGITS = re.compile(r"(?:\d[\s().+-]*){10,}")
_PIECES = re.compile(r"[,;\n]+\s*|(?<!\d)\.\s+|\.\s+(?!\d)|\s+(?:and|but)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class TheirNumber:
    """The number, whether the staff are to call it, and what else the message says."""

    number: str
    is_to_be_used: bool
    rest: str


def number_of_patient(text: str) -> TheirNumber | None:
    """The number of another person that a message gives, by whose it is; None where it gives none."""
    pieces = [piece.strip() for piece in _PIECES.split(text) if piece.strip(" .!?")]
    for at, piece in enumerate(pieces):
        if not _DIGITS.search(piece):
            continue
        before = pieces[at - 1] if at and not _THEIRS.search(piece) else ""  # "use his cell, 310-555-0100"
        said = f"{before} {piece}".strip()
        number = read_contacts(_DIGITS.search(piece)[0], "phone").phone  # type: ignore[index]
        if number is None or not _THEIRS.search(said) or _ANOTHERS.search(said):
            return None
        rest = [other for other in pieces if other not in (piece, before)]
        used = _TO_BE_USED.search(said) is not None and not _NOT_TO_BE.search(said)
        return TheirNumber(number.e164, used, re.sub(r"^(?:and|but)\s+", "", ", ".join(rest), flags=re.IGNORECASE))
    return None
