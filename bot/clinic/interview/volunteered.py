"""What a person says of themself without being asked, and what they take back."""

from __future__ import annotations

import re
from typing import Any

from bot.clinic import reading as answers
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.message import Message

_REFUSING = r"(?:do(?:es)?\s*n.?t|do\s+not|don.?t|stop|never|no\s+longer|can.?t|cannot|not|rather\s+not|without)\b"
_REACHING = r"(?:call|phone|contact|reach|write|e-?mail|involve)(?:ing|ed)?\b"
_CLINICIAN = r"(?:doctor|clinician|therapist|psychiatrist|psychologist|counsell?or|dr\b|nurse|gp\b|pcp\b|physician)"
_WITHDRAWS = re.compile(rf"{_REFUSING}(?:\W+\w+){{0,5}}?\W+{_REACHING}(?:\W+\w+){{0,3}}?\W+{_CLINICIAN}", re.IGNORECASE)
_REMOVES = re.compile(rf"\b(?:remove|delete|take\s+out|forget)\b(?:\W+\w+){{0,3}}?\W+{_CLINICIAN}", re.IGNORECASE)
_LEAVE_OUT = re.compile(rf"\bleave\b(?:\W+\w+){{0,3}}?\W+(?:{_CLINICIAN}|her|him|them)\W+out\b", re.IGNORECASE)
_NOT_THEM = re.compile(
    r"(?:^|please|thought|actually|wait|after all|may|you)\W+(?:do\s*n.?t|don.?t|do\s+not|not|stop)\s+"
    r"(?:contact|call|phone|involve|e-?mail|talk\s+to|speak\s+(?:to|with))(?:ing)?\s+(?:her|him|them)\b",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"\b(?:withdraw|revoke|take\s+back|cancel)\w*\s+(?:my|the)\s+(?:consent|permission)\b", re.IGNORECASE
)


_ABOUT_CLINICIAN = re.compile(rf"\b(?:{_CLINICIAN}s?|her|his|their|office|practice|fax|provider)\b|'s\b", re.IGNORECASE)


def names_clinician(text: str) -> bool:
    """Whether a message speaks of the clinician at all."""
    return bool(_ABOUT_CLINICIAN.search(text))


def withdraws_permission(text: str) -> bool:
    """Whether the person no longer wants staff to contact the clinician: "please don't call my doctor"."""
    patterns = (_WITHDRAWS, _REMOVES, _LEAVE_OUT, _NOT_THEM, _TAKES_BACK)
    return "?" not in text and any(pattern.search(text) for pattern in patterns)


def volunteered(draft: Draft, message: Message, question: str | None) -> dict[str, Any]:
    """Answers to questions that are not being asked. What was answered before stays, unless it was left unsaid."""
    text, known = message.text, draft.facts
    found: dict[str, Any] = {}
    if question != "who" and known.get("who") in (None, "other"):
        found["who"] = answers.volunteered_who(text)
    if question != "age" and known.get("age") in (None, "unsaid"):
        adult = answers.volunteered_adult(text)
        found["age"] = None if adult is None else ("adult" if adult else "minor")
    if question != "reason" and known.get("reason") in (None, ["unsaid"]):
        found["reason"] = list(answers.volunteered_reasons(text)) or None
        if question in (None, "who", "age") and not found["reason"]:  # later on, "Sad" may be a name
            found["reason"] = list(answers.listed_reasons(text)) or None
        if "other" in (found.get("who"), known.get("who")) and not found["reason"]:
            theirs = answers.reasons_of_another(text) or answers.listed_reasons(text, of_another=True)
            found["reason"] = list(theirs) or None
    if question != "clinician" and "clinician" not in known:
        found["clinician"] = answers.volunteered_clinician(text)
    if question != "other" and "psychiatrist" not in known and answers.wants_psychiatrist(text):
        found["psychiatrist"] = "yes"
    if question != "consent" and known.get("consent") == "yes" and withdraws_permission(text):
        found["consent"] = "no"
    return {name: value for name, value in found.items() if value is not None and value != known.get(name)}
