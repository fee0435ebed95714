"""The clinician gives way to another who is not named yet: "use my therapist instead of her"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.clinic.contacts import read_contacts
from bot.clinic.contacts.roles import PERSON_WORDS

_OWN = (
    r"(?:(?:my|our|his|her|their|my\s+\w+['\u2019]?s)(?:\s+(?:own|new|other|regular|family|primary|current|actual))*"
    r"|another|(?:a|some|the)\s+(?:different|new|other)|some(?:one|body)\s+else\W+(?:maybe\s+)?my)"
)
_WHO = (
    rf"{_OWN}\s+(?P<who>{PERSON_WORDS}|doc|shrink|gp|pcp)(?!['\u2019]?s\b)"
    r"(?!\s+(?:number|phone|name|office|e-?mail|fax)\b)"
)
_TURN_TO = (
    r"(?:us(?:e|ing)|contact(?:ing)?|call(?:ing)?|ask(?:ing)?|reach(?:ing)?(?:\s+out\s+to)?|phone|ring|try(?:ing)?"
    r"|(?:talk|speak|check|go)(?:ing)?\s+(?:to|with|through)|get|have|put(?:\s+down)?|list|add|prefer|rather|take|want|make\s+it"
    r"|(?:switch|chang|swap|replac)\w*\s+(?:.{0,30}?\s)?(?:to|with|for|by))"
)
_TURNS_TO = re.compile(rf"\b{_TURN_TO}\s+(?:it\s+(?:be|to)\s+|to\s+)?{_WHO}", re.IGNORECASE)
_INSTEAD = re.compile(
    r"\b(?:instead(?!\s+of\s+(?:coming|a\s+consult|this|that|the\s+consult|booking))|rather|in\s+(?:her|his|their)\s+place"
    r"|not\s+(?:her|him|them|the|dr)|switch\w*|chang\w+|swap\w*|replac\w+|different|another"
    r"|(?:won.?t|will\s+not|doesn.?t|does\s+not|never|isn.?t|is\s+not|not|can.?t|cannot)\s+(?:\w+\s+){0,2}?"
    r"(?:pick\w*|answer\w*|reach\w*|respond\w*|repl\w+|available|there))\b",
    re.IGNORECASE,
)
_OF_A_ROLE = re.compile(r"\b(?:s?he|they)(?:['\u2019]?s|\s+(?:is|are))\s+(?:actually\s+)?(?:my|an?)\b", re.IGNORECASE)
_TREATED_OTHERWISE = re.compile(r"\b(?:see|seeing|saw|visit|session)\b", re.IGNORECASE)


def replaced_by_role(text: str, known: Mapping[str, Any]) -> str | None:
    """The role of the one whom staff shall contact in place of the clinician of `known`, where no name is given."""
    if known.get("consent") != "yes" or not (known.get("clinician_name") or known.get("clinician_practice")):
        return None
    found = _TURNS_TO.search(text)
    if found is None or not _INSTEAD.search(text) or _OF_A_ROLE.search(text) or _TREATED_OTHERWISE.search(text):
        return None
    told = read_contacts(text, None)
    if told.clinician_name not in (None, known.get("clinician_name")) or _is_named(text[found.end() :]):
        return None
    role = read_contacts(f"my {found['who']}", "clinician_role").clinician_role or found["who"].lower()
    new = re.search(r"\b(?:new|other|another|different)\b", found[0], re.IGNORECASE)
    return None if role == known.get("clinician_role") and not new else role


def _is_named(rest: str) -> bool:
    """Whether a name follows the role: "my therapist Ann Lee instead"."""
    word = re.match(r"[\s,:-]*(?:(?:is|named|called|dr\.?)\s+)?(?P<word>[^\W\d_][\w'\u2019-]*)", rest)
    return word is not None and (
        word["word"][0].isupper() or word[0].strip().lower().startswith(("named", "called", "dr"))
    )
