"""The words of a message that say whose a number or an address is, and what kind of line a number is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.clinic.contacts.roles import PERSON_WORDS
from bot.clinic.contacts.text import HOLE
from bot.clinic.contacts.values import CLINICIAN_QUESTIONS


class Owner(Enum):
    """Who a value belongs to.

    OTHER: a relative, a pharmacy, this clinic. UNKNOWN: "her", and nobody was spoken of.
    """

    PATIENT = "patient"
    CLINICIAN = "clinician"
    OTHER = "other"
    UNKNOWN = "unknown"


class Line(Enum):
    """What kind of line a number is, where that was said."""

    FAX = "fax"
    PHONE_AND_FAX = "phone and fax"
    CELL = "cell"
    OFFICE = "office"


@dataclass(frozen=True)
class Mention:
    """Words at a place of the text that speak of an owner."""

    start: int
    end: int
    owner: Owner


RELATIVE = (
    r"(?:husband|wife|son|daughter|mom|mum|mama|mother|dad|papa|father|brother|sister|friend|partner|boyfriend|girlfriend"
    r"|cousin|kid|child|aunt|uncle|grandma|grandmother|grandpa|grandfather|roommate|boss|fianc[eé]e?|spouse|parents?"
    r"|neighbou?r|emergency\s+contact|pharmacy|pharmacist|insurance|lawyer|caregiver|babysitter|assistant|landlord|ex)"
)
_THING = (
    r"(?:cell\s*phone|cell|mobile|phone|numbers?|#|num|nbr|digits|home|house|land\s*line|work|job|e[\s\-]?mail|mail|gmail"
    r"|contact|line|telephone|tel|google\s+voice|celular|tel[eé]fono|n[uú]mero|correo|info|direct|text|address)"
)
_REACH = (
    r"(?:call|text|reach|ring|phone|contact|message|e-?mail|msg|txt|dm|write|get|try|hit|shoot|drop|send|buzz|ping|give"
    r"|find|leave)"
)
_MY = r"(?:my|mi)\s+(?:(?:own|personal|best|current|new|preferred|direct|main|correct|real|old)\s+)*"

_KINDS: tuple[tuple[str, str], ...] = (
    ("relative", rf"\b(?:my|his|her|the|our|mi)\s+(?:[\w\-]+\s+)?{RELATIVE}\b(?:'s)?"),
    (
        "this clinic",
        r"\b(?:is\s+)?your\s+(?:[\w\-]+\s+)?(?:number|phone|fax|office|clinic|line|e-?mail|address)\b"
        r"|\bi\s+(?:called|tried|dialed|rang|texted|emailed)\b|\byou\s+(?:at|on)\s*$|\b(?:call|reach|text|contact)(?:ed|ing)?\s+you\b",
    ),
    (
        "clinician",
        rf"\b(?:dr|dra)\b\.?|\b{PERSON_WORDS}(?:'s|s'|s)?\b"
        r"|\b(?:front\s+desk|reception(?:ist)?|answering\s+service|nurse\s+line|scheduler)\b",
    ),
    (
        "patient",
        rf"\b{_MY}{_THING}(?!\w)|\b{_REACH}\s+(?:[\w']+\s+){{0,2}}?(?:me|us)\b|\bmine\b|\bmyself\b|\bmy\s+own\b"
        rf"|\bme\b(?=\s*(?:[:=,\-()]|at\b|on\b|is\b|$|{HOLE}))|\b(?:my|mi)\s+(?:full\s+)?n(?:ame|ombre)\b"
        r"|(?:^|\n)\s*(?:full\s+|patient\s+)?name\s*[:=]|\b(?:i'm|i\s+am|im|i\s+can\s+be|i'll\s+be|soy)\b"
        r"|\buse\s+(?:my\s+)?(?:work|home|cell|mobile|this)\b|\bpatient(?:'s)?\b|\bi\s+(?:answer|pick\s+up)\b|\bll[aá]m[ae]me\b",
    ),
    (
        "third",
        rf"\b(?:her|his|their|hers|su)\b|\b{_REACH}\s+(?:him|her|them)\b"
        r"|\b(?:he|she|they)(?:'s|'re|\s+is|\s+are|\s+can\s+be|\s+has|\s+have|\s+uses?)\b",
    ),
    ("fax", r"\b(?:fax|facsimile|fx)\b|\bf\s*:"),
    ("place", r"\b(?:office|practice|clinic|hospital|desk)\b"),
)
_MENTION = re.compile("|".join(f"(?P<k{i}>{pattern})" for i, (_, pattern) in enumerate(_KINDS)), re.IGNORECASE)
_OWN_PLACE = re.compile(r"\b(?:my|our)\s+(?:work\s+|home\s+)?$", re.IGNORECASE)
_NO_FAX = re.compile(r"\b(?:no|not|don'?t|doesn'?t|without|never|isn'?t)\b[^.,;\n]{0,25}$", re.IGNORECASE)


def find_mentions(text: str, question: str | None, names: Sequence[Mention]) -> list[Mention]:
    """Return who is spoken of where, in order; `names` are the two people's names, already read.

    "Her" is whoever else was spoken of last; an office is the clinician's where a clinician is spoken of.
    """
    found: list[Mention] = []
    waiting = sorted(names, key=lambda one: one.start, reverse=True)
    # With both people's details on the screen, "her number" is the clinician's.
    person = Owner.CLINICIAN if question in CLINICIAN_QUESTIONS | {"summary"} else None
    for m in _MENTION.finditer(text):
        while waiting and waiting[-1].start < m.start():
            found.append(waiting.pop())
            person = found[-1].owner if found[-1].owner in _OTHERS else person
        kind = _KINDS[int((m.lastgroup or "k0")[1:])][0]
        owner = _owner(kind, person, text[max(0, m.start() - 40) : m.start()])
        if owner is not None:
            found.append(Mention(m.start(), m.end(), owner))
            person = owner if owner in _OTHERS else person
    return sorted([*found, *waiting], key=lambda one: (one.start, one.end))


_OTHERS = frozenset({Owner.CLINICIAN, Owner.OTHER})


def _owner(kind: str, person: Owner | None, before: str) -> Owner | None:
    if kind in {"patient", "clinician"}:
        return Owner(kind)
    if kind == "relative":
        return Owner.OTHER
    if kind == "this clinic":
        return Owner.UNKNOWN
    if kind == "third":
        return person or Owner.UNKNOWN
    if kind == "fax":
        return None if _NO_FAX.search(before) else Owner.CLINICIAN
    if _OWN_PLACE.search(before):
        return Owner.PATIENT
    return Owner.CLINICIAN if person is Owner.CLINICIAN else None


_LINES: tuple[tuple[Line, str], ...] = (
    (
        Line.PHONE_AND_FAX,
        r"\b(?:phone|tel|telephone|ph|office)\s*(?:/|&|and|\+)\s*fax\b|\bfax\s*(?:/|&|and|\+)\s*(?:phone|tel|telephone|voice|office)\b",
    ),
    (Line.FAX, r"\b(?:fax|facsimile|fx)\b|\bf\s*:"),
    (Line.CELL, r"\b(?:cell(?:\s*phone)?|mobile|celular|personal)\b|\b[cm]\s*:"),
    (
        Line.OFFICE,
        r"\b(?:office|phone|tel|telephone|ph|work|home|land\s*line|main|desk|voice|direct|clinic)\b|\b[ptow]\s*:",
    ),
)
_LINE = re.compile("|".join(f"(?P<k{i}>{pattern})" for i, (_, pattern) in enumerate(_LINES)), re.IGNORECASE)


def line_in(said: str) -> Line | None:
    """Return the kind of line named last in some words, or None."""
    line = None
    for m in _LINE.finditer(said):
        kind = _LINES[int((m.lastgroup or "k0")[1:])][0]
        if kind is not Line.FAX or not _NO_FAX.search(said[: m.start()]):
            line = kind
    return line
