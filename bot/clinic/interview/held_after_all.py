"""A clinician told of after all where the clinic's own is offered: "no, I have a psychiatrist" is no refusal."""

from __future__ import annotations

import re
from typing import Any

from bot.clinic import reading as answers
from bot.clinic.contacts import read_contacts
from bot.clinic.contacts.roles import role_in
from bot.clinic.interview.facts import as_facts, given

_LEAD = re.compile(
    r"^\W*(?:(?:no need|not needed|no+|nope|nah|wait|oh|ah|um+|uh+|hm+|hold on|hang on|sorry"
    r"|actually|oops|but|well|my bad|thanks|thank you"
    r"|i mean|i forgot|that.?s wrong|i was wrong|scratch that)\b[\s,.;:!\u2026\u2013\u2014-]*)+",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:i|i.?m|i.?ve|my|me|we|our)\b", re.IGNORECASE)
_HAS_ONE = re.compile(
    r"i(?:.?ve)? (?:do |actually |already )*(?:have|see|got|have got) (?:one|someone|somebody)\b"
    r"(?! (?:with|who|here|waiting|coming|to|else))",
    re.IGNORECASE,
)
# Somebody wished for, feared, or seen long ago: "I have trouble finding a doctor".
_NOT_YET = re.compile(
    r"\b(?:will|would|want\w*|need\w*|looking|find\w*|should|could|yours?|ur|urs|used to|trauma|afraid|scared|fear"
    r"|hate\w*"
    r"|problems?|bad experience\w*|no|not|never|don.?t|about|if)\b",
    re.IGNORECASE,
)


def held_after_all(text: str) -> dict[str, Any]:
    """The facts of a clinician whom the person has, or sees, as they say now; empty where they tell of none."""
    lead = _LEAD.match(text)
    rest = text[lead.end() :] if lead is not None else text
    if "?" in text or _OWN.search(rest) is None or _NOT_YET.search(rest) or answers.wants_psychiatrist(text):
        return {}
    told = as_facts(read_contacts(rest, "clinician"))
    named = {name: value for name, value in told.items() if name.startswith("clinician_")}
    if _HAS_ONE.match(rest):
        return {**named, "clinician": "yes"}
    if answers.yes_no(rest) is True or re.match(r"i have (?:some|no)(?:one|body)\b", rest, re.IGNORECASE):
        return {}
    if not (named.get("clinician_name") or answers.read_clinician(rest) == "yes"):
        return {}
    return {**given("clinician_role", role_in(rest, None)), **named, "clinician": "yes"}
