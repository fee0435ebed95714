"""The clinician who was named, and perhaps can no longer be asked: dead, retired, gone, or not seen any more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from bot.clinic.contacts import read_contacts
from bot.clinic.contacts.roles import PERSON_WORDS
from bot.clinic.interview.clauses import clauses_of
from bot.clinic.interview.in_place_of import named_in_place
from bot.clinic.interview.named import with_role

Departure = Literal["died", "left"]

_PRACTICE = "the practice"
_CLINICIAN = rf"(?:my|our|the|that)\s+(?:\w+\s+)?{PERSON_WORDS}"
_WHO = rf"(?:{_CLINICIAN}|\b(?:he|she))"
_PLACE = r"(?:the|that|this|her|his|their)\s+(?:old\s+)?(?:practice|clinic|office|group|hospital|center|job)|town|there"
_SINCE = r"(?:(?:has|have|had|just|also|recently|actually|already|sadly|since|is|was|['\u2019]s)\s+){0,3}"
# "he died" may be said of anybody
_DIED = re.compile(
    rf"{_CLINICIAN}\s+{_SINCE}(?:died|dead|passed\s+away|killed|passed(?:\s+on)?(?=\W*$|\s+(?:in|last|this|a|yesterday)\b))",
    re.IGNORECASE,
)
_LEFT = re.compile(
    rf"{_WHO}\s+{_SINCE}(?:retired|retiring|quit|gone\s+for\s+good|(?:left|leaving)(?=\s+(?:{_PLACE})|\W*$)"
    r"|moved\s+(?:away|out|overseas|abroad|states?|back|to)\b|closed\b|(?:stopped|quit)\s+(?:practic\w+|seeing\s+patients)"
    r"|no\s+longer\s+(?:works?|practices?|there|sees?|treats?|takes?)|not\s+(?:there|practicing|working)\b.{0,20}\bany\s?more)"
    rf"|{_WHO}\s+(?:doesn.?t|does\s+not|isn.?t|is\s+not)\s+(?:work\w*|practic\w+|there|treat\w*|see\w*)\b.{{0,25}}?\bany\s?more\b"
    rf"|\bi\s+(?:(?:don.?t|do\s+not)\s+(?:see|go\s+to)\s+(?:{_WHO}|her|him|them)\s+(?:any\s?more|now)"
    rf"|(?:no\s+longer|stopped|quit)\s+(?:see|seeing|go\s+to|going\s+to)\s+(?:{_WHO}|her|him|them))\b"
    rf"|\b(?:{_PLACE})\s+{_SINCE}(?:closed|closing|shut(?:\s+down)?|gone|went\s+(?:under|out\s+of\s+business)|no\s+longer\s+exists?)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"\b(?:if|when|until|in case|would|might|might've|could|wish|used to)\b|\?", re.IGNORECASE)
_TITLE = re.compile(r"\bdr\b", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<!\bdr\.)(?<!\bmr\.)(?<!\bms\.)(?<=[.!?;\n])\s+", re.IGNORECASE)


def departure(text: str, known: Mapping[str, Any]) -> Departure | None:
    """How the clinician of `known` (the facts of the draft) has gone; None too where another is named instead."""
    if not (known.get("clinician_name") or known.get("clinician_practice")) or _names_another(text, known):
        return None
    for sentence in _SENTENCES.split(text):
        said = _by_role(sentence, known)
        if _SUPPOSED.search(said):
            continue
        if _DIED.search(said):
            return "died"
        if _LEFT.search(said):
            return "left"
    return None


def without_departure(text: str, known: Mapping[str, Any]) -> str:
    """What a message says besides."""
    return " ".join(said for said in _SENTENCES.split(text) if departure(said, known) is None).strip()


def _by_role(text: str, known: Mapping[str, Any]) -> str:
    practice = str(known.get("clinician_practice") or "")
    if practice:
        text = re.sub(rf"(?:\bthe\s+)?\b{re.escape(practice)}\b", _PRACTICE, text, flags=re.IGNORECASE)
    return with_role(text, known)


def _names_another(text: str, known: Mapping[str, Any]) -> bool:
    """Whether another clinician or practice takes the place: then it is put right, as any answer is."""
    if named_in_place(text, known):
        return True
    names = {*str(known.get("clinician_name") or "").lower().split()}
    for clause in clauses_of(text):
        asked = "clinician_name" if _TITLE.search(clause.text) else None
        found = read_contacts(clause.text, asked)
        if found.clinician_name is not None and not {*found.clinician_name.lower().split()} & names:
            return True
        if found.clinician_practice not in (None, known.get("clinician_practice")):
            return True
    return False
