"""What a person says of themself without being asked, and what they take back."""

from __future__ import annotations

import re
from typing import Any

from bot.clinic import reading as answers
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.message import Message
from bot.clinic.interview.permission import grants_permission, withdraws_permission

# What these leave open, a condition that is named later may settle.
_OPEN_REASONS = frozenset({"unsaid", "unsure", "other", "chronic_pain"})
# At the question for a name, "Joy" and "Sad" may be one.
_NAMES_IT = re.compile(
    r"\b(?:it.?s|it is|it was|say|put|choose|pick|take|then|mostly|mainly|i have|i.?ve|call it|more like|closest)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 12  # of a message that only names what brings somebody in
_AS_WELL = re.compile(r"\b(?:also|too|as\s+well|both|in\s+addition|besides)\b", re.IGNORECASE)


def volunteered(draft: Draft, message: Message, question: str | None) -> dict[str, Any]:
    """Answers to questions that are not being asked. What was answered before stays, unless it was left unsaid."""
    text, known = message.text, draft.facts
    found: dict[str, Any] = {}
    if question != "who" and known.get("who") in (None, "other"):
        found["who"] = answers.volunteered_who(text)
    if question != "age" and known.get("age") in (None, "unsaid"):
        adult = answers.volunteered_adult(text)
        found["age"] = None if adult is None else ("adult" if adult else "minor")
    if question != "age" and known.get("age") == "adult" and answers.volunteered_adult(text) is False:
        found["age"] = "minor"  # "I lied, I'm 16" undoes a yes
    if question != "reason" and _OPEN_REASONS.issuperset(known.get("reason") or ()):
        named = [reason for reason in answers.volunteered_reasons(text) if reason not in (known.get("reason") or ())]
        kept = [reason for reason in known.get("reason") or () if reason == "chronic_pain"]
        found["reason"] = [*named, *kept] if named else None
        if not named and known.get("reason") and (question != "name" or _NAMES_IT.search(text)):
            told = [reason for reason in answers.read_reasons(text) if reason not in _OPEN_REASONS]
            found["reason"] = told if told and len(text.split()) <= _MOST_WORDS else None  # "anxiety then"
        if question in (None, "who", "age") and not known.get("reason") and not named:  # later on, "Sad" may be a name
            found["reason"] = list(answers.listed_reasons(text)) or None
        if "other" in (found.get("who"), known.get("who")) and not found["reason"]:
            theirs = answers.reasons_of_another(text) or answers.listed_reasons(text, of_another=True)
            found["reason"] = list(theirs) or None
    if "other" in (found.get("who"), known.get("who")) or draft.goal == "callback":
        of_age = answers.patient_age(text)
        if of_age is False or (of_age and known.get("patient")):
            found["patient"] = "adult" if of_age else "minor"
    if question != "clinician" and "clinician" not in known:
        found["clinician"] = answers.volunteered_clinician(text)
    if question != "other" and known.get("psychiatrist") != "yes" and answers.wants_psychiatrist(text):
        found["psychiatrist"] = "yes"
        has_one = known.get("clinician") == "yes" or (question == "clinician" and answers.read_clinician(text) == "yes")
        if has_one and not _AS_WELL.search(text):
            found["consent"] = "no"  # in place of their own clinician, who is then left in peace
    if question != "consent" and "consent" not in found:
        found.update(_permission(known, text))
    return {name: value for name, value in found.items() if value is not None and value != known.get(name)}


def _permission(known: dict[str, Any], text: str) -> dict[str, Any]:
    """Whether staff may contact the clinician, taken back, refused before it is asked, or given after all."""
    if withdraws_permission(text):
        return {"consent": "no"}
    return {"consent": "yes"} if known.get("consent") == "no" and grants_permission(text) else {}
