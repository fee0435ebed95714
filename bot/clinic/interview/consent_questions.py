"""Questions about the permission to contact the clinician: what follows from a no, and what would be said."""

from __future__ import annotations

import re

_IF_NO = re.compile(
    r"\b(?:if|when|suppose)\s+(?:i|we)\s+(?:\w+\s+){0,2}?(?:say\s+no|don.?t|do\s+not|refuse|decline|won.?t|rather\s+not|said\s+no|"
    r"object|say\s+nope|disagree)\b"
    r"|\bif\s+(?:the\s+answer\s+is\s+|it.?s\s+(?:a\s+)?)no\b|\bcan\s+i\s+(?:still|also)\b.*\b(?:without|if)\b"
    r"|\b(?:without|if)\b.*\bcan\s+i\s+still\b|^\W*(?:and\s+|so\s+|but\s+)?(?:what\s+)?if\s+(?:i\s+say\s+)?no(?:t)?\W*$",
    re.IGNORECASE,
)
_CLINICIAN = r"(?:doctor|therapist|psychiatrist|psychologist|clinician|counsell?or|shrink|nurse|gp|pcp|doc|provider)"
_WHOM = rf"(?:her|him|them|dr\.?\s+\w+|(?:my|the)\s+{_CLINICIAN})"
_SAID = re.compile(
    rf"\b(?:tell|say|said|told|share|ask|reveal|disclose|mention|discuss|talk|inform|give|send|show|pass\s+on)\b(?:\W+\w+){{0,4}}?\W+{_WHOM}\b"
    rf"|\bwill\s+(?:s?he|they|{_WHOM})\s+(?:know|see|read|hear|find\s+out|learn|be\s+told|get\s+to)\b"
    rf"|\bdoes\s+(?:s?he|my\s+{_CLINICIAN})\s+(?:see|read|hear|find\s+out|learn|get\s+told)\b"
    r"|\bwhat\b.*\b(?:tell|say|talk\s+about|discuss|ask\s+about|be\s+said|share)\b.*\babout\s+me\b"
    r"|\bwhat\b.*\b(?:you|they|staff|u)\b.*\b(?:tell|say\s+to|ask|talk\s+about)\b",
    re.IGNORECASE,
)


_CHARGES = re.compile(
    rf"\b(?:s?he|they|{_WHOM})\s+(?:(?:also|even|still|then)\s+)?(?:charge|bill|cost|want\s+money|get\s+paid|ask\s+for\s+money)|"
    rf"\b(?:pay|paying|owe)\s+(?:\w+\s+)?{_WHOM}\b",
    re.IGNORECASE,
)


def consent_question(clause: str) -> str | None:
    """What a question at "may our staff contact your clinician?" is about, as the id of the text that answers it."""
    if _IF_NO.search(clause):
        return "consent_if_no"
    if _CHARGES.search(clause):
        return "consent_fee"
    return "consent_said" if _SAID.search(clause) else None
